"""Cases: something is wrong with an order. Where a case stands, what both sides said, and the pictures they showed."""

import peewee

from storefront.accounts.models import Person
from storefront.kit import db
from storefront.kit.machine import Machine
from storefront.kit.money import Money
from storefront.kit.personal import SealedField
from storefront.media.models import Picture
from storefront.orders.models import Line, Order
from storefront.shops.models import Shop

CASE = Machine(
    "case",
    {
        # the seller's turn, until `answer_by`; silence decides for the buyer
        ("open", "accept"): "accepted",
        ("open", "offer"): "offered",
        ("open", "ask_back"): "returning",
        ("open", "decline"): "declined",
        ("open", "silence"): "closed",
        ("open", "withdraw"): "closed",
        ("open", "escalate"): "escalated",  # after one answer
        # ten seconds of undo, until `act_at`
        ("accepted", "undo"): "open",
        ("accepted", "carry_out"): "closed",
        ("accepted", "promise"): "replacing",
        # the buyer's turn, until `reply_by`; an offer then counts as taken
        ("offered", "take"): "closed",
        ("offered", "take_another"): "replacing",
        ("offered", "refuse"): "open",
        ("offered", "concede"): "closed",
        ("offered", "withdraw"): "closed",
        ("offered", "escalate"): "escalated",
        # the buyer's turn, until `reply_by`; then it is over
        ("declined", "concede"): "closed",
        ("declined", "withdraw"): "closed",
        ("declined", "lapse"): "closed",
        ("declined", "escalate"): "escalated",
        # the seller sends another one, until `answer_by`; else the money goes back
        ("replacing", "send_another"): "closed",
        ("replacing", "silence"): "closed",
        ("replacing", "withdraw"): "closed",
        ("replacing", "escalate"): "escalated",
        # the buyer sends it back, until `return_by`; then it is over
        ("returning", "send_back"): "sent_back",
        ("returning", "concede"): "closed",
        ("returning", "withdraw"): "closed",
        ("returning", "lapse"): "closed",
        ("returning", "escalate"): "escalated",
        # the seller says that it arrived, until `answer_by`; silence says so too
        ("sent_back", "arrive"): "closed",
        ("sent_back", "silence"): "closed",
        ("sent_back", "escalate"): "escalated",
        # the contract is withdrawn from: the seller says where to (until `answer_by`), the buyer sends it back (until `return_by`)
        ("withdrawn", "say_where"): "withdrawn",
        ("withdrawn", "silence"): "closed",
        ("withdrawn", "send_back"): "sent_back",
        ("withdrawn", "cancel"): "closed",  # nothing was sent yet: the order ends and the money goes back at once
        ("withdrawn", "concede"): "closed",
        ("withdrawn", "withdraw"): "closed",
        ("withdrawn", "lapse"): "closed",
        ("withdrawn", "escalate"): "escalated",
        # the market's turn, until `decide_by`
        ("escalated", "decide"): "decided",
        ("escalated", "concede"): "closed",
        ("escalated", "withdraw"): "closed",
        # the losing side's turn, until `appeal_by`; then the decision is carried out
        ("decided", "appeal"): "appealed",
        ("decided", "settle"): "closed",
        ("decided", "settle_return"): "returning",
        # another operator's turn, until `decide_by`; this one is final
        ("appealed", "rule"): "closed",
        ("appealed", "rule_return"): "returning",
    },
)
OPEN = tuple(state for state in CASE.states if state not in CASE.terminal)
REASONS = ("never_came", "broken", "not_as_described", "changed_mind", "withdrawal")
WANTS = ("money", "another", "part", "back")
DECISIONS = ("refund", "split", "back", "nothing")


def _one_of(column: str, names: tuple[str, ...]) -> peewee.Check:
    return peewee.Check("{} IN ({})".format(column, ", ".join(f"'{name}'" for name in names)))


