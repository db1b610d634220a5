"""Both sides hear of every step once, in their words; whoever took it finds it on the page only."""

import pytest

from storefront import accounts, aftersales, notifications, orders
from storefront.kit import clock, db, jobs
from storefront.notifications import sentences
from tests.aftersales.conftest import again
from tests.support.factories import make_person


def messages(kind="body"):
    """What went out by text or mail, with whom it went to."""
    from storefront.kit.post import Message

    return [(row.to, row.body) for row in Message.select().order_by(Message.id)]


def since(count):
    return messages()[count:]


BUYER, SELLER = "+8613800138000", "+8613700137000"


def test_the_seller_is_asked_and_the_buyer_has_it_in_writing(quarrel):
    order = quarrel.world.shipped()
    jobs.run_pending(1000)
    before = len(messages())
    case = quarrel.opened(order=order)
    jobs.run_pending(1000)
    sent = dict(since(before))
    assert sent.keys() == {BUYER, SELLER}
    assert "Mei's Kiln has been told about order" in sent[BUYER]
    assert f"/o/{order.token}/case" in sent[BUYER]
    assert "Broken or wrong" in sent[SELLER]
    assert f"/sell/meis-kiln/refunds/{case.code}" in sent[SELLER]


def test_an_answer_goes_to_the_buyer_and_stays_on_the_sellers_page(quarrel):
    case = quarrel.opened()
    jobs.run_pending(1000)
    before = len(messages())
    aftersales.decline(case, "Secret reason")
    jobs.run_pending(1000)
    assert [to for to, _body in since(before)] == [BUYER]
    assert "Secret" not in str(messages())
    kinds = [row.kind for row in notifications.Notice.select().where(notifications.Notice.person == quarrel.world.mei.owner)]
    assert "case.Declined" in kinds


def test_silence_is_told_to_both_and_the_refund_says_the_rest(quarrel):
    case = quarrel.opened()
    quarrel.clock.advance(orders.UNDO)  # what is on its way is told after ten seconds
    jobs.run_pending(1000)
    before = len(messages())
    quarrel.clock.freeze(case.answer_by)
    jobs.sweep()
    jobs.run_pending(1000)
    to_buyer = [body for to, body in since(before) if to == BUYER]
    assert len(to_buyer) == 2
    assert "did not answer about order" in to_buyer[0] + to_buyer[1]
    assert "¥128.00 is on its way back" in to_buyer[0] + to_buyer[1]


def test_a_refunded_order_is_not_announced_as_money_for_the_seller(quarrel):
    quarrel.carried_out()
    jobs.run_pending(1000)
    assert "is yours now" not in str(messages())
    assert "is confirmed as received" not in str(messages())


def test_the_market_hears_when_it_is_asked_and_by_text_when_it_is_late(quarrel, operator, colleague):
    case = quarrel.escalated()
    jobs.run_pending(1000)
    for person in (operator, colleague):
        kinds = [row.kind for row in notifications.Notice.select().where(notifications.Notice.person == person)]
        assert kinds == ["case.Escalated"]
    assert accounts.phone_of(operator) not in dict(messages())
    quarrel.clock.freeze(again(case).decide_by)
    jobs.sweep()
    jobs.run_pending(1000)
    assert "is overdue" in dict(messages())[accounts.phone_of(operator)]


def _after(act, *contacts):
    """What went out to each of these because of `act()`."""
    clock.advance(orders.UNDO)  # what is on its way is told after ten seconds
    jobs.run_pending(1000)
    before = len(messages())
    act()
    jobs.run_pending(1000)
    return [[body for to, body in since(before) if to == contact] for contact in contacts]


def test_a_decision_by_which_it_is_sent_back_says_so_when_it_counts(quarrel, operator):
    case = quarrel.decided(operator, "back")

    def nobody_appeals():
        quarrel.clock.freeze(again(case).appeal_by)
        jobs.sweep()

    (to_buyer, to_seller) = _after(nobody_appeals, BUYER, SELLER)
    assert again(case).state == "returning"
    assert len(to_buyer) == 1 and "Send it back by" in to_buyer[0] and to_buyer[0].endswith("/case")
    assert len(to_seller) == 1 and "The buyer sends it back by" in to_seller[0]


def test_so_does_one_after_an_appeal(quarrel, operator, colleague):
    case = quarrel.appealed(operator)
    (to_buyer,) = _after(lambda: aftersales.rule(case, colleague, "back", None, "Looked again", "Kiln Road 1"), BUYER)
    assert any("final" in body for body in to_buyer) and any("Send it back by" in body for body in to_buyer)


