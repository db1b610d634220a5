"""Cases in words: reasons, wishes, where it stands for whoever looks, and every line of the timeline."""

from storefront.aftersales.models import Case
from storefront.kit import dates
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money


def reason(key: str) -> str:
    """What is wrong."""
    return {
        "never_came": _("It never came"),
        "broken": _("Broken or wrong"),
        "not_as_described": _("Not as described"),
        "changed_mind": _("I changed my mind"),
        "withdrawal": _("Withdrawn from the contract"),
    }[key]


def want(key: str) -> str:
    """What the buyer would like."""
    return {
        "money": _("My money back"),
        "another": _("Another one"),
        "part": _("Part of the money back"),
        "back": _("Send it back, then my money"),
    }[key]


def wish(case: Case) -> str:
    """The same with its amount, for the other side."""
    return {
        "money": _("%(amount)s back", amount=case.asked.display()),
        "another": _("another one"),
        "part": _("%(amount)s of it back", amount=case.asked.display()),
        "back": _("to send it back, and %(amount)s back", amount=case.asked.display()),
    }[case.want]


def decision(key: str) -> str:
    """How the market can decide."""
    return {
        "refund": _("All the money goes back"),
        "split": _("The money is divided"),
        "back": _("It is sent back, then the money goes back"),
        "nothing": _("The money goes to the seller"),
    }[key]


def draft(key: str, case: Case, award: Money) -> str:
    """A ready-worded decision, to be edited."""
    shop, number = case.shop.name, case.order.number
    rest = case.most - award
    return {
        "refund": _(
            "We looked at what both of you showed us about order %(number)s. It did not arrive as it was sold, so the buyer gets %(amount)s back.",
            number=number, amount=case.most.display(),
        ),
        "split": _(
            "We looked at what both of you showed us about order %(number)s. Both have a point: the buyer gets %(amount)s back, and %(shop)s keeps %(rest)s.",
            number=number, amount=award.display(), shop=shop, rest=rest.display(),
        ),
        "back": _(
            "We looked at what both of you showed us about order %(number)s. The buyer sends it back; when it has arrived at %(shop)s, the buyer gets %(amount)s back.",
            number=number, shop=shop, amount=case.most.display(),
        ),
        "nothing": _(
            "We looked at what both of you showed us about order %(number)s. It arrived as it was sold, so the money goes to %(shop)s.",
            number=number, shop=shop,
        ),
    }[key]  # fmt: skip


def when(case: Case, moment) -> str:
    """A deadline on the shop's clock."""
    return dates.moment(moment, case.shop.time_zone)


# --- where it stands: (heading, sentence) --------------------------------------------------------------------------------


def for_buyer(case: Case, back: str = "") -> tuple[str, str]:
    """What the buyer reads: first what happened, then what comes."""
    shop, state = case.shop.name, case.state
    if state == "open":
        by = when(case, case.answer_by)
        if case.order.mode == "protected":
            return _("%(shop)s has been told", shop=shop), _(
                "%(shop)s answers by %(when)s. Silence decides for you.", shop=shop, when=by
            )
        return _("%(shop)s has been told", shop=shop), _(
            "%(shop)s answers by %(when)s. Silence counts as a yes.", shop=shop, when=by
        )
    if state == "accepted":
        return _("%(shop)s agrees", shop=shop), _("It is carried out in a few seconds.")
    if state == "offered":
        what = _("another one") if case.offered is None else case.offered.display()
        return _("%(shop)s offers you %(what)s", shop=shop, what=what), _(
            "Take it, or say no. If you say nothing by %(when)s, the offer counts.", when=when(case, case.reply_by)
        )
    if state == "declined":
        return _("%(shop)s says no", shop=shop), _(
            "If you think that is wrong, ask the market by %(when)s. Then it is over.", when=when(case, case.reply_by)
        )
    if state == "replacing":
        return _("%(shop)s sends another one", shop=shop), _(
            "It leaves by %(when)s, or your money goes back.", when=when(case, case.answer_by)
        )
    if state == "returning":
        return _("Send it back"), _(
            "Send it by %(when)s. When it has arrived, %(amount)s goes back to you.",
            when=when(case, case.return_by),
            amount=case.most.display(),
        )
    if state == "withdrawn" and not case.return_address:
        return _("You have withdrawn from the contract"), _(
            "%(shop)s says by %(when)s where to send it, or your money goes back at once.",
            shop=shop,
            when=when(case, case.answer_by),
        )
    if state == "withdrawn":
        return _("You have withdrawn from the contract"), _(
            "Send it back by %(when)s. When it has arrived, or with the courier number as proof, %(amount)s goes back to you.",
            when=when(case, case.return_by),
            amount=case.most.display(),
        )
    if state == "sent_back":
        return _("On its way back"), _(
            "%(shop)s says by %(when)s that it arrived. Silence says so too, and %(amount)s goes back to you.",
            shop=shop,
            when=when(case, case.answer_by),
            amount=case.most.display(),
        )
    return _for_both(case) or _ended_for_buyer(case, back)