class Case(db.ShopOwned):
    """One question about one order. Every deadline is a column; at most one case of an order is open."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    order = db.ForeignKey(Order)
    code = peewee.CharField(8, unique=True)
    state = peewee.CharField(10, default="open", constraints=[peewee.Check(CASE.check_sql())])
    reason = peewee.CharField(20, constraints=[_one_of("reason", REASONS)])
    want = peewee.CharField(10, constraints=[_one_of("want", WANTS)])
    currency = peewee.CharField(3)
    stake_minor = peewee.BigIntegerField()  # what could go back when it was opened
    asked_minor = peewee.BigIntegerField()  # what the buyer asked for
    opened_at = db.UTCDateTimeField()

    # what each side has to do, and until when
    answer_by = db.UTCDateTimeField(null=True)  # the seller: answer, send another one, say that the return arrived
    act_at = db.UTCDateTimeField(null=True)  # the seller accepted: the undo has passed
    reply_by = db.UTCDateTimeField(null=True)  # the buyer: take or refuse an offer, ask the market
    return_by = db.UTCDateTimeField(null=True)  # the buyer: send it back
    decide_by = db.UTCDateTimeField(null=True)  # the market: decide
    appeal_by = db.UTCDateTimeField(null=True)  # the losing side: appeal
    fulfil_by = db.UTCDateTimeField(null=True)  # direct: the seller pays back what the market does not hold

    # what was answered
    answered_at = db.UTCDateTimeField(null=True)  # the first answer
    offered_minor = peewee.BigIntegerField(null=True)  # NULL with state offered: another one
    return_address = SealedField(null=True)
    return_carrier = peewee.CharField(30, default="")
    return_number = peewee.CharField(60, default="")
    sent_back_at = db.UTCDateTimeField(null=True)

    # what the market decided
    escalated_at = db.UTCDateTimeField(null=True)
    escalated_by = peewee.CharField(6, default="")  # buyer, seller
    overdue_at = db.UTCDateTimeField(null=True)  # the market was late
    decision = peewee.CharField(10, default="", constraints=[_one_of("decision", ("", *DECISIONS))])
    award_minor = peewee.BigIntegerField(default=0)  # what the buyer gets by the decision
    decided_at = db.UTCDateTimeField(null=True)
    decided_by = db.ForeignKey(Person, null=True)
    buyer_agreed_at = db.UTCDateTimeField(null=True)
    seller_agreed_at = db.UTCDateTimeField(null=True)
    appealed_at = db.UTCDateTimeField(null=True)
    appealed_by = peewee.CharField(6, default="")
    ruled_by = db.ForeignKey(Person, null=True)  # who decided the appeal: somebody else

    # how it ended
    closed_at = db.UTCDateTimeField(null=True)
    outcome = peewee.CharField(16, default="")
    refunded_minor = peewee.BigIntegerField(default=0)  # what goes back because of it
    fulfilled_at = db.UTCDateTimeField(null=True)  # direct: the seller says that it is paid back
    unfulfilled_at = db.UTCDateTimeField(null=True)  # direct: it was not, in time
    taken_back_at = db.UTCDateTimeField(null=True)  # direct: the seller took back that it was paid back, the last time

    class Meta:
        table_name = "aftersales_case"
        indexes = (
            (("shop", "state", "id"), False),
            (("state", "id"), False),
            (("order", "id"), False),
            (("state", "answer_by"), False),
            (("state", "act_at"), False),
            (("state", "reply_by"), False),
            (("state", "return_by"), False),
            (("state", "decide_by"), False),
            (("state", "appeal_by"), False),
            (("fulfil_by",), False),
        )
        constraints = [
            peewee.Check("stake_minor > 0 AND asked_minor > 0 AND asked_minor <= stake_minor"),
            peewee.Check("offered_minor IS NULL OR (offered_minor > 0 AND offered_minor <= stake_minor)"),
            peewee.Check("award_minor >= 0 AND award_minor <= stake_minor"),
            peewee.Check("refunded_minor >= 0 AND refunded_minor <= stake_minor"),
            peewee.Check("ruled_by_id IS NULL OR ruled_by_id <> decided_by_id"),
        ]

    @property
    def stake(self) -> Money:
        """What could go back when the case was opened."""
        return Money(self.stake_minor, self.currency)

    @property
    def asked(self) -> Money:
        """What the buyer asked for."""
        return Money(self.asked_minor, self.currency)

    @property
    def most(self) -> Money:
        """The most that can go back because of it: what was at stake; of a contract that was withdrawn from only what that is about."""
        return self.asked if self.reason == "withdrawal" else self.stake

    @property
    def offered(self) -> Money | None:
        """What the seller offered; None where nothing was, or another one."""
        return None if self.offered_minor is None else Money(self.offered_minor, self.currency)

    @property
    def award(self) -> Money:
        """What the buyer gets by the decision."""
        return Money(self.award_minor, self.currency)

    @property
    def refunded(self) -> Money:
        """What goes back because of this case."""
        return Money(self.refunded_minor, self.currency)

    @property
    def asks(self) -> str:
        """What it asks somebody now: this offer, this decision, this appeal. It travels with their answer (`ending.refuse_stale`)."""
        offer = "another" if self.offered_minor is None else self.offered_minor
        return f"{self.state}-{offer}-{self.decided_at:%Y%m%d%H%M%S%f}" if self.decided_at else f"{self.state}-{offer}"

    @property
    def is_open(self) -> bool:
        """Whether it freezes its order."""
        return self.state in OPEN


# One open case for an order: the guard that also holds when two are opened at the same moment.
Case.add_index(Case.index(Case.order, unique=True, name="aftersales_case_one_open").where(Case.state.in_(OPEN)))
# Which case waits longest for the market, and where things went back to the last time: read at once, however many cases there are.
Case.add_index(
    Case.index(Case.state, Case.escalated_at, name="aftersales_case_escalated").where(Case.escalated_at.is_null(False))
)
Case.add_index(Case.index(Case.shop, Case.id, name="aftersales_case_sent_to").where(Case.return_address.is_null(False)))


class Withdrawal(db.ShopOwned):
    """What a buyer declared: "I withdraw from this contract", or from a part of it. It is the receipt, and is never changed."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    order = db.ForeignKey(Order)
    case = db.ForeignKey(Case, null=True)  # NULL: nothing was paid, so there was nothing but the order to end
    code = peewee.CharField(10, unique=True)
    name = SealedField(default="")
    contact = SealedField(default="")  # where the receipt was sent
    currency = peewee.CharField(3)
    amount_minor = peewee.BigIntegerField(constraints=[peewee.Check("amount_minor >= 0")])  # what goes back
    refund_by = db.UTCDateTimeField()  # at the latest
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "aftersales_withdrawal"
        indexes = ((("shop", "id"), False), (("case",), False))

    @property
    def amount(self) -> Money:
        """What goes back because of it."""
        return Money(self.amount_minor, self.currency)


