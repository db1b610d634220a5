"""What this room keeps about somebody: what banks and providers wrote beside money that was theirs, until it is forgotten anyway
(forgetting.py). They may name people."""

from storefront.kit.about import About, row
from storefront.payments.models import Capture, Payment, Refund
from storefront.payouts.models import Withdrawal
from storefront.reconciliation.models import Line
from storefront.shops.models import Shop


def _subjects(about: About) -> list[str]:
    """What of theirs a line can be about: money that came, went back, or was paid out."""
    found = []
    for start in range(0, len(about.orders), 500):
        references = [str(number) for number in about.orders[start : start + 500]]
        paid = Payment.across_shops(Payment.id).where(Payment.purpose == "order", Payment.reference.in_(references))
        found += [f"capture:{number}" for (number,) in Capture.select(Capture.id).where(Capture.payment.in_(paid)).tuples()]
        found += [f"refund:{number}" for (number,) in Refund.across_shops(Refund.id).where(Refund.payment.in_(paid)).tuples()]
    if about.person:
        shops = Shop.select(Shop.id).where(Shop.owner == about.person)
        taken = Withdrawal.across_shops(Withdrawal.id).where(Withdrawal.shop.in_(shops)).tuples()
        found += [f"withdrawal:{number}" for (number,) in taken]
    return found


def export(about: About) -> dict:
    """The lines of statements that are about their money."""
    subjects = _subjects(about)
    lines = Line.select().where(Line.subject.in_(subjects)).order_by(Line.id) if subjects else []
    told = [row(line, "kind", "reference", "amount_minor", "currency", "words", "subject") for line in lines]
    return {"lines of statements": told} if told else {}


def in_the_way(about: About) -> list[str]:
    """Nothing here."""
    return []


def erase(about: About) -> None:
    """Sums and references stay, words go."""
    subjects = _subjects(about)
    for start in range(0, len(subjects), 500):
        Line.update(words="").where(Line.subject.in_(subjects[start : start + 500])).execute()
