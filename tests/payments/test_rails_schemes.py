"""Each scheme: what sellers type, how references and amounts are made to fit, what is refused."""

import pytest
from stdnum.br import cpf

from storefront.kit.money import Money
from storefront.payments import rails
from storefront.payments.rails import RailError, emvco, paynow, pix

GOOD = {
    "epc": {"name": "Mei Lin", "iban": "DE71 1102 2033 0123 4567 89", "bic": ""},
    "pix": {"key": "mei@example.com", "name": "Mei Gonçalves", "city": "São Paulo"},
    "promptpay": {"target": "080-123-4567", "name": "Mei"},
    "paynow": {"proxy": "200002150HWCF", "name": "NATIONAL HEALTHCARE GRO"},
    "vietqr": {"bank": "970403", "account": "0011 0123 45678", "name": "MEI LIN"},
    "upi": {"address": "mei.kiln@okicici", "name": "Mei's Kiln"},
}


@pytest.mark.parametrize(
    "iban, sentence",
    [
        ("DE71110220330123456788", "mistake"),
        ("DE7111022033012345678", "mistake"),
        ("hello", "mistake"),
        ("DE７１", "mistake"),
        ("٣٤", "mistake"),
        ("SA0380000000608010167519", "outside the euro payments area"),
        ("US12345678901234567890", "mistake"),
    ],
)
def test_a_wrong_iban_is_explained(iban, sentence):
    assert sentence in rails.get("epc").validate({**GOOD["epc"], "iban": iban})["iban"]


@pytest.mark.parametrize("iban", ["DE71110220330123456789", "de71 1102 2033 0123 4567 89", "FR14 2004 1010 0505 0001 3M02 606",
                                  "NL91ABNA0417164300", "IS140159260076545510730339", "ES9121000418450200051332"])  # fmt: skip
def test_an_iban_is_taken_however_it_is_spaced(iban):
    assert rails.get("epc").validate({**GOOD["epc"], "iban": iban}) == {}


def test_outside_the_eea_the_bic_is_asked_for():
    swiss = {"name": "Mei", "iban": "CH93 0076 2011 6238 5295 7", "bic": ""}
    assert "BIC" in rails.get("epc").validate(swiss)["bic"]
    assert rails.get("epc").validate({**swiss, "bic": "ZKBKCHZZ80A"}) == {}
    assert "8 or 11" in rails.get("epc").validate({**swiss, "bic": "ZKBK"})["bic"]


def test_epc_carries_the_reference_as_free_text_and_stays_within_331_bytes():
    values = {"name": "ß" * 70, "iban": "DE71110220330123456789", "bic": "BHBLDEHHXXX"}
    code = rails.get("epc").payload(values, 99_999_999_999, "EUR", "Straße nach Zürich " * 20)
    assert len(code.encode()) <= 331
    assert code.splitlines()[7] == "EUR999999999.99" and code.splitlines()[10].startswith("Strasse nach Zurich")
    with pytest.raises(RailError, match="too large"):
        rails.get("epc").payload(values, 100_000_000_000, "EUR", "x")


@pytest.mark.parametrize("minor, text", [(1, "EUR0.01"), (100, "EUR1"), (110, "EUR1.1"), (1011, "EUR10.11"), (100000, "EUR1000")])
def test_epc_amounts_are_written_as_the_guidelines_write_them(minor, text):
    assert text in rails.get("epc").payload(GOOD["epc"], minor, "EUR", "K7Q2").split("\n")


@pytest.mark.parametrize(
    "typed, key",
    [
        ("Mei@Example.com", "mei@example.com"),
        ("123E4567-E12B-12D1-A456-426655440000", "123e4567-e12b-12d1-a456-426655440000"),
        ("529.982.247-25", "52998224725"),
        ("52998224725", "52998224725"),
        ("16.727.230/0001-97", "16727230000197"),
        ("12.ABC.345/01DE-35", "12ABC34501DE35"),
        ("+55 11 98765-4321", "+5511987654321"),
        ("(11) 98765-4321", "+5511987654321"),
        ("11987654321", "+5511987654321"),
        ("529.982.247-26", None),
        ("mei@", None),
        ("a" * 78 + "@example.com", None),
        ("12345", None),
        ("+86 138 0013 8000", None),
        ("chave", None),
    ],
)
def test_pix_keys_become_what_the_directory_stores(typed, key):
    assert pix.key_of(typed) == key
    problems = rails.get("pix").validate({**GOOD["pix"], "key": typed})
    assert ("key" in problems) == (key is None)


def test_eleven_digits_that_are_a_cpf_and_a_phone_are_asked_about():
    both = next(
        f"119{n:08d}"
        for n in range(90_000_000, 90_001_000)
        if cpf.is_valid(f"119{n:08d}") and pix.phones.parse(f"119{n:08d}", "BR")
    )
    assert pix.key_of(both) is None
    assert "+55" in rails.get("pix").validate({**GOOD["pix"], "key": both})["key"]
    assert pix.key_of(f"+55{both}") == f"+55{both}"
    assert pix.key_of(cpf.format(both)) == both


