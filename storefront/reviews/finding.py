"""Looking reviews up: of an order, of a product, of a shop. Keys instead of offsets, no counts over all rows."""

from dataclasses import dataclass

from storefront.catalog.models import Product
from storefront.kit.errors import NotFound
from storefront.media.models import Picture
from storefront.orders.models import Line, Order, Recipient
from storefront.reviews.models import Review, Shot

PAGE = 10


@dataclass
class Thing:
    """One thing of an order, and what its buyer said of it."""

    product_id: int
    code: str
    name: str
    choices: str
    picture_code: str | None
    review: Review | None


def of_order(order: Order) -> list[Thing]:
    """What can be reviewed in an order, in the order of its lines, with the reviews (and their pictures). Three queries."""
    lines = Line.of(order.shop_id, Line, Product.id, Product.code).join(Product).where(Line.order == order.id).order_by(Line.id)
    written = {review.product_id: review for review in Review.of(order.shop_id).where(Review.order == order.id)}
    _with_pictures(order.shop_id, list(written.values()))
    things: dict[int, Thing] = {}
    for line in lines:
        things.setdefault(
            line.product_id,
            Thing(line.product_id, line.product.code, line.name, line.choices, line.picture_code, written.get(line.product_id)),
        )
    return list(things.values())


def unsaid(order: Order) -> list[Thing]:
    """What is not reviewed yet, for the invitation on the order's page. One query."""
    said = Review.of(order.shop_id, Review.product).where(Review.order == order.id)
    lines = Line.of(order.shop_id, Line, Product.id, Product.code).join(Product)
    lines = lines.where(Line.order == order.id, Line.product.not_in(said)).order_by(Line.id)
    found = {line.product_id: line for line in reversed(list(lines))}
    return [Thing(one.product_id, one.product.code, one.name, one.choices, one.picture_code, None) for one in found.values()]


def sent_ahead(order: Order, codes) -> list[Picture]:
    """The pictures with these codes that were sent for this order. One query."""
    if not codes:
        return []
    rows = Shot.of(order.shop_id, Shot, Picture).join(Picture).where(Shot.order == order.id, Picture.code.in_(list(codes)[:100]))
    return [shot.picture for shot in rows.order_by(Shot.id)]


def of_product(
    shop, product_id: int, stars: int | None = None, pictured: bool = False, before: int | None = None, limit: int = PAGE
) -> tuple[list[Review], bool]:
    """(reviews to be seen, newest first, with .name and .pictures; whether there are more). Two queries. `before` is the last id seen."""
    query = _named(shop).where(Review.product == product_id, Review.state == "shown")
    if stars:
        query = query.where(Review.stars == stars)
    if pictured:
        query = query.where(Review.pictured)
    return _page(shop, query, before, limit)


def of_shop(shop, to_answer: bool = False, before: int | None = None, limit: int = 25) -> tuple[list[Review], bool]:
    """The same of everything a shop sells, hidden ones too, each with .product; `to_answer`: only what waits for an answer."""
    query = _named(shop, Product).join(Product, on=(Review.product == Product.id))
    if to_answer:
        query = query.where(Review.answered_at.is_null(), Review.state == "shown")
    return _page(shop, query, before, limit)


def _named(shop, *more):
    query = Review.of(shop, Review, Recipient.short_name, Recipient.erased_at, *more)
    return query.join(Recipient, on=(Recipient.order == Review.order), attr="writer").switch(Review)


def _page(shop, query, before: int | None, limit: int) -> tuple[list[Review], bool]:
    if before:
        query = query.where(Review.id < before)
    found = list(query.order_by(Review.id.desc()).limit(limit + 1))
    more, found = len(found) > limit, found[:limit]
    for review in found:
        review.name = "" if review.writer.erased_at else review.writer.short_name
    _with_pictures(shop, found)
    return found, more


def _with_pictures(shop, reviews: list[Review]) -> None:
    by_id = {review.id: review for review in reviews}
    for review in reviews:
        review.pictures = []
    wanted = [review.id for review in reviews if review.pictured]
    if wanted:
        for shot in Shot.of(shop, Shot, Picture).join(Picture).where(Shot.review.in_(wanted)).order_by(Shot.id):
            by_id[shot.review_id].pictures.append(shot.picture)


def by_code(shop, code: str) -> Review:
    """A review of this shop, by its code. Raises NotFound."""
    review = Review.of(shop).where(Review.code == (code or "").upper()[:8]).first()
    if review is None:
        raise NotFound
    review.shop = shop
    return review


def anywhere(review_id: int) -> Review | None:
    """A review of whichever shop, for the market's own people."""
    return Review.across_shops().where(Review.id == review_id).first()


def to_answer_count(shop, most: int = 100) -> int:
    """How many reviews wait for the shop's answer; stops counting at `most`."""
    return Review.of(shop, Review.id).where(Review.answered_at.is_null(), Review.state == "shown").limit(most).count()
