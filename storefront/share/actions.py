"""What can happen to share links. Every share gets its own code, so that each poster's scans and orders are real numbers."""

from dataclasses import dataclass
from datetime import date, timedelta

import peewee

from storefront import shops
from storefront.kit import clock, db, ids
from storefront.kit.errors import Gone, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.share.models import PASSED_ON, SHOWN, Link, LinkDay
from storefront.shops.models import ShopDay

KINDS = ("shop", "product", "collection", "order")
MOST_POSTERS = 300  # living codes with a label of the seller's, in one shop


@db.verb
def link_for(shop, kind: str, target: str = "", label: str = "") -> Link:
    """The link of a thing under a label ("", "market stall"); made at the first asking, the same one ever after: the oldest, where one
    that was brought back stands beside one that was made meanwhile."""
    if kind not in KINDS:
        raise NotFound
    same = {"kind": kind, "target": target, "label": label}
    while (link := _living_or_made(shop, same, _known(shop, same))) is None:
        pass  # somebody else made it at the same moment: it is there now
    link.__rel__["shop"] = shop
    return link


def _known(shop, same: dict) -> list[Link]:
    return list(Link.of(shop).filter(**same).order_by(Link.id))


def _living_or_made(shop, same: dict, known: list[Link]) -> Link | None:
    """The oldest code under this label that works, or else the next one; None where somebody else made that meanwhile: of those who give
    one number, one wins. Which live and which number was the last is one question: between two, it could have been made."""
    living = next((link for link in known if link.retired_at is None), None)
    if living is not None:
        return living
    number = max((link.number for link in known), default=0) + 1
    new = Link.insert(shop=shop.id, code=ids.code(7), number=number, created_at=clock.now(), **same)
    key = [Link.shop, Link.kind, Link.target, Link.label, Link.number]
    return next(iter(new.on_conflict(conflict_target=key, action="IGNORE").returning(Link).execute()), None)


@db.verb
def new_poster(shop, kind: str, target: str, label: str) -> Link:
    """A code of its own for one poster, sticker or place, by the seller's name for it. Raises Refused past the most a shop may have."""
    if label in ("", PASSED_ON):
        raise Refused(_("Give it another name: this one is for what visitors pass on."), "label")
    living = Link.of(shop, Link.id).where(Link.label.not_in(("", PASSED_ON)), Link.retired_at.is_null())
    if living.limit(MOST_POSTERS).count() >= MOST_POSTERS:
        raise Refused(_("Your shop has %(most)s posters. End some of them first.", most=MOST_POSTERS), "label")
    return link_for(shop, kind, target, label)


def by_code(code: str) -> Link:
    """A link by its code. Raises NotFound, or Gone (with details["link"]) where it was retired."""
    link = Link.across_shops().where(Link.code == code.upper()).first()
    if link is None:
        raise NotFound
    if link.retired_at is not None:
        raise Gone(_("This link has ended."), link=link)
    return link


def of_shop(shop, code: str) -> Link:
    """A link of this shop by its code, retired or not. Raises NotFound."""
    link = Link.of(shop).where(Link.code == code.upper()).first()
    if link is None:
        raise NotFound
    link.__rel__["shop"] = shop
    return link


@db.verb
def visited(link: Link, today: date) -> None:
    """Somebody who does not work in the shop opened the link on `today` (the shop's date)."""
    Link.update(visits_count=Link.visits_count + 1).where(Link.id == link.id).execute()
    LinkDay.insert(shop=link.shop_id, link=link.id, day=today, visits_count=1).on_conflict(
        conflict_target=[LinkDay.link, LinkDay.day], update={LinkDay.visits_count: LinkDay.visits_count + 1}
    ).execute()
    shops.count_scan(link.shop_id, today)


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


@db.verb
def bring_back(link: Link) -> None:
    """Undo of `retire`: the code works again. Where the thing has a new link under the same label by now, that one stays beside it."""
    Link.update(retired_at=None).where(Link.id == link.id).execute()


# --- lists and weeks -------------------------------------------------------------------------------------------------------


def links_of(shop, limit: int = 60) -> list[Link]:
    """The shop's links, best sellers first, then the newest."""
    return list(
        Link.of(shop).where(SHOWN).order_by(Link.orders_count.desc(), Link.visits_count.desc(), Link.id.desc()).limit(limit)
    )


def newest_links(shop, before: int | None = None, limit: int = 30) -> tuple[list[Link], bool]:
    """(links, newest first, from below the id `before` on; whether there are more)."""
    query = Link.of(shop).where(SHOWN).order_by(Link.id.desc()).limit(limit + 1)
    found = list(query.where(Link.id < before) if before else query)
    return found[:limit], len(found) > limit


def links_to(shop, kind: str, target: str = "", limit: int = 20) -> list[Link]:
    """The links to one thing, best sellers first."""
    mine = Link.of(shop).where(Link.kind == kind, Link.target == target)
    return list(
        mine.order_by(Link.retired_at.is_null(False), Link.orders_count.desc(), Link.visits_count.desc(), Link.id.desc()).limit(
            limit
        )
    )


@dataclass(frozen=True)
class Week:
    """Scans of the last seven days, and the link that brought most of them (None without scans)."""

    scans: int
    best: Link | None
    brought: int


def week(shop) -> Week:
    """The shop's last seven days, today included. Two queries that read a week's rows."""
    since = shop.today - timedelta(days=6)
    scans = ShopDay.of(shop, peewee.fn.COALESCE(peewee.fn.SUM(ShopDay.scans_count), 0)).where(ShopDay.day >= since).scalar()
    if not scans:
        return Week(0, None, 0)
    brought = peewee.fn.SUM(LinkDay.visits_count)
    row = (
        LinkDay.across_shops(LinkDay.link, brought.alias("brought"))
        .where(LinkDay.shop == shop.id, LinkDay.day >= since)
        .group_by(LinkDay.link)
        .order_by(brought.desc(), LinkDay.link.desc())
        .limit(1)
        .tuples()
        .first()
    )
    if row is None:
        return Week(int(scans), None, 0)
    return Week(int(scans), Link.of(shop).where(Link.id == row[0]).get(), int(row[1]))
