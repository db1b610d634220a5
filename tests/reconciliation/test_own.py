"""A direct shop sends a file of its bank and says with one tap which of its orders are paid; the file is not kept."""

import io

import pytest

from storefront import orders, payments, stock
from storefront.kit import clock, db
from storefront.payments.models import Capture
from storefront.reconciliation.models import Line, Statement
from storefront.shops.models import Member
from tests.support import clients
from tests.support.factories import make_person

HERE = "/sell/oma-lotte/payments/statement"


@pytest.fixture
def lotte(app, world):
    """Three orders that wait for transfers, and Lotte's browser."""
    keeper = world.lotte
    client = clients.browser(app, keeper.owner)
    client.orders = [world.placed(keeper, items=[(keeper.jam, count)]) for count in (1, 2, 3)]
    client.world = world
    return client


def table(*rows: tuple[str, str, str]) -> str:
    return "Buchungstag;Verwendungszweck;Betrag;Währung\n" + "".join(f"{day};{words};{sum};EUR\n" for day, words, sum in rows)


def euros(order) -> str:
    return f"{order.total_minor // 100},{order.total_minor % 100:02}"


def send(client, text: str, name: str = "umsaetze.csv"):
    return client.post(HERE, data={"file": (io.BytesIO(text.encode()), name)}, content_type="multipart/form-data")


def code(order) -> str:
    return payments.payment_of("order", str(order.id)).code


def states(client) -> list[str]:
    return [orders.by_token(order.token).state for order in client.orders]


def test_what_is_in_the_file_is_shown_and_nothing_changes(lotte):
    first, second, third = lotte.orders
    text = table(("20.11.2026", f"Bestellung {first.number} Familie Oberlaender", euros(first)), ("20.11.2026", "Danke", euros(second)),
                 ("21.11.2026", f"{third.number}", "0,50"), ("21.11.2026", "Miete", "-700,00"))  # fmt: skip
    answer = send(lotte, text)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    page = answer.text
    assert "3 of your open orders are in this file" in page and "4 lines were read." in page
    boxes = {order: page.partition(f'value="{code(order)}"')[2].partition(">")[0].split() for order in lotte.orders}
    assert (boxes[first], boxes[second], boxes[third]) == (["checked"], [], ["disabled"])
    assert "Number and sum are the same." in page and "Its number is there, but with €0.50." in page and "Miete" not in page
    assert (
        states(lotte) == ["pending"] * 3 and Capture.select().count() == Statement.select().count() == Line.select().count() == 0
    )


def test_one_tap_confirms_all_that_were_ticked_once(lotte):
    first, second, _third = lotte.orders
    for _tap in range(2):
        answer = lotte.post(f"{HERE}/paid", data={"payment": [code(first), code(second)]})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/sell/oma-lotte/orders?state=ship")
        assert states(lotte) == ["confirmed", "confirmed", "pending"] and Capture.select().count() == 2


def test_orders_of_others_and_protected_ones_are_left_alone(lotte):
    protected = lotte.world.placed()
    lotte.post(f"{HERE}/paid", data={"payment": [code(protected), "nothing"]})
    assert orders.by_token(protected.token).state == "pending" and Capture.select().count() == 0
    assert lotte.post(f"{HERE}/paid", data={}).status_code == 422
    owner = clients.browser(lotte.application, lotte.world.mei.owner)
    assert "The market receives what buyers pay you." in owner.get("/sell/meis-kiln/payments/statement").text
    assert owner.get(HERE).status_code == 404


def test_cash_is_no_matter_of_the_bank(lotte):
    keeper = lotte.world.lotte
    cash = lotte.world.placed(keeper, items=[(keeper.jam, 5)], method="cash")
    assert "None of your open orders is in this file" in send(lotte, table(("20.11.2026", cash.number, euros(cash)))).text


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("", "This file is empty."),
        ("only one column\nx\n", "This is not a table"),
        ("a;b\n1;2\n", "Say which columns are the date, the reference and the amount."),
        ("<a/>", "not a bank statement in CAMT.053"),
        ("Buchungstag;Betrag\nneulich;viel\n", "There is no line in this file that can be read."),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(lotte, text, sentence):
    answer = send(lotte, text)
    assert answer.status_code == 422 and sentence in answer.text and 'aria-invalid="true"' in answer.text


def test_a_table_without_references_is_read_by_its_words(lotte):
    first = lotte.orders[0]
    assert "Number and sum are the same." in send(lotte, table(("20.11.2026", first.number, euros(first)))).text


def test_it_costs_the_same_however_much_waits(lotte, queries):
    text = table(*[("20.11.2026", order.number, euros(order)) for order in lotte.orders])
    send(lotte, text)
    with queries() as few:
        send(lotte, text)
    stock.set_count(lotte.world.lotte.jam, 100)
    with db.transaction():
        more = [lotte.world.placed(lotte.world.lotte) for _number in range(12)]
    text = table(*[("20.11.2026", order.number, euros(order)) for order in (*lotte.orders, *more)])
    with queries() as many:
        send(lotte, text)
    assert len(many) == len(few)


def test_whoever_only_packs_does_not_see_the_bank(app, lotte):
    packer = make_person("Paul", "+4915112340000")
    Member.create(shop=lotte.world.lotte.shop, person=packer, role="packer", created_at=clock.now())
    assert clients.browser(app, packer).get("/sell/oma-lotte/orders").status_code == 200
    assert clients.browser(app, packer).get(HERE).status_code == 404
