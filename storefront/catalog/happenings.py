"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "catalog.PutOnSale": _l("Item put on sale"),
    "catalog.TakenOffSale": _l("Item taken off sale"),
    "catalog.Deleted": _l("Item deleted"),
    "product.hide": _l("Item hidden by the market"),
    "product.unhide": _l("Item no longer hidden"),
    "product.undelete_draft": _l("Deleted item brought back as a draft"),
    "product.undelete_on_sale": _l("Deleted item back on sale"),
    "product.undelete_off_sale": _l("Deleted item brought back, off sale"),
    "product.undelete_hidden": _l("Deleted item brought back, still hidden"),
}

STATES = {
    "product": {
        "draft": _l("a draft"),
        "on_sale": _l("on sale"),
        "off_sale": _l("not on sale"),
        "hidden": _l("hidden"),
        "deleted": _l("thrown away"),
    },
}

NOUNS = {"product": _l("Item")}