@pytest.mark.parametrize("how", ["by word", "by silence"])
def test_who_has_to_send_another_one_hears_that_the_offer_was_taken(quarrel, how):
    case = quarrel.offered(minor=0)

    def takes():
        if how == "by word":
            return aftersales.take_offer(case)
        quarrel.clock.freeze(again(case).reply_by)
        return jobs.sweep()

    (to_seller,) = _after(takes, SELLER)
    assert again(case).state == "replacing"
    assert any("takes another one" in body and "Send it by" in body for body in to_seller)


def test_only_who_lost_reads_that_there_is_an_appeal(quarrel, operator):
    (to_buyer, to_seller) = _after(lambda: quarrel.decided(operator, "refund"), BUYER, SELLER)
    assert "The other side can appeal until" in to_buyer[-1] and "You can appeal" not in to_buyer[-1]
    assert "You can appeal until" in to_seller[-1]


def test_what_was_not_sent_back_is_not_said_to_be_unanswered(quarrel):
    case = quarrel.returning()

    def nothing_comes():
        quarrel.clock.freeze(again(case).return_by)
        jobs.sweep()

    (to_buyer, _to_seller) = _after(nothing_comes, BUYER, SELLER)
    assert len(to_buyer) == 1 and "was not sent back in time" in to_buyer[0]


def test_a_question_that_gave_way_to_a_withdrawal_is_not_said_to_be_all_right(quarrel):
    from storefront import shipping
    from tests.support.factories import FAMILIE

    everywhere = shipping.Option.update(regions="").where(shipping.Option.shop == quarrel.world.mei.shop.id)
    everywhere.execute()
    order = quarrel.world.shipped(buyer=FAMILIE)
    quarrel.opened(order=order)
    to_buyer, to_seller = _after(lambda: aftersales.withdraw_from_contract(order), FAMILIE.phone, SELLER)
    assert to_buyer and to_seller and "all right" not in str((to_buyer, to_seller))


def test_whoever_says_that_all_is_well_reads_it_as_their_own_word(quarrel):
    case = quarrel.opened()
    to_buyer, to_seller = _after(lambda: aftersales.withdraw(case), BUYER, SELLER)
    assert "You said that" in to_buyer[-1] and "The buyer says that" in to_seller[-1]


def test_a_notice_that_is_delivered_twice_tells_nobody_twice(quarrel):
    quarrel.opened()
    jobs.run_pending(1000)
    count, notices = len(messages()), notifications.Notice.select().count()
    from storefront.kit.events import Delivery

    Delivery.update(state="waiting").execute()
    jobs.run_pending(1000)
    assert (len(messages()), notifications.Notice.select().count()) == (count, notices)


def test_a_buyer_who_signs_in_with_that_number_finds_it_there_too(quarrel):
    buyer = make_person("Zhou", BUYER)
    case = quarrel.opened()
    jobs.run_pending(1000)
    row = notifications.Notice.get(notifications.Notice.person == buyer, notifications.Notice.kind == "case.Opened")
    assert row.url == f"/o/{case.order.token}/case"


@pytest.mark.parametrize("event", notifications.ABOUT_CASES, ids=lambda event: event.__name__)
@pytest.mark.parametrize("to", ["buyer", "seller"])
def test_every_step_has_its_sentence(quarrel, event, to):
    from storefront.notifications import cases

    case = again(quarrel.opened())
    now = quarrel.clock.now()
    for column in ("answer_by", "reply_by", "return_by", "decide_by", "appeal_by", "fulfil_by"):
        setattr(case, column, now)
    for extra in ({"minor": 6400, "side": "seller", "outcome": "decided"}, {"minor": 0, "side": "buyer", "outcome": "withdrawn"}):
        data = cases.facts(case, case.order) | extra | {"to": to}
        text = sentences.of(f"case.{event.__name__}", data)
        assert text and "%(" not in text
        assert sentences.subject(f"case.{event.__name__}", data).startswith("About order")


def test_every_event_of_a_case_is_told_or_said_why_not():
    """What is announced and told to nobody is for the trust card alone."""
    from storefront.aftersales import events

    announced = {value for value in vars(events).values() if isinstance(value, type)}
    assert announced - set(notifications.ABOUT_CASES) == {aftersales.Answered}


def test_everything_is_written_in_one_transaction_with_its_notice(quarrel):
    case = quarrel.opened()
    with pytest.raises(RuntimeError), db.transaction():
        aftersales.decline(case, "No")
        raise RuntimeError
    jobs.run_pending(1000)
    assert again(case).state == "open"
    assert "says no" not in str(messages())
