"""Checks in words: kinds, what is asked, what is missing, the rules of a no, and where it stands for whoever looks."""

from storefront.kit import dates
from storefront.kit.i18n import gettext as _
from storefront.verification.models import Check


def kind(key: str) -> str:
    """Who runs a shop."""
    return {"individual": _("A private person"), "trader": _("A sole trader"), "company": _("A company")}[key]


def kind_more(key: str) -> str:
    """What is asked for it."""
    return {
        "individual": _("Your ID card or passport: its front, and its back or you with it."),
        "trader": _("Your ID card or passport, and the paper that shows your trade."),
        "company": _("The company's registration, and the ID of whoever signs for it."),
    }[key]


def side(key: str, of: str) -> tuple[str, str]:
    """(what the photo shows, a hint) of one side for a kind."""
    return {
        ("individual", "first"): (_("The front of your papers"), _("ID card, or the page of your passport with your photo.")),
        ("individual", "second"): (
            _("Its back, or you holding it"),
            _("For a passport: your face and the open page in one photo."),
        ),
        ("trader", "first"): (_("The front of your papers"), _("ID card, or the page of your passport with your photo.")),
        ("trader", "second"): (
            _("The paper that shows your trade"),
            _("Trade licence, business registration, or a letter of the tax office."),
        ),
        ("company", "first"): (
            _("The company's registration"),
            _("Business licence, or an extract that is not older than six months."),
        ),
        ("company", "second"): (_("The ID of whoever signs for it"), _("The front, or the page with the photo.")),
    }[of, key]


def tick(key: str) -> str:
    """What an operator compares."""
    return {
        "name": _("The name is the one in the papers"),
        "number": _("The number is the one in the papers"),
        "valid": _("The papers are real, whole and not expired"),
        "trade": _("The trade belongs to this person"),
        "company": _("The company is registered under this name and number"),
    }[key]


def seen(key: str) -> str:
    """The same, once it was compared."""
    return {
        "name": _("name"),
        "number": _("number"),
        "valid": _("the papers are real and valid"),
        "trade": _("the trade"),
        "company": _("the company's registration"),
    }[key]


def missing(key: str) -> str:
    """Ready words for asking again."""
    return {
        "blurred": _("A photo is blurred or has glare on it. Take it again in daylight."),
        "cut_off": _("A corner is cut off. All four have to be in the photo."),
        "name": _("The name you typed is not the one in the papers."),
        "number": _("The number you typed is not the one in the papers."),
        "expired": _("The papers have expired. Send ones that are valid."),
        "second": _("The second photo does not show what was asked for."),
        "company": _("The registration is of another company, or too old."),
    }[key]


def rule(key: str) -> str:
    """The rules by which it is a no."""
    return {
        "own_papers": _("The papers have to be those of the person or company that runs the shop."),
        "unchanged": _("The papers have to be real, and nothing on them changed."),
        "accepted_papers": _(
            "Papers that are accepted: ID card, passport, residence permit; for trades and companies their registration."
        ),
        "of_age": _("Whoever sells here is of age."),
        "one_person": _("The same papers stand behind one owner, not behind several."),
        "closed_before": _("Whoever's shop was closed for breaking the market's rules is not checked again."),
    }[key]


def reason(key: str) -> str:
    """Why papers are opened."""
    return {
        "decide": _("To decide this check"),
        "appeal": _("To decide the appeal"),
        "question": _("The seller asked something about them"),
        "authority": _("An authority asks"),
    }[key]


def when(check: Check, moment) -> str:
    """A moment on the shop's clock."""
    return dates.moment(moment, check.shop.time_zone) if moment else ""


def day(check: Check, moment) -> str:
    """The day of a moment on the shop's calendar."""
    return dates.day(moment, check.shop.time_zone) if moment else ""


def for_seller(check: Check) -> tuple[str, str]:
    """(heading, sentence): where it stands."""
    state = check.state
    if state == "asked":
        return _("Two photos, about a minute"), _(
            "Send it by %(day)s. What you uploaded is kept until then.", day=day(check, check.send_by)
        )
    if state == "asked_again":
        return _("Something is missing"), _("Send it again by %(day)s.", day=day(check, check.send_by))
    if state in ("in_review", "appealed"):
        heading = _("We look at your papers") if state == "in_review" else _("Somebody else looks again")
        if check.overdue_at is not None:
            return heading, _("We are late with this and sorry for it. Whoever runs the market has been told.")
        if state == "in_review":
            return heading, _("You hear from us by %(when)s. You can sell on meanwhile.", when=when(check, check.decide_by))
        return heading, _("By %(when)s. What they decide is final.", when=when(check, check.decide_by))
    if state == "verified":
        return _("Checked"), _(
            "%(kind)s, checked on %(day)s.", kind=kind(check.kind), day=day(check, check.ruled_at or check.decided_at)
        )
    if state == "upheld":
        return _("It stays a no"), _("Somebody else looked again on %(day)s.", day=day(check, check.ruled_at))
    return _("Not accepted"), _("Decided on %(day)s.", day=day(check, check.decided_at))


def state_tag(check: Check) -> tuple[str, str]:
    """(few words, kind of tag) for lists."""
    return {
        "asked": (_("being filled in"), "plain"), "in_review": (_("to look at"), "warn"), "asked_again": (_("asked again"), "plain"),
        "verified": (_("checked"), "ok"), "refused": (_("not accepted"), "plain"), "appealed": (_("appealed"), "warn"),
        "upheld": (_("stays a no"), "plain"), "superseded": (_("replaced"), "plain"), "ended": (_("over"), "plain"),
    }[check.state]  # fmt: skip


_HAPPENED = {
    "check.begin": lambda check, data: (_("Begun"), "clipboard"),
    "verification.Sent": lambda check, data: (_("Sent"), "send"),
    "verification.AskedAgain": lambda check, data: (_("Asked again"), "message-circle"),
    "verification.Accepted": lambda check, data: (_("Checked"), "badge-check"),
    "verification.TurnedDown": lambda check, data: (_("Not accepted"), "x"),
    "verification.Appealed": lambda check, data: (_("Appealed"), "flag"),
    "verification.Upheld": lambda check, data: (_("It stays a no"), "scale"),
    "verification.Overturned": lambda check, data: (_("Checked, after the appeal"), "scale"),
    "verification.Lapsed": lambda check, data: (_("Nothing was sent in time"), "clock"),
    "verification.Overdue": lambda check, data: (_("The market is late"), "clock"),
    "verification.Forgotten": lambda check, data: (_("The papers were deleted"), "trash-2"),
    "check.by_hand": lambda check, data: (_("Noted by hand"), "badge-check"),
    "check.withdraw": lambda check, data: (_("Taken back"), "undo-2"),
    "check.supersede": lambda check, data: (_("Replaced by a newer check"), "history"),
    "verification.Looked": lambda check, data: (_("Papers opened: %(reason)s", reason=reason(data["why"])), "eye"),
}


def happened(row_kind: str, check: Check, data: dict) -> tuple[str, str] | None:
    """(words, icon) of one entry of a check's timeline, or None for what is not told."""
    words = _HAPPENED.get(row_kind)
    return words(check, data) if words else None
