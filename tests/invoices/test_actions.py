"""Papers: one for every payment and refund, numbered without a gap, frozen; tax that is agreed, paid and given back."""

import io
import json
from datetime import timedelta

import pytest
from pypdf import PdfReader

from storefront import catalog, checkout, invoices, ledger, orders, payments
from storefront.invoices import Counter, Paper, pdf
from storefront.invoices.sheet import sheet_of
from storefront.kit import dates
from storefront.kit.errors import NotFound, Refused
from storefront.orders.models import Order, Recipient
from tests.support.factories import FAMILIE


def papers(order):
    return [(paper.kind, paper.key, paper.total_minor, paper.tax_minor) for paper in invoices.papers_of(order)]


# --- numbers --------------------------------------------------------------------------------------------------------------


def test_every_paid_order_has_one_receipt_and_each_shop_counts_for_itself(world):
    first, second, other = world.paid(), world.paid(), world.paid(world.lotte)
    assert papers(first) == [("receipt", "00001", 12800, 0)]
    assert papers(second) == [("receipt", "00002", 12800, 0)]
    assert papers(other) == [("receipt", "00001", 550, 0)]
    assert papers(world.placed()) == []


def test_money_that_is_told_twice_writes_one_paper(world):
    order = world.placed()
    assert [world.pay(order, "tx-1"), world.pay(order, "tx-1"), world.pay(order, "tx-2")] == ["applied", "repeated", "duplicate"]
    assert papers(order) == [("receipt", "00001", 12800, 0)]


def test_a_payment_that_fails_leaves_no_gap(world, monkeypatch):
    order = world.placed()
    with monkeypatch.context() as broken:
        broken.setattr(Paper, "create", classmethod(lambda *_args, **_more: 1 / 0))
        with pytest.raises(ZeroDivisionError):
            world.pay(order)
    assert world.again(order).paid_minor == 0
    assert Counter.across_shops().count() == 0
    world.pay(order)
    assert papers(order) == [("receipt", "00001", 12800, 0)]


def test_cash_gets_its_receipt_when_it_was_paid(world):
    order = world.placed(world.lotte, method="cash")
    assert papers(order) == []
    payments.mark_paid(payments.payment_of("order", str(order.id)))
    assert papers(order) == [("receipt", "00001", 550, 0)]


def test_money_that_came_late_but_in_time_for_the_goods_has_a_receipt(world, clock):
    order = world.placed()
    clock.advance(timedelta(minutes=31))
    orders.sweep()
    assert world.pay(order) == "applied"
    assert papers(order) == [("receipt", "00001", 12800, 0)]


def test_a_refund_has_a_credit_note_of_its_own_series(world):
    order = world.paid()
    orders.refund(order, 3000, "a chip", key="one")
    orders.refund(order, 3000, "a chip", key="one")  # said twice
    orders.refund(world.again(order), 9800, "the rest", key="two")
    assert papers(order)[1:] == [("credit", "C-00001", 3000, 0), ("credit", "C-00002", 9800, 0)]


def test_a_paper_of_another_order_is_not_found(world):
    first, second = world.paid(), world.paid()
    assert invoices.paper_of(first, "00001").order_id == first.id
    with pytest.raises(NotFound):
        invoices.paper_of(second, "00001")


# --- what stands on them --------------------------------------------------------------------------------------------------


def test_with_tax_particulars_it_is_an_invoice_and_stays_as_it_was(office, world):
    office.registered()
    order = world.paid(world.lotte)
    paper = invoices.paper_of(order, "00001")
    before = sheet_of(paper)
    assert paper.kind == "invoice"
    assert before.seller == ["Charlotte Berg e.K.", "Oma Lotte", "Lindenweg 4", "50674 Köln", "Tax number: DE136695976"]
    assert before.buyer == ["Familie Oberländer", "Lindenweg 4, 50674 Köln"]
    assert (
        before.notes == [f"Paid on {dates.full_day(paper.issued_at, 'Europe/Berlin')}."]
        and str(paper.issued_at.year) in before.notes[0]
    )
    invoices.change_particulars(office.shop, "Somebody Else", "Elsewhere", "X123", "gst")
    catalog.save(world.lotte.jam.product, name="Other jam")
    Recipient.update(name="Nobody", address="Nowhere").where(Recipient.order == order.id).execute()
    assert sheet_of(invoices.paper_of(order, "00001")) == before


