"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "suspense.ask": _l("Money that fits nothing: a decision was proposed"),
    "suspense.agree": _l("Money that fits nothing: the decision was agreed"),
    "suspense.withdraw": _l("Money that fits nothing: the proposal was taken back"),
    "suspense.finish": _l("Money that fits nothing: settled"),
    "suspense.fail": _l("Money that fits nothing: it could not be sent back"),
    "suspense.try_again": _l("Money that fits nothing: sent back again"),
    "statement.take_in": _l("Statement taken in"),
    "statement.compare": _l("Statement read, being compared"),
    "statement.finish": _l("Statement compared"),
    "statement.compare_again": _l("Statement compared again"),
    "statement.discard": _l("Statement thrown away"),
    "finding.resolve": _l("Difference explained by staff"),
    "finding.settle": _l("Difference settled by itself"),
}
