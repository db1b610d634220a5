"""The right to withdraw (Directive 2011/83/EU as amended by 2023/2673): two taps, no reason, a receipt with date and time.

For whom the goods go to the Union or the European Economic Area: from placing the order until `Order.withdraw_until`, 14 days after
the last parcel arrived (`orders.rules.withdraw_until` says how the days are counted). What counts as arrival: the buyer's own word
("I have it"), else the day on which receipt confirms itself; while neither was said, the period has not begun to run out.

Before anything was sent the order ends and the money goes back at once. After that a case of its own kind opens ("withdrawn"): the
seller says where to within 48 h, or is silent and pays; the buyer sends it back within 14 days; the seller pays back at the latest 14
days after the withdrawal, but may wait for the goods or for the proof that they were sent. What was made to order or spoils quickly
stays sold; what is sealed for hygiene can come back only sealed, and if it did not, the seller asks the market.
"""

from typing import NamedTuple

from storefront import invoices, orders
from storefront.aftersales import finding, periods, rules
from storefront.aftersales.ending import at_stake, close, enter, refund_key
from storefront.aftersales.events import Closed
from storefront.aftersales.models import CASE, OPEN, Case, Withdrawal
from storefront.aftersales.opening import already_open, free_code
from storefront.kit import clock, db, events, ids, regions
from storefront.kit.errors import Changed
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.orders.models import Order
from storefront.shops.models import Shop

KEPT = ("made_to_order", "perishable")  # exempt for good; hygiene goods only once they were opened
PERIODS = rules.PERIODS


class ContractWithdrawn(NamedTuple):
    """A buyer withdrew from the contract about an order."""

    withdrawal: int
    order: int


class LinkAsked(NamedTuple):
    """Somebody who knows number and contact of an order asked for the way to withdraw: it is sent to that contact."""

    order: int


def withdrawal_of(order: Order) -> Withdrawal | None:
    """What was declared about this order, or None."""
    return Withdrawal.of(order.shop_id).where(Withdrawal.order == order.id).first()


def holds_for(order: Order, country: str) -> bool:
    """Whether the right exists for a buyer in this country; what is picked up is bought where the shop is."""
    return (order.shop.country if order.delivery_kind == "pickup" else country) in regions.EEA


def why_not_withdraw(order: Order, lines: list, country: str) -> str | None:
    """Why the contract cannot be withdrawn from now, in a sentence; None where it can."""
    if not holds_for(order, country):
        return _("The right to withdraw holds for what is delivered to the European Union and the European Economic Area.")
    sent = _sent(order, lines)
    kept, done = all(line.no_return in KEPT for line in lines), sent and order.delivery_kind == "none"
    left = not sent or worth(order, lines).minor > 0
    return rules.why_not_withdraw(order.state, order.withdraw_until, clock.now(), kept, done, left)


def _sent(order: Order, lines: list) -> bool:
    """Whether any of it has left."""
    return order.state in ("shipped", "completed") or any(line.shipped_count for line in lines)


def worth(order: Order, lines: list) -> Money:
    """What goes back: everything that is still there; or, where a part stays sold, what the rest cost with its tax, without delivery."""
    stake = at_stake(order)
    free = [line for line in lines if line.no_return not in KEPT]
    if len(free) == len(lines):
        return stake
    taxed = {row.line_id: row for row in invoices.taxed_of(order)}
    if taxed:
        on_top = order.tax_mode == "added"
        minor = sum(taxed[line.id].amount_minor + (taxed[line.id].tax_minor if on_top else 0) for line in free)
    else:
        after = Money(order.items_minor - order.discount_minor, order.currency).split(
            [line.price_minor * line.quantity for line in lines]
        )
        minor = sum(part.minor for line, part in zip(lines, after, strict=True) if line in free)
    return min(stake, Money(minor, order.currency), key=lambda money: money.minor)


@db.verb
def withdraw_from_contract(order: Order, name: str = "") -> Withdrawal:
    """The buyer confirms the withdrawal; said again, it is the same one. Raises Changed where the right is over, or a question about the
    order is so far that it has to be settled first."""
    order = db.locked(Order.across_shops().where(Order.id == order.id)).get()
    order.shop = Shop.get_by_id(order.shop_id)
    earlier = withdrawal_of(order)
    if earlier is not None:
        return earlier
    lines, to = orders.lines_of(order), orders.recipient_of(order)
    no = why_not_withdraw(order, lines, to.country)
    if no:
        raise Changed(no)
    _end_question(order)
    sent = _sent(order, lines)
    # before anything left, all of it can be called off, whatever it is; cash that was not paid yet need not go back
    back = worth(order, lines) if sent else at_stake(order) if order.paid_minor else Money(0, order.currency)
    case = _open(order, back) if back else None
    now = clock.now()
    made = Withdrawal.create(
        shop=order.shop_id, order=order.id, case=case.id if case else None, code=_code(), name=name.strip() or to.name,
        contact=to.email or to.phone or "", currency=order.currency, amount_minor=back.minor, refund_by=now + PERIODS.withdrawn, at=now,
    )  # fmt: skip
    events.record(ContractWithdrawn(made.id, order.id), subject=f"order:{order.id}", shop=order.shop_id)
    if sent:
        orders.pause(order)
    else:
        _cancel(order, case, back)
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


def _cancel(order: Order, case: Case | None, back: Money) -> None:
    """Nothing was sent: the order ends, and everything that was paid goes back now."""
    if case is not None:
        now = clock.now()
        direct = order.mode == "direct"
        CASE.change(
            case, "cancel", Closed(case.id, order.id, "withdrawal", back.minor), closed_at=now, outcome="withdrawal", answer_by=None,
            return_by=None, refunded_minor=back.minor, fulfil_by=now + PERIODS.withdrawn if direct else None,
        )  # fmt: skip
        orders.refund(order, back.minor, _("Withdrawn from the contract"), key=refund_key(case), settling=True)
        order = Order.across_shops().where(Order.id == order.id).get()
        order.shop = case.shop
    orders.cancel(order, _("Withdrawn from the contract"))


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
    "KEPT", "ContractWithdrawn", "LinkAsked", "ask_for_link", "holds_for", "why_not_withdraw", "withdraw_from_contract", "withdrawal_of", "worth",
]  # fmt: skip
