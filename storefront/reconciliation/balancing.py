"""The market's books at a glance: what each kind of account holds, per currency, and what differs when everything is added up again.

Adding up years at every look is what a page must not do, so a check keeps its sums: `balances()` reads the newest check and adds only
what came after it. Each difference is one question to the database, so that money that moves meanwhile cannot look like one.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import peewee

from storefront.kit import clock, db
from storefront.kit.money import Money
from storefront.ledger import Account, Entry, Freeze, Transaction
from storefront.ledger import audit as ledger_audit
from storefront.payments import Capture, Refund
from storefront.payments import audit as payments_audit
from storefront.reconciliation.models import BookCheck, Decision

SUMMED = ("provider", "fees", "referrer", "suspense")  # kinds whose balance is not kept by the write
STEADY = timedelta(minutes=10)  # entries older than this are all committed
EVERY = timedelta(hours=24)
MOST_SENTENCES = 20
_HELD = ("paid", "suspended", "refunded", "returned", "sent_back")  # what moves money at a gateway for payments and suspense
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
fn = peewee.fn


@dataclass
class Books:
    """One currency: what others hold for the market, and whose it is. All sums together are zero."""

    currency: str
    providers: list[tuple[str, Money]] = field(default_factory=list)  # what each of them holds for us
    escrow: int = 0
    shops: int = 0  # to withdraw
    owed: int = 0  # what shops owe the market, negative
    fees: int = 0
    referrer: int = 0
    suspense: int = 0
    payout: int = 0
    frozen: int = 0  # of the shops' own, while questions are open

    def money(self, name: str) -> Money:
        """One of the sums."""
        return Money(getattr(self, name), self.currency)

    @property
    def held(self) -> Money:
        """What all providers hold together."""
        return Money(sum(money.minor for _key, money in self.providers), self.currency)

    @property
    def off(self) -> Money:
        """What is held less what belongs to somebody: zero."""
        whose = self.escrow + self.shops + self.owed + self.fees + self.referrer + self.suspense + self.payout
        return Money(self.held.minor - whose, self.currency)


def newest() -> BookCheck | None:
    """The last check, or None before the first."""
    return BookCheck.select().order_by(BookCheck.id.desc()).first()


def balances(check: BookCheck | None) -> list[Books]:
    """What every kind of account holds now, per currency, in order of their codes. Three questions."""
    books: dict[str, Books] = {}
    sums = {(kind, key, currency): minor for kind, key, currency, minor in json.loads(check.sums)} if check else {}
    for kind, key, currency, minor in _sums(check.until if check else _LONG_AGO, None):
        sums[kind, key, currency] = sums.get((kind, key, currency), 0) + minor
    for (kind, key, currency), minor in sorted(sums.items()):
        one = books.setdefault(currency, Books(currency))
        if kind == "provider":
            one.providers.append((key, Money(-minor, currency)))
        else:
            setattr(one, kind, getattr(one, kind) + minor)
    for currency, kind, minor, owed, held in _kept():
        one = books.setdefault(currency, Books(currency))
        if kind == "shop":
            one.shops, one.owed, one.escrow = int(minor), int(owed), int(held)
        else:
            one.payout = int(minor)
    frozen = Freeze.select(Account.currency, fn.SUM(Freeze.amount_minor)).join(Account).where(Freeze.ended_at.is_null())
    for currency, minor in frozen.group_by(Account.currency).tuples():
        books[currency].frozen = int(minor)
    return [books[currency] for currency in sorted(books)]


def _sums(since: datetime, until: datetime | None) -> list[tuple[str, str, str, int]]:
    """[(kind, key, currency, minor)] of entries from `since` on, before `until`; the accounts of single captures are one."""
    key = peewee.Case(None, ((Account.kind == "suspense", ""),), Account.key)
    rows = Entry.select(Account.kind, key, Account.currency, fn.SUM(Entry.amount_minor)).join(Account)
    rows = rows.where(Account.kind.in_(SUMMED), Entry.at >= since)
    rows = rows.where(Entry.at < until) if until else rows
    rows = rows.group_by(*(peewee.SQL(place) for place in "123"))  # the key is an expression with a value of its own
    return [(kind, key, currency, int(minor)) for kind, key, currency, minor in rows.tuples()]


def _kept():
    """(currency, kind, what it holds, what is owed, held in escrow) of the kinds whose balances the write keeps."""
    more = fn.SUM(peewee.Case(None, ((Account.balance_minor > 0, Account.balance_minor),), 0))
    less = fn.SUM(peewee.Case(None, ((Account.balance_minor < 0, Account.balance_minor),), 0))
    total = peewee.Case(Account.kind, (("shop", more),), fn.SUM(Account.balance_minor))
    rows = Account.select(Account.currency, Account.kind, total, less, fn.SUM(Account.held_minor))
    return rows.where(Account.kind.in_(("shop", "payout"))).group_by(Account.currency, Account.kind).tuples()


# --- checking ------------------------------------------------------------------------------------------------------------------


def check() -> BookCheck:
    """Add everything up again, and write down what differs and the sums that were found."""
    differences = [
        *(("books", "", currency, int(minor)) for currency, minor in db.asked(_not_zero)),
        *(("kept", kind, currency, int(minor)) for kind, currency, minor in db.asked(_kept_wrong)),
        *(("held", "", currency, int(minor)) for currency, minor in db.asked(_held_wrong)),
        *(("provider", key, currency, int(minor)) for key, currency, minor in db.asked(_providers_wrong)),
    ]
    sentences = [*ledger_audit.problems(), *payments_audit.problems()][:MOST_SENTENCES]
    until = clock.now() - STEADY
    before = newest()
    sums = {(kind, key, currency): minor for kind, key, currency, minor in _sums(_LONG_AGO, until)}
    if before is not None and before.until > until:  # a clock that went back
        until = before.until
        sums = {(kind, key, currency): minor for kind, key, currency, minor in _sums(_LONG_AGO, until)}
    return BookCheck.create(
        at=clock.now(),
        until=until,
        sums=json.dumps([[*name, minor] for name, minor in sorted(sums.items())]),
        differences=json.dumps(differences),
        sentences=json.dumps(sentences, ensure_ascii=False),
    )


def check_due() -> None:
    """Sweep: once a day."""
    last = newest()
    if last is None or last.at <= clock.now() - EVERY:
        check()


def differences(check: BookCheck) -> list[tuple[str, str, Money]]:
    """[(what, key, difference)] of a check, as money: each should be zero."""
    return [(what, key, Money(minor, currency)) for what, key, currency, minor in json.loads(check.differences)]


def _not_zero():
    """Per currency all entries sum to zero. Currencies where they do are there too: the page shows the zero."""
    return Entry.select(Account.currency, fn.SUM(Entry.amount_minor)).join(Account).group_by(Account.currency)


def _kept_wrong():
    """Balances kept by the write, less what the entries say: the sum of the distances, so that two wrongs do not make a right."""
    summed = Entry.select(Entry.account.alias("account"), fn.SUM(Entry.amount_minor).alias("minor")).group_by(Entry.account)
    summed = summed.alias("summed")
    off = fn.ABS(Account.balance_minor - fn.COALESCE(summed.c.minor, 0))
    rows = Account.select(Account.kind, Account.currency, fn.SUM(off))
    rows = rows.join(summed, peewee.JOIN.LEFT_OUTER, on=(summed.c.account == Account.id))
    return rows.where(Account.kind.in_(("escrow", "shop", "payout"))).group_by(Account.kind, Account.currency)


def _held_wrong():
    """What shops' accounts say their orders hold, less the orders' own accounts."""
    kind = peewee.Case(Account.kind, (("shop", Account.held_minor), ("escrow", Account.balance_minor * -1)), 0)
    return Account.select(Account.currency, fn.SUM(kind)).group_by(Account.currency)


def _providers_wrong():
    """What arrived at each provider less what went back, less what the ledger says of it. One question over four tables."""
    came = Capture.select(Capture.provider.alias("key"), Capture.currency.alias("currency"), Capture.amount_minor.alias("minor"))
    came = came.where(Capture.provider != payments_audit.DIRECT)
    went = Refund.across_shops(
        Capture.provider.alias("key"), Refund.currency.alias("currency"), (Refund.amount_minor * -1).alias("minor")
    )
    went = went.join(Capture).where(Capture.provider != payments_audit.DIRECT)
    back = Decision.select(
        Capture.provider.alias("key"), Capture.currency.alias("currency"), (Capture.amount_minor * -1).alias("minor")
    )
    back = back.join(Capture).where(
        Decision.verb == "return", Decision.refund.is_null(), Decision.state.in_(("decided", "done", "failed"))
    )
    booked = Entry.select(Account.key.alias("key"), Account.currency.alias("currency"), Entry.amount_minor.alias("minor"))
    booked = booked.join(Account).switch(Entry).join(Transaction)
    booked = booked.where(Account.kind == "provider", Transaction.kind.in_(_HELD))
    moved = came.union_all(went).union_all(back).union_all(booked).alias("moved")
    rows = peewee.Select([moved], [moved.c.key, moved.c.currency, fn.SUM(moved.c.minor)])
    return rows.group_by(moved.c.key, moved.c.currency).bind(db.database)
