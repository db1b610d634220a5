"""Orders at the desk: any of them is found, and shown with the buyer masked."""

import pytest

from storefront import orders, payments
from storefront.admin import finding, order_pages
from storefront.kit import jobs
from tests.support.plans import plans


def find(browser, **asked):
    return browser.get("/admin/orders", query_string=asked)


def test_an_order_is_found_by_number_and_shop_by_payment_and_by_its_link(desk, world):
    order, browser = world.paid(), desk("support")
    payment = payments.paid_payment("order", str(order.id))
    capture = payments.Capture.get(payments.Capture.payment == payment.id)
    page = f"/admin/orders/meis-kiln/{order.number}"
    for asked in (
        {"q": order.number, "shop": "meis-kiln"},
        {"q": order.number.lower(), "shop": "/@Meis-Kiln"},
        {"q": payment.code},
        {"q": capture.provider_reference},
        {"q": f"https://shops.example/o/{order.token}"},
    ):
        answer = find(browser, **asked)
        assert (answer.status_code, answer.headers.get("Location")) == (303, page), asked


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"q": "ZZZZ"}, "An order number belongs to a shop: write its handle too."),
        ({"q": "ZZZZ", "shop": "meis-kiln"}, "This shop has no such order."),
        ({"q": "ZZZZ", "shop": "nobody"}, "There is no shop with this handle."),
        ({"q": "' OR 1=1 --"}, "No order found."),
        ({"q": "/o/" + "a" * 22}, "No order found."),
    ],
)
def test_what_leads_nowhere_is_said_beside_the_field(desk, world, asked, words):
    assert world.placed()
    answer = find(desk("support"), **asked)
    assert (answer.status_code, words in answer.text, asked["q"].replace("'", "&#39;") in answer.text) == (422, True, True)


def test_the_list_goes_back_by_keys_and_by_shop_and_state(desk, world):
    mine = [world.placed(buyer=None) for _ in range(2)] + [world.paid()]
    theirs = world.placed(world.lotte)
    browser = desk("support")
    everything = find(browser).text
    assert all(order.number in everything for order in [*mine, theirs])
    assert theirs.number not in find(browser, shop="meis-kiln").text
    waiting = find(browser, state="pay", shop="meis-kiln").text
    assert mine[0].number in waiting and mine[2].number not in waiting
    assert find(browser, before="nonsense", state="nonsense").status_code == 200
    older = find(browser, before=str(mine[1].id)).text
    assert mine[0].number in older and mine[1].number not in older


@pytest.mark.parametrize("shop", [False, True])
@pytest.mark.parametrize("states", [states for name, states in order_pages.BOARD.items() if name != "pay"])
def test_a_list_is_read_in_order_and_no_further_than_it_shows(world, states, shop):
    assert world.placed()
    (plan,) = plans(lambda: finding.find_orders(world.mei.shop if shop else None, states, None), "LIMIT")
    assert "TEMP B-TREE" not in plan and "Sort" not in plan, plan


def test_one_order_shows_the_money_and_no_buyer(desk, world):
    order = world.completed(note="Ring at 302")
    orders.note_to_self(order, "Wrap well")
    page = desk("support").get(f"/admin/orders/meis-kiln/{order.number}").text
    for words in (
        "Sunday mug, celadon, 320 ml", "138····8000", "Held for this order", "Paid by the buyer", "for this order", f"/admin/shops/{order.shop.slug}",
        payments.paid_payment("order", str(order.id)).code,
    ):  # fmt: skip
        assert words in page, words
    for secret in ("南山路", "13800138000", "8613800138000", "Zhou Yining", "Ring at 302", "Wrap well", order.token):
        assert secret not in page, secret


def test_a_refund_and_a_direct_order_are_shown_too(desk, world):
    paid = world.paid()
    orders.cancel(paid, "Changed my mind")
    jobs.run_pending()
    page = desk("support").get(f"/admin/orders/meis-kiln/{paid.number}").text
    assert "Refunds" in page and "Changed my mind" in page
    direct = world.placed(world.lotte)
    page = desk("support").get(f"/admin/orders/oma-lotte/{direct.number}").text
    assert "The market holds no money for this order." in page


def test_the_reason_of_a_cancelled_order_is_shown_whatever_it_says(desk, world, clock):
    from datetime import timedelta

    typed, forgotten = world.placed(), world.placed(buyer=None)
    orders.cancel(typed, "expired")
    clock.advance(timedelta(days=1))
    orders.sweep()
    pages = [desk("support").get(f"/admin/orders/meis-kiln/{order.number}").text for order in (typed, forgotten)]
    assert ['<p class="meta">expired</p>' in page for page in pages] == [True, False]


def test_an_order_is_shown_on_one_clock_which_is_named_where_it_is_not_the_markets(desk, world, clock):
    from datetime import UTC, datetime

    clock.freeze(datetime(2027, 3, 1, 4, 30, tzinfo=UTC))
    order = world.paid(world.lotte)
    browser = desk("support")
    page = browser.get(f"/admin/orders/oma-lotte/{order.number}").text
    assert "05:30" in page and "12:30" not in page and "Times on this page are those of Europe/Berlin." in page
    assert "Times on this page" not in browser.get(f"/admin/orders/meis-kiln/{world.paid().number}").text


def test_orders_of_nowhere_are_not_there(desk, world):
    order = world.placed()
    for path in (
        f"/admin/orders/oma-lotte/{order.number}",
        f"/admin/orders/nobody/{order.number}",
        "/admin/orders/meis-kiln/ZZZZ",
    ):
        assert world.lotte.shop and desk("support").get(path).status_code == 404, path


def test_the_pages_ask_a_fixed_number_of_questions(desk, world, queries):
    browser = desk("support")
    world.paid()
    find(browser)
    with queries() as few:
        find(browser)
    for _ in range(5):
        world.placed(buyer=None)
    with queries() as many:
        find(browser)
    assert len(many) == len(few)
