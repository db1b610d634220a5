"""Why something cannot simply be sent back, in the words that buyers read before they buy."""

from storefront.kit.i18n import gettext as _


def no_return_words(key: str) -> str:
    """A sentence for what a product says of itself (`Product.no_return`); "" where it says nothing."""
    return {
        "made_to_order": _("Made to order for you, so it cannot be sent back for a change of mind."),
        "perishable": _("It spoils quickly, so it cannot be sent back for a change of mind."),
        "hygiene": _("Sealed for hygiene: it can be sent back only while the seal is whole."),
    }.get(key, "")