def for_seller(case: Case, back: str = "") -> tuple[str, str]:
    """What the seller reads."""
    state = case.state
    if state == "open":
        return _("Something is wrong"), _(
            "Answer by %(when)s. After that it is decided for the buyer.", when=when(case, case.answer_by)
        )
    if state == "accepted":
        return _("You agreed"), _("It is carried out in a few seconds.")
    if state == "offered":
        return _("You made an offer"), _(
            "The buyer looks at it. Without an answer by %(when)s it counts as taken.", when=when(case, case.reply_by)
        )
    if state == "declined":
        return _("You said no"), _(
            "The buyer can ask the market until %(when)s. Then it is over.", when=when(case, case.reply_by)
        )
    if state == "replacing":
        return _("Send another one"), _("It has to leave by %(when)s, or the money goes back.", when=when(case, case.answer_by))
    if state == "returning":
        return _("The buyer sends it back"), _(
            "By %(when)s, or it is over. When it has arrived, %(amount)s goes back to the buyer.",
            when=when(case, case.return_by),
            amount=case.most.display(),
        )
    if state == "withdrawn" and not case.return_address:
        return _("The buyer has withdrawn from the contract"), _(
            "Say by %(when)s where to send it. After that the money goes back without it.", when=when(case, case.answer_by)
        )
    if state == "withdrawn":
        return _("The buyer has withdrawn from the contract"), _(
            "It comes back by %(when)s. You may wait for it, or for the proof that it was sent.", when=when(case, case.return_by)
        )
    if state == "sent_back":
        return _("On its way back to you"), _(
            "Say that it arrived, by %(when)s. After that it counts as arrived, and %(amount)s goes back to the buyer.",
            when=when(case, case.answer_by),
            amount=case.most.display(),
        )
    return _for_both(case) or _ended_for_seller(case, back)


def _for_both(case: Case) -> tuple[str, str] | None:
    if case.state == "escalated":
        if case.overdue_at is not None:
            return _("We decide"), _("We are late with this and sorry for it. Whoever runs the market has been told.")
        return _("We decide"), _(
            "By %(when)s, in plain words. Until then both sides can add words and pictures.", when=when(case, case.decide_by)
        )
    if case.state == "decided":
        return decision(case.decision), _decided(case)
    if case.state == "appealed":
        return _("Somebody else looks again"), _("By %(when)s. What they decide is final.", when=when(case, case.decide_by))
    return None


def _decided(case: Case) -> str:
    """What a decision that can still be appealed means in money: the reason is free words and may name none."""
    sums = {"amount": case.award.display(), "rest": (case.most - case.award).display(), "shop": case.shop.name}
    then = _("It is carried out on %(when)s, unless somebody appeals.", when=when(case, case.appeal_by))
    what = {
        "refund": _("The buyer gets %(amount)s back.", **sums),
        "split": _("The buyer gets %(amount)s back, and %(shop)s keeps %(rest)s.", **sums),
        "back": _("When it has arrived back, the buyer gets %(amount)s.", **sums),
        "nothing": "",
    }[case.decision]
    return what + _(" ") + then if what else then


def _decision_and_sum(case: Case, d: dict) -> str:
    """A decision in the timeline; a division with what the buyer gets."""
    if d["decision"] != "split":
        return decision(d["decision"])
    return _("The money is divided: %(amount)s for the buyer", amount=Money(d["minor"], case.currency).display())


