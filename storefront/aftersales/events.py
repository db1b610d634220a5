"""What is announced about cases. All fields are ids, amounts and short words; whoever listens reads the rest."""

from typing import NamedTuple


class Opened(NamedTuple):
    """A buyer says that something is wrong with an order."""

    case: int
    order: int


class Answered(NamedTuple):
    """The seller answered a case for the first time, `seconds` after it was opened: counts on the trust card."""

    case: int
    order: int
    seconds: int


class Accepted(NamedTuple):
    """The seller does what the buyer asked, and the undo has passed. For another one, it is still to be sent."""

    case: int
    order: int


class Offered(NamedTuple):
    """The seller offers `minor` of the money, or (0) another one."""

    case: int
    order: int
    minor: int


class OfferRefused(NamedTuple):
    """The buyer does not take the offer: the seller's turn again."""

    case: int
    order: int


class Declined(NamedTuple):
    """The seller says no, with a reason."""

    case: int
    order: int


class ReturnAsked(NamedTuple):
    """The seller wants it back first and said where to."""

    case: int
    order: int


class OfferTaken(NamedTuple):
    """The buyer takes another one instead of money, by word or by silence: the seller sends it."""

    case: int
    order: int


class BackDecided(NamedTuple):
    """A decision counts by which the buyer sends it back first."""

    case: int
    order: int


class SentBack(NamedTuple):
    """The buyer sent it back."""

    case: int
    order: int


class Returned(NamedTuple):
    """It arrived back at the seller's."""

    case: int
    order: int


class Replaced(NamedTuple):
    """The seller sent another one."""

    case: int
    order: int
    parcel: int


class Silent(NamedTuple):
    """`side` let the time pass. The seller's silence decides for the buyer."""

    case: int
    order: int
    side: str


class EvidenceGiven(NamedTuple):
    """`side` added words or pictures."""

    case: int
    order: int
    side: str


class Escalated(NamedTuple):
    """`side` asked the market to decide."""

    case: int
    order: int
    side: str


class Overdue(NamedTuple):
    """The market did not decide in time: whoever runs it must look."""

    case: int
    order: int


class Decided(NamedTuple):
    """The market decided: `minor` for the buyer. Carried out when the time to appeal has passed."""

    case: int
    order: int
    minor: int


class Appealed(NamedTuple):
    """`side` asked somebody else at the market to look again."""

    case: int
    order: int
    side: str


class Ruled(NamedTuple):
    """The appeal was decided by somebody else: `minor` for the buyer, and final."""

    case: int
    order: int
    minor: int


class Closed(NamedTuple):
    """A case has ended with `outcome`; `minor` goes back because of it. Counts on the trust card."""

    case: int
    order: int
    outcome: str
    minor: int


class Fulfilled(NamedTuple):
    """Direct: the seller says that the money was paid back."""

    case: int
    order: int


class NotFulfilled(NamedTuple):
    """Direct: the seller takes back that the money was paid back; it is owed again."""

    case: int
    order: int


class Unfulfilled(NamedTuple):
    """Direct: the money was not paid back in time. The market cannot enforce it; it counts on the trust card."""

    case: int
    order: int
