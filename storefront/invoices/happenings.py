"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "invoices.written": _l("Paper for tax written"),
    "shop.particulars_changed": _l("Who sells was changed, as receipts say it"),
    "shop.tax_changed": _l("Its tax was changed"),
    "shop.tax_rate_set": _l("A rate of tax was set"),
    "shop.tax_rate_removed": _l("A rate of tax was removed"),
}
