"""The oracle's part: both machines, and that nothing names those who were forgotten."""

from storefront.accounts.models import Person, Session
from storefront.kit import db, machine
from storefront.orders.models import Recipient
from storefront.privacy.models import ERASURE, EXPORT, Erasure, Export


def problems() -> list[str]:
    """Every difference, as a sentence."""
    return [
        *machine.problems(EXPORT, Export),
        *machine.problems(ERASURE, Erasure),
        *(f"person {number}: was erased, and can still be found" for (number,) in db.asked(_found)),
        *(f"person {number}: was erased, and is still signed in" for (number,) in db.asked(_signed_in)),
        *(f"order {number}: its buyer was erased, and can still be found" for (number,) in db.asked(_buyers)),
        *(f"erasure {number}: is done, and its person is not erased" for (number,) in db.asked(_undone)),
    ]


def _found():
    left = Person.phone_index.is_null(False) | Person.email_index.is_null(False) | Person.name.is_null(False)
    return Person.select(Person.id).where(Person.erased_at.is_null(False), left)


def _signed_in():
    return Person.select(Person.id).join(Session).where(Person.erased_at.is_null(False))


def _buyers():
    left = Recipient.phone_index.is_null(False) | Recipient.email_index.is_null(False) | Recipient.email.is_null(False)
    return Recipient.across_shops(Recipient.order).where(Recipient.erased_at.is_null(False), left)


def _undone():
    return Erasure.select(Erasure.id).join(Person).where(Erasure.state == "done", Person.erased_at.is_null())
