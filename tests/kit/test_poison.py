"""What cannot be read any more stops nobody else, and is given up in the end."""

from datetime import timedelta

from storefront import orders
from storefront.kit import db, events, jobs, log, post
from tests.support.factories import ZHOU


def _spoil(table: str, column: str, key: str, number: int) -> None:
    """Sealed with a key that nobody has any more."""
    mark = db.database.param
    with db.transaction():
        db.database.execute_sql(f'UPDATE "{table}" SET "{column}" = {mark} WHERE "{key}" = {mark}', ("gone:AAAA", number))


def test_a_message_that_nobody_can_open_lets_the_others_leave_and_fails(database, clock, monkeypatch):
    with db.transaction():
        for number in (1, 2):
            post.put("text", ZHOU.phone, "", "Hello", f"poison:{number}")
    first, second = post.Message.select(post.Message.id).order_by(post.Message.id)
    _spoil("message", "body", "id", first.id)
    post.send_due()
    assert post.Message.select(post.Message.state).where(post.Message.id == second.id).scalar() == "sent"
    for _try in range(post.GIVE_UP_AFTER):
        clock.advance(timedelta(hours=2))
        post.send_due()
    assert post.Message.select(post.Message.state).where(post.Message.id == first.id).scalar() == "failed"
    with db.transaction():
        post.Message.delete().where(post.Message.id == first.id).execute()


def test_a_message_of_somebody_who_is_forgotten_while_it_leaves_is_no_mistake(database, monkeypatch):
    with db.transaction():
        post.put("text", ZHOU.phone, "", "Hello", "poison:3")
    said = []
    monkeypatch.setattr(log, "warning", lambda *words, **more: said.append(words))
    real = post.Message.get_or_none

    def forgotten_first(*where):
        post.Message.delete().execute()
        return real(*where)

    monkeypatch.setattr(post.Message, "get_or_none", forgotten_first)
    assert post.send_due() == 0 and said == [] and post.Message.select().count() == 0


def test_an_event_whose_words_nobody_can_open_lets_the_others_be_told_and_is_given_up(world, clock):
    order = world.paid()
    jobs.run_pending(1000)
    with db.transaction():
        for reason in ("A secret", "Another one"):
            event = orders.Cancelled(order.id)
            row = events.record(event, subject=f"order:{order.id}", shop=order.shop_id, reason=reason)
            _spoil("event_words", "words", "event_id", row.id) if reason == "A secret" else None
    poison = events.Delivery.select().where(events.Delivery.state == "waiting").order_by(events.Delivery.id).first()
    events.deliver_due()
    states = [row.state for row in events.Delivery.select().where(events.Delivery.id >= poison.id).order_by(events.Delivery.id)]
    assert states == ["waiting", "done"]
    for _try in range(events.GIVE_UP_AFTER):
        clock.advance(timedelta(hours=2))
        events.deliver_due()
    assert events.Delivery.get_by_id(poison.id).state == "failed"
    with db.transaction():
        events.Delivery.delete().where(events.Delivery.id >= poison.id).execute()
        events.EventWords.delete().where(events.EventWords.event >= poison.event_id).execute()
        db.database.execute_sql(f'DELETE FROM "event" WHERE "id" >= {int(poison.event_id)}')


def test_what_failed_is_kept_the_newest_thousand(database, monkeypatch):
    monkeypatch.setattr(jobs, "KEPT", 3)

    def fails():
        raise ValueError("a bug")

    for _minute in range(5):
        jobs._guarded("a sweep", fails)
    assert jobs.JobFailure.select().count() == 3
    with db.transaction():
        jobs.JobFailure.delete().execute()