def test_erasing_the_buyer_leaves_numbers_and_sums(world):
    order = world.paid()
    assert invoices.forget_buyers([order.id]) == 1
    paper = invoices.paper_of(order, "00001")
    assert sheet_of(paper).buyer == ["The buyer's data was erased."]
    assert (paper.number, paper.total_minor) == (1, 12800)


def test_names_and_addresses_are_sealed_in_the_database(office, world, database):
    office.registered()
    world.paid(world.lotte)
    stored = str([list(database.execute_sql(f"SELECT * FROM {table}")) for table in ("invoice_paper", "invoice_particulars")])
    for word in ("Berg", "Lindenweg", "DE136695976", "Oberländer", "Erdbeer"):
        assert word not in stored


def text_of(paper) -> str:
    """What can be copied out of the PDF."""
    pages = PdfReader(io.BytesIO(pdf.draw(sheet_of(paper), paper.issued_at))).pages
    return " ".join("".join(page.extract_text() for page in pages).replace("\0", "").split())


def test_the_pdf_says_the_same_as_the_page(office, world):
    office.registered()
    office.charges("included")
    text = text_of(invoices.paper_of(world.paid(world.lotte), "00001"))
    for words in (
        "Invoice",
        "00001",
        "Charlotte Berg e.K.",
        "DE136695976",
        "Familie Oberländer",
        "Erdbeermarmelade, 220 g",
        "19 %",
        "€5.50",
        "MwSt.",
    ):
        assert words in text


def test_a_chinese_pdf_can_be_read(world):
    order = world.placed(note="")
    Order.update(language="zh-CN").where(Order.id == order.id).execute()
    world.pay(order)
    text = text_of(invoices.paper_of(order, "00001"))
    assert "浙江省杭州市上城区南山路18号302室" in text.replace(" ", "")
    assert "Sunday mug, celadon, 320 ml" in text


def test_the_same_paper_is_the_same_file(world):
    paper = invoices.paper_of(world.paid(), "00001")
    assert pdf.draw(sheet_of(paper), paper.issued_at) == pdf.draw(sheet_of(paper), paper.issued_at)


def test_a_hundred_lines_go_on_to_the_next_page(world):
    paper = invoices.paper_of(world.paid(), "00001")
    sheet = sheet_of(paper)
    sheet.rows *= 100
    assert len(PdfReader(io.BytesIO(pdf.draw(sheet, paper.issued_at))).pages) > 2


# --- tax ------------------------------------------------------------------------------------------------------------------


def test_prices_that_include_tax_keep_their_total(office, world):
    """F90, included: 5.50 with 19 % is 4.62 and 0.88."""
    office.charges("included")
    order = world.paid(world.lotte)
    assert (order.total_minor, order.paid_minor, order.tax_mode, order.tax_minor) == (550, 550, "included", 88)
    assert papers(order) == [("receipt", "00001", 550, 88)]


def test_tax_on_top_is_what_is_paid_everywhere(office, world):
    """F90, added: 5.50 plus 19 % is 6.55 (1.045 rounded up), in the checkout, the order, the payment and the ledger."""
    office.charges("added")
    office.protected()
    with pytest.raises(Refused) as no:
        world.placed(world.lotte)  # agreed to the price without tax
    assert str(no.value) == "The total changed to €6.55. Look at it, then pay."
    order = world.paid(world.lotte, agreed_minor=655)
    assert (order.items_minor, order.tax_minor, order.total_minor, order.paid_minor) == (550, 105, 655, 655)
    assert payments.payment_of("order", str(order.id)).amount_minor == 655
    assert ledger.balance("escrow", str(order.id), "EUR").minor == 655
    assert papers(order) == [("receipt", "00001", 655, 105)]


