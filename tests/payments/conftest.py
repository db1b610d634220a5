"""A shop, its till, and the sandbox in the same process: its notices leave when the test says so."""

import pytest

from storefront import accounts, payments
from storefront.accounts import Person
from storefront.accounts.people import find_or_make
from storefront.accounts.rules import Contact
from storefront.kit import jobs
from storefront.ledger import audit as ledger_audit
from storefront.payments import audit as payments_audit
from storefront.shops import open_shop
from tests.payments.fake_purpose import FakePurpose, Thing, Till
from tests.support.factories import again


@pytest.fixture
def owner(database) -> Person:
    return find_or_make(Contact("phone", "+8613800138000"))


@pytest.fixture
def shop(owner):
    return open_shop(owner, "Mei's Kiln")


@pytest.fixture
def purpose(database):
    """Things can be paid for, until the test ends; the books are recomputed then."""
    database.create_tables([Thing], safe=True)
    before, payments.purposes["order"] = payments.purposes.get("order"), FakePurpose()
    yield payments.purposes["order"]
    payments.purposes.pop("order")
    if before is not None:
        payments.purposes["order"] = before
    database.drop_tables([Thing])


@pytest.fixture
def books_agree(request, database):
    """Nothing differs when the test ends."""
    yield
    if not request.node.get_closest_marker("tampers"):
        assert ledger_audit.problems() == []
        assert payments_audit.problems() == []


@pytest.fixture
def till(shop, purpose, books_agree, sandbox) -> Till:
    return Till(shop)


class Payer:
    """Somebody with a browser at the sandbox's pages."""

    def __init__(self, sandbox):
        self.sandbox = sandbox

    def open(self, handover) -> str:
        """Follow the link; the address of the session."""
        from werkzeug.test import Client

        self.browser = Client(self.sandbox)
        answer = self.browser.get(handover.url.removeprefix("/sandbox"))
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"].removeprefix("/sandbox")

    def do(self, payment, act: str = "pay"):
        """Go to the sandbox and press a button; the answer is the redirect back."""
        session = self.open(payments.start(payment))
        return self.browser.post(session, data={"act": act})

    def pay(self, payment, act: str = "pay"):
        """The same, and the notice arrives."""
        answer = self.do(payment, act)
        self.sandbox.courier.deliver()
        return answer


@pytest.fixture
def payer(sandbox) -> Payer:
    return Payer(sandbox)


@pytest.fixture
def worker(app):
    """Do what the job worker would do now."""
    return jobs.run_pending


@pytest.fixture
def seller(client, owner, shop):
    """A browser in which the owner of the shop is signed in."""
    client.set_cookie("session", accounts.open_session(owner, "a test", ""))
    return client


@pytest.fixture
def paid(till, payer):
    """A payment of which the gateway has the money."""
    payment = till.ask()
    payer.pay(payment)
    return again(payment)
