"""Counting, inside the transaction of what happened; and reading the card."""

from dataclasses import astuple

from storefront import shops
from storefront.kit import dates, db
from storefront.kit.prepared import one, prepared
from storefront.shops.models import Shop
from storefront.trust import rules
from storefront.trust.models import TrustCard

_COLUMNS = {
    "completed": TrustCard.completed_count,
    "refunded": TrustCard.refunded_count,
    "shipped": TrustCard.shipped_count,
    "ship_seconds": TrustCard.ship_seconds,
    "answered": TrustCard.answered_count,
    "answer_seconds": TrustCard.answer_seconds,
    "lost": TrustCard.lost_count,
    "unfulfilled": TrustCard.unfulfilled_count,
}


@prepared
def _add(shop_id, completed, refunded, shipped, ship_seconds, answered, answer_seconds, lost, unfulfilled):
    added = (completed, refunded, shipped, ship_seconds, answered, answer_seconds, lost, unfulfilled)
    grown = {column: column + number for column, number in zip(_COLUMNS.values(), added, strict=True)}
    return TrustCard.update(grown).where(TrustCard.shop == shop_id).returning(TrustCard)


@prepared
def _begin(shop_id):
    return TrustCard.insert({TrustCard.shop: shop_id}).on_conflict(conflict_target=[TrustCard.shop], action="IGNORE")


@db.verb
def count(shop_id: int, **changes: int) -> None:
    """Add to a shop's counters (names of `rules.Counts`; negative takes back), in the caller's transaction.

    Pages of the shop become stale only where the card says something else now.
    """
    if not any(changes.values()):
        return
    added = [changes.get(name, 0) for name in _COLUMNS]
    rows = _add(shop_id, *added)
    if not rows:  # the first thing that is counted of this shop
        _begin(shop_id)
        rows = _add(shop_id, *added)
    after = _counts(rows[0])
    before = rules.Counts(*(number - more for number, more in zip(astuple(after), added, strict=True)))
    if _shown(before) != _shown(after):
        shops.touch(Shop.get_by_id(shop_id))


def _shown(counts: rules.Counts) -> rules.Card:
    return rules.card(counts, "none", None, None)


@one
def _row(shop_id):
    return TrustCard.of(shop_id)


def _counts(row: TrustCard | None) -> rules.Counts:
    if row is None:
        return rules.Counts()
    return rules.Counts(**{name: getattr(row, column.name) for name, column in _COLUMNS.items()})


def _about(shop) -> tuple:
    """Who is behind it and since when, on the shop's own calendar."""
    level_on = dates.local(shop.level_at, shop.time_zone).date() if shop.level_at else None
    return shop.level, level_on, dates.local(shop.created_at, shop.time_zone).date()


def card_of(shop) -> rules.Card:
    """What the card of a shop says now. One query."""
    return rules.card(_counts(_row(shop.id)), *_about(shop))


def frozen(shop) -> dict:
    """The card as an order keeps it: JSON, with the counts themselves. One query."""
    return rules.frozen(_counts(_row(shop.id)), *_about(shop))


def thawed(terms: dict) -> rules.Card | None:
    """The card that an order was placed by, out of its terms; None where it has none."""
    return rules.thawed(terms["trust"]) if "trust" in terms else None
