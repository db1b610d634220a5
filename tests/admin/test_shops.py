"""Shops at the desk: found, paused with a reason, reinstated, verified, noted about."""

import re

import pytest

from storefront import accounts, moderation, notifications, orders, payments, shops
from storefront.kit import events, jobs
from storefront.kit.events import Event
from storefront.kit.post import Message
from tests.support.factories import LIN, sign_in

REMEDY = "Take it off sale and appeal."


def because(reason: str, rule: str = "copy") -> dict:
    """What the operator sends to pause a shop."""
    return {"rule": rule, "reason": reason, "remedy": REMEDY, "ending": ""}


def last(subject: str) -> Event:
    return events.timeline(subject)[-1]


@pytest.mark.parametrize("text", ["Mei", "mei's k", "MEIS", "/@mei", "@meis-k", "+86 137 0013 7000", "13700137000"])
def test_a_shop_is_found_by_how_its_name_begins_by_handle_and_by_its_owners_number(desk, world, text):
    assert world.lotte.shop.slug and world.mei.shop.slug
    page = desk("support").get("/admin/shops", query_string={"q": text}).text
    assert "/admin/shops/meis-kiln" in page
    assert "Oma Lotte" not in page


@pytest.mark.parametrize("text", ["Kiln", "nobody", "%", "_", "+86 137 0013 7001", "'; --"])
def test_what_begins_no_name_finds_nothing(desk, world, text):
    assert world.mei.shop
    page = desk("support").get("/admin/shops", query_string={"q": text}).text
    assert "No shops found" in page


def test_a_shop_that_changed_its_handle_is_found_by_both(desk, world):
    shop = world.mei.shop
    shops.change_look(shop, slug="kiln-of-mei")
    browser = desk("support")
    assert "/admin/shops/kiln-of-mei" in browser.get("/admin/shops?q=meis-kiln").text
    assert browser.get("/admin/shops/meis-kiln").status_code == 200
    assert browser.get("/admin/shops/nobody-here").status_code == 404


def test_shops_come_a_page_at_a_time(desk):
    for number in range(30):
        shops.open_shop(accounts.find_or_make(accounts.Contact("phone", f"+861370013{number:04}")), f"Stall {number:02}")
    browser = desk("support")
    first = browser.get("/admin/shops?q=stall&state=all").text
    assert first.count('href="/admin/shops/stall-') == 25
    link = re.search(r'href="(/admin/shops\?[^"]*before=[^"]*)"', first)[1].replace("&amp;", "&")
    older = browser.get(link).text
    assert older.count('href="/admin/shops/stall-') == 5
    assert "before=" not in older


def test_chips_show_the_unchecked_that_sell_and_the_paused(desk, world):
    world.paid(world.mei)
    shops.suspend(world.lotte.fresh(), "Fakes")
    browser = desk("support")
    unchecked, paused = browser.get("/admin/shops?state=unchecked").text, browser.get("/admin/shops?state=paused").text
    assert "Kiln" in unchecked and "Oma Lotte" not in unchecked
    assert "Oma Lotte" in paused and "Kiln" not in paused
    assert browser.get("/admin/shops?state=nonsense&before=x").status_code == 200


def test_a_shops_page_shows_numbers_cap_and_a_masked_owner(desk, world):
    world.paid(world.mei)
    page = desk("support").get("/admin/shops/meis-kiln").text
    for words in (
        "Mei Chen",
        "137····7000",
        "not checked",
        "Left today: 49 orders",
        "Orders so far",
        "¥128.00",
    ):
        assert words in page, words
    assert "13700137000" not in page and "1370013" not in page.replace(" ", "")
    assert "Pause this shop" not in page  # support looks, the operator decides
    assert "Pause this shop" in desk("operator").get("/admin/shops/meis-kiln").text


# --- pausing ---------------------------------------------------------------------------------------------------------------------


def test_pausing_wants_a_reason_and_keeps_what_was_typed(desk, world):
    assert world.mei.shop
    browser = desk("operator")
    answer = browser.post("/admin/shops/meis-kiln/suspension", data=because("  "))
    assert (answer.status_code, "Write the reason: the seller will read it." in answer.text) == (422, True)
    long = browser.post("/admin/shops/meis-kiln/suspension", data=because("x" * 2001))
    assert (long.status_code, "x" * 2001 in long.text) == (422, True)
    assert world.mei.fresh().state == "open"


