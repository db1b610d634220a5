"""What this room adds to other rooms' pages; app.py puts it into their slots."""

from markupsafe import Markup

from storefront.kit import hypermedia
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.moderation import finding, words
from storefront.moderation.appealing import may_appeal
from storefront.moderation.models import IN_FORCE, Measure


def queue() -> tuple | None:
    """Slot "admin.queue": (count, words, address, hot, since), or nothing where nothing waits."""
    pile = finding.pile()
    if not pile.count:
        return None
    said = ngettext("report to look at", "reports to look at", pile.count)
    return pile.count, said, "/admin/reports", pile.urgent, pile.since


def report_review(shop, review) -> Markup:
    """Slot "review.foot": a quiet way to tell the market about a review. The same for everybody."""
    url = f"/report?about=review:{shop.slug}/{review.code}"
    return Markup('<p class="meta"><a class="link" rel="nofollow" href="{}">{}</a></p>').format(url, _("Report"))


def hidden_item(shop, product) -> str | None:
    """Slot "item.hidden" on the seller's page of an item: rule, reason and the way to appeal."""
    about = (Measure.kind == "item") & (Measure.thing_id == product.id) & Measure.state.in_(IN_FORCE)
    return _banner(shop, Measure.of(shop).where(about).first())


def paused_shop(shop) -> str | None:
    """Slot "shop.paused" on every page of the dashboard of a paused shop."""
    about = (Measure.kind == "shop") & Measure.state.in_(IN_FORCE)
    return _banner(shop, Measure.of(shop).where(about).first())


def _banner(shop, measure) -> str | None:
    if measure is None:
        return None
    return hypermedia.render(
        "moderation/_banner.html", shop=shop, measure=measure, heading=words.heading(measure), rule=words.rule(measure.rule),
        sentence=words.sentence(measure, shop.time_zone), appealable=may_appeal(measure),
    )  # fmt: skip
