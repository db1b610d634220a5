"""The two doors of a shop: the public one under /@name, and the dashboard under /sell/name for those who work there.

Views behind them take `shop` as a Shop. Whoever does not work in a shop gets 404 for its dashboard, like for a shop that is not there.
"""

from flask import Blueprint, abort, g, redirect, request

from storefront import accounts
from storefront.kit import events, log
from storefront.kit.errors import NotFound
from storefront.shops.models import Member, Shop


def public_blueprint(name: str, import_name: str) -> Blueprint:
    """A blueprint under /@<shop> whose views are the same for everybody."""
    bp = Blueprint(name, import_name, url_prefix="/@<shop>")
    bp.policy = "public"

    @bp.before_request
    def enter():
        shop = Shop.get_or_none(Shop.slug == request.view_args["shop"].lower())
        if shop is None or shop.state == "closed":
            raise NotFound
        request.view_args["shop"] = g.shop = shop

    return bp


def seller_blueprint(name: str, import_name: str) -> Blueprint:
    """A blueprint under /sell/<shop> for the people who work in that shop."""
    bp = Blueprint(name, import_name, url_prefix="/sell/<shop>")
    bp.policy = "seller"

    @bp.before_request
    def enter():
        person = accounts.current()
        if person is None:
            if request.method != "GET":
                abort(redirect("/signin", 303))
            abort(redirect(accounts.signin_url(request.full_path.rstrip("?")), 303))
        query = Shop.select(Shop, Member).join(Member, on=(Member.shop == Shop.id), attr="membership")
        shop = query.where(Shop.slug == request.view_args["shop"].lower(), Member.person == person.id).first()
        if shop is None:
            raise NotFound
        request.view_args["shop"] = g.shop = shop
        g.role = shop.membership.role
        events.act_as(events.Actor("person", str(person.id), events.actor().network))
        log.bind(shop=shop.slug, person=person.id)

    return bp
