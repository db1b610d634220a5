"""Direct shops: who said by mistake that it was paid back takes it back; the buyer says whether it arrived; time and the card go on."""

import pytest

from storefront import aftersales, check, orders, payments, trust
from storefront.kit import clock, events, jobs
from storefront.kit.about import About
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.kit.post import Message
from storefront.payments import REFUND, keeper
from tests.aftersales.conftest import DAY, SECOND, again
from tests.aftersales.test_direct import unpaid_cash
from tests.support import clients
from tests.support.factories import FAMILIE
from tests.support.machines import every_verb

WHY = "I clicked the wrong order."
SELL = "/sell/oma-lotte"


@pytest.fixture
def lotte(quarrel):
    return quarrel.world.lotte


@pytest.fixture
def desk(app, lotte):
    """Lotte's browser."""
    return clients.browser(app, lotte.owner)


def owed(quarrel, minor: int = 200):
    """An order of which Lotte gave a part back, and what she still has to pay."""
    order = quarrel.world.shipped(quarrel.world.lotte)
    orders.refund(order, minor, "A crack", key=f"seller:{order.id}:1")
    return quarrel.world.again(order)


def refund_of(order):
    return payments.refunds_for("order", str(order.id))[-1]


def said(quarrel):
    """The same, and Lotte says that she paid it."""
    order = owed(quarrel)
    orders.paid_back(order, str(refund_of(order).id))
    return order


def told(to: str) -> list[str]:
    clock.advance(SECOND)
    jobs.run_pending(1000)
    return [row.body for row in Message.select().order_by(Message.id) if row.to == to]


def timeline(order) -> list[str]:
    return [row.kind for row in events.timeline(f"order:{order.id}")]


# --- of an order ----------------------------------------------------------------------------------------------------------------


@pytest.mark.tampers  # states are set by hand here
@pytest.mark.parametrize("state", REFUND.states)
def test_every_verb_in_every_state_does_what_the_table_says(quarrel, state):
    every_verb(REFUND, refund_of(owed(quarrel)), state)


def test_what_was_said_by_mistake_is_owed_again_and_both_stand_in_the_timeline(quarrel, lotte):
    order = said(quarrel)
    assert orders.back_of(quarrel.world.again(order)).done == 200
    orders.not_paid_back(order, str(refund_of(order).id), WHY)
    row, now = refund_of(order), orders.back_of(quarrel.world.again(order))
    assert (row.state, row.done_at, now.done, now.going) == ("asked", None, 0, 200)
    assert timeline(order)[-2:] == ["orders.PaidBack", "orders.NotPaidBack"]
    orders.paid_back(order, str(row.id))
    orders.paid_back(order, str(row.id))
    assert refund_of(order).state == "done" and timeline(order)[-3:] == [
        "orders.PaidBack",
        "orders.NotPaidBack",
        "orders.PaidBack",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"), [("", "Write a reason"), (" oh ", "Write a reason"), ("x" * 201, "there is room for 200")]
)
def test_without_a_sentence_it_stands(quarrel, lotte, words, sentence):
    order = said(quarrel)
    with pytest.raises(Refused, match=sentence) as refused:
        orders.not_paid_back(order, str(refund_of(order).id), words)
    assert refused.value.field == "words" and refund_of(order).state == "done"


def test_it_can_be_taken_back_for_a_week(quarrel, lotte):
    order = said(quarrel)
    row = refund_of(order)
    quarrel.clock.freeze(row.done_at + payments.TAKE_BACK)
    with pytest.raises(Changed):
        orders.not_paid_back(order, str(row.id), WHY)
    quarrel.clock.freeze(row.done_at + payments.TAKE_BACK - SECOND)
    orders.not_paid_back(order, str(row.id), WHY)
    assert refund_of(order).state == "asked"


