"""A bank's table whose columns nobody can guess: the seller says which is which, and nothing of the file stays behind."""

import base64
import html
import io
import json
import re
import zlib
from datetime import timedelta

import pytest

from storefront import orders, payments
from storefront.payments.models import Capture
from storefront.reconciliation import own
from storefront.reconciliation.models import Line, OwnColumns, Statement
from tests.support import clients

HERE = "/sell/oma-lotte/payments/statement"
COLUMNS = {"at": "0", "words": "1", "amount": "2", "order": "dmy", "currency": "EUR"}


@pytest.fixture
def lotte(app, world):
    """Two orders that wait for transfers, and Lotte's browser."""
    client = clients.browser(app, world.lotte.owner)
    client.shop = world.lotte.shop
    client.orders = [world.placed(world.lotte, items=[(world.lotte.jam, count)]) for count in (1, 2)]
    return client


def strange(*waiting) -> str:
    """A table with names that no bank writes."""
    rows = [
        f"{n + 20}.11.2026;Brot {one.number};{one.total_minor // 100},{one.total_minor % 100:02}" for n, one in enumerate(waiting)
    ]
    return "Wann;Wofuer;Wieviel\n" + "\n".join(rows) + "\n"


def send(client, text: str = "", **fields):
    file = {"file": (io.BytesIO(text.encode()), "konto.csv")} if text else {}
    return client.post(HERE, data=fields | file, content_type="multipart/form-data")


def carried(answer) -> str:
    """The table that the page takes along."""
    (text,) = re.findall(r'<input type="hidden" name="table" value="([^"]*)">', answer.text)
    return html.unescape(text)


def test_the_seller_is_asked_which_column_is_which(lotte):
    answer = send(lotte, strange(*lotte.orders))
    assert answer.status_code == 422 and answer.headers["Cache-Control"] == "no-store"
    page = answer.text
    assert "Say which columns are the date, the reference and the amount." in page and "Read it so" in page
    (select,) = re.findall(r'<select[^>]*name="amount"[^>]*>.*?</select>', page, re.DOTALL)
    assert re.findall(r">([^<>]+)</option>", select) == ["not there", "Wann", "Wofuer", "Wieviel"]
    at = re.search(r'<select[^>]*name="at"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in at
    assert 'name="fee"' not in page and 'name="kind"' not in page


def test_with_the_columns_said_the_orders_are_found_without_the_file_again(lotte):
    first, second = lotte.orders
    asked = send(lotte, strange(first, second))
    answer = send(lotte, table=carried(asked), **COLUMNS)
    assert answer.status_code == 200 and "2 of your open orders are in this file" in answer.text
    assert answer.text.count("Number and sum are the same.") == 2
    codes = [payments.payment_of("order", str(order.id)).code for order in lotte.orders]
    assert lotte.post(f"{HERE}/paid", data={"payment": codes}).status_code == 303
    assert [orders.by_token(order.token).state for order in lotte.orders] == ["confirmed"] * 2


def test_nothing_of_the_file_is_kept_between_the_steps(lotte):
    send(lotte, table=carried(send(lotte, strange(*lotte.orders))), **COLUMNS)
    assert Statement.select().count() == Line.select().count() == Capture.select().count() == 0


def test_what_was_guessed_wrong_can_be_put_right(lotte):
    first = lotte.orders[0]
    text = "Datum;Betrag;Saldo;Text\n" + f"20.11.2026;1,00;{first.total_minor / 100:.2f};{first.number}\n"
    guessed = send(lotte, text)
    assert guessed.status_code == 200 and "Its number is there, but with €1.00." in guessed.text
    mended = send(lotte, table=carried(guessed), at="0", amount="2", words="3", order="dmy", currency="EUR")
    assert "Number and sum are the same." in mended.text


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ({"at": ""}, "Say which columns are the date, the reference and the amount."),
        ({"amount": ""}, "Say which columns are the date, the reference and the amount."),
        ({"amount": "1"}, "There is no line in this file that can be read."),
        ({"at": "99"}, "Say which columns are the date, the reference and the amount."),
        ({"at": "²"}, "Say which columns are the date, the reference and the amount."),
        ({"currency": "EU1"}, "Write it as three letters, such as CNY."),
        ({"order": "backwards"}, "Choose one."),
    ],
)
def test_what_does_not_fit_is_said_and_the_choice_stays(lotte, wrong, sentence):
    table = carried(send(lotte, strange(*lotte.orders)))
    answer = send(lotte, table=table, **COLUMNS | wrong)
    assert answer.status_code == 422 and sentence in answer.text and 'aria-invalid="true"' in answer.text
    assert carried(answer) == table
    words = re.search(r'<select[^>]*name="words"[^>]*>.*?</select>', answer.text, re.DOTALL)[0]
    assert re.search(r'<option selected value="1">|<option value="1" selected', words)


