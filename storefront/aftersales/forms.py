"""What buyers, sellers and the market fill in about a case."""

from wtforms import BooleanField, RadioField, SelectMultipleField

from storefront.aftersales import rules, words
from storefront.aftersales.models import DECISIONS, WANTS
from storefront.kit import ids
from storefront.kit.errors import Refused
from storefront.kit.forms import (
    AtMost,
    Base,
    CountField,
    MoneyField,
    MoneyForm,
    OnceField,
    Optional,
    Required,
    StringField,
    TextAreaField,
)
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.kit.money import Money

MOST_PHOTOS = 6
_REASON = _l("Write a reason: the buyer reads it.")


class PartForm(MoneyForm):
    """A part of the money: per cent to tap, or an amount to type, which wins."""

    share = RadioField(
        _l("How much"), choices=[(str(part), f"{part} %") for part in rules.PARTS], default="50", validate_choice=False
    )
    amount = MoneyField(_l("Or an amount of your own"), [Optional()])

    def part(self, stake: Money) -> Money:
        """What was chosen. Raises Refused where it is nothing of the kind."""
        if self.amount.data is not None:
            return self.amount.data
        if self.share.data not in {str(part) for part in rules.PARTS}:
            raise Refused(_("Say how much you would like back."), field="amount")
        return rules.share_of(stake, int(self.share.data))


class ProblemForm(PartForm):
    """Something is wrong: a wish, and if they like words and pictures. The reason was chosen before."""

    once = OnceField()
    want = RadioField(_l("What would you like?"), choices=[(want, want) for want in WANTS], validate_choice=False)
    words = TextAreaField(_l("Words"), [AtMost(2000)])

    def offer(self, reason: str) -> None:
        """Give the wishes that fit the reason, the likeliest chosen."""
        self.want.choices = [(want, words.want(want)) for want in rules.WANTED[reason]]
        if self.want.data not in rules.WANTED[reason]:
            self.want.data = rules.WANTED[reason][0]


class OfferForm(PartForm):
    """The seller offers a part, or another one."""

    words = TextAreaField(_l("Words"), [AtMost(2000)], id="offer-words")


class BackForm(Base):
    """The seller asks to send it back."""

    address = TextAreaField(_l("Where to"), [Required(_l("Write where it should be sent to.")), AtMost(300)])
    words = TextAreaField(_l("Words"), [AtMost(2000)], id="back-words")


class DeclineForm(Base):
    """The seller says no."""

    words = TextAreaField(_l("Reason"), [Required(_REASON), AtMost(2000)], id="decline-words")


class AnotherForm(Base):
    """The seller sends another one."""

    number = StringField(_l("Courier number"), [AtMost(60)])
    carrier = StringField(_l("Courier"), [AtMost(30)])


class ArrivedForm(Base):
    """The return is there."""

    shelve = BooleanField(_l("Put it back on sale"))


class ReturnForm(Base):
    """The buyer sent it back."""

    number = StringField(_l("Courier number"), [AtMost(60)])


class WithdrawForm(Base):
    """The declaration: who withdraws, and from what: everything that is there, as long as nobody says otherwise. A reason is not asked."""

    once = OnceField()
    lines = SelectMultipleField(_l("What you withdraw from"), choices=[], validate_choice=False)
    name = StringField(_l("Your name"), [Required(_l("Write your name.")), AtMost(80)])

    def __init__(self, formdata=None, there: dict[int, int] | None = None, **kwargs):
        super().__init__(formdata, **kwargs)
        self.there = there or {}  # pieces that can be withdrawn from, by line
        self.counts = {line: (formdata or {}).get(f"count-{line}", str(most)).strip() for line, most in self.there.items()}
        self.count_errors: dict[int, str] = {}
        self.ticked = set(self.there) if formdata is None else {ids.number(text) for text in self.lines.data or []}

    def pieces(self) -> dict[int, int]:
        """{line: pieces} as chosen; of a single piece there is nothing to choose. Raises Refused beside the count that is none."""
        if not self.ticked and sum(self.there.values()) == 1:
            return dict(self.there)
        found = {}
        for line in self.ticked:
            count = ids.number(self.counts.get(line, "1"), 9999)
            if count is None:
                raise Refused(_("Write a whole number, such as 3."), field=f"count-{line}")
            found[line or 0] = count
        return found

    def refuse(self, refusal: Refused) -> None:
        line = ids.number((refusal.field or "").removeprefix("count-"))
        if line in self.there:
            self.count_errors[line] = refusal.sentence
        else:
            super().refuse(refusal)

    @property
    def wrong(self) -> str:
        """What is wrong with what was chosen; nothing where that is fine."""
        return str(next(iter([*self.lines.errors, *self.count_errors.values()]), ""))

    @property
    def all_errors(self) -> list[tuple[str, str]]:
        return super().all_errors + [(f"count-{line}", sentence) for line, sentence in self.count_errors.items()]


class FindForm(Base):
    """Which contract, for whoever does not have the link at hand."""

    number = StringField(_l("Order number"), [Required(_l("Write the number of the order.")), AtMost(12)])
    contact = StringField(
        _l("Mobile number or e-mail"),
        [Required(_l("Write the number or the e-mail address that you ordered with.")), AtMost(120)],
    )


class AskForm(Base):
    """Ask the market to decide."""

    words = TextAreaField(_l("Why"), [AtMost(2000)], id="ask-words")


class EvidenceForm(Base):
    """More words and pictures, of either side; or a question of the market."""

    once = OnceField()
    words = TextAreaField(_l("Words"), [AtMost(2000)], id="evidence-words")


class AppealForm(Base):
    """Why a decision is wrong."""

    words = TextAreaField(_l("Why"), [Required(_l("Write why the decision is wrong.")), AtMost(2000)], id="appeal-words")


class DecideForm(MoneyForm):
    """The market decides. A division is per cent for the buyer, or an amount, which wins."""

    decision = RadioField(_l("How"), choices=[(key, key) for key in DECISIONS], validate_choice=False)
    per_cent = CountField(_l("For the buyer, in per cent"), [Optional()], least=1, most=100)
    amount = MoneyField(_l("Or an amount for the buyer"), [Optional()])
    address = TextAreaField(_l("Where to"), [AtMost(300)])
    words = TextAreaField(_l("Reason"), [Required(_l("Write the reason: both sides read it.")), AtMost(4000)])

    def part(self, stake: Money) -> Money | None:
        """What the buyer gets of a division; None for another decision."""
        if self.decision.data != "split":
            return None
        if self.amount.data is not None:
            return self.amount.data
        if self.per_cent.data is None:
            raise Refused(_("Say how the money is divided."), field="per_cent")
        return rules.share_of(stake, self.per_cent.data)
