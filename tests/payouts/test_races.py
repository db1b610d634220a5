"""T34: the timer, a click and a retry at the same withdrawal in several workers make one transfer."""

import threading
from collections import Counter

import pytest

from storefront import aftersales, ledger, payouts
from storefront.kit import db
from storefront.payouts import batching, releasing
from tests.payouts.conftest import DAY, EARNED
from tests.support.storm import refused, storm

pytestmark = pytest.mark.race


def transfers(batches) -> Counter:
    """How often each withdrawal stands in the files of these batches."""
    return Counter(line.code for batch in batches for line in releasing.to_pay(batch, releasing.lines_of(batch)))


def race(purse, anna, rounds: int) -> None:
    """`rounds` withdrawals, each with the timer, a click, a retry, its sender twice; one transfer of each."""
    for round_ in range(rounds):
        row = purse.asks(1000, f"race-of-one-withdrawal-{round_:06d}")
        purse.clock.advance(DAY)
        stale = purse.again(row)
        storm([payouts.make, lambda: payouts.make(early=True), lambda s=stale: batching.join(s), payouts.make], wide=4)
        batch = purse.again(row).batch
        storm([lambda b=batch: payouts.release(b, anna)] * 2, wide=2)
        batch, there = payouts.Batch.get_by_id(batch.id), purse.again(row)
        storm(
            [
                lambda t=there: payouts.mark_sent(t),
                lambda b=batch: payouts.mark_all_sent(b),
                lambda t=there: payouts.mark_sent(t),
            ],
            wide=3,
        )
    batches = list(payouts.Batch.select())
    assert set(transfers(batches).values()) == {1}
    assert len(transfers(batches)) == rounds
    assert sum(batch.total_minor for batch in batches) == purse.at_the_bank() == rounds * 1000


def earn(purse, sales: int) -> None:
    for _ in range(sales):
        purse.earns()


def test_fifty_withdrawals_by_timer_click_and_retry_are_fifty_transfers(rich, anna):
    earn(rich, 2)
    race(rich, anna, 50)


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_five_hundred_withdrawals_by_timer_click_and_retry_are_five_hundred_transfers(rich, anna):
    earn(rich, 29)
    race(rich, anna, 500)


@pytest.mark.tampers
def test_control_without_the_compare_and_swap_one_withdrawal_is_paid_twice(rich):
    row, looked, paid = rich.asks(1000), threading.Barrier(2), []

    def unguarded():
        if rich.again(row).state == "asked":
            looked.wait(60)  # both have looked before the first writes
            paid.append(row.code)
            payouts.Withdrawal.update(arrives_on=row.arrives_on).where(payouts.Withdrawal.id == row.id).execute()
        db.database.close()

    threads = [threading.Thread(target=unguarded) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(paid) == 2, "the race that the guard is for did not happen"


def test_twelve_forms_at_once_never_take_more_than_there_is(rich):
    outcomes = storm([lambda n=n: rich.asks(5000, f"one-of-twelve-withdrawals-{n}") for n in range(12)])
    assert len(refused(outcomes)) == 12 - EARNED // 5000
    assert (rich.free(), rich.flying()) == (EARNED % 5000, EARNED - EARNED % 5000)


def test_taken_back_while_the_batch_takes_it_is_one_of_the_two(rich):
    for round_ in range(10):
        row = rich.asks(1000, f"back-or-batch-{round_:010d}")
        rich.clock.advance(DAY)
        storm([payouts.make, lambda r=row: payouts.cancel(rich.again(r))], wide=2)
        assert rich.again(row).state in ("batched", "cancelled")
    flying = payouts.Withdrawal.across_shops().where(payouts.Withdrawal.state == "batched").count() * 1000
    assert rich.flying() == flying
    assert ledger.balance("shop", rich.shop.id, "CNY").minor == EARNED - flying


def test_an_order_that_is_frozen_while_its_money_is_asked_for_leaves_nothing_twice(rich):
    storm([lambda: rich.asks(EARNED), lambda: aftersales.open_case(rich.world.again(rich.order), "broken", "money")], wide=2)
    assert rich.flying() == 0
    assert ledger.frozen(rich.shop).minor == EARNED
