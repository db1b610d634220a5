"""What a package says it offers is there."""

from importlib import import_module
from pathlib import Path

import pytest

from storefront import ORDER

ROOMS = [name for name in ORDER if (Path(__file__).parents[2] / "storefront" / name / "__init__.py").exists()]


@pytest.mark.parametrize("room", ROOMS)
def test_every_name_that_a_package_offers_exists(room):
    package = import_module(f"storefront.{room}")
    assert [name for name in getattr(package, "__all__", ()) if not hasattr(package, name)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_package_tells_its_story(room):
    assert len(import_module(f"storefront.{room}").__doc__ or "") > 40
