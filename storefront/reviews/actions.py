"""What others do with a review: the shop answers it, the market hides and shows it, and a buyer's words are erased."""

from storefront import media
from storefront.kit import clock, db, events
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.reviews.counting import settle, weight
from storefront.reviews.events import Answered, Hidden, Shown
from storefront.reviews.models import REVIEW, Review, Shot
from storefront.reviews.rules import LONGEST


def _locked(review: Review) -> Review:
    return db.locked(Review.across_shops().where(Review.id == review.id)).get()


@db.verb
def answer(review: Review, words: str, person) -> Review:
    """The shop answers, publicly and once. Raises Refused (field "answer") for nothing or too much, Changed where it has answered."""
    words = (words or "").strip()
    if not words:
        raise Refused(_("Write your answer: everybody can read it."), field="answer")
    if len(words) > LONGEST:
        raise Refused(
            _("That is %(length)s characters; there is room for %(most)s.", length=len(words), most=LONGEST), field="answer"
        )
    review = _locked(review)
    if review.state == "hidden":
        raise Changed(_("The market has hidden this review."))
    now = clock.now()
    free = (Review.id == review.id) & Review.answered_at.is_null()
    if not Review.update(answer=words, answered_at=now, answered_by=person.id).where(free).execute():
        raise Changed(_("This review was answered already. An answer is given once."))
    review.answer, review.answered_at = words, now
    review._dirty.clear()
    events.record(Answered(review.id, review.order_id), subject=f"review:{review.id}", shop=review.shop_id)
    settle(review, weight(review))
    return review


@db.verb
def hide(review: Review, reason: str) -> Review:
    """The market hides a review, with a reason that its writer and the shop may read: nobody sees it, and it leaves the averages."""
    if not (reason or "").strip():
        raise Refused(_("Write the reason: the writer will read it."), field="reason")
    review = _locked(review)
    before = weight(review)
    REVIEW.change(review, "hide", Hidden(review.id, review.order_id), state_reason=reason.strip())
    settle(review, before)
    return review


@db.verb
def show(review: Review) -> Review:
    """It is to be seen again, and counts."""
    review = _locked(review)
    before = weight(review)
    REVIEW.change(review, "show", Shown(review.id, review.order_id), state_reason="")
    settle(review, before)
    return review


@db.verb
def erase(orders: list[int]) -> int:
    """Take words and pictures of the buyer of these orders away; the stars stay in the averages. Returns how many reviews it were."""
    if not orders:
        return 0
    media.discard([number for (number,) in Shot.across_shops(Shot.picture).where(Shot.order.in_(orders)).tuples()])
    Shot.delete().where(Shot.order.in_(orders)).execute()
    rows = list(db.locked(Review.across_shops().where(Review.order.in_(orders)).order_by(Review.id)))
    for review in rows:
        Review.update(words="", pictured=False).where(Review.id == review.id).execute()
        settle(review, weight(review))
    return len(rows)
