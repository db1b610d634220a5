"""Reading the books: what a shop has, and its statement of a month with opening and closing balance.

Every entry carries the balance after it, so a statement costs the same in the first month and in the hundredth.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import peewee

from storefront.kit import clock
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.ledger import holding
from storefront.ledger.models import Account, Entry, Transaction

PAGE = 50

# A function(shop_id, [order ids]) → {order id: human number}, given by whoever knows orders: they stand to the right.
_numbers: Callable[[int, list[int]], dict[int, str]] | None = None


def name_orders_with(numbers: Callable[[int, list[int]], dict[int, str]]) -> None:
    """Say who knows the human numbers of orders, so that every line of a statement can link its order."""
    global _numbers
    _numbers = numbers


@dataclass(frozen=True)
class Wallet:
    """What a shop has in the market: `available` to withdraw (negative: owed), `held` until its buyers confirm, and `frozen` while
    questions about its orders are open (None: nothing)."""

    available: Money
    held: Money
    frozen: Money | None = None


def wallet(shop) -> Wallet:
    """The sums of a shop in its currency. Two rows."""
    account = _shop_account(shop)
    if account is None:
        return Wallet(Money(0, shop.currency), Money(0, shop.currency))
    frozen = holding.frozen_on(account)
    available = Money(account.balance_minor, shop.currency) - frozen
    return Wallet(available, Money(account.held_minor, shop.currency), frozen or None)


def _shop_account(shop) -> Account | None:
    return Account.get_or_none(Account.kind == "shop", Account.key == str(shop.id), Account.currency == shop.currency)


@dataclass(frozen=True)
class Line:
    """One movement of an account: `amount` is signed, `balance` is what was there after it."""

    id: int
    at: datetime
    kind: str
    reference: str
    order_id: int | None
    number: str
    amount: Money
    balance: Money | None
    note: str

    @property
    def words(self) -> str:
        """What happened, for people."""
        return words(self.kind)


def words(kind: str) -> str:
    """What a kind of transaction is called on a statement."""
    return {
        "paid": _("Paid by the buyer"),
        "released": _("Released to you"),
        "fee": _("Fee"),
        "refunded": _("Goes back to the buyer"),
        "paid_elsewhere": _("Paid back by the market's bank instead"),
        "fee_returned": _("Fee returned"),
        "paid_out": _("Withdrawn"),
        "payout_bounced": _("Withdrawal came back"),
        "payout_cancelled": _("Withdrawal taken back"),
        "payout_kept": _("Stayed of a withdrawal"),
        "placed": _("Found and placed"),
    }.get(kind) or _("Correction")


@dataclass(frozen=True)
class Month:
    """A month on a shop's own calendar: [start, end) in UTC."""

    first: date
    start: datetime
    end: datetime

    @property
    def key(self) -> str:
        """ "2026-11", as it stands in addresses."""
        return f"{self.first:%Y-%m}"