def test_not_once_the_buyer_has_it(quarrel, lotte):
    order = said(quarrel)
    orders.back_arrived(order, str(refund_of(order).id))
    orders.back_arrived(order, str(refund_of(order).id))
    assert timeline(order).count("order.back_arrived") == 1
    with pytest.raises(Changed):
        orders.not_paid_back(order, str(refund_of(order).id), WHY)
    with pytest.raises(Changed):
        orders.back_missing(order, str(refund_of(order).id))
    assert refund_of(order).state == "done"


def test_as_long_as_the_buyer_says_that_it_did_not_arrive_it_can_be_taken_back(quarrel, lotte):
    order = said(quarrel)
    row = refund_of(order)
    quarrel.clock.freeze(row.done_at + payments.TAKE_BACK + 30 * DAY)
    orders.back_missing(order, str(row.id))
    orders.back_missing(order, str(row.id))
    assert timeline(order).count("orders.BackMissing") == 1 and refund_of(order).state == "done"
    orders.not_paid_back(order, str(row.id), WHY)
    row = refund_of(order)
    assert (row.state, row.missed_at) == ("asked", None)
    for verb in (orders.back_missing, orders.back_arrived):  # nobody says that it was paid
        with pytest.raises(Changed):
            verb(order, str(row.id))


def test_money_that_the_market_holds_is_not_taken_back_by_anybody(quarrel):
    order = quarrel.world.shipped()
    orders.refund(order, 100, "A crack", key="seller:1")
    row = refund_of(order)
    for verb, more in (
        (orders.not_paid_back, (WHY,)),
        (orders.back_missing, ()),
        (orders.back_arrived, ()),
        (orders.paid_back, ()),
    ):
        with pytest.raises(Changed):
            verb(order, str(row.id), *more)
    with pytest.raises(Changed):
        payments.take_back(row, WHY)


def test_only_refunds_of_the_order_are_named(quarrel, lotte):
    order, other = said(quarrel), quarrel.world.shipped(lotte)
    for wrong in ("", "x", "0"):
        with pytest.raises(NotFound):
            orders.not_paid_back(order, wrong, WHY)
    with pytest.raises(NotFound):
        orders.not_paid_back(other, str(refund_of(order).id), WHY)


def test_both_sides_hear_of_it_in_their_own_words(quarrel, lotte):
    order = owed(quarrel)
    told(FAMILIE.phone)
    orders.paid_back(order, str(refund_of(order).id))
    words = told(FAMILIE.phone)[-1]
    assert words.startswith("Oma Lotte says that €2.00 for order") and words.endswith(f"/o/{order.token}")
    orders.back_missing(order, str(refund_of(order).id))
    assert "did not arrive" in told("+4915199999999")[-1]
    orders.not_paid_back(order, str(refund_of(order).id), WHY)
    words = told(FAMILIE.phone)[-1]
    assert "Oma Lotte takes back that €2.00" in words and "still owed" in words and WHY not in words  # that stands on the page


def test_what_was_typed_about_it_is_forgotten_with_its_buyer(quarrel, lotte):
    order = said(quarrel)
    orders.not_paid_back(order, str(refund_of(order).id), WHY)
    subject = f"refund:{refund_of(order).id}"
    assert WHY in str([events.payload(row) for row in events.timeline(subject)])
    keeper.erase(About(orders=(order.id,)))
    assert WHY not in str([events.payload(row) for row in events.timeline(subject)])


# --- on the pages ---------------------------------------------------------------------------------------------------------------


def test_the_seller_takes_it_back_on_the_page_of_the_order(quarrel, desk, client):
    order = said(quarrel)
    here, row = f"{SELL}/orders/{order.number}", refund_of(order)
    assert "I have not paid it back" in desk.get(here).text
    wrong = desk.post(f"{here}/refund/paid-back/undo", data={"refund": str(row.id), "words": ""})
    assert wrong.status_code == 422 and "Write a reason: the buyer reads it." in wrong.text and "aria-invalid" in wrong.text
    assert refund_of(order).state == "done"
    assert desk.post(f"{here}/refund/paid-back/undo", data={"refund": str(row.id), "words": WHY}).status_code == 303
    for page in (desk.get(here).text, client.get(f"/o/{order.token}").text):
        assert (
            "The seller says that €2.00 was paid back" in page
            and f"The seller takes back that €2.00 was paid back: {WHY}" in page
        )
    assert "I have paid it back" in desk.get(here).text and "I have not paid it back" not in desk.get(here).text
    again_posted = desk.post(f"{here}/refund/paid-back/undo", data={"refund": str(row.id), "words": WHY})
    assert again_posted.status_code == 409


