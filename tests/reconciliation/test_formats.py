"""Files of banks and providers, as they really come: read, refused kindly, or faulty row by row."""

from datetime import UTC, datetime

import pytest

from storefront.kit.errors import Refused
from storefront.reconciliation import formats, rules
from storefront.reconciliation.formats import Options, table

ZONE = "Asia/Shanghai"


def read(text: str, currency: str = "CNY", **more):
    form = formats.sniff(text)
    options = formats.guess(text, form, currency)
    return formats.read(text, form, Options.from_dict(options.as_dict() | more), ZONE)


def plain(found) -> list[tuple]:
    return [(row.kind, row.reference, row.amount_minor, row.currency) for row in found.rows]


# --- tables ------------------------------------------------------------------------------------------------------------------


def test_a_table_of_a_provider_is_read_by_the_names_of_its_columns():
    found = read(
        "type,id,merchant_reference,gross,fee,net,currency,created_utc\n"
        "capture,txn_1,pay-1,118.00,0.71,117.29,CNY,2026-11-21 08:30:00+00:00\n"
        "refund,ref_1,7:key,-18.00,0.00,-18.00,CNY,2026-11-21T09:00:00Z\n"
        "payout,po_1,,99.29,,99.29,CNY,2026-11-22 00:00:00Z\n"
    )
    assert plain(found) == [
        ("capture", "txn_1", 11800, "CNY"), ("refund", "ref_1", -1800, "CNY"), ("transfer", "po_1", -9929, "CNY"),
    ]  # fmt: skip
    first = found.rows[0]
    assert (first.fee_minor, first.ours, first.at) == (71, "pay-1", datetime(2026, 11, 21, 8, 30, tzinfo=UTC))
    assert found.rows[2].fee_minor is None and not found.dated


def test_a_table_of_a_german_bank_with_words_before_it():
    found = read(
        "Kontoauszug;;;;\nKonto: 123;;;;\n\nBuchungstag;Referenz;Verwendungszweck;Bankreferenz;Betrag\n"
        "21.11.2026;;Auszahlung WD-77;B-1;-1.280,50\n22.11.2026;;Gutschrift;B-2;+3,00\n",
        "EUR",
    )
    assert [(row.reference, row.amount_minor, row.currency) for row in found.rows] == [
        ("B-1", -128050, "EUR"),
        ("B-2", 300, "EUR"),
    ]
    assert found.dated and found.rows[0].at == datetime(2026, 11, 20, 16, tzinfo=UTC)  # midnight where the market is


def test_money_in_and_money_out_in_columns_of_their_own_in_chinese():
    found = read(
        "交易时间,流水号,收入金额,支出金额,备注\n2026-11-21 10:00:00,T1,12.00,,货款\n2026-11-21 11:00:00,T2,,5.50,手续\n"
    )
    assert [(row.reference, row.amount_minor) for row in found.rows] == [("T1", 1200), ("T2", -550)]


@pytest.mark.parametrize(
    "dates, order", [(["2026-11-21"], "ymd"), (["03.11.2026", "21.11.2026"], "dmy"), (["11/03/2026", "11/21/2026"], "mdy")]
)
def test_the_order_of_a_date_is_seen_from_all_of_them(dates, order):
    text = "date,id,amount\n" + "".join(f"{day},T{n},1\n" for n, day in enumerate(dates))
    assert table.guess(text, "CNY").order == order
    assert read(text).rows[0].at.month in (10, 11) and not read(text).bad


def test_a_faulty_row_says_why_beside_it_and_the_others_are_read():
    found = read(
        "date,id,amount,currency\n2026-11-21,T1,12.00,CNY\n2026-13-41,T2,1,CNY\n2026-11-21,T3,twelve,CNY\n"
        "2026-11-21,,1,CNY\n2026-11-21,T5,1,yuan\n2026-11-21,T6,,CNY\n2026-11-21,T7,1.005,CNY\n"
    )
    assert [row.reference for row in found.rows] == ["T1"]
    assert [(bad.number, bad.sentence) for bad in found.bad] == [
        (3, "“2026-13-41” is not a date."), (4, "“twelve” is not an amount in CNY."), (5, "The reference is missing."),
        (6, "“YUAN” is not a currency such as CNY."), (7, "The amount is missing."), (8, "“1.005” is not an amount in CNY."),
    ]  # fmt: skip


