"""The seller shares: what each poster brought, new ones, ended ones, print, and right after putting something on sale."""

import re

import pytest

from storefront import catalog, share, shops
from tests.support.factories import again, sign_in

HTMX = {"HX-Request": "true"}


@pytest.fixture
def home(world) -> str:
    return f"/sell/{world.mei.shop.slug}/share"


def test_the_shop_has_one_link_with_its_code_and_its_week(seller, world, home):
    page = seller.get(home).text
    assert f'value="{share.url(share.link_for(world.mei.shop, "shop"))}" readonly' in page
    assert "Nobody has scanned your code this week." in page
    assert seller.get(f"/@{world.mei.shop.slug}/qr.svg").status_code == 200


def test_a_new_poster_gets_a_code_of_its_own(seller, world, home):
    answer = seller.post(home, data={"about": "shop", "label": "Market stall poster"})
    assert answer.status_code == 303
    link = share.Link.of(world.mei.shop).where(share.Link.label == "Market stall").get()
    assert answer.headers["Location"] == f"{home}/shop?link={link.code}"
    page = seller.get(answer.headers["Location"]).text
    assert share.url(link) in page and "Market stall" in page
    assert "Market stall" in seller.get(home).text


def test_a_poster_can_show_an_item_or_a_collection(seller, world, home):
    catalog.create_collection(world.mei.shop, "Cups")
    code = world.mei.mug.product.code
    assert (
        seller.post(home, data={"about": f"product:{code}", "label": "Tea house"})
        .headers["Location"]
        .startswith(f"{home}/product/{code}?link=")
    )
    assert (
        seller.post(home, data={"about": "collection:cups", "label": "Tea house"})
        .headers["Location"]
        .startswith(f"{home}/collection/cups?link=")
    )


def test_the_same_label_is_the_same_poster(seller, world, home):
    first = seller.post(f"{home}/shop", data={"label": "Stall"}).headers["Location"]
    assert seller.post(f"{home}/shop", data={"label": "Stall poster"}).headers["Location"] == first


@pytest.mark.parametrize("label", ["", "  ", "poster", "x" * 61, "passed on"])
def test_a_poster_without_a_usable_name_is_refused_and_keeps_what_was_typed(seller, world, home, label):
    for path, about in ((home, {"about": "shop"}), (f"{home}/shop", {})):
        answer = seller.post(path, data={"label": label, **about})
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.text and "<html" in answer.text
        if label.strip():
            assert f'value="{label}"' in answer.text
        fragment = seller.post(path, data={"label": label, **about}, headers={**HTMX, "HX-Target": "new-poster"})
        assert (
            fragment.status_code == 422 and fragment.text.lstrip().startswith("<section") and 'id="new-poster"' in fragment.text
        )


@pytest.mark.parametrize("about", ["", "product:ZZZZZZ", "order:K7Q2", "collection:../x", "shop:"])
def test_only_what_is_there_gets_a_poster(seller, home, about):
    answer = seller.post(home, data={"about": about, "label": "Stall"})
    assert answer.status_code == 422 and "Choose what the poster shows." in answer.text


def test_there_is_an_end_to_posters(seller, world, home, monkeypatch):
    monkeypatch.setattr(share.actions, "MOST_POSTERS", 2)
    assert [seller.post(f"{home}/shop", data={"label": f"Place {n}"}).status_code for n in range(3)] == [303, 303, 422]


# --- the list ----------------------------------------------------------------------------------------------------------------


def rows(page: str) -> list[str]:
    return re.findall(r'<li id="link-(\w+)">', page)


def test_best_sellers_stand_first_and_can_be_seen_newest_first(seller, world, home, mug_link):
    shop = world.mei.shop
    stall, window = share.new_poster(shop, "shop", "", "stall"), share.new_poster(shop, "shop", "", "window")
    share.visited(mug_link, shop.today)
    share.sold(stall.code, shop.id, 500)
    assert rows(seller.get(home).text) == [stall.code, mug_link.code, window.code]
    assert rows(seller.get(f"{home}?by=newest").text) == [window.code, stall.code, mug_link.code]