def month_of(shop, text: str | None = None) -> Month | None:
    """The month "2026-11" in the shop's zone; the running one without a text; None for what is not a month."""
    zone = ZoneInfo(shop.time_zone)
    if text:
        try:
            first = date.fromisoformat(f"{text}-01") if len(text) == 7 else None
        except ValueError:
            first = None
        if first is None or not 2000 <= first.year <= 2200:
            return None
    else:
        first = clock.now().astimezone(zone).date().replace(day=1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Month(first, *(datetime(day.year, day.month, 1, tzinfo=zone) for day in (first, after)))


def months(shop) -> list[str]:
    """The months in which something moved or could have, newest first: "2026-11", "2026-10", …"""
    account, newest = _shop_account(shop), month_of(shop).first
    oldest = Entry.select(Entry.at).where(Entry.account == account.id).order_by(Entry.id).first() if account else None
    first = oldest.at.astimezone(ZoneInfo(shop.time_zone)).date().replace(day=1) if oldest else newest
    found = []
    while newest >= first:
        found.append(f"{newest:%Y-%m}")
        newest = date(newest.year - (newest.month == 1), (newest.month - 2) % 12 + 1, 1)
    return found


@dataclass(frozen=True)
class Statement:
    """A shop's month: opening + every line = closing. `lines` are newest first, `more` says whether there are older ones."""

    month: Month
    opening: Money
    closing: Money
    totals: dict[str, Money] = field(default_factory=dict)  # by kind of transaction
    lines: list[Line] = field(default_factory=list)
    more: bool = False


def statement(shop, month: Month | str | None = None, before: int | None = None, limit: int = PAGE) -> Statement:
    """The statement of a month ("2026-11", a Month, default: now). `before` is the id of the last line seen."""
    if not isinstance(month, Month):
        month = month_of(shop, month)
    account = _shop_account(shop)
    nothing = Money(0, shop.currency)
    if account is None:
        return Statement(month, nothing, nothing)
    first, opening = _last_before(account, month.start)
    last, closing = _last_before(account, month.end)
    inside = (Entry.account == account.id) & (Entry.id > first) & (Entry.id <= last)
    lines = _lines(shop, inside & (Entry.id < before) if before else inside, limit + 1)
    return Statement(
        month,
        Money(opening, shop.currency),
        Money(closing, shop.currency),
        _totals(inside, shop.currency),
        lines[:limit],
        len(lines) > limit,
    )


def _last_before(account: Account, moment: datetime) -> tuple[int, int]:
    """(id, balance) of the account's last entry before a moment; (0, 0) where there is none."""
    row = Entry.select(Entry.id, Entry.balance_minor).where(Entry.account == account.id, Entry.at < moment)
    found = row.order_by(Entry.at.desc(), Entry.id.desc()).tuples().first()
    return found or (0, 0)


def _totals(condition, currency: str) -> dict[str, Money]:
    rows = (
        Entry.select(Transaction.kind, peewee.fn.SUM(Entry.amount_minor))
        .join(Transaction)
        .where(condition)
        .group_by(Transaction.kind)
    )
    return {kind: Money(int(minor), currency) for kind, minor in sorted(rows.tuples())}


def _lines(shop, condition, limit: int) -> list[Line]:
    """Newest first. Two queries: the entries, and the human numbers of their orders."""
    query = Entry.select(Entry, Transaction).join(Transaction).where(condition).order_by(Entry.id.desc()).limit(limit)
    rows = list(query)
    numbers = _numbers_of(shop, rows)
    return [_line(row, shop.currency, numbers) for row in rows]


def _numbers_of(shop, rows: list[Entry]) -> dict[int, str]:
    ids = sorted({row.transaction.order_id for row in rows if row.transaction.order_id})
    return _numbers(shop.id, ids) if _numbers and ids else {}


def _line(row: Entry, currency: str, numbers: dict[int, str]) -> Line:
    moved = row.transaction
    return Line(
        id=row.id,
        at=row.at,
        kind=moved.kind,
        reference=moved.reference,
        order_id=moved.order_id,
        number=numbers.get(moved.order_id, ""),
        amount=Money(row.amount_minor, currency),
        balance=None if row.balance_minor is None else Money(row.balance_minor, currency),
        note=moved.note,
    )


def every_line(shop, month: Month, chunk: int = 500) -> Iterator[Line]:
    """All lines of a month, oldest first, read in chunks: for the file that people keep."""
    account = _shop_account(shop)
    if account is None:
        return
    seen, last = _last_before(account, month.start)[0], _last_before(account, month.end)[0]
    while True:
        inside = (Entry.account == account.id) & (Entry.id > seen) & (Entry.id <= last)
        rows = list(Entry.select(Entry, Transaction).join(Transaction).where(inside).order_by(Entry.id).limit(chunk))
        numbers = _numbers_of(shop, rows)
        for row in rows:
            yield _line(row, shop.currency, numbers)
        if len(rows) < chunk:
            return
        seen = rows[-1].id


def history(order_id: int) -> list[Transaction]:
    """Every transaction of one order, in order."""
    return list(Transaction.select().where(Transaction.order_id == order_id).order_by(Transaction.id))
