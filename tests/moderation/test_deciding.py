"""No action, hidden, paused; what follows from it for buyers and sellers; taken back."""

from datetime import timedelta

import pytest

from storefront import accounts, cart, catalog, moderation, notifications, orders, payments, reviews, shops
from storefront.kit import jobs
from storefront.kit.errors import Changed, Refused
from storefront.kit.post import Message
from storefront.moderation import Measure, Report, Voice
from tests.moderation.conftest import RULE
from tests.support.factories import again

DAY = timedelta(days=1)


def test_no_action_closes_the_report_with_a_reason(desk, client):
    report = desk.told()
    with pytest.raises(Refused) as refused:
        moderation.dismiss(report, desk.one, "  ")
    assert refused.value.field == "answer"
    moderation.dismiss(report, desk.one, "It is her own mark.")
    report = again(report)
    assert (report.state, report.answer, report.decided_by_id) == ("dismissed", "It is her own mark.", desk.one.id)
    assert client.get(desk.world.mei.mug.product.path).status_code == 200
    with pytest.raises(Changed):
        moderation.dismiss(report, desk.other, "Again")
    assert desk.told().id != report.id  # who tells of it afterwards begins a new one


@pytest.mark.parametrize("missing", ["rule", "reason", "remedy"])
def test_a_measure_has_a_rule_a_reason_and_a_way_on(desk, missing):
    with pytest.raises(Refused) as refused:
        desk.taken(**{missing: " "})
    assert refused.value.field == missing
    assert Measure.across_shops().count() == 0 and desk.item().state == "on_sale"


def test_a_hidden_item_is_gone_for_everybody_and_placed_orders_go_on(desk, client):
    """The page answers 410 with the shop; lists, search, bag and checkout are without it; what was ordered stays alive."""
    world = desk.world
    mug = world.mei.mug
    unpaid, paid = world.placed(), world.paid()
    client.post("/cart/items", data={"shop": "meis-kiln", "variant": mug.code})
    assert "Sunday mug" in client.get("/@meis-kiln").text
    report = desk.told()
    measure = desk.taken()
    assert (again(report).state, again(report).measure_id) == ("acted", measure.id)

    gone = client.get(f"/@meis-kiln/p/{mug.product.code}")
    assert gone.status_code == 410 and "This item is no longer sold." in gone.text and 'href="/@meis-kiln"' in gone.text
    assert RULE["reason"] not in gone.text
    for page in ("/@meis-kiln", "/@meis-kiln/items", "/@meis-kiln/items?q=sunday", "/"):
        assert "Sunday mug" not in client.get(page).text, page
    assert client.post("/cart/items", data={"shop": "meis-kiln", "variant": mug.code}).status_code == 404
    assert catalog.for_sale([mug.id]) == []
    bag = client.get("/checkout?shop=meis-kiln", follow_redirects=True)  # nothing is left to check out
    assert "Something in your bag is no longer sold, so we took it out." in bag.text and "Sunday mug" not in bag.text
    assert cart.count(cart.bag_of(client.get_cookie("bag_key").value)) == 0
    with pytest.raises(Refused):
        world.placed()

    assert world.pay(unpaid) == "applied"
    assert client.get(f"/o/{paid.token}").status_code == 200
    orders.cancel(world.again(paid), "Changed my mind")
    jobs.run_pending()
    assert [refund.state for refund in payments.refunds_for("order", str(paid.id))] == ["sent"]


def test_a_seller_cannot_undo_what_the_market_hid(desk):
    desk.taken()
    mei = desk.world.mei
    product = catalog.product_by_code(mei.shop, mei.mug.product.code)
    for verb in (catalog.put_on_sale, catalog.take_off_sale):
        with pytest.raises(Changed):
            verb(product)
    catalog.delete(product)
    catalog.undelete(product)
    assert product.state == "hidden"


def test_lifting_brings_an_item_back_to_where_it_stood(desk, client):
    mug, jar = desk.world.mei.mug.product, desk.world.mei.jar.product
    catalog.take_off_sale(jar)
    count = desk.world.mei.fresh().items_count
    for measure in (desk.taken(), desk.taken(desk.item("jar"))):
        moderation.lift(measure, desk.one, "A mistake")
        assert (again(measure).state, again(measure).answer) == ("lifted", "A mistake")
    assert client.get(mug.path).status_code == 200 and desk.item().state == "on_sale"
    assert desk.item("jar").state == "off_sale"
    assert desk.world.mei.fresh().items_count == count
    with pytest.raises(Changed):
        moderation.lift(measure, desk.one)


def test_an_item_deleted_while_hidden_comes_back_free(desk):
    measure, mei = desk.taken(), desk.world.mei
    product = catalog.product_by_code(mei.shop, mei.mug.product.code)
    catalog.delete(product)
    moderation.lift(measure, desk.other)
    product = catalog.product_by_code(mei.shop, product.code, deleted=True)
    assert product.state == "deleted"
    catalog.undelete(product)
    assert product.state == "off_sale"


