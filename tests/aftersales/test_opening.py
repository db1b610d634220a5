"""Something is wrong: what can be asked, and what that freezes."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from storefront import aftersales, orders, shipping
from storefront.kit import events
from storefront.kit.errors import Changed, Refused
from storefront.kit.money import Money
from storefront.media.models import Picture
from tests.aftersales.conftest import DAY, HOUR, SECOND, again


def photo(colour=(180, 90, 60)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return out.getvalue()


def test_a_case_pauses_its_order_and_asks_the_seller(quarrel):
    case = again(quarrel.opened())
    assert (case.state, case.reason, case.want, case.asked_minor, case.stake_minor) == ("open", "broken", "money", 12800, 12800)
    assert case.answer_by == quarrel.clock.now() + 48 * HOUR
    assert case.order.paused_at == quarrel.clock.now()
    first = events.timeline(f"case:{case.id}")[0]
    assert (first.kind, first.after) == ("aftersales.Opened", "open")


def test_a_second_case_is_refused_while_one_is_open(quarrel):
    case = quarrel.opened()
    with pytest.raises(Changed) as no:
        quarrel.opened(order=quarrel.world.again(case.order))
    assert "asked about this order already" in str(no.value)
    assert aftersales.Case.across_shops().count() == 1


def test_after_it_was_settled_something_else_can_be_asked(quarrel):
    case = aftersales.withdraw(quarrel.opened())
    second = quarrel.opened(order=quarrel.world.again(case.order))
    assert again(second).state == "open"
    assert aftersales.case_of(quarrel.world.again(case.order)).id == second.id


def test_what_the_market_has_decided_is_not_asked_again(quarrel, client, operator):
    """Each question stops the order's clocks and its money: who lost could go on for ever."""
    case = quarrel.decided(operator, "nothing", 0)
    aftersales.agree(case, "buyer")
    order = quarrel.world.again(case.order)
    assert (order.state, order.paused_at) == ("shipped", None)
    with pytest.raises(Changed, match="What was decided then holds"):
        quarrel.opened("broken", order=order)
    page = client.get(f"/o/{order.token}/problem").text
    assert "reason=broken" not in page and "reason=never_came" in page
    assert quarrel.opened("never_came", order=order).state == "open"


def test_nobody_asks_about_one_order_without_end(quarrel, client):
    order = quarrel.world.shipped()
    for _time in range(5):
        aftersales.withdraw(quarrel.opened(order=quarrel.world.again(order)))
    with pytest.raises(Changed, match="What was decided then holds"):
        quarrel.opened(order=quarrel.world.again(order))
    page = client.get(f"/o/{order.token}/problem").text
    assert "Nothing can be asked here now" in page and "What was decided then holds" in page


def test_the_same_form_sent_twice_opens_one(quarrel):
    order = quarrel.world.shipped()
    first = aftersales.open_case(order, "broken", "money", key="k" * 20)
    again_ = aftersales.open_case(order, "broken", "money", key="k" * 20)
    assert first.id == again_.id
    with pytest.raises(Refused):
        aftersales.open_case(order, "broken", "another", key="k" * 20)


def test_what_was_not_sent_is_cancelled_instead(quarrel):
    order = quarrel.world.paid()
    assert "cancel" in aftersales.why_not(order)
    with pytest.raises(Changed):
        quarrel.opened(order=order)
    assert quarrel.world.again(order).paused_at is None


def test_neither_unpaid_nor_cancelled_orders_have_cases(quarrel):
    placed = quarrel.world.placed()
    cancelled = orders.cancel(quarrel.world.paid(), "changed")
    for order in (placed, quarrel.world.again(cancelled)):
        with pytest.raises(Changed):
            quarrel.opened(order=order)


