"""The books know nobody but by numbers, and stay. A seller's balance is paid out before they go."""

from storefront.kit.about import About
from storefront.kit.i18n import gettext as _
from storefront.ledger.models import Account
from storefront.shops.models import Shop


def export(about: About) -> dict:
    """What the market owes their shops, per currency; the movements are in the statements."""
    if not about.person:
        return {}
    return {
        "balances": [{"shop": name, "currency": account.currency, "minor": account.balance_minor} for name, account in _of(about)]
    }


def in_the_way(about: About) -> list[str]:
    """Money that has not been paid out, or is owed."""
    if not about.person:
        return []
    return [
        _("The balance of your shop %(shop)s is not settled: withdraw it first.", shop=name)
        for name, account in _of(about)
        if account.balance_minor or account.held_minor
    ]


def _of(about: About) -> list[tuple[str, Account]]:
    names = {shop.id: shop.name for shop in Shop.select(Shop.id, Shop.name).where(Shop.owner == about.person)}
    found = Account.select().where(Account.kind == "shop", Account.shop_id.in_(list(names))).order_by(Account.id) if names else []
    return [(names[account.shop_id], account) for account in found]


def erase(about: About) -> None:
    """Nothing: no row here names anybody."""
