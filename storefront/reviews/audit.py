"""F20, recomputed: averages against the reviews that make them, and every review against the order it comes from."""

from peewee import JOIN, Case, fn

from storefront.catalog.models import Product
from storefront.kit import db, machine
from storefront.orders.models import Line
from storefront.reviews.models import REVIEW, Review, Shot
from storefront.reviews.rules import PRAISE
from storefront.shops.models import Shop


def problems() -> list[str]:
    """Every difference, as a sentence that names the thing."""
    return [
        *(
            f"F20 product {row[0]}: {row[1:3]} stars and reviews, by its reviews {row[3:]}"
            for row in db.asked(_averages, Product, Review.product)
        ),
        *(
            f"F20 shop {row[0]}: {row[1:3]} stars and reviews, by its reviews {row[3:]}"
            for row in db.asked(_averages, Shop, Review.shop)
        ),
        *(f"F20 review {review}: counts although it must not, or the other way round" for (review,) in db.asked(_counting)),
        *(f"F20 review {review}: its order has no such thing" for (review,) in db.asked(_not_bought)),
        *(
            f"F20 review {review}: says that it has pictures, or that it has none, and is wrong"
            for (review,) in db.asked(_pictured)
        ),
        *machine.problems(REVIEW, Review),
    ]


def _averages(model, field):
    stars, count = fn.COALESCE(fn.SUM(Review.stars), 0), fn.COUNT(Review.id)
    columns = (model.id, model.stars_sum, model.reviews_count)
    rows = model.across_shops(*columns, stars, count) if issubclass(model, db.ShopOwned) else model.select(*columns, stars, count)
    rows = rows.join(Review, JOIN.LEFT_OUTER, on=((field == model.id) & Review.counts))
    return rows.group_by(*columns).having((model.stars_sum != stars) | (model.reviews_count != count))


def _counting():
    must = Case(None, [((Review.state == "shown") & ~(Review.refunded & (Review.stars >= PRAISE)), 1)], 0)
    return Review.across_shops(Review.id).where(Case(None, [(Review.counts, 1)], 0) != must)


def _not_bought():
    bought = (Line.order == Review.order) & (Line.product == Review.product)
    return Review.across_shops(Review.id).join(Line, JOIN.LEFT_OUTER, on=bought).where(Line.id.is_null()).distinct()


def _pictured():
    there = Review.id.in_(Shot.across_shops(Shot.review).where(Shot.review.is_null(False)))
    return Review.across_shops(Review.id).where(Case(None, [(Review.pictured, 1)], 0) != Case(None, [(there, 1)], 0))
