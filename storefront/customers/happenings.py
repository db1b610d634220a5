"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "customer.number_shown": _l("The shop looked at a customer's number"),
}

NOUNS = {"customer": _l("Customer")}
