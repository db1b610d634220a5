"""What a seller fills in about an order."""

from storefront.kit.forms import AtMost, Base, MoneyField, MoneyForm, OnceField, Required, StringField, TextAreaField
from storefront.kit.i18n import lazy_gettext as _l


class RefundForm(MoneyForm):
    """How much goes back, and why."""

    once = OnceField()
    amount = MoneyField(_l("Amount"), [Required(_l("Write how much goes back."))])
    reason = StringField(_l("Reason"), [Required(_l("Write a reason: the buyer reads it.")), AtMost(200)])


class NoteForm(Base):
    """A note to self."""

    note = TextAreaField(_l("Note to self"), [AtMost(1000)])


class RevealForm(Base):
    """Why an address is looked at after the parcel has gone: it is written down."""

    reason = StringField(
        _l("What do you need it for?"), [Required(_l("Write what you need it for.")), AtMost(200)], id="reveal-reason"
    )


class CancelForm(Base):
    """Why an order is cancelled."""

    reason = StringField(_l("Reason"), [Required(_l("Write a reason: the buyer reads it.")), AtMost(200)], id="cancel-reason")
