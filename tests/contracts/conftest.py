"""One furnished world for all tests of a file: what their requests write is undone after each of them."""

import pytest

from tests.support.everything import Caller, Everything
from tests.support.factories import World


@pytest.fixture(scope="module")
def everything(app, emptied):
    """Two shops with at least one of everything in them. Change it only inside `undone()`."""
    from storefront.kit import db

    db.open_connection()
    with db.transaction():
        furnished = Everything(World())
    yield furnished
    emptied()
    db.close_connection()


@pytest.fixture
def ask(app, everything):
    """`ask(person)` calls with that person's session, `ask()` as a visitor; each request leaves the world as it was."""
    app.pages.clear()
    return lambda person=None, **how: Caller(app, *([everything.session(person)] if person else []), **how)
