"""Cases: both sides hear of every step, each in its own words; whoever took the step finds it on the page only. The market's own
people hear when they are asked, and when they are late."""

from datetime import timedelta

from storefront import aftersales, orders
from storefront.aftersales import words
from storefront.kit import db, events
from storefront.kit.i18n import gettext as _
from storefront.notifications.actions import tell_staff
from storefront.notifications.listeners import tell_buyer, tell_seller
from storefront.notifications.sentences import amount, says, when
from storefront.orders.models import Order
from storefront.shops.models import Shop

# event → who took the step: that side finds it on the page, the other is told; "" tells both
ABOUT_CASES = {
    aftersales.Opened: "buyer",
    aftersales.Accepted: "seller",
    aftersales.Offered: "seller",
    aftersales.OfferRefused: "buyer",
    aftersales.OfferTaken: "buyer",
    aftersales.Declined: "seller",
    aftersales.ReturnAsked: "seller",
    aftersales.SentBack: "buyer",
    aftersales.Returned: "seller",
    aftersales.Replaced: "seller",
    aftersales.Silent: "",
    aftersales.EvidenceGiven: "?",
    aftersales.Escalated: "?",
    aftersales.Overdue: "",
    aftersales.Decided: "",
    aftersales.Appealed: "?",
    aftersales.BackDecided: "",
    aftersales.Ruled: "",
    aftersales.Closed: "",
    aftersales.Fulfilled: "seller",
    aftersales.NotFulfilled: "seller",
    aftersales.Unfulfilled: "",
}
_MARKET_TOO = (aftersales.Escalated, aftersales.Appealed, aftersales.Overdue)
A_MINUTE = timedelta(minutes=1)
_NEXT = ("answer_by", "reply_by", "return_by", "decide_by", "appeal_by", "fulfil_by")


@db.verb
def tell_about_case(event, row) -> None:
    """Both sides of a case, about a step of it."""
    case = aftersales.Case.across_shops().where(aftersales.Case.id == event.case).get()
    order = Order.across_shops(Order, Shop).join(Shop).where(Order.id == event.order).get()
    kind = type(event)
    if kind is aftersales.NotFulfilled and not events.payload(row).get("alone"):
        return  # its refund tells
    if kind is aftersales.Closed and (_said_already(event, order) or _gave_way(row, order)):
        return
    actor = ABOUT_CASES[kind] if ABOUT_CASES[kind] != "?" else event.side
    data = facts(case, order) | {
        name: value for name, value in events.payload(row).items() if name in ("minor", "side", "outcome", "decision")
    }
    if kind is aftersales.Decided:
        data["losers"] = aftersales.losers(case)
    name, key = f"case.{kind.__name__}", f"event:{row.id}"
    loud = kind is aftersales.Opened or actor != "buyer"  # the first word is a receipt
    tell_buyer(order, name, data | {"to": "buyer"}, key, "/case", also_send=loud)
    tell_seller(order, name, data | {"to": "seller"}, key, f"refunds/{case.code}", also_send=actor != "seller")
    if kind in _MARKET_TOO:
        tell_staff(name, data, f"/admin/cases/{case.code}", key, also_send=kind is aftersales.Overdue)


def _said_already(event, order) -> bool:
    """Money that goes back is told by the refund; silence, another one and a decision by themselves."""
    if event.minor:
        return bool(order.paid_minor) or event.outcome == "silence"
    return event.outcome not in ("withdrawn", "decided")


def _gave_way(row, order) -> bool:
    """Whether a question ended because its buyer withdrew from the contract in the same moment: the receipt tells that, and nothing is
    all right."""
    return any(row.at <= made.at <= row.at + A_MINUTE for made in aftersales.withdrawals_of(order))


def facts(case, order) -> dict:
    """What the sentences need. No words of either side: those stay behind the pages that ask who looks."""
    found = {
        "shop": order.shop.name,
        "number": order.number,
        "buyer": orders.recipient_of(order).short_name,
        "currency": case.currency,
        "zone": order.shop.time_zone,
        "reason": case.reason,
        "want": case.want,
        "minor": 0,
        "direct": order.mode == "direct",
        "outcome": case.outcome,
    }
    return found | {name: getattr(case, name).isoformat() for name in _NEXT if getattr(case, name) is not None}


