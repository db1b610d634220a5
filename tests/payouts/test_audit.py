"""The oracle of this room: what is on its way is in the books; nothing left twice, too early or without the people it needs."""

import pytest

from storefront import payouts
from storefront.ledger import Transaction
from storefront.payouts import BankAccount, Batch, Withdrawal, audit
from tests.payouts.conftest import DAY

pytestmark = pytest.mark.tampers


def test_without_a_difference_it_says_nothing(rich, anna):
    row = rich.batched()
    payouts.mark_all_sent(payouts.release(row.batch, anna))
    assert audit.problems() == []


def test_a_sum_that_was_changed_is_found(rich):
    row = rich.asks(10000)
    Withdrawal.update(amount_minor=9000).where(Withdrawal.id == row.id).execute()
    assert audit.problems() == [f"I2 payout of shop {row.shop_id} CNY: 10000 in the books, open withdrawals add up to 9000"]


def test_a_withdrawal_that_disappeared_is_found(rich):
    row = rich.asks(10000)
    Withdrawal.delete().where(Withdrawal.id == row.id).execute()
    found = audit.problems()
    assert any("10000 in the books, open withdrawals add up to 0" in problem for problem in found)
    assert f"I9 withdrawal:{row.id}: has a timeline, but is not there" in found


def test_a_withdrawal_that_was_never_booked_is_found(rich):
    shop, account, now = rich.shop, payouts.account_of(rich.shop), rich.clock.now()
    Withdrawal.create(
        shop=shop.id, code="X" * 8, account=account.id, currency="CNY", asked_minor=5, amount_minor=5, asked_by=rich.owner.id,
        asked_at=now, due_at=now, arrives_on=now.date(),
    )  # fmt: skip
    assert f"I2 shop {shop.id} CNY: 5 on its way without an account in the books" in audit.problems()


def test_what_left_with_another_sum_is_found(rich, anna):
    row = rich.batched()
    batch = payouts.release(row.batch, anna)
    payouts.mark_all_sent(batch)
    Withdrawal.update(amount_minor=1, asked_minor=1).where(Withdrawal.id == row.id).execute()
    assert audit.problems() == [
        f"I2 withdrawal {row.id}: left with 1, the books say -10000",
        f"I2 batch {batch.code}: released 10000, its lines add up to 1",
    ]


def test_a_state_that_was_set_by_hand_is_found(rich):
    row = rich.batched()
    Withdrawal.update(state="bounced").where(Withdrawal.id == row.id).execute()
    Batch.update(state="closed").where(Batch.id == row.batch_id).execute()
    found = audit.problems()
    assert f"I9 withdrawal {row.id}: is bounced, its timeline ends at batched" in found
    assert f"I9 payout_batch {row.batch_id}: is closed, its timeline ends at made" in found


def test_a_withdrawal_that_left_before_its_account_could_be_used_is_found(rich):
    row = rich.batched()
    BankAccount.update(usable_at=rich.clock.now() + DAY).where(BankAccount.id == row.account_id).execute()
    assert audit.problems() == [f"I9 withdrawal {row.id}: left before its account could be used"]


def test_a_posting_under_another_name_is_found(rich):
    row = rich.asks(10000)
    Transaction.update(reference="withdrawal:999").where(Transaction.kind == "paid_out").execute()
    assert f"I2 withdrawal {row.id}: should have moved 10000, the books moved 0" in audit.problems()