def test_pix_names_lose_their_accents_and_their_length():
    values = {**GOOD["pix"], "name": "Conceição Aparecida de Araújo Guimarães", "city": "São José do Vale do Rio Preto"}
    objects = emvco.unseal(rails.get("pix").payload(values, 1050, "BRL", "MEI-1042 / à"))
    assert emvco.value_of(objects, "59") == "Conceicao Aparecida de Ar"
    assert emvco.value_of(objects, "60") == "Sao Jose do Val"
    assert emvco.value_of(objects, "54") == "10.50"
    assert emvco.parse(emvco.value_of(objects, "62")) == [("05", "MEI1042a")]


def test_a_name_without_latin_letters_is_asked_for_in_latin_letters():
    for key, field in (("pix", "name"), ("pix", "city"), ("paynow", "name"), ("upi", "name")):
        assert "Latin" in rails.get(key).validate({**GOOD[key], field: "梅"})[field]


@pytest.mark.parametrize(
    "target, fine",
    [
        ("0801234567", True),
        ("+66 89 123 4567", True),
        ("1-2345-67890-12-1", True),
        ("1234567890121", True),
        ("1234567890123", False),
        ("012345678901234", True),
        ("12345", False),
        ("080123456", False),
        ("mei", False),
        ("080-123-4567 mei", False),
        ("+86 138 0013 8000", False),
    ],
)
def test_promptpay_numbers(target, fine):
    assert (rails.get("promptpay").validate({**GOOD["promptpay"], "target": target}) == {}) is fine


def test_promptpay_leaves_the_reference_to_the_memo_and_says_so():
    rail = rails.get("promptpay")
    assert not rail.carries_reference(GOOD["promptpay"]) and rail.carries_amount(GOOD["promptpay"])
    assert "K7Q2" not in rail.payload(GOOD["promptpay"], 422, "THB", "K7Q2")
    assert ("Message", "K7Q2") in rail.copyable(GOOD["promptpay"], 422, "THB", "K7Q2")


@pytest.mark.parametrize(
    "typed, proxy",
    [
        ("9123 4567", "+6591234567"),
        ("+65 8123-4567", "+6581234567"),
        ("200002150h", "200002150H"),
        ("200002150HWCF", "200002150HWCF"),
        ("00192200M", "00192200M"),
        ("T01FC6132D", "T01FC6132D"),
        ("200002151H", None),
        ("200002150HWC", None),
        ("6123 4567", None),
        ("12345", None),
        ("TOIFC6132I", None),
        ("Ｔ０１", None),
    ],
)
def test_paynow_proxies(typed, proxy):
    assert paynow.proxy_of(typed) == proxy


def test_paynow_fixes_the_amount_and_carries_the_bill_number():
    objects = emvco.unseal(rails.get("paynow").payload({"proxy": "91234567", "name": "Mei"}, 4250, "SGD", "MEI-1042 杯"))
    assert emvco.value_of(objects, "01") == "12" and emvco.value_of(objects, "54") == "42.50"
    assert emvco.parse(emvco.value_of(objects, "26")) == [("00", "SG.PAYNOW"), ("01", "0"), ("02", "+6591234567"), ("03", "0")]
    assert emvco.parse(emvco.value_of(objects, "62")) == [("01", "MEI-1042")]


def test_vietqr_has_whole_dong_and_the_reference_as_words():
    code = rails.get("vietqr").payload(GOOD["vietqr"], 180000, "VND", "MEI-1042 đơn hàng số một")
    objects = emvco.unseal(code)
    assert emvco.value_of(objects, "54") == "180000"
    assert emvco.parse(emvco.value_of(objects, "62")) == [("08", "MEI1042 don hang so mot")]
    assert rails.get("vietqr").validate({**GOOD["vietqr"], "bank": "999999"})["bank"] == "Choose your bank from the list."
    assert "6 to 19" in rails.get("vietqr").validate({**GOOD["vietqr"], "account": "12"})["account"]
    assert ("Bank", "Sacombank") in rails.get("vietqr").copyable(GOOD["vietqr"], 1, "VND", "x")


def test_upi_is_a_link_with_percent_spaces():
    link = rails.get("upi").payload(GOOD["upi"], 49900, "INR", "MEI-1042 & co")
    assert link == "upi://pay?pa=mei.kiln@okicici&pn=Mei%27s%20Kiln&am=499.00&cu=INR&tn=MEI-1042%20co&tr=MEI1042co"


@pytest.mark.parametrize(
    "address", ["mei", "mei@", "@okicici", "mei@example.com", "mei kiln@ok&am=1", "me?i@ok", "m" * 300 + "@ok"]
)
def test_what_is_not_a_upi_id_is_refused(address):
    assert "address" in rails.get("upi").validate({**GOOD["upi"], "address": address})


@pytest.mark.parametrize("key", sorted(GOOD))
def test_a_reference_without_a_single_fitting_letter_still_makes_a_code(key):
    rail = rails.get(key)
    for reference in ("", "杯子", "***", "\n\t", "'; drop table", "x" * 500):
        assert rail.payload(GOOD[key], 100, rail.currencies[0], reference)


def test_amounts_follow_the_decimals_of_their_currency():
    # The schemes take one currency each; the rule is the same one that the seller's own code uses for all of them.
    assert [Money(minor, currency).plain() for minor, currency in ((1, "VND"), (1, "BRL"), (1, "KWD"))] == ["1", "0.01", "0.001"]
