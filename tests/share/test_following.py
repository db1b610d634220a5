"""/q/<code>: it counts who comes, leads on, and ends kindly."""

from datetime import timedelta

import pytest

from storefront import catalog, share, shops
from storefront.cart.models import Bag
from storefront.share.models import LinkDay
from tests.support.factories import again, sign_in


def test_a_visit_is_counted_and_leads_to_the_item(visitor, world, mug_link):
    answer = visitor.get(f"/q/{mug_link.code}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/@{world.mei.shop.slug}/p/{world.mei.mug.product.code}"
    assert answer.headers["Cache-Control"] == "no-store"
    assert again(mug_link).visits_count == 1
    assert shops.day_of(world.mei.shop).scans_count == 1


def test_the_phone_remembers_for_thirty_days_which_link_brought_it(visitor, mug_link):
    cookie = visitor.get(f"/q/{mug_link.code}").headers["Set-Cookie"]
    assert cookie.startswith(f"via={mug_link.code};")
    assert "Max-Age=2592000" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie


def test_codes_are_read_in_small_letters_too(visitor, mug_link):
    assert visitor.get(f"/q/{mug_link.code.lower()}").status_code == 302


def test_shop_and_collection_links_lead_there(visitor, world):
    shop = world.mei.shop
    catalog.create_collection(shop, "Cups")
    assert visitor.get(f"/q/{share.link_for(shop, 'shop').code}").headers["Location"] == f"/@{shop.slug}"
    assert visitor.get(f"/q/{share.link_for(shop, 'collection', 'cups').code}").headers["Location"] == f"/@{shop.slug}/c/cups"


def test_three_visits_and_one_order_read_three_one_and_the_sum(app, world, mug_link, seller):
    for _visitor in range(3):
        browser = app.test_client()
        browser.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) Mobile"
        browser.get(f"/q/{mug_link.code}")
    order = world.paid(link_code=mug_link.code)
    link = again(mug_link)
    assert (link.visits_count, link.orders_count, link.revenue_minor) == (3, 1, order.total_minor)
    page = seller.get(f"/sell/{world.mei.shop.slug}/share").text
    row = page[page.index(f'id="link-{link.code}"') :].partition("</li>")[0]
    assert '<span class="nowrap">3 scans</span><span class="nowrap">1 order</span>' in row
    assert f'value="{order.total_minor / 100:.2f}"' in row


def test_the_bag_remembers_which_link_brought_its_owner(visitor, world, mug_link):
    visitor.get(f"/q/{mug_link.code}")
    visitor.post("/cart/items", data={"shop": world.mei.shop.slug, "variant": world.mei.mug.code})
    assert Bag.select().get().link_code == mug_link.code


def test_whoever_works_in_the_shop_is_not_counted(seller, world, mug_link):
    answer = seller.get(f"/q/{mug_link.code}")
    assert answer.status_code == 302 and "Set-Cookie" not in answer.headers
    assert again(mug_link).visits_count == 0
    assert shops.day_of(world.mei.shop).scans_count == 0


def test_a_seller_of_another_shop_is_a_visitor_like_any_other(visitor, world, mug_link):
    sign_in(visitor, world.lotte.owner)
    visitor.get(f"/q/{mug_link.code}")
    assert again(mug_link).visits_count == 1


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Purpose": "prefetch"}, {"Purpose": "prefetch"}, {"User-Agent": "Googlebot/2.1"}, {"User-Agent": "WhatsApp/2.24"}],
)
def test_machines_are_led_on_and_not_counted(visitor, mug_link, headers):
    answer = visitor.get(f"/q/{mug_link.code}", headers=headers)
    assert answer.status_code == 302 and "Set-Cookie" not in answer.headers
    assert again(mug_link).visits_count == 0


def test_head_is_not_a_visit(visitor, mug_link):
    assert visitor.head(f"/q/{mug_link.code}").status_code == 302
    assert again(mug_link).visits_count == 0


@pytest.mark.parametrize("code", ["ZZZZZZZ", "x", "K7Q2MPDK7Q2MPD", "K7Q2%00", "%2e%2e", "梅梅梅梅", "' or 1=1"])
def test_unknown_codes_are_not_there(visitor, mug_link, code):
    assert visitor.get(f"/q/{code}").status_code == 404


def test_a_link_to_something_sold_no_more_leads_to_its_page_that_says_so(visitor, world, mug_link):
    catalog.take_off_sale(world.mei.mug.product)
    answer = visitor.get(f"/q/{mug_link.code}", follow_redirects=True)
    assert answer.status_code == 410
    assert "This item is no longer sold." in answer.text


