"""Two people of the market's staff, their browsers, and gateways that can be told what to say."""

import pytest

from storefront import accounts, payments
from storefront.payments.models import Capture
from tests.support import clients


@pytest.fixture
def staff(database):
    """`staff("finance")`: somebody with that role; another number is another person."""

    def make(role: str = "finance", number: int = 0):
        return accounts.make_operator(f"+861350{len(role):03}{number:04}", role)

    return make


@pytest.fixture
def browse(app, staff):
    """`browse("finance")`: a browser in which somebody with that role is signed in; `.person` is who."""

    def make(role: str = "finance", number: int = 0):
        person = staff(role, number)
        client = clients.browser(app, person)
        client.person = person
        return client

    return make


@pytest.fixture
def parked(database):
    """`parked(500)`: money that nobody asked for, in suspense."""

    def make(minor: int = 500, currency: str = "CNY", code: str = "nobody", payee: str = "microstore") -> Capture:
        reference = f"stray-{Capture.select().count()}"
        payments.arrived("sandbox", code, payments.Captured(reference, minor, currency, payee))
        return Capture.get(Capture.provider_reference == reference)

    return make
