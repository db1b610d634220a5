"""Direct shops: the same road; what the market cannot enforce it says, and counts."""

import pytest

from storefront import aftersales, check, customers, ledger, orders, payments, shipping
from storefront.aftersales import audit as aftersales_audit
from storefront.kit import events, jobs
from storefront.kit.errors import Changed
from storefront.kit.money import Money
from tests.aftersales.conftest import SECOND, again


@pytest.fixture
def lotte(quarrel):
    return quarrel.world.lotte


def paid_back_rows(order):
    return [(row.amount_minor, row.state) for row in payments.refunds_for("order", str(order.id))]


def unpaid_cash(world):
    """Cash on delivery, on its way: nobody has written down that it was paid."""
    order = world.placed(world.lotte, method="cash")
    shipping.ship(world.again(order), "JJD000390007813513150")
    return world.again(order)


def test_the_seller_owes_what_was_accepted_and_says_when_it_is_paid(quarrel, lotte):
    case = quarrel.carried_out(keeper=lotte)
    assert (case.state, case.refunded_minor) == ("closed", 550)
    assert case.fulfil_by == quarrel.clock.now() + aftersales.PERIODS.fulfil
    assert paid_back_rows(case.order) == [(550, "asked")]
    assert ledger.history(case.order_id) == []  # the market never held it
    aftersales.paid_back(case)
    aftersales.paid_back(case)
    assert again(case).fulfilled_at == quarrel.clock.now()
    assert paid_back_rows(case.order) == [(550, "done")]
    assert _count(case, "aftersales.Fulfilled") == 1


def test_said_on_the_orders_page_it_counts_too(quarrel, lotte):
    case = quarrel.carried_out(keeper=lotte)
    payments.paid_back(payments.refund_by_key(f"case:{case.id}:refund"))
    jobs.run_pending()
    jobs.run_pending()
    assert again(case).fulfilled_at is not None
    assert _count(case, "aftersales.Fulfilled") == 1


def test_what_is_not_paid_back_in_time_is_counted(quarrel, lotte):
    case = quarrel.carried_out(keeper=lotte)
    quarrel.clock.freeze(case.fulfil_by - SECOND)
    jobs.sweep()
    assert again(case).unfulfilled_at is None
    quarrel.clock.freeze(case.fulfil_by)
    jobs.sweep()
    jobs.sweep()
    assert again(case).unfulfilled_at == case.fulfil_by
    assert _count(case, "aftersales.Unfulfilled") == 1
    aftersales.paid_back(case)  # late, and still right
    assert again(case).fulfilled_at is not None


def test_a_lost_event_does_not_count_against_the_seller(quarrel, lotte):
    case = quarrel.carried_out(keeper=lotte)
    payments.paid_back(payments.refund_by_key(f"case:{case.id}:refund"))  # nobody delivers the event
    quarrel.clock.freeze(case.fulfil_by)
    aftersales.sweep()
    case = again(case)
    assert (case.fulfilled_at, case.unfulfilled_at) == (quarrel.clock.now(), None)


def test_cash_that_nobody_wrote_down_is_owed_all_the_same(quarrel, lotte):
    order = unpaid_cash(quarrel.world)
    assert order.paid_minor == 0
    case = quarrel.opened(order=order, want="part", part=Money(200, "EUR"))
    assert (case.stake_minor, case.asked_minor) == (550, 200)
    case = aftersales.concede(aftersales.decline(case, "No"))
    assert (case.refunded_minor, paid_back_rows(order)) == (200, [])
    aftersales.paid_back(case)
    assert again(case).fulfilled_at is not None
    second = quarrel.opened(order=quarrel.world.again(order))
    assert second.stake_minor == 350


def test_cash_that_nobody_wrote_down_leaves_the_total_of_its_customer_when_it_is_owed(quarrel, lotte):
    """The page says "Total, less what went back"."""

    def total():
        return customers.page_of(lotte.shop)[0][0].total_minor

    order = unpaid_cash(quarrel.world)
    case = quarrel.opened(order=order, want="part", part=Money(200, "EUR"))
    assert total() == 550
    aftersales.concede(aftersales.decline(case, "No"))
    assert total() == 350
    second = quarrel.opened(order=quarrel.world.again(order))
    aftersales.concede(aftersales.decline(second, "No"))
    assert (again(second).refunded_minor, total()) == (350, 0)


def test_cash_that_is_written_down_after_a_case_gave_part_of_it_back_is_at_stake_without_that_part(quarrel, lotte):
    """€5.50 at the door, €2.00 owed by a case, then "It is paid": €3.50 can still go back, and not all of it once more."""
    order = unpaid_cash(quarrel.world)
    case = quarrel.opened(order=order, want="part", part=Money(200, "EUR"))
    aftersales.concede(aftersales.decline(case, "No"))
    quarrel.clock.advance(SECOND)
    payments.mark_paid(payments.payment_of("order", str(order.id)))
    order = quarrel.world.again(order)
    assert (order.paid_minor, aftersales.at_stake(order)) == (550, Money(350, "EUR"))
    assert check.run() == []
    second = quarrel.opened(order=order)
    assert second.stake_minor == 350
    aftersales.concede(aftersales.decline(second, "No"))
    order = quarrel.world.again(order)
    assert (again(second).refunded_minor, order.refunded_minor, aftersales.at_stake(order).minor) == (350, 350, 0)
    assert paid_back_rows(order) == [(350, "asked")]


def test_the_oracle_misses_the_refund_of_cash_that_had_been_written_down(quarrel, lotte):
    case = quarrel.carried_out(keeper=lotte)
    assert case.closed_at > case.opened_at
    key = payments.Refund.key == f"case:{case.id}:refund"
    payments.Refund.update(key="lost").where(key).execute()
    assert f"I2 case {case.id}: gave back 550, its refund is None" in aftersales_audit.problems()
    payments.Refund.update(key=f"case:{case.id}:refund").where(payments.Refund.key == "lost").execute()


def test_silence_decides_in_direct_shops_too(quarrel, lotte):
    case = quarrel.opened(keeper=lotte)
    quarrel.clock.freeze(case.answer_by)
    jobs.sweep()
    case = again(case)
    assert (case.outcome, case.refunded_minor, case.order.refunded_minor) == ("silence", 550, 550)
    assert [text for text, _state in orders.rail_of(quarrel.world.again(case.order))] == [
        "You paid Oma Lotte",
        "Oma Lotte pays back",
    ]


def test_a_decision_is_a_debt_that_the_market_cannot_collect(quarrel, lotte, operator):
    case = quarrel.decided(operator, "split", 330, keeper=lotte)
    for side in aftersales.losers(case):
        aftersales.agree(case, side)
    case = again(case)
    assert (case.refunded_minor, case.fulfil_by is not None) == (330, True)
    assert paid_back_rows(case.order) == [(330, "asked")]


def test_nothing_is_owed_where_nothing_goes_back(quarrel, lotte):
    case = aftersales.withdraw(quarrel.opened(keeper=lotte))
    assert case.fulfil_by is None
    with pytest.raises(Changed):
        aftersales.paid_back(case)


def test_the_rail_says_that_the_market_does_not_hold_it(quarrel, lotte):
    case = quarrel.opened(keeper=lotte)
    rail = orders.rail_of(quarrel.world.again(case.order))
    assert rail == [
        ("You paid Oma Lotte", "done"),
        ("Paused", "current"),
        ("We decide", "todo"),
        ("It goes on, or Oma Lotte pays back", "todo"),
    ]


def _count(case, kind: str) -> int:
    return sum(row.kind == kind for row in events.timeline(f"case:{case.id}"))
