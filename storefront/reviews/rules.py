"""Pure decisions about reviews: who may write, until when it can be changed, and what counts in the average."""

from datetime import datetime, timedelta

from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _

WRITE_FOR = timedelta(days=90)  # after the order was completed
EDIT_FOR = timedelta(hours=24)  # after it was written, and until the shop answers
INVITE_AFTER = timedelta(days=1)  # after the order was settled
MOST_PHOTOS = 6
LONGEST = 2000  # characters
PRAISE = 4  # stars


def counts(state: str, stars: int, refunded: bool) -> bool:
    """Whether a review is in the averages. A hidden one is not.

    Where all the money went back after all, criticism stays in (a refund does not buy it away) and praise leaves (it was given for
    something that in the end cost nothing). Both stay to be read, with a word that the money went back.
    """
    return state == "shown" and not (refunded and stars >= PRAISE)


def why_not_write(state: str, delivered_at: datetime | None, completed_at: datetime | None, now: datetime) -> str | None:
    """Why things of an order cannot be reviewed, in a sentence; None where they can."""
    if state != "completed" or completed_at is None:
        return _("You can say how it is once you have confirmed that it arrived.")
    if delivered_at is None:
        return _("This order never arrived, so there is nothing to review.")
    if now >= completed_at + WRITE_FOR:
        return _("This order was received more than %(days)s days ago, so it can no longer be reviewed.", days=WRITE_FOR.days)
    return None


def why_not_edit(edit_until: datetime, answered: bool, hidden: bool, now: datetime) -> str | None:
    """Why a review cannot be changed any more; None where it can."""
    if hidden:
        return _("The market has hidden this review, so it cannot be changed.")
    if answered:
        return _("The shop has answered this review, so it stays as it is.")
    if now >= edit_until:
        return _(
            "A review can be changed for %(hours)s hours. This one stays as it is.", hours=int(EDIT_FOR.total_seconds() // 3600)
        )
    return None


def check(stars: int | None, words: str) -> None:
    """Raise Refused, with the field, for what is no review."""
    if stars is None or not 1 <= stars <= 5:
        raise Refused(_("Choose from one to five stars."), field="stars")
    if len(words) > LONGEST:
        raise Refused(
            _("That is %(length)s characters; there is room for %(most)s.", length=len(words), most=LONGEST), field="words"
        )


def too_many_photos() -> Refused:
    """More pictures than a review shows."""
    return Refused(_("A review shows up to %(most)s pictures. Take one away first.", most=MOST_PHOTOS), field="photo")