def test_a_paused_shop_says_so_everywhere_and_its_orders_go_on(desk, world, client, app):
    """F85: nothing is sold; order pages, payments, shipping, refunds stay alive; the seller reads why."""
    unpaid, paid = world.placed(buyer=LIN), world.paid()
    shop = world.mei.fresh()
    assert client.get("/@meis-kiln").status_code == 200
    answer = desk("operator").post("/admin/shops/meis-kiln/suspension", data=because("Copies of a brand"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/shops/meis-kiln")
    shop = world.mei.fresh()
    assert (shop.state, shop.state_reason) == ("suspended", "Copies of a brand")
    row = last(f"shop:{shop.id}")
    assert (row.kind, row.actor) == ("shops.Suspended", f"operator:{desk('operator').person.id}")

    mug = world.mei.mug
    for path in (
        "/@meis-kiln",
        "/@meis-kiln/items",
        f"/@meis-kiln/p/{mug.product.code}",
        "/@meis-kiln/about",
        "/@meis-kiln/share",
    ):
        page = client.get(path)
        assert (page.status_code, "This shop is paused" in page.text) == (410, True), path
        assert "Copies of a brand" not in page.text
    assert client.get(shop.theme_url).status_code == 200  # its order pages still wear its colours
    assert client.get("/@meis-kiln/icon.svg").status_code == 200

    for order in (unpaid, paid):
        assert client.get(f"/o/{order.token}").status_code == 200
    world.pay(unpaid)
    assert orders.by_token(unpaid.token).state == "confirmed"
    orders.cancel(orders.by_token(paid.token), "Changed my mind")
    jobs.run_pending()
    assert [refund.state for refund in payments.refunds_for("order", str(paid.id))] == ["sent"]  # to the payment service

    seller = app.test_client()
    sign_in(seller, world.mei.owner)
    for path in ("/sell/meis-kiln", "/sell/meis-kiln/orders", "/sell/meis-kiln/settings"):
        page = seller.get(path).text
        assert "The market has paused your shop" in page and "Copies of a brand" in page, path
    for path in ("/sell/meis-kiln", "/sell/meis-kiln/share"):
        page = seller.get(path).text  # a code that leads nowhere is not offered
        assert "Nothing to share now" in page and 'href="/sell/meis-kiln/measures"' in page and "qr.svg" not in page, path
        assert "Make the poster" not in page, path
    for path in ("shop", f"product/{mug.product.code}"):  # nor a poster that says so
        assert seller.get(f"/sell/meis-kiln/share/{path}").headers["Location"] == "/sell/meis-kiln/share"


def test_nothing_can_be_ordered_from_a_paused_shop(desk, world):
    mug = world.mei.mug
    shops.suspend(world.mei.fresh(), "Fakes")
    with pytest.raises(Exception, match="takes no orders now"):
        world.placed(world.mei, items=[(mug, 1)])


def test_reinstating_opens_it_again(desk, world, client):
    assert world.mei.shop
    browser = desk("operator")
    browser.post("/admin/shops/meis-kiln/suspension", data=because("Fakes"))
    assert client.get("/@meis-kiln").status_code == 410
    assert "Paused, because: Fakes" in browser.get("/admin/shops/meis-kiln").text
    assert browser.post("/admin/shops/meis-kiln/reinstatement").status_code == 303
    shop = world.mei.fresh()
    assert (shop.state, shop.state_reason, client.get("/@meis-kiln").status_code) == ("open", "", 200)
    assert last(f"shop:{shop.id}").actor == f"operator:{browser.person.id}"


def test_two_who_pause_at_once_pause_once(desk, world):
    assert world.mei.shop
    browser = desk("operator")
    browser.post("/admin/shops/meis-kiln/suspension", data=because("Fakes"))
    again = browser.post("/admin/shops/meis-kiln/suspension", data=because("Other"))
    assert again.status_code == 409
    assert world.mei.fresh().state_reason == "Fakes"
    browser.post("/admin/shops/meis-kiln/reinstatement")
    assert browser.post("/admin/shops/meis-kiln/reinstatement").status_code == 409


def test_the_seller_is_told_once_with_the_reason_in_their_language(desk, world):
    owner, shop = world.mei.owner, world.mei.fresh()
    browser = desk("operator")
    browser.post("/admin/shops/meis-kiln/suspension", data=because("Copies of a brand"))
    browser.post("/admin/shops/meis-kiln/reinstatement")
    browser.post("/admin/shops/meis-kiln/level", data={"level": "individual", "seen": "ID card, by video"})
    jobs.run_pending()
    rows, _more = notifications.notices_of(owner)
    (measure,) = moderation.of_shop(shop)[0]
    decision = f"/sell/{shop.slug}/measures/{measure.code}"
    assert [(row.kind, row.url) for row in rows] == [
        ("shop.Verified", f"/sell/{shop.slug}/verify"), ("measure.Lifted", decision), ("measure.Taken", decision),
    ]  # fmt: skip
    texts = [message.body for message in Message.select().order_by(Message.id)]
    assert "The market has paused Mei's Kiln: Copies of a brand. Nothing is sold until it is reinstated." in texts[0]
    assert "The market has reinstated Mei's Kiln" in texts[1]
    assert "a private person" in texts[2]
    for delivery in list(events.Delivery.select()):
        events.Delivery.update(state="waiting").where(events.Delivery.id == delivery.id).execute()
    jobs.run_pending()
    assert Message.select().count() == 3


# --- identity and notes -----------------------------------------------------------------------------------------------------------


def test_verifying_changes_level_cap_and_record(desk, world):
    assert world.mei.shop
    browser = desk("operator")
    assert browser.post("/admin/shops/meis-kiln/level", data={"level": "company", "seen": "Licence 91330100"}).status_code == 303
    shop = world.mei.fresh()
    assert (shop.level, shops.cap_of(shop)) == ("company", None)
    page = browser.get("/admin/shops/meis-kiln").text
    assert "A company" in page and "No limit a day." in page and "Licence 91330100" in page
    kinds = [(row.kind, row.before, row.after) for row in events.timeline(f"shop:{shop.id}")][-2:]
    assert kinds == [("shops.Verified", "none", "company"), ("shop.note", None, None)]
    same = browser.post("/admin/shops/meis-kiln/level", data={"level": "company", "seen": "Once more"})
    assert (same.status_code, "It stands at this level already." in same.text) == (422, True)
    for wrong in ("", "king", "None"):
        assert browser.post("/admin/shops/meis-kiln/level", data={"level": wrong, "seen": "x"}).status_code == 422
    assert "stays on record" in browser.post("/admin/shops/meis-kiln/level", data={"level": "none"}).text
    browser.post("/admin/shops/meis-kiln/level", data={"level": "none", "seen": "The licence has ended"})
    assert world.mei.fresh().level == "none"


def test_notes_stay_with_their_author_and_sellers_do_not_read_them(desk, world, app):
    assert world.mei.shop
    browser = desk("support")
    assert browser.post("/admin/shops/meis-kiln/notes", data={"words": "<b>Called</b>, kind"}).status_code == 303
    page = browser.get("/admin/shops/meis-kiln").text
    assert "&lt;b&gt;Called&lt;/b&gt;, kind" in page
    assert browser.post("/admin/shops/meis-kiln/notes", data={"words": " "}).status_code == 422
    seller = app.test_client()
    sign_in(seller, world.mei.owner)
    for path in ("/sell/meis-kiln", "/sell/meis-kiln/settings", "/notices"):
        assert "Called" not in seller.get(path).text


@pytest.mark.parametrize(
    ("path", "data"),
    [("suspension", because("Fakes")), ("reinstatement", {}), ("level", {"level": "company"})],
)
@pytest.mark.parametrize("role", ["support", "finance", ""])
def test_only_the_operator_decides_about_shops(desk, world, role, path, data):
    before = (world.mei.fresh().state, world.mei.shop.level)
    assert desk(role).post(f"/admin/shops/meis-kiln/{path}", data=data).status_code == 404
    assert (world.mei.fresh().state, world.mei.shop.level) == before