# --- the sentences ----------------------------------------------------------------------------------------------------


def _subject(data: dict) -> str:
    return _("About order %(number)s at %(shop)s", number=data["number"], shop=data["shop"])


def _to(data: dict, buyer: str, seller: str) -> str:
    return buyer if data["to"] == "buyer" else seller


@says("case.Opened", _subject)
def opened(data: dict) -> str:
    if data["to"] == "buyer":
        return _(
            "%(shop)s has been told about order %(number)s and answers by %(when)s. Silence decides for you.",
            shop=data["shop"],
            number=data["number"],
            when=when(data, "answer_by"),
        )
    return _(
        "%(buyer)s about order %(number)s: %(reason)s. Answer by %(when)s; after that it is decided for the buyer.",
        buyer=data["buyer"], number=data["number"], reason=words.reason(data["reason"]), when=when(data, "answer_by"),
    )  # fmt: skip


@says("case.Accepted", _subject)
def accepted(data: dict) -> str:
    if data["want"] == "another":
        return _to(
            data,
            _("%(shop)s sends you another one for order %(number)s.", shop=data["shop"], number=data["number"]),
            _("Send another one for order %(number)s.", number=data["number"]),
        )
    return _to(
        data,
        _("%(shop)s agrees about order %(number)s.", shop=data["shop"], number=data["number"]),
        _("You agreed about order %(number)s.", number=data["number"]),
    )


@says("case.Offered", _subject)
def offered(data: dict) -> str:
    what = amount(data) if data["minor"] else _("another one")
    return _to(
        data,
        _("%(shop)s offers you %(what)s for order %(number)s. Without an answer by %(when)s it counts as taken.", shop=data["shop"], what=what, number=data["number"], when=when(data, "reply_by")),
        _("You offered %(what)s for order %(number)s.", what=what, number=data["number"]),
    )  # fmt: skip


@says("case.OfferRefused", _subject)
def offer_refused(data: dict) -> str:
    return _to(
        data,
        _("You did not take the offer for order %(number)s.", number=data["number"]),
        _("%(buyer)s does not take your offer for order %(number)s. Answer by %(when)s; after that it is decided for the buyer.", buyer=data["buyer"], number=data["number"], when=when(data, "answer_by")),
    )  # fmt: skip


@says("case.OfferTaken", _subject)
def offer_taken(data: dict) -> str:
    return _to(
        data,
        _("%(shop)s sends you another one for order %(number)s.", shop=data["shop"], number=data["number"]),
        _("%(buyer)s takes another one for order %(number)s. Send it by %(when)s; after that it is decided for the buyer.", buyer=data["buyer"], number=data["number"], when=when(data, "answer_by")),
    )  # fmt: skip


@says("case.BackDecided", _subject)
def back_decided(data: dict) -> str:
    return _to(
        data,
        _("The decision about order %(number)s counts. Send it back by %(when)s; then your money goes back.", number=data["number"], when=when(data, "return_by")),
        _("The decision about order %(number)s counts. The buyer sends it back by %(when)s; then the money goes back.", number=data["number"], when=when(data, "return_by")),
    )  # fmt: skip


@says("case.Declined", _subject)
def declined(data: dict) -> str:
    return _to(
        data,
        _(
            "%(shop)s says no about order %(number)s. You can ask the market until %(when)s.",
            shop=data["shop"],
            number=data["number"],
            when=when(data, "reply_by"),
        ),
        _("You said no about order %(number)s.", number=data["number"]),
    )


@says("case.ReturnAsked", _subject)
def return_asked(data: dict) -> str:
    return _to(
        data,
        _(
            "%(shop)s asks you to send order %(number)s back by %(when)s; then your money goes back.",
            shop=data["shop"],
            number=data["number"],
            when=when(data, "return_by"),
        ),
        _("You asked for order %(number)s back.", number=data["number"]),
    )


@says("case.SentBack", _subject)
def sent_back(data: dict) -> str:
    return _to(
        data,
        _("You sent order %(number)s back.", number=data["number"]),
        _(
            "%(buyer)s sent order %(number)s back. Say that it arrived by %(when)s.",
            buyer=data["buyer"],
            number=data["number"],
            when=when(data, "answer_by"),
        ),
    )