def test_an_item_deleted_long_ago_stays_deleted(desk, clock):
    measure, mei = desk.taken(), desk.world.mei
    product = catalog.product_by_code(mei.shop, mei.mug.product.code)
    catalog.delete(product)
    clock.advance(2 * DAY)
    moderation.lift(measure, desk.other)
    assert catalog.product_by_code(mei.shop, product.code, deleted=True).state == "deleted"


def test_nothing_is_hidden_that_its_seller_took_away(desk):
    report, mei = desk.told(), desk.world.mei
    catalog.delete(catalog.product_by_code(mei.shop, mei.mug.product.code))
    with pytest.raises(Refused, match="taken it away"):
        desk.taken()
    assert again(report).state == "open"  # all of it or nothing
    moderation.dismiss(report, desk.one, "It is gone already.")


def test_two_who_decide_at_once_decide_once(desk):
    thing, report = desk.item(), desk.told()
    desk.taken(thing)
    with pytest.raises(Changed):
        moderation.take(thing, desk.other, **RULE)
    with pytest.raises(Changed):
        moderation.take(desk.shop(), desk.other, report=report, **RULE)
    assert Measure.across_shops().count() == 1 and desk.world.mei.fresh().state == "open"


# --- a whole shop ----------------------------------------------------------------------------------------------------------------


def test_a_shop_is_paused_because_of_an_item_and_its_orders_go_on(desk, client):
    """F85."""
    world = desk.world
    paid, shipped = world.paid(), world.shipped(items=[(world.mei.bowl, 1)])
    report, of_shop = desk.told(), desk.told(desk.shop(), "fraud")
    measure = moderation.take(desk.shop(), desk.one, report=report, **RULE)
    assert [again(row).measure_id for row in (report, of_shop)] == [measure.id, measure.id]
    assert (again(measure).act, world.mei.fresh().state, world.mei.shop.state_reason) == ("suspend", "suspended", RULE["reason"])
    assert client.get("/@meis-kiln").status_code == 410
    for order in (paid, shipped):
        assert client.get(f"/o/{order.token}").status_code == 200
    orders.complete(world.again(shipped))
    orders.cancel(world.again(paid), "Sorry")
    moderation.lift(measure, desk.one)
    assert (world.mei.fresh().state, client.get("/@meis-kiln").status_code) == ("open", 200)


def test_a_shop_on_holiday_comes_back_to_its_holiday(desk):
    shops.close_for_holiday(desk.world.mei.fresh())
    measure = desk.taken(desk.shop())
    moderation.lift(measure, desk.one)
    assert desk.world.mei.fresh().state == "holiday"


def test_a_shop_that_was_paused_on_holiday_keeps_the_day_of_its_return(desk, clock):
    shop = desk.world.mei.fresh()
    back = shop.today + timedelta(days=5)
    shops.close_for_holiday(shop, back)
    moderation.lift(desk.taken(desk.shop()), desk.one)
    shop = desk.world.mei.fresh()
    assert (shop.state, shop.reopens_on) == ("holiday", back)
    measure = desk.taken(desk.shop())
    clock.advance(timedelta(days=5))
    moderation.lift(measure, desk.one)  # the day has come meanwhile
    shop = desk.world.mei.fresh()
    assert (shop.state, shop.reopens_on) == ("open", None)


def test_pausing_without_a_report_is_the_same_measure(desk):
    shop = desk.world.mei.fresh()
    measure = moderation.suspend(shop, desk.one, **RULE)
    assert moderation.in_force("shop", shop.id).id == measure.id
    moderation.reinstate(desk.world.mei.fresh(), desk.one)
    assert again(measure).state == "lifted"
    with pytest.raises(Changed):
        moderation.reinstate(desk.world.mei.fresh(), desk.one)
    shops.suspend(desk.world.mei.fresh(), "By hand, long ago")
    moderation.reinstate(desk.world.mei.fresh(), desk.one)
    assert desk.world.mei.fresh().state == "open"


def test_a_closed_shop_cannot_be_paused(desk):
    shops.close(desk.world.mei.fresh())
    with pytest.raises(Changed):
        desk.taken(desk.shop())
    assert Measure.across_shops().count() == 0


def test_nobody_decides_about_a_shop_they_work_in(desk):
    staff = accounts.make_operator("+8613700137000")  # Mei herself
    report, measure = desk.told(), desk.taken(desk.item("jar"))
    for decide in (
        lambda: moderation.dismiss(report, staff, "Fine"),
        lambda: moderation.take(desk.item(), staff, **RULE),
        lambda: moderation.lift(measure, staff),
    ):
        with pytest.raises(Refused, match="You work in this shop"):
            decide()


# --- for a time ------------------------------------------------------------------------------------------------------------------