def _ended_for_buyer(case: Case, back: str) -> tuple[str, str]:
    if case.refunded_minor:
        return _("%(amount)s goes back to you", amount=case.refunded.display()), _how_it_goes_back(case, back)
    return {
        "withdrawn": (_("All is well"), _("You said that it is all right. The order goes on.")),
        "another": (_("Another one is on its way"), _("The order goes on. Tell us when it has arrived.")),
        "not_returned": (_("It was not sent back in time"), _("So the order goes on as if nothing had been asked.")),
    }.get(case.outcome) or (_("Settled"), _("The money goes to %(shop)s. The order goes on.", shop=case.shop.name))


def _how_it_goes_back(case: Case, back: str) -> str:
    if back == "failed":
        return _(
            "%(amount)s could not be sent back yet. We are looking into it, the money is yours.", amount=case.refunded.display()
        )
    if case.order.mode == "protected":
        return _("%(amount)s is on its way back the way you paid it, usually within 2 days.", amount=case.refunded.display())
    if case.fulfilled_at is not None:
        return _("%(shop)s says that it has paid you back.", shop=case.shop.name)
    if case.unfulfilled_at is not None:
        return _(
            "%(shop)s has not paid it back in time. The market never held this money and cannot take it; it counts on the shop's trust card.",
            shop=case.shop.name,
        )
    return _("%(shop)s pays it back to you by %(when)s.", shop=case.shop.name, when=when(case, case.fulfil_by))


def _ended_for_seller(case: Case, back: str) -> tuple[str, str]:
    if case.refunded_minor and case.order.mode == "direct":
        if case.fulfilled_at is not None:
            return _("Settled"), _("You have paid %(amount)s back.", amount=case.refunded.display())
        if case.unfulfilled_at is not None:
            return _("Pay %(amount)s back", amount=case.refunded.display()), _(
                "You are late: it counts on your trust card. You can still put it right."
            )
        return _("Pay %(amount)s back", amount=case.refunded.display()), _(
            "By %(when)s, to the buyer. Then say so here.", when=when(case, case.fulfil_by)
        )
    if back == "failed":
        return _("Settled"), _("The payment service refused it. The market looks into it.")
    if case.refunded_minor:
        return _("Settled"), _("%(amount)s goes back to the buyer.", amount=case.refunded.display())
    return {
        "withdrawn": (_("All is well"), _("The buyer says that it is all right. The order goes on.")),
        "another": (_("Another one is on its way"), _("The order goes on.")),
        "not_returned": (_("It was not sent back in time"), _("So the order goes on as if nothing had been asked.")),
    }.get(case.outcome) or (_("Settled"), _("The money is yours. The order goes on."))


def short_state(case: Case, back: str = "") -> tuple[str, str]:
    """(few words, kind of tag) for lists; `back` is how far the money is that it gives back (`finding.backs_of`)."""
    if back == "failed":
        return _("refund failed"), "warn"
    return {
        "open": (_("to answer"), "warn"), "accepted": (_("accepted"), "ok"), "offered": (_("offer made"), "plain"), "declined": (_("declined"), "plain"),
        "replacing": (_("to send again"), "warn"), "returning": (_("comes back"), "plain"), "withdrawn": (_("withdrawn"), "warn"), "sent_back": (_("on its way back"), "warn"),
        "escalated": (_("we decide"), "plain"), "decided": (_("decided"), "plain"), "appealed": (_("appealed"), "plain"),
    }.get(case.state) or ((_("%(amount)s back", amount=case.refunded.short()) if case.refunded_minor else _("settled")), "plain")  # fmt: skip


def for_market(case: Case, back: str = "") -> tuple[str, str]:
    """What the market's own people read."""
    both = _for_both(case)
    if both is not None:
        return both
    by = (
        case.answer_by
        if case.state in ("open", "replacing", "sent_back")
        else case.reply_by
        if case.state in ("offered", "declined")
        else case.return_by or case.answer_by
    )
    if back == "failed":
        return _("Settled"), _("%(amount)s could not be sent back. It waits under Payments.", amount=case.refunded.display())
    if case.state == "closed" or by is None:
        return _("Settled"), _(
            "%(amount)s goes back to the buyer.", amount=case.refunded.display()
        ) if case.refunded_minor else _("Nothing goes back.")
    return _("Between the two"), _("%(state)s, until %(when)s", state=short_state(case)[0], when=when(case, by))


