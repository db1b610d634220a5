import io
import re
from datetime import timedelta

import pytest

PAGES = ("shop", "settings", "more", "settings/close")


@pytest.fixture
def desk(signed_in, mei, kiln):
    return signed_in(mei)


def look(**changes):
    return {
        "name": "Mei's Kiln",
        "slug": "meis-kiln",
        "seal": "M",
        "words": "",
        "about": "",
        "sent_from": "",
        "glaze": "celadon",
        "hue": "172",
    } | changes


def terms(**changes):
    usual = {
        "mode": "protected",
        "returns_days": "7",
        "pack_days": "2",
        "currency": "CNY",
        "country": "CN",
        "time_zone": "Asia/Shanghai",
    }
    return usual | {"language": "en"} | changes


# --- whose pages ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_another_persons_shop_is_not_there(signed_in, lin, kiln, client, page):
    assert signed_in(lin).get(f"/sell/meis-kiln/{page}").status_code == 404
    assert client.get(f"/sell/meis-kiln/{page}").location == f"/signin?next=/sell/meis-kiln/{page}"


@pytest.mark.parametrize(
    "path", ["shop", "shop/preview", "shop/picture", "shop/from-photo", "shop/holiday", "settings", "settings/close"]
)
def test_nobody_posts_to_another_persons_shop(signed_in, lin, kiln, client, path, fresh):
    assert signed_in(lin).post(f"/sell/meis-kiln/{path}", data=look(name="Stolen")).status_code == 404
    assert client.post(f"/sell/meis-kiln/{path}").location == "/signin"
    assert (fresh(kiln).name, fresh(kiln).version) == (kiln.name, kiln.version)


@pytest.mark.parametrize("page", ["shop", "settings", "settings/close"])
def test_helpers_do_not_see_what_is_the_owners(signed_in, lin, kiln, shops, clock, page):
    shops.Member.create(shop=kiln.id, person=lin.id, role="helper", created_at=clock.now())
    browser = signed_in(lin)
    assert browser.get(f"/sell/meis-kiln/{page}").status_code == 404
    assert browser.get("/sell/meis-kiln/more").status_code == 200


def test_sell_leads_to_the_shop_used_last(signed_in, mei, kiln, shops):
    other = shops.open_shop(mei, "Mei's Garden")
    browser = signed_in(mei)
    assert browser.get("/sell").location == f"/sell/{other.slug}"
    browser.get("/sell/meis-kiln/more")
    assert browser.get("/sell").location == "/sell/meis-kiln"
    page = browser.get("/sell/shops").text
    assert page.index("Mei&#39;s Kiln") < page.index("Mei&#39;s Garden")
    shops.close(kiln)
    assert browser.get("/sell").location == f"/sell/{other.slug}"


def test_without_a_shop_sell_leads_to_opening_one(signed_in, lin, client, database):
    assert signed_in(lin).get("/sell").location == "/open"
    assert "No shop yet" in signed_in(lin).get("/sell/shops").text
    assert client.get("/sell").location == "/signin?next=/sell"


def test_me_lists_the_shops_of_a_person(desk, kiln, signed_in, lin):
    page = desk.get("/me").text
    assert 'href="/sell/meis-kiln"' in page and 'href="/open"' in page
    assert 'href="/sell/' not in signed_in(lin).get("/me").text


def test_more_offers_only_pages_that_answer(desk):
    page = desk.get("/sell/meis-kiln/more").text
    main = page[page.index("<main") : page.index("</main>")]
    links = set(re.findall(r'href="(/[^"]*)"', main))
    assert {"/sell/meis-kiln/shop", "/sell/meis-kiln/settings", "/@meis-kiln", "/me"} <= links
    for link in links:
        assert desk.get(link).status_code in (200, 303), link


