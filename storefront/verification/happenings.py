"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "check.begin": _l("Identity check begun"),
    "check.kind": _l("Identity check: another kind chosen"),
    "check.withdraw": _l("Identity check taken back by the shop"),
    "check.supersede": _l("Identity check replaced by a newer one"),
    "check.by_hand": _l("Identity check noted by hand"),
    "check.taken_back": _l("Its identity check was taken back"),
    "verification.Sent": _l("Identity check sent"),
    "verification.AskedAgain": _l("Identity check: something is missing"),
    "verification.Accepted": _l("Identity check accepted"),
    "verification.TurnedDown": _l("Identity check not accepted"),
    "verification.Appealed": _l("Identity check appealed"),
    "verification.Upheld": _l("Identity check: it stays a no"),
    "verification.Overturned": _l("Identity check accepted after the appeal"),
    "verification.Lapsed": _l("Identity check: nothing was sent in time"),
    "verification.Overdue": _l("Identity check: the market is late"),
    "verification.Forgotten": _l("Identity check: the papers were deleted"),
    "verification.Looked": _l("Identity check: papers opened by staff"),
}

STATES = {
    "check": {
        "asked": _l("being filled in"),
        "in_review": _l("to look at"),
        "asked_again": _l("asked again"),
        "verified": _l("checked"),
        "refused": _l("not accepted"),
        "appealed": _l("appealed"),
        "upheld": _l("stays a no"),
        "superseded": _l("replaced"),
        "ended": _l("ended"),
    },
}

NOUNS = {"check": _l("Identity check")}
