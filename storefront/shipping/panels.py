"""What shipping adds to other rooms' pages: the promise on an item, parcels and the ship form on an order."""

from flask import g, render_template, request
from markupsafe import Markup

from storefront import orders, shipping
from storefront.kit import dates, registry
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.orders import page
from storefront.shipping import carriers
from storefront.shipping.forms import HandOverForm, ShipForm
from storefront.shipping.models import Parcel


def orders_of_parcel(shop, text: str) -> list[int]:
    """Slot "orders.found": the orders that a parcel of this number carries."""
    number = carriers.clean(text)
    return [order for (order,) in Parcel.of(shop, Parcel.order).where(Parcel.number == number).tuples()] if number else []


def item_promise(shop, item, look):
    """Slot "product.delivery": when it arrives and what that costs, so that the total has no surprise. Nothing while nobody can order."""
    if not shop.sells:
        return None
    price_minor = look.price.minor
    choices = shipping.quote(shop, shop.country, shop.country, price_minor, item.needs_delivery)
    if not choices or choices[0].kind == "none":
        return None
    choice = choices[0]
    on_top = []
    if shop.tax_mode == "added":  # known by invoices, to our right
        asked = {"shop": shop, "amount_minor": price_minor, "fee_minor": choice.fee_minor, "category": item.tax_category}
        on_top = registry.slots["price.tax"].render(**asked)
    first, last = shipping.arrives(shop.today, shop.pack_days, choice.days_least, choice.days_most)
    return render_template(
        "shipping/_promise.html", shop=shop, choice=choice, when=dates.between(first, last), fee=Money(choice.fee_minor, shop.currency),
        total=sum(on_top, Money(price_minor + choice.fee_minor, shop.currency)), tax=on_top[0] if on_top else None, free_over=Money(choice.free_over_minor, shop.currency) if choice.free_over_minor else None,
    )  # fmt: skip


def first_choice(shop, items_minor: int, needs_delivery: bool):
    """Slot "cart.delivery": the delivery that a bag is most likely to get, inside the shop's country."""
    found = shipping.quote(shop, shop.country, shop.country, items_minor, needs_delivery)
    return found[0] if found else None


def table(shop):
    """Slot "shop.delivery": the delivery table on the about page."""
    rows = shipping.options_of(shop)
    for row in rows:
        row.fee = Money(row.fee_minor, shop.currency)
        row.free_over = Money(row.free_over_minor, shop.currency) if row.free_over_minor else None
    return render_template("shipping/_table.html", shop=shop, rows=rows)


def parcels(order):
    """Slot "order.parcels": what went out, with the number to copy and where to follow it; of several, what is in each, and what is
    still to come."""
    sent = shipping.parcels_of(order)
    if not sent:
        return None
    lines = (order.lines or orders.lines_of(order)) if order.pieces_count > 1 else []
    unsent = {line.id: line.unsent_count for line in lines} if order.state == "confirmed" else {}
    several = len(sent) > 1 or any(unsent.values())
    for parcel in sent:
        carrier = carriers.find(parcel.carrier)
        parcel.carrier_name = carrier.label() if carrier else ""
        parcel.track = (
            carriers.tracking_url(parcel.carrier, parcel.number, order.shop.country) if carrier and parcel.number else None
        )
        parcel.when = dates.moment(parcel.sent_at, order.shop.time_zone)
        parcel.goods = _in_words(lines, parcel.pieces) if several else ""
        parcel.is_another = not parcel.pieces  # beside what was agreed: it is counted on no line
    return render_template("shipping/_parcels.html", order=order, parcels=sent, to_come=_in_words(lines, unsent))


def _in_words(lines: list, pieces: dict[int, int]) -> str:
    return _(", ").join(line.in_words(pieces[line.id]) for line in lines if pieces.get(line.id))


def ship_form(order, lines, unshipped: int):
    """Slot "order.ship" on the seller's order page: send it, hand it over, or say that it is done."""
    if order.state not in ("confirmed", "shipped", "completed"):
        return None
    forms = g.get("ship_forms") or {}
    return render_template(
        "shipping/_ship.html", order=order, shop=order.shop, lines=lines, unshipped=unshipped, parcels=Markup(parcels(order) or ""),
        form=forms.get("ship") or ShipForm(), code_form=forms.get("code") or HandOverForm(), left_words=page.left_sentence(unshipped),
        couriers=[(carrier.key, carrier.label()) for carrier in carriers.all(order.shop.country)[:40]], typed=request.form.to_dict() if "ship" in forms else {},
    )  # fmt: skip


__all__ = ["item_promise", "parcels", "ship_form"]
