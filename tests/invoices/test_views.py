"""The papers and the tax page, as people use them."""

import pytest

from storefront import catalog, invoices, orders
from storefront.invoices import Rate
from storefront.kit import clock
from tests.support.factories import sign_in


def test_the_buyer_takes_the_receipt_as_page_and_file(world, client):
    order = world.paid()
    assert f'href="/o/{order.token}/papers/00001"' in client.get(f"/o/{order.token}").text
    page = client.get(f"/o/{order.token}/papers/00001")
    assert "Receipt" in page.text and "¥128.00" in page.text and page.headers["Cache-Control"] == "no-store"
    file = client.get(f"/o/{order.token}/papers/00001.pdf")
    assert file.data.startswith(b"%PDF") and file.mimetype == "application/pdf"
    assert 'filename="meis-kiln-00001.pdf"' in file.headers["Content-Disposition"]


def test_an_unpaid_order_has_none(world, client):
    order = world.placed()
    assert "/papers/" not in client.get(f"/o/{order.token}").text
    assert client.get(f"/o/{order.token}/papers/00001").status_code == 404


def test_papers_of_others_are_not_there(world, client):
    world.paid()
    order = world.paid()
    assert client.get(f"/o/{order.token}/papers/00001").status_code == 404
    sign_in(client, world.mei.owner)
    assert client.get(f"/sell/meis-kiln/orders/{order.number}/papers/00002").status_code == 200
    assert client.get(f"/sell/meis-kiln/orders/{order.number}/papers/00001.pdf").status_code == 404


def test_the_seller_finds_receipt_and_credit_note_at_the_order(world, client):
    order = world.paid()
    orders.refund(order, 3000, "a chip", key="a-chip")
    sign_in(client, world.mei.owner)
    page = client.get(f"/sell/meis-kiln/orders/{order.number}").text
    assert "Receipt 00001" in page and "Credit note C-00001" in page
    assert client.get(f"/sell/meis-kiln/orders/{order.number}/papers/C-00001.pdf").data.startswith(b"%PDF")


@pytest.fixture
def desk(office, client):
    """Lotte at her tax page."""
    sign_in(client, office.keeper.owner)
    return lambda path="", **fields: (
        client.post(f"/sell/oma-lotte/tax{path}", data=fields) if path else client.get("/sell/oma-lotte/tax")
    )


def test_tax_is_set_on_one_page(office, desk):
    assert "No rates yet" in desk().text
    assert desk("/mode", mode="added").status_code == 303
    assert desk("/rates", place="DE", category="standard", rate="19", on_delivery="y").status_code == 303
    assert desk("/rates", place="DE", category="reduced", rate="7,5 %").status_code == 303
    assert (
        desk(
            "/particulars", scheme="vat", legal_name="Charlotte Berg", address="Köln", tax_number="DE1", tax_name="MwSt."
        ).status_code
        == 303
    )
    page = desk().text
    assert "19 %" in page and "7.5 %" in page and "not on delivery" in page and "Charlotte Berg" in page
    assert office.shop.tax_mode == "added"
    rate = Rate.of(office.shop).where(Rate.category == "reduced").get()
    assert desk(f"/rates/{rate.id}/removal").status_code == 303
    assert "7.5 %" not in desk().text


@pytest.mark.parametrize(
    ("path", "fields", "sentence"),
    [
        ("/mode", {"mode": "free"}, "Choose one of these."),
        ("/rates", {"place": "DE", "category": "standard", "rate": "much"}, "Write a rate from 0 to 100 per cent"),
        ("/rates", {"place": "DE", "category": "standard", "rate": ""}, "Write a rate from 0 to 100 per cent"),
        ("/rates", {"place": "XX", "category": "standard", "rate": "19"}, "Not a valid choice"),
        ("/particulars", {"scheme": "vat", "legal_name": "Lotte"}, "An invoice needs this."),
        ("/particulars", {"scheme": "huge"}, "Choose one of these."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(desk, path, fields, sentence):
    answer = desk(path, **fields)
    assert answer.status_code == 422 and sentence in answer.text


def test_what_was_typed_stays(desk):
    assert 'value="Lotte Berg GmbH"' in desk("/particulars", scheme="vat", legal_name="Lotte Berg GmbH").text


def test_the_page_is_the_owners(office, client, world):
    sign_in(client, world.mei.owner)
    assert client.get("/sell/oma-lotte/tax").status_code == 404


def test_tax_on_top_is_said_from_the_item_to_the_order(office, world, client):
    """F90: the same total on the item, in the bag, at the checkout and on the order: 5.50 and 1.05 tax."""
    office.charges("added")
    shop, jam = office.shop, world.lotte.jam
    assert "€6.55 with tax" in client.get(f"/@{shop.slug}/p/{jam.product.code}").text
    client.post("/cart/items", data={"shop": shop.slug, "variant": jam.code})
    bag = client.get("/cart").text
    assert "€1.05" in bag and "€6.55" in bag
    checkout = client.get(f"/checkout?shop={shop.slug}").text
    assert "Tax, 19 %" in checkout and 'name="agreed" value="655"' in checkout
    order = world.placed(world.lotte, agreed_minor=655)
    page = client.get(f"/o/{order.token}").text
    assert "€1.05" in page and "€6.55" in page


def test_tax_inside_the_price_is_said_at_the_checkout_and_on_the_order(office, world, client):
    office.charges("included")
    jam = world.lotte.jam
    page = client.get(f"/checkout?shop=oma-lotte&v={jam.code}&n=1").text
    assert "Includes tax" in page and 'name="agreed" value="550"' in page
    order = world.placed(world.lotte)
    assert "Pay €5.50" in client.get(f"/o/{order.token}").text


def test_the_seller_says_what_kind_of_goods_it_is(office, world, client):
    office.charges("included")
    sign_in(client, world.lotte.owner)
    url = f"/sell/oma-lotte/items/{world.lotte.jam.product.code}"
    fields = {"whole": "1", "name": "Jam", "price": "5.50", "tax_category": "reduced", "no_return": "perishable"}
    assert client.post(url, data=fields).status_code == 303
    product = catalog.product_by_code(world.lotte.shop, world.lotte.jam.product.code)
    assert (product.tax_category, product.no_return) == ("reduced", "perishable")
    assert client.post(url, data=fields | {"no_return": "because"}).status_code == 422
    assert invoices.papers_of(world.paid(world.lotte))[0].issued_at <= clock.now()
