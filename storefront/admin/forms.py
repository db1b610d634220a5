"""What staff type at the desk."""

from wtforms import RadioField

from storefront.admin.actions import LONGEST
from storefront.kit.forms import AtMost, Base, Required, StringField, TextAreaField, ValidationError
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l

LEVELS = {
    "individual": _l("A private person"),
    "trader": _l("A sole trader"),
    "company": _l("A company"),
    "none": _l("Nobody yet: take the check back"),
}


class SuspendForm(Base):
    """Pause a shop."""

    reason = TextAreaField(_l("Reason"), [Required(_l("Write the reason: the seller will read it.")), AtMost(500)])


class VerifyForm(Base):
    """Which identity was checked."""

    level = RadioField(_l("Who was checked"), choices=list(LEVELS.items()), validate_choice=False)
    seen = StringField(_l("What was seen"), [AtMost(LONGEST)])

    def validate_level(self, field):
        if field.data not in LEVELS:
            raise ValidationError(_("Choose one."))


class NoteForm(Base):
    """A note for other staff."""

    words = TextAreaField(_l("Note"), [Required(_l("Write a few words.")), AtMost(LONGEST)])
