"""What a seller says about a new poster."""

from wtforms import HiddenField

from storefront.kit.forms import AtMost, Base, Required, StringField, ValidationError
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.share.rules import LABEL_LONGEST, label_of


class PosterForm(Base):
    """Where a poster of one thing will hang."""

    label = StringField(
        _l("Where will it be?"), [Required(_l("Give it a name, so that you see later what it brought.")), AtMost(LABEL_LONGEST)]
    )

    def validate_label(self, field):
        """A name that is only the word "poster" says nothing."""
        if not label_of(field.data):
            raise ValidationError(_("Give it a name, so that you see later what it brought."))


class AnyPosterForm(PosterForm):
    """The same, for whatever the shop has: `about` is "shop", "product:K7Q2XW" or "collection:cups"."""

    about = HiddenField(_l("What does it show?"), default="shop")
