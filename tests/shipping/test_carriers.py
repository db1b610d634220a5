"""Couriers: whose number it is, which page follows it, and what is no label at all."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.kit.i18n import speaking
from storefront.shipping import carriers
from storefront.shipping.carriers import check_digits

ASKED_FOR = """
sf yto zto sto yunda jd ems jt_cn best deppon chinapost dhl dhl_de hermes evri dpd gls ups postnl laposte chronopost mondialrelay
correos posteitaliane royalmail inpost postnord austrianpost swisspost delhivery bluedart dtdc indiapost ecomexpress xpressbees
shadowfax jt ninjavan flash kerry thailandpost posmalaysia singpost ghn ghtk viettelpost jne sicepat lbc fedex usps canadapost
correios mercadoenvios estafeta loggi servientrega oca andreani
""".split()  # noqa: SIM905


@pytest.mark.parametrize(
    "typed, number",
    [
        ("SF1357924680123", "SF1357924680123"),
        (" sf 1357 9246 80123 ", "SF1357924680123"),
        ("SF-1357-9246-80123", "SF1357924680123"),
        ("ＳＦ１３５７９２４６８０１２３", "SF1357924680123"),
        ("SF1357\u200b9246\u201480123", "SF1357924680123"),
        ("顺丰 SF1357924680123", "SF1357924680123"),
        ("运单号：YT2538769201234。", "YT2538769201234"),
        ("JDVC04567890123-1-1-", "JDVC04567890123"),
        ("JDVC04567890123-2-3", "JDVC04567890123"),
        ("99.00.123456.12345678", "99.00.123456.12345678"),
        ("", ""),
        ("顺丰", ""),
        (None, ""),
    ],
)
def test_a_number_is_cleaned_of_what_people_and_labels_add(typed, number):
    assert carriers.clean(typed) == number


@pytest.mark.parametrize(
    "number, country, key",
    [
        ("SF1357924680123", "CN", "sf"),
        ("SF135792468012", None, "sf"),
        ("YT2538769201234", "CN", "yto"),
        ("75312345678901", "CN", "zto"),
        ("78912345678901", "CN", "zto"),
        ("773012345678901", "CN", "sto"),
        ("4312345678901", "CN", "yunda"),
        ("462012345678901", "CN", "yunda"),
        ("JDVC04567890123", "CN", "jd"),
        ("JDX012345678901", None, "jd"),
        ("1123456789012", "CN", "ems"),
        ("EA123456785CN", "DE", "ems"),
        ("RB123456785CN", None, "chinapost"),
        ("9876543210123", "CN", "chinapost"),
        ("JT3012345678901", "CN", "jt_cn"),
        ("DPK364200123456", "CN", "deppon"),
        ("LP00123456789012", "CN", "cainiao"),
        ("1Z5R89390357567127", "US", "ups"),
        ("1Z8V92A70367203024", None, "ups"),
        ("986578788855", "US", "fedex"),
        ("477179081230", "CA", "fedex"),
        ("041441760228964", "US", "fedex"),
        ("9611020987654312345672", "US", "fedex"),
        ("9622001560001234567100794808390594", "US", "fedex"),
        ("9400111202555842332669", "US", "usps"),
        ("9505511069605048600624", None, "usps"),
        ("420221539101026837331000039521", "US", "usps"),
        ("4201002334249200190132607600833457", "US", "usps"),
        ("03071790000523483741", "US", "usps"),
        ("0073938000549297", "CA", "canadapost"),
        ("3318810025", "DE", "dhl"),
        ("JJD0099999999", None, "dhl"),
        ("JVGL0999999990", None, "dhl"),
        ("GM2951173225174494", None, "dhl"),
        ("00340434161094042557", "DE", "dhl_de"),
        ("JJD000390007827612345", "DE", "dhl_de"),
        ("H1234567890123456789", "DE", "hermes"),
        ("H00HYA0012345678", "GB", "evri"),
        ("008182709980000020033350276C", "DE", "dpd"),
        ("01234567890123", "DE", "dpd"),
        ("3SABCD123456789", "NL", "postnl"),
        ("6A12345678901", "FR", "laposte"),
        ("XN123456785FR", "FR", "chronopost"),
        ("12345678", "FR", "mondialrelay"),
        ("RR473124829GB", None, "royalmail"),
        ("RR123456785ES", "ES", "correos"),
        ("3UW1ABC123456", "IT", "posteitaliane"),
        ("620999629530010034567890", "PL", "inpost"),
        ("RR123456785SE", "SE", "postnord"),
        ("1000123456789012345678", "AT", "austrianpost"),
        ("99.00.123456.12345678", "CH", "swisspost"),
        ("990012345612345678", "CH", "swisspost"),
        ("14123456789012", "IN", "delhivery"),
        ("12345678901", "IN", "bluedart"),
        ("D12345678", "IN", "dtdc"),
        ("EM123456785IN", "IN", "indiapost"),
        ("SF123456789ABC", "IN", "shadowfax"),
        ("JP1234567890", "ID", "jt"),
        ("841189925424", "VN", "jt"),
        ("NVSGABCD000123456", "SG", "ninjavan"),
        ("TH01234ABCDE0A", "TH", "flash"),
        ("KEX12345678901", "TH", "kerry"),
        ("EY123456785TH", "TH", "thailandpost"),
        ("PL123456789012", "MY", "posmalaysia"),
        ("RR123456785SG", "SG", "singpost"),
        ("GA3B9CDE", "VN", "ghn"),
        ("S123456.HN1.A1.123456789", "VN", "ghtk"),
        ("VTP1234567890", "VN", "viettelpost"),
        ("002123456789", "ID", "sicepat"),
        ("123456789012", "PH", "lbc"),
        ("QB123456785BR", "BR", "correios"),
        ("MEL12345678901", "BR", "mercadoenvios"),
        ("LGI0123456789AB", "BR", "loggi"),
        ("8055241528464720115088", "MX", "estafeta"),
        ("2123456789", "CO", "servientrega"),
        ("3867500000001234567", "AR", "oca"),
        ("G01234567890123", "AR", "andreani"),
    ],
)
def test_a_number_is_known_by_its_looks(number, country, key):
    assert carriers.guess(number, country)[0].key == key


def test_the_country_of_the_shop_tips_the_scale():
    assert carriers.guess("14123456789012", "IN")[0].key == "delhivery"
    assert carriers.guess("002123456789", "ID")[0].key == "sicepat"
    assert "delhivery" not in [carrier.key for carrier in carriers.guess("14123456789012", "CN")]
    assert carriers.guess("RR473124829GB", "CN")[0].key == "royalmail"  # a number of its own is theirs anywhere


@pytest.mark.parametrize(
    "number", ["", "SF", "hello", "ABCDEFGHIJ", "123", "1234", "x" * 50, "1" * 60, "<script>1234567", "SF1357924680123/../../"]
)
def test_what_no_carrier_uses_is_no_guess(number):
    assert carriers.guess(number, "CN") == []


@pytest.mark.parametrize(
    "number",
    ["1Z5R89390357567128", "RR473124828GB", "9400111202555842332668", "0073938000549292", "008182709980000020033350276A",
     "9611020987654312345673", "420221539101026837331000039522", "XN123456784FR"],
)  # fmt: skip
def test_one_wrong_digit_makes_it_another_number(number):
    right = {"1Z": "ups", "RR": "royalmail", "94": "usps", "00": None, "96": "fedex", "42": "usps", "XN": "chronopost"}[
        number[:2]
    ]
    found = [carrier.key for carrier in carriers.guess(number)]
    assert right not in found and not {"canadapost", "dpd"} & set(found)


def test_the_published_check_digits_agree():
    assert all(map(check_digits.s10, ["RR473124829GB", "EA123456785CN"])) and not check_digits.s10("RR473124827GB")
    assert all(map(check_digits.ups, ["1Z5R89390357567127", "1Z879E930346834440", "1Z410E7W0392751591", "1Z8V92A70367203024"]))
    assert not check_digits.ups("1Z1111111111111111")
    assert all(map(check_digits.fedex_express, ["986578788855", "477179081230", "799531274483", "790535312317", "974367662710"]))
    assert not check_digits.fedex_express("996578788855")
    assert all(map(check_digits.gs1, ["568283610012000", "568283610012734", "0073938000549297"]))
    assert all(map(check_digits.mod_7, ["3318810025", "8487135506", "1099255990", "3821724944", "3318810036"]))
    assert not check_digits.mod_7("3318810010")
    assert check_digits.usps_with_zip("4201028200009261290113185417468510")
    assert not check_digits.usps_with_zip("4201028200009261290113185417468511")
    assert check_digits.dpd("008182709980000020045327276N") and not check_digits.dpd("008182709980000020033350276A")


@pytest.mark.parametrize("text", ["6901234567892", "6921168509256", "4006381333931", "9780306406157", "012345678905", "96385074",
                                  "690 1234 567892", "8901030865275"])  # fmt: skip
def test_an_item_barcode_is_told_from_a_label(text):
    assert carriers.looks_like_item_barcode(text)
    assert carriers.looks_like_item_barcode(text, "EAN-13") and not carriers.looks_like_item_barcode(text, "Code128")


@pytest.mark.parametrize(
    "text",
    [
        "6901234567893",
        "SF1357924680123",
        "1123456789012",
        "986578788855",
        "",
        "0000000000000",
        "1Z5R89390357567127",
        "123",
        "٦٩٠١٢٣٤٥٦٧٨٩٢",
    ],
)
def test_a_label_is_not_taken_for_an_item(text):
    assert not carriers.looks_like_item_barcode(text)


def test_a_number_that_a_carrier_of_the_country_uses_is_a_label():
    number = next(f"43{n:011d}" for n in range(20) if check_digits.gs1(f"43{n:011d}"))
    assert not carriers.looks_like_item_barcode(number, country="CN")  # Yunda
    assert carriers.looks_like_item_barcode(number, country="DE")  # goods of Germany


@pytest.mark.parametrize("key", ASKED_FOR)
def test_every_main_carrier_is_there(key):
    assert carriers.get(key).key == key


@pytest.mark.parametrize("carrier", carriers.all(), ids=lambda carrier: carrier.key)
def test_every_carrier_is_described_in_full(carrier):
    assert re.fullmatch(r"[a-z_]{2,20}", carrier.key) and len(carrier.key) <= 30
    assert carrier.name and carrier.name_zh and carrier.patterns
    assert all(re.fullmatch(r"[A-Z]{2}", country) for country in carrier.countries)
    for link in (carrier.link, *carrier.links.values()):
        if link:
            parts = urlsplit(link.replace("{number}", "X"))
            assert parts.scheme == "https" and "." in parts.hostname and "{" not in parts.geturl()
    assert set(carrier.links) <= set(carrier.countries)


def test_a_link_has_the_number_in_it():
    assert carriers.tracking_url("sf", "sf 1357-924680123").endswith("/SF1357924680123")
    assert carriers.tracking_url("yto", "YT2538769201234") == "https://www.kuaidi100.com/chaxun?com=yuantong&nu=YT2538769201234"
    assert carriers.tracking_url("jt", "841189925424", "VN").startswith("https://jtexpress.vn/")
    assert carriers.tracking_url("jt", "841189925424").startswith("https://www.jtexpress.my/")


def test_a_carrier_without_such_an_address_links_its_own_page_or_nothing():
    assert carriers.tracking_url("jne", "0123456789012") == "https://www.jne.co.id/tracking-package"
    assert carriers.tracking_url("mercadoenvios", "MEL12345678901") is None


@pytest.mark.parametrize(
    "number", ["", "javascript:alert(1)", '"><script>1234', "1234567\r\nLocation: x", "../../1234567", "1234567?x=1", "1234567#1"]
)
def test_nothing_but_a_number_gets_into_a_link(number):
    for carrier in carriers.all():
        url = carriers.tracking_url(carrier.key, number)
        assert url is None or re.fullmatch(r"https://[\x21-\x7e]+", url)
        assert url is None or not set("\"'<>\r\n ") & set(url)
    assert carriers.tracking_url("sf", number) is None


def test_an_unknown_carrier_has_no_page():
    assert (
        carriers.tracking_url("pigeon", "SF1357924680123") is None
        and carriers.find("pigeon") is None
        and carriers.find(None) is None
    )
    with pytest.raises(KeyError):
        carriers.get("pigeon")


def test_the_carriers_of_a_country_come_first():
    keys = [carrier.key for carrier in carriers.all("CN")]
    assert {"sf", "yto", "jd"} <= set(keys[:12]) and keys.index("sf") < keys.index("dhl") and "delhivery" not in keys
    assert len(carriers.all()) > len(keys)


def test_a_carrier_is_named_in_the_language_of_the_reader():
    assert carriers.get("sf").label() == "SF Express"
    with speaking("zh-CN"):
        assert carriers.get("sf").label() == "顺丰速运"


@given(st.one_of(st.text(max_size=80), st.text("0123456789SFJDYT.- ", max_size=45)), st.sampled_from([None, "CN", "DE", "XX"]))
def test_no_text_makes_it_raise(text, country):
    cleaned = carriers.clean(text)
    assert carriers.clean(cleaned) == cleaned or "-" in text
    assert carriers.guess(text, country) == carriers.guess(cleaned, country)
    carriers.looks_like_item_barcode(text, country=country)
    for carrier in carriers.guess(text, country):
        url = carriers.tracking_url(carrier.key, text, country)
        assert url is None or url.startswith("https://")


@given(st.integers(0, 10**8 - 1), st.sampled_from(["CN", "GB", "US", "SE", "IN", "BR"]))
def test_every_number_of_a_post_has_exactly_one_right_check_digit(serial, country):
    fitting = [n for n in range(10) if carriers.guess(f"RR{serial:08d}{n}{country}")]
    assert len(fitting) == 1
