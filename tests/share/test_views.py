"""The page from which visitors pass something on: without an account, without script, and as a sheet."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from storefront import catalog, share
from tests.share.conftest import give_picture, scanned
from tests.support.factories import again


def passed_on(world, kind="product", target=None):
    target = world.mei.mug.product.code if target is None else target
    return share.link_for(world.mei.shop, kind, target, share.PASSED_ON)


def mug_page(world) -> str:
    return f"/@{world.mei.shop.slug}/share?item={world.mei.mug.product.code}"


def hrefs(page: str) -> list[str]:
    import html
    import re

    return [html.unescape(href) for href in re.findall(r'href="([^"]+)"', page)]


def test_every_way_to_send_is_a_plain_link(visitor, world):
    page = visitor.get(mug_page(world)).text
    url, found = share.url(passed_on(world)), hrefs(visitor.get(mug_page(world)).text)
    assert f'value="{url}" readonly' in page
    whatsapp = next(href for href in found if href.startswith("https://wa.me/"))
    text = parse_qs(urlsplit(whatsapp).query)["text"][0]
    assert text == f"Sunday mug, celadon, 320 ml · ¥128 · {world.mei.shop.name}\n{url}"
    telegram = parse_qs(urlsplit(next(href for href in found if href.startswith("https://t.me/"))).query)
    assert telegram["url"] == [url] and "¥128" in telegram["text"][0]
    mail = next(href for href in found if href.startswith("mailto:"))
    assert url in unquote(mail) and "subject=Sunday%20mug" in mail
    assert any(href.endswith("&download") and "/poster.png?" in href for href in found)


def test_nothing_is_fetched_from_elsewhere(visitor, world):
    page = visitor.get(mug_page(world)).text
    assert 'src="http' not in page and 'srcset="http' not in page


def test_the_poster_on_the_page_carries_the_link_beside_it(visitor, world):
    give_picture(world.mei, world.mei.mug)
    page = visitor.get(mug_page(world)).text
    poster = page.partition('class="poster-img" src="')[2].partition('"')[0].replace("&amp;", "&")
    answer = visitor.get(poster)
    assert "immutable" in answer.headers["Cache-Control"]
    assert scanned(answer.data) == share.url(passed_on(world))
    assert 'alt="Poster: Sunday mug, celadon, 320 ml · ¥128' in page
    assert "Press and hold to send or save" in page


def test_script_gets_the_same_as_a_sheet(visitor, world):
    headers = {"HX-Request": "true", "HX-Target": "share-sheet"}
    sheet = visitor.get(mug_page(world), headers=headers)
    assert sheet.text.lstrip().startswith('<dialog class="sheet" id="share-sheet"') and " open>" in sheet.text
    assert "<html" not in sheet.text
    assert share.url(passed_on(world)) in sheet.text
    assert "HX-Target" in sheet.headers["Vary"]
    assert "<html" in visitor.get(mug_page(world)).text


def test_item_and_shop_pages_lead_there(visitor, world):
    shop = world.mei.shop
    for page, share_page in (
        (f"/@{shop.slug}", f"/@{shop.slug}/share"),
        (f"/@{shop.slug}/p/{world.mei.mug.product.code}", mug_page(world)),
    ):
        assert share_page in hrefs(visitor.get(page).text)
        assert visitor.get(share_page).status_code == 200


def test_shops_and_collections_can_be_passed_on(visitor, world):
    shop = world.mei.shop
    catalog.create_collection(shop, "Cups")
    assert share.url(passed_on(world, "shop", "")) in visitor.get(f"/@{shop.slug}/share").text
    assert share.url(passed_on(world, "collection", "cups")) in visitor.get(f"/@{shop.slug}/share?collection=cups").text


def test_everybody_passes_on_the_same_code(visitor, world):
    first, second = visitor.get(mug_page(world)).text, visitor.get(mug_page(world)).text
    assert first == second
    assert share.Link.of(world.mei.shop).count() == 1
    assert again(passed_on(world)).visits_count == 0


@pytest.mark.parametrize("query", ["item=ZZZZZZ", "item=%01", "collection=none", "collection=%01", "item=../x"])
def test_what_is_not_there_cannot_be_shared(visitor, world, query):
    assert visitor.get(f"/@{world.mei.shop.slug}/share?{query}").status_code == 404


def test_items_of_another_shop_and_drafts_cannot_be_shared(visitor, world):
    shop = world.mei.shop
    for code in (world.lotte.jam.product.code, catalog.create_draft(shop).code):
        assert visitor.get(f"/@{shop.slug}/share?item={code}").status_code == 404
    assert share.Link.of(shop).count() == 0


def test_what_is_no_longer_sold_says_so(visitor, world):
    catalog.take_off_sale(world.mei.mug.product)
    answer = visitor.get(mug_page(world))
    assert answer.status_code == 410 and "This item is no longer sold." in answer.text


def test_the_short_form_of_the_address_leads_there(visitor, world):
    slug, code = world.mei.shop.slug, world.mei.mug.product.code
    assert visitor.get(f"/share/product/{slug}/{code}").headers["Location"] == mug_page(world)
    assert visitor.get(f"/share/shop/{slug}").headers["Location"] == f"/@{slug}/share"
    assert visitor.get(f"/share/collection/{slug}/cups").headers["Location"] == f"/@{slug}/share?collection=cups"
    for wrong in (f"/share/product/{slug}", f"/share/shop/{slug}/x", f"/share/order/{slug}/K7Q2", "/share/shop/evil.example"):
        assert visitor.get(wrong).status_code == 404


def test_a_price_that_varies_says_from(visitor, world):
    shop = world.mei.shop
    product = catalog.product_by_code(shop, world.mei.mug.product.code)
    catalog.Product.update(price_varies=True).where(catalog.Product.id == product.id).execute()
    assert "from ¥128" in visitor.get(mug_page(world)).text
