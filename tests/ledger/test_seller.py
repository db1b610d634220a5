"""The Money page: two sums, a month, a file; for the owner alone."""

import re
from datetime import UTC, datetime

import pytest

from storefront import accounts, ledger
from storefront.accounts.people import find_or_make
from storefront.accounts.rules import Contact
from storefront.ledger import statements
from storefront.shops import Member, Shop, open_shop

pytestmark = pytest.mark.tampers  # no payments stand behind these postings: see conftest.py


@pytest.fixture
def sold(shop, yuan, clock):
    clock.freeze(datetime(2026, 11, 22, 8, tzinfo=UTC))
    before = statements._numbers
    ledger.name_orders_with(lambda shop_id, ids: {number: f"K{number}" for number in ids})
    ledger.order_paid(1, shop, "sandbox", yuan(342050), "capture:1")
    ledger.order_released(1, shop, yuan(342050), yuan(0))
    ledger.order_paid(2, shop, "sandbox", yuan(86000), "capture:2")
    yield
    ledger.name_orders_with(before)


def words(answer) -> str:
    """The page as text."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_the_page_shows_what_is_yours_and_what_is_held(seller, shop, sold):
    page = words(seller.get(f"/sell/{shop.slug}/money"))
    assert "¥3,420.50 yours to withdraw" in page
    assert "¥860.00 held until buyers confirm" in page
    assert "The market takes no fee on new orders." in page


def test_every_line_links_its_order(seller, shop, sold):
    answer = seller.get(f"/sell/{shop.slug}/money")
    assert f'href="/sell/{shop.slug}/orders/K1"' in answer.text
    assert "Released to you" in answer.text


def test_what_is_yours_can_be_withdrawn(seller, shop, sold):
    answer = seller.get(f"/sell/{shop.slug}/money")
    assert f'href="/sell/{shop.slug}/money/withdraw"' in answer.text


def test_another_month_comes_as_a_fragment(seller, shop, sold):
    url = f"/sell/{shop.slug}/money?month=2026-10"
    part = seller.get(url, headers={"HX-Request": "true", "HX-Target": "rows"})
    assert part.text.lstrip().startswith('<div id="rows"')
    assert "Nothing moved in this month" in part.text
    assert "<html" in seller.get(url).text


def test_a_month_that_is_none_is_not_there(seller, shop, sold):
    assert seller.get(f"/sell/{shop.slug}/money?month=2026-13").status_code == 404
    assert seller.get(f"/sell/{shop.slug}/money?before=-1").status_code == 200


def test_the_month_is_a_file_too(seller, shop, sold):
    answer = seller.get(f"/sell/{shop.slug}/money.csv?month=2026-11")
    assert answer.mimetype == "text/csv"
    assert f'filename="{shop.slug}-2026-11.csv"' in answer.headers["Content-Disposition"]
    assert "3420.50" in answer.text and "K1" in answer.text
    assert "private" in answer.headers["Cache-Control"] or "no-store" in answer.headers["Cache-Control"]


def test_a_direct_shop_reads_that_the_market_never_held_it(seller, shop):
    Shop.update(mode="direct").where(Shop.id == shop.id).execute()
    page = words(seller.get(f"/sell/{shop.slug}/money"))
    assert "Buyers pay you directly. The market never holds this money." in page
    assert "yours to withdraw" not in page


def test_a_direct_shop_still_sees_what_it_earned_before(seller, shop, sold):
    Shop.update(mode="direct").where(Shop.id == shop.id).execute()
    page = words(seller.get(f"/sell/{shop.slug}/money"))
    assert "¥3,420.50 yours to withdraw" in page


def test_the_books_are_the_owners_alone(client, owner, shop, sold):
    helper = find_or_make(Contact("phone", "+8613800138001"))
    stranger = find_or_make(Contact("phone", "+8613800138002"))
    Member.create(shop=shop.id, person=helper.id, role="helper", created_at=shop.created_at)
    open_shop(stranger, "Other shop")
    for person in (helper, stranger):
        client.set_cookie("session", accounts.open_session(person, "a test", ""))
        for path in ("money", "money.csv"):
            assert client.get(f"/sell/{shop.slug}/{path}").status_code == 404


def test_many_lines_are_shown_in_pages(seller, shop, yuan):
    for order_id in range(1, 60):
        ledger.order_paid(order_id, shop, "sandbox", yuan(10), f"capture:{order_id}")
        ledger.order_released(order_id, shop, yuan(10), yuan(0))
    first = seller.get(f"/sell/{shop.slug}/money")
    assert first.text.count('class="entry"') == 50
    following = re.search(r'href="([^"]+before=\d+)"', first.text)[1].replace("&amp;", "&")
    assert seller.get(following).text.count('class="entry"') == 9
