"""What reviews add to other rooms' pages; app.py puts them into their slots."""

from storefront import catalog
from storefront.kit import hypermedia
from storefront.kit.i18n import ngettext
from storefront.reviews import finding, page, writing

ON_ITEM = 2  # the newest, on the item's own page


def facts(shop) -> str | None:
    """Slot "shop.facts": "4.9 · 86 reviews" on a shop's home. No query."""
    if not shop.reviews_count:
        return None
    return hypermedia.render("reviews/_facts.html", shop=shop, rating=catalog.rating(shop.stars_sum, shop.reviews_count))


def on_item(shop, item, look) -> str | None:
    """Slot "product.reviews": the newest ones and the way to all. Asks nothing where there are none."""
    if not item.reviews_count:
        return None
    rows, _more = finding.of_product(shop, item.id, limit=ON_ITEM)
    return hypermedia.render(
        "reviews/_on_item.html", shop=shop, item=item, url=f"{look.url}/reviews", reviews=page.shown(shop, rows)
    )


def invitation(order, **_context) -> str | None:
    """Slot "order.more" on the buyer's page of a completed order: five stars, one tap; afterwards what was said."""
    if order.state != "completed" or order.paused_at is not None or writing.why_not(order) is not None:
        return None
    return hypermedia.render("reviews/_invitation.html", order=order, things=finding.unsaid(order))


def todo(shop) -> tuple | None:
    """Slot "today.todo": (count, words, address, hot), or nothing where nothing waits."""
    count = finding.to_answer_count(shop)
    return (
        (count, ngettext("review to answer", "reviews to answer", count), f"/sell/{shop.slug}/reviews", False) if count else None
    )
