"""Which pieces of a contract can be withdrawn from, and what goes back for them.

A piece is withdrawn from once, whatever became of it. What goes back for pieces is what they cost, after a discount and with their tax,
without delivery; with the last of an order everything goes back that is still there. Never more than is at stake.
"""

from typing import NamedTuple

from storefront import invoices
from storefront.aftersales.ending import at_stake
from storefront.aftersales.models import Case, Withdrawal, Withdrawn
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.orders.models import Order

KEPT = ("made_to_order", "perishable")  # exempt for good; hygiene goods only once they were opened


def was_sent(order: Order, lines: list) -> bool:
    """Whether any of it has left."""
    return order.state in ("shipped", "completed") or any(line.shipped_count for line in lines)


def may_choose(order: Order, lines: list) -> bool:
    """Whether a part can be withdrawn from: once it is paid, or was sent. Until then the order ends as a whole."""
    return was_sent(order, lines) or (order.state == "confirmed" and order.paid_minor > 0)


def open_pieces(order: Order, lines: list) -> dict[int, int]:
    """{line id: pieces that can be withdrawn from now}. An order that ends as a whole ends with what was made for it."""
    whole = not may_choose(order, lines)
    left = {line.id: line.quantity - line.withdrawn_count for line in lines if whole or line.no_return not in KEPT}
    return {line_id: count for line_id, count in left.items() if count}


def check(order: Order, lines: list, pieces: dict[int, int]) -> None:
    """Refuse nothing at all, what is not there, and a part of what only ends as a whole."""
    there = open_pieces(order, lines)
    if not pieces:
        raise Refused(_("Choose at least one thing that you withdraw from."), field="lines")
    if not set(pieces) <= set(there):
        raise Refused(_("One of these is not there, or was withdrawn from already. Have a look at what is left."), field="lines")
    if not may_choose(order, lines) and pieces != there:
        raise Refused(_("This order is not paid yet, so it ends as a whole."), field="lines")
    for line_id, count in pieces.items():
        if not 0 < count <= there[line_id]:
            sentence = _("Write a number from %(least)s to %(most)s.", least=1, most=there[line_id])
            raise Refused(sentence, field=f"count-{line_id}")


def prices(order: Order, lines: list) -> dict[int, list[int]]:
    """{line id: what each of its pieces cost}, in minor units; the pieces of a line add up to what the line cost."""
    taxed = {row.line_id: row for row in invoices.taxed_of(order)}
    if taxed:
        on_top = order.tax_mode == "added"
        minors = [taxed[line.id].amount_minor + (taxed[line.id].tax_minor if on_top else 0) for line in lines]
    else:
        agreed = [line.price_minor * line.quantity for line in lines]
        left = Money(order.items_minor - order.discount_minor, order.currency)
        minors = [part.minor for part in left.split(agreed)] if any(agreed) else agreed
    return {
        line.id: [part.minor for part in Money(minor, order.currency).split([1] * line.quantity)]
        for line, minor in zip(lines, minors, strict=True)
    }


def _cost(each: dict[int, list[int]], lines: list, pieces: dict[int, int], after: dict[int, int]) -> list[tuple[int, int, int]]:
    """[(line id, pieces, what they cost)] of the next pieces of each line, after those of earlier withdrawals and `after`."""
    found = []
    for line in lines:
        first, count = line.withdrawn_count + after.get(line.id, 0), pieces.get(line.id, 0)
        if count:
            found.append((line.id, count, sum(each[line.id][first : first + count])))
    return found


class Plan(NamedTuple):
    """What a withdrawal from some pieces comes to: what is called off because it has not left, what comes back because it has, and the
    money for each. `ends`: nothing has left and nothing stays, so the order ends."""

    off: dict[int, int]
    back: dict[int, int]
    off_costs: list[tuple[int, int, int]]
    back_costs: list[tuple[int, int, int]]
    off_money: Money
    back_money: Money
    ends: bool


def plan(order: Order, lines: list, pieces: dict[int, int]) -> Plan:
    """What comes of withdrawing from these pieces now. Pieces that have not left are taken first."""
    off = {line.id: min(pieces.get(line.id, 0), line.unsent_count) for line in lines}
    off = {line_id: count for line_id, count in off.items() if count}
    back = {line_id: count - off.get(line_id, 0) for line_id, count in pieces.items() if count > off.get(line_id, 0)}
    each = prices(order, lines)
    costs = _cost(each, lines, off, {}), _cost(each, lines, back, off)
    stake, whole = at_stake(order), completes(order, lines, pieces)
    nothing_stays = not any(line.unsent_count > off.get(line.id, 0) for line in lines)  # also where no money is left to go back
    if not was_sent(order, lines) and (nothing_stays or not may_choose(order, lines)):
        # all of it can be called off, whatever it is; cash that was not paid yet need not go back
        money = stake if order.paid_minor else Money(0, order.currency)
        return Plan(off, back, *costs, money, Money(0, order.currency), True)
    off_money = _limited(stake, costs[0])
    left = stake - off_money
    return Plan(off, back, *costs, off_money, left if whole and back else _limited(left, costs[1]), False)


def _limited(stake: Money, costs: list[tuple[int, int, int]]) -> Money:
    """What pieces cost, as far as it is still there."""
    return Money(min(stake.minor, sum(minor for _line, _count, minor in costs)), stake.currency)


def completes(order: Order, lines: list, pieces: dict[int, int]) -> bool:
    """Whether with these pieces the whole order has gone back. What was withdrawn from and kept after all has not."""
    gone = _gone_back(order) if any(line.withdrawn_count for line in lines) else {}
    return all(pieces.get(line.id, 0) + gone.get(line.id, 0) == line.quantity for line in lines)


def _gone_back(order: Order) -> dict[int, int]:
    rows = Withdrawn.of(order.shop_id, Withdrawn.line, Withdrawn.quantity).join(Withdrawal).join(Case)
    paid = (Case.state == "closed") & (Case.refunded_minor >= Withdrawal.amount_minor)
    gone: dict[int, int] = {}
    for row in rows.where(Withdrawal.order == order.id, paid):
        gone[row.line_id] = gone.get(row.line_id, 0) + row.quantity
    return gone


__all__ = ["KEPT", "Plan", "check", "completes", "may_choose", "open_pieces", "plan", "prices", "was_sent"]
