"""What buyers and sellers fill in about a review."""

from wtforms import RadioField

from storefront.kit.forms import AtMost, Base, Required, TextAreaField
from storefront.kit.i18n import lazy_gettext as _l
from storefront.reviews.rules import LONGEST


class ReviewForm(Base):
    """Stars, and if they like words; pictures travel beside it."""

    stars = RadioField(_l("How is it?"), choices=[(str(n), str(n)) for n in range(1, 6)], validate_choice=False)
    words = TextAreaField(_l("Words"), [AtMost(LONGEST)])

    @property
    def number(self) -> int | None:
        """The stars that were chosen; None for nothing of the kind."""
        return int(self.stars.data) if self.stars.data in ("1", "2", "3", "4", "5") else None


class AnswerForm(Base):
    """The shop's answer: public, once."""

    answer = TextAreaField(_l("Your answer"), [Required(_l("Write your answer: everybody can read it.")), AtMost(LONGEST)])
