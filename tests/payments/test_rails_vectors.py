"""Published codes, reproduced to the last character of their checksum."""

import pytest

from storefront.kit.money import Money
from storefront.payments.rails import emvco, epc, paynow, pix, promptpay, vietqr


@pytest.mark.parametrize(
    "target, amount, code",
    [
        ("0801234567", None, "00020101021129370016A000000677010111011300668012345675802TH530376463046197"),
        ("080-123-4567", None, "00020101021129370016A000000677010111011300668012345675802TH530376463046197"),
        ("+66-89-123-4567", None, "00020101021129370016A000000677010111011300668912345675802TH5303764630429C1"),
        ("1111111111111", None, "00020101021129370016A000000677010111021311111111111115802TH530376463047B5A"),
        ("1-1111-11111-11-1", None, "00020101021129370016A000000677010111021311111111111115802TH530376463047B5A"),
        ("0123456789012", None, "00020101021129370016A000000677010111021301234567890125802TH530376463040CBD"),
        ("012345678901234", None, "00020101021129390016A00000067701011103150123456789012345802TH530376463049781"),
        ("004999000288505", None, "00020101021129390016A00000067701011103150049990002885055802TH530376463041521"),
        ("000-000-0000", 422, "00020101021229370016A000000677010111011300660000000005802TH530376454044.226304E469"),
        ("0891234567", 1337133775, "00020101021229370016A000000677010111011300668912345675802TH5303764541113371337.756304B7D7"),
    ],
)
def test_promptpay(target, amount, code):
    assert promptpay.build(target, Money(amount, "THB") if amount else None) == code


@pytest.mark.parametrize("pad", ["+66801234567", "66801234567", "0066801234567", "(080) 123 4567"])
def test_promptpay_phones_are_the_same_however_they_are_written(pad):
    assert promptpay.build(pad) == promptpay.build("0801234567")


def test_paynow():
    code = (
        "00020101021126400009SG.PAYNOW010120213200002150HWCF030115204000053037025802SG5923NATIONAL HEALTHCARE GRO"
        "6009Singapore6304DF3F"
    )
    assert paynow.build("200002150HWCF", "NATIONAL HEALTHCARE GRO") == code


def test_pix():
    code = (
        "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal"
        "6008BRASILIA62070503***63041D3D"
    )
    assert pix.build("123e4567-e12b-12d1-a456-426655440000", "Fulano de Tal", "BRASILIA") == code


@pytest.mark.parametrize(
    "number, card, amount, bill, purpose, code",
    [
        ("0011012345678", False, None, "", "", "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA"
         "53037045802VN63049E6F"),
        ("9704031101234567", True, None, "", "", "00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC"
         "53037045802VN63044F52"),
        ("0011012345678", False, 180000, "NPS6869", "thanh toan don hang",
         "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS6869"
         "0819thanh toan don hang63042E2E"),
        ("9704031101234567", True, 180000, "NPS6869", "thanh toan don hang",
         "00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061800005802VN62340107NPS6869"
         "0819thanh toan don hang6304A203"),
    ],
)  # fmt: skip
def test_vietqr(number, card, amount, bill, purpose, code):
    money = Money(amount, "VND") if amount else None
    assert vietqr.build("970403", number, money, bill=bill, purpose=purpose, to_card=card) == code


def test_epc_first_example_of_the_guidelines():
    code = epc.build(
        "Franz Mustermänn", "DE71110220330123456789", Money(1230, "EUR"), bic="BHBLDEHHXXX", purpose="GDDS",
        structured="RF18539007547034", version="001",
    )  # fmt: skip
    assert code == ("BCD\n001\n1\nSCT\nBHBLDEHHXXX\nFranz Mustermänn\nDE71110220330123456789\nEUR12.3\nGDDS\nRF18539007547034")
    assert len(code) == 95 and len(code.encode()) == 96  # as the guidelines count them


def test_epc_second_example_of_the_guidelines_in_utf_8():
    code = epc.build("François D'Alsace S.A.", "FR1420041010050500013M02606", Money(1230, "EUR"), "Client:Marie Louise La Lune")
    assert code == (
        "BCD\n002\n1\nSCT\n\nFrançois D'Alsace S.A.\nFR1420041010050500013M02606\nEUR12.3\n\n\nClient:Marie Louise La Lune"
    )


def test_every_emvco_vector_opens_with_our_own_reader():
    for code in (
        promptpay.build("0801234567"),
        paynow.build("200002150HWCF", "NATIONAL HEALTHCARE GRO"),
        pix.build("123e4567-e12b-12d1-a456-426655440000", "Fulano de Tal", "BRASILIA"),
        vietqr.build("970403", "0011012345678"),
    ):
        assert emvco.value_of(emvco.unseal(code), "00") == "01"
