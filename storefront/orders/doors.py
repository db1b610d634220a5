"""The private link of an order: whoever has it is its buyer. No account, not stored, not passed on."""

from flask import Blueprint, g, request

from storefront.kit import events, security
from storefront.orders import finding


def link_blueprint(name: str, import_name: str, below: str = "") -> Blueprint:
    """A blueprint at /o/<token> for the pages of one order (`g.order`, `g.shop`), which no cache keeps."""
    bp = Blueprint(name, import_name, url_prefix=f"/o/<token>{below}")
    bp.policy = "link"

    @bp.before_request
    def enter():
        g.order = finding.by_token(request.view_args.pop("token"))
        g.shop = g.order.shop
        events.act_as(events.Actor("buyer", "", events.actor().network))

    @bp.after_request
    def keep_private(response):
        return security.private(response)

    return bp
