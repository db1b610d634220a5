"""What the checkout page shows: the goods, the ways to get and to pay them, the sum. Built the same for looking and for paying."""

from dataclasses import dataclass, field
from functools import cached_property

from flask import g, request

from storefront import cart, catalog, checkout, invoices, payments, shipping, shops
from storefront.kit import ids, regions
from storefront.kit.errors import Invalid, NotFound
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.shops.models import Shop


@dataclass
class Basket:
    """The goods of one shop that are about to be ordered: from the bag, or one item bought at once."""

    shop: Shop
    items: list[tuple[object, int]]
    bag: object = None
    single: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def needs_delivery(self) -> bool:
        return any(offer.needs_delivery for offer, _pieces in self.items)

    @cached_property
    def options(self) -> list:
        """The shop's delivery table."""
        return shipping.options_of(self.shop)

    @property
    def minor(self) -> int:
        return sum(offer.price_minor * pieces for offer, pieces in self.items)

    @property
    def lines(self) -> list[tuple[int, int]]:
        return [(offer.variant_id, pieces) for offer, pieces in self.items]

    @property
    def address(self) -> str:
        """Where this page lives, for links and for coming back."""
        one = f"&v={self.single}&n={self.items[0][1]}" if self.single and self.items else ""
        return f"/checkout?shop={self.shop.slug}{one}"


def basket() -> Basket:
    """The basket that the request names. Raises NotFound for a shop or item that is not there."""
    values = request.values
    slug, code = values.get("shop", "")[:60], values.get("v", "")[:12]
    offer = catalog.offer_by_slug(slug, code) if code else None
    shop = offer.shop if offer is not None else shops.shop_by_slug(slug)
    if shop is None or shop.state == "closed":
        raise NotFound
    g.shop = shop
    if code:
        count = ids.number(values.get("n", "1"), 999)
        if not count:
            raise Invalid(_("Write a number from %(least)s to %(most)s.", least=1, most=999))
        if offer is None:
            raise NotFound(_("This item is no longer sold."))
        return Basket(shop, [(offer, count)], single=code)
    bag = cart.this_bag()
    group = next((group for group in cart.groups(bag) if group.shop.id == shop.id), None)
    return Basket(shop, [(line.offer, line.quantity) for line in group.lines] if group else [], bag=bag)


def countries(it: Basket) -> list[str]:
    """Where the shop delivers, by country; one or none means that the page does not ask."""
    found = {it.shop.country}
    for option in it.options:
        found |= {part.strip()[:2].upper() for part in option.regions.split(",") if part.strip()}
    return sorted(found, key=lambda code: (code != it.shop.country, code))


def choices(it: Basket, form, region: str | None = None) -> list:
    """The delivery choices for what is typed so far. Before an address is there: those of the shop's own country."""
    return shipping.quote(it.shop, form.land, region or region_of(form), it.minor, it.needs_delivery, it.options)


def region_of(form) -> str:
    """The region code of the typed address, or its country alone."""
    return regions.region_of(form.address.data, form.land) if form.address.data else form.land


def chosen(found: list, wanted: str | None):
    """The wanted choice, else the best one, or None."""
    return next((choice for choice in found if str(choice.option_id) == (wanted or "")), found[0] if found else None)


def context(it: Basket, form, problem: str = "") -> dict:
    """Everything the template needs."""
    found = choices(it, form)
    choice = chosen(found, form.option.data)
    methods = payments.methods_for(it.shop, choice.kind if choice else "courier")
    pay = form.pay.data if form.pay.data in {method.key for method in methods} else (methods[0].key if methods else "")
    sums = checkout.totals(it.shop, it.items, choice, form.land, region_of(form) if it.shop.tax_mode else "")
    return {
        "it": it, "shop": it.shop, "form": form, "choices": found, "choice": choice, "methods": methods, "pay": pay, "sums": sums,
        "rows": rows(it, sums, choice), "problem": problem, "lands": form.lands if len(form.lands) > 1 or form.country.errors else [], "land": form.land,
        "takes_back": it.shop.takes_back and any(offer.no_return not in ("made_to_order", "perishable") for offer, _count in it.items),
        "no_return": catalog.no_return_words, "typed_address": bool(form.address.data), "tab": "bag", "rail": shops.rail_before(it.shop, paying=True),
    }  # fmt: skip


def rows(it: Basket, sums, choice) -> list[tuple]:
    """The lines of the sum."""
    pieces = sum(count for _offer, count in it.items)
    found = [(_("Item") if pieces == 1 else _("Items"), sums.items)]
    if it.needs_delivery:
        fee = _("Not there yet") if choice is None else _("Free") if sums.delivery.minor == 0 else sums.delivery
        found.append((_("Pickup") if choice and choice.kind == "pickup" else _("Delivery"), fee))
    if sums.discount.minor:
        found.append((_("Best coupon, applied for you"), Money(-sums.discount.minor, sums.discount.currency), "deal"))
    if sums.tax is not None and sums.tax.mode == "added":
        found += [(_("Tax, %(rate)s", rate=invoices.rate_words(rate)), tax) for rate, tax in sums.tax.by_rate]
    found.append((_("Total"), sums.total, "sum"))
    if sums.tax is not None and sums.tax.mode == "included" and sums.tax.minor:
        found.append((_("Includes tax"), Money(sums.tax.minor, sums.tax.currency)))
    return found
