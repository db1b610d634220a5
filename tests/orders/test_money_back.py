"""Money that goes back: asked for, on its way, there, or failed. Totals, rail, lists and papers say the same, on every page of it."""

import html
import re

import pytest

from storefront import accounts, aftersales, check, orders, payments
from storefront.kit import jobs
from storefront.orders import page as pages
from storefront.payments import refunding
from storefront.payments.providers import ProviderRefused, gateways
from tests.support import clients

FAILED = "¥128.00 could not be sent back yet. We are looking into it, the money is yours."


@pytest.fixture
def desk(app, database):
    """The operator's browser."""
    return clients.browser(app, accounts.make_operator("+8613500135000"))


class Provider:
    """The payment service: takes money back over, or refuses."""

    refusing = False

    def refund(self, row) -> str:
        if self.refusing:
            raise ProviderRefused("account closed")
        return "done"


@pytest.fixture(autouse=True)
def provider(app, monkeypatch):
    """What the provider answers is ours to say."""
    made = Provider()
    monkeypatch.setattr(gateways.get("sandbox"), "refund", made.refund)
    return made


def words(answer) -> str:
    """What the page says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


def rail(answer) -> str:
    """The step of the rail that it stands at."""
    (step,) = re.findall(r'<li aria-current="step">([^<]*)', answer.text)
    return html.unescape(step)


def sums(answer) -> dict[str, str]:
    """{words: amount} of the lines below the total."""
    (box,) = re.findall(r'<dl class="totals"[^>]*>(.*?)</dl>', answer.text, re.DOTALL)
    rows = re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", box)
    return dict(rows[[label for label, _sum in rows].index("Total") + 1 :])


def everywhere(order, zhou, mei, desk) -> list:
    """The order's page of the buyer, of the seller and of the market."""
    return [
        zhou.get(f"/o/{order.token}"),
        mei.get(f"/sell/meis-kiln/orders/{order.number}"),
        desk.get(f"/admin/orders/meis-kiln/{order.number}"),
    ]


def test_what_was_asked_is_on_its_way_and_what_was_taken_over_came_back(world, zhou, mei, desk):
    order = world.paid()
    orders.cancel(order)
    for page in everywhere(order, zhou, mei, desk):
        assert (rail(page), sums(page)) == ("Money on its way back", {"Money on its way back": "−¥128.00"})
        assert "Refunded" not in words(page)
    jobs.run_pending()
    for page in everywhere(order, zhou, mei, desk):
        assert (rail(page), sums(page)) == ("Refunded", {"Refunded": "−¥128.00"})


def test_a_refund_that_failed_is_nowhere_said_to_be_back(world, zhou, mei, desk, provider):
    provider.refusing = True
    order = world.paid()
    orders.cancel(order)
    jobs.run_pending()
    for page in everywhere(order, zhou, mei, desk):
        assert (rail(page), sums(page)) == ("Refund failed", {"Refund failed": "¥128.00"})
        assert "Refunded" not in words(page) and "is on its way back" not in words(page)
    assert FAILED in words(zhou.get(f"/o/{order.token}"))
    assert "The payment service refused it." in words(mei.get(f"/sell/meis-kiln/orders/{order.number}"))
    for browser, url in (
        (zhou, "/me"),
        (mei, "/sell/meis-kiln/orders?state=cancelled"),
        (desk, "/admin/orders?state=cancelled"),
    ):
        assert "refund failed" in words(browser.get(url)), url


def test_sent_again_it_is_on_its_way_and_then_there(world, zhou, mei, desk, provider):
    provider.refusing = True
    order = world.paid()
    orders.cancel(order)
    jobs.run_pending()
    provider.refusing = False
    (row,) = payments.refunds_for("order", str(order.id))
    refunding.send_again(row)
    assert [rail(page) for page in everywhere(order, zhou, mei, desk)] == ["Money on its way back"] * 3
    jobs.run_pending()
    assert [rail(page) for page in everywhere(order, zhou, mei, desk)] == ["Refunded"] * 3
    assert "refund failed" not in words(zhou.get("/me"))


