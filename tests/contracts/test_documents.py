"""What the README says is so."""

import re
from dataclasses import fields
from pathlib import Path

from storefront import ORDER
from storefront.kit.config import Config

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def test_every_setting_is_documented_with_its_sentence():
    for setting in fields(Config):
        if setting.metadata.get("internal"):
            continue
        assert f"`MICROSTORE_{setting.name.upper()}`" in README, setting.name
        assert setting.metadata["doc"] in README, setting.name


def test_no_setting_is_documented_that_does_not_exist():
    known = {f"MICROSTORE_{setting.name.upper()}" for setting in fields(Config)}
    assert set(re.findall(r"MICROSTORE_[A-Z_]+", README)) - known - {"MICROSTORE_"} == set()


def test_every_room_stands_in_the_map():
    rooms = [name for name in ORDER if (ROOT / "storefront" / name / "__init__.py").exists()]
    assert [name for name in rooms if f"`{name}`" not in README] == []


def test_the_map_reads_down_in_the_order_of_imports():
    rooms = [name for name in ORDER if (ROOT / "storefront" / name / "__init__.py").exists()]
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| `(\w+)` \| [^|]+ \|$", README, re.M)
    assert [name for half in zip(*rows, strict=True) for name in half] == rooms


def test_every_picture_of_the_readme_exists():
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert pictures and [name for name in pictures if not (ROOT / name).exists()] == []


def test_every_command_of_the_readme_exists():
    from storefront import commands

    for command in re.findall(r"python app\.py (\w+)", README):
        assert hasattr(commands, f"_{command}"), command
    targets = (ROOT / "Makefile").read_text()
    for target in re.findall(r"`make ([a-z-]+)", README):
        assert re.search(rf"^{target}:", targets, re.M), target


def test_every_test_in_the_table_of_drills_exists():
    named = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", (ROOT / "tests" / "DRILLS.md").read_text())
    assert len(named) > 40
    missing = [(file, test) for file, test in named if f"def {test or 'test_'}" not in (ROOT / "tests" / file).read_text()]
    assert missing == []
