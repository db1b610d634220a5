"""How buyers pay: the seller's list of ways, and the account details behind each."""

import base64

from flask import request

from storefront import shops
from storefront.kit import hypermedia
from storefront.kit.errors import NotFound, Refused
from storefront.kit.money import Money, exponent
from storefront.payments import codes, methods, settings
from storefront.payments.forms import details_form
from storefront.payments.models import Method
from storefront.payments.rails import RailError
from storefront.shops import owners_only

bp = shops.seller_blueprint("payments_seller", __name__)


def _row(shop, way, rows: dict[str, Method], on: set[str]) -> dict:
    details = methods.details_of(way.key)
    account = _in_short(details, methods.settings_of(shop, way.key)) if details and way.key in rows else ""
    return {
        "way": way,
        "set_up": way.key in rows or way.kind in ("gateway", "cash"),
        "on": way.key in on,
        "account": account,
        "details": details,
    }


def _in_short(details, values: dict[str, str]) -> str:
    """The end of the account that a method pays to: enough to know it by, too little to copy."""
    last = (values.get(details.fields[0].name) if details.key != "bank" else values.get("account")) or ""
    last = values.get("iban") or values.get("account") or last
    return f"···· {last[-4:]}" if len(last) >= 8 else ""


@bp.get("/payments")
@owners_only
def index(shop):
    """Every way this shop could offer, those that are on first in its mode."""
    return _index(shop)


def _index(shop, status: int = 200, problem: str = ""):
    rows = {row.key: row for row in Method.of(shop)}
    now_on = {way.key for way in methods.methods_for(shop)}
    kept_on = {key for key, row in rows.items() if row.active}
    mine, other = [], []
    for way in methods.possible(shop):
        of_this_mode = way.mode == shop.mode
        (mine if of_this_mode else other).append(_row(shop, way, rows, now_on if of_this_mode else kept_on))
    # A protected shop may set the direct ways up before it changes; the market's gateways need nothing.
    return hypermedia.page(
        "payments/seller_index.html",
        status,
        shop=shop,
        parts=[mine, other] if shop.mode == "protected" else [mine],
        any_on=bool(now_on),
        problem=problem,
    )


def _editable(shop, key: str):
    details = methods.details_of(key)
    if details is None or key not in {way.key for way in methods.possible(shop)}:
        raise NotFound
    return details


def _edit(shop, key: str, form, status: int = 200):
    details = _editable(shop, key)
    return hypermedia.page(
        "payments/seller_edit.html", status, shop=shop, form=form, way=methods.way(key, shop), details=details,
        example=_example(shop, details, form.values()), on=Method.of(shop).where(Method.key == key, Method.active).exists(),
    )  # fmt: skip


def _example(shop, details, values: dict[str, str]) -> dict | None:
    """A code for one unit of the shop's currency, to be looked at in the seller's own app; None while something is missing."""
    if details.key == "bank" or not any(values.values()) or details.validate(values):
        return None
    amount = Money(10 ** exponent(shop.currency), shop.currency)
    try:
        text = details.payload(values, amount.minor, amount.currency, "K7Q2")
        rows = details.copyable(values, amount.minor, amount.currency, "K7Q2")
    except RailError:
        return None
    return {
        "amount": amount,
        "rows": rows,
        "picture": "data:image/png;base64," + base64.b64encode(codes.png(text, details.error_correction)).decode(),
    }


@bp.get("/payments/<key>")
@owners_only
def edit(shop, key):
    """The details of one way, with the code that buyers will see."""
    return _edit(shop, key, details_form(_editable(shop, key), data=methods.settings_of(shop, key)))


@bp.post("/payments/<key>/preview")
@owners_only
def preview(shop, key):
    """The region `preview` for what is typed now; nothing is saved."""
    return _edit(shop, key, details_form(_editable(shop, key), request.form))


@bp.post("/payments/<key>")
@owners_only
def save(shop, key):
    """Save the details and offer this way from now on."""
    form = details_form(_editable(shop, key), request.form)
    if not form.validate():
        return _edit(shop, key, form, 422)
    try:
        settings.save(shop, key, form.values())
    except Refused as refusal:
        form.refuse(refusal)
        return _edit(shop, key, form, refusal.status)
    return hypermedia.leave(f"/sell/{shop.slug}/payments")


@bp.post("/payments/<key>/switch")
@owners_only
def switch(shop, key):
    """On or off."""
    if key not in {way.key for way in methods.possible(shop)}:
        raise NotFound
    try:
        settings.switch(shop, key, request.form.get("on") == "y")
    except Refused as refusal:
        return _index(shop, refusal.status, refusal.sentence)
    return hypermedia.leave(f"/sell/{shop.slug}/payments")
