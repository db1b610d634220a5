"""The seller's side: accept, offer part or another one, ask for it back, decline, send another one, say that the return arrived."""

from storefront import orders, payments, shipping, stock
from storefront.aftersales import goods, rules
from storefront.aftersales.ending import PERIODS, answered, close, due, enter, owed_again, refund_key, say, tell, turn
from storefront.aftersales.events import Accepted, Declined, Fulfilled, Offered, Replaced, ReturnAsked, Returned
from storefront.aftersales.models import CASE, Case
from storefront.kit import clock, db
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.orders.models import Line


@db.verb
def accept(case: Case) -> Case:
    """The seller does what the buyer asked; where that was sending it back, the money goes back without it. Ten seconds of undo."""
    case = enter(case)
    turn(case, "accept", "answer_by")
    return CASE.change(case, "accept", act_at=clock.now() + PERIODS.undo)


@db.verb
def undo(case: Case) -> Case:
    """Take the yes back, while the ten seconds run."""
    case = enter(case)
    if case.state == "accepted" and not rules.in_time(case.act_at, clock.now()):
        raise Changed(_("The ten seconds are over."))
    return CASE.change(case, "undo", act_at=None)


@db.verb
def carry_out(case: Case) -> Case:
    """The undo has passed: the money goes back, or another one is promised."""
    case = enter(case)
    now = clock.now()
    if case.state == "accepted" and rules.in_time(case.act_at, now):
        raise Changed
    columns = answered(case)
    tell(case, Accepted(case.id, case.order_id))
    if case.want == "another":
        return CASE.change(case, "promise", act_at=None, answer_by=now + PERIODS.send_another, **columns)
    return close(case, "carry_out", "accepted", case.asked, act_at=None, **columns)


@db.verb
def offer(case: Case, part: Money | None, words: str = "", person=None) -> Case:
    """The seller offers `part` of the money, or another one (None). Raises Refused (field "amount") for a part that is none."""
    case = enter(case)
    turn(case, "offer", "answer_by")
    if part is not None:
        rules.check_part(part, case.stake)
    columns = answered(case)
    said = say(case, "seller", "answer", words, person)
    minor = part.minor if part is not None else None
    told = Offered(case.id, case.order_id, minor or 0)
    return CASE.change(
        case, "offer", told, note={"said": said}, offered_minor=minor, reply_by=clock.now() + PERIODS.reply, **columns
    )


@db.verb
def ask_back(case: Case, address: str, words: str = "", person=None) -> Case:
    """The seller wants it back first, and says where to; then the money goes back. Raises Refused (field "address") without one."""
    case = enter(case)
    turn(case, "ask_back", "answer_by")
    if not (address or "").strip():
        raise Refused(_("Write where it should be sent to."), field="address")
    columns = answered(case)
    said = say(case, "seller", "answer", words, person)
    told = ReturnAsked(case.id, case.order_id)
    return CASE.change(
        case, "ask_back", told, note={"said": said}, return_address=address, return_by=clock.now() + PERIODS.send_back, **columns
    )


@db.verb
def say_where(case: Case, address: str, words: str = "", person=None) -> Case:
    """The contract was withdrawn from: the seller says where it goes back to. Raises Refused (field "address") without one."""
    case = enter(case)
    turn(case, "say_where", "answer_by")
    if not (address or "").strip():
        raise Refused(_("Write where it should be sent to."), field="address")
    columns = answered(case)
    said = say(case, "seller", "answer", words, person)
    told = ReturnAsked(case.id, case.order_id)
    until = clock.now() + PERIODS.withdrawn
    return CASE.change(
        case, "say_where", told, note={"said": said}, return_address=address, return_by=until, answer_by=None, **columns
    )


@db.verb
def decline(case: Case, words: str, person=None) -> Case:
    """The seller says no. The reason is for the buyer to read. Raises Refused (field "words") without one."""
    case = enter(case)
    turn(case, "decline", "answer_by")
    if not (words or "").strip():
        raise Refused(_("Write a reason: the buyer reads it."), field="words")
    columns = answered(case)
    said = say(case, "seller", "answer", words, person)
    return CASE.change(
        case, "decline", Declined(case.id, case.order_id), note={"said": said}, reply_by=clock.now() + PERIODS.reply, **columns
    )


