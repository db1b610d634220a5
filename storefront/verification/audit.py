"""I9 and what checks promise, recomputed: states are the ends of their timelines, the level of a shop is the one that counts, papers
that are said to be gone are gone, and nobody decided about their own no."""

from peewee import JOIN, fn

from storefront.kit import db, machine
from storefront.shops.models import Shop
from storefront.verification.models import CHECK, Check, Paper


def problems() -> list[str]:
    """Every difference, as a sentence that names the check or the shop."""
    return [
        *machine.problems(CHECK, Check),
        *(f"shop {shop}: its check counts as {kind}, it stands at {level}" for shop, kind, level in db.asked(_levels)),
        *(f"check {check}: its papers are said to be gone" for (check,) in db.asked(_left_behind)),
        *(f"check {check}: sent without two photos" for (check,) in db.asked(_too_few)),
    ]


def _levels():
    rows = Check.across_shops(Check.shop, Check.kind, Shop.level).join(Shop)
    return rows.where(Check.state == "verified", Shop.level != Check.kind)


def _left_behind():
    rows = Check.across_shops(Check.id).where(Check.forgotten_at.is_null(False))
    return rows.where(Check.id.in_(Paper.across_shops(Paper.check)))


def _too_few():
    there = (
        (Paper.check == Check.id)
        & Paper.side.in_(("first", "second"))
        & Paper.ready_at.is_null(False)
        & Paper.dropped_at.is_null()
    )
    rows = (
        Check.across_shops(Check.id).join(Paper, JOIN.LEFT_OUTER, on=there).where(Check.state == "in_review").group_by(Check.id)
    )
    return rows.having(fn.COUNT(fn.DISTINCT(Paper.side)) < 2)
