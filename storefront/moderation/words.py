"""Reports and measures in words: what can be wrong, the rules, drafts that the operator edits, and how a measure stands."""

from datetime import datetime

from storefront.kit import clock, dates
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.kit.i18n import ngettext
from storefront.moderation.models import Measure

REASONS = {
    "danger": _l("It is dangerous"),
    "forbidden": _l("It may not be sold"),
    "fraud": _l("It looks like a fraud"),
    "copy": _l("It is a copy of a brand"),
    "hate": _l("It insults, threatens or incites"),
    "personal": _l("It shows somebody’s private data"),
    "adult": _l("It is not fit for everybody"),
    "stolen": _l("Pictures or words are somebody else’s"),
    "words": _l("The market’s list of words"),
    "untrue": _l("It is not true"),
    "spam": _l("It is advertising"),
    "other": _l("Something else"),
}
NOUNS = {"shop": _l("Shop"), "item": _l("Item"), "review": _l("Review"), "message": _l("Message")}

# Under which rule a measure is taken: what a seller reads as the rule.
RULES = {
    "danger": _l("Nothing that can hurt people: recalled, unsafe or tampered goods are not sold here."),
    "forbidden": _l("Nothing that may not be sold: weapons, drugs, medicines, living wild animals, stolen things."),
    "fraud": _l("No deception: a shop delivers what it shows, for the price it says."),
    "copy": _l("No copies: goods under a brand come from that brand."),
    "hate": _l("No insults, threats or calls for violence."),
    "personal": _l("Nobody’s private data: no addresses, numbers or documents of others."),
    "adult": _l("Fit for everybody who opens the link."),
    "stolen": _l("Your own pictures and words, or used with permission."),
    "untrue": _l("What is said is true and about the thing itself."),
    "spam": _l("No advertising where people expect something else."),
    "other": _l("The terms of the market."),
}
_WHY = {
    "danger": _l("“%(name)s” can hurt whoever uses it."),
    "forbidden": _l("“%(name)s” offers something that may not be sold here."),
    "fraud": _l("“%(name)s” promises what buyers do not get."),
    "copy": _l("“%(name)s” shows a brand that it does not come from."),
    "hate": _l("“%(name)s” insults or threatens people."),
    "personal": _l("“%(name)s” shows private data of somebody."),
    "adult": _l("“%(name)s” is not fit for everybody who opens the link."),
    "stolen": _l("“%(name)s” uses pictures or words of somebody else."),
    "untrue": _l("What “%(name)s” says is not true."),
    "spam": _l("“%(name)s” is advertising."),
    "other": _l("“%(name)s” goes against the terms of the market."),
}
ENDINGS = {"": _l("Until it is lifted"), "7": _l("7 days"), "30": _l("30 days"), "90": _l("90 days")}


def reason(key: str) -> str:
    """What is wrong, in a few words."""
    return str(REASONS[key])


def noun(kind: str) -> str:
    """What kind of thing it is."""
    return str(NOUNS.get(kind, kind))


def rule(key: str) -> str:
    """A rule of the market, as it is read."""
    return str(RULES[key])


def draft_reason(key: str, name) -> str:
    """A reason to begin with; the operator edits it."""
    return str(_WHY[key]) % {"name": name}


def draft_remedy(act: str) -> str:
    """What the seller can do, to begin with."""
    if act == "suspend":
        return _(
            "Take what breaks the rule off sale, then appeal and say what you changed. Orders, payments and refunds go on meanwhile."
        )
    return _("Change what breaks the rule, then appeal and say what you changed. Orders that were placed go on.")


def draft_nothing() -> str:
    """Why nothing is done, to begin with."""
    return _("We looked at it and found that it breaks none of our rules.")


def act(measure: Measure) -> str:
    """What was done, in a few words."""
    return _("Paused") if measure.act == "suspend" else _("Hidden")


def state(measure: Measure) -> tuple[str, str]:
    """(how a measure stands, kind of tag)."""
    return {
        "in_force": (_("in force"), "warn"), "appealed": (_("appealed"), "deal"), "upheld": (_("upheld"), "warn"),
        "lifted": (_("lifted"), "ok"), "expired": (_("over"), "plain"),
    }[measure.state]  # fmt: skip


def heading(measure: Measure) -> str:
    """What a seller reads first."""
    if not measure.is_in_force:
        return _("This is over: everything is where it was.")
    if measure.act == "suspend":
        return _("The market has paused your shop")
    return _("The market has hidden “%(name)s”", name=measure.name)


def sentence(measure: Measure, zone: str) -> str:
    """What happens next, for the seller."""
    if measure.state == "appealed":
        return _("You appealed. Somebody else looks at it and answers by %(when)s.", when=dates.moment(measure.answer_by, zone))
    if measure.state == "upheld":
        return _("Somebody else looked at your appeal, and the decision stays.")
    if measure.state == "in_force" and clock.now() < measure.appeal_by:
        return _(
            "You can appeal once, until %(day)s. Somebody else than whoever decided looks at it.",
            day=dates.day(measure.appeal_by, zone),
        )
    if measure.state == "in_force":
        return _("The time to appeal has passed.")
    return ""


def people(count: int) -> str:
    """ "3 people told"."""
    return (
        ngettext("reported by %(num)s person", "reported by %(num)s people", count)
        if count
        else _("found by the market’s own list")
    )


def due(moment: datetime, zone: str) -> str:
    """ "by 24 November 12:00"."""
    return _("by %(when)s", when=dates.moment(moment, zone))
