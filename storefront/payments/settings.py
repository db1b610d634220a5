"""What a seller sets up: the ways to pay. The mode, protected or direct, is one of the shop's own terms."""

import json

from storefront import shops
from storefront.kit import db, events
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.payments import methods
from storefront.payments.models import Method


@db.verb
def save(shop, key: str, values: dict[str, str] | None = None) -> Method:
    """Offer a way to pay, with the account details that it needs. Open payments keep the details they were opened with.

    Raises Refused for what its fields do not allow, NotFound for a method that this shop cannot have.
    """
    if key not in {way.key for way in methods.possible(shop)}:
        raise NotFound
    details = methods.details_of(key)
    kept = details.clean(values or {}) if details else {}
    if details:
        for field, sentence in details.validate(kept).items():
            raise Refused(sentence, field)
        if not details.takes(shop.currency, kept):
            raise Refused(
                _("This is for another currency than your shop's, %(currency)s.", currency=shop.currency), details.fields[0].name
            )
    row = Method.of(shop).where(Method.key == key).first()
    if row is None:
        position = Method.of(shop).count()
        row = Method.create(shop=shop.id, key=key, settings=json.dumps(kept), position=position)
    else:
        Method.update(settings=json.dumps(kept), active=True).where(Method.id == row.id).execute()
    # The details themselves stay out of the books: the event says that they changed, not what they are.
    events.record("method.saved", subject=f"shop:{shop.id}", shop=shop, method=key)
    shops.touch(shop)
    return row


@db.verb
def switch(shop, key: str, on: bool) -> None:
    """Offer a way to pay or not. The last one of a direct shop cannot be switched off: nobody could buy any more."""
    row = Method.of(shop).where(Method.key == key).first()
    if row is None:
        if methods.way(key, shop) is None or (methods.details_of(key) is not None and on):
            raise NotFound
        row = Method.create(shop=shop.id, key=key, active=on, position=Method.of(shop).count())
    else:
        Method.update(active=on).where(Method.id == row.id).execute()
    if not on and not methods.methods_for(shop):
        raise Refused(_("This is the only way to pay in your shop. Switch another one on first."))
    events.record("method.on" if on else "method.off", subject=f"shop:{shop.id}", shop=shop, method=key)
    shops.touch(shop)
