"""Shops for the tests of this room: `mei` owns `kiln`; `browser(person)` is signed in."""

import io

import pytest

from tests.support import clients

MEI, LIN = "+8613800138000", "+8613900139000"


@pytest.fixture
def accounts(database):
    from storefront import accounts

    return accounts


@pytest.fixture
def shops(database):
    from storefront import shops

    return shops


@pytest.fixture
def mei(accounts):
    return accounts.find_or_make(accounts.Contact("phone", MEI))


@pytest.fixture
def lin(accounts):
    return accounts.find_or_make(accounts.Contact("phone", LIN))


@pytest.fixture
def kiln(shops, mei):
    return shops.open_shop(mei, "Mei's Kiln")


@pytest.fixture
def fresh(shops):
    """The shop as the database has it."""
    return lambda shop: shops.Shop.get_by_id(shop.id)


@pytest.fixture
def signed_in(app, accounts):
    """`signed_in(person)`: a browser where that person is signed in."""

    def make(person):
        return clients.browser(app, person)

    return make


@pytest.fixture
def photo():
    """`photo((r, g, b))`: a JPEG of one colour, 800 × 600."""
    from PIL import Image

    def make(colour=(150, 60, 40)):
        out = io.BytesIO()
        Image.new("RGB", (800, 600), colour).save(out, "JPEG")
        return out.getvalue()

    return make
