"""The two doors of a shop: the public one under /@name, and the dashboard under /sell/name for those who work there.

Views behind them take `shop` as a Shop. Whoever does not work in a shop gets 404 for its dashboard, like for a shop that is not there.
"""

from functools import wraps

from flask import Blueprint, abort, g, redirect, request

from storefront import accounts
from storefront.kit import db, hypermedia, log
from storefront.kit.errors import Gone, NotFound
from storefront.kit.i18n import gettext as _
from storefront.shops import nav, rules
from storefront.shops.models import FormerSlug, Member, Shop
from storefront.shops.reading import shop_at

# The small files that the order pages of a paused shop go on wearing.
FACE = ("shops.theme", "shops.icon", "shops.icon_png", "shops.manifest")


def public_blueprint(name: str, import_name: str) -> Blueprint:
    """A blueprint under /@<shop> whose views are the same for everybody. A paused shop answers with one page that says so."""
    bp = Blueprint(name, import_name, url_prefix="/@<shop>")
    bp.policy = "public"

    @bp.before_request
    def enter():
        slug = rules.read_slug(request.view_args["shop"])
        shop = shop_at(slug)
        if shop is None:
            _moved(slug, Shop.select(), "/@")
        if shop.state == "closed":
            raise Gone(_("This shop has closed."))
        request.view_args["shop"] = g.shop = shop
        if shop.state == "suspended" and request.endpoint not in FACE:
            abort(_paused(shop))

    return bp


def _paused(shop):
    """410 while the market has paused the shop; orders and refunds have pages of their own, which go on."""
    response = hypermedia.page("shops/paused.html", 410, shop=shop)
    response.headers["Cache-Control"] = "no-store"
    return response


def _moved(slug: str, shops, prefix: str):
    """Send whoever knows a former handle of one of `shops` to its address of today; NotFound where there is none."""
    shop = shops.join(FormerSlug, on=(FormerSlug.shop == Shop.id)).where(FormerSlug.slug == slug).first()
    if shop is None or request.method not in ("GET", "HEAD"):
        raise NotFound
    rest = request.full_path.rstrip("?").removeprefix(f"{prefix}{request.view_args['shop']}")
    abort(redirect(f"{prefix}{shop.slug}{rest}", 301))


def seller_blueprint(name: str, import_name: str) -> Blueprint:
    """A blueprint under /sell/<shop> for the people who work in that shop."""
    bp = Blueprint(name, import_name, url_prefix="/sell/<shop>")
    bp.policy = "seller"

    @bp.before_request
    def enter():
        person = accounts.current()
        if person is None:
            accounts.enter_person()  # leaves for the sign-in page
        query = Shop.select(Shop, Member).join(Member, on=(Member.shop == Shop.id), attr="membership")
        query = query.where(Member.person == person.id)
        slug = rules.read_slug(request.view_args["shop"])
        shop = query.where(Shop.slug == slug).first()
        if shop is None:
            _moved(slug, query, "/sell/")
        request.view_args["shop"] = g.shop = shop
        g.role = shop.membership.role
        db.note(accounts.remember_shop, person, shop.id)
        log.bind(shop=shop.slug, person=person.id)

    @bp.context_processor
    def frame():
        shop = g.get("shop")
        return {"shop": shop, "nav": nav.seller_nav(shop, nav.place_of(request.path))} if shop else {}

    bp.after_request(accounts.unkept)

    return bp


def refuse_packers() -> None:
    """Whoever only ships finds nothing here. Before every request of a blueprint, or by `not_for_packers` of one view."""
    if g.role == "packer":
        raise NotFound


def not_for_packers(view):
    """Decorator of a dashboard view that whoever only ships may not use: for them it does not exist."""

    @wraps(view)
    def guarded(*args, **kwargs):
        refuse_packers()
        return view(*args, **kwargs)

    return guarded


def owners_only(view):
    """Decorator of a dashboard view that helpers may not use: for them it does not exist."""

    @wraps(view)
    def guarded(*args, **kwargs):
        if g.role != "owner":
            raise NotFound
        return view(*args, **kwargs)

    return guarded
