"""What people fill in about a report, and staff about what comes of it."""

from wtforms import HiddenField, RadioField, SelectField

from storefront import accounts
from storefront.accounts.rules import contact_problem
from storefront.kit.drafting import Draft
from storefront.kit.forms import AtMost, Base, Required, StringField, TextAreaField, ValidationError
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.moderation import words
from storefront.moderation.drafts import texts
from storefront.moderation.rules import ENDINGS, RULES

WORDS_LONGEST = 2000


class ReportForm(Base):
    """Tell the market: what is wrong, and if they like words and a contact."""

    about = HiddenField()
    reason = RadioField(_l("What is wrong?"), choices=[], validate_choice=False)
    words = TextAreaField(_l("What did you see?"), [AtMost(WORDS_LONGEST)])
    contact = StringField(_l("Phone or e-mail, for the answer"), [AtMost(254)])

    def __init__(self, *args, reasons, country: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.reason.choices = [(key, words.reason(key)) for key in reasons]
        self.country, self.reached = country, None

    def validate_reason(self, field):
        if field.data not in dict(field.choices):
            raise ValidationError(_("Choose what is wrong."))

    def validate_contact(self, field):
        if not field.data:
            return
        problem = contact_problem(field.data, self.country)
        if problem:
            raise ValidationError(problem)
        self.reached = accounts.read_contact(field.data, self.country)


class NothingForm(Base):
    """It breaks no rule."""

    answer = TextAreaField(_l("Why nothing is done"), [Required(_l("Write why nothing is done.")), AtMost(1000)])


class MeasureForm(Base):
    """Hide it, or pause the shop: rule, reason, what the seller can do, and for how long. Begins in ready words."""

    rule = SelectField(_l("Rule"), choices=[], validate_choice=False)
    reason = TextAreaField(_l("Reason"), [Required(_l("Write the reason: the seller will read it.")), AtMost(2000)])
    remedy = TextAreaField(_l("What the seller can do"), [Required(_l("Write what the seller can do now.")), AtMost(2000)])
    ending = SelectField(_l("How long"), choices=[], default="", validate_choice=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rule.choices = [(key, words.rule(key)) for key in RULES]
        self.ending.choices = [(key, str(words.ENDINGS[key])) for key in ENDINGS]

    @classmethod
    def worded(cls, rule: str, drafts: dict[str, Draft]) -> "MeasureForm":
        """In ready words (`drafts.of_measure`), for whoever reads them."""
        return cls(data={"rule": rule if rule in RULES else "other", **texts(drafts), "ending": ""})

    def validate_rule(self, field):
        if field.data not in RULES:
            raise ValidationError(_("Choose the rule that is broken."))

    def validate_ending(self, field):
        if (field.data or "") not in ENDINGS:
            raise ValidationError(_("Choose how long it holds."))

    def values(self) -> dict:
        """As `take` wants them."""
        return {"rule": self.rule.data, "reason": self.reason.data, "remedy": self.remedy.data, "ending": self.ending.data or ""}


class AppealForm(Base):
    """Why a decision is wrong."""

    words = TextAreaField(_l("Why"), [Required(_l("Write why the decision is wrong.")), AtMost(4000)])


class AnswerForm(Base):
    """The answer to an appeal."""

    answer = TextAreaField(_l("Answer"), [Required(_l("Write the answer: the seller will read it.")), AtMost(2000)])


class LiftForm(Base):
    """Why a measure is taken back."""

    answer = TextAreaField(_l("Why"), [AtMost(2000)], id="lift-answer")
