"""What help and legal pages there are, with their titles."""

from storefront.kit.i18n import lazy_gettext as _l

TOPICS = {
    "buying": _l("Buying"),
    "money": _l("Where your money is"),
    "selling": _l("Selling"),
    "privacy": _l("What is kept about you"),
}
LEGAL = {"terms": _l("Terms"), "privacy": _l("Privacy")}
