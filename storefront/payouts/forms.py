"""What sellers and the market type about money that leaves."""

from wtforms import HiddenField

from storefront.kit.forms import AtMost, Base, MoneyField, MoneyForm, OnceField, Required, StringField, ValidationError
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.payouts.account import BANK_LONGEST
from storefront.payouts.releasing import REASON_LONGEST
from storefront.payouts.rules import NAME_LONGEST


class AmountForm(MoneyForm):
    """How much to take out."""

    amount = MoneyField(_l("Amount"))

    def validate_amount(self, field):
        if not field.raw_text:
            raise ValidationError(_("Write how much you want to withdraw."))


class ConfirmForm(AmountForm):
    """The same, when it is meant: once, and to the account that was shown."""

    account = HiddenField()
    once = OnceField()


class AccountForm(Base):
    """Where the money goes."""

    holder = StringField(_l("Account holder"), [Required(_l("Write whose account it is.")), AtMost(NAME_LONGEST)])
    number = StringField(_l("IBAN or account number"), [Required(_l("Write the number of the account.")), AtMost(60)])
    bank = StringField(_l("Bank"), [AtMost(BANK_LONGEST)])


class BounceForm(Base):
    """Why a withdrawal came back."""

    reason = StringField(_l("Reason"), [Required(_l("Write the reason: the seller will read it.")), AtMost(REASON_LONGEST)])