def test_the_frame_of_a_page_knows_shop_place_and_counts(desk):
    from storefront.kit import registry

    panel = registry.slots["seller.nav"].add(lambda shop: {"orders": 5})
    try:
        page = desk.get("/sell/meis-kiln/shop").text
    finally:
        registry.slots["seller.nav"]._panels.remove(panel)
    assert re.search(r'href="/sell/meis-kiln/shop" aria-current="page"', page)
    assert re.search(r">5<span class=\"sr\"> to ship", page)


@pytest.mark.parametrize(
    "path, place",
    [
        ("/sell/mei", "today"),
        ("/sell/mei/orders/K7Q2", "orders"),
        ("/sell/mei/items/new", "add"),
        ("/sell/mei/items/K7", "items"),
        ("/sell/mei/shop", "shop"),
    ],
)
def test_the_place_is_read_from_the_address(path, place):
    from storefront.shops import nav

    assert nav.place_of(path) == place


# --- looks -------------------------------------------------------------------------------------------------------------------------------


def test_saving_the_looks_shows_at_once(desk, client, kiln, fresh):
    client.get("/@meis-kiln/about")
    answer = desk.post("/sell/meis-kiln/shop", data=look(words="Thrown by hand", glaze="plum", seal="梅"))
    assert (answer.status_code, answer.location) == (303, "/sell/meis-kiln/shop?saved=1")
    page = client.get("/@meis-kiln/about").text
    assert "Thrown by hand" in page and "梅" in page and fresh(kiln).theme_url in page
    assert (fresh(kiln).hue, fresh(kiln).bright) == (350, False)


def test_the_preview_follows_the_form_and_saves_nothing(desk, kiln, fresh):
    answer = desk.post(
        "/sell/meis-kiln/shop/preview",
        data=look(name="Another", glaze="honey"),
        headers={"HX-Request": "true", "HX-Target": "preview"},
    )
    assert answer.status_code == 200 and answer.text.lstrip().startswith('<section id="preview"')
    assert "Another" in answer.text and "glaze-80-150-1-1" in answer.text and " style=" not in answer.text
    assert (fresh(kiln).name, fresh(kiln).version) == (kiln.name, kiln.version)
    css = desk.get("/sell/meis-kiln/shop/glaze/80-150-1-1.css")
    assert css.text == ".glaze-80-150-1-1{--h:80;--c:.15;--tint:1;--fl:.80;--ot:.24}" and css.mimetype == "text/css"


def test_the_preview_works_as_a_page_without_script(desk):
    page = desk.post("/sell/meis-kiln/shop/preview", data=look(name="Another", glaze="own", hue="300")).text
    assert "<html" in page and 'value="Another"' in page and "glaze-300-" in page


def test_a_hue_of_ones_own_is_capped_to_what_screens_show(desk, kiln, fresh):
    desk.post("/sell/meis-kiln/shop", data=look(glaze="own", hue="110"))
    from storefront.kit import colour

    now = fresh(kiln)
    assert now.hue == 110 and 0 < now.chroma <= 1000 * colour.max_chroma(colour.FILL, 110)
    desk.post("/sell/meis-kiln/shop", data=look(glaze="own", hue="110", bright="y"))
    assert fresh(kiln).bright


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"name": ""}, "Give your shop a name."),
        ({"slug": "no spaces please"}, "Use 2 to 40 of a–z"),
        ({"slug": "admin"}, "kept for the market"),
        ({"words": "x" * 161}, "there is room for 160"),
        ({"glaze": "rainbow"}, ""),
        ({"hue": "red", "glaze": "own"}, ""),
    ],
)
def test_looks_that_cannot_be_are_refused_and_kept(desk, kiln, fresh, changes, sentence):
    answer = desk.post("/sell/meis-kiln/shop", data=look(about="My story", **changes))
    assert answer.status_code == 422 and sentence in answer.text and "My story" in answer.text
    assert (fresh(kiln).version, fresh(kiln).about) == (kiln.version, "")


def test_a_new_handle_moves_the_dashboard_along(desk):
    assert desk.post("/sell/meis-kiln/shop", data=look(slug="kiln")).location == "/sell/kiln/shop?saved=1"
    assert desk.get("/sell/kiln/shop").status_code == 200


