"""Books and a statement that agree, line by line, and a hand that plants mistakes into the statement."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import peewee

from storefront import ledger, payments
from storefront.kit import clock, db
from storefront.kit.money import Money
from storefront.payments import Capture
from storefront.reconciliation.models import Finding, Line

HEAD = "type,id,merchant_reference,gross,fee,net,currency,created_utc\n"
KINDS = ("missing", "extra", "amount", "fee", "currency", "swapped")


@dataclass(frozen=True)
class Told:
    """One row of the statement."""

    kind: str
    reference: str
    minor: int
    currency: str = "CNY"
    fee: int = 0
    ours: str = ""
    at: object = field(default=None, hash=False)

    def text(self) -> str:
        amount, fee = Money(self.minor, self.currency).plain(), Money(self.fee, self.currency).plain()
        return f"{self.kind},{self.reference},{self.ours},{amount},{fee},{amount},{self.currency},{self.at:%Y-%m-%d %H:%M:%S}\n"


class Books:
    """Captures that nobody asked for, booked as such, and the provider's rows about them."""

    def __init__(self, world):
        self.world, self.rows = world, []
        self.start = clock.now().replace(hour=1, minute=0, second=0, microsecond=0)

    @db.verb
    def fill(self, count: int) -> None:
        """So many movements over a day, many of the same sum. Booked in bulk: ten thousand by their verb would take minutes."""
        numbers = range(count)
        told = [Told("capture", f"txn-{n:06d}", 5000 + (n // 10 if n % 10 else 7) * 13 + n % 3, at=self._at(n)) for n in numbers]
        self.rows += told
        captures = [self._capture(row.reference, row.minor, row.at) for row in told]
        ids = self._insert(Capture, captures)
        keys = [f"capture:{number}" for number in ids]
        accounts = self._insert(ledger.Account, [{"kind": "suspense", "key": key, "currency": "CNY"} for key in keys])
        provider = ledger.Account.get_or_none(kind="provider", key="sandbox") or ledger.Account.create(
            kind="provider", key="sandbox", currency="CNY"
        )
        now = clock.now()
        moved = self._insert(ledger.Transaction, [{"kind": "suspended", "reference": key, "at": now} for key in keys])
        legs = [
            {"transaction": transaction, "account": account, "at": now, "amount_minor": minor}
            for transaction, own, row in zip(moved, accounts, told, strict=True)
            for account, minor in ((provider.id, -row.minor), (own, row.minor))
        ]
        self._insert(ledger.Entry, legs)

    @staticmethod
    def _insert(model, rows: list[dict]) -> list[int]:
        made = []
        for start in range(0, len(rows), 1000):
            made += [row.id for row in model.insert_many(rows[start : start + 1000]).returning(model.id).execute()]
        return sorted(made)

    @staticmethod
    def _capture(reference: str, minor: int, at) -> dict:
        about = {"provider": "sandbox", "provider_reference": reference, "payee": "microstore"}
        return about | {"amount_minor": minor, "currency": "CNY", "outcome": "suspense", "at": at}

    def _at(self, number: int):
        return self.start + timedelta(seconds=number)

    def capture(self, reference: str, minor: int, number: int = 0) -> Capture:
        """Money that the books know of."""
        row = Capture.create(**self._capture(reference, minor, self._at(number)))
        ledger.to_suspense("sandbox", row.amount, row.reference)
        return row

    def add_existing(self, order) -> Capture:
        """A row for what an order was paid with."""
        payment = payments.paid_payment("order", str(order.id))
        row = Capture.get(Capture.payment == payment.id)
        self.rows.append(Told("capture", row.provider_reference, row.amount_minor, at=row.at))
        return row

    def refunds(self) -> list:
        return list(payments.Refund.across_shops().order_by(payments.Refund.id))

    def line(self, kind: str, reference: str, minor: int, ours: str = "") -> str:
        """One more row."""
        return Told(kind, reference, minor, ours=ours, at=self.start).text()

    def table(self, rows: slice = slice(None)) -> str:
        return HEAD + "".join(row.text() for row in self.rows[rows])

    def plant(self, count: int, chance) -> set[tuple[str, str]]:
        """Make `count` mistakes, of every kind equally often; {(kind, reference)} of what must be found."""
        order = list(range(len(self.rows)))
        chance.shuffle(order)
        planted, gone = set(), set()
        for number in range(count):
            kind, place = KINDS[number % len(KINDS)], order.pop()
            row = self.rows[place]
            if kind == "missing":
                gone.add(place)
                planted.add((kind, row.reference))
            elif kind == "extra":
                self.rows.append(Told("capture", f"txn-more-{number}", 999, at=row.at))
                planted.add((kind, f"txn-more-{number}"))
            elif kind == "swapped":
                other = next(each for each in order if self.rows[each].minor != row.minor)
                order.remove(other)
                theirs = self.rows[other]
                self.rows[place], self.rows[other] = replace(row, minor=theirs.minor), replace(theirs, minor=row.minor)
                planted.add((kind, min(row.reference, theirs.reference)))
            else:
                # sums of its own for each, so that two wrong ones cannot look like a pair that was swapped
                changed = {
                    "amount": {"minor": row.minor + 100_000 + number},
                    "fee": {"fee": 30},
                    "currency": {"currency": "EUR"},
                }[kind]
                self.rows[place] = replace(row, **changed)
                planted.add((kind, row.reference))
        self.rows = [row for place, row in enumerate(self.rows) if place not in gone]
        return planted

    @staticmethod
    def found(statement) -> set[tuple[str, str]]:
        """{(kind, reference)} of what was found."""
        rows = Finding.select(Finding, Line).join(Line, peewee.JOIN.LEFT_OUTER, on=(Finding.line == Line.id))
        found = set()
        for row in rows.where(Finding.statement == statement.id):
            if row.line_id is None:
                found.add((row.kind, Capture.get_by_id(int(row.subject.partition(":")[2])).provider_reference))
            elif row.other_id is not None:
                found.add((row.kind, min(row.line.reference, Line.get_by_id(row.other_id).reference)))
            else:
                found.add((row.kind, row.line.reference))
        return found