class Withdrawn(db.ShopOwned):
    """So many pieces of an order line that a withdrawal is about. A piece is withdrawn from once (`Line.withdrawn_count`)."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    withdrawal = db.ForeignKey(Withdrawal)
    line = db.ForeignKey(Line)
    quantity = peewee.IntegerField(constraints=[peewee.Check("quantity > 0")])
    amount_minor = peewee.BigIntegerField(constraints=[peewee.Check("amount_minor >= 0")])  # what they cost, with their tax

    class Meta:
        table_name = "aftersales_withdrawn"
        indexes = ((("withdrawal", "line"), True), (("line",), False))


class Said(db.ShopOwned):
    """Words of one side in a case: sealed, so that the timeline that is never deleted holds none of them."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    case = db.ForeignKey(Case)
    side = peewee.CharField(8, constraints=[_one_of("side", ("buyer", "seller", "market"))])
    person = db.ForeignKey(Person, null=True)
    about = peewee.CharField(10)  # problem, answer, evidence, question, decision, appeal
    words = SealedField(default="")
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "aftersales_said"
        indexes = ((("case", "id"), False),)


class Shot(db.ShopOwned):
    """A picture that came with words: private, for the two sides and the market."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    said = db.ForeignKey(Said)
    picture = db.ForeignKey(Picture)

    class Meta:
        table_name = "aftersales_shot"
        indexes = ((("said", "id"), False), (("picture",), False))
