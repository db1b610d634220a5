"""Codes, posters and link cards over the web: right, whose they should be, cheap the second time."""

import pytest

from storefront import catalog, share, shops
from storefront.share import pictures, things
from storefront.share.kept import Kept
from tests.share.conftest import give_picture, opened, scanned
from tests.support.factories import again

BASE = "http://localhost"


@pytest.fixture
def drawn(monkeypatch, tmp_path):
    """An empty folder of drawn pictures, and every time that something is drawn."""
    times = []
    monkeypatch.setattr(pictures, "_kept", Kept(tmp_path / "drawn"))
    draw = pictures._poster
    monkeypatch.setattr(pictures, "_poster", lambda *given: times.append(given) or draw(*given))
    return times


def mug_path(world) -> str:
    return f"/@{world.mei.shop.slug}/p/{world.mei.mug.product.code}"


# --- QR codes ----------------------------------------------------------------------------------------------------------------


def test_the_qr_code_of_a_link_says_the_link(visitor, mug_link):
    answer = visitor.get(f"/q/{mug_link.code}.png")
    assert answer.mimetype == "image/png"
    assert scanned(answer.data) == share.url(mug_link) == f"{BASE}/q/{mug_link.code}"


def test_the_svg_is_a_picture_that_runs_nothing(visitor, world, mug_link):
    answer = visitor.get(f"/q/{mug_link.code}.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.text.startswith("<svg ") and share.url(mug_link) in answer.text
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    name = f"{world.mei.shop.slug}-{mug_link.target.lower()}-{mug_link.code}.svg"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{name}"'
    assert visitor.get(f"/q/{mug_link.code}.svg?download").headers["Content-Disposition"].startswith("attachment;")


def test_looking_at_a_code_is_no_visit(visitor, mug_link):
    visitor.get(f"/q/{mug_link.code}.png")
    assert again(mug_link).visits_count == 0


def test_a_known_code_is_not_sent_twice(visitor, mug_link):
    first = visitor.get(f"/q/{mug_link.code}.svg")
    second = visitor.get(f"/q/{mug_link.code}.svg", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 304 and not second.data


def test_ended_and_unknown_codes_have_no_picture(visitor, mug_link):
    share.retire(mug_link)
    assert visitor.get(f"/q/{mug_link.code}.svg").status_code == 410
    assert visitor.get("/q/ZZZZZZZ.png").status_code == 404


def test_the_code_of_a_shop_is_its_own_link(visitor, world):
    answer = visitor.get(f"/@{world.mei.shop.slug}/qr.svg")
    assert share.url(share.link_for(world.mei.shop, "shop")) in answer.text


def test_the_code_on_a_packing_slip_is_for_those_who_pack(seller, visitor, world):
    order = world.paid()
    path = f"/sell/{order.shop.slug}/orders/{order.number}/qr.svg"
    answer = seller.get(path)
    assert answer.mimetype == "image/svg+xml"
    assert share.url(share.link_for(order.shop, "order", order.number)) in answer.text
    assert visitor.get(path).status_code == 303


# --- posters -----------------------------------------------------------------------------------------------------------------


def test_the_poster_carries_the_link_of_whoever_shares_it(visitor, world, mug_link):
    give_picture(world.mei, world.mei.mug)
    stall = share.new_poster(world.mei.shop, "product", mug_link.target, "market stall")
    answer = visitor.get(f"{mug_path(world)}/poster.png?link={stall.code}")
    image = opened(answer.data)
    assert (image.format, image.size) == ("PNG", (1080, 1440))
    assert scanned(answer.data) == share.url(stall)


def test_without_a_link_it_carries_the_one_that_visitors_pass_on(visitor, world):
    answer = visitor.get(f"{mug_path(world)}/poster.png")
    link = share.link_for(world.mei.shop, "product", world.mei.mug.product.code, share.PASSED_ON)
    assert scanned(answer.data) == share.url(link)


@pytest.mark.parametrize("size, pixels", [("a4", (1620, 2290)), ("a6", (1080, 1527))])
def test_posters_for_paper_say_the_same_link(visitor, world, mug_link, size, pixels):
    answer = visitor.get(f"{mug_path(world)}/poster.png?link={mug_link.code}&size={size}")
    assert opened(answer.data).size == pixels
    assert scanned(answer.data) == share.url(mug_link)


def test_a_slip_for_the_till_printer(visitor, world, mug_link):
    answer = visitor.get(f"{mug_path(world)}/poster.png?link={mug_link.code}&size=roll")
    assert opened(answer.data).width == 384
    assert scanned(answer.data) == share.url(mug_link)


def test_shop_and_collection_have_posters(visitor, world):
    shop = world.mei.shop
    cups = catalog.create_collection(shop, "Cups")
    for variant in (world.mei.mug, world.mei.bowl):
        give_picture(world.mei, variant, (120, variant.id, 60))
        catalog.put_on_shelf(shop, cups, catalog.product_by_code(shop, variant.product.code))
    for path, link in (
        (f"/@{shop.slug}", share.link_for(shop, "shop")),
        (f"/@{shop.slug}/c/cups", share.link_for(shop, "collection", "cups")),
    ):
        answer = visitor.get(f"{path}/poster.png?link={link.code}")
        assert answer.status_code == 200
        assert scanned(answer.data) == share.url(link)


def test_a_poster_takes_only_living_links_of_this_very_thing(visitor, world, mug_link):
    shop, path = world.mei.shop, f"{mug_path(world)}/poster.png"
    of_jar = share.link_for(shop, "product", world.mei.jar.product.code)
    of_another_shop = share.link_for(world.lotte.shop, "product", mug_link.target)
    for link in (of_jar, of_another_shop, share.link_for(shop, "shop")):
        assert visitor.get(f"{path}?link={link.code}").status_code == 404
    assert visitor.get(f"{path}?link=ZZZZZZZ").status_code == 404
    assert visitor.get(f"{path}?link=%01").status_code == 404
    share.retire(mug_link)
    assert visitor.get(f"{path}?link={mug_link.code}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["p/ZZZZZZ/poster.png", "p/%00/poster.png", "c/none/poster.png", "p/ZZZZZZ/card.jpg", "c/%00/card.jpg", "poster.png?size=a0"],
)
def test_pictures_of_what_is_not_there_are_not_there(visitor, world, path):
    assert visitor.get(f"/@{world.mei.shop.slug}/{path}").status_code == 404


def test_items_of_another_shop_and_drafts_have_no_pictures(visitor, world):
    shop = world.mei.shop
    foreign = world.lotte.jam.product.code
    draft = catalog.create_draft(shop).code
    for code in (foreign, draft):
        assert visitor.get(f"/@{shop.slug}/p/{code}/poster.png").status_code == 404
        assert visitor.get(f"/@{shop.slug}/p/{code}/card.jpg").status_code == 404


def test_what_is_no_longer_sold_has_no_poster(visitor, world):
    catalog.take_off_sale(world.mei.mug.product)
    assert visitor.get(f"{mug_path(world)}/poster.png").status_code == 410


# --- link cards ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["", "/p/{mug}", "/c/cups"])
def test_chats_get_a_small_card(visitor, world, place):
    shop = world.mei.shop
    give_picture(world.mei, world.mei.mug)
    cups = catalog.create_collection(shop, "Cups")
    catalog.put_on_shelf(shop, cups, catalog.product_by_code(shop, world.mei.mug.product.code))
    answer = visitor.get(f"/@{shop.slug}{place.format(mug=world.mei.mug.product.code)}/card.jpg")
    image = opened(answer.data)
    assert (image.format, image.size) == ("JPEG", (1200, 630))
    assert len(answer.data) < 300_000


@pytest.mark.parametrize("place", ["", "/p/{mug}", "/c/cups"])
def test_every_public_page_names_a_card_that_is_there(visitor, world, place):
    shop = world.mei.shop
    catalog.create_collection(shop, "Cups")
    page = visitor.get(f"/@{shop.slug}{place.format(mug=world.mei.mug.product.code)}").text
    url = page.partition('property="og:image" content="')[2].partition('"')[0]
    assert url == f"{BASE}/@{shop.slug}{place.format(mug=world.mei.mug.product.code)}/card.jpg"
    assert visitor.get(url.removeprefix(BASE)).mimetype == "image/jpeg"


def test_addresses_of_cards_are_absolute(world):
    shop, product = world.mei.shop, world.mei.mug.product
    assert share.card_url(shop) == f"{BASE}/@{shop.slug}/card.jpg"
    assert share.card_url(shop, product) == f"{BASE}/@{shop.slug}/p/{product.code}/card.jpg"
    assert share.card_url(shop, collection=catalog.create_collection(shop, "Cups")) == f"{BASE}/@{shop.slug}/c/cups/card.jpg"


# --- kept ------------------------------------------------------------------------------------------------------------------------


def test_a_poster_is_drawn_once(visitor, world, drawn, mug_link):
    path = f"{mug_path(world)}/poster.png?link={mug_link.code}"
    assert visitor.get(path).data == visitor.get(path).data
    assert len(drawn) == 1


def test_a_poster_is_drawn_anew_when_what_it_shows_changes(visitor, world, drawn, mug_link):
    path = f"{mug_path(world)}/poster.png?link={mug_link.code}"
    first = visitor.get(path)
    catalog.save(catalog.product_by_code(world.mei.shop, mug_link.target), price_minor=13800)
    second = visitor.get(path)
    assert len(drawn) == 2
    assert first.headers["ETag"] != second.headers["ETag"]


def test_under_its_version_a_poster_never_changes(visitor, world, drawn, mug_link):
    drawing = pictures.poster(things.find(world.mei.shop, "product", mug_link.target), mug_link)
    path = f"{mug_path(world)}/poster.png?link={mug_link.code}"
    assert "immutable" in visitor.get(f"{path}&v={drawing.version}").headers["Cache-Control"]
    assert "immutable" not in visitor.get(path).headers["Cache-Control"]
    assert "immutable" not in visitor.get(f"{path}&v=123456789abc").headers["Cache-Control"]


def test_a_browser_that_has_it_does_not_make_us_draw(visitor, world, drawn, mug_link):
    thing = things.find(world.mei.shop, "product", mug_link.target)
    answer = visitor.get(
        f"{mug_path(world)}/poster.png?link={mug_link.code}",
        headers={"If-None-Match": f'"{pictures.poster(thing, mug_link).key}"'},
    )
    assert answer.status_code == 304
    assert not drawn


def test_a_picture_is_in_the_language_of_its_shop(world, mug_link):
    from storefront.kit import i18n

    thing = things.find(world.mei.shop, "product", mug_link.target)
    key = pictures.poster(thing, mug_link).key
    with i18n.speaking("zh-CN"):
        assert pictures.poster(things.find(world.mei.shop, "product", mug_link.target), mug_link).key == key


def test_one_network_cannot_keep_us_drawing(visitor, world, drawn, mug_link, monkeypatch):
    monkeypatch.setattr("storefront.share.views.DRAWN_MOST", 2)
    path = f"{mug_path(world)}/poster.png?link={mug_link.code}"
    assert [visitor.get(f"{path}&size={size}").status_code for size in ("screen", "a6", "roll", "screen")] == [200, 200, 429, 200]
    assert len(drawn) == 2


def test_the_seal_becomes_an_icon(visitor, world):
    answer = visitor.get(f"/@{world.mei.shop.slug}/icon-512.png")
    assert opened(answer.data).size == (512, 512)
    shops.change_look(world.mei.fresh(), seal="窑")
    assert visitor.get(f"/@{world.mei.shop.slug}/icon-512.png").data != answer.data
