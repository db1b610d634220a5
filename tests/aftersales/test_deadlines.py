"""Every deadline with the clock moved to one second before it, and to it: silence, lapses, lateness of the market."""

import pytest

from storefront import aftersales, orders
from storefront.kit import jobs
from storefront.kit.errors import Changed
from storefront.kit.money import Money
from tests.aftersales.conftest import DAY, SECOND, again


def at(quarrel, moment):
    """The clock stands at `moment`, and the minute sweep has run."""
    quarrel.clock.freeze(moment)
    jobs.sweep()


def meets(quarrel, case, column, before, after):
    """One second before the deadline nothing happens; at it the case moves on."""
    case = again(case)
    deadline = getattr(case, column)
    at(quarrel, deadline - SECOND)
    assert again(case).state == before
    at(quarrel, deadline)
    case = again(case)
    assert case.state == after
    return case


def test_silence_of_the_seller_gives_the_money_back(quarrel):
    case = meets(quarrel, quarrel.opened(), "answer_by", "open", "closed")
    assert (case.outcome, case.refunded_minor) == ("silence", 12800)
    assert vars(quarrel.money(case.order)) == {"escrow": 0, "free": 0, "frozen": 0, "back": 12800, "total": 0}


def test_silence_gives_what_was_asked_for(quarrel):
    case = meets(quarrel, quarrel.opened(want="part", part=Money(3000, "CNY")), "answer_by", "open", "closed")
    assert case.refunded_minor == 3000


@pytest.mark.parametrize(
    "verb",
    [
        aftersales.accept,
        lambda case: aftersales.offer(case, Money(1, "CNY")),
        lambda case: aftersales.ask_back(case, "Kiln Road 1"),
        lambda case: aftersales.decline(case, "No"),
    ],
)
def test_at_the_deadline_the_answer_is_too_late_even_before_the_sweep(quarrel, verb):
    case = quarrel.opened()
    quarrel.clock.freeze(case.answer_by - SECOND)
    in_time = quarrel.opened()
    verb(in_time)
    quarrel.clock.freeze(case.answer_by)
    with pytest.raises(Changed) as no:
        verb(case)
    assert "time for this is over" in str(no.value)
    jobs.sweep()
    assert again(case).outcome == "silence"


def test_an_undo_after_the_deadline_does_not_win_time(quarrel):
    case = quarrel.opened()
    quarrel.clock.freeze(case.answer_by - SECOND)
    aftersales.accept(case)
    quarrel.clock.advance(5 * SECOND)
    aftersales.undo(case)
    with pytest.raises(Changed):
        aftersales.decline(case, "No")
    jobs.sweep()
    assert again(case).outcome == "silence"


def test_what_was_accepted_is_carried_out_by_the_sweep_too(quarrel):
    case = aftersales.accept(quarrel.opened())
    at(quarrel, again(case).act_at - SECOND)
    assert again(case).state == "accepted"
    at(quarrel, again(case).act_at)
    assert again(case).outcome == "accepted"


def test_another_one_that_was_not_sent_is_money_back(quarrel):
    case = meets(quarrel, quarrel.replacing(), "answer_by", "replacing", "closed")
    assert (case.outcome, case.refunded_minor) == ("silence", 12800)


def test_an_offer_without_a_reply_counts_as_taken(quarrel):
    case = meets(quarrel, quarrel.offered(6400), "reply_by", "offered", "closed")
    assert (case.outcome, case.refunded_minor) == ("offer", 6400)


def test_another_one_that_was_offered_is_then_sent(quarrel):
    case = meets(quarrel, quarrel.offered(minor=0), "reply_by", "offered", "replacing")
    assert case.answer_by == quarrel.clock.now() + aftersales.PERIODS.send_another


def test_a_no_without_a_reply_stays_a_no(quarrel):
    case = meets(quarrel, quarrel.declined(), "reply_by", "declined", "closed")
    assert (case.outcome, case.refunded_minor) == ("declined", 0)
    assert quarrel.money(quarrel.to_the_end(case.order)).free == 12800


def test_what_is_not_sent_back_in_time_is_over(quarrel):
    case = meets(quarrel, quarrel.returning(), "return_by", "returning", "closed")
    assert (case.outcome, case.refunded_minor) == ("not_returned", 0)


