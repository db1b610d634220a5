"""The seller answers, the buyer replies, and the money follows."""

import pytest

from storefront import aftersales, orders, payments, shipping, stock
from storefront.kit import jobs
from storefront.kit.errors import Changed, Refused
from storefront.kit.money import Money
from tests.aftersales.conftest import DAY, SECOND, again


def test_accepting_sends_the_money_back_after_ten_seconds(quarrel):
    case = aftersales.accept(quarrel.opened())
    assert again(case).state == "accepted"
    quarrel.clock.advance(aftersales.PERIODS.undo - SECOND)
    assert aftersales.carry_out_due() == 0
    assert quarrel.money(case.order).back == 0
    quarrel.clock.advance(SECOND)
    assert aftersales.carry_out_due() == 1
    assert aftersales.carry_out_due() == 0
    case = again(case)
    assert (case.state, case.outcome, case.refunded_minor) == ("closed", "accepted", 12800)
    assert vars(quarrel.money(case.order)) == {"escrow": 0, "free": 0, "frozen": 0, "back": 12800, "total": 0}
    assert (case.order.state, case.order.paused_at) == ("completed", None)
    assert payments.refund_by_key(f"case:{case.id}:refund").amount_minor == 12800


def test_a_yes_can_be_taken_back_for_ten_seconds(quarrel):
    case = aftersales.accept(quarrel.opened())
    quarrel.clock.advance(aftersales.PERIODS.undo - SECOND)
    aftersales.undo(case)
    assert again(case).state == "open"
    aftersales.decline(case, "It left whole")
    second = aftersales.accept(quarrel.opened())
    quarrel.clock.advance(aftersales.PERIODS.undo)
    with pytest.raises(Changed):
        aftersales.undo(second)


def test_a_part_that_was_asked_for_goes_back_and_the_rest_is_released(quarrel):
    case = quarrel.carried_out(want="part", part=Money(5000, "CNY"))
    assert case.refunded_minor == 5000
    assert vars(quarrel.money(case.order)) == {"escrow": 7800, "free": 0, "frozen": 0, "back": 5000, "total": 0}
    assert case.order.state == "shipped"
    order = quarrel.to_the_end(case.order)
    assert (order.state, order.settled_at is not None) == ("completed", True)
    assert quarrel.money(order).free == 7800


def test_an_offer_that_is_taken_splits_the_money(quarrel):
    case = quarrel.offered(6400)
    assert (case.state, case.offered) == ("offered", Money(6400, "CNY"))
    case = aftersales.take_offer(case)
    assert (case.state, case.outcome, case.refunded_minor) == ("closed", "offer", 6400)
    assert quarrel.money(case.order).back == 6400
    assert quarrel.money(quarrel.to_the_end(case.order)).free == 6400


@pytest.mark.parametrize("minor", [-1, 0, 12801])
def test_an_offer_is_some_of_the_money(quarrel, minor):
    case = quarrel.opened()
    with pytest.raises(Refused) as no:
        aftersales.offer(case, Money(minor, "CNY"))
    assert no.value.field == "amount"
    assert again(case).state == "open"


def test_an_offer_that_is_refused_is_the_sellers_turn_again(quarrel):
    case = quarrel.offered()
    quarrel.clock.advance(DAY)
    case = aftersales.refuse_offer(case)
    assert (case.state, case.offered_minor) == ("open", None)
    assert case.answer_by == quarrel.clock.now() + aftersales.PERIODS.answer
    assert aftersales.may_escalate(case, "buyer")
    assert aftersales.may_escalate(case, "seller")


def test_another_one_can_be_offered_instead(quarrel):
    case = aftersales.take_offer(quarrel.offered(minor=0))
    assert (case.state, case.offered) == ("replacing", None)
    assert quarrel.money(case.order).back == 0


