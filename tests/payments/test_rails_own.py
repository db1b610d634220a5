"""The seller's own code: what is taken, what is refused, and that nothing but amount and reference changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.payments import rails
from storefront.payments.rails import RailError, emvco

QRIS = (
    "00020101021126570011ID.DANA.WWW011893600915303023251702090302325170303UMI51440014ID.CO.QRIS.WWW0215ID10265294489570303UMI"
    "5204737253033605802ID5914Raol Mukarrozi6015Kota Banjar Bar6105707316304E0BD"
)
OWN = rails.get("own")


def code(**tags) -> str:
    """A made-up counter code: two-digit tags as t26=…; the usual ones are filled in."""
    usual = {"00": "01", "01": "11", "26": emvco.write([("00", "COM.EXAMPLE"), ("01", "123")]), "52": "0000", "53": "458",
             "58": "MY", "59": "KEDAI MEI", "60": "KUALA LUMPUR"}  # fmt: skip
    usual.update({name[1:]: value for name, value in tags.items()})
    return emvco.seal((tag, value) for tag, value in sorted(usual.items()) if value is not None)


def account(identifier: str) -> str:
    return emvco.write([("00", identifier), ("01", "8900001")])


def test_a_qris_counter_code_gets_the_amount_and_the_reference():
    assert OWN.validate({"code": QRIS}) == {}
    assert OWN.scheme({"code": QRIS}) == "QRIS" and OWN.currency({"code": QRIS}) == "IDR"
    before, after = emvco.unseal(QRIS), emvco.unseal(OWN.payload({"code": QRIS}, 12_500_000, "IDR", "MEI-1042"))
    assert emvco.value_of(after, "01") == "12"
    assert emvco.value_of(after, "54") == "125000"
    assert emvco.parse(emvco.value_of(after, "62")) == [("01", "MEI-1042")]
    assert [pair for pair in after if pair[0] not in ("01", "54", "62")] == [pair for pair in before if pair[0] != "01"]
    assert [tag for tag, _ in after] == sorted(tag for tag, _ in after)


def test_the_name_and_the_amount_can_be_typed_by_hand():
    rows = dict(OWN.copyable({"code": QRIS}, 12_500_000, "IDR", "MEI-1042"))
    assert rows["Account holder"] == "Raol Mukarrozi" and rows["Pay with"] == "QRIS" and rows["Message"] == "MEI-1042"


@pytest.mark.parametrize("mess", ["  {}  ", "\ufeff{}\n", "{}\r\n", "\u200b{}", "\n\n{}\n\n"])
def test_what_pasting_adds_is_taken_away(mess):
    assert OWN.validate({"code": mess.format(QRIS)}) == {}
    wrapped = "\n".join(QRIS[i : i + 40] for i in range(0, len(QRIS), 40))
    assert OWN.clean({"code": wrapped})["code"] == QRIS


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "fill this in"),
        ("hello", "not a payment code"),
        ("upi://pay?pa=mei@ok", "not a payment code"),
        (QRIS[:-6], "cut off"),
        (QRIS[:60], "cut off"),
        (QRIS.replace("Raol", "Raul"), "wrong or missing"),
        (code(t54="10.00"), "already has an amount"),
        (code(t01="12"), "one payment only"),
        (code(t26=None), "who is paid"),
        (code(t53=None), "which currency"),
        (code(t53="999"), "which currency"),
    ],
)
def test_what_cannot_be_used_is_explained(text, words):
    assert words in OWN.validate({"code": text})["code"]
    with pytest.raises(RailError, match=words):
        OWN.payload({"code": text}, 100, "MYR", "K7Q2")


def test_the_currency_of_the_code_must_be_the_currency_of_the_order():
    with pytest.raises(RailError, match="cannot be paid in EUR"):
        OWN.payload({"code": QRIS}, 100, "EUR", "K7Q2")
    assert OWN.takes("IDR", {"code": QRIS}) and not OWN.takes("MYR", {"code": QRIS}) and OWN.takes("MYR")


@pytest.mark.parametrize(
    "currency, number, minor, text",
    [("JPY", "392", 1200, "1200"), ("KWD", "414", 1234, "1.234"), ("MYR", "458", 5, "0.05"), ("MYR", "458", 10000, "100.00")],
)
def test_amounts_follow_the_decimals_of_the_currency(currency, number, minor, text):
    after = emvco.unseal(OWN.payload({"code": code(t53=number)}, minor, currency, "x"))
    assert emvco.value_of(after, "54") == text


def test_a_code_without_point_of_initiation_is_a_counter_code():
    after = emvco.unseal(OWN.payload({"code": code(t01=None)}, 100, "MYR", "K7Q2"))
    assert after[1] == ("01", "12")


def test_tips_and_surcharges_are_taken_out():
    after = emvco.unseal(OWN.payload({"code": code(t55="02", t56="1.00")}, 100, "MYR", "K7Q2"))
    assert not {"55", "56", "57"} & {tag for tag, _ in after}


@pytest.mark.parametrize(
    "identifier, extra, expected",
    [
        ("A0000006150001", None, [("01", "MEI-1042")]),
        ("A0000006150001", [("07", "A01")], [("01", "MEI-1042"), ("07", "A01")]),
        ("A0000006150001", [("01", "***"), ("07", "A01")], [("01", "MEI-1042"), ("07", "A01")]),
        ("A0000006150001", [("01", "FIXED")], [("01", "FIXED")]),
        ("A0000006150001", [("07", "x" * 90)], [("07", "x" * 90)]),
        ("br.gov.bcb.pix", [("05", "***")], [("05", "MEI1042")]),
        ("A000000727", None, [("08", "MEI1042")]),
        ("A000000677010111", None, None),
        ("COM.UNKNOWN", None, [("01", "MEI-1042")]),
    ],
)
def test_the_reference_goes_only_where_the_scheme_has_a_free_place(identifier, extra, expected):
    text = code(t26=account(identifier), t62=emvco.write(extra) if extra else None)
    after = emvco.value_of(emvco.unseal(OWN.payload({"code": text}, 100, "MYR", "MEI-1042")), "62")
    assert (emvco.parse(after) if after else None) == expected
    assert OWN.carries_reference({"code": text}) == any("MEI" in value for _tag, value in expected or [])


def test_where_an_amount_needs_a_date_the_code_goes_out_as_it_is_and_the_page_is_told():
    text = code(t26=None, t29=emvco.write([("00", "mei@aclb")]), t53="116", t58="KH")
    assert OWN.scheme({"code": text}) == "KHQR"
    assert OWN.payload({"code": text}, 400000, "KHR", "K7Q2") == text
    assert not OWN.carries_amount({"code": text}) and not OWN.carries_reference({"code": text})


def test_a_chinese_name_in_the_code_survives():
    text = code(t64=emvco.write([("00", "ZH"), ("01", "小梅窑")]))
    assert "小梅窑" in OWN.payload({"code": text}, 100, "MYR", "K7Q2")


@given(st.text())
def test_no_text_makes_it_raise_anything_but_a_refusal(text):
    assert OWN.validate({"code": text})["code"]
    assert OWN.currency({"code": text}) is None and not OWN.carries_reference({"code": text}) and OWN.scheme({"code": text}) == ""
    with pytest.raises(RailError):
        OWN.payload({"code": text}, 100, "MYR", "K7Q2")


@given(st.integers(1, 10**11), st.text(max_size=60))
def test_whatever_the_order_is_the_code_opens_again_with_that_amount(minor, reference):
    after = emvco.unseal(OWN.payload({"code": code()}, minor, "MYR", reference))
    whole, part = divmod(minor, 100)
    assert emvco.value_of(after, "54") == f"{whole}.{part:02d}"