@pytest.mark.parametrize("table", ["", "nonsense", "????", base64.urlsafe_b64encode(b"no zip").decode(), "é"])
def test_what_is_no_packed_table_is_no_file(lotte, table):
    answer = send(lotte, table=table, **COLUMNS)
    assert answer.status_code == 422 and ("Choose a file." in answer.text or "This file is empty." in answer.text)


def test_a_table_that_unpacks_to_more_than_a_file_may_have_is_refused(lotte):
    bomb = base64.urlsafe_b64encode(zlib.compress(b"a;b\n" * 20_000_000, 9)).decode()
    assert len(bomb) < own.MOST_ALONG
    answer = send(lotte, table=bomb, **COLUMNS)
    assert answer.status_code == 422 and "This file is larger than 5 MB." in answer.text


def test_a_table_too_large_to_travel_along_is_chosen_again(lotte, monkeypatch):
    monkeypatch.setattr(own, "MOST_ALONG", 20)
    text = strange(*lotte.orders)
    asked = send(lotte, text)
    assert 'name="table"' not in asked.text and "The same file once more" in asked.text
    assert "2 of your open orders are in this file" in send(lotte, text, **COLUMNS).text


def test_files_of_banks_that_are_no_tables_ask_for_no_columns(lotte):
    answer = send(lotte, "<a/>")
    assert answer.status_code == 422 and "Read it so" not in answer.text


# --- the next file ---------------------------------------------------------------------------------------------------------------


def test_the_next_file_of_the_same_shape_is_read_as_was_said(lotte):
    first, second = lotte.orders
    send(lotte, table=carried(send(lotte, strange(first))), **COLUMNS)
    answer = send(lotte, strange(second))
    assert answer.status_code == 200 and "1 of your open orders is in this file" in answer.text
    chosen = re.search(r'<select[^>]*name="amount"[^>]*>.*?</select>', answer.text, re.DOTALL)[0]
    assert re.search(r'<option selected value="2">|<option value="2" selected', chosen)


def test_another_shape_and_another_shop_are_asked_again(lotte, app, world):
    send(lotte, table=carried(send(lotte, strange(*lotte.orders))), **COLUMNS)
    other = strange(*lotte.orders).replace("Wieviel", "Summe in Euro")
    assert send(lotte, other).status_code == 422
    mei = clients.browser(app, world.mei.owner)
    text = {"file": (io.BytesIO(strange(*lotte.orders).encode()), "konto.csv")}
    answer = mei.post(HERE.replace("oma-lotte", "meis-kiln"), data=text, content_type="multipart/form-data")
    assert answer.status_code == 422 and "Say which columns are the date" in answer.text


def test_what_is_said_later_counts_and_what_cannot_be_read_is_not_remembered(lotte):
    table = carried(send(lotte, strange(*lotte.orders)))
    send(lotte, table=table, **COLUMNS | {"amount": "1"})
    assert OwnColumns.of(lotte.shop).count() == 0
    send(lotte, table=table, **COLUMNS | {"words": ""})
    send(lotte, table=table, **COLUMNS)
    (row,) = OwnColumns.of(lotte.shop)
    assert json.loads(row.options)["words"] == 1 and "Wann" not in row.shape + row.options


def test_a_shop_keeps_no_more_shapes_than_it_can_have_banks(lotte, monkeypatch, clock):
    monkeypatch.setattr(own, "MOST_SHAPES", 2)
    tables = [strange(*lotte.orders).replace("Wann", f"Wann {number}") for number in range(3)]
    for text in tables:
        clock.advance(timedelta(minutes=1))
        send(lotte, table=carried(send(lotte, text)), **COLUMNS)
    assert OwnColumns.of(lotte.shop).count() == 2
    assert [send(lotte, text).status_code for text in tables] == [422, 200, 200]
