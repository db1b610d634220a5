"""The books know nobody but by numbers, and stay. A seller's balance is paid out before they go."""

from storefront.kit.about import About
from storefront.kit.i18n import gettext as _
from storefront.ledger.models import Account
from storefront.shops.models import Shop

NAMED = 5  # balances that a refusal names


def export(about: About) -> dict:
    """What the market owes their shops, per currency; the movements are in the statements."""
    if not about.person:
        return {}
    return {
        "balances": [
            {"shop": account.shop.name, "currency": account.currency, "minor": account.balance_minor} for account in _of(about)
        ]
    }


def in_the_way(about: About) -> list[str]:
    """Money that has not been paid out, or is owed."""
    if not about.person:
        return []
    unsettled = _of(about).where((Account.balance_minor != 0) | (Account.held_minor != 0)).limit(NAMED)
    return [
        _("The balance of your shop %(shop)s is not settled: withdraw it first.", shop=account.shop.name) for account in unsettled
    ]


def _of(about: About):
    owned = (Account.shop_id == Shop.id) & (Account.kind == "shop")
    rows = Account.select(Account, Shop.name).join(Shop, on=owned, attr="shop")
    return rows.where(Shop.owner == about.person).order_by(Account.id)


def erase(about: About) -> None:
    """Nothing: no row here names anybody."""