def test_a_thing_that_was_only_looked_at_to_share_it_is_not_listed(seller, visitor, world, home, mug_link):
    visitor.get(f"/@{world.mei.shop.slug}/share?item={mug_link.target}")
    assert rows(seller.get(home).text) == []
    assert "Nothing yet." in seller.get(home).text


def test_older_links_follow_by_key(seller, world, home):
    shop = world.mei.shop
    codes = [share.new_poster(shop, "shop", "", f"place {n}").code for n in range(33)][::-1]
    first = seller.get(f"{home}?by=newest").text
    older = re.search(r'href="([^"]+before=\d+)"', first)[1].replace("&amp;", "&")
    assert rows(first) + rows(seller.get(older).text) == codes


def test_a_list_of_many_links_asks_as_often_as_one_of_few(seller, world, home, queries):
    shop = world.mei.shop
    share.new_poster(shop, "product", world.mei.mug.product.code, "one")
    seller.get(home)
    with queries() as few:
        seller.get(home)
    for n in range(20):
        share.new_poster(shop, "product", world.mei.jar.product.code, f"place {n}")
    with queries() as many:
        seller.get(home)
    assert len(many) == len(few)


def test_ending_and_bringing_back_works_with_plain_forms(seller, visitor, world, home):
    link = share.new_poster(world.mei.shop, "shop", "", "stall")
    assert seller.post(f"{home}/links/{link.code}/end").headers["Location"] == f"{home}#links"
    page = seller.get(home).text
    assert "ended" in page and f'action="{home}/links/{link.code}/back"' in page
    assert visitor.get(f"/q/{link.code}").status_code == 410
    seller.post(f"{home}/links/{link.code}/back")
    assert visitor.get(f"/q/{link.code}").status_code == 302


def test_with_script_the_list_changes_in_place_and_offers_undo(seller, world, home):
    link = share.new_poster(world.mei.shop, "shop", "", "stall")
    answer = seller.post(f"{home}/links/{link.code}/end", data={"by": "newest"}, headers={**HTMX, "HX-Target": "links"})
    assert answer.text.lstrip().startswith('<section class="section" id="links"')
    assert 'id="toasts" ' in answer.text.replace("hx-swap-oob", "") or 'id="toasts"' in answer.text
    assert f'hx-post="{home}/links/{link.code}/back" hx-target="#links"' in answer.text
    assert again(link).retired_at is not None


# --- one thing -----------------------------------------------------------------------------------------------------------------


def test_right_after_going_on_sale_the_sheet_opens_by_itself(seller, world, home):
    path = f"{home}/product/{world.mei.mug.product.code}"
    page = seller.get(f"{path}?new=1").text
    sheet = page[page.index("<dialog") : page.index("</dialog>")]
    assert "It is on sale. Send it to three people." in sheet and " open>" in sheet.partition("</h2>")[0]
    assert "/poster.png?" in sheet and 'method="dialog"' in sheet
    assert "<dialog" not in seller.get(path).text


def test_the_poster_changes_in_place(seller, world, home):
    path = f"{home}/product/{world.mei.mug.product.code}?size=a6"
    fragment = seller.get(path, headers={**HTMX, "HX-Target": "poster"}).text
    assert fragment.lstrip().startswith('<section class="panel stack" id="poster"')
    assert "&amp;size=a6&amp;" in fragment and "<html" in seller.get(path).text


def test_the_pictures_that_the_page_names_are_there(seller, world, home):
    path = f"{home}/product/{world.mei.mug.product.code}"
    for size in ("screen", "a4", "a6", "roll"):
        shown = re.search(r'class="poster-img[^"]*" src="([^"]+)"', seller.get(f"{path}?size={size}").text)[1].replace(
            "&amp;", "&"
        )
        answer = seller.get(shown)
        assert answer.mimetype == "image/png" and "immutable" in answer.headers["Cache-Control"]


def test_the_seller_sends_a_link_of_their_own(seller, world, home, mug_link):
    page = seller.get(f"{home}/product/{mug_link.target}").text
    assert share.url(mug_link) in page
    assert mug_link.label == ""


