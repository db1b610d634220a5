"""Looking at a customer's number: on record, and not without end."""

from datetime import timedelta

from storefront.customers.models import Customer
from storefront.kit import db, events, security
from storefront.kit.i18n import gettext as _

REVEALS_AN_HOUR = 60  # by one person
REVEALS_A_DAY = 400  # in one shop


@db.verb
def reveal(customer: Customer, person: int) -> None:
    """Somebody in the shop looks at a customer's number: that they did stays on record. Raises TooMany."""
    sentence = _("That was too often. Numbers can be looked at again in an hour.")
    security.hit(f"number:{person}", REVEALS_AN_HOUR, timedelta(hours=1), sentence)
    security.hit(f"number-shop:{customer.shop_id}", REVEALS_A_DAY, timedelta(days=1), sentence)
    events.record("customer.number_shown", subject=f"customer:{customer.id}", shop=customer.shop_id)
