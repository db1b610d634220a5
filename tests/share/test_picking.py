"""What a new poster shows is chosen among everything the shop sells: by pages, by name, and the choice stays."""

import re

import pytest
from playwright.sync_api import expect

from storefront import accounts, catalog, share
from tests.support.markup import Tree

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def home(world) -> str:
    """A shop that sells seventy cups beside what it has anyway."""
    for number in range(70):
        world.mei.sells(f"cup{number}", f"Cup {number:02}", 1000)
    catalog.create_collection(world.mei.shop, "Bowls")
    return f"/sell/{world.mei.shop.slug}/share"


def offered(html: str) -> list[str]:
    return [
        "".join(each.text for each in element.walk()).strip()
        for element in Tree(html).all("a")
        if (element["id"] or "").startswith("about-")
    ]


def chosen(html: str) -> str:
    """What the form would send."""
    (value,) = (each["value"] for each in Tree(html).all("input") if each["name"] == "about" and each["form"] == "make-poster")
    return value


def link(html: str, words: str) -> str:
    """The address of what is called so."""
    (found,) = (each for each in Tree(html).all("a") if "".join(part.text for part in each.walk()).strip() == words)
    return found["href"]


def test_everything_can_be_reached_by_pages(seller, home):
    page, seen = seller.get(home).text, []
    assert offered(page)[:2] == ["The whole shop", "Bowls"] and chosen(page) == "shop"
    while True:
        seen += offered(page)
        if "Show more" not in page:
            break
        page = seller.get(link(page, "Show more")).text
    assert len(seen) == len(set(seen)) == 75 and "Cup 00" in seen and "Sunday mug, celadon, 320 ml" in seen


def test_an_item_is_found_by_its_name_and_gets_its_poster(seller, world, home):
    page = seller.get(f"{home}?q=cup+03").text
    assert offered(page) == ["Cup 03"] and offered(seller.get(f"{home}?q=bowl").text) == ["Bowls", "Noodle bowl, tenmoku brown"]
    page = seller.get(link(page, "Cup 03")).text
    code = world.mei.cup3.product.code
    assert chosen(page) == f"product:{code}" and offered(page) == ["Cup 03"]
    answer = seller.post(home, data={"about": chosen(page), "label": "Stall"})
    assert answer.headers["Location"].startswith(f"{home}/product/{code}?link=")


def test_what_is_chosen_stays_on_every_page_and_in_the_search(seller, world, home):
    about = f"product:{world.mei.mug.product.code}"
    page = seller.get(f"{home}?about={about}").text
    for _page in range(3):
        assert chosen(page) == about and "<b>Sunday mug, celadon, 320 ml</b>" in page
        page = seller.get(link(page, "Show more")).text
    assert [each["value"] for each in Tree(page).all("input") if each["name"] == "about"] == [about, about]  # the search, too
    assert chosen(seller.get(f"{home}?about={about}&q=cup").text) == about
    refused = seller.post(home, data={"about": about, "label": ""})
    assert refused.status_code == 422 and chosen(refused.text) == about


def test_with_htmx_what_was_read_on_is_there_still(seller, home):
    page = seller.get(home).text
    more = seller.get(link(page, "Show more").partition("#")[0], headers=FRAGMENT | {"HX-Target": "could-show"})
    assert more.text.lstrip().startswith("<ul") and len(offered(more.text)) == 12
    url = next(each["hx-get"] for each in Tree(more.text).all("a") if each["id"] and each["id"].startswith("about-"))
    again = seller.get(f"{url}&after=&shown=12&shown=12", headers=FRAGMENT | {"HX-Target": "poster-of"}).text
    assert again.lstrip().startswith('<div id="poster-of"') and offered(again) == offered(page) + offered(more.text)
    assert len(re.findall('aria-current="true"', again)) == 1


@pytest.mark.parametrize("about", ["", "shop:", "product:", "product:ZZZZZZ", "order:K7Q2", "collection:none", "x"])
def test_what_cannot_be_shown_is_not_chosen(seller, home, about):
    page = seller.get(f"{home}?about={about}")
    assert page.status_code == 200 and chosen(page.text) == ("shop" if not about else "")
    answer = seller.post(home, data={"about": about, "label": "Stall"})
    assert answer.status_code == 422 and "Choose what the poster shows." in answer.text


def test_a_thumb_reads_on_chooses_searches_and_makes_the_poster(world, home, browser_page, live_server):
    page = browser_page
    token = accounts.open_session(world.mei.owner, "test", "")
    page.context.add_cookies([{"name": "session", "value": token, "url": live_server.url}])
    page.goto(home)
    page.get_by_label("Where will it be?").fill("Tea house")
    for count in (24, 36):
        page.get_by_role("link", name="Show more").click()
        expect(page.locator("#could-show [id^=about-product]")).to_have_count(count)
    row = page.locator("#could-show [id^=about-product]").nth(30)
    name = row.inner_text().strip()
    row.click()
    expect(page.locator("#could-show [aria-current=true]")).to_have_text(name)
    expect(page.locator("#could-show [id^=about-product]")).to_have_count(36)
    expect(row).to_be_focused()
    page.get_by_label("Search your items").fill("Sunday")
    expect(page.locator("#could-show [id^=about-product]")).to_have_count(1)
    expect(page.get_by_label("Search your items")).to_be_focused()
    expect(page.locator("#poster-of b").first).to_have_text(name)
    page.get_by_role("button", name="Make the poster").click()
    page.wait_for_url("**/share/product/**")
    assert share.Link.of(world.mei.shop).where(share.Link.label == "Tea house", share.Link.kind == "product").exists()