def test_a_measure_for_a_time_ends_by_itself(desk, clock, client):
    measure = desk.taken(ending="7")
    assert measure.ends_at - measure.taken_at == 7 * DAY
    clock.advance(7 * DAY - timedelta(minutes=1))
    moderation.sweep()
    assert again(measure).state == "in_force"
    with pytest.raises(Changed):
        moderation.expire(measure)
    clock.advance(timedelta(minutes=2))
    moderation.sweep()
    moderation.sweep()
    assert (again(measure).state, desk.item().state) == ("expired", "on_sale")
    with pytest.raises(Refused) as refused:
        desk.taken(ending="9")
    assert refused.value.field == "ending"


# --- reviews ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def review(desk, clock):
    order = desk.world.completed()
    clock.advance(timedelta(seconds=11))
    orders.settle_due()
    line = orders.lines_of(order)[0]
    return reviews.write(desk.world.again(order), line.product_id, 1, "The seller is a crook from Hill Street 4")


def test_a_review_is_hidden_and_shown_again_and_is_not_the_sellers_to_appeal(desk, review, client):
    thing = moderation.find(f"review:meis-kiln/{review.code}")
    assert (thing.words, thing.fact) == (review.words, "1 of 5 stars")
    report = desk.told(thing, "personal")
    page = f"/@meis-kiln/p/{desk.world.mei.mug.product.code}/reviews"
    assert "Hill Street" in client.get(page).text
    assert f'href="/report?about=review:meis-kiln/{review.code}"' in client.get(page).text
    assert "Review of Sunday mug" in client.get(f"/report?about=review:meis-kiln/{review.code}").text
    measure = desk.taken(thing, rule="personal")
    assert (again(report).state, reviews.anywhere(review.id).state) == ("acted", "hidden")
    assert "Hill Street" not in client.get(page).text
    assert not moderation.may_appeal(measure)
    with pytest.raises(Changed):
        moderation.appeal(measure, "Show it")
    jobs.run_pending()
    assert [
        notice.kind for notice in notifications.notices_of(desk.world.mei.owner)[0] if notice.kind.startswith("measure")
    ] == []
    moderation.lift(measure, desk.one)
    assert reviews.anywhere(review.id).state == "shown"
    assert "Hill Street" in client.get(page).text


# --- who hears of it -------------------------------------------------------------------------------------------------------------


def test_the_seller_hears_rule_reason_and_the_way_to_appeal(desk):
    measure = desk.taken()
    jobs.run_pending()
    (notice,) = notifications.notices_of(desk.world.mei.owner)[0]
    assert (notice.kind, notice.url) == ("measure.Taken", f"/sell/meis-kiln/measures/{measure.code}")
    (text,) = [message.body for message in Message.select()]
    assert "The market has hidden “Sunday mug, celadon, 320 ml”: It carries a mark of somebody else." in text
    assert "You can appeal until" in text
    moderation.lift(measure, desk.one, "You were right")
    jobs.run_pending()
    assert "everything is where it was. You were right." in Message.select().order_by(Message.id.desc()).first().body


def test_whoever_told_and_left_a_contact_hears_how_it_ended(desk, people):
    (person,) = people(1)
    phone, mail = accounts.Contact("phone", "+8613911112222"), accounts.Contact("email", "lin@example.com")
    desk.told(contact=phone)
    desk.told(contact=phone)  # told twice, answered once
    desk.told(network="10.2.0.0/24", contact=mail)
    desk.told(network="10.3.0.0/24", person=person)
    report = desk.told(network="10.4.0.0/24")  # left nothing
    moderation.dismiss(report, desk.one, "It is her own mark")
    jobs.run_pending()
    sent = {message.to: message.body for message in Message.select()}
    assert set(sent) == {"+8613911112222", "lin@example.com", person.phone}
    assert all("which you reported. It is her own mark." in body for body in sent.values())
    assert [notice.kind for notice in notifications.notices_of(person)[0]] == ["report.Answered"]
    assert notifications.notices_of(desk.world.mei.owner)[0] == []  # the shop does not learn of it


def test_contacts_are_forgotten_a_month_after_the_answer(desk, clock):
    report = desk.told(contact=accounts.Contact("phone", "+8613911112222"))
    clock.advance(40 * DAY)
    moderation.sweep()
    assert Voice.across_shops().get().contact
    moderation.dismiss(report, desk.one, "Fine")
    jobs.run_pending()
    clock.advance(31 * DAY)
    moderation.sweep()
    voice = Voice.across_shops().get()
    assert (voice.contact, voice.contact_index) == (None, None)


def test_a_thing_of_a_kind_that_is_gone_can_still_be_looked_at(desk, monkeypatch):
    report = desk.told()
    monkeypatch.delitem(moderation.kinds._adapters, "item")
    assert moderation.thing_of(report) is None
    moderation.dismiss(report, desk.one, "Nothing to see")
    assert Report.across_shops().where(Report.state == "open").count() == 0