def test_parts_are_told_apart(world, zhou, mei, desk, provider):
    order = world.paid()
    provider.refusing = True
    orders.refund(order, 1000, "A scratch", "one")
    jobs.run_pending()
    provider.refusing = False
    orders.refund(world.again(order), 2000, "Another scratch", "two")
    jobs.run_pending()
    orders.refund(world.again(order), 3000, "A crack", "three")
    told = {"Refunded": "−¥20.00", "Money on its way back": "−¥30.00", "Refund failed": "¥10.00"}
    for page in everywhere(order, zhou, mei, desk):
        assert sums(page) == told
        assert list(sums(page)) == list(told)
    assert orders.back_of(world.again(order)) == orders.Back(done=2000, failed=1000, going=3000)


def test_the_page_that_waits_hears_how_it_ended(world, zhou):
    order = world.paid()
    orders.cancel(order)
    page = zhou.get(f"/o/{order.token}")
    (asks,) = re.findall(r'hx-get="(/o/[^"]*/now\?seen=[^"]*)"', page.text)
    assert zhou.get(asks, headers=clients.htmx("order-now")).status_code == 204
    jobs.run_pending()
    news = zhou.get(asks, headers=clients.htmx("order-now"))
    assert news.status_code == 200 and rail(news) == "Refunded" and "hx-get" not in news.text


def test_a_direct_shop_pays_back_until_it_says_that_it_has(world, zhou, app):
    order = world.paid(world.lotte)
    lotte = clients.browser(app, world.lotte.owner)
    total = order.total_minor
    orders.refund(order, total, "It broke", "all")
    orders.cancel(world.again(order))
    seller, buyer = f"/sell/oma-lotte/orders/{order.number}", f"/o/{order.token}"
    for page in (zhou.get(buyer), lotte.get(seller)):
        assert rail(page) == "Oma Lotte pays back" and list(sums(page)) == ["Oma Lotte pays back"]
        assert "Refunded" not in words(page)
    assert words(zhou.get(buyer)).count("back to you for order") == 1
    assert "to pay back" in words(lotte.get("/sell/oma-lotte/orders?state=cancelled"))
    (row,) = payments.refunds_for("order", str(order.id))
    lotte.post(f"{seller}/refund/paid-back", data={"refund": str(row.id)})
    for page in (zhou.get(buyer), lotte.get(seller)):
        assert rail(page) == "Refunded" and list(sums(page)) == ["Refunded"]
    said = words(zhou.get(buyer))
    assert "has paid" in said and "back to you for order" not in said
    assert "to pay back" not in words(lotte.get("/sell/oma-lotte/orders?state=cancelled"))


def test_a_case_whose_refund_failed_says_so_to_both_sides_and_to_the_market(world, zhou, mei, desk, provider):
    provider.refusing = True
    order = world.shipped()
    case = aftersales.open_case(order, "broken", "money", None, "")
    aftersales.concede(aftersales.decline(case, "It left whole"))
    for url in (f"/o/{order.token}/case", f"/o/{order.token}"):
        assert "Refunded" not in words(zhou.get(url))
    jobs.run_pending()
    buyer, seller, market = (
        zhou.get(f"/o/{order.token}/case"),
        mei.get(f"/sell/meis-kiln/refunds/{case.code}"),
        desk.get(f"/admin/cases/{case.code}"),
    )
    assert [rail(page) for page in (buyer, seller, market)] == ["Refund failed"] * 3
    assert FAILED in words(buyer)
    assert "is on its way back" not in words(buyer) and "goes back to the buyer" not in words(seller)
    assert "The payment service refused it. The market looks into it." in words(seller)
    assert "¥128.00 could not be sent back. It waits under Payments." in words(market)
    for browser, url in ((mei, "/sell/meis-kiln/refunds?state=done"), (desk, "/admin/cases?state=done")):
        assert "refund failed" in words(browser.get(url)), url
    assert rail(zhou.get(f"/o/{order.token}")) == "Refund failed"