@pytest.mark.parametrize("size", ["a4", "a6", "roll"])
def test_posters_print_on_a_page_of_their_own(seller, world, home, mug_link, size):
    page = seller.get(f"{home}/print/{mug_link.code}?size={size}").text
    assert f'class="sheet-{size} ' in page and f"size={size}" in page


@pytest.mark.parametrize(
    "path", ["product/ZZZZZZ", "product", "order/K7Q2", "collection/none", "shop/x", "print/ZZZZZZZ", "product/%00", "nothing/x"]
)
def test_what_is_not_there_is_not_there(seller, home, path):
    assert seller.get(f"{home}/{path}").status_code == 404


# --- whose it is ---------------------------------------------------------------------------------------------------------------


def test_another_shops_links_are_not_there(app, client, world, home, mug_link):
    sign_in(client, world.lotte.owner)
    own = f"/sell/{world.lotte.shop.slug}/share"
    assert client.get(home).status_code == 404
    for path in (f"links/{mug_link.code}/end", f"links/{mug_link.code}/back"):
        assert client.post(f"{own}/{path}").status_code == 404
        assert client.post(f"{home}/{path}").status_code == 404
    assert client.get(f"{own}/print/{mug_link.code}").status_code == 404
    assert client.get(f"{own}/product/{mug_link.target}").status_code == 404
    assert client.get(f"{own}/shop?link={mug_link.code}").status_code == 404
    assert again(mug_link).retired_at is None


def test_visitors_are_asked_to_sign_in(visitor, world, home):
    assert visitor.get(home).status_code == 303
    assert visitor.post(home, data={"about": "shop", "label": "x"}).status_code == 303


# --- Today -----------------------------------------------------------------------------------------------------------------------


def today(seller, world) -> str:
    return seller.get(f"/sell/{world.mei.shop.slug}").text


def test_today_shows_the_code_and_what_the_week_brought(seller, world):
    shop = world.mei.shop
    stall = share.new_poster(shop, "shop", "", "market stall")
    mug = share.link_for(shop, "product", world.mei.mug.product.code)
    for link, scans in ((stall, 21), (mug, 16)):
        for _scan in range(scans):
            share.visited(link, shop.today)
    page = today(seller, world)
    assert "37 scans this week. The market stall poster brought 21 of them." in page
    assert f'src="/@{shop.slug}/qr.svg"' in page
    assert f'href="/sell/{shop.slug}/share"' in page and f'href="/sell/{shop.slug}/share/shop"' in page


def test_today_names_nobody_where_nobody_can_be_named(seller, world):
    share.visited(share.link_for(world.mei.shop, "shop"), world.mei.shop.today)
    page = today(seller, world)
    assert "1 scan this week." in page and "of them" not in page


def test_today_says_when_visitors_passed_it_on(seller, world):
    share.visited(share.link_for(world.mei.shop, "shop", "", share.PASSED_ON), world.mei.shop.today)
    assert "1 of them came because somebody passed your link on." in today(seller, world)


@pytest.mark.parametrize(
    ("end", "said"),
    [(lambda shop: shops.suspend(shop, "Copies"), "says your shop is paused"), (shops.close, "Your shop has closed")],
)
def test_a_shop_whose_links_lead_nowhere_has_nothing_to_share(seller, world, end, said):
    shop, code = world.mei.shop, world.mei.mug.product.code
    end(shop)
    here = f"/sell/{shop.slug}/share"
    for page in (here, f"/sell/{shop.slug}"):
        text = seller.get(page).text
        assert said in text and "Send…" not in text and "Share link" not in text and "Share my shop" not in text, page
    for path in (f"{here}/shop", f"{here}/product/{code}", f"{here}/print/{share.link_for(shop, 'shop').code}"):
        assert seller.get(path).headers["Location"] == here, path
    for path, data in ((here, {"about": "shop", "label": "Market"}), (f"{here}/product/{code}", {"label": "Market"})):
        assert seller.post(path, data=data).headers["Location"] == here, path
    assert not share.Link.of(shop).where(share.Link.label == "Market").exists()
