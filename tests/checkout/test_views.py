"""Checkout on one page: three fields, everything typed is kept, everything that changed is said before paying."""

import html
import re

import pytest

from storefront import catalog, customers, invoices, orders, stock
from storefront.orders import Order
from storefront.shipping import Option

ADDRESS = "浙江省杭州市上城区南山路18号302室"


def page_of(client, keeper, variant, count=1) -> str:
    return client.get(f"/checkout?shop={keeper.shop.slug}&v={variant.code}&n={count}").text


def form_of(page: str, **typed) -> dict:
    """What a browser would post: hidden fields and the preselected choices of the page, and what was typed."""
    fields = dict(re.findall(r'<input[^>]*name="(shop|v|n|once|agreed|option)"[^>]*value="([^"]*)"', page))
    chosen = re.search(r'name="pay" value="([^"]+)"[^>]*checked', page)
    fields |= {"name": "Zhou Yining", "tel": "138 0013 8000", "address": ADDRESS, "pay": chosen[1] if chosen else ""}
    return {name: html.unescape(value) for name, value in (fields | typed).items()}


def buy(client, keeper, variant, **typed):
    return client.post("/checkout", data=form_of(page_of(client, keeper, variant), **typed))


def the_order() -> Order:
    return Order.across_shops().get()


def test_three_fields_and_no_account(client, world):
    page = page_of(client, world.mei, world.mei.mug)
    typed = re.findall(r'<(?:input|textarea)[^>]*name="(name|tel|address|email|password|country)"', page)
    assert sorted(typed) == ["address", "name", "tel"]
    assert "so the courier can reach you" in html.unescape(page)
    assert "Pay ¥128.00" in page and "We hold it" in page


def test_an_order_leads_on_to_paying(client, world):
    answer = buy(client, world.mei, world.mei.mug)
    assert answer.status_code == 303 and "/sandbox/pay" in answer.headers["Location"]
    order = the_order()
    assert (order.state, order.total_minor) == ("pending", 12800)
    assert orders.recipient_of(order).phone == "+8613800138000"
    assert orders.recipient_of(order).region == "CN-ZJ"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("tel", "138 0013 80", "2 digits are missing. Mobile numbers have 11."),
        ("tel", "1380013800", "One digit is missing. Mobile numbers have 11."),
        ("tel", "", "A mobile number is missing."),
        ("name", "", "Who is it for?"),
        ("address", "x", "The courier needs street, building, flat and city."),
        ("name", "x" * 81, "there is room for 80"),
    ],
)
def test_wrong_fields_explain_themselves_and_keep_what_was_typed(client, world, field, typed, sentence):
    answer = buy(client, world.mei, world.mei.mug, **{field: typed})
    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert sentence in page
    assert re.search(r'aria-invalid="true"', page) and re.search(r'aria-describedby="[\w-]*-error"', page)
    assert (typed in page or not typed) and ("Zhou Yining" in page or field == "name")
    assert Order.across_shops().count() == 0


def test_a_pasted_address_fills_the_three_fields(client, world):
    page = page_of(client, world.mei, world.mei.mug)
    answer = client.post(
        "/checkout/paste", data=form_of(page, name="", tel="", address="") | {"pasted": f"收货人：周怡宁 13800138000 {ADDRESS}"}
    )
    filled = html.unescape(answer.text)
    assert 'value="周怡宁"' in filled and "138 0013 8000" in filled and ADDRESS in filled


def test_what_cannot_be_split_says_so(client, world):
    page = page_of(client, world.mei, world.mei.mug)
    answer = client.post("/checkout/paste", data=form_of(page, name="", tel="", address="") | {"pasted": "   "})
    assert "We could not find a name" in answer.text


def test_a_price_that_changed_meanwhile_is_said_before_paying(client, world):
    page = page_of(client, world.mei, world.mei.mug)
    catalog.save(world.mei.mug.product, price_minor=13800)
    answer = client.post("/checkout", data=form_of(page))
    assert answer.status_code == 422
    assert "The total changed to ¥138.00. Look at it, then pay." in answer.text
    assert Order.across_shops().count() == 0
    assert client.post("/checkout", data=form_of(answer.text)).status_code == 303


def test_somebody_was_quicker(client, world):
    page = page_of(client, world.mei, world.mei.jar, 2)
    stock.set_count(world.mei.jar, 1)
    answer = client.post("/checkout", data=form_of(page))
    assert answer.status_code == 422
    assert "Someone was quicker: only 1 left. We changed your bag." in answer.text
    assert client.post("/checkout", data=form_of(answer.text)).status_code == 303
    assert the_order().pieces_count == 1


def test_a_bag_is_brought_to_what_can_be_had(client, world):
    client.post("/cart/items", data={"shop": world.mei.shop.slug, "variant": world.mei.jar.code, "quantity": 2})
    page = client.get(f"/checkout?shop={world.mei.shop.slug}").text
    stock.set_count(world.mei.jar, 1)
    answer = client.post("/checkout", data=form_of(page))
    assert answer.status_code == 422 and "Someone was quicker: only 1 left. We changed your bag." in answer.text
    assert client.post("/checkout", data=form_of(answer.text)).status_code == 303