def test_a_part_that_is_on_its_way_is_enough(quarrel):
    world = quarrel.world
    order = world.paid(items=[(world.mei.mug, 1), (world.mei.bowl, 1)])
    line = orders.lines_of(order)[0]
    shipping.ship(order, "SF1357924680123", pieces={line.id: 1})
    case = quarrel.opened(order=world.again(order))
    assert case.stake_minor == 29600
    assert world.again(order).state == "confirmed"


def test_after_fourteen_days_it_is_too_late(quarrel):
    order = quarrel.settle(quarrel.world.completed())
    quarrel.clock.freeze(order.completed_at + timedelta(days=14) - SECOND)
    assert aftersales.why_not(order) is None
    quarrel.clock.advance(SECOND)
    with pytest.raises(Changed):
        quarrel.opened(order=order)


def test_a_change_of_mind_ends_with_the_days_that_the_shop_gives(quarrel):
    order = quarrel.settle(quarrel.world.completed())
    quarrel.clock.freeze(order.completed_at + 7 * DAY - SECOND)
    assert "changed_mind" in aftersales.reasons_for(order)
    quarrel.clock.advance(SECOND)
    with pytest.raises(Refused) as no:
        quarrel.opened(order=order, reason="changed_mind", want="back")
    assert no.value.field == "reason"
    quarrel.opened(order=order)


@pytest.mark.parametrize(
    ("reason", "want", "field"),
    [("nonsense", "money", "reason"), ("changed_mind", "money", "want"), ("never_came", "part", "want"), ("broken", "x", "want")],
)
def test_a_wish_fits_its_reason(quarrel, reason, want, field):
    with pytest.raises(Refused) as no:
        quarrel.opened(reason=reason, want=want, part=Money(100, "CNY"))
    assert no.value.field == field
    assert aftersales.Case.across_shops().count() == 0


def test_a_part_is_more_than_nothing_and_at_most_everything(quarrel):
    for minor in (0, 12801):
        with pytest.raises(Refused) as no:
            quarrel.opened(want="part", part=Money(minor, "CNY"))
        assert no.value.field == "amount"
    assert quarrel.opened(want="part", part=Money(5000, "CNY")).asked_minor == 5000


def test_what_went_back_before_is_no_longer_at_stake(quarrel):
    order = quarrel.world.shipped()
    orders.refund(order, 2800, "a chip", key="seller:1")
    assert quarrel.opened(order=quarrel.world.again(order)).stake_minor == 10000


def test_pictures_are_private_and_forgotten_where_nothing_comes_of_it(quarrel, client):
    order = quarrel.world.shipped()
    case = aftersales.open_case(order, "broken", "money", words="The rim is chipped", photos=[photo(), photo((10, 20, 30))])
    shots = list(aftersales.Shot.of(case.shop_id))
    assert len(shots) == 2
    picture = shots[0].picture
    assert (picture.kind, picture.public) == ("evidence", False)
    assert client.get(f"/pictures/{picture.code}-640.jpeg").status_code == 404
    assert client.get(picture.url(640)).status_code == 200
    with pytest.raises(Changed):
        aftersales.open_case(order, "broken", "money", photos=[photo((1, 1, 1))])
    assert Picture.across_shops().count() == 2


def test_what_is_no_picture_is_refused_beside_the_photo(quarrel):
    order = quarrel.world.shipped()
    with pytest.raises(Refused) as no:
        aftersales.open_case(order, "broken", "money", photos=[photo(), b"<svg onload=alert(1)>"])
    assert no.value.field == "photo"
    assert quarrel.world.again(order).paused_at is None
    assert Picture.across_shops().count() == 0


def test_words_stay_out_of_the_timeline_that_is_never_deleted(quarrel):
    case = quarrel.opened(words="The rim is chipped, call me")
    assert all("chipped" not in row.data for row in events.timeline(f"case:{case.id}"))
    stored = aftersales.Said.across_shops().where(aftersales.Said.case == case.id).tuples()
    assert "chipped" in str(list(stored))
    raw = aftersales.Said._meta.database.execute_sql("SELECT words FROM aftersales_said").fetchall()
    assert "chipped" not in str(raw)
