"""What the pages of one case show: where it stands for whoever looks, what they can do, and the timeline the system fills by itself."""

from types import SimpleNamespace

from storefront import orders
from storefront.aftersales import answering, deciding, finding, goods, periods, rules, words
from storefront.aftersales.ending import at_stake, due
from storefront.aftersales.models import CASE, Case
from storefront.kit import clock, dates, events
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.orders import page as order_page
from storefront.shipping import carriers


def rail(case: Case, back: str = "", buyer: bool = True) -> list[tuple[str, str]]:
    """Where the money is while a case is open, and where it went, for the buyer or for anybody else; `back` is how far what it gives back
    is (`finding.backs_of`)."""
    shop, direct = case.shop.name, case.order.mode == "direct"
    paid = orders.paid_words(buyer, shop if direct else "")
    paused = _("Paused") if direct else _("Held, paused")
    if case.state != "closed":
        last = _("It goes on, or %(shop)s pays back", shop=shop) if direct else _("Paid or refunded")
        place = 2 if case.state in ("escalated", "decided", "appealed") else 1
        steps = [paid, paused, _("We decide"), last]
        return [(text, "done" if n < place else "current" if n == place else "todo") for n, text in enumerate(steps)]
    if not case.refunded_minor:
        return orders.rail_of(case.order, buyer=buyer)
    back = back or finding.backs_of([case])[case.id]
    part = back == "done" and case.refunded_minor < case.stake_minor
    last = _("Partly refunded") if part else orders.back_words(back, case.order.mode, shop)
    return [(paid, "done"), (paused, "done"), (_("Settled"), "done"), (last, "current")]


def stamp(case: Case) -> str:
    """Changes whenever anything that the page shows changes."""
    last = (
        events.Event.select(events.Event.id)
        .where(events.Event.subject == f"case:{case.id}")
        .order_by(events.Event.id.desc())
        .limit(1)
        .scalar()
    )
    return f"{case.code}-{case.state}-{last}"


def same_state(case: Case, seen: str) -> bool:
    """Whether a stamp was made in the state that the case is in now."""
    return seen.startswith(f"{case.code}-{case.state}-")


def timeline(case: Case, looking: str) -> list:
    """Everything that happened, newest first, in the words of whoever looks (buyer, seller, market)."""
    said = finding.said_in(case)
    entries = []
    for row in events.timeline(f"case:{case.id}", newest_first=True):
        data = events.payload(row)
        told = words.happened(row.kind, case, data)
        if told is None:
            continue
        mine = said.get(data.get("said") or 0)
        entries.append(
            SimpleNamespace(
                text=told[0], icon=told[1], when=dates.moment(row.at, case.shop.time_zone), at=row.at.isoformat(),
                by=_who(row.actor, looking, case), words=mine.words if mine else "", pictures=mine.pictures if mine else [],
            )
        )  # fmt: skip
    return entries


def _who(actor: str, looking: str, case: Case) -> str:
    kind = actor.partition(":")[0]
    if kind in ("buyer", "visitor"):
        return _("You") if looking == "buyer" else _("Buyer")
    if kind == "person":
        return _("You") if looking == "seller" else case.shop.name
    return _("By itself") if kind in ("clock", "system") else _("Market")


def facts(case: Case) -> list[tuple[str, str]]:
    """(name, value) of what the case is about."""
    rows = [
        (_("What is wrong"), words.reason(case.reason)),
        (_("Wanted"), words.want(case.want)),
        (_("It is about"), case.asked.display()),
    ]
    if case.asked_minor != case.stake_minor:
        rows.append((_("Of"), case.stake.display()))
    return rows


def shares(stake: Money) -> list[tuple[str, str]]:
    """(per cent, words) of parts that can be chosen without typing."""
    return [
        (str(part), _("%(percent)s%% · %(amount)s", percent=part, amount=rules.share_of(stake, part).short()))
        for part in rules.PARTS
    ]


def returning(case: Case):
    """The parcel on its way back: carrier and where to follow it; None where there is none."""
    if case.sent_back_at is None or not case.return_number:
        return None
    carrier = carriers.find(case.return_carrier)
    return SimpleNamespace(
        number=case.return_number,
        carrier=carrier.label() if carrier else "",
        track=carriers.tracking_url(case.return_carrier, case.return_number, case.shop.country) if carrier else None,
    )


def possible(case: Case, side: str) -> SimpleNamespace:
    """What a side can do now: names of verbs that are true."""
    now = clock.now()

    def may(verb: str, deadline=None) -> bool:
        return CASE.may(case, verb) and (deadline is None or rules.in_time(deadline, now))

    losing = side in deciding.losers(case) and rules.in_time(case.appeal_by, now)
    can = SimpleNamespace(
        escalate=deciding.may_escalate(case, side), evidence=rules.may_give_evidence(case.state), appeal=losing, agree=losing
    )
    if side == "buyer":
        can.take, can.refuse = may("take", case.reply_by), may("refuse", case.reply_by)
        can.send_back = may("send_back", case.return_by)
        can.withdraw = may("withdraw")
    else:
        can.answer = case.state == "open" and may("accept", case.answer_by)
        can.undo = case.state == "accepted" and rules.in_time(case.act_at, now)
        can.concede = may("concede")
        can.send_another = may("send_another", case.answer_by)
        can.arrive = may("arrive")
        can.say_where = case.state == "withdrawn" and not case.return_address and may("say_where", case.answer_by)
        can.take_back = case.order.mode == "direct" and answering.may_take_back(case)
        can.pay_back = case.state == "closed" and case.fulfil_by is not None and case.fulfilled_at is None
    return can


def order_timeline(order) -> list:
    """What happened to the order itself, for the market."""
    return order_page.timeline(order, detail=True)


def paid_words(case: Case) -> str:
    """How the order was paid, for the market."""
    order = case.order
    if not order.paid_minor:
        return _("No payment is written down for this order: it was to be paid in cash.")
    amount = Money(order.paid_minor, order.currency).display()
    if order.mode == "direct":
        return _("%(amount)s, paid to the shop directly", amount=amount)
    return (
        _("%(amount)s, held by the market", amount=amount) if case.is_open else _("%(amount)s, through the market", amount=amount)
    )


def context(case: Case, side: str) -> dict:
    """Everything the page of a side shows, without its forms."""
    back = finding.backs_of([case])[case.id]
    heading, sentence = {"buyer": words.for_buyer, "seller": words.for_seller}.get(side, words.for_market)(case, back)
    return {
        "case": case, "order": case.order, "shop": case.shop, "side": side, "heading": heading, "sentence": sentence,
        "rail": rail(case, back, side == "buyer"),
        "facts": facts(case), "timeline": timeline(case, side), "can": possible(case, side), "parcel": returning(case), "stamp": stamp(case),
        "goods": goods.of_case(case), "deadline": words.when, "shares": shares(case.stake), "wish": words.wish(case), "worth": case.most, "due": due(case), "periods": periods.of(case.order),
        "postage_back": order_page.postage_back(case.order) if case.reason in ("changed_mind", "withdrawal") and side == "buyer" else "",
        "direct_note": words.direct_note(case, side) if case.order.mode == "direct" else "",
    }  # fmt: skip


__all__ = [
    "at_stake",
    "context",
    "facts",
    "order_timeline",
    "paid_words",
    "possible",
    "rail",
    "returning",
    "same_state",
    "shares",
    "stamp",
    "timeline",
]
