"""EMVCo rows: written and read back without loss, and the specification's own sample."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.payments.rails import RailError, emvco

# The sample of the EMVCo merchant-presented specification; its language template is written in Chinese.
SAMPLE = (
    "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING"
    "64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A01122334499887707081234"
    "56786304A13A"
)

_TAGS = st.from_regex(r"[0-9]{2}", fullmatch=True)
_VALUES = st.text(st.characters(exclude_categories=("Cs",)), max_size=99)
_ROWS = st.lists(st.tuples(_TAGS, _VALUES), unique_by=lambda pair: pair[0], max_size=12)


def test_the_checksum_is_crc_16_ccitt_false():
    assert emvco.checksum("123456789") == "29B1"
    assert emvco.checksum("") == "FFFF"


def test_the_sample_of_the_specification_is_read_and_written_back_to_the_letter():
    objects = emvco.unseal(SAMPLE)
    assert emvco.value_of(objects, "59") == "BEST TRANSPORT"
    assert emvco.parse(emvco.value_of(objects, "64")) == [("00", "ZH"), ("01", "最佳运输"), ("02", "北京")]
    assert emvco.seal(objects) == SAMPLE


def test_lengths_count_characters_and_the_checksum_counts_bytes():
    code = emvco.seal([("00", "01"), ("59", "最佳运输")])
    assert "5904最佳运输" in code
    assert code[-4:] == emvco.checksum(code[:-4]) != emvco.checksum(code[:-4].encode().decode("latin-1"))


def test_a_checksum_in_small_letters_is_the_same_checksum():
    assert emvco.unseal(SAMPLE[:-4] + "a13a") == emvco.unseal(SAMPLE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "https://example.com/pay",
        SAMPLE[:-1],
        SAMPLE[:-8],
        SAMPLE[:40],
        SAMPLE.replace("BEIJING", "BEIJIN9"),
        SAMPLE[:-4] + "0000",
        SAMPLE + "5802CN",
        "000201" + "000201" + "6304",
        "0002016304ZZZZ",
        "00020163",
        "٠٠٠٢٠١",
        "000201" + "59" + "１０" + "x" * 10,
    ],
)
def test_what_is_not_a_code_is_refused_with_a_sentence(text):
    with pytest.raises(emvco.BadCode) as refusal:
        emvco.unseal(text)
    assert refusal.value.sentence.endswith(".") and len(refusal.value.sentence) > 20
    assert isinstance(refusal.value, RailError) and isinstance(refusal.value, ValueError)


@pytest.mark.parametrize("objects", [[("0", "x")], [("ab", "x")], [("١٢", "x")], [("00", "x" * 100)], [("", "")]])
def test_what_cannot_be_written_is_refused_with_a_sentence(objects):
    with pytest.raises(emvco.BadCode) as refusal:
        emvco.write(objects)
    assert refusal.value.sentence


@given(_ROWS)
def test_reading_what_was_written_gives_the_same_row(objects):
    assert emvco.parse(emvco.write(objects)) == objects


@given(_ROWS.map(lambda objects: [("00", "01"), *[pair for pair in objects if pair[0] not in ("00", "63")]]))
def test_a_sealed_row_opens_again(objects):
    assert emvco.unseal(emvco.seal(objects)) == objects


@given(st.one_of(st.text(), st.text("0123456789"), st.text("0123456789").map(lambda text: "000201" + text)))
def test_nothing_makes_the_reader_raise_anything_but_its_own_refusal(text):
    for read in (emvco.parse, emvco.unseal):
        try:
            read(text)
        except emvco.BadCode as refusal:
            assert refusal.sentence


@given(st.integers(0, len(SAMPLE) - 1), st.characters())
def test_one_changed_character_of_a_code_never_passes(place, character):
    damaged = SAMPLE[:place] + character + SAMPLE[place + 1 :]
    try:
        objects = emvco.unseal(damaged)
    except emvco.BadCode:
        return
    assert objects == emvco.unseal(SAMPLE)


def test_a_replaced_tag_keeps_its_place_and_a_new_one_finds_its_own():
    objects = [("00", "01"), ("58", "CN"), ("59", "x")]
    assert emvco.replaced(objects, "58", "TH") == [("00", "01"), ("58", "TH"), ("59", "x")]
    assert emvco.replaced(objects, "54", "1") == [("00", "01"), ("54", "1"), ("58", "CN"), ("59", "x")]
    assert emvco.replaced(objects, "62", "y")[-1] == ("62", "y")
    assert emvco.replaced(objects, "58", None) == [("00", "01"), ("59", "x")]
