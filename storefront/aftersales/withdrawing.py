"""The right to withdraw (Directive 2011/83/EU as amended by 2023/2673): two taps, no reason, a receipt with date and time, from all
of a contract or a part of it.

For whom the goods go to the Union or the European Economic Area: from placing the order until `Order.withdraw_until`, 14 days after
the last parcel arrived (`orders.rules.withdraw_until` says how the days are counted). What counts as arrival: the buyer's own word
("I have it"), else the day on which receipt confirms itself; while neither was said, the period has not begun to run out.

What has not left is called off and its money goes back at once; with all of it the order ends. For what has left a case of its own kind
opens ("withdrawn"): the seller says where to within 48 h, or is silent and pays; the buyer sends it back within 14 days; the seller pays
back at the latest 14 days after the withdrawal, but may wait for the goods or for the proof that they were sent. What was made to order
or spoils quickly stays sold; what is sealed for hygiene can come back only sealed, and if it did not, the seller asks the market.

The rest of a contract can be withdrawn from later, once nothing is on its way back; until then the days stand still. Which pieces, and
what goes back for them: `parts`.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from peewee import JOIN

from storefront import invoices, orders
from storefront.aftersales import finding, parts, periods, rules
from storefront.aftersales.ending import at_stake, close, enter, pay
from storefront.aftersales.events import Closed
from storefront.aftersales.models import CASE, OPEN, Case, Withdrawal, Withdrawn
from storefront.aftersales.opening import already_open, free_code
from storefront.kit import clock, db, events, ids, once, regions
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.orders.models import Order
from storefront.shops.models import Shop

PERIODS = rules.PERIODS


class ContractWithdrawn(NamedTuple):
    """A buyer withdrew from the contract about an order."""

    withdrawal: int
    order: int


class LinkAsked(NamedTuple):
    """Somebody who knows number and contact of an order asked for the way to withdraw: it is sent to that contact."""

    order: int


def withdrawals_of(order: Order) -> list[Withdrawal]:
    """What was declared about this order, newest first, each with its case. One query."""
    rows = Withdrawal.of(order.shop_id, Withdrawal, Case).join(Case, JOIN.LEFT_OUTER).where(Withdrawal.order == order.id)
    return list(rows.order_by(Withdrawal.id.desc()))


def withdrawal_of(order: Order) -> Withdrawal | None:
    """What was declared last about this order, or None."""
    return next(iter(withdrawals_of(order)), None)


def holds_for(order: Order, country: str) -> bool:
    """Whether the right exists for a buyer in this country; what is picked up is bought where the shop is."""
    return (order.shop.country if order.delivery_kind == "pickup" else country) in regions.EEA


def why_not_withdraw(order: Order, lines: list, country: str) -> str | None:
    """Why the contract cannot be withdrawn from now, in a sentence; None where it can."""
    if not holds_for(order, country):
        return _("The right to withdraw holds for what is delivered to the European Union and the European Economic Area.")
    if order.paused_at is not None and _on_its_way_back(order):
        return _(
            "What you withdrew from is still on its way back. When that is settled you can withdraw from the rest; until then your days stand still."
        )
    sent, pieces = parts.was_sent(order, lines), parts.open_pieces(order, lines)
    kept, done = all(line.no_return in parts.KEPT for line in lines), sent and order.delivery_kind == "none"
    left = not sent or bool(pieces and at_stake(order))
    return rules.why_not_withdraw(order.state, until(order, lines), clock.now(), kept, done, left, bool(pieces))


def until(order: Order, lines: list) -> datetime | None:
    """When the right ends, None while that is not known: the days stand still while something that was withdrawn from is on its way back."""
    if order.withdraw_until is None or not any(line.withdrawn_count for line in lines):
        return order.withdraw_until
    rows = Case.of(order.shop_id, Case.opened_at, Case.closed_at).where(Case.order == order.id, Case.reason == "withdrawal")
    now = clock.now()
    return order.withdraw_until + sum(((row.closed_at or now) - row.opened_at for row in rows), timedelta())


def _on_its_way_back(order: Order) -> bool:
    open_now = (Case.order == order.id) & Case.state.in_(OPEN) & (Case.reason == "withdrawal")
    return Case.of(order.shop_id, Case.id).where(open_now).exists()


@db.verb
def withdraw_from_contract(order: Order, name: str = "", pieces: dict[int, int] | None = None, key: str = "") -> Withdrawal:
    """The buyer confirms the withdrawal from these `pieces` by line (default: everything that is left). Returns its receipt, the last one
    where some of it had left and some had not.

    With the same `key`, or where nothing is left, it is the earlier one. Raises Refused (field "lines" or "count-<line>") for pieces that
    are none, Changed where the right is over, or a question about the order is so far that it has to be settled first.
    """
    order = db.locked(Order.across_shops().where(Order.id == order.id)).get()
    order.shop = Shop.get_by_id(order.shop_id)
    scope = f"withdrawal:order:{order.id}"
    if key:
        earlier = once.claim(scope, key, {"pieces": sorted(pieces.items()) if pieces is not None else None})
        if earlier:
            return Withdrawal.of(order.shop_id).where(Withdrawal.id == int(earlier)).get()
    lines, to = orders.lines_of(order), orders.recipient_of(order)
    there, last = parts.open_pieces(order, lines), withdrawal_of(order)
    if not there and last is not None:
        return last
    no = why_not_withdraw(order, lines, to.country)
    if no:
        raise Changed(no)
    pieces = there if pieces is None else pieces
    parts.check(order, lines, pieces)
    _end_question(order)
    made = _declare(order, lines, pieces, (name.strip() or to.name, to.email or to.phone or ""))
    if key:
        once.keep(scope, key, str(made.id))
    return made


def _end_question(order: Order) -> None:
    """An open question gives way: the right to withdraw is the wider one."""
    row = Case.of(order.shop_id).where(Case.order == order.id, Case.state.in_(OPEN)).first()
    if row is None:
        return
    if not CASE.may(row, "withdraw"):
        raise Changed(already_open())
    close(enter(row), "withdraw", "withdrawn")
    order.paused_at = None


def _declare(order: Order, lines: list, pieces: dict[int, int], who: tuple[str, str]) -> Withdrawal:
    """Nothing sent and nothing left: the order ends. Else what has not left is called off, and the rest comes back."""
    todo = parts.plan(order, lines, pieces)
    orders.withdraw_from(order, pieces)
    if todo.off:
        made = _call_off(order, todo.off_money, todo.off_costs, who)
        if todo.ends:
            orders.cancel(_again(order), _("Withdrawn from the contract"))
            return made
        orders.call_off(order, todo.off)
    if todo.back:
        made = _send_back(_again(order), todo.back_money, todo.back_costs, who)
    return made


def _call_off(order: Order, money: Money, costs: list, who: tuple[str, str]) -> Withdrawal:
    """It has not left, so there is nothing to wait for: its case ends as it begins, and the money goes back now."""
    case = _open(order, money) if money else None
    made = _receipt(order, case, money, costs, who)
    if case is not None:
        _pay_at_once(case, money)
    return made


def _send_back(order: Order, money: Money, costs: list, who: tuple[str, str]) -> Withdrawal:
    """It has left: a case opens, and the money goes back with the goods."""
    if not money:
        raise Refused(_("Nothing was paid for this that could still go back."), field="lines")
    made = _receipt(order, _open(order, money), money, costs, who)
    orders.pause(order)
    return made


def _receipt(order: Order, case: Case | None, money: Money, costs: list, who: tuple[str, str]) -> Withdrawal:
    now = clock.now()
    made = Withdrawal.create(
        shop=order.shop_id, order=order.id, case=case.id if case else None, code=_code(), name=who[0], contact=who[1],
        currency=order.currency, amount_minor=money.minor, refund_by=now + PERIODS.withdrawn, at=now,
    )  # fmt: skip
    for line_id, count, minor in costs:
        Withdrawn.create(shop=order.shop_id, withdrawal=made.id, line=line_id, quantity=count, amount_minor=minor)
    events.record(ContractWithdrawn(made.id, order.id), subject=f"order:{order.id}", shop=order.shop_id)
    return made


def _open(order: Order, back: Money) -> Case:
    now, address = clock.now(), _address(order.shop)
    case = Case.create(
        shop=order.shop_id, order=order.id, code=free_code(), state="withdrawn", reason="withdrawal", want="back", currency=order.currency,
        stake_minor=at_stake(order).minor, asked_minor=back.minor, opened_at=now, return_address=address or None,
        return_by=now + PERIODS.withdrawn if address else None, answer_by=None if address else now + periods.of(order).answer,
    )  # fmt: skip
    case.order, case.shop = order, order.shop
    events.record("case.withdrawn", subject=f"case:{case.id}", shop=order.shop_id, after=case.state)
    return case


def _address(shop) -> str:
    """Where the shop takes things back: what it said the last time, else where it is registered."""
    seller = invoices.particulars_of(shop)
    registered = f"{seller.name}\n{seller.address}" if seller.address else ""
    return finding.last_address(shop) or registered


def _pay_at_once(case: Case, back: Money) -> None:
    now, order = clock.now(), case.order
    direct = order.mode == "direct"
    CASE.change(
        case, "cancel", Closed(case.id, order.id, "withdrawal", back.minor), closed_at=now, outcome="withdrawal", answer_by=None,
        return_by=None, refunded_minor=back.minor, fulfil_by=now + PERIODS.withdrawn if direct else None,
    )  # fmt: skip
    pay(case, back)


def _again(order: Order) -> Order:
    """The order as it stands now."""
    fresh = Order.across_shops().where(Order.id == order.id).get()
    fresh.shop = order.shop
    return fresh


def _code() -> str:
    while True:
        code = ids.code(8)
        if not Withdrawal.across_shops(Withdrawal.id).where(Withdrawal.code == code).exists():
            return code


# --- the way in for whoever lost the link --------------------------------------------------------------------------------------


@db.verb
def ask_for_link(number: str, contact_kind: str, index: str) -> int:
    """Send the way to withdraw to the contact of every order with this number and this contact (its blind index). Returns how many; the
    page that asks must not say it."""
    found = finding.orders_to(number, contact_kind, index)
    for order in found:
        events.record(LinkAsked(order.id), subject=f"order:{order.id}", shop=order.shop_id)
    return len(found)


__all__ = [
    "ContractWithdrawn", "LinkAsked", "ask_for_link", "holds_for", "until", "why_not_withdraw", "withdraw_from_contract",
    "withdrawal_of", "withdrawals_of",
]  # fmt: skip
