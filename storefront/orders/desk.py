"""What the seller's page of one order shows; shipping answers with the same page."""

from storefront import accounts, media, orders, payments
from storefront.kit import clock, dates, phones, regions, web
from storefront.kit.money import Money
from storefront.orders import page, rules
from storefront.orders.forms import CancelForm, NoteForm, RefundForm, RevealForm


def context(shop, order, revealed: bool = False, **forms) -> dict:
    """Everything the page of one order shows; `revealed` opens an address that is hidden by now."""
    order.shop = shop
    lines, to = orders.lines_of(order), orders.recipient_of(order)
    order.lines = lines
    pictures = media.by_codes([line.picture_code for line in lines if line.picture_code])
    for line in lines:
        line.picture, line.total = pictures.get(line.picture_code), Money(line.price_minor * line.quantity, order.currency)
    payment = payments.payment_of("order", str(order.id))
    left = orders.refundable(order)
    back = orders.back_of(order)
    words, kind = page.state_words(order, back)
    return {
        "here": "orders", "shop": shop, "address_open": revealed or address_open(order), "masked": _masked(to), "reveal_form": forms.get("reveal") or RevealForm(), "order": order, "lines": lines, "to": to, "words": words, "words_kind": kind,
        "phone": phones.display(to.phone, shop.country) if to.phone else "", "rail": orders.rail_of(order, back, buyer=False), "rows": page.total_rows(order, back),
        "payment": payment, "left": left, "can_cancel": page.can_cancel(order, lines), "timeline": page.timeline(order, detail=True),
        "can_mark_paid": payment is not None and order.mode == "direct" and payment.state in ("open", "to_verify") and order.state != "cancelled",
        "deadline": dates.moment(order.ship_by, shop.time_zone) if order.ship_by else "", "placed": dates.moment(order.placed_at, shop.time_zone),
        "unshipped": sum(line.unsent_count for line in lines), "settled": order.settled_at is not None,
        "refund_form": forms.get("refund") or RefundForm(currency=order.currency, data={"amount": left}),
        "note_form": forms.get("note") or NoteForm(data={"note": order.seller_note}), "cancel_form": forms.get("cancel") or CancelForm(),
    }  # fmt: skip


def address_open(order) -> bool:
    """Whether the shop sees where an order goes without asking."""
    return rules.address_open(order.state, order.shipped_at, order.delivered_at, clock.now(), web.config().address_days)


def _masked(to) -> list[str]:
    """Who it went to, as everybody in the shop may see it for good."""
    contacts = [accounts.Contact(kind, value).masked for kind, value in (("phone", to.phone), ("email", to.email)) if value]
    return [part for part in (to.short_name, *contacts, regions.label(to.region or to.country)) if part]
