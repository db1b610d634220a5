"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "payments.Arrived": _l("Money arrived"),
    "payments.ProofSent": _l("Buyer says it is paid"),
    "payments.NotThereYet": _l("Seller has not found the money"),
    "payments.Refunded": _l("Refund on its way"),
    "payments.RefundFailed": _l("Refund failed"),
    "payments.RefundBounced": _l("Refund came back"),
    "payments.PaidElsewhere": _l("Refund paid another way"),
    "refund.other_way": _l("Refund said to be paid another way"),
    "payments.Unplaced": _l("Money arrived that fits nothing"),
    "payment.give_up": _l("Payment no longer waited for"),
    "capture.contradicted": _l("Payment service reported the same money differently"),
    "refund.take_back": _l("Seller takes back that it was paid back"),
    "refund.arrived": _l("Buyer says that the refund arrived"),
    "refund.missing": _l("Buyer says that the refund did not arrive"),
    "refund.send": _l("Refund handed to the payment service"),
    "method.saved": _l("Way to pay changed"),
    "method.on": _l("Way to pay switched on"),
    "method.off": _l("Way to pay switched off"),
}

STATES = {
    "payment": {
        "open": _l("to pay"),
        "to_verify": _l("the shop looks for it"),
        "paid": _l("paid"),
        "void": _l("given up"),
    },
    "refund": {
        "asked": _l("to be sent"),
        "sent": _l("money is on its way back"),
        "done": _l("went back"),
        "failed": _l("failed"),
    },
}

NOUNS = {"payment": _l("Payment"), "refund": _l("Refund"), "capture": _l("Money that arrived")}