@db.verb
def concede(case: Case) -> Case:
    """The seller gives in after all: what the buyer asked for goes back at once."""
    case = enter(case)
    return close(case, "concede", "conceded", due(case))


@db.verb
def send_another(case: Case, number: str, carrier: str | None, pieces: dict[int, int]) -> Case:
    """The seller sends another one: `pieces` maps lines of the order to how many are in the parcel; they leave the shelf.

    The order goes on, and the buyer has as long as the first time to say that it arrived. Raises Refused (field "number" or "pieces").
    """
    case = enter(case)
    order = case.order
    turn(case, "send_another", "answer_by")
    lines = {line.id: line for line in Line.of(order.shop_id).where(Line.order == order.id)}
    wanted = {lines[i]: count for i, count in pieces.items() if i in lines and count}
    if not wanted or any(not 0 < count <= line.quantity for line, count in wanted.items()):
        raise Refused(_("Choose what is in this parcel."), field="pieces")
    _take_from_shelf(case, [(line.variant_id, count) for line, count in wanted.items()])
    parcel = shipping.ship_again(order, number, carrier)
    tell(case, Replaced(case.id, order.id, parcel.id))
    return close(case, "send_another", "another", parcel=parcel)


def _take_from_shelf(case: Case, taken: list[tuple[int, int]]) -> None:
    try:
        stock.reserve(case.shop, f"case:{case.id}", taken)
    except Refused as short:
        left = min(short.details["left"].values())
        raise Refused(
            _("Only %(left)s of these are left on your shelf. Offer money instead, or count again.", left=left), field="pieces"
        ) from None
    stock.commit(f"case:{case.id}")


@db.verb
def arrived(case: Case, shelve: bool = False) -> Case:
    """The return is there: all the money goes back. With `shelve` the pieces can be sold again."""
    case = enter(case)
    turn(case, "arrive")
    tell(case, Returned(case.id, case.order_id))
    case = close(case, "arrive", "returned", case.most)
    pieces = goods.pieces_of(goods.of_case(case)) if shelve else {}
    if pieces:  # the rest may come back later, or never
        orders.shelve(case.order, pieces)
    elif shelve:
        stock.give_back(f"order:{case.order_id}")
    return case


@db.verb
def paid_back(case: Case) -> Case:
    """Direct: the seller says that the money was paid back. Said twice, it is true once."""
    case = enter(case)
    if case.state != "closed" or case.fulfil_by is None:
        raise Changed
    if case.fulfilled_at is not None:
        return case
    row = payments.refund_by_key(refund_key(case))
    if row is not None:
        orders.paid_back(case.order, str(row.id))
    now = clock.now()
    Case.update(fulfilled_at=now).where(Case.id == case.id, Case.fulfilled_at.is_null()).execute()
    case.fulfilled_at = now
    tell(case, Fulfilled(case.id, case.order_id))
    return case


@db.verb
def not_paid_back(case: Case, words: str, person=None) -> Case:
    """Direct: the seller said by mistake that it was paid back. Raises Refused (field "words") without a reason, Changed where it is too late
    or the buyer has said that it arrived."""
    case = enter(case)
    if case.fulfilled_at is None:
        raise Changed
    words, row = payments.why_taken_back(words), payments.refund_by_key(refund_key(case))
    if row is not None:
        orders.not_paid_back(case.order, str(row.id), words)
    elif not payments.in_time_to_take_back(case.fulfilled_at):
        raise Changed(payments.too_late_to_take_back())
    owed_again(case, words, person)
    return case


def may_take_back(case: Case) -> bool:
    """Whether the seller can still say that it was not paid back after all."""
    if case.fulfilled_at is None:
        return False
    row = payments.refund_by_key(refund_key(case))
    return payments.may_take_back(row) if row is not None else payments.in_time_to_take_back(case.fulfilled_at)
