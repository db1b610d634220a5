"""Money that leaves: its owner hears of every step, and of a change of the account by every way there is, the former ones too."""

from datetime import date

from storefront import payouts, shops
from storefront.accounts import email_of, phone_of
from storefront.kit import db
from storefront.kit.i18n import gettext as _
from storefront.notifications.actions import send_to, tell_person
from storefront.notifications.sentences import amount, says
from storefront.payouts import words
from storefront.shops.models import Shop

ABOUT_PAYOUTS = (payouts.Asked, payouts.Sent, payouts.Bounced, payouts.Kept)


@db.verb
def tell_about_payout(event, row) -> None:
    """The owner of a shop, about a withdrawal."""
    withdrawal = payouts.by_id_anywhere(event.withdrawal)
    shop = withdrawal.shop
    data = {
        "shop": shop.name,
        "minor": withdrawal.amount_minor,
        "currency": withdrawal.currency,
        "ending": withdrawal.account.ending,
        "on": withdrawal.arrives_on.isoformat(),
        "reason": withdrawal.reason,
        "kept": getattr(event, "minor", 0),
    }
    url = f"/sell/{shop.slug}/money/withdrawals/{withdrawal.code}"
    tell_person(shops.owner_of(shop), f"payout.{type(event).__name__}", data, url, f"event:{row.id}:payout", shop=shop)


@db.verb
def tell_about_account(event, row) -> None:
    """The owner, on the page, by text and by mail; and the contacts that were on file before, where they are others."""
    shop = Shop.get_by_id(event.shop)
    account, before = payouts.by_id(event.account), payouts.by_id(event.before)
    hours = int(payouts.NEW_ACCOUNT.total_seconds() // 3600)
    data = {"shop": shop.name, "ending": account.ending, "hours": hours}
    url, kind = f"/sell/{shop.slug}/money/account", "payout.AccountChanged"
    owner = shops.owner_of(shop)
    tell_person(owner, kind, data, url, f"event:{row.id}:account", shop=shop, also_send=False)
    ways = {("phone", phone_of(owner)), ("email", email_of(owner))}
    ways |= {(contact.kind, contact.value) for contact in payouts.to_tell(before)}
    for place, (way, value) in enumerate(sorted(each for each in ways if each[1])):
        phone, email = (value, None) if way == "phone" else (None, value)
        send_to(phone, email, owner.language, kind, data, url, f"event:{row.id}:account:{place}")


@says("payout.Asked", lambda d: _("A withdrawal from %(shop)s", shop=d["shop"]))
def asked(data: dict) -> str:
    """When it arrives, and where."""
    return _(
        "%(amount)s arrives on %(day)s at the account ending %(ending)s.",
        amount=amount(data),
        day=words.day(date.fromisoformat(data["on"])),
        ending=data["ending"],
    )


@says("payout.Sent", lambda d: _("A withdrawal from %(shop)s", shop=d["shop"]))
def sent(data: dict) -> str:
    """The bank has it."""
    return _("%(amount)s was sent to the account ending %(ending)s.", amount=amount(data), ending=data["ending"])


@says("payout.Bounced", lambda d: _("A withdrawal from %(shop)s came back", shop=d["shop"]))
def bounced(data: dict) -> str:
    """It is in the balance again, and why."""
    return _("%(amount)s came back and is in your balance: %(reason)s", amount=amount(data), reason=data["reason"])


@says("payout.Kept", lambda d: _("A withdrawal from %(shop)s", shop=d["shop"]))
def kept(data: dict) -> str:
    """How much stayed, and why."""
    return _(
        "%(amount)s of your withdrawal stayed in your balance: a question about an order is open, or money went back to a buyer.",
        amount=amount(data, "kept"),
    )


@says("payout.AccountChanged", lambda d: _("The account of %(shop)s has changed", shop=d["shop"]))
def account_changed(data: dict) -> str:
    """Where the money goes from now on; what to do if it was somebody else."""
    return _(
        "The money of %(shop)s goes to the account ending %(ending)s from now on, and not before %(hours)s hours have passed. If that was not you, sign in, put your account back and sign out all other devices.",
        shop=data["shop"],
        ending=data["ending"],
        hours=data["hours"],
    )
