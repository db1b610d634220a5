"""What the oracle asks about shops: the counter of lineage against the shops themselves, and that every shop has its owner at work."""

from peewee import JOIN, fn

from storefront.kit import db
from storefront.shops.models import Member, Shop


def problems() -> list[str]:
    """Every difference, as a sentence that names the shop."""
    return [
        *(f"shop {shop}: {real} shops came from it, it says {said}" for shop, said, real in db.asked(_lineage)),
        *(f"shop {shop}: its owner does not work in it" for (shop,) in db.asked(_owners)),
    ]


def _lineage():
    child = Shop.alias()
    real = fn.COUNT(child.id)
    rows = Shop.select(Shop.id, Shop.opened_from_here_count, real).join(child, JOIN.LEFT_OUTER, on=(child.came_from == Shop.id))
    return rows.group_by(Shop.id, Shop.opened_from_here_count).having(Shop.opened_from_here_count != real)


def _owners():
    works = (Member.shop == Shop.id) & (Member.person == Shop.owner) & (Member.role == "owner")
    return Shop.select(Shop.id).join(Member, JOIN.LEFT_OUTER, on=works).where(Member.id.is_null())
