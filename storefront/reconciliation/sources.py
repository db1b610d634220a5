"""What should be in a statement: the movements that our own books know of, by provider.

A source answers two questions: which movements go by these references, and which there were in a period. A room to the right that
moves money through a provider adds its own in app.py: `reconciliation.sources.add("name", source)`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from storefront import ledger, payouts
from storefront.kit.money import Money
from storefront.kit.registry import Registry
from storefront.payments import Bounce, Capture, Payment, Refund, attempt_key, elsewhere
from storefront.payments.providers import gateways
from storefront.reconciliation import returning
from storefront.reconciliation.models import Decision, Line, ReturnBounce, Statement

BANK = "bank"
SLOW = timedelta(days=4)  # so long a provider's transfer may travel until our bank writes it down


@dataclass(frozen=True)
class Movement:
    """One movement in our books: `subject` names it ("capture:17"), `names` are the references a statement may carry for it,
    `amount_minor` is signed (in is positive), `fee_minor` what was agreed that the provider keeps, None where that is not known."""

    subject: str
    names: tuple[str, ...]
    amount_minor: int
    currency: str
    at: datetime
    fee_minor: int | None = None


class Source(Protocol):
    """Movements of one kind."""

    def named(self, provider: str, names: list[str]) -> Iterable[Movement]:
        """Those of `provider` that go by one of these references. At most a few hundred references at a time."""

    def between(self, provider: str, start: datetime, end: datetime) -> Iterable[Movement]:
        """All of `provider` that should be in a statement of [start, end)."""


def agreed_fee(provider: str, money: Money) -> int:
    """What the provider keeps of a payment, by its terms (`costs`, a ledger.FeeRule; free where it names none)."""
    return ledger.fee(money, getattr(gateways.find(provider), "costs", ledger.FREE)).minor


class Captures:
    """What arrived at a gateway."""

    def named(self, provider, names):
        rows = Capture.select().where(Capture.provider == provider, Capture.provider_reference.in_(names))
        return [self._movement(row) for row in rows]

    def between(self, provider, start, end):
        rows = Capture.select().where(Capture.provider == provider, Capture.at >= start, Capture.at < end)
        return (self._movement(row) for row in rows.order_by(Capture.id).iterator())

    @staticmethod
    def _movement(row: Capture) -> Movement:
        fee = agreed_fee(row.provider, row.amount)
        return Movement(row.reference, (row.provider_reference,), row.amount_minor, row.currency, row.at, fee)


class Refunds:
    """What a gateway sent back. Providers name a refund by our key, by its id and key, or by the payment it belongs to."""

    def named(self, provider, names):
        keys = _keys(names)
        rows = self._of(provider).where((Refund.key.in_(sorted(keys))) | Capture.provider_reference.in_(names))
        return [self._movement(row) for row in rows]

    def between(self, provider, start, end):
        rows = self._of(provider).where(Refund.state == "done", Refund.done_at >= start, Refund.done_at < end)
        return (self._movement(row) for row in rows.order_by(Refund.id).iterator())

    @staticmethod
    def _of(provider):
        rows = Refund.across_shops(Refund, Capture).join(Capture)
        here = (Payment.mode == "protected") & (Capture.provider == provider) & Refund.other_way_at.is_null()
        return rows.switch(Refund).join(Payment).where(here)

    @staticmethod
    def _movement(row: Refund) -> Movement:
        subject, names = _attempt(row, row.bounced_count)
        return Movement(subject, names, -row.amount_minor, row.currency, row.done_at or row.created_at, 0)


def _keys(names: list[str]) -> set[str]:
    """The keys of refunds among references: without the id that may stand before one and the number of the attempt behind it."""
    plain = {name.partition(":")[2] if re.match(r"\d+:", name) else name for name in names}
    return plain | {re.sub(r"~\d+$", "", name) for name in plain}


def _attempt(row: Refund | Decision, number: int) -> tuple[str, tuple[str, ...]]:
    """(what an attempt to send money back is called here, the references that a statement may carry for it)."""
    key = attempt_key(row.key, number)
    return attempt_key(row.reference, number), (f"{row.id}:{key}", key, row.capture.provider_reference)


class Bounces:
    """Refunds that had gone and came back: each attempt left once and arrived again."""

    def named(self, provider, names):
        rows = self._of(provider).where((Refund.key.in_(sorted(_keys(names)))) | Capture.provider_reference.in_(names))
        return [movement for row in rows for movement in self._movements(row)]

    def between(self, provider, start, end):
        model = self.model
        gone = (model.done_at >= start) & (model.done_at < end)
        back = model.done_at.is_null(False) & (model.at >= start) & (model.at < end)
        for row in self._of(provider).where(gone | back).order_by(model.id):
            yield from (each for each in self._movements(row) if start <= each.at < end)

    model, subject = Bounce, "bounce"

    @staticmethod
    def _of(provider):
        rows = Bounce.across_shops(Bounce, Refund, Capture).join(Refund).join(Capture)
        return rows.where(Capture.provider == provider)

    @staticmethod
    def _what(row):
        return row.refund

    def _movements(self, row) -> tuple[Movement, Movement]:
        what = self._what(row)
        subject, names = _attempt(what, row.number)
        minor, currency = what.amount_minor, what.currency
        gone = Movement(subject, names, -minor, currency, row.done_at or row.at, 0)
        return gone, Movement(f"{self.subject}:{row.id}", names, minor, currency, row.at, 0)


class ReturnBounces(Bounces):
    """The same of money that was nobody's."""

    model, subject = ReturnBounce, "return-bounce"

    def named(self, provider, names):
        wanted = Capture.provider_reference.in_(names) | Capture.id.in_(_strays(names))
        return [movement for row in self._of(provider).where(wanted) for movement in self._movements(row)]

    @staticmethod
    def _of(provider):
        rows = ReturnBounce.select(ReturnBounce, Decision, Capture).join(Decision).join(Capture)
        return rows.where(Capture.provider == provider)

    @staticmethod
    def _what(row):
        return row.decision


