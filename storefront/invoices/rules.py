"""Pure decisions about tax. Whole minor units everywhere; a rate is in thousandths of a per cent (19 % = 19000, 8.875 % = 8875).

How it is rounded, once and for all:
- every line of goods by itself, half up: the line's price times its pieces, less its share of a discount (`Money.split`), times the rate;
- prices that include tax: tax = amount x rate / (100 % + rate); the total stays what it was;
- prices without tax: tax = amount x rate, and it is added to the total;
- delivery is taxed like the goods in the parcel: the fee is divided over their rates by what they cost (`Money.split`, nothing is
  lost), each part then rounded half up; a rate that is not for delivery leaves its part untaxed;
- of a refund, each rate's tax goes back in proportion, counted on the sum of all refunds, half up: refunds of everything, in however
  many parts, give back exactly the tax that was charged;
- of pieces that go back by themselves, their own tax goes back (`tax_of_part`), and later refunds divide what is left (`tax_of_rest`);
- no refund carries more tax than money, and none leaves more tax than money behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storefront.kit.money import Money

WHOLE = 100_000  # a hundred per cent


class Rule(NamedTuple):
    """A rate as its table has it: place "" is everywhere else."""

    place: str
    category: str
    rate: int
    on_delivery: bool = True


@dataclass(frozen=True)
class Part:
    """One taxed amount: of line number `line` (None: delivery), as priced, discounts taken off."""

    line: int | None
    rate: int
    amount_minor: int
    tax_minor: int


@dataclass(frozen=True)
class Tax:
    """The tax of an order: `mode` is "included" (in the prices) or "added" (on top)."""

    mode: str
    currency: str
    parts: tuple[Part, ...]

    @property
    def minor(self) -> int:
        """All of it."""
        return sum(part.tax_minor for part in self.parts)

    @property
    def added(self) -> Money:
        """What comes on top of the prices; nothing where they include it."""
        return Money(self.minor if self.mode == "added" else 0, self.currency)

    @property
    def by_rate(self) -> list[tuple[int, Money]]:
        """[(rate, tax)] in the order of rates, without what is not taxed."""
        return [(rate, Money(tax, self.currency)) for rate, _net, tax in sums(self.parts, self.mode) if rate]


def tax_of(amount_minor: int, rate: int, included: bool) -> int:
    """The tax of one amount, rounded half up: of an amount that includes it, or on top of one that does not."""
    whole = WHOLE + rate if included else WHOLE
    return (2 * amount_minor * rate + whole) // (2 * whole)


def rule_for(rules: Sequence[Rule], category: str, country: str, region: str) -> Rule:
    """The rate that holds: the region's before the country's before everywhere else's; at each place the category's own before the
    standard one, except for what is taxed at zero. Nothing said: no tax."""
    for place in dict.fromkeys((region, country, "")):
        here = {rule.category: rule for rule in rules if rule.place == place}
        found = here.get(category) or (here.get("standard") if category != "zero" else None)
        if found is not None:
            return found
    return Rule("", category, 0)


def quote(
    rules: Sequence[Rule],
    mode: str,
    currency: str,
    lines: Sequence[tuple[int, str]],
    fee_minor: int,
    country: str,
    region: str,
    discount_minor: int = 0,
) -> Tax:
    """The tax of a bag: `lines` are (amount in minor units, category), `fee_minor` the delivery, `discount_minor` what comes off the goods."""
    amounts = [amount for amount, _category in lines]
    if discount_minor and sum(amounts):
        shares = Money(min(discount_minor, sum(amounts)), currency).split(amounts)
        amounts = [amount - share.minor for amount, share in zip(amounts, shares, strict=True)]
    held = [rule_for(rules, category, country, region) for _amount, category in lines]
    included = mode == "included"
    parts = [
        Part(n, rule.rate, amount, tax_of(amount, rule.rate, included))
        for n, (amount, rule) in enumerate(zip(amounts, held, strict=True))
    ]
    return Tax(mode, currency, (*parts, *_delivery(amounts, held, fee_minor, currency, included)))


def _delivery(amounts: list[int], held: list[Rule], fee_minor: int, currency: str, included: bool) -> list[Part]:
    if not fee_minor or not held:
        return []
    weights: dict[int, int] = {}
    for amount, rule in zip(amounts, held, strict=True):
        rate = rule.rate if rule.on_delivery else 0
        weights[rate] = weights.get(rate, 0) + amount
    if not sum(weights.values()):  # everything is free but the way
        weights = {max(weights): 1}
    fees = Money(fee_minor, currency).split(list(weights.values()))
    return [
        Part(None, rate, fee.minor, tax_of(fee.minor, rate, included))
        for rate, fee in zip(weights, fees, strict=True)
        if fee.minor
    ]


def sums(parts, mode: str) -> list[tuple[int, int, int]]:
    """[(rate, net, tax)] in minor units by rate: what an invoice lists below its total."""
    found: dict[int, tuple[int, int]] = {}
    for part in parts:
        net = part.amount_minor - (part.tax_minor if mode == "included" else 0)
        before = found.get(part.rate, (0, 0))
        found[part.rate] = (before[0] + net, before[1] + part.tax_minor)
    return [(rate, *found[rate]) for rate in sorted(found, reverse=True)]


def tax_back(charged: Sequence[tuple[int, int]], total_minor: int, before_minor: int, minor: int) -> list[tuple[int, int]]:
    """[(rate, tax)] that goes back with a refund of `minor`, after `before_minor` went back already. `charged` is [(rate, tax)]."""

    def until(tax: int, back: int) -> int:
        return (2 * tax * back + total_minor) // (2 * total_minor)

    return [(rate, until(tax, before_minor + minor) - until(tax, before_minor)) for rate, tax in charged]


def tax_of_part(parts: Sequence[tuple[int, int, int, int, int]]) -> dict[int, int]:
    """{rate: tax} of pieces: `parts` are (rate, tax of their line, what their line cost, what of it went back before, what goes back now).
    Counted on the sum of all that goes back of a line, half up: all its pieces together have exactly its tax."""
    found: dict[int, int] = {}
    for rate, tax, whole, before, minor in parts:

        def until(back: int, tax=tax, whole=whole) -> int:
            return (2 * tax * back + whole) // (2 * whole) if whole else 0

        found[rate] = found.get(rate, 0) + until(before + minor) - until(before)
    return found


def tax_of_rest(
    left: Sequence[tuple[int, int]], rest_minor: int, minor: int, wanted: dict[int, int] | None
) -> list[tuple[int, int]]:
    """[(rate, tax)] that goes back with a refund of `minor`, once pieces went back by themselves: theirs (`wanted`), or a part of what is
    `left` ([(rate, tax)]) in proportion to the `rest_minor` that could still go back; never more than is left, and with the last of it all."""
    if minor >= rest_minor:
        return list(left)
    if wanted is not None:
        back = [(rate, min(tax, wanted.get(rate, 0))) for rate, tax in left]
    else:
        back = [(rate, (2 * tax * minor + rest_minor) // (2 * rest_minor)) for rate, tax in left]
    return _that_fits(back, left, rest_minor, minor)


def tax_in_proportion(
    charged: Sequence[tuple[int, int]], left: Sequence[tuple[int, int]], total_minor: int, before_minor: int, minor: int
) -> list[tuple[int, int]]:
    """The same of an order of which no pieces went back by themselves: in proportion to all that was paid, less what is not `left`."""
    until = tax_back(charged, total_minor, 0, before_minor + minor)
    back = [
        (rate, max(0, tax - (all_of_it - there)))
        for (rate, tax), (_, all_of_it), (_, there) in zip(until, charged, left, strict=True)
    ]
    return _that_fits(back, left, total_minor - before_minor, minor)


def _that_fits(
    back: list[tuple[int, int]], left: Sequence[tuple[int, int]], rest_minor: int, minor: int
) -> list[tuple[int, int]]:
    """The same, but never more tax than money, neither now nor in what can still go back afterwards: a sum without a name may have taken
    its part of the tax from goods that had none."""
    least = sum(tax for _rate, tax in left) - (rest_minor - minor)
    gone = sum(tax for _rate, tax in back)
    more = min(max(gone, least), minor) - gone
    found = []
    for (rate, tax), (_rate, there) in zip(back, left, strict=True):
        step = max(min(more, there - tax), -tax)
        more -= step
        found.append((rate, tax + step))
    return found


def rate_words(rate: int) -> str:
    """ "19 %", "8.875 %"."""
    whole, part = divmod(rate, 1000)
    return f"{whole}.{part:03}".rstrip("0").rstrip(".") + " %"


def read_rate(text: str) -> int | None:
    """What a person typed as a rate ("19", "8,875 %"), in thousandths of a per cent; None for what is none between 0 and 100."""
    plain = text.replace("%", "").replace("％", "").strip().replace(",", ".")
    whole, _point, part = plain.partition(".")
    if not (
        whole.isascii()
        and whole.isdigit()
        and len(whole) <= 3
        and len(part) <= 3
        and (not part or (part.isascii() and part.isdigit()))
    ):
        return None
    rate = int(whole) * 1000 + int(part.ljust(3, "0") or 0)
    return rate if rate <= WHOLE else None
