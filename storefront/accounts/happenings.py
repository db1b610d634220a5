"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "person.came": _l("Opened the account"),
    "person.signed_in": _l("Signed in"),
    "person.role": _l("Role changed"),
    "person.looked_up": _l("Contact read by staff"),
    "person.contact_changed": _l("Changed a contact"),
    "person.blocked": _l("Account closed by staff"),
    "person.unblocked": _l("Account opened again"),
    "person.erased": _l("Account erased"),
    "person.passkey_added": _l("Passkey added"),
    "person.passkey_removed": _l("Passkey removed"),
}

STATES = {
    "person": {
        "": _l("no role"),
        "support": _l("Support"),
        "finance": _l("Finance"),
        "operator": _l("Operator"),
    },
}

NOUNS = {"person": _l("Account")}