def _strays(names: list[str]) -> list[int]:
    """The captures of money that was nobody's among references: "stray:17", with an id before it and the number of an attempt behind it."""
    found = (re.search(r"(?:^|:)stray:(\d{1,9})(?:~\d+)?$", name) for name in names)
    return [int(each[1]) for each in found if each]


class Elsewhere:
    """What came back and was paid from our bank, by what its transfer was to carry: refunds, and money that was nobody's."""

    def __init__(self, model, rows: Callable, called: Callable[[int], str], subject: str):
        self.model, self.rows, self.called, self.subject = model, rows, called, subject

    def named(self, provider, names):
        word = self.called(0)[:-1]
        found = (re.fullmatch(rf"{word}(\d{{1,9}})", name.upper()) for name in names) if provider == BANK else ()
        numbers = [int(each[1]) for each in found if each]
        return [self._movement(row) for row in self._all().where(self.model.id.in_(numbers))] if numbers else []

    def between(self, provider, start, end):
        if provider != BANK:
            return ()
        rows = self._all().where(self.model.other_way_at >= start, self.model.other_way_at < end - SLOW)
        return (self._movement(row) for row in rows.order_by(self.model.id).iterator())

    def _all(self):
        return self.rows().where(self.model.other_way_at.is_null(False))

    def _movement(self, row) -> Movement:
        name = self.called(row.id)
        return Movement(f"{self.subject}:{row.id}", (name, name.lower()), -row.amount_minor, row.currency, row.other_way_at)


