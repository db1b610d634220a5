"""The averages, kept by the write: what a change of one review does to its product and its shop."""

from storefront import catalog, shops
from storefront.reviews import rules
from storefront.reviews.models import Review
from storefront.shops.models import Shop


def weight(review: Review | None) -> tuple[int, int]:
    """(stars, reviews) that it adds to the averages."""
    return (review.stars, 1) if review is not None and review.counts else (0, 0)


def settle(review: Review, before: tuple[int, int]) -> None:
    """Bring the averages from `before`, the weight it had, to what it is now. Public pages of the shop are stale either way.

    Inside the caller's transaction, with the review's row locked.
    """
    counts = rules.counts(review.state, review.stars, review.refunded)
    if counts != review.counts:
        Review.update(counts=counts).where(Review.id == review.id).execute()
        review.counts = counts
        review._dirty.discard("counts")
    now = weight(review)
    stars, reviews = now[0] - before[0], now[1] - before[1]
    if stars or reviews:
        catalog.rated(review.product_id, stars, reviews)
    shops.rated(Shop.get_by_id(review.shop_id), stars, reviews)
