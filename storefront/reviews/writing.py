"""The buyer's side: pictures that travel ahead, and the review itself, written once and changed for a day."""

from datetime import timedelta

import peewee

from storefront import media
from storefront.kit import clock, db, events, ids, jobs
from storefront.kit.errors import Changed, NotFound
from storefront.media.models import Picture
from storefront.orders.models import Line, Order
from storefront.reviews import rules
from storefront.reviews.counting import settle, weight
from storefront.reviews.events import Written
from storefront.reviews.models import Review, Shot

FORGET_AFTER = timedelta(days=1)  # pictures that were sent ahead, for a review that was never posted


def why_not(order: Order) -> str | None:
    """Why things of an order cannot be reviewed now, in a sentence; None where they can."""
    return rules.why_not_write(order.state, order.delivered_at, order.completed_at, clock.now())


def send_ahead(order: Order, upload) -> Picture:
    """Keep one picture for the review that is being written about this order. Call it outside a transaction: it takes a while.

    Raises Refused with the field "photo" for what is no picture, or past what a review may show.
    """
    _refuse_late(order)
    waiting = (
        Shot.of(order.shop_id, Shot.id).where(Shot.order == order.id, Shot.review.is_null()).limit(4 * rules.MOST_PHOTOS).count()
    )
    if waiting >= 4 * rules.MOST_PHOTOS:
        raise rules.too_many_photos()
    picture = media.keep(upload, order.shop_id, "review")
    with db.transaction():
        Shot.create(shop=order.shop_id, order=order.id, picture=picture.id, at=clock.now())
    return picture


def _refuse_late(order: Order) -> None:
    no = why_not(order)
    if no:
        raise Changed(no)


@db.verb
def write(order: Order, product_id: int, stars: int, words: str = "", pictures=()) -> Review:
    """Write the review of one thing of an order, or change it. `pictures` are codes of those that were sent ahead or are there already.

    The same again changes nothing. Raises NotFound for a thing that is not in the order, Changed where the time is over, Refused with the
    field for what is no review.
    """
    order = db.locked(Order.across_shops().where(Order.id == order.id)).get()
    line = Line.of(order.shop_id).where(Line.order == order.id, Line.product == product_id).order_by(Line.id).first()
    if line is None:
        raise NotFound
    words = (words or "").strip()
    review = db.locked(Review.of(order.shop_id).where(Review.order == order.id, Review.product == product_id)).first()
    if review is None:
        _refuse_late(order)
        rules.check(stars, words)
        review = _new(order, line, stars, words)
        before = (0, 0)
        events.record(Written(review.id, order.id), subject=f"review:{review.id}", shop=order.shop_id, after=review.state)
    else:
        before = weight(review)
        if not _edited(review, stars, words, pictures):
            return review
    _attach(review, pictures)
    settle(review, before)
    return review


def _new(order: Order, line: Line, stars: int, words: str) -> Review:
    now = clock.now()
    refunded = bool(order.paid_minor) and order.refunded_minor >= order.paid_minor
    try:
        return Review.create(
            shop=order.shop_id,
            code=_free_code(order.shop_id),
            order=order.id,
            product=line.product_id,
            stars=stars,
            words=words,
            choices=line.choices,
            refunded=refunded,
            counts=rules.counts("shown", stars, refunded),
            written_at=now,
            edit_until=now + rules.EDIT_FOR,
        )
    except peewee.IntegrityError:  # two at the same moment, where nothing else stopped the second
        raise Changed from None


def _free_code(shop_id: int) -> str:
    while True:
        code = ids.code(6)
        if not Review.of(shop_id, Review.id).where(Review.code == code).exists():
            return code


def _edited(review: Review, stars: int, words: str, pictures) -> bool:
    """Change what is there. False where the same was posted again."""
    if (review.stars, review.words, set(_codes(review))) == (stars, words, set(pictures)):
        return False
    no = rules.why_not_edit(review.edit_until, review.answered_at is not None, review.state == "hidden", clock.now())
    if no:
        raise Changed(no)
    rules.check(stars, words)
    now = clock.now()
    Review.update(stars=stars, words=words, edited_at=now).where(Review.id == review.id).execute()
    review.stars, review.words, review.edited_at = stars, words, now
    review._dirty.clear()
    events.record("review.edit", subject=f"review:{review.id}", shop=review.shop_id)
    return True


def _codes(review: Review) -> list[str]:
    rows = Shot.of(review.shop_id, Shot, Picture.code).join(Picture).where(Shot.review == review.id)
    return [row.picture.code for row in rows]


def _attach(review: Review, codes) -> None:
    """These pictures belong to it, of those that were sent for this order; what it had besides them waits to be forgotten."""
    wanted = list(dict.fromkeys(codes))[:100]
    mine = Shot.of(review.shop_id, Shot, Picture.code).join(Picture).where(Shot.order == review.order_id).order_by(Shot.id)
    free = [shot for shot in mine if shot.review_id in (None, review.id)]
    chosen = [shot for shot in free if shot.picture.code in wanted]
    if len(chosen) > rules.MOST_PHOTOS:
        raise rules.too_many_photos()
    for shot in free:
        owner = review.id if shot in chosen else None
        if shot.review_id != owner:
            Shot.update(review=owner, at=clock.now()).where(Shot.id == shot.id).execute()
    pictured = bool(chosen)
    if pictured != review.pictured:
        Review.update(pictured=pictured).where(Review.id == review.id).execute()
        review.pictured = pictured
        review._dirty.clear()


def sweep(limit: int = 50) -> None:
    """Every minute: pictures that were sent ahead and belong to no review after a day are forgotten."""
    over = clock.now() - FORGET_AFTER
    jobs.each(forget, Shot.across_shops().where(Shot.review.is_null(), Shot.at <= over).order_by(Shot.id).limit(limit))


@db.verb
def forget(shot: Shot) -> None:
    """Let go of a picture that no review shows."""
    if Shot.delete().where(Shot.id == shot.id, Shot.review.is_null()).execute():
        media.discard([shot.picture_id])
