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
