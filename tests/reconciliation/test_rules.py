"""Pure decisions: which movement a line is, and what differs."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from storefront.kit import ids
from storefront.reconciliation import rules


@dataclass
class One:
    amount_minor: int
    currency: str = "CNY"
    fee_minor: int | None = None
    subject: str = ""


def test_the_first_that_differs_is_told():
    assert rules.difference(One(1), One(1)) == ""
    assert rules.difference(One(1, "EUR", 3), One(2, "CNY", 0)) == "currency"
    assert rules.difference(One(1, fee_minor=3), One(2, fee_minor=0)) == "amount"
    assert rules.difference(One(1, fee_minor=3), One(1, fee_minor=0)) == "fee"
    assert rules.difference(One(1, fee_minor=None), One(1, fee_minor=5)) == ""  # who says nothing says nothing wrong


def test_a_line_is_the_movement_of_its_sum_that_goes_its_way():
    candidates = [One(500, subject="a"), One(-500, subject="b"), One(-300, subject="c")]
    assert rules.choose(One(-300), candidates, set()).subject == "c"
    assert rules.choose(One(-300), candidates, {"c"}).subject == "b"
    assert rules.choose(One(-300), candidates, {"b", "c"}) is None


def test_names_of_a_bank_line_stand_in_its_words():
    names = rules.names_of("B1", "", "PAYOUT WD-77 to MAX MUSTER 2026/11", "bank")
    assert names[0] == "B1" and "WD-77" in names and "MUSTER" not in names
    assert rules.names_of("txn", "ours", "WD-77", "capture") == ["ours", "txn"]


def test_a_code_of_letters_alone_is_a_name_too():
    assert rules.names_of("", "", "Withdrawal KSPGBYEP MEI CHEN", "bank") == ["KSPGBYEP"]
    assert rules.names_of("", "", "withdrawal kspgbyep mei chen", "bank") == ["kspgbyep"]
    for _ in range(200):
        code = ids.code(8)
        assert code in rules.names_of("", "", f"to MEI CHEN {code}.", "bank")


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)).filter(lambda pair: pair[0] != pair[1]), max_size=12))
def test_swapped_lines_are_pairs_of_which_each_has_the_others_sum(sums):
    different = [(number, "CNY", expected, got) for number, (expected, got) in enumerate(sums)]
    pairs = rules.swaps(different)
    flat = [line for pair in pairs for line in pair]
    assert len(flat) == len(set(flat))
    assert all(sums[one] == sums[other][::-1] for one, other in pairs)
    left = [sums[number] for number in range(len(sums)) if number not in flat]
    assert not any(pair[::-1] in left for pair in left)
