"""Routes and their addresses: which there are, and each of them filled with what belongs to a shop (tests.support.everything)."""

import re

from werkzeug.routing import Rule

PARAMETER = re.compile(r"<(?:[^:<>]+:)?(\w+)>")

# What every route may be called with, whoever's shop it is.
COMMON = {
    "what": "errors", "provider": "sandbox", "tag": "zh-CN", "value": "dark", "topic": "money", "doc": "terms", "hash": "00000000", "size": 192,
    "hue": 172, "chroma": 75, "bright": 0, "tint": 1, "line_id": 1, "side": "first",
}  # fmt: skip

# Endpoints that answer with files instead of pages, or lead to where something is.
FILES = (
    "media.",
    "share.",
    "links.",
    "shops.icon",
    "shops.theme",
    "shops.manifest",
    "site.favicon",
    "site.robots",
    "payments.qr",
)


def address(rule: Rule, values: dict[str, object]) -> str:
    """The address of a route with these parameters."""
    return PARAMETER.sub(lambda match: str(values[match[1]]), rule.rule)


def routes(app, method: str, *policies: str) -> list[Rule]:
    """The routes that answer `method`, of one of the policies where some are named."""
    from storefront.kit import security

    found = [rule for rule in app.url_map.iter_rules() if method in rule.methods]
    return [rule for rule in found if not policies or security.policy_of(app, rule.endpoint) in policies]


def pages_of(place) -> list[tuple[str, str]]:
    """(who, path) of pages that routes alone do not show: orders in every state, forms of one thing, lists with something chosen."""
    sell, links = f"/sell/{place.shop.slug}", [place.pending, place.paid, place.shipped, place.completed, place.cancelled]
    return [
        *(("visitor", f"/o/{order.token}") for order in links),
        *(("owner", f"{sell}/orders/{order.number}") for order in links),
        *(("owner", f"{sell}/orders?state={state}") for state in ("pay", "ship", "shipped", "done", "cancelled")),
        ("owner", f"{sell}/items?q={place.canary}"),
        ("owner", f"{sell}/items?state=sold_out"),
        ("owner", f"{sell}/items/{place.choosable.code}"),
        ("owner", f"{sell}/delivery?edit={place.option.id}"),
        ("owner", f"{sell}/refunds?state=waiting"),
        ("owner", f"{sell}/reviews?state=all"),
        ("visitor", f"/@{place.shop.slug}/p/{place.product.code}/reviews?stars=4"),
        ("owner", f"{sell}/refunds/{place.escalated.code}"),
        ("owner", f"{sell}/customers?q={place.buyer.name.split()[0]}"),
        ("owner", f"{sell}/ship?order={place.paid.number}"),
        ("visitor", f"/o/{place.shipped.token}/problem?reason=broken"),
        ("visitor", f"/@{place.shop.slug}/items?q={place.canary}"),
        ("visitor", f"/@{place.shop.slug}/p/{place.choosable.code}?o0=1"),
        ("visitor", f"/checkout?shop={place.shop.slug}&v={place.variant.code}&n=1"),
        ("visitor", f"/checkout?shop={place.shop.slug}"),
        ("operator", "/admin/cases?state=open"),
        ("visitor", f"/report?about=shop:{place.shop.slug}"),
        ("visitor", f"/o/{place.offered.order.token}/case"),
        ("visitor", f"/o/{place.declined.order.token}/case"),
        ("owner", f"{sell}/refunds/{place.declined.code}"),
        ("owner", f"{sell}/money/withdraw/confirm?amount=10"),
        ("operator", f"/admin/suspense/{place.large.id}"),
        ("operator", f"/admin/statements/{place.uploaded.code}"),
    ]
