"""Whatever both sides, the market and the clock do, in whatever order: the books agree after each step, and nothing is lost."""

import random
from datetime import timedelta

import pytest

from storefront import aftersales, check, ledger, orders, payments
from storefront.aftersales import sweeping
from storefront.kit import jobs
from storefront.kit.errors import Refused
from storefront.kit.money import Money
from tests.aftersales.conftest import again

STEPS = 30


def moves(quarrel, order, operators, chance):
    """Everything that anybody could try now."""
    case = aftersales.case_of(order)
    part = Money(chance.randint(1, 30000), order.currency)
    reason = chance.choice(("never_came", "broken", "not_as_described", "changed_mind"))
    want = chance.choice(aftersales.rules.WANTED[reason])
    tries = [
        lambda: aftersales.open_case(order, reason, want, part),
        lambda: aftersales.withdraw_from_contract(order),
        lambda: orders.complete(order),
        lambda: orders.undo_complete(order),
        lambda: orders.refund(order, part.minor // 10 + 1, "a chip", key=f"seller:{chance.random()}"),
        lambda: orders.extend(order, 7),
        lambda: quarrel.clock.advance(timedelta(seconds=chance.choice((1, 10, 3600)))),
        lambda: quarrel.clock.advance(timedelta(days=chance.choice((1, 3, 8)))),
        jobs.sweep,
        orders.settle_due,
        sweeping.carry_out_due,
    ]
    if case is None:
        return tries
    side, operator = chance.choice(("buyer", "seller")), chance.choice(operators)
    decision = chance.choice(("refund", "split", "back", "nothing"))
    line = orders.lines_of(order)[0]
    tries += [
        lambda: aftersales.accept(case),
        lambda: aftersales.undo(case),
        lambda: aftersales.offer(case, chance.choice((None, part))),
        lambda: aftersales.ask_back(case, "Kiln Road 1"),
        lambda: aftersales.say_where(case, "Kiln Road 1"),
        lambda: aftersales.decline(case, "No"),
        lambda: aftersales.concede(case),
        lambda: aftersales.take_offer(case),
        lambda: aftersales.refuse_offer(case),
        lambda: aftersales.send_back(case, ""),
        lambda: aftersales.arrived(case, shelve=chance.random() < 0.5),
        lambda: aftersales.send_another(case, "", None, {line.id: 1}),
        lambda: aftersales.withdraw(case),
        lambda: aftersales.escalate(case, side),
        lambda: aftersales.decide(case, operator, decision, part, "Because", "Kiln Road 1"),
        lambda: aftersales.agree(case, side),
        lambda: aftersales.appeal(case, side, "Not fair"),
        lambda: aftersales.rule(case, operator, decision, part, "Because", "Kiln Road 1"),
        lambda: aftersales.paid_back(case),
        lambda: aftersales.not_paid_back(case, "It was another order"),
    ]
    for row in payments.refunds_for("order", str(order.id)):
        answer = chance.choice((orders.back_arrived, orders.back_missing))
        tries.append(lambda row=row, answer=answer: answer(order, str(row.id)))
    # an open case is where the road is: try its own verbs more often than the rest
    return tries + tries[11:] if case.is_open else tries


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("direct", [False, True], ids=["protected", "direct"])
def test_the_books_agree_after_each_step(quarrel, operator, colleague, seed, direct):
    chance, world = random.Random(f"{direct}:{seed}"), quarrel.world
    keeper = world.lotte if direct else world.mei
    goods = [(world.lotte.loaf, 2)] if direct else [(world.mei.bowl, 1), (world.mei.mug, 1)]
    order = world.shipped(keeper, items=goods)
    orders.Recipient.update(country="DE").where(orders.Recipient.order == order.id).execute()  # they may withdraw
    seen = {quarrel.opened(order=order).state}
    for _ in range(STEPS):
        order = world.again(order)
        try:
            chance.choice(moves(quarrel, order, (operator, colleague), chance))()
        except Refused:
            pass
        assert check.run() == []
        order, case = world.again(order), aftersales.case_of(world.again(order))
        if case is not None:
            seen.add(again(case).state)
        money = quarrel.money(order)
        if not direct:
            assert money.escrow + money.total + money.back == order.paid_minor
            assert (money.frozen > 0) <= (order.paused_at is not None)
        assert order.refunded_minor == money.back <= order.paid_minor
    assert len(seen) > 1


def test_at_the_end_of_any_road_nothing_is_held(quarrel, operator, colleague):
    """Left alone, every case ends by its own deadlines, and its order with it."""
    bowl = [(quarrel.world.mei.bowl, 1)]
    stories = [
        quarrel.opened, quarrel.offered, quarrel.declined, quarrel.returning, quarrel.sent_back, quarrel.replacing, quarrel.contract_withdrawn,
        lambda **how: quarrel.decided(operator, **how), lambda **how: quarrel.offered(minor=0, **how),
    ]  # fmt: skip
    cases = [story(items=bowl) for story in stories]
    for _ in range(60):
        quarrel.clock.advance(timedelta(days=1))
        jobs.sweep()
        orders.settle_due()
    for case in cases:
        case = again(case)
        assert case.state == "closed"
        assert case.order.settled_at is not None
        assert ledger.balance("escrow", case.order_id, "CNY").minor == 0
    assert ledger.wallet(quarrel.world.mei.fresh()).held.minor == 0
