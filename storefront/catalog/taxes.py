"""How goods are taxed: what a seller chooses for an item, and what the shop's rates are set for (invoices)."""

from storefront.kit.i18n import lazy_gettext as _l

TAX_CATEGORIES = {"standard": _l("Standard"), "reduced": _l("Reduced rate"), "zero": _l("Not taxed")}
