"""What is announced about cases. All fields are ids, amounts and short words; whoever listens reads the rest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Opened:
    """A buyer says that something is wrong with an order."""

    case: int
    order: int


@dataclass(frozen=True)
class Answered:
    """The seller answered a case for the first time, `seconds` after it was opened: counts on the trust card."""

    case: int
    order: int
    seconds: int


@dataclass(frozen=True)
class Accepted:
    """The seller does what the buyer asked, and the undo has passed. For another one, it is still to be sent."""

    case: int
    order: int


@dataclass(frozen=True)
class Offered:
    """The seller offers `minor` of the money, or (0) another one."""

    case: int
    order: int
    minor: int


@dataclass(frozen=True)
class OfferRefused:
    """The buyer does not take the offer: the seller's turn again."""

    case: int
    order: int


@dataclass(frozen=True)
class Declined:
    """The seller says no, with a reason."""

    case: int
    order: int


@dataclass(frozen=True)
class ReturnAsked:
    """The seller wants it back first and said where to."""

    case: int
    order: int


@dataclass(frozen=True)
class SentBack:
    """The buyer sent it back."""

    case: int
    order: int


@dataclass(frozen=True)
class Returned:
    """It arrived back at the seller's."""

    case: int
    order: int


@dataclass(frozen=True)
class Replaced:
    """The seller sent another one."""

    case: int
    order: int
    parcel: int


@dataclass(frozen=True)
class Silent:
    """`side` let the time pass. The seller's silence decides for the buyer."""

    case: int
    order: int
    side: str


@dataclass(frozen=True)
class EvidenceGiven:
    """`side` added words or pictures."""

    case: int
    order: int
    side: str


@dataclass(frozen=True)
class Escalated:
    """`side` asked the market to decide."""

    case: int
    order: int
    side: str


@dataclass(frozen=True)
class Overdue:
    """The market did not decide in time: whoever runs it must look."""

    case: int
    order: int


@dataclass(frozen=True)
class Decided:
    """The market decided: `minor` for the buyer. Carried out when the time to appeal has passed."""

    case: int
    order: int
    minor: int


@dataclass(frozen=True)
class Appealed:
    """`side` asked somebody else at the market to look again."""

    case: int
    order: int
    side: str


@dataclass(frozen=True)
class Ruled:
    """The appeal was decided by somebody else: `minor` for the buyer, and final."""

    case: int
    order: int
    minor: int


@dataclass(frozen=True)
class Closed:
    """A case has ended with `outcome`; `minor` goes back because of it. Counts on the trust card."""

    case: int
    order: int
    outcome: str
    minor: int


@dataclass(frozen=True)
class Fulfilled:
    """Direct: the seller says that the money was paid back."""

    case: int
    order: int


@dataclass(frozen=True)
class Unfulfilled:
    """Direct: the money was not paid back in time. The market cannot enforce it; it counts on the trust card."""

    case: int
    order: int
