"""The bag's pages. Its cookie holds a secret; a second one holds only the count, for the badge on pages that are the same for all."""

from types import SimpleNamespace

from flask import Blueprint, request

from storefront import cart, catalog
from storefront.cart.doors import own_bag, this_bag, with_cookies
from storefront.cart.rules import delivery_note
from storefront.kit import hypermedia, ids, registry, security
from storefront.kit.errors import Invalid, NotFound, Refused
from storefront.kit.i18n import gettext as _

bp = Blueprint("cart", __name__, url_prefix="/cart")
bp.policy = "public"


def whole(name: str, default: int | None = None) -> int:
    """A whole number from the form, digits only. Raises Invalid."""
    text = request.form.get(name, "" if default is None else str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Invalid(_("Write a whole number, such as 3."))
    return int(text)


def _context() -> dict:
    groups = cart.groups(this_bag())
    for group in groups:
        needs = any(line.offer.needs_delivery for line in group.lines)
        # what delivery costs is known by shipping, to our right
        choices = registry.slots["cart.delivery"].render(shop=group.shop, items_minor=group.items.minor, needs_delivery=needs)
        group.choice = choices[0] if choices else None
        items = [(line.offer, line.quantity) for line in group.lines]
        on_top = (
            registry.slots["cart.tax"].render(shop=group.shop, items=items, choice=group.choice) if group.shop.tax_mode else []
        )
        group.tax = on_top[0].added if on_top else None  # known by invoices, to our right
        group.note = delivery_note(group.shop, group.items, group.choice)
    return {"groups": groups, "tab": "bag", "shop": None}


@bp.get("")
def show():
    """The bag. What is no longer sold leaves it here, with a sentence."""
    context = _context()
    said = cart.forget_gone(this_bag(), context["groups"].gone)
    page = security.private(hypermedia.page("cart/show.html", said=said, **context))
    return with_cookies(page) if said else page


@bp.post("/items")
def add():
    """Put something into the bag. With htmx the badge and a toast come back; without, the bag."""
    code, slug = request.form.get("variant", "")[:12], request.form.get("shop", "")[:40]
    offer = catalog.offer_by_slug(slug, code)
    if offer is None:
        raise NotFound(_("This item is no longer sold."))
    try:
        cart.add(own_bag(), code, offer.shop.id, whole("quantity", 1))
    except Refused as refusal:
        if not hypermedia.wants_fragment() and refusal.status == 422:
            return hypermedia.leave(f"/@{slug}/p/{offer.product_code}?v={code}&left=0")
        raise
    sentence = _("%(item)s is in your bag.", item=offer.name)
    answer = hypermedia.reply("", also=["toast.html#toast"], otherwise="/cart", sentence=sentence, undo_url=None)
    answer.headers["HX-Trigger"] = "bag-changed"
    return with_cookies(answer)


@bp.post("/lines/<int:line_id>")
def change(line_id: int):
    """Set how many; 0 takes it out, with undo."""
    bag = this_bag()
    if bag is None:
        raise NotFound
    quantity = whole("quantity")
    before = next((line for group in cart.groups(bag) for line in group.lines if line.id == line_id), None)
    sentence = undo = None
    try:
        cart.change(bag, line_id, quantity)
        if quantity == 0 and before is not None:
            sentence, undo = _("Removed."), {"token": _undo_token(before)}
    except Refused as refusal:
        if refusal.status != 422:
            raise
        sentence = refusal.sentence
    return _changed(sentence, undo)


@bp.post("/undo")
def undo():
    """Put back what was removed."""
    value = ids.unsign("bag-undo", request.form.get("token", ""))
    bag = this_bag()
    if value is None or bag is None:
        raise NotFound
    variant_id, quantity = value.split(":")
    cart.put_back(bag, int(variant_id), int(quantity))
    return _changed(None, None)


def _undo_token(line) -> str:
    return ids.sign("bag-undo", f"{line.offer.variant_id}:{line.quantity}", 3600)


def _changed(sentence, undo_values):
    context = _context() | {
        "sentence": sentence, "undo_url": "/cart/undo" if undo_values else None, "undo_values": undo_values or {}, "undo_target": "bag",
    }  # fmt: skip
    if hypermedia.wants_fragment():
        answer = hypermedia.reply("cart/show.html#bag", also=["toast.html#toast"], **context)
        answer.headers["HX-Trigger"] = "bag-changed"
    elif sentence:
        said = SimpleNamespace(text=sentence, undo=context["undo_url"], undo_values=context["undo_values"])
        answer = hypermedia.page("cart/show.html", toasts=[said], **context)
    else:
        answer = hypermedia.leave("/cart")
    return with_cookies(answer)
