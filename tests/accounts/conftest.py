"""People for the tests of this room: `mei` has a shop's phone, `sign_in(mei)` is a browser where she is signed in."""

import pytest

from tests.support import clients, factories

MEI = "+8613800138000"
TYPED = "138 0013 8000"  # the same number, as a person writes it
LIN = "lin@example.com"


def ask(client, contact=TYPED, **more) -> str:
    """Have a code sent; it is shown on the next page."""
    assert client.post("/signin", data={"contact": contact, **more}).status_code == 303
    return clients.shown_code(client.get("/signin/code").text)


def wrong(code: str) -> str:
    """Another code than this one."""
    return "000000" if code != "000000" else "111111"


@pytest.fixture
def accounts(database):
    from storefront import accounts

    return accounts


@pytest.fixture
def mei(accounts):
    return accounts.find_or_make(accounts.Contact("phone", MEI))


@pytest.fixture
def lin(accounts):
    return accounts.find_or_make(accounts.Contact("email", LIN))


@pytest.fixture
def sign_in(app, accounts):
    """`sign_in(person)` is a browser where that person is signed in; its `token` is the secret in its cookie."""

    def make(person, device="Chrome on Android"):
        client = clients.browser(app)
        client.token = factories.sign_in(client, person, device)
        return client

    return make