# --- ended links -------------------------------------------------------------------------------------------------------------


def test_an_ended_link_says_so_and_shows_the_shop_and_what_else_there_is(visitor, world, mug_link):
    share.retire(mug_link)
    answer = visitor.get(f"/q/{mug_link.code}")
    assert answer.status_code == 410
    assert "This link has ended." in answer.text
    assert "Moon jar, matte white, 28 cm" in answer.text
    assert f'href="/@{world.mei.shop.slug}"' in answer.text
    assert again(mug_link).visits_count == 0


def test_an_ended_link_of_the_shop_shows_what_it_sells(visitor, world):
    link = share.link_for(world.mei.shop, "shop")
    share.retire(link)
    answer = visitor.get(f"/q/{link.code}")
    assert answer.status_code == 410 and "Sunday mug" in answer.text


def test_an_ended_link_of_a_paused_shop_shows_nothing_of_it(visitor, world, mug_link):
    share.retire(mug_link)
    shops.suspend(world.mei.shop, "Copies of a brand")
    answer = visitor.get(f"/q/{mug_link.code}", follow_redirects=True)
    assert answer.status_code == 410 and "This shop is paused" in answer.text
    assert "Moon jar" not in answer.text and "Sunday mug" not in answer.text and "Copies" not in answer.text


def test_an_ended_link_can_be_brought_back_with_what_it_counted(visitor, mug_link):
    visitor.get(f"/q/{mug_link.code}")
    share.retire(mug_link)
    share.bring_back(mug_link)
    assert visitor.get(f"/q/{mug_link.code}").status_code == 302
    assert again(mug_link).visits_count == 2


def test_after_an_end_the_same_share_gets_a_new_code(world, mug_link):
    share.retire(mug_link)
    assert share.link_for(world.mei.shop, "product", mug_link.target).code != mug_link.code


def test_links_of_a_closed_shop_are_gone(visitor, world, mug_link):
    shops.close(world.mei.fresh())
    assert visitor.get(f"/q/{mug_link.code}", follow_redirects=True).status_code == 410
    share.retire(mug_link)
    assert visitor.get(f"/q/{mug_link.code}").status_code == 410


# --- orders ------------------------------------------------------------------------------------------------------------------


def test_an_order_code_leads_only_those_who_work_there(visitor, seller, world):
    order = world.paid()
    seller.get(f"/sell/{order.shop.slug}/orders/{order.number}/qr.svg")
    link = share.link_for(order.shop, "order", order.number)
    assert seller.get(f"/q/{link.code}").headers["Location"] == f"/sell/{order.shop.slug}/orders/{order.number}"
    assert visitor.get(f"/q/{link.code}").status_code == 404
    sign_in(visitor, world.lotte.owner)
    assert visitor.get(f"/q/{link.code}").status_code == 404
    assert visitor.get(f"/q/{link.code}.svg").status_code == 404
    assert again(link).visits_count == 0


def test_an_order_that_is_not_there_has_no_code(seller, world):
    order = world.paid(world.lotte)
    assert seller.get(f"/sell/{world.mei.shop.slug}/orders/{order.number}/qr.svg").status_code == 404
    assert seller.get(f"/sell/{order.shop.slug}/orders/{order.number}/qr.svg").status_code == 404


# --- the week ----------------------------------------------------------------------------------------------------------------


def test_the_week_counts_seven_days_and_names_who_brought_most(world, clock, mug_link):
    shop = world.mei.shop
    stall = share.new_poster(shop, "shop", "", "market stall")
    today = shop.today
    for _scan in range(3):
        share.visited(stall, today)
    share.visited(mug_link, today - timedelta(days=6))
    for _scan in range(9):
        share.visited(mug_link, today - timedelta(days=7))  # a week ago and a day
    week = share.week(shop)
    assert (week.scans, week.best.code, week.brought) == (4, stall.code, 3)


def test_another_shops_week_is_its_own(world, mug_link):
    share.visited(mug_link, world.mei.shop.today)
    assert share.week(world.lotte.shop).scans == 0
    assert LinkDay.of(world.lotte.shop).count() == 0


def test_a_sale_by_another_shops_link_earns_it_nothing(world, mug_link):
    share.sold(mug_link.code, world.lotte.shop.id, 5000)
    assert again(mug_link).orders_count == 0


def test_of_two_living_links_under_one_label_the_oldest_is_handed_out(world, mug_link):
    share.retire(mug_link)
    made = share.link_for(world.mei.shop, mug_link.kind, mug_link.target)
    share.bring_back(mug_link)
    assert made.id != mug_link.id and share.link_for(world.mei.shop, mug_link.kind, mug_link.target).id == mug_link.id
