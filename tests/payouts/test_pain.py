"""pain.001.001.09: a file keeps to the rules, and what breaks one of them is found."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from storefront.kit.money import Money
from storefront.payouts import pain, pain_rules
from storefront.payouts.settings import Payer

PAYER = Payer("Kiln Market", "DE89370400440532013000")


def line(code: str, minor: int, holder="Lotte Berg", number="AT611904300234573201"):
    account = SimpleNamespace(known={"holder": holder, "number": number, "bank": "", "is_iban": True})
    shop = SimpleNamespace(slug="oma-lotte")
    return SimpleNamespace(code=code, amount_minor=minor, amount=Money(minor, "EUR"), currency="EUR", account=account, shop=shop)


@pytest.fixture
def lines():
    return [line("AAAA2222", 1), line("BBBB3333", 12345678, "Jürgen <Groß> & Söhne"), line("CCCC4444", 999)]


@pytest.fixture
def batch():
    return SimpleNamespace(code="K7Q2M3XA", currency="EUR", released_at=datetime(2026, 11, 26, 9, 30, tzinfo=UTC))


@pytest.fixture
def made(batch, lines):
    return pain.build(batch, lines, PAYER, date(2026, 11, 27)).decode()


def test_a_file_keeps_to_the_rules(made):
    assert pain_rules.problems(made.encode()) == []
    assert made.count("<CdtTrfTxInf>") == 3
    assert made.count("<CtrlSum>123466.78</CtrlSum>") == 2
    assert "<CreDtTm>2026-11-26T09:30:00Z</CreDtTm>" in made
    assert "<Nm>Jurgen Gross Sohne</Nm>" in made


def test_the_same_batch_gives_the_same_bytes(batch, lines, made):
    assert pain.build(batch, lines, PAYER, date(2026, 11, 27)).decode() == made


@pytest.mark.parametrize(
    "old, new, found",
    [
        ("<Document", "<Dokument", "not XML"),
        ("pain.001.001.09", "pain.001.001.03", "the root is"),
        ("<PmtMtd>TRF</PmtMtd>", "<PmtMtd>CHK</PmtMtd>", "PmtMtd reads 'CHK'"),
        ("<NbOfTxs>3</NbOfTxs>", "<NbOfTxs>4</NbOfTxs>", "NbOfTxs says 4"),
        ("<CtrlSum>123466.78<", "<CtrlSum>123466.79<", "CtrlSum says 123466.79"),
        ("AT611904300234573201", "AT611904300234573202", "no IBAN: …3202"),
        ('Ccy="EUR"', 'Ccy="USD"', "an amount in USD"),
        (">0.01</InstdAmt>", ">0.001</InstdAmt>", "InstdAmt reads '0.001'"),
        (">0.01</InstdAmt>", ">-0.01</InstdAmt>", "InstdAmt reads"),
        (">0.01</InstdAmt>", ">0.00</InstdAmt>", "an amount of 0.00"),
        ("<Nm>Lotte Berg</Nm>", "<Nm>Löttchen</Nm>", "Nm reads"),
        ("<Nm>Lotte Berg</Nm>", "<Nm></Nm>", "Nm reads"),
        ("<Dt>2026-11-27</Dt>", "2026-11-27", "ReqdExctnDt/Dt is there 0 times"),
        ("<ChrgBr>SLEV</ChrgBr>", "", "ChrgBr is there 0 times"),
        ("<ChrgBr>SLEV</ChrgBr>", "<ChrgBr>SLEV</ChrgBr><Extra>1</Extra>", "Extra does not belong there"),
        ("BBBB3333", "AAAA2222", "AAAA2222 is there 2 times"),
        ("<EndToEndId>AAAA2222", "<EndToEndId>/AAAA2222", "EndToEndId reads"),
        ("<Id>NOTPROVIDED</Id>", "<Id>NONE</Id>", "Othr/Id reads"),
    ],
)
def test_what_breaks_a_rule_is_found(made, old, new, found):
    assert old in made
    assert any(found in problem for problem in pain_rules.problems(made.replace(old, new).encode()))


def test_elements_in_another_order_are_found(made):
    start, end = made.index("<Cdtr>"), made.index("</Cdtr>") + len("</Cdtr>")
    moved = made[:start] + made[end:]
    place = moved.index("<Amt>")
    moved = moved[:place] + made[start:end] + moved[place:]
    assert any("wrong order" in problem for problem in pain_rules.problems(moved.encode()))


def test_a_file_that_breaks_a_rule_is_never_handed_out(batch):
    with pytest.raises(ValueError, match="no IBAN"):
        pain.build(batch, [line("AAAA2222", 100, number="AT611904300234573202")], PAYER, date(2026, 11, 27))