def test_the_buyer_says_whether_it_arrived(quarrel, desk, client):
    order = said(quarrel)
    url, row = f"/o/{order.token}/refund", refund_of(order)
    page = client.get(f"/o/{order.token}").text
    assert "Oma Lotte has paid €2.00 back to you." in page and "It has arrived" in page and "It did not arrive" in page
    assert client.post(url, data={"refund": str(row.id), "arrived": "no"}).status_code == 303
    page = client.get(f"/o/{order.token}").text
    assert (
        "Oma Lotte says that it has paid €2.00 back to you. You said that it did not arrive: Oma Lotte has been told." in page
        and ">It did not arrive" not in page
    )
    assert "The buyer says that it did not arrive." in desk.get(f"{SELL}/orders/{order.number}").text
    assert client.post(url, data={"refund": str(row.id), "arrived": "yes"}).status_code == 303
    page = client.get(f"/o/{order.token}").text
    assert "You said that it arrived." in page and "It has arrived" not in page
    assert "I have not paid it back" not in desk.get(f"{SELL}/orders/{order.number}").text
    assert client.post(url, data={"refund": "7777", "arrived": "yes"}).status_code == 404


# --- of a case ------------------------------------------------------------------------------------------------------------------


def paid_case(quarrel, lotte):
    """A case whose money Lotte says she has paid back."""
    return aftersales.paid_back(quarrel.carried_out(keeper=lotte))


def kinds(case) -> list[str]:
    return [row.kind for row in events.timeline(f"case:{case.id}")]


def test_a_case_is_owed_again_and_its_deadline_runs_on(quarrel, lotte):
    case = paid_case(quarrel, lotte)
    until = case.fulfil_by
    quarrel.clock.advance(3 * DAY)
    aftersales.not_paid_back(case, WHY)
    case = again(case)
    assert (case.fulfilled_at, case.fulfil_by, refund_of(case.order).state) == (None, until, "asked")
    assert kinds(case)[-2:] == ["aftersales.Fulfilled", "aftersales.NotFulfilled"]
    assert timeline(case.order)[-2:] == ["orders.PaidBack", "orders.NotPaidBack"]
    quarrel.clock.freeze(until)
    jobs.sweep()
    assert again(case).unfulfilled_at == until and trust.card_of(lotte.shop).unfulfilled == 1
    aftersales.paid_back(again(case))  # late, and still right: it stays counted
    aftersales.not_paid_back(again(case), WHY)
    jobs.sweep()
    assert trust.card_of(lotte.shop).unfulfilled == 1 and again(case).fulfil_by == until


def test_past_the_deadline_there_is_a_day_the_first_time_and_none_the_second(quarrel, lotte):
    case = paid_case(quarrel, lotte)
    quarrel.clock.freeze(case.fulfil_by - SECOND)
    jobs.sweep()
    quarrel.clock.freeze(again(case).fulfilled_at + payments.TAKE_BACK - SECOND)
    aftersales.not_paid_back(again(case), WHY)
    case = again(case)
    assert case.fulfil_by == clock.now() + DAY
    jobs.sweep()
    assert again(case).unfulfilled_at is None
    aftersales.paid_back(again(case))
    quarrel.clock.advance(2 * DAY)
    aftersales.not_paid_back(again(case), WHY)
    assert again(case).fulfil_by == case.fulfil_by  # nobody wins time by saying it again
    jobs.sweep()
    assert again(case).unfulfilled_at is not None and trust.card_of(lotte.shop).unfulfilled == 1


