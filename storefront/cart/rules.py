"""Pure decisions about the bag."""

from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money


def delivery_note(shop, items: Money, choice) -> str:
    """What is said about delivery in a bag: how far it is to free delivery, or nothing."""
    if choice is None or choice.fee_minor == 0 or choice.free_over_minor is None:
        return ""
    missing = Money(choice.free_over_minor - items.minor, shop.currency)
    return _("%(amount)s more and delivery is free.", amount=missing.short()) if missing.minor > 0 else ""