class Returns:
    """What staff sent back out of suspense of money that was nobody's."""

    def named(self, provider, names):
        wanted = Capture.provider_reference.in_(names) | Capture.id.in_(_strays(names))
        return [self._movement(row) for row in self._of(provider).where(wanted)]

    def between(self, provider, start, end):
        rows = self._of(provider).where(Decision.state == "done", Decision.done_at >= start, Decision.done_at < end)
        return (self._movement(row) for row in rows.order_by(Decision.id).iterator())

    @staticmethod
    def _of(provider):
        rows = Decision.select(Decision, Capture).join(Capture).where(Capture.provider == provider)
        out = Decision.state.in_(("decided", "done", "failed")) & Decision.other_way_at.is_null()
        return rows.where(Decision.verb == "return", Decision.refund.is_null(), out)

    @staticmethod
    def _movement(row: Decision) -> Movement:
        subject, names = _attempt(row, row.bounced_count)
        return Movement(subject, names, -row.amount_minor, row.currency, row.done_at or row.asked_at, 0)


class Transfers:
    """What providers say they paid to our bank: it must arrive there."""

    def named(self, provider, names):
        rows = self._all().where(Line.reference.in_(names) | Line.ours.in_(names)) if provider == BANK else []
        return [self._movement(row) for row in rows]

    def between(self, provider, start, end):
        if provider != BANK:
            return ()
        rows = self._all().where(Line.at >= start, Line.at < end - SLOW)
        return (self._movement(row) for row in rows.order_by(Line.id).iterator())

    @staticmethod
    def _all():
        return Line.select().join(Statement).where(Line.kind == "transfer", Statement.source != BANK)

    @staticmethod
    def _movement(row: Line) -> Movement:
        names = tuple(name for name in (row.reference, row.ours) if name)
        return Movement(f"transfer:{row.id}", names, -row.amount_minor, row.currency, row.at)


class Withdrawals:
    """What left for sellers through our bank, by the code that its file carries as the end-to-end reference."""

    def named(self, provider, names):
        rows = payouts.Withdrawal.across_shops().where(payouts.Withdrawal.code.in_([name.upper() for name in names]))
        return [self._movement(row) for row in rows.where(payouts.Withdrawal.sent_at.is_null(False))] if provider == BANK else ()

    def between(self, provider, start, end):
        if provider != BANK:
            return ()
        out = payouts.Withdrawal.state.in_(payouts.OUT) & (payouts.Withdrawal.sent_at >= start)
        rows = payouts.Withdrawal.across_shops().where(out, payouts.Withdrawal.sent_at < end - SLOW)
        return (self._movement(row) for row in rows.order_by(payouts.Withdrawal.id).iterator())

    @staticmethod
    def _movement(row) -> Movement:
        names = (row.code, row.code.lower())
        return Movement(f"withdrawal:{row.id}", names, -row.amount_minor, row.currency, row.sent_at)


def _decisions():
    """With what they are about."""
    return Decision.select(Decision, Capture).join(Capture)


sources: Registry = Registry("source of movements", contract=("named", "between"))
for _key, _source in (
    ("captures", Captures()),
    ("refunds", Refunds()),
    ("bounces", Bounces()),
    ("elsewhere", Elsewhere(Refund, Refund.across_shops, elsewhere.reference, "elsewhere")),
    ("returns", Returns()),
    ("returns came back", ReturnBounces()),
    ("returns elsewhere", Elsewhere(Decision, _decisions, returning.reference, "return-elsewhere")),
    ("transfers", Transfers()),
    ("withdrawals", Withdrawals()),
):
    sources.add(_key, _source)


def named(provider: str, names: set[str]) -> dict[str, list[Movement]]:
    """{reference: movements that go by it} over all sources."""
    found: dict[str, list[Movement]] = {}
    wanted = sorted(names)
    for _key, source in sources:
        for movement in source.named(provider, wanted):
            for name in movement.names:
                if name in names:
                    found.setdefault(name, []).append(movement)
    return found


def between(provider: str, start: datetime, end: datetime) -> Iterable[Movement]:
    """Everything that should be in a statement of this period."""
    for _key, source in sources:
        yield from source.between(provider, start, end)
