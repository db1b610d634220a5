"""The audit sees every difference that somebody could make in the books."""

import pytest

from storefront import ledger
from storefront.kit import db
from storefront.ledger import audit
from storefront.ledger.models import Account, Entry, Transaction

pytestmark = pytest.mark.tampers  # no payments stand behind these postings: see conftest.py

SHOP = 3


@pytest.fixture
def books(database, yuan):
    ledger.order_paid(1, SHOP, "sandbox", yuan(1000), "capture:1")
    ledger.order_paid(2, SHOP, "sandbox", yuan(700), "capture:2")
    ledger.order_released(1, SHOP, yuan(1000), yuan(20))
    ledger.order_refunded(2, SHOP, "sandbox", yuan(200), "refund:1")


def test_right_books_have_no_problems(books):
    assert audit.problems() == []


TAMPERING = {
    "an amount is changed": (lambda: Entry.update(amount_minor=7).where(Entry.id == 1).execute(), "I1 transaction 1"),
    "an entry is gone": (lambda: Entry.delete().where(Entry.id == 2).execute(), "I1 transaction 1"),
    "both entries are gone": (lambda: Entry.delete().where(Entry.transaction == 2).execute(), "I1 transaction 2: no entries"),
    "a balance is changed": (
        lambda: Account.update(balance_minor=1).where(Account.kind == "shop").execute(),
        "I1 account shop:3",
    ),
    "a market-wide balance appears": (
        lambda: Account.update(balance_minor=1).where(Account.kind == "fees").execute(),
        "I1 account fees:",
    ),
    "held money is changed": (lambda: Account.update(held_minor=1).where(Account.kind == "shop").execute(), "I2 shop 3"),
    "a running balance is changed": (lambda: Entry.update(balance_minor=5).where(Entry.id == 5).execute(), "I1 entry 5"),
    "an entry moves to another account": (
        lambda: Entry.update(account=Account.get(Account.kind == "fees").id).where(Entry.id == 1).execute(),
        "I1 account",
    ),
    "escrow belongs to nobody": (lambda: Account.update(shop_id=None).where(Account.kind == "escrow").execute(), "I2 order"),
    "an entry is in another currency": (
        lambda: Entry.update(account=Account.create(kind="fees", key="x", currency="EUR").id).where(Entry.id == 6).execute(),
        "I1 transaction 3: 2 entries in CNY and EUR",
    ),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_is_found(books, name):
    tamper, sentence = TAMPERING[name]
    tamper()
    assert any(problem.startswith(sentence) for problem in audit.problems()), audit.problems()


def test_an_amount_that_is_no_integer_is_found(books):
    """SQLite would keep it as it is; PostgreSQL rounds it, and then the sum is wrong."""
    db.database.execute_sql("UPDATE ledger_entry SET amount_minor = 1001.5 WHERE id = 1")
    sentence = "not an integer" if db.on_sqlite() else "I1 transaction 1"
    assert any(sentence in problem for problem in audit.problems())


def test_a_transaction_without_entries_is_found(database):
    with db.database.atomic() as undo:
        from storefront.kit import clock

        Transaction.create(kind="x", reference="1", at=clock.now())
        assert audit.problems() == ["I1 transaction 1: no entries"]
        undo.rollback()
