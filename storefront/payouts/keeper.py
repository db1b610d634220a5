"""What this room keeps about somebody: of a seller, where their money went, and how much."""

import json

from storefront.kit.about import About, row
from storefront.kit.i18n import gettext as _
from storefront.payouts.models import IN_FLIGHT, BankAccount, Withdrawal
from storefront.shops.models import Shop

NOTHING = {"holder": "", "number": "", "bank": "", "is_iban": False}


def _shops(about: About):
    return Shop.select(Shop.id).where(Shop.owner == about.person)


def export(about: About) -> dict:
    """Their accounts, with the numbers; their withdrawals."""
    if not about.person:
        return {}
    accounts = BankAccount.across_shops().where(BankAccount.shop.in_(_shops(about))).order_by(BankAccount.id)
    taken = Withdrawal.across_shops().where(Withdrawal.shop.in_(_shops(about))).order_by(Withdrawal.id)
    names = ("code", "state", "asked_minor", "amount_minor", "currency", "asked_at", "sent_at", "done_at", "reason")
    return {
        "accounts for withdrawals": [{**one.known, **row(one, "added_at", "usable_at", "ended_at")} for one in accounts],
        "withdrawals": [row(one, *names) for one in taken],
    }


def in_the_way(about: About) -> list[str]:
    """Money that is on its way to them, and could still come back."""
    if not about.person:
        return []
    open_ones = Withdrawal.across_shops(Withdrawal.id).where(Withdrawal.shop.in_(_shops(about)))
    if open_ones.where(Withdrawal.state.in_((*IN_FLIGHT, "sent"))).exists():
        return [_("A withdrawal is on its way to you.")]
    return []


def erase(about: About) -> None:
    """Sums and states stay; holders, numbers, banks, contacts and reasons go."""
    if not about.person:
        return
    mine = _shops(about)
    gone = {"details": json.dumps(NOTHING), "contacts": "[]"}
    BankAccount.update(**gone).where(BankAccount.shop.in_(mine)).execute()
    Withdrawal.update(reason="").where(Withdrawal.shop.in_(mine)).execute()