def test_many_lines_do_not_push_the_fields_away(client, world):
    """Up to five stand there; of more the first three, and the rest folds out without a script."""
    for number in range(1, 7):
        ware = world.mei.sells(f"cup{number}", f"Cup number {number}", 1000)
        client.post("/cart/items", data={"shop": world.mei.shop.slug, "variant": ware.code, "quantity": 1})
        page = client.get(f"/checkout?shop={world.mei.shop.slug}").text
        assert page.count("Cup number") == number
        assert ("checkout__rest" in page) == (number > 5)
    rest = page.partition("checkout__rest")[2].partition("</details>")[0]
    assert "and 3 more" in rest and rest.count("Cup number") == 3


def test_a_double_tap_makes_one_order(client, world):
    """A7."""
    form = form_of(page_of(client, world.mei, world.mei.mug))
    places = {client.post("/checkout", data=form).status_code for _ in range(3)}
    assert places == {303} and Order.across_shops().count() == 1


def test_the_server_decides_price_shop_and_state(client, world):
    """A1, A22."""
    extra = {
        "price": "1",
        "total_minor": "1",
        "discount": "12799",
        "discount_minor": "12799",
        "state": "confirmed",
        "paid_minor": "12800",
        "shop_id": "999",
        "mode": "direct",
    }
    buy(client, world.mei, world.mei.mug, **extra)
    order = the_order()
    assert (order.state, order.total_minor, order.paid_minor, order.mode, order.discount_minor) == (
        "pending",
        12800,
        0,
        "protected",
        0,
    )


def test_an_agreed_total_of_one_fen_is_refused(client, world):
    assert buy(client, world.mei, world.mei.mug, agreed="1").status_code == 422
    assert Order.across_shops().count() == 0


def test_where_the_shop_does_not_deliver_it_says_so_beside_the_address(client, world):
    Option.update(regions="CN-SH").where(Option.shop == world.mei.shop.id).execute()
    answer = buy(client, world.mei, world.mei.mug)
    assert answer.status_code == 422
    assert "does not deliver there yet." in html.unescape(answer.text)


@pytest.mark.parametrize("code", ["ZZ", "US", "C", "<>"])
def test_a_country_where_the_shop_does_not_deliver_is_refused_beside_its_field(client, world, code):
    """A delivery line without regions goes everywhere the shop sells, and not to where somebody wrote: the tax follows the country."""
    Option.update(regions="").where(Option.shop == world.mei.shop.id).execute()
    answer = buy(client, world.mei, world.mei.mug, country=code)
    page = html.unescape(answer.text)
    assert answer.status_code == 422 and Order.across_shops().count() == 0
    field = page.partition('id="country"')[2].partition("</div>")[0]
    assert 'aria-invalid="true"' in field and 'id="country-error"' in field and "Choose a country from the list." in field
    assert "Zhou Yining" in page and "138 0013 8000" in page and ADDRESS in page
    assert client.post("/checkout", data=form_of(answer.text, country="CN")).status_code == 303
    assert orders.recipient_of(the_order()).country == "CN"


def test_the_sum_for_a_country_that_is_not_on_the_list_is_the_one_at_home(client, world):
    """Whatever stands in the post, the page never shows a sum that nobody could agree to."""
    shop = world.mei.shop
    invoices.change_mode(shop, "added")
    invoices.set_rate(shop, "CN", "standard", 13000, on_delivery=True)
    Option.update(regions="").where(Option.shop == world.mei.shop.id).execute()
    page = page_of(client, world.mei, world.mei.mug)
    assert "Pay ¥144.64" in page
    assert "Pay ¥144.64" in client.post("/checkout/totals", data=form_of(page, country="ZZ")).text


def test_a_remembered_country_that_the_shop_does_not_deliver_to_is_not_taken_along(client, world):
    client.set_cookie("known", customers.remember(None, "Zhou Yining", "+8613800138000", ADDRESS, "DE"))
    page = page_of(client, world.mei, world.mei.mug)
    assert "Zhou Yining" in page and "Not there yet" not in page
    assert client.post("/checkout", data=form_of(page)).status_code == 303


def test_this_phone_is_remembered_with_consent_only(client, world):
    buy(client, world.mei, world.mei.mug)
    assert client.get_cookie("known") is None
    buy(client, world.mei, world.mei.bowl, remember="y")
    page = html.unescape(page_of(client, world.mei, world.mei.mug))
    assert 'value="Zhou Yining"' in page and ADDRESS in page
    client.post("/checkout/known/forget", data={"next": "/cart"})
    assert "Zhou Yining" not in html.unescape(page_of(client, world.mei, world.mei.mug))


def test_a_direct_shop_says_that_nobody_holds_the_money(client, world):
    page = html.unescape(page_of(client, world.lotte, world.lotte.jam))
    assert "The market does not hold this money" in page and "We hold it" not in page


def test_cash_is_ordered_not_paid(client, world):
    page = page_of(client, world.lotte, world.lotte.jam)
    answer = client.post("/checkout", data=form_of(page, pay="cash", tel="+4915112345678", address="Lindenweg 4, 50674 Köln"))
    order = the_order()
    assert answer.headers["Location"] == f"/o/{order.token}" and order.state == "confirmed"


def test_unknown_shops_items_and_counts(client, world):
    slug, code = world.mei.shop.slug, world.mei.mug.code
    assert client.get("/checkout?shop=nobody").status_code == 404
    assert client.get(f"/checkout?shop={slug}&v=NOTHING1&n=1").status_code == 404
    assert client.get(f"/checkout?shop={slug}&v={code}&n=0").status_code == 400
    assert client.get(f"/checkout?shop={slug}&v={code}&n=99999999999").status_code == 400
    assert client.get(f"/checkout?shop={slug}").headers["Location"] == "/cart"
