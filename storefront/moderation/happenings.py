"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "report.told": _l("Report made"),
    "moderation.Reported": _l("Report waits for the market"),
    "moderation.Answered": _l("Report answered"),
    "moderation.Taken": _l("Measure taken"),
    "moderation.Appealed": _l("Measure appealed"),
    "moderation.Upheld": _l("Measure stays after the appeal"),
    "moderation.Lifted": _l("Measure taken back"),
    "moderation.Expired": _l("Measure ended: its time is over"),
}

STATES = {
    "report": {
        "open": _l("to look at"),
        "dismissed": _l("breaks no rule"),
        "acted": _l("a measure was taken"),
    },
    "measure": {
        "in_force": _l("in force"),
        "appealed": _l("appealed"),
        "upheld": _l("upheld"),
        "lifted": _l("lifted"),
        "expired": _l("over"),
    },
}

NOUNS = {"report": _l("Report"), "measure": _l("Measure")}
