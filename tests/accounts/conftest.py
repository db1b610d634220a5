"""People for the tests of this room: `mei` has a shop's phone, `signed_in` is a browser where she is signed in."""

import pytest

MEI = "+8613800138000"
LIN = "lin@example.com"


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
        browser = app.test_client()
        browser.environ_base |= {"HTTP_ORIGIN": "http://localhost", "HTTP_ACCEPT_LANGUAGE": "en"}
        browser.token = accounts.open_session(person, device, "127.0.0.0/24")
        browser.set_cookie("session", browser.token)
        return browser

    return make
