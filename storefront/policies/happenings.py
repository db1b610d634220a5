"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "policies.Published": _l("Rules of the market published"),
}

NOUNS = {"policies": _l("Rules")}