def test_signs_are_read_however_they_are_written():
    text = "date,id,amount\n" + "".join(
        f"2026-11-21,T{n},{sum_}\n" for n, sum_ in enumerate(("-1.50", "1.50-", "(1.50)", "−1.50", "+1.50"))
    )
    assert [row.amount_minor for row in read(text).rows] == [-150, -150, -150, -150, 150]


def test_the_second_of_the_same_reference_is_another_line():
    found = read("date,id,amount\n2026-11-21,T1,1\n2026-11-21,T1,1\n")
    assert [key for key, _row in rules.keys(found.rows)] == ["capture:T1", "capture:T1#2"]


def test_a_table_without_the_columns_that_are_needed_says_so():
    found = read("colour,size\nblue,3\nred,4\n")
    assert not found.rows and "which columns" in found.problem
    again = read("colour,size,when\nblue,3,2026-11-21\n", at=2, reference=0, amount=1)
    assert plain(again) == [("capture", "blue", 300, "CNY")]


# --- files that are no statements ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"", b"  \n ", b"PK\x03\x04zip", b"%PDF-1.7 text", b"a,b\x00\n1,2", b"\xff\xfe\x00", b"x" * (formats.MOST_BYTES + 1)]
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(Refused) as no:
        formats.text_of(data)
    assert no.value.field == "file"


@pytest.mark.parametrize("text", ["just words", '<?xml version="1.0"?><html></html>', "<Document", ":20:A\n:25:B\n:28C:1\n"])
def test_what_is_no_statement_is_refused(text):
    with pytest.raises(Refused):
        read(text)


def test_text_is_read_in_the_encodings_that_banks_use():
    assert formats.text_of("\ufeff日期,金额".encode()) == "日期,金额"
    assert formats.text_of("日期,金额".encode("gb18030")) == "日期,金额"
    assert formats.text_of("Datum,Betrag".encode("utf-16")) == "Datum,Betrag"


def test_there_is_room_for_so_many_lines(monkeypatch):
    monkeypatch.setattr(formats, "MOST_LINES", 2)
    with pytest.raises(Refused):
        read("date,id,amount\n" + "2026-11-21,T,1\n" * 3)


def test_a_credit_that_was_taken_back_is_money_that_left():
    found = read(
        "date,reference,credit,debit\n2026-11-21,in,5.00,\n2026-11-21,back,-5.00,\n2026-11-21,out,,-3.00\n2026-11-21,fee,,3.00\n"
    )
    assert [row.amount_minor for row in found.rows] == [500, -500, -300, -300]


@pytest.mark.parametrize(
    ("clock", "hour"),
    [("2:30 PM", 14), ("02:30:05 pm", 14), ("12:30 PM", 12), ("12:30 AM", 0), ("2:30 a.m.", 2), ("14:30", 14), ("2:30 PM Z", 14)],
)
def test_a_clock_of_twelve_hours_is_read(clock, hour):
    row = read(f"created_utc,id,amount\n11/21/2026 {clock},x,5.00\n").rows[0]
    assert (row.at.day, row.at.hour, row.at.minute) == (21, hour, 30)


# --- MT940 -------------------------------------------------------------------------------------------------------------------

MT940 = """:20:STARTUMS
:25:10020030/1234567
:28C:00001/001
:60F:C261120EUR1000,00
:61:2611201120CR500,00NTRFPO-1//BANKREF1
:86:166?00GUTSCHRIFT?20EREF+WD-77?21SVWZ+Payout 12?32MAX MUSTER
:61:2611211121DR12,50NMSCNONREF
:86:fee
:62F:C261121EUR1487,50
-"""


