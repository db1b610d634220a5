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


class VerifyForm(Base):
    """Which identity was checked."""

    level = RadioField(_l("Who was checked"), choices=list(LEVELS.items()), validate_choice=False)
    seen = StringField(
        _l("What was seen"), [Required(_l("Write what was seen, or why it is taken back: it stays on record.")), AtMost(LONGEST)]
    )

    def validate_level(self, field):
        if field.data not in LEVELS:
            raise ValidationError(_("Choose one."))


ROLES = {
    "support": (_l("Support"), _l("shops, orders, cases, reports, identity checks")),
    "finance": (_l("Finance"), _l("money: payouts, statements, what fits nothing")),
    "operator": (_l("Operator"), _l("everything, also people, rules and history")),
    "": (_l("No role"), _l("an account like any other")),
}


class RoleForm(Base):
    """What somebody may do at the desk."""

    role = RadioField(_l("Role"), choices=[(role, name) for role, (name, _words) in ROLES.items()], validate_choice=False)

    def validate_role(self, field):
        if field.data not in ROLES:
            raise ValidationError(_("Choose one."))


class ReasonForm(Base):
    """Why somebody's contact is read."""

    reason = StringField(_l("Why you need it"), [Required(_l("Write why you need it.")), AtMost(300)])


class DoorForm(Base):
    """Why an account is closed, or opened again."""

    reason = StringField(_l("Why"), [Required(_l("Write why: it stays on record.")), AtMost(300)], id="door-reason")


class OffForm(Base):
    """Why nobody tries again what failed."""

    reason = StringField(_l("Why"), [Required(_l("Write why: it stays on record.")), AtMost(300)])


class NoteForm(Base):
    """A note for other staff."""

    words = TextAreaField(_l("Note"), [Required(_l("Write a few words.")), AtMost(LONGEST)])
