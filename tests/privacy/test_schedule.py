"""What is not needed any more goes by itself, without anybody asking."""

from datetime import timedelta

from storefront import customers
from storefront.kit import clock, jobs, personal, post
from tests.support.factories import ZHOU


def test_messages_say_for_ninety_days_to_whom_they_went_and_then_only_that_they_left(world):
    world.paid()
    jobs.run_pending(1000)
    sent = post.Message.select().where(post.Message.state == "sent").count()
    clock.advance(timedelta(days=89))
    jobs.sweep()
    assert post.Message.select().where(post.Message.state == "sent").count() >= sent > 0
    assert post.Message.select().where(post.Message.to_index == personal.blind("phone", ZHOU.phone)).exists()
    clock.advance(timedelta(days=2))
    post.forget_old()
    assert (
        not post.Message.select().where(post.Message.state == "sent", post.Message.created_at < clock.now() - post.KEPT).exists()
    )
    gone = list(post.Message.select().where(post.Message.state == "forgotten"))
    assert len(gone) >= sent and {(row.to, row.subject, row.body, row.to_index) for row in gone} == {("", "", "", None)}
    assert not post.put("text", ZHOU.phone, "", "again", gone[0].dedupe)


def test_what_a_browser_remembers_goes_after_a_year_without_use(world):
    old = customers.remember(None, ZHOU.name, ZHOU.phone, ZHOU.address, "CN")
    clock.advance(timedelta(days=300))
    used = customers.remember(None, ZHOU.name, ZHOU.phone, ZHOU.address, "CN")
    clock.advance(timedelta(days=100))
    customers.forget_unused()
    assert customers.known(old) is None and customers.known(used).phone == ZHOU.phone