def test_declining_needs_a_reason_that_the_buyer_reads(quarrel):
    case = quarrel.opened()
    with pytest.raises(Refused) as no:
        aftersales.decline(case, "   ")
    assert no.value.field == "words"
    case = aftersales.decline(case, "It left whole")
    assert case.state == "declined"
    assert [said.words for said in aftersales.Said.of(case.shop_id)] == ["It left whole"]


def test_the_seller_can_give_in_after_a_no(quarrel):
    case = aftersales.concede(quarrel.declined())
    assert (case.state, case.outcome, case.refunded_minor) == ("closed", "conceded", 12800)


def test_the_buyer_can_say_that_all_is_well(quarrel):
    case = aftersales.withdraw(quarrel.declined())
    assert (case.state, case.outcome, case.refunded_minor) == ("closed", "withdrawn", 0)
    order = quarrel.world.again(case.order)
    assert (order.state, order.paused_at) == ("shipped", None)
    orders.complete(order)
    assert quarrel.money(quarrel.settle(order)).free == 12800


# --- sending back -----------------------------------------------------------------------------------------------------------


def test_a_return_is_a_parcel_with_a_number_of_its_own(quarrel):
    case = quarrel.returning()
    assert (case.state, case.return_address) == ("returning", "Kiln Road 1, Jingdezhen")
    case = aftersales.send_back(case, "sf 1357 9246 80124")
    assert (case.state, case.return_number, case.return_carrier) == ("sent_back", "SF1357924680124", "sf")
    case = aftersales.arrived(case)
    assert (case.state, case.outcome, case.refunded_minor) == ("closed", "returned", 12800)
    assert quarrel.money(case.order).back == 12800


def test_what_came_back_can_be_sold_again(quarrel):
    case, mug = quarrel.sent_back(), quarrel.world.mei.mug
    assert stock.left([mug.id]) == {mug.id: 6}
    aftersales.arrived(case, shelve=True)
    assert stock.left([mug.id]) == {mug.id: 7}


def test_a_return_gives_all_the_money_back_even_where_part_was_asked(quarrel):
    case = quarrel.sent_back(want="part", part=Money(100, "CNY"))
    assert aftersales.arrived(case).refunded_minor == 12800


def test_a_return_needs_an_address_and_a_number_that_is_one(quarrel):
    case = quarrel.opened(want="back")
    with pytest.raises(Refused) as no:
        aftersales.ask_back(case, " ")
    assert no.value.field == "address"
    aftersales.ask_back(case, "Kiln Road 1")
    with pytest.raises(Refused) as no:
        aftersales.send_back(case, "!!!")
    assert no.value.field == "number"
    assert aftersales.send_back(case).state == "sent_back"  # without a number


def test_the_address_is_sealed(quarrel):
    quarrel.returning()
    raw = aftersales.Case._meta.database.execute_sql("SELECT return_address FROM aftersales_case").fetchall()
    assert "Kiln Road" not in str(raw)


def test_the_seller_may_let_the_buyer_keep_it(quarrel):
    case = quarrel.carried_out(want="back")
    assert (case.outcome, case.refunded_minor) == ("accepted", 12800)


# --- another one --------------------------------------------------------------------------------------------------------------


def test_another_one_is_promised_sent_and_the_order_goes_on(quarrel):
    world, clock = quarrel.world, quarrel.clock
    case = quarrel.replacing()
    assert (case.state, quarrel.money(case.order).back) == ("replacing", 0)
    line = orders.lines_of(case.order)[0]
    case = aftersales.send_another(case, "SF1357924680125", None, {line.id: 1})
    assert (case.state, case.outcome, case.refunded_minor) == ("closed", "another", 0)
    order = world.again(case.order)
    assert [parcel.number for parcel in shipping.parcels_of(order)] == ["SF1357924680123", "SF1357924680125"]
    assert stock.left([world.mei.mug.id]) == {world.mei.mug.id: 5}
    assert (order.state, order.paused_at) == ("shipped", None)
    assert order.release_at >= clock.now() + 7 * DAY
    assert quarrel.money(quarrel.to_the_end(order)).free == 12800


