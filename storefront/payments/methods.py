"""Ways to pay: which there are, and which of them a shop offers."""

import json
from dataclasses import dataclass

from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.prepared import one, prepared
from storefront.payments import rails
from storefront.payments.bank import BANK
from storefront.payments.models import Method
from storefront.payments.providers import gateways
from storefront.payments.rails import Rail

CASH = ("cash", "pickup_cash")
_DELIVERED, _MET = ("courier", "local"), ("pickup", "none")


@dataclass(frozen=True)
class Way:
    """A way to pay, as a row of a list shows it. `kind` is gateway, rail (a code to scan), bank or cash."""

    key: str
    title: str
    text: str
    icon: str
    mode: str
    kind: str

    def fits(self, delivery_kind: str | None) -> bool:
        """Whether it can be paid with this kind of delivery (courier, local, pickup, none; None: whatever)."""
        if delivery_kind is None or self.kind != "cash":
            return True
        return delivery_kind in (_DELIVERED if self.key == "cash" else _MET)


def is_cash(key: str) -> bool:
    """Whether a method is cash: the order counts without money."""
    return key in CASH


def details_of(key: str) -> Rail | None:
    """The rail (or plain bank transfer) that holds a seller's account details, or None for gateways and cash."""
    return BANK if key == BANK.key else rails.find(key)


def way(key: str, shop) -> Way | None:
    """How a method shows itself to the buyers of a shop, or None where there is no such method."""
    gateway, details = gateways.find(key), details_of(key)
    if gateway is not None:
        return Way(key, str(gateway.name), str(gateway.text), gateway.icon, "protected", "gateway")
    if key == BANK.key:
        return Way(key, str(BANK.name), _("Transfer by hand, the details come next"), "landmark", "direct", "bank")
    if details is not None:
        return Way(key, str(details.name), _("Scan a code with your bank app"), "qr-code", "direct", "rail")
    if key == "cash":
        return Way(key, _("Cash on delivery"), _("You pay when it arrives"), "banknote", "direct", "cash")
    if key == "pickup_cash":
        return Way(key, _("Cash on pickup"), _("You pay %(shop)s when you meet", shop=shop.name), "banknote", "direct", "cash")
    return None


def possible(shop) -> list[Way]:
    """Every way that this shop could offer in its currency: the market's gateways, then the direct ones, those of its country first."""
    keys = [key for key, _gateway in gateways]
    keys += [rail.key for rail in rails.available(shop.currency, shop.country)]
    return [way(key, shop) for key in (*keys, BANK.key, *CASH)]


@prepared
def _rows(shop_id):
    return Method.of(shop_id, Method.key, Method.active, Method.position, Method.id).order_by(Method.position, Method.id)


@one
def _row(shop_id, key):
    return Method.of(shop_id).where(Method.key == key)


def methods_for(shop, delivery_kind: str | None = None) -> list[Way]:
    """What a buyer of this shop can choose from now. In protected mode every gateway of the market, unless the shop has switched
    it off; in direct mode what the seller has set up. One query."""
    rows = _rows(shop.id)
    if shop.mode == "protected":
        off = {row.key for row in rows if not row.active}
        keys = [key for key, _gateway in gateways if key not in off]
    else:
        keys = [row.key for row in rows if row.active and row.key not in gateways]
    found = [one for one in (way(key, shop) for key in keys) if one is not None]
    return [one for one in found if one.fits(delivery_kind)]


def settings_of(shop, key: str) -> dict[str, str]:
    """What the seller typed for a method; empty where nothing."""
    row = _row(shop.id, key)
    return json.loads(row.settings) if row else {}


def payee_now(shop, key: str) -> dict[str, str]:
    """Who is to be paid by this method now, to be frozen into a payment. Raises Refused where the shop does not offer it."""
    gateway = gateways.find(key)
    if gateway is not None:
        return {"payee": gateway.payee}
    row = _row(shop.id, key)
    if row is None or not row.active:
        raise Refused(_("This shop does not offer that way to pay. Choose another."), field="pay")
    return json.loads(row.settings)
