"""The market's staff, each in a browser of their own."""

import pytest

from storefront import accounts
from tests.support.factories import sign_in


@pytest.fixture
def desk(app, world):
    """`desk("operator")`, `desk("support")`, `desk("finance")`: a browser where somebody with that role is signed in; `.person` is who."""
    made = {}

    def browser(role: str = "operator"):
        if role not in made:
            person = accounts.make_operator(f"+86135001360{len(made):02}", role) if role else world.mei.owner
            client = app.test_client()
            client.environ_base |= {"HTTP_ORIGIN": "http://localhost", "HTTP_ACCEPT_LANGUAGE": "en"}
            sign_in(client, person)
            client.person = person
            made[role] = client
        return made[role]

    return browser