def test_lists_ask_once_for_the_money_of_all_their_orders(world, queries):
    several = [world.paid() for _ in range(3)]
    with queries() as asked:
        assert {back.state for back in orders.backs_of(several).values()} == {""}
    assert asked == []  # nothing goes back
    for order in several:
        orders.cancel(order)
    fresh = [world.again(order) for order in several]
    with queries() as asked:
        backs = orders.backs_of(fresh)
    assert len(asked) == 1
    assert {back.state for back in backs.values()} == {"going"}
    jobs.run_pending()
    assert {pages.state_words(order)[0] for order in fresh} == {"cancelled"}


def test_second_payments_that_go_back_are_no_part_of_the_sum(world):
    order = world.paid()
    assert world.pay(order, "again") == "duplicate"
    jobs.run_pending()
    (back,) = payments.refunds_for("order", str(order.id))
    assert (back.state, back.counts) == ("done", False)
    assert orders.back_of(world.again(order)) == orders.Back()


def test_a_refund_that_came_back_is_nowhere_said_to_be_there_any_more(world, zhou, mei, desk):
    order = world.paid()
    orders.cancel(order)
    jobs.run_pending()
    assert rail(zhou.get(f"/o/{order.token}")) == "Refunded"
    (row,) = payments.refunds_for("order", str(order.id))
    refunding.bounce(row, 0, "the account is closed")
    for page in everywhere(order, zhou, mei, desk):
        assert (rail(page), sums(page)) == ("Refund failed", {"Refund failed": "¥128.00"})
        assert "Refunded" not in words(page) and "is on its way back" not in words(page)
    assert "¥128.00 came back: it could not be paid into your account." in words(zhou.get(f"/o/{order.token}"))
    assert "It came back: the buyer's bank did not take it." in words(mei.get(f"/sell/meis-kiln/orders/{order.number}"))
    assert "the account is closed" in words(desk.get("/admin/payments"))
    (row,) = payments.refunds_for("order", str(order.id))
    assert desk.post(f"/admin/payments/refunds/{row.id}/send").status_code == 303
    assert [rail(page) for page in everywhere(order, zhou, mei, desk)] == ["Money on its way back"] * 3
    jobs.run_pending()
    assert [rail(page) for page in everywhere(order, zhou, mei, desk)] == ["Refunded"] * 3


def test_a_case_whose_money_came_back_says_so(world, zhou, mei):
    order = world.shipped()
    case = aftersales.open_case(order, "broken", "money", None, "")
    aftersales.concede(aftersales.decline(case, "It left whole"))
    jobs.run_pending()
    (row,) = payments.refunds_for("order", str(order.id))
    refunding.bounce(row, 0, "the account is closed")
    for page in (zhou.get(f"/o/{order.token}/case"), mei.get(f"/sell/meis-kiln/refunds/{case.code}")):
        assert rail(page) == "Refund failed"
        assert "is on its way back" not in words(page) and "goes back to the buyer" not in words(page)
    assert "refund failed" in words(mei.get("/sell/meis-kiln/refunds?state=done"))


def test_what_was_paid_another_way_is_there_and_both_sides_read_how(world, zhou, mei, desk):
    order = world.paid()
    orders.cancel(order)
    jobs.run_pending()
    (row,) = payments.refunds_for("order", str(order.id))
    refunding.bounce(row, 0, "the account is closed")
    how = "By bank transfer to the account that you named."
    assert desk.post(f"/admin/payments/refunds/{row.id}/elsewhere", data={f"r{row.id}-how": how}).status_code == 303
    for page in everywhere(order, zhou, mei, desk):
        assert (rail(page), sums(page)) == ("Refunded", {"Refunded": "−¥128.00"})
    assert f"We have paid ¥128.00 back to you another way. {how}" in words(zhou.get(f"/o/{order.token}"))
    assert f"The market has paid it back another way. {how}" in words(mei.get(f"/sell/meis-kiln/orders/{order.number}"))
    assert check.run() == []
