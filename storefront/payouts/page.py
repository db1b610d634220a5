"""What the pages about money that leaves show."""

from datetime import date
from urllib.parse import urlencode

from storefront.kit import clock, dates, events
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.kit.money import Money
from storefront.payouts import rules, settings, words
from storefront.payouts.models import BankAccount, Withdrawal

_TOLD = {
    "payouts.Asked": lambda d: _("You asked for it"),
    "withdrawal.hold": lambda d: _("It waits until the new account may be used"),
    "withdrawal.batch": lambda d: _("It is in the market's next transfer"),
    "payouts.Cancelled": lambda d: _("You took it back"),
    "payouts.Sent": lambda d: _("Sent to your bank"),
    "withdrawal.arrive": lambda d: _("It has arrived"),
    "payouts.Bounced": lambda d: _("It came back"),
}
_ICONS = {
    "payouts.Bounced": "undo-2",
    "payouts.Cancelled": "undo-2",
    "payouts.Kept": "scale",
    "payouts.Sent": "landmark",
    "withdrawal.arrive": "check",
}


def arrives_on(shop, account: BankAccount | None) -> date:
    """The day on which money that is asked for now is at the seller's bank."""
    now = clock.now()
    usable = account.usable_at if account is not None else now + rules.NEW_ACCOUNT
    due = rules.batch_for(now, usable, settings.zone(), shop.currency, settings.closed())
    return rules.arrival(due, settings.zone(), shop.currency, settings.closed())


def open_at(shop, account: BankAccount | None) -> str:
    """From when money may leave to an account that is new, in words; "" where it may."""
    if account is None or account.usable_at <= clock.now():
        return ""
    return dates.moment(account.usable_at, shop.time_zone)


def confirm_url(shop, amount: Money | None) -> str:
    """The page that asks once more; without an amount the one that asks for it."""
    base = f"/sell/{shop.slug}/money/withdraw"
    return f"{base}/confirm?{urlencode({'amount': amount.plain()})}" if amount is not None else base


def dress(rows: list[Withdrawal], shop) -> None:
    """What a list or a page says about each."""
    for row in rows:
        row.words, row.kind = words.short(row)
        row.sentence = words.sentence(row)
        row.when = dates.day(row.asked_at, shop.time_zone)


def timeline(row: Withdrawal, shop) -> list[dict]:
    """What happened to it, oldest first."""
    found = []
    for event in events.timeline(f"withdrawal:{row.id}"):
        data = events.payload(event)
        if event.kind == "payouts.Kept":
            text = _("%(amount)s stayed in your balance", amount=Money(int(data["minor"]), row.currency).display())
        elif event.kind in _TOLD:
            text = _TOLD[event.kind](data)
        else:
            continue
        when = dates.moment(event.at, shop.time_zone)
        found.append(
            {
                "text": text,
                "when": when,
                "at": event.at.isoformat(),
                "icon": _ICONS.get(event.kind, "clock"),
                "by": "",
                "detail": "",
            }
        )
    return found


def counted(sums: list[tuple[int, Money]]) -> list[tuple[Money, str]]:
    """Sums with how many withdrawals they are, for `ui.wallet`."""
    return [(total, ngettext("%(num)s withdrawal", "%(num)s withdrawals", count)) for count, total in sums]