def upload(desk, place, content, name="photo.jpg"):
    data = {"place": place, "photo": (io.BytesIO(content), name)}
    return desk.post("/sell/meis-kiln/shop/picture", data=data, content_type="multipart/form-data")


def test_cover_and_logo_are_put_up_and_taken_away(desk, client, kiln, fresh, photo):
    assert upload(desk, "cover", photo()).status_code == 303
    assert upload(desk, "logo", photo((20, 90, 60))).status_code == 303
    now = fresh(kiln)
    assert now.cover.kind == "cover" and now.logo.shop == kiln.id
    assert now.logo.url(320) in client.get("/@meis-kiln/about").text
    desk.post("/sell/meis-kiln/shop/picture", data={"place": "cover", "remove": "1"})
    assert fresh(kiln).cover_id is None and fresh(kiln).logo_id


@pytest.mark.parametrize("content, name", [(b"<svg onload=alert(1)>", "a.svg"), (b"GIF89a", "a.jpg"), (b"", "")])
def test_what_is_no_picture_is_refused_in_a_sentence(desk, kiln, fresh, content, name):
    answer = upload(desk, "cover", content, name)
    assert answer.status_code == 422 and 'id="cover-error"' in answer.text and fresh(kiln).cover_id is None


def test_there_are_two_places_for_pictures(desk, photo):
    assert upload(desk, "owner", photo()).status_code == 400


def test_the_colour_is_taken_from_the_photo_before_saving(desk, kiln, fresh, photo):
    answer = desk.post("/sell/meis-kiln/shop/from-photo", data=look())
    assert answer.status_code == 422 and "Add a cover picture first" in answer.text
    upload(desk, "cover", photo((30, 60, 170)))
    version = fresh(kiln).version
    page = desk.post("/sell/meis-kiln/shop/from-photo", data=look(words="Unsaved words")).text
    hue = int(re.search(r'id="hue"[^>]*value="(\d+)"', page)[1])
    assert 250 <= hue <= 285 and "Unsaved words" in page and re.search(r'value="own" checked', page)
    assert fresh(kiln).version == version


# --- holidays --------------------------------------------------------------------------------------------------------------------------


def test_a_holiday_begins_and_ends_with_a_post(desk, client, kiln, fresh, clock):
    day = (clock.now() + timedelta(days=9)).date().isoformat()
    assert desk.post("/sell/meis-kiln/shop/holiday", data={"reopens_on": day}).status_code == 303
    assert fresh(kiln).state == "holiday" and fresh(kiln).reopens_on.isoformat() == day
    assert "Closed until" in desk.get("/sell/meis-kiln/shop").text
    desk.post("/sell/meis-kiln/shop/holiday", data={"reopen": "1"})
    assert fresh(kiln).sells


@pytest.mark.parametrize("day", ["yesterday", "2020-01-01", "2026-02-31"])
def test_a_day_that_cannot_be_is_refused(desk, kiln, fresh, day):
    answer = desk.post("/sell/meis-kiln/shop/holiday", data={"reopens_on": day})
    assert answer.status_code == 422 and 'id="holiday-error"' in answer.text and fresh(kiln).state == "open"


def test_opening_what_is_open_is_said_to_have_changed(desk):
    assert desk.post("/sell/meis-kiln/shop/holiday", data={"reopen": "1"}).status_code == 409


# --- terms ------------------------------------------------------------------------------------------------------------------------------


def test_terms_are_saved(desk, kiln, fresh):
    answer = desk.post(
        "/sell/meis-kiln/settings",
        data=terms(mode="direct", currency="EUR", time_zone="Europe/Berlin", country="DE", pack_days="3"),
    )
    assert answer.location == "/sell/meis-kiln/settings?saved=1"
    assert (fresh(kiln).mode, fresh(kiln).currency, fresh(kiln).time_zone, fresh(kiln).pack_days) == (
        "direct",
        "EUR",
        "Europe/Berlin",
        3,
    )


