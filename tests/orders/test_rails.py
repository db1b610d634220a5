"""The money rail in the words of whoever looks: on the buyer's own page they are "you", to the shop and the market nobody is."""

from itertools import product
from types import SimpleNamespace

import pytest

from storefront import orders
from storefront.kit import clock
from storefront.orders.models import ORDER

STATES = ("pending", "confirmed", "shipped", "completed", "cancelled")
SHAPES = [
    (mode, method, state, paid)
    for (mode, method), state, paid in product(
        (("protected", "sandbox"), ("direct", "epc"), ("direct", "cash"), ("direct", "pickup_cash")),
        (*STATES, "waiting"),
        (0, 12800),
    )
    if not (mode == "protected" and state == "waiting")
]


def order(mode: str, method: str, state: str, paid: int, settled: bool):
    kind = "pickup" if method == "pickup_cash" else "courier"
    return SimpleNamespace(
        shop=SimpleNamespace(name="Mei's Kiln"), paused_at=None, mode=mode, method=method, state=state, delivery_kind=kind, paid_minor=paid,
        refunded_minor=0, settled_at=clock.now() if settled else None,
    )  # fmt: skip


def test_every_state_of_an_order_is_among_them():
    assert set(ORDER.states) == {*STATES, "waiting"}


@pytest.mark.parametrize(("mode", "method", "state", "paid"), SHAPES)
@pytest.mark.parametrize("settled", [False, True])
def test_only_the_buyer_is_you(mode, method, state, paid, settled):
    one = order(mode, method, state, paid, settled)
    mine, theirs = orders.rail_of(one), orders.rail_of(one, buyer=False)
    assert [place for _text, place in mine] == [place for _text, place in theirs]
    assert any(text.startswith("You ") for text, _place in mine)
    assert not [text for text, _place in theirs if text.lower().startswith("you")]
    other = {text: other for (text, _a), (other, _b) in zip(mine, theirs, strict=True) if text != other}
    assert set(other.values()) <= {"Buyer pays", "Buyer paid", "Buyer confirms", "Buyer has it"}
    assert all(text.startswith("You ") for text in other)