def test_a_return_that_nobody_confirms_counts_as_arrived(quarrel):
    case = meets(quarrel, quarrel.sent_back(), "answer_by", "sent_back", "closed")
    assert (case.outcome, case.refunded_minor) == ("returned", 12800)


def test_a_market_that_is_late_decides_nothing_by_itself_and_says_so_once(quarrel):
    case = quarrel.escalated()
    at(quarrel, again(case).decide_by - SECOND)
    assert again(case).overdue_at is None
    at(quarrel, again(case).decide_by)
    assert (again(case).state, again(case).overdue_at) == ("escalated", quarrel.clock.now())
    at(quarrel, quarrel.clock.now() + DAY)
    assert sum(row.kind == "aftersales.Overdue" for row in _events(case)) == 1


def test_a_decision_is_carried_out_when_the_time_to_appeal_has_passed(quarrel, operator):
    case = meets(quarrel, quarrel.decided(operator), "appeal_by", "decided", "closed")
    assert (case.outcome, case.refunded_minor) == ("decided", 7680)


def test_at_the_deadline_an_appeal_is_too_late(quarrel, operator):
    case = quarrel.decided(operator)
    quarrel.clock.freeze(case.appeal_by)
    with pytest.raises(Changed):
        aftersales.appeal(case, "buyer", "Not fair")


def test_a_decision_that_asks_for_it_back_waits_for_the_parcel(quarrel, operator):
    case = meets(quarrel, quarrel.decided(operator, "back", 0), "appeal_by", "decided", "returning")
    assert case.return_by == quarrel.clock.now() + aftersales.PERIODS.send_back
    case = aftersales.arrived(aftersales.send_back(case, "SF1357924680124"))
    assert case.refunded_minor == 12800


# --- the clocks of the order ------------------------------------------------------------------------------------------------


def test_a_paused_order_neither_completes_nor_is_released(quarrel):
    case = quarrel.escalated()
    release = quarrel.world.again(case.order).release_at
    quarrel.clock.freeze(release + 30 * DAY)
    jobs.sweep()
    orders.settle_due()
    order = quarrel.world.again(case.order)
    assert (order.state, order.settled_at) == ("shipped", None)
    for verb in (orders.complete, lambda one: orders.extend(one, 7)):
        with pytest.raises(Changed):
            verb(order)


def test_a_confirmed_order_is_not_released_while_a_case_is_open(quarrel):
    order = quarrel.world.completed()
    case = quarrel.opened(order=order)
    quarrel.clock.advance(DAY)
    assert orders.settle_due() == 0
    with pytest.raises(Changed):
        orders.undo_complete(quarrel.world.again(order))
    aftersales.withdraw(case)
    assert orders.settle_due() == 1
    assert quarrel.money(order).free == 12800


def test_the_clock_goes_on_with_a_day_at_least(quarrel):
    case = quarrel.opened()
    old = quarrel.world.again(case.order).release_at
    aftersales.withdraw(case)
    assert quarrel.world.again(case.order).release_at == old  # there was time enough
    late = quarrel.declined()
    late_release = quarrel.world.again(late.order).release_at
    quarrel.clock.freeze(again(late).reply_by - SECOND)
    assert late_release > quarrel.clock.now() - 30 * DAY
    orders.Order.update(release_at=quarrel.clock.now() - SECOND).where(orders.Order.id == late.order_id).execute()
    aftersales.withdraw(late)
    assert quarrel.world.again(late.order).release_at == quarrel.clock.now() + DAY


def test_a_clock_that_jumps_back_opens_nothing_again(quarrel):
    case = quarrel.opened()
    at(quarrel, case.answer_by)
    assert again(case).state == "closed"
    at(quarrel, case.opened_at)
    assert again(case).state == "closed"
    with pytest.raises(Changed):
        aftersales.decline(case, "No")


def test_a_sweep_that_runs_twice_does_everything_once(quarrel):
    case = quarrel.opened()
    at(quarrel, case.answer_by)
    count = len(_events(case))
    at(quarrel, quarrel.clock.now() + 100 * DAY)
    assert len(_events(case)) == count
    assert quarrel.money(case.order).back == 12800


def _events(case):
    from storefront.kit import events

    return events.timeline(f"case:{case.id}")