@says("case.Returned", _subject)
def returned(data: dict) -> str:
    return _("Order %(number)s has arrived back at %(shop)s.", number=data["number"], shop=data["shop"])


@says("case.Replaced", _subject)
def replaced(data: dict) -> str:
    return _("%(shop)s sent another one for order %(number)s.", shop=data["shop"], number=data["number"])


@says("case.Silent", _subject)
def silent(data: dict) -> str:
    if data["side"] == "seller":
        return _(
            "%(shop)s did not answer about order %(number)s in time, so it is decided for the buyer.",
            shop=data["shop"],
            number=data["number"],
        )
    if data.get("outcome") == "not_returned":
        return _(
            "Order %(number)s was not sent back in time, so the money stays with %(shop)s.",
            number=data["number"],
            shop=data["shop"],
        )
    return _(
        "No answer came about order %(number)s in time, so it stays as %(shop)s said.", number=data["number"], shop=data["shop"]
    )


@says("case.EvidenceGiven", _subject)
def evidence_given(data: dict) -> str:
    if data["side"] == "market":
        return _("The market asks something about order %(number)s.", number=data["number"])
    return _("There is more about order %(number)s.", number=data["number"])


@says("case.Escalated", _subject)
def escalated(data: dict) -> str:
    return _(
        "The market was asked about order %(number)s and decides by %(when)s.",
        number=data["number"],
        when=when(data, "decide_by"),
    )


@says("case.Overdue", _subject)
def overdue(data: dict) -> str:
    if data["to"] == "market":
        return _("A decision about order %(number)s at %(shop)s is overdue.", number=data["number"], shop=data["shop"])
    return _("We are late with our decision about order %(number)s and sorry for it.", number=data["number"])


@says("case.Decided", _subject)
def decided(data: dict) -> str:
    if data["to"] not in data.get("losers", ("buyer", "seller")):
        return _(
            "The market decided about order %(number)s: %(amount)s for the buyer. The other side can appeal until %(when)s.",
            number=data["number"],
            amount=amount(data),
            when=when(data, "appeal_by"),
        )
    return _(
        "The market decided about order %(number)s: %(amount)s for the buyer. You can appeal until %(when)s.",
        number=data["number"],
        amount=amount(data),
        when=when(data, "appeal_by"),
    )


@says("case.Appealed", _subject)
def appealed(data: dict) -> str:
    return _(
        "The decision about order %(number)s was appealed. Somebody else decides by %(when)s.",
        number=data["number"],
        when=when(data, "decide_by"),
    )


@says("case.Ruled", _subject)
def ruled(data: dict) -> str:
    return _(
        "The appeal about order %(number)s is decided, and final: %(amount)s for the buyer.",
        number=data["number"],
        amount=amount(data),
    )


@says("case.Closed", _subject)
def closed(data: dict) -> str:
    if data["minor"]:
        return _to(
            data,
            _(
                "%(shop)s pays %(amount)s back to you for order %(number)s.",
                shop=data["shop"],
                amount=amount(data),
                number=data["number"],
            ),
            _("Pay %(amount)s back for order %(number)s, and say so on its page.", amount=amount(data), number=data["number"]),
        )
    if data["outcome"] == "withdrawn":
        return _to(
            data,
            _("You said that order %(number)s is all right. It goes on.", number=data["number"]),
            _("The buyer says that order %(number)s is all right. It goes on.", number=data["number"]),
        )
    return _("Order %(number)s is settled: the money goes to %(shop)s.", number=data["number"], shop=data["shop"])


@says("case.Fulfilled", _subject)
def fulfilled(data: dict) -> str:
    return _("%(shop)s says that the money for order %(number)s was paid back.", shop=data["shop"], number=data["number"])


@says("case.NotFulfilled", _subject)
def not_fulfilled(data: dict) -> str:
    return _(
        "%(shop)s takes back that the money for order %(number)s was paid back: it is still owed.",
        shop=data["shop"],
        number=data["number"],
    )


@says("case.Unfulfilled", _subject)
def unfulfilled(data: dict) -> str:
    return _(
        "%(shop)s did not pay back for order %(number)s in time. It counts on the shop's trust card.",
        shop=data["shop"],
        number=data["number"],
    )


__all__ = ["ABOUT_CASES", "facts", "tell_about_case"]
