"""Checkout on one page: look, paste an address, see the sum, pay. Plain forms first; htmx keeps the sum fresh."""

from flask import Blueprint, g, request

from storefront import cart, catalog, checkout, customers, payments
from storefront.checkout import before, page
from storefront.checkout.forms import CheckoutForm
from storefront.kit import hypermedia, ids, phones, security, web
from storefront.kit.errors import Changed, NotFound, Refused, TooMany
from storefront.kit.i18n import gettext as _

bp = Blueprint("checkout", __name__, url_prefix="/checkout")
bp.policy = "public"

KNOWN_COOKIE = "known"
PARTS = ("checkout/new.html#ways", "checkout/new.html#paybar")  # what changes with the sum


def _form(it: page.Basket, data=None, **values) -> CheckoutForm:
    needs = it.needs_delivery
    picked_up = _is_pickup(it, data)
    by_courier = needs and not picked_up
    return CheckoutForm(data, lands=page.countries(it), needs_address=by_courier, needs_courier=by_courier, **values)


def _is_pickup(it: page.Basket, data) -> bool:
    wanted = data.get("option") if data else None
    return bool(wanted) and any(option.kind == "pickup" and str(option.id) == wanted for option in it.options)


def _start_values(it: page.Basket) -> dict:
    known = customers.known(request.cookies.get(KNOWN_COOKIE))
    values = {"shop": it.shop.slug, "v": it.single, "n": it.items[0][1] if it.single else ""}
    if known is not None:
        values |= {
            "name": known.name,
            "tel": phones.display(known.phone, it.shop.country),
            "address": known.address,
            "country": known.country if known.country in page.countries(it) else "",
            "remember": True,
        }
    return values


@bp.post("/start")
def start():
    """Buy now: to the checkout of this one item, whatever else is in the bag."""
    slug, code = request.form.get("shop", "")[:40].lower(), request.form.get("variant", "")[:12]
    if not catalog.is_sold(slug, code):
        raise NotFound(_("This item is no longer sold."))
    return hypermedia.leave(f"/checkout?shop={slug}&v={code}&n={cart_count(request.form.get('quantity', '1'))}")


def cart_count(text: str) -> int:
    """A quantity from a post, 1 where it is none."""
    return ids.number(text, 999) or 1


@bp.get("")
def new():
    it = page.basket()
    earlier = before.of(it.shop, it.items)
    if not it.items:
        return hypermedia.leave(f"/o/{earlier.token}" if earlier is not None else "/cart")
    said = cart.accept_changes(it.bag, it.shop) if it.bag is not None else []
    if said:
        g.pop("bag", None)
        it = page.basket()
        it.said = said
        if not it.items:
            return hypermedia.leave("/cart")
    form = _form(it, None, **_start_values(it))
    return _page(paste=request.args.get("paste"), earlier=earlier, **page.context(it, form))


def _page(status: int = 200, **context):
    """The page, with every word that was typed. Its form may lead on to a gateway's own pages."""
    answer = hypermedia.page("checkout/new.html", status, **{"earlier": None, **context})
    return security.private(security.open_csp(cart.with_cookies(answer), forms=payments.form_origins()))


@bp.post("/totals")
def totals():
    """The sum and the delivery choices for what is typed so far."""
    it = page.basket()
    form = _form(it, request.form)
    context = page.context(it, form) | {"paste": None}
    if hypermedia.wants_fragment():
        return security.private(hypermedia.reply("checkout/new.html#totals_box", also=PARTS, **context))
    return _page(**context)


@bp.post("/paste")
def paste():
    """Split a pasted address into its three fields."""
    it = page.basket()
    form = _form(it, request.form)
    from storefront.checkout import addresses  # here: its patterns are many, and most starts end without a pasted address

    found = addresses.split(request.form.get("pasted", "")[:1000], form.land)
    for field, value in ((form.name, found.name), (form.tel, found.phone), (form.address, found.address)):
        if value:
            field.data = value
    if found.country in page.countries(it):
        form.country.data = found.country
    context = page.context(it, form) | {"paste": None if found.name or found.phone or found.address else "again"}
    if hypermedia.wants_fragment():
        return security.private(
            hypermedia.reply("checkout/new.html#address", also=["checkout/new.html#totals_box", *PARTS], **context)
        )
    return _page(**context)