def test_taken_back_on_the_orders_page_the_case_hears_of_it_once(quarrel, lotte):
    case = paid_case(quarrel, lotte)
    jobs.run_pending(1000)
    orders.not_paid_back(case.order, str(refund_of(case.order).id), WHY)
    jobs.run_pending(1000)
    jobs.run_pending(1000)
    assert again(case).fulfilled_at is None and kinds(case).count("aftersales.NotFulfilled") == 1


def test_an_old_word_that_comes_late_changes_nothing(quarrel, lotte):
    """Events may be delivered again, after everything was said once more."""
    case = paid_case(quarrel, lotte)
    aftersales.not_paid_back(case, WHY)
    jobs.run_pending(1000)
    rows = {
        row.kind: row for row in events.Event.select().where(events.Event.kind.in_(["payments.Refunded", "orders.NotPaidBack"]))
    }
    aftersales.note_paid_back(events.revive(rows["payments.Refunded"]), rows["payments.Refunded"])
    assert again(case).fulfilled_at is None
    aftersales.paid_back(again(case))
    aftersales.note_not_paid_back(events.revive(rows["orders.NotPaidBack"]), rows["orders.NotPaidBack"])
    assert again(case).fulfilled_at is not None and refund_of(case.order).state == "done"


def test_cash_that_nobody_wrote_down_is_taken_back_within_the_week_too(quarrel, lotte):
    case = quarrel.opened(order=unpaid_cash(quarrel.world))
    case = aftersales.paid_back(aftersales.concede(aftersales.decline(case, "No")))
    with pytest.raises(Refused):
        aftersales.not_paid_back(case, "")
    aftersales.not_paid_back(case, WHY)
    with pytest.raises(Changed):
        aftersales.not_paid_back(again(case), WHY)
    assert again(case).fulfilled_at is None
    assert any("takes back that the money for order" in words for words in told(FAMILIE.phone))
    aftersales.paid_back(again(case))
    quarrel.clock.advance(payments.TAKE_BACK)
    with pytest.raises(Changed):
        aftersales.not_paid_back(again(case), WHY)


def test_the_seller_takes_it_back_on_the_page_of_the_case(quarrel, lotte, desk, client):
    case = paid_case(quarrel, lotte)
    here = f"{SELL}/refunds/{case.code}"
    assert "I have not paid it back" in desk.get(here).text
    wrong = desk.post(f"{here}/paid-back/undo", data={"words": "  "})
    assert wrong.status_code == 422 and "Write a reason: the buyer reads it." in wrong.text
    assert desk.post(f"{here}/paid-back/undo", data={"words": WHY}).status_code == 303
    page = client.get(f"/o/{case.order.token}/case").text
    assert "The seller takes back that it was paid back" in page and WHY in page and "pays it back to you by" in page
    assert "I have paid it back" in desk.get(here).text


def test_a_case_whose_buyer_has_the_money_stays_as_it_is(quarrel, lotte, desk):
    case = paid_case(quarrel, lotte)
    orders.back_arrived(case.order, str(refund_of(case.order).id))
    with pytest.raises(Changed):
        aftersales.not_paid_back(case, WHY)
    assert "I have not paid it back" not in desk.get(f"{SELL}/refunds/{case.code}").text
    assert again(case).fulfilled_at is not None


# --- the oracle -----------------------------------------------------------------------------------------------------------------


@pytest.mark.tampers
def test_the_oracle_finds_answers_to_nothing_and_money_that_would_go_twice(quarrel, lotte):
    row = refund_of(owed(quarrel))
    payments.Refund.update(arrived_at=clock.now()).where(payments.Refund.id == row.id).execute()
    assert f"I9 refund:{row.id}: answered by its buyer, but it is asked in direct mode" in check.run()
    order = quarrel.world.shipped()
    orders.refund(order, 100, "A crack", key="seller:1")
    held = refund_of(order)
    events.record("refund.take_back", subject=f"refund:{held.id}", shop=held.shop_id)
    assert f"I9 refund:{held.id}: taken back, though the market sends it" in check.run()