def test_who_pays_the_postage_back_is_chosen_and_said_about_the_shop(desk, client, kiln, fresh):
    def about():
        return client.get("/@meis-kiln/about").text

    assert 'value="buyer" checked' in desk.get("/sell/meis-kiln/settings").text and "you pay the postage back" in about()
    assert desk.post("/sell/meis-kiln/settings", data=terms(return_postage="shop")).status_code == 303
    assert fresh(kiln).return_postage == "shop" and "Mei&#39;s Kiln pays the postage back" in about()
    assert 'value="shop" checked' in desk.get("/sell/meis-kiln/settings").text
    desk.post("/sell/meis-kiln/settings", data=terms(returns_days="0"))
    assert (
        fresh(kiln).return_postage == "shop" and "postage" not in about()
    )  # what is not sent stays; nothing comes back, nobody pays


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": "credit"},
        {"return_postage": "market"},
        {"pack_days": "0"},
        {"returns_days": "x"},
        {"currency": "XXX"},
        {"time_zone": "Mars"},
    ],
)
def test_terms_that_cannot_be_are_refused(desk, kiln, fresh, changes):
    assert desk.post("/sell/meis-kiln/settings", data=terms(**changes)).status_code == 422
    assert fresh(kiln).version == kiln.version


def test_the_currency_is_locked_after_the_first_order(desk, kiln, fresh, shops):
    shops.count_against_cap(kiln, 100)
    page = desk.get("/sell/meis-kiln/settings").text
    assert "Stays as it is after the first order." in page and re.search(
        r'<select[^>]*id="currency"[^>]*disabled|<select[^>]*disabled[^>]*id="currency"', page
    )
    sent = terms(pack_days="4")
    del sent["currency"]  # a disabled field is not sent
    assert desk.post("/sell/meis-kiln/settings", data=sent).status_code == 303
    assert (fresh(kiln).currency, fresh(kiln).pack_days) == ("CNY", 4)
    answer = desk.post("/sell/meis-kiln/settings", data=terms(currency="EUR"))
    assert answer.status_code == 422 and "after the first order" in answer.text


def test_the_cap_is_shown_before_it_bites(desk, kiln, shops):
    shops.count_against_cap(kiln, 400_000)
    page = desk.get("/sell/meis-kiln/settings").text
    assert "Until you check your ID" in page and "Left today: 49 orders, ¥6,000.00." in page


def test_fields_that_are_not_on_the_form_change_nothing(desk, kiln, fresh):
    desk.post("/sell/meis-kiln/settings", data=terms(level="company", owner="2", state="closed", sold_count="999", pack_days="5"))
    desk.post("/sell/meis-kiln/shop", data=look(level="company", owner_id="2", version="99", came_from="1"))
    now = fresh(kiln)
    assert (now.level, now.owner_id, now.state, now.sold_count, now.pack_days) == ("none", kiln.owner_id, "open", 0, 5)


# --- closing ------------------------------------------------------------------------------------------------------------------------------


def test_closing_wants_the_name_and_a_fresh_proof(desk, client, kiln, fresh, clock):
    answer = desk.post("/sell/meis-kiln/settings/close", data={"name": "something"})
    assert answer.status_code == 422 and fresh(kiln).state == "open"
    clock.advance(timedelta(minutes=11))
    answer = desk.post("/sell/meis-kiln/settings/close", data={"name": "mei's  kiln"})
    assert answer.location == "/signin/again?next=/sell/meis-kiln/settings/close" and fresh(kiln).state == "open"
    assert desk.get("/sell/meis-kiln/settings/close").location.startswith("/signin/again")
    clock.advance(timedelta(minutes=-11))
    assert desk.post("/sell/meis-kiln/settings/close", data={"name": "mei's  kiln"}).location == "/sell/shops"
    assert fresh(kiln).state == "closed" and client.get("/@meis-kiln/about").status_code == 410
    assert desk.post("/sell/meis-kiln/settings/close", data={"name": "Mei's Kiln"}).status_code == 409
    assert "closed" in desk.get("/sell/shops").text