def direct_note(case: Case, side: str) -> str:
    """What the market cannot do for orders that were paid to the seller."""
    shop = case.shop.name
    if side == "seller":
        return _(
            "The buyer paid you directly, so money goes back from you. A decision that is not kept counts on your trust card."
        )
    return (
        _(
            "You paid %(shop)s directly, so the market does not hold this money and cannot send it back. It asks, decides and says so; a decision that is not kept counts on the shop's trust card.",
            shop=shop,
        )
        if side == "buyer"
        else _("Paid to %(shop)s directly: what is decided here, the shop has to pay back itself.", shop=shop)
    )


# --- the timeline --------------------------------------------------------------------------------------------------------

_HAPPENED = {
    "aftersales.Opened": lambda case, d: _("Something is wrong: %(reason)s", reason=reason(case.reason)),
    "case.withdrawn": lambda case, d: _("Withdrawn from the contract"),
    "case.cancel": lambda case, d: (
        _("Nothing was sent, so the order ended")
        if case.order.state == "cancelled"
        else _("It had not left, so it is not sent any more")
    ),
    "case.accept": lambda case, d: _("Accepted"),
    "case.undo": lambda case, d: _("Taken back"),
    "case.promise": lambda case, d: _("Another one is promised"),
    "aftersales.Offered": lambda case, d: _(
        "Offered: %(what)s", what=Money(d["minor"], case.currency).display() if d["minor"] else _("another one")
    ),
    "aftersales.OfferRefused": lambda case, d: _("The offer was not taken"),
    "case.take_another": lambda case, d: _("The offer was taken: another one is sent"),
    "aftersales.BackDecided": lambda case, d: _("The decision counts: it is sent back"),
    "aftersales.Declined": lambda case, d: _("Declined"),
    "aftersales.ReturnAsked": lambda case, d: _("Asked to send it back"),
    "aftersales.SentBack": lambda case, d: (
        _("Sent back: %(number)s", number=case.return_number) if case.return_number else _("Sent back")
    ),
    "aftersales.Returned": lambda case, d: _("It arrived back"),
    "aftersales.Replaced": lambda case, d: _("Another one was sent"),
    "aftersales.Silent": lambda case, d: (
        _("The seller did not answer in time") if d["side"] == "seller" else _("The buyer did not answer in time")
    ),
    "aftersales.EvidenceGiven": lambda case, d: _("The market asks") if d["side"] == "market" else _("More about it"),
    "aftersales.Escalated": lambda case, d: _("The market was asked to decide"),
    "aftersales.Overdue": lambda case, d: _("The market is late"),
    "aftersales.Decided": _decision_and_sum,
    "case.agree": lambda case, d: _("The decision was accepted"),
    "aftersales.Appealed": lambda case, d: _("Appealed"),
    "aftersales.Ruled": lambda case, d: _("After the appeal, and final: %(decision)s", decision=_decision_and_sum(case, d)),
    "aftersales.Closed": lambda case, d: (
        _("Settled: %(amount)s goes back", amount=Money(d["minor"], case.currency).display()) if d["minor"] else _("Settled")
    ),
    "aftersales.Fulfilled": lambda case, d: _("The seller says that it was paid back"),
    "aftersales.NotFulfilled": lambda case, d: _("The seller takes back that it was paid back"),
    "aftersales.Unfulfilled": lambda case, d: _("It was not paid back in time"),
}
_ICONS = {
    "aftersales.Opened": "circle-alert", "aftersales.Offered": "percent", "aftersales.Declined": "x", "aftersales.SentBack": "truck",
    "aftersales.Returned": "package-check", "aftersales.Replaced": "truck", "aftersales.Escalated": "scale", "aftersales.Decided": "scale",
    "aftersales.Ruled": "scale", "aftersales.Appealed": "flag", "aftersales.Closed": "check", "case.accept": "check", "aftersales.Silent": "clock", "case.undo": "undo-2",
    "case.promise": "package", "case.take_another": "package", "aftersales.BackDecided": "undo-2",
    "aftersales.ReturnAsked": "undo-2", "aftersales.OfferRefused": "x",
    "aftersales.Overdue": "clock", "case.agree": "check", "aftersales.Fulfilled": "wallet", "aftersales.NotFulfilled": "undo-2", "aftersales.Unfulfilled": "triangle-alert",
}  # fmt: skip


def happened(kind: str, case: Case, data: dict) -> tuple[str, str] | None:
    """(words, icon) of one entry of a case's timeline, or None for what is not told."""
    words = _HAPPENED.get(kind)
    return (words(case, data), _ICONS.get(kind, "message-circle")) if words else None