@bp.post("")
def create():
    """Place the order and go on to paying it."""
    it = page.basket()
    form = _form(it, request.form)
    if not it.items:
        return _again_or_done(it, form)
    if not form.validate():
        return _refused(it, form)
    region = page.region_of(form)
    choice = page.chosen(page.choices(it, form, region), form.option.data)
    if choice is None:
        form.refuse(Refused(_("%(shop)s does not deliver there yet.", shop=it.shop.name), field="address"))
        return _refused(it, form)
    buyer = checkout.Buyer(form.name.data, form.phone, form.address.data or "", form.land, region, form.email)
    agreed = ids.number(form.agreed.data, 10**12)
    try:
        order = checkout.place(
            it.shop,
            it.lines,
            buyer,
            choice,
            form.pay.data or "",
            key=form.once.data,
            scope=form.phone or form.email,
            agreed_minor=-1 if agreed is None else agreed,
            limits=checkout.Limits.of(web.config()),
            bag=it.bag,
            note=form.note.data or "",
            network=g.network,
            link_code=_link_code(it),
            before=before.of(it.shop, it.items),
        )
    except Refused as refusal:
        if isinstance(refusal, TooMany | Changed):
            raise
        return _refused(it, form, refusal)
    return _pay(it, form, order)


def _pay(it, form, order):
    handover = payments.start(order.opened or payments.payment_of("order", str(order.id)), f"/o/{order.token}")
    answer = hypermedia.leave(handover.url or f"/o/{order.token}")
    if form.remember.data and form.phone:
        token = customers.remember(
            request.cookies.get(KNOWN_COOKIE), form.name.data, form.phone, form.address.data or "", form.land
        )
        answer.set_cookie(
            KNOWN_COOKIE,
            token,
            max_age=31536000,
            httponly=True,
            samesite="Lax",
            secure=web.config().base_url.startswith("https:"),
        )
    return security.private(cart.with_cookies(before.remember(answer, order)))


def _link_code(it) -> str | None:
    via = request.cookies.get("via", "")[:10]
    return via or (it.bag.link_code if it.bag is not None else None)


def _again_or_done(it, form):
    """The bag is empty: a double tap after the first one was placed gets the order it made."""
    order = checkout.earlier(it.shop, form.once.data or "", _scope(form))
    return hypermedia.leave(f"/o/{order.token}" if order is not None else "/cart")


def _scope(form) -> str:
    form.validate()
    return form.phone or form.email


def _refused(it, form, refusal: Refused | None = None):
    """The page again, with every word that was typed, and what changed said before paying."""
    said, problem = [], ""
    if refusal is not None:
        if it.bag is not None and {"left", "gone", "changed"} & set(refusal.details):
            said = cart.accept_changes(it.bag, it.shop)
        elif "left" in refusal.details and it.single:
            left = min(refusal.details["left"].values())
            it.items = [(offer, left) for offer, _count in it.items] if left > 0 else it.items
            form.n.data = str(max(1, left))
        if not said:
            form.refuse(refusal)
            problem = refusal.sentence if refusal.field not in ("name", "tel", "address") else ""
        g.pop("bag", None)
        if it.bag is not None:
            it = page.basket()
        it.said = said
        if not it.items:
            return security.private(cart.with_cookies(hypermedia.leave("/cart")))
    context = page.context(it, form, problem) | {"paste": None}
    return _page(422, **context)


@bp.post("/known/forget")
def forget():
    """Forget what this phone remembers of its owner."""
    customers.forget(request.cookies.get(KNOWN_COOKIE))
    answer = hypermedia.leave(hypermedia.safe_next(request.form.get("next"), "/cart"))
    answer.delete_cookie(KNOWN_COOKIE)
    return answer
