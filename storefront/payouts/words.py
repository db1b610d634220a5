"""Where a withdrawal stands, in words, for its seller and for the market."""

from datetime import date

from storefront.kit import clock, dates
from storefront.kit.i18n import gettext as _
from storefront.payouts import settings
from storefront.payouts.models import Batch, Withdrawal


def day(value: date) -> str:
    """ "Monday" within a week, else "3 December"."""
    today = dates.local(clock.now(), settings.zone()).date()
    return dates.weekday(value) if 0 <= (value - today).days < 7 else dates.day(value)


def arrives(amount, on: date, ending: str) -> str:
    """What asking for it means."""
    return _(
        "%(amount)s arrives on %(day)s at the account ending %(ending)s.", amount=amount.display(), day=day(on), ending=ending
    )


def is_late(row: Withdrawal) -> bool:
    """Whether the day that was said has passed and the bank has not had it."""
    return row.state in ("asked", "held", "batched") and row.arrives_on < dates.local(clock.now(), settings.zone()).date()


def sentence(row: Withdrawal) -> str:
    """How it stands, for its seller."""
    amount, ending = row.amount.display(), row.account.ending
    if row.state == "cancelled":
        if row.kept:
            return _("%(amount)s stayed in your balance: it was needed there.", amount=row.asked.display())
        return _("You took it back. %(amount)s is in your balance.", amount=amount)
    if row.state == "bounced":
        return _("%(amount)s came back and is in your balance: %(reason)s", amount=amount, reason=row.reason)
    if row.state == "done":
        return _("%(amount)s went to the account ending %(ending)s.", amount=amount, ending=ending)
    if is_late(row):
        return _("We are late with %(amount)s to the account ending %(ending)s, and sorry for it.", amount=amount, ending=ending)
    return arrives(row.amount, row.arrives_on, ending)


def short(row: Withdrawal) -> tuple[str, str]:
    """(state in a word, kind of tag)."""
    return {
        "asked": (_("asked for"), ""),
        "held": (_("waits for the new account"), "warn"),
        "batched": (_("at the market"), ""),
        "sent": (_("sent"), "ok"),
        "done": (_("arrived"), "ok"),
        "bounced": (_("came back"), "warn"),
        "cancelled": (_("stayed here"), "plain"),
    }[row.state]


def batch_state(batch: Batch) -> tuple[str, str]:
    """(state of a batch in a word, kind of tag)."""
    return {
        "made": (_("to release"), "warn"),
        "approved": (_("needs a second person"), "warn"),
        "released": (_("to send"), "deal"),
        "closed": (_("closed"), "plain"),
    }[batch.state]


def steps(row: Withdrawal) -> list[tuple[str, str]]:
    """The rail: where the money is."""
    words = [_("Your balance"), _("At the market"), _("At the bank"), _("Your account")]
    place = {"asked": 1, "held": 1, "batched": 1, "sent": 2, "done": 4}.get(row.state, 0)
    return [(text, "done" if n < place else "current" if n == place else "todo") for n, text in enumerate(words)]
