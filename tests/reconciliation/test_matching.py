"""Which line of a bank's file is whose: by number and sum, by the sum alone where nothing else has it, and never one line twice."""

from datetime import UTC, datetime
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from storefront.reconciliation.formats import Row
from storefront.reconciliation.matching import match

AT = datetime(2026, 11, 20, tzinfo=UTC)


def asked(label: str, minor: int, currency: str = "EUR"):
    return SimpleNamespace(code=f"code-{label}", label=label, amount_minor=minor, currency=currency)


def line(words: str, minor: int, currency: str = "EUR", **more) -> Row:
    return Row(1, "bank", more.pop("reference", ""), minor, currency, AT, words=words, **more)


def how(rows, *wanted) -> dict[str, str]:
    return {code.removeprefix("code-"): found.how for code, found in match(rows, list(wanted)).items()}


def test_number_and_sum_are_an_exact_match_wherever_the_number_stands():
    wanted = asked("K7Q2", 1250)
    for row in (
        line("Order K7Q2 thank you", 1250),
        line("order/k7q2", 1250),
        line("", 1250, ours="K7Q2"),
        line("", 1250, reference="K7Q2"),
    ):
        assert how([row], wanted) == {"K7Q2": "exact"}
    assert how([line("XK7Q2", 1250), line("x", 1250)], wanted) == {}  # two lines of this sum, and neither has the number


def test_what_went_out_and_other_currencies_are_no_match():
    assert how([line("K7Q2", -1250)], asked("K7Q2", 1250)) == {}
    assert how([line("K7Q2", 1250, "CHF")], asked("K7Q2", 1250)) == {"K7Q2": "other"}
    assert how([line("K7Q2", 1200)], asked("K7Q2", 1250)) == {"K7Q2": "other"}


def test_of_two_lines_with_its_number_the_one_with_its_sum_counts():
    rows = [line("K7Q2", 1200), line("K7Q2", 1250)]
    assert match(rows, [asked("K7Q2", 1250)])["code-K7Q2"].row is rows[1]


def test_a_sum_alone_counts_where_nothing_else_has_it():
    assert how([line("for the jam", 1250)], asked("K7Q2", 1250), asked("M3XN", 900)) == {"K7Q2": "amount"}
    assert how([line("for the jam", 1250)], asked("K7Q2", 1250), asked("M3XN", 1250)) == {}  # whose?
    assert how([line("jam", 1250), line("bread", 1250)], asked("K7Q2", 1250)) == {}  # which?
    assert how([line("M3XN", 1250)], asked("K7Q2", 1250), asked("M3XN", 900)) == {"M3XN": "other"}  # it says whose it is
    assert how([line("M3XN", 900), line("jam", 900)], asked("K7Q2", 900), asked("M3XN", 900)) == {
        "M3XN": "exact",
        "K7Q2": "amount",
    }


LABELS = st.sampled_from(["K7Q2", "M3XN", "PWH4", "nothing"])
SUMS = st.sampled_from([900, 1250, -1250])


@given(
    st.lists(st.tuples(LABELS, SUMS), max_size=8),
    st.lists(st.tuples(LABELS, st.sampled_from([900, 1250])), max_size=4, unique_by=lambda one: one[0]),
)
def test_no_line_is_of_two_payments(lines, wanted):
    rows = [line(words, minor) for words, minor in lines]
    payments = [asked(label, minor) for label, minor in wanted]
    found = match(rows, payments)
    assert len({id(one.row) for one in found.values()}) == len(found)
    for one in payments:
        same = [row for row in rows if row.words == one.label and row.amount_minor == one.amount_minor]
        assert not same or found[one.code].how == "exact"
        if one.code in found and found[one.code].how != "other":
            assert found[one.code].row.amount_minor == one.amount_minor
