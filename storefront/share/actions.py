"""What can happen to share links. Every share gets its own code, so that each poster's scans and orders are real numbers."""

from storefront.kit import clock, db, ids
from storefront.kit.errors import Gone, NotFound
from storefront.kit.i18n import gettext as _
from storefront.share.models import Link
from storefront.shops.models import ShopDay

KINDS = ("shop", "product", "collection", "order")


@db.verb
def link_for(shop, kind: str, target: str = "", label: str = "") -> Link:
    """The link of a thing under a label ("", "market stall poster"); made at the first asking, the same one ever after."""
    if kind not in KINDS:
        raise NotFound
    found = Link.of(shop).where(Link.kind == kind, Link.target == target, Link.label == label, Link.retired_at.is_null()).first()
    if found is not None:
        return found
    return Link.create(shop=shop, code=ids.code(7), kind=kind, target=target, label=label, created_at=clock.now())


def by_code(code: str) -> Link:
    """A link by its code. Raises NotFound, or Gone where it was retired."""
    link = Link.across_shops().where(Link.code == code.upper()).first()
    if link is None:
        raise NotFound
    if link.retired_at is not None:
        raise Gone(_("This link has ended."), link=link)
    return link


@db.verb
def visited(link: Link, today) -> None:
    """Somebody who does not work in the shop opened the link on `today` (the shop's date)."""
    Link.update(visits_count=Link.visits_count + 1).where(Link.id == link.id).execute()
    ShopDay.insert(shop=link.shop_id, day=today, scans_count=1).on_conflict(
        conflict_target=[ShopDay.shop, ShopDay.day], update={ShopDay.scans_count: ShopDay.scans_count + 1}
    ).execute()


@db.verb
def sold(link_code: str, shop_id: int, total_minor: int) -> None:
    """A confirmed order came by this link. A link of another shop earns nothing."""
    Link.update(orders_count=Link.orders_count + 1, revenue_minor=Link.revenue_minor + total_minor).where(
        Link.code == link_code, Link.shop == shop_id
    ).execute()


@db.verb
def retire(link: Link) -> None:
    """The code stops working; what it counted stays."""
    Link.update(retired_at=clock.now()).where(Link.id == link.id, Link.retired_at.is_null()).execute()


def links_of(shop, limit: int = 60) -> list[Link]:
    """The shop's links, best sellers first, then the newest."""
    return list(Link.of(shop).where(Link.kind != "order").order_by(Link.orders_count.desc(), Link.visits_count.desc(), Link.id.desc()).limit(limit))