def test_mt940_is_read_with_its_references():
    found = read(MT940, "EUR")
    assert plain(found) == [("bank", "BANKREF1", 50000, "EUR"), ("bank", "20261120-2", -1250, "EUR")]
    assert found.rows[0].ours == "WD-77" and not found.problem and found.dated


@pytest.mark.parametrize(
    ("mark", "minor", "closing"),
    [("RC", -2000, "980,00"), ("RD", 2000, "1020,00"), ("C", 2000, "1020,00"), ("D", -2000, "980,00")],
)
def test_what_mt940_takes_back_goes_the_other_way(mark, minor, closing):
    """A credit that is reversed left the account, a debit that is reversed came back."""
    text = f":20:STARTUMS\n:25:1/2\n:28C:1/1\n:60F:C261120EUR1000,00\n:61:2611201120{mark}20,00NTRFPO-1//B1\n:86:x\n:62F:C261120EUR{closing}\n-"
    found = read(text, "EUR")
    assert plain(found) == [("bank", "B1", minor, "EUR")] and not found.problem


def test_mt940_keeps_our_reference_where_the_details_have_none():
    found = read(MT940.replace("?20EREF+WD-77", "?20x"), "EUR")
    assert found.rows[0].ours == "PO-1"


def test_mt940_that_does_not_add_up_says_so():
    found = read(MT940.replace("1487,50", "1500,00"), "EUR")
    assert "€1,487.50" in found.problem and "€1,500.00" in found.problem and len(found.rows) == 2


def test_several_messages_of_mt940_are_one_statement():
    found = read(MT940 + "\r\n" + MT940.replace("BANKREF1", "BANKREF2"), "EUR")
    assert [row.reference for row in found.rows][::2] == ["BANKREF1", "BANKREF2"] and not found.problem


# --- CAMT.053 ----------------------------------------------------------------------------------------------------------------

CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">40.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="EUR">70.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-21</Dt></BookgDt>
<AcctSvcrRef>SVC9</AcctSvcrRef><NtryDtls>
<TxDtls><Refs><EndToEndId>WD-1</EndToEndId></Refs><Amt Ccy="EUR">30.00</Amt><RmtInf><Ustrd>Payout one</Ustrd></RmtInf></TxDtls>
<TxDtls><Refs><EndToEndId>WD-2</EndToEndId></Refs><Amt Ccy="EUR">40.00</Amt></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-11-22T08:00:00+01:00</DtTm></BookgDt>
<NtryRef>N2</NtryRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><BookgDt><Dt>2026-11-22</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"""


def test_camt_is_read_with_the_parts_of_a_batch():
    found = read(CAMT)
    assert [(row.reference, row.ours, row.amount_minor) for row in found.rows] == [
        ("SVC9/1", "WD-1", -3000), ("SVC9/2", "WD-2", -4000), ("N2", "", 1000),
    ]  # fmt: skip
    assert found.rows[0].words == "Payout one" and not found.problem and not found.bad


def test_camt_that_does_not_add_up_and_lines_without_a_sum_are_told():
    assert "€41.00" in read(CAMT.replace(">40.00</Amt><CdtDbtInd>CRDT", ">41.00</Amt><CdtDbtInd>CRDT")).problem
    broken = read(CAMT.replace('<Amt Ccy="EUR">10.00</Amt>', "<Amt>ten</Amt>"))
    assert len(broken.bad) == 1 and len(broken.rows) == 2


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE Document [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Document SYSTEM "http://localhost/x.dtd">',
    ],
)
def test_xml_cannot_grow_or_read_other_files(prolog):
    text = CAMT.replace("<Document", prolog + "<Document", 1).replace("Payout one", "&b;" if "ENTITY b" in prolog else "x")
    with pytest.raises(Refused):
        read(text)


def test_a_column_that_says_utc_is_read_so():
    assert read("created_utc,id,amount\n2026-11-21 08:00:00,T1,1\n").rows[0].at == datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert read("created,id,amount\n2026-11-21 08:00:00,T1,1\n").rows[0].at == datetime(2026, 11, 21, 0, tzinfo=UTC)
