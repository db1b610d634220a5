"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "suspense.ask": _l("Money that fits nothing: a decision was proposed"),
    "suspense.agree": _l("Money that fits nothing: the decision was agreed"),
    "suspense.withdraw": _l("Money that fits nothing: the proposal was taken back"),
    "suspense.finish": _l("Money that fits nothing: settled"),
    "reconciliation.ReturnFailed": _l("Money that fits nothing: it could not be sent back"),
    "reconciliation.ReturnBounced": _l("Money that fits nothing: it was sent back, and came back"),
    "suspense.other_way": _l("Money that fits nothing: said to be paid another way"),
    "suspense.try_again": _l("Money that fits nothing: sent back again"),
    "statement.take_in": _l("Statement taken in"),
    "statement.compare": _l("Statement read, being compared"),
    "statement.finish": _l("Statement compared"),
    "statement.compare_again": _l("Statement compared again"),
    "statement.discard": _l("Statement thrown away"),
    "finding.resolve": _l("Difference explained by staff"),
    "finding.settle": _l("Difference settled by itself"),
}

STATES = {
    "suspense": {
        "asked": _l("to confirm"),
        "decided": _l("decided"),
        "withdrawn": _l("taken back"),
        "done": _l("done"),
        "failed": _l("failed"),
    },
    "statement": {
        "uploaded": _l("not taken in yet"),
        "reading": _l("being read"),
        "comparing": _l("being compared"),
        "done": _l("compared"),
        "discarded": _l("thrown away"),
    },
    "finding": {
        "open": _l("to look at"),
        "resolved": _l("resolved"),
        "settled": _l("settled by itself"),
    },
}

NOUNS = {"suspense": _l("Decision about money"), "statement": _l("Statement"), "finding": _l("Difference")}
