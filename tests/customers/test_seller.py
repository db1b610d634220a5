"""The seller's list of customers and the page of one: found, noted, and nobody else's."""

import re
from datetime import timedelta

import pytest

from storefront import customers, shops
from storefront.kit import clock as time
from storefront.kit import events
from tests.customers.test_actions import ZHOU_IN_COLOGNE
from tests.support.factories import LIN, ZHOU, make_person, sign_in

HTMX = {"HX-Request": "true"}


@pytest.fixture
def seller(client, world):
    sign_in(client, world.mei.owner)
    return client


@pytest.fixture
def home(world) -> str:
    return f"/sell/{world.mei.shop.slug}/customers"


def rows(page: str) -> list[str]:
    return re.findall(r'<li id="customer-\w+">.*?<b>([^<]+)</b>', page)


def page_of(world, buyer=ZHOU) -> str:
    shop = world.mei.shop
    found = next(each for each in customers.page_of(shop)[0] if each.phone == buyer.phone)
    return f"/sell/{shop.slug}/customers/{found.code}"


def test_without_customers_the_page_says_how_the_first_one_comes(seller, home):
    page = seller.get(home).text
    assert "No customers yet" in page and "Send three people your link." in page


def test_the_list_shows_last_buyers_first_with_what_they_bought(seller, world, home, clock):
    world.paid()
    clock.advance(timedelta(hours=1))
    world.paid(buyer=LIN)
    page = seller.get(home).text
    assert rows(page) == [LIN.name, ZHOU.name]
    assert "1 order" in page and "¥128.00" in page


def test_older_customers_follow_by_key(seller, world, home, clock):
    shop = world.mei.shop
    for n in range(35):
        customers.bought(shop, f"Buyer {n}", f"+86138001380{n:02}", 100)
        clock.advance(timedelta(minutes=1))
    first = seller.get(home).text
    older = re.search(r'href="([^"]+\?before=\w+)"', first)[1]
    assert rows(first) + rows(seller.get(older).text) == [f"Buyer {n}" for n in range(34, -1, -1)]


@pytest.mark.parametrize("typed", ["13800138000", "138 0013 8000", "+86 138-0013-8000", "8000", "zhou", "Yining"])
def test_a_customer_is_found_by_number_or_name(seller, world, home, typed):
    world.paid(), world.paid(buyer=LIN)
    assert rows(seller.get(home, query_string={"q": typed}).text) == [ZHOU.name]


def test_a_customer_is_found_by_order_number(seller, world, home):
    world.paid()
    order = world.paid(buyer=LIN)
    for typed in (order.number, order.number.lower()):
        assert rows(seller.get(home, query_string={"q": typed}).text) == [LIN.name]


@pytest.mark.parametrize("typed", ["0013", "800", "38000", "1380"])
def test_other_digits_of_a_number_find_nobody(seller, world, home, typed):
    """The last four stand on every page; whoever tries digits learns no others."""
    world.paid()
    assert rows(seller.get(home, query_string={"q": typed}).text) == []


def test_an_order_number_of_another_shop_finds_nobody(seller, world, home):
    world.paid()
    order = world.paid(world.lotte, buyer=ZHOU_IN_COLOGNE)
    assert rows(seller.get(home, query_string={"q": order.number}).text) == []


def test_a_search_that_finds_nobody_says_what_it_looked_for(seller, world, home):
    world.paid()
    page = seller.get(home, query_string={"q": "<b>nobody"}).text
    assert "Nobody found" in page and "among your last 500 customers" in page and "<b>nobody" not in page


def test_while_typing_only_the_rows_change(seller, world, home):
    world.paid()
    fragment = seller.get(home, query_string={"q": "zhou"}, headers={**HTMX, "HX-Target": "rows"}).text
    assert fragment.lstrip().startswith('<section id="rows"') and rows(fragment) == [ZHOU.name]


# --- one customer ----------------------------------------------------------------------------------------------------------------


def test_one_customer_with_number_orders_addresses_and_total(seller, world, home):
    first, second = world.paid(), world.shipped()
    page = seller.get(page_of(world)).text
    assert "138····8000" in page and ZHOU.phone not in page and "138 0013 8000" not in page
    assert "Zhejiang" in page and ZHOU.address not in page  # addresses stand on the orders, while they are to be sent
    for order in (first, second):
        assert f'href="/sell/{order.shop.slug}/orders/{order.number}"' in page
    assert "¥256.00" in page


