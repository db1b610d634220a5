"""Who looks at an order in the tests of this room."""

import pytest

from storefront import accounts
from tests.support import clients


@pytest.fixture
def mei(app, world):
    """Mei's browser."""
    return clients.browser(app, world.mei.owner)


@pytest.fixture
def zhou(app, world):
    """The buyer's browser."""
    return clients.browser(app, accounts.find_or_make(accounts.Contact("phone", "+8613800138000")))