def test_the_place_it_goes_to_decides_and_the_kind_of_goods(office, world):
    office.charges("added")
    catalog.save(world.lotte.jam.product, tax_category="reduced")
    order = world.placed(world.lotte, agreed_minor=589)
    assert (order.tax_minor, order.total_minor) == (39, 589)  # 7 % of 5.50 = 0.385
    items = [(catalog.for_sale([world.lotte.jam.id])[0], 1)]
    assert checkout.totals(office.shop, items, None, "FR", "FR").total.minor == 550  # nothing said about France


def test_what_was_agreed_stays_when_the_rates_change(office, world):
    office.charges("added")
    order = world.placed(world.lotte, agreed_minor=655)
    invoices.set_rate(office.shop, "DE", "standard", 25000)
    world.pay(order)
    assert [row.tax_minor for row in invoices.taxed_of(world.again(order))] == [105]
    assert papers(order) == [("receipt", "00001", 655, 105)]


def test_refunds_carry_their_tax_back_to_the_last_cent(office, world):
    office.charges("included")
    order = world.paid(world.lotte, items=[(world.lotte.jam, 3)])
    assert order.tax_minor == 263  # 16.50
    for number, part in enumerate((100, 333, 1217)):
        orders.refund(world.again(order), part, "bruised", key=f"part-{number}")
    credits = [paper.tax_minor for paper in invoices.papers_of(order) if paper.kind == "credit"]
    assert credits == [16, 53, 194] and sum(credits) == 263


def test_the_rest_of_an_order_goes_back_whatever_went_back_before(office, world):
    """A sum without a name took its part of the tax, then goods without tax went back by themselves: what is left carries no more tax
    than money."""
    office.charges("included", standard=25000)
    catalog.save(world.lotte.loaf.product, tax_category="zero")
    order = world.paid(world.lotte, items=[(world.lotte.jam, 1), (world.lotte.loaf, 1)])
    assert (order.total_minor, order.tax_minor) == (1230, 110)
    loaf = orders.lines_of(order)[1]
    orders.refund(world.again(order), 540, "bruised", key="a-sum")
    orders.refund(world.again(order), 680, "loaf", key="the-loaf", pieces=[(loaf.id, 1, 680)])
    orders.refund(world.again(order), 10, "the rest", key="the-rest")
    credits = [(paper.total_minor, paper.tax_minor) for paper in invoices.papers_of(order) if paper.kind == "credit"]
    assert credits == [(540, 48), (680, 52), (10, 10)]


def test_a_shop_without_tax_asks_nothing_more(world, queries):
    items = [(catalog.for_sale([world.mei.mug.id])[0], 2)]
    with queries() as asked:
        assert checkout.totals(world.mei.shop, items, None).tax is None
    assert asked == []


def test_a_small_business_charges_no_tax(office):
    invoices.change_mode(office.shop, "included")
    with pytest.raises(Refused):
        invoices.change_particulars(office.shop, "Lotte", "Köln", "12/345", "small")
    invoices.change_mode(office.shop, "")
    invoices.change_particulars(office.shop, "Lotte", "Köln", "12/345", "small")
    with pytest.raises(Refused):
        invoices.change_mode(office.shop, "added")


def test_an_invoice_needs_all_particulars(office):
    with pytest.raises(Refused) as no:
        invoices.change_particulars(office.shop, "Lotte", "", "DE1", "vat")
    assert no.value.field == "address"


def test_the_content_says_the_rates(office, world):
    office.charges("included")
    content = json.loads(invoices.paper_of(world.paid(world.lotte, buyer=FAMILIE), "00001").content)
    assert content["rates"] == [[19000, 462, 88]]
