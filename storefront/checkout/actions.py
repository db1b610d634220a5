"""Placing an order: everything is checked again, frozen, held and written in one transaction, once per key."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from storefront import cart, catalog, invoices, orders, payments, policies, shops, stock, trust
from storefront.checkout.purpose import count
from storefront.kit import db, once, personal
from storefront.kit.errors import Refused, TooMany
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import language
from storefront.kit.money import LARGEST, Money
from storefront.kit.prepared import one
from storefront.orders.models import Order
from storefront.shipping import Choice

MOST_COUNTED = 1000  # unpaid orders are counted no further, however high an installation sets its limits


@dataclass(frozen=True)
class Buyer:
    """Who buys and where it goes. `phone` is E.164; `region` a province code or city."""

    name: str
    phone: str
    address: str
    country: str
    region: str = ""
    email: str = ""

    def as_dict(self) -> dict:
        return {
            "name": self.name, "phone": self.phone, "address": self.address, "country": self.country, "region": self.region, "email": self.email,
        }  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """What the market's rules and the installation's settings say about placing an order."""

    hold_minutes: int = 30
    open_orders: int = 5
    open_orders_network: int = 40

    @classmethod
    def of(cls, config) -> "Limits":
        return cls(policies.current().hold_minutes, config.open_orders, config.open_orders_network)


@dataclass(frozen=True)
class Totals:
    """What the buyer pays: goods, delivery, discount, tax where it comes on top, total. `tax` is None where none is charged."""

    items: Money
    delivery: Money
    discount: Money
    tax: invoices.Tax | None = None

    @cached_property
    def total(self) -> Money:
        sum_of_prices = self.items + self.delivery - self.discount
        return sum_of_prices if self.tax is None else sum_of_prices + self.tax.added


def totals(shop, items: list[tuple[object, int]], choice: Choice | None, country: str = "", region: str = "") -> Totals:
    """The sum of a bag with one delivery choice to a place (default: the shop's country): what the bag and the checkout show."""
    goods = sum(offer.price_minor * pieces for offer, pieces in items)
    tax = invoices.quote(shop, items, choice, country, region)
    fee = Money(choice.fee_minor if choice else 0, shop.currency)
    return Totals(Money(goods, shop.currency), fee, Money(0, shop.currency), tax)


@db.verb
def place(
    shop,
    items: list[tuple[int, int]],
    buyer: Buyer,
    choice: Choice,
    method: str,
    *,
    key: str,
    scope: str,
    agreed_minor: int,
    limits: Limits,
    bag=None,
    note: str = "",
    network: str = "",
    link_code: str | None = None,
    before: Order | None = None,
) -> Order:
    """Place an order for `items` (variant id, pieces) and open its payment. Returns the order; a repeated `key` returns the first one.

    `agreed_minor` is the total that the buyer saw on the button: another total is refused, said before paying.
    `scope` ties the key to one buyer. `before` is an order for the same goods that this buyer placed a moment ago: while it is unpaid, the
    same order again is that order, and a corrected one takes its place. Raises Refused with a sentence and the field it belongs to.
    """
    body = {
        "shop": shop.id,
        "items": sorted(items),
        "buyer": buyer.as_dict(),
        "option": choice.option_id,
        "method": method,
        "note": note,
    }
    scope = _once_scope(shop, scope)
    earlier = once.claim(scope, key, body)
    if earlier:
        return _order(shop.id, int(earlier))
    if before is not None and _takes_over(before, buyer, choice, method, note, agreed_minor):
        once.keep(scope, key, str(before.id))
        return before
    _open_for_business(shop)
    _not_too_many(shop, buyer, network, limits)
    sold = _offers(shop, items)
    sums = totals(shop, sold, choice, buyer.country, buyer.region)
    if sums.total.minor != agreed_minor:
        raise Refused(_("The total changed to %(total)s. Look at it, then pay.", total=sums.total.display()), changed=True)
    if not 0 < sums.total.minor <= LARGEST:
        raise Refused(_("An order needs a total above zero."))
    cash = payments.is_cash(method)
    if method not in {m.key for m in payments.methods_for(shop, choice.kind)}:
        raise Refused(_("This shop does not offer that way to pay. Choose another."), field="pay")
    stock.look(items)
    order = orders.create(
        shop,
        sold,
        orders.Delivery(choice.kind, choice.name, choice.fee_minor, choice.days_least, choice.days_most, choice.place),
        buyer.as_dict(),
        method=method,
        hold=None if cash else timedelta(minutes=limits.hold_minutes),
        terms=frozen_terms(shop),
        discount_minor=sums.discount.minor,
        tax_mode=sums.tax.mode if sums.tax else "",
        tax_minor=sums.tax.minor if sums.tax else 0,
        note=note,
        link_code=link_code,
        network=network,
        language=language(),
    )
    if sums.tax:
        invoices.freeze(order, sums.tax, orders.lines_of(order))
    stock.reserve(shop, f"order:{order.id}", items)
    order.opened = payments.open_payment("order", str(order.id), shop, method, sums.total, order.number, order.expires_at)
    if cash:
        orders.confirm(order)
        count(order)
    shops.count_against_cap(
        shop, sums.total.minor
    )  # last: whoever confirms an order takes goods, shop and day in this order, too
    if bag is not None:
        cart.clear(bag, shop)
    once.keep(scope, key, str(order.id))
    return order


def _takes_over(before: Order, buyer: Buyer, choice: Choice, method: str, note: str, agreed_minor: int) -> bool:
    """Whether the unpaid order `before` is the very same one. A corrected one is called off where the market would take its money."""
    if before.state != "pending":
        return False
    to = orders.recipient_of(before)
    first = (
        to.name,
        to.phone or "",
        to.email or "",
        to.address,
        before.delivery_kind,
        before.delivery_name,
        before.method,
        before.note,
        before.total_minor,
    )
    if first == (buyer.name, buyer.phone, buyer.email, buyer.address, choice.kind, choice.name, method, note, agreed_minor):
        return True
    if before.mode == "protected":
        orders.cancel(before, _("Ordered again with other details"))
    return False


def _once_scope(shop, who: str) -> str:
    return f"checkout:{personal.blind('scope', f'{shop.id}:{who}')}"


def earlier(shop, key: str, scope: str) -> Order | None:
    """The order that this key made for this buyer, or None."""
    result = once.result(_once_scope(shop, scope), key)
    return _order(shop.id, int(result)) if result else None


@one
def _order(shop_id, order_id):
    return Order.of(shop_id).where(Order.id == order_id)


def frozen_terms(shop) -> dict:
    """What the order keeps of the shop's promises and of the market's rules, whatever they become later."""
    return {
        "returns_days": shop.returns_days,
        "return_postage": shop.return_postage,
        "pack_days": shop.pack_days,
        "level": shop.level,
        "trust": trust.frozen(shop),
        **policies.frozen(policies.current(), shop.id, shop.currency),
    }


def _open_for_business(shop) -> None:
    if shop.sells:
        return
    if shop.state == "holiday":
        raise Refused(_("%(shop)s is on holiday and takes no orders now.", shop=shop.name))
    raise Refused(_("%(shop)s takes no orders now.", shop=shop.name))


def _not_too_many(shop, buyer: Buyer, network: str, limits: Limits) -> None:
    """Nobody freezes a shop by not paying."""
    if orders.open_count(shop, buyer.phone, buyer.email, min(limits.open_orders, MOST_COUNTED)) >= limits.open_orders:
        raise TooMany(
            _("You have several unpaid orders here. Pay or cancel one of them first."), retry_after=limits.hold_minutes * 60
        )
    if (
        network
        and orders.open_count_network(network, min(limits.open_orders_network, MOST_COUNTED)) >= limits.open_orders_network
    ):
        raise TooMany(
            _("Many unpaid orders come from this network. Try again in a little while."), retry_after=limits.hold_minutes * 60
        )


def _offers(shop, items: list[tuple[int, int]]) -> list[tuple[object, int]]:
    offers = {offer.variant_id: offer for offer in catalog.for_sale([variant_id for variant_id, _pieces in items], shop)}
    found = []
    for variant_id, pieces in items:
        offer = offers.get(variant_id)
        if offer is None:
            raise Refused(_("Something in your bag is no longer sold, so we took it out."), gone=variant_id)
        found.append((offer, pieces))
    if not found:
        raise Refused(_("Your bag is empty."))
    return found