def test_another_one_has_to_be_on_the_shelf(quarrel):
    world = quarrel.world
    case = quarrel.replacing(items=[(world.mei.jar, 2)])
    line = orders.lines_of(case.order)[0]
    with pytest.raises(Refused) as no:
        aftersales.send_another(case, "", None, {line.id: 1})
    assert no.value.field == "pieces"
    assert again(case).state == "replacing"
    assert len(shipping.parcels_of(case.order)) == 1


@pytest.mark.parametrize("pieces", [{}, {"line": 0}, {"line": 2}, {"line": -1}, {999: 1}])
def test_a_parcel_has_something_of_the_order_in_it(quarrel, pieces):
    case = quarrel.replacing()
    line = orders.lines_of(case.order)[0]
    with pytest.raises(Refused) as no:
        aftersales.send_another(case, "", None, {line.id if key == "line" else key: count for key, count in pieces.items()})
    assert no.value.field == "pieces"


def test_the_parcel_of_another_one_cannot_be_taken_back_as_if_nothing_had_been_sent(quarrel):
    case = quarrel.replacing()
    line = orders.lines_of(case.order)[0]
    aftersales.send_another(case, "SF1357924680125", None, {line.id: 1})
    order = quarrel.world.again(case.order)
    with pytest.raises(Changed):
        shipping.take_back(order, shipping.parcels_of(order)[-1].id)
    assert quarrel.world.again(order).state == "shipped"


def test_if_that_one_is_broken_too_a_new_case_can_be_opened(quarrel):
    case = quarrel.replacing()
    case = aftersales.send_another(case, "SF1357924680125", None, {orders.lines_of(case.order)[0].id: 1})
    assert quarrel.carried_out(order=quarrel.world.again(case.order)).refunded_minor == 12800


# --- double taps, and everything in the wrong order ---------------------------------------------------------------------------


def test_every_verb_twice_is_refused_the_second_time(quarrel):
    twice = [
        (quarrel.opened, aftersales.accept),
        (quarrel.opened, lambda case: aftersales.offer(case, Money(1, "CNY"))),
        (quarrel.opened, lambda case: aftersales.ask_back(case, "Kiln Road 1")),
        (quarrel.opened, lambda case: aftersales.decline(case, "No")),
        (quarrel.offered, aftersales.take_offer),
        (quarrel.offered, aftersales.refuse_offer),
        (quarrel.declined, aftersales.concede),
        (quarrel.declined, aftersales.withdraw),
        (quarrel.declined, lambda case: aftersales.escalate(case, "buyer")),
        (quarrel.returning, lambda case: aftersales.send_back(case, "")),
        (quarrel.sent_back, aftersales.arrived),
    ]
    for story, verb in twice:
        case = story(items=[(quarrel.world.mei.bowl, 1)])
        verb(case)
        moved = quarrel.money(case.order)
        with pytest.raises(Changed):
            verb(case)
        jobs.run_pending()
        assert vars(quarrel.money(case.order)) == vars(moved)


def test_evidence_of_both_sides_is_kept_until_it_is_decided(quarrel, operator):
    case = quarrel.escalated()
    aftersales.give_evidence(case, "buyer", "It came in two pieces", key="b" * 20)
    aftersales.give_evidence(case, "buyer", "It came in two pieces", key="b" * 20)
    aftersales.give_evidence(case, "seller", "It left whole", person=quarrel.world.mei.owner)
    said = [(row.side, row.about) for row in aftersales.Said.of(case.shop_id).order_by(aftersales.Said.id)]
    assert said == [("seller", "answer"), ("buyer", "evidence"), ("seller", "evidence")]
    with pytest.raises(Refused):
        aftersales.give_evidence(case, "buyer", "  ")
    aftersales.decide(case, operator, "nothing", None, "It arrived as sold")
    with pytest.raises(Changed):
        aftersales.give_evidence(case, "buyer", "One more thing")
