"""A refund that cannot go back the way it came, because the buyer's account is closed: somebody of the market pays it from the market's own
bank and writes down how. Above the market's limit a second person has to agree. The same for money that was nobody's, which reconciliation
keeps: a row with an amount, a `reference` in the books, and the columns `other_way` and `other_way_by`.

The books had it leave through the gateway. There it is again, and it leaves the bank instead; `reference` is what the transfer should
carry, so that its line in a statement of the bank is found.
"""

from collections.abc import Callable

from storefront import ledger, policies
from storefront.accounts import Person
from storefront.kit import clock, db, events
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.payments.events import PaidElsewhere
from storefront.payments.models import REFUND, Refund
from storefront.shops.rules import roughly

BANK = "bank"  # the provider's account in the ledger that the market pays from
LEAST, LONGEST = 5, 200


def reference(refund_id: int) -> str:
    """What the transfer should carry."""
    return f"REFUND{refund_id}"


def limits(person: Person) -> Callable[[str], Money]:
    """Above which sum `person` does not decide alone, by currency (roughly, where it is not the market's own). Looked up once."""
    held = policies.current()
    most = policies.limit_of(held, "suspense_minor", person)
    return lambda currency: Money(roughly(most, held.currency, currency), currency)


@db.verb
def record(row: Refund, person: Person, how: str) -> Refund:
    """`person` has paid a failed refund by hand; `how` is read by the buyer and the seller. Above the limit it counts when another person
    agrees. Raises Refused (field "how") without words, Changed where it is no failed refund of money that the market held."""
    how, row = in_words(how, _("Write how it was paid back: the buyer and the seller read it.")), _failed(row)
    if write_down(row, person, how):
        return _done(row)
    events.record("refund.other_way", subject=f"refund:{row.id}", shop=row.shop_id, minor=row.amount_minor, words=how)
    return row


def in_words(how: str, missing: str) -> str:
    """How it was paid, in one line. Raises Refused (field "how") for nothing, with the sentence `missing`, and for too much."""
    how = " ".join(how.split())
    if len(how) < LEAST:
        raise Refused(missing, "how")
    if len(how) > LONGEST:
        raise Refused(_("That is %(length)s characters; there is room for %(most)s.", length=len(how), most=LONGEST), "how")
    return how


def write_down(row, person: Person, how: str) -> bool:
    """Keep who says how it was paid; returns whether that is enough, or a second person has to agree."""
    model = type(row)
    model.update(other_way=how, other_way_by=person.id).where(model.id == row.id).execute()
    row.other_way, row.other_way_by = how, person
    return row.amount <= limits(person)(row.currency)


def refuse_same(row, person: Person) -> None:
    """Raise Refused for whoever wrote it down, Changed where nobody did."""
    if row.other_way_by_id is None:
        raise Changed
    if row.other_way_by_id == person.id:
        raise Refused(_("Another person has to agree: you wrote it down."))


def book(row, provider: str, shop: int | None = None, order: int | None = None) -> None:
    """The gateway has it again, and the market's bank does not."""
    legs = [("provider", provider, -row.amount_minor), ("provider", BANK, row.amount_minor)]
    ledger.post("paid_elsewhere", row.reference, legs, row.currency, shop, order)


@db.verb
def agree(row: Refund, person: Person) -> Refund:
    """The second person agrees, and it counts. Raises Refused for the one who wrote it down."""
    row = _failed(row)
    refuse_same(row, person)
    return _done(row)


def _failed(row: Refund) -> Refund:
    row = db.locked(Refund.across_shops().where(Refund.id == row.id)).get()
    if row.state != "failed" or row.payment.mode != "protected":
        raise Changed
    return row


def _done(row: Refund) -> Refund:
    payment, now = row.payment, clock.now()
    book(row, row.capture.provider, row.shop_id, int(payment.reference) if payment.purpose == "order" else None)
    told = PaidElsewhere(row.id, payment.id, payment.purpose, payment.reference)
    return REFUND.change(
        row, "succeed", told, note={"words": row.other_way}, done_at=now, other_way_at=now, error="", next_at=None
    )
