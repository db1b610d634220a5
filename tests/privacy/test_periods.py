"""How long what the machinery notes is kept: money records for good, what names people for as many days as the settings say."""

from datetime import timedelta

import pytest

from storefront import aftersales, check, notifications, orders, payments
from storefront.kit import clock as time
from storefront.kit import events, jobs
from storefront.kit.events import Delivery, Event
from storefront.payments.models import NOTICE_EFFECTS
from storefront.payments.models import Notice as Told

HOUR, SAID = timedelta(hours=1), '{"payer": "Zhou Yining, Nanshan Road 18"}'


def days(config, name: str) -> timedelta:
    return timedelta(days=getattr(config, f"{name}_days"))


# --- that listeners were told --------------------------------------------------------------------------------------------------


def test_that_a_listener_was_told_goes_and_what_waits_or_failed_stays(world, clock, config):
    world.paid(), world.paid(world.lotte)
    jobs.run_pending(1000)
    kept = Event.select().count()
    failed, waits, *told = Delivery.select().where(Delivery.state == "done").order_by(Delivery.id)
    Delivery.update(state="failed").where(Delivery.id == failed.id).execute()
    Delivery.update(state="waiting").where(Delivery.id == waits.id).execute()
    clock.advance(days(config, "outbox") - HOUR)
    events.forget_told()
    assert Delivery.select().count() == len(told) + 2 > 2
    clock.advance(2 * HOUR)
    events.forget_told(limit=1)
    assert Delivery.select().count() == len(told) + 1  # a bounded number at a time
    events.forget_told()
    assert {row.id for row in Delivery.select()} == {failed.id, waits.id} and Event.select().count() == kept
    assert check.run() == []


def test_what_was_ticked_off_late_is_kept_its_days_too(world, clock, config):
    world.paid()
    row = Delivery.select().first()
    Delivery.update(state="failed").where(Delivery.id == row.id).execute()
    clock.advance(2 * days(config, "outbox"))
    assert events.tick_off([row.id]) == 1
    events.forget_told()
    assert Delivery.get_by_id(row.id).state == "done"


# --- notices on somebody's page ------------------------------------------------------------------------------------------------


def test_notices_go_after_their_days_read_or_not(world, clock, config):
    owner = world.mei.owner
    world.paid()
    jobs.run_pending(1000)
    first = notifications.notices_of(owner)[0]
    notifications.mark_read(owner, first[-1].id)
    clock.advance(days(config, "notice") - HOUR)
    notifications.forget_old()
    assert len(notifications.notices_of(owner)[0]) == len(first) >= 1
    notifications.tell_person(owner, "order.Placed", {}, "/", "a new one", also_send=False)
    clock.advance(2 * HOUR)
    notifications.forget_old()
    assert [row.dedupe for row in notifications.notices_of(owner)[0]] == ["a new one"]


# --- what payment services told ------------------------------------------------------------------------------------------------


def tell(about: str = "", outcome: str = "applied", event: str = "") -> Told:
    return Told.create(
        provider="sandbox", event_id=event or f"{about}-{outcome}", about=about, body=SAID, outcome=outcome, at=time.now()
    )


def body(row: Told) -> str:
    return Told.get_by_id(row.id).body


def code_of(order) -> str:
    return payments.payment_of("order", str(order.id)).code


def settled(world, clock):
    order = world.completed()
    clock.advance(HOUR)
    orders.settle_due()
    return world.again(order)


def test_words_of_a_payment_service_go_and_that_it_told_stays(world, clock, config):
    row = tell(code_of(settled(world, clock)))
    clock.advance(days(config, "provider") - HOUR)
    payments.forget_due()
    assert body(row) == SAID
    clock.advance(2 * HOUR)
    payments.forget_due()
    gone = Told.get_by_id(row.id)
    assert (gone.body, gone.about, gone.outcome, gone.event_id) == ("", row.about, "applied", row.event_id)
    assert gone.words_gone_at
    again = Told.insert(provider="sandbox", event_id=row.event_id, body=SAID, outcome=NOTICE_EFFECTS[0], at=time.now())
    assert not list(again.on_conflict_ignore().returning(Told.id).execute())  # it still works once
    assert check.run() == []


@pytest.mark.parametrize("story", ["held", "going back", "in question", "fits nothing"])
def test_words_stay_while_something_is_open(world, clock, config, story):
    if story == "held":
        row = tell(code_of(world.paid()))
    elif story == "going back":
        order = world.paid()
        row = tell(code_of(order))
        orders.cancel(order)
        assert payments.Refund.across_shops().get().state == "asked"
    elif story == "in question":
        order = settled(world, clock)
        row = tell(code_of(order))
        aftersales.open_case(order, "broken", "money", None, "Chipped")
    else:
        payments.arrived("sandbox", "nobody", payments.Captured("stray", 500, "CNY", "microstore"))
        row = tell("nobody", "unknown")
    other = tell("", "noted")
    clock.advance(2 * days(config, "provider"))
    payments.forget_due()
    assert body(row) == SAID and body(other) == ""


def test_what_was_refused_goes_as_a_whole(world, clock, config):
    row = tell("", "refused")
    clock.advance(days(config, "provider") + HOUR)
    payments.forget_due()
    assert Told.get_or_none(Told.id == row.id) is None


# --- by themselves, and as the pages say ---------------------------------------------------------------------------------------


def test_the_sweep_does_it(world, clock, config):
    settled(world, clock)
    jobs.run_pending(1000)
    row = tell("", "noted")
    told = Delivery.select().where(Delivery.state == "done").count()
    clock.advance(days(config, "notice") + HOUR)
    jobs.sweep()
    assert body(row) == "" and Delivery.select().where(Delivery.state == "done").count() < told
    assert not notifications.Notice.select().where(notifications.Notice.at < time.now() - days(config, "notice")).exists()


def test_the_pages_say_how_long(client, config):
    for page in ("/help/privacy", "/legal/privacy"):
        text = client.get(page).text
        assert f"about a payment is forgotten after {config.provider_days} days" in text
        assert f"Notices on your page go after {config.notice_days} days, what texts and mails said after 90." in text
    assert f"the names in it go {config.check_days} days after the photos" in client.get("/help/selling").text
