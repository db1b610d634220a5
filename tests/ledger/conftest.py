"""A shop as the ledger knows one, and a browser of its owner."""

import pytest

from storefront import accounts
from storefront.accounts.people import find_or_make
from storefront.accounts.rules import Contact
from storefront.kit.money import Money
from storefront.ledger import audit
from storefront.shops import open_shop


@pytest.fixture
def owner(database):
    return find_or_make(Contact("phone", "+8613800138000"))


@pytest.fixture
def shop(owner):
    return open_shop(owner, "Mei's Kiln")


@pytest.fixture
def yuan():
    return lambda minor: Money(minor, "CNY")


@pytest.fixture
def seller(client, owner, shop):
    client.set_cookie("session", accounts.open_session(owner, "a test", ""))
    return client


@pytest.fixture(autouse=True)
def the_ledger_agrees(request):
    """These postings have no payments behind them, so the whole oracle would miss those (mark "tampers"): the ledger's own
    audit is asked instead, unless the test is about breaking it."""
    yield
    if "database" in request.fixturenames and "books" not in request.fixturenames:
        assert audit.problems() == []