def test_a_number_is_shown_on_asking_and_that_is_on_record(seller, world):
    world.paid()
    path = page_of(world)
    page = seller.post(f"{path}/number")
    assert "138 0013 8000" in page.text and f'href="tel:{ZHOU.phone}"' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    fragment = seller.post(f"{path}/number", headers={**HTMX, "HX-Target": "number"}).text
    assert fragment.lstrip().startswith('<div id="number"') and ZHOU.phone in fragment
    (customer,), _more = customers.page_of(world.mei.shop)
    shown = events.timeline(f"customer:{customer.id}")
    assert [(row.kind, row.actor) for row in shown] == [("customer.number_shown", f"person:{world.mei.owner.id}")] * 2
    assert ZHOU.phone not in seller.get(path).text


def test_numbers_are_not_shown_without_end(seller, world):
    world.paid()
    path = page_of(world)
    answers = [seller.post(f"{path}/number").status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]


def test_a_note_is_kept_with_and_without_script(seller, world):
    world.paid()
    path = page_of(world)
    assert seller.post(f"{path}/note", data={"note": "Likes celadon"}).headers["Location"] == path
    assert "Likes celadon</textarea>" in seller.get(path).text
    answer = seller.post(f"{path}/note", data={"note": "Likes ink blue"}, headers={**HTMX, "HX-Target": "note-to-self"})
    assert answer.text.lstrip().startswith('<section class="section panel stack" id="note-to-self"')
    assert "Saved." in answer.text and "Likes ink blue</textarea>" in answer.text


def test_a_note_that_is_too_long_is_refused_and_stays(seller, world):
    world.paid()
    answer = seller.post(f"{page_of(world)}/note", data={"note": "x" * 1001})
    assert answer.status_code == 422 and "x" * 1001 in answer.text
    assert customers.page_of(world.mei.shop)[0][0].note == ""


def test_the_note_of_one_shop_is_not_seen_in_another(seller, client, world):
    world.paid(), world.paid(world.lotte, buyer=ZHOU_IN_COLOGNE)
    seller.post(f"{page_of(world)}/note", data={"note": "Pays late"})
    assert customers.page_of(world.lotte.shop)[0][0].note == ""


def test_a_page_asks_as_often_for_many_orders_as_for_one(seller, world, queries):
    world.paid()
    path = page_of(world)
    seller.get(path)
    with queries() as one:
        seller.get(path)
    for _order in range(5):
        world.paid()
    with queries() as six:
        seller.get(path)
    assert len(six) == len(one)


# --- whose they are ---------------------------------------------------------------------------------------------------------------


def test_another_shops_customers_are_not_there(client, world, home):
    world.paid(), world.paid(world.lotte)
    path = page_of(world)
    sign_in(client, world.lotte.owner)
    own = path.replace(world.mei.shop.slug, world.lotte.shop.slug)
    for address in (home, path, own):
        assert client.get(address).status_code == 404
    assert client.post(f"{own}/note", data={"note": "x"}).status_code == 404
    assert client.post(f"{path}/note", data={"note": "x"}).status_code == 404
    assert client.get(f"/sell/{world.lotte.shop.slug}/customers?before={path.rpartition('/')[2]}").status_code == 404


@pytest.mark.parametrize("role, answer", [("helper", 200), ("packer", 404)])
def test_who_only_packs_sees_nobodys_history(client, world, home, role, answer):
    world.paid()
    person = make_person("Xiao Li", "+8613500135000")
    shops.Member.create(shop=world.mei.shop, person=person, role=role, created_at=time.now())
    sign_in(client, person)
    assert client.get(home).status_code == answer
    assert client.get(page_of(world)).status_code == answer


@pytest.mark.parametrize("code", ["ZZZZZZ", "x", "%00", "1' or 1=1"])
def test_unknown_customers_are_not_there(seller, home, code):
    assert seller.get(f"{home}/{code}").status_code == 404
    assert seller.post(f"{home}/{code}/note", data={"note": "x"}).status_code == 404


def test_these_pages_are_kept_by_nobody(seller, world, home):
    world.paid()
    for path in (home, page_of(world)):
        assert seller.get(path).headers["Cache-Control"] == "no-store"
