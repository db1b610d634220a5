"""What this room keeps about somebody: the reviews that they wrote, with pictures; and the answers that they gave as a seller."""

from storefront import media
from storefront.catalog.models import Product
from storefront.kit.about import About, row
from storefront.reviews.actions import erase as erase_reviews
from storefront.reviews.models import Review, Shot
from storefront.shops.models import Shop


def export(about: About) -> dict:
    """Every review of things of their orders, with stars, words and pictures; pictures by their links."""
    if not about.orders:
        return {}
    found = (
        Review.across_shops(Review, Product, Shop).join(Product).switch(Review).join(Shop).where(Review.order.in_(about.orders))
    )
    pictures: dict[int, list] = {}
    for shot in Shot.across_shops().where(Shot.order.in_(about.orders), Shot.review.is_null(False)).order_by(Shot.id):
        pictures.setdefault(shot.review_id, []).append(media.lasting_url(shot.picture))
    written = [
        {
            "shop": review.shop.name,
            "item": review.product.name,
            **row(review, "code", "stars", "words", "choices", "state", "written_at", "answer", "answered_at"),
            "pictures": pictures.get(review.id, []),
        }
        for review in found.order_by(Review.id)
    ]
    return {"reviews": written} if written else {}


def in_the_way(about: About) -> list[str]:
    """Nothing."""
    return []


def erase(about: About) -> None:
    """Words and pictures go; the stars stay in the averages and name nobody. Answers stay the shop's; who typed them is forgotten."""
    erase_reviews(list(about.orders))
    if about.person:
        Review.update(answered_by=None).where(Review.answered_by == about.person).execute()
