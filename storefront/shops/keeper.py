"""What this room keeps about somebody: the shops they own or work in, and how they present themselves there."""

from storefront import media
from storefront.kit import events
from storefront.kit.about import About, row
from storefront.kit.i18n import gettext as _
from storefront.shops.models import Member, Shop

NAMED = 5  # shops that a refusal names


def owned_by(about: About) -> list[Shop]:
    """The shops of this person, in order."""
    return list(Shop.select().where(Shop.owner == about.person).order_by(Shop.id)) if about.person else []


def export(about: About) -> dict:
    """Shops they own, with what they wrote about themselves; shops they work in."""
    if not about.person:
        return {}
    works = Member.across_shops(Member, Shop).join(Shop).where(Member.person == about.person).order_by(Member.id)
    return {
        "shops": [
            row(shop, "name", "slug", "words", "about", "sent_from", "state", "currency", "country", "created_at")
            for shop in owned_by(about)
        ],
        "works in": [{"shop": each.shop.name, **row(each, "role", "created_at")} for each in works],
    }


def in_the_way(about: About) -> list[str]:
    """A shop is closed before its owner goes."""
    if not about.person:
        return []
    alive = Shop.select(Shop.name).where(Shop.owner == about.person, Shop.state != "closed").order_by(Shop.id).limit(NAMED)
    return [_("Your shop %(shop)s is not closed. Close it first, in its settings.", shop=shop.name) for shop in alive]


def erase(about: About) -> None:
    """A closed shop keeps its name, because receipts carry it; what its owner told about themselves goes."""
    if not about.person:
        return
    owned = owned_by(about)
    pictures = [number for shop in owned for number in (shop.logo_id, shop.cover_id) if number]
    Shop.update(words="", about="", sent_from="", logo=None, cover=None).where(Shop.owner == about.person).execute()
    media.discard(pictures)
    Member.delete().where(Member.person == about.person, Member.role != "owner").execute()
    events.forget_words([f"shop:{shop.id}" for shop in owned])
