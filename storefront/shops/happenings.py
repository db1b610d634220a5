"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "shops.Opened": _l("Shop opened"),
    "shops.Suspended": _l("Shop paused"),
    "shops.Reinstated": _l("Shop reinstated"),
    "shops.Verified": _l("Checked level of the shop changed"),
    "shops.Closed": _l("Shop closed by its owner"),
    "shop.close_for_holiday": _l("Closed for a holiday"),
    "shop.reopen": _l("Opened again after a holiday"),
    "shop.cover_changed": _l("Its cover was changed"),
    "shop.logo_changed": _l("Its logo was changed"),
    "shop.look_changed": _l("Its looks were changed"),
    "shop.terms_changed": _l("Its terms were changed"),
}

STATES = {
    "shop": {
        "open": _l("open"),
        "holiday": _l("on holiday"),
        "suspended": _l("paused"),
        "closed": _l("closed"),
        "none": _l("nobody checked"),
        "individual": _l("A private person"),
        "trader": _l("A sole trader"),
        "company": _l("A company"),
    },
}

NOUNS = {"shop": _l("Shop")}
