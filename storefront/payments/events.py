"""What is announced about payments. All fields are ids and short words; whoever listens reads the rest."""

from typing import NamedTuple


class Arrived(NamedTuple):
    """Money arrived and found its place: verified by the provider, or confirmed by the seller."""

    payment: int
    purpose: str
    reference: str


class ProofSent(NamedTuple):
    """The buyer says that a direct payment was made; `proof` is the picture's id or 0, `reused` that it was sent for another order before."""

    payment: int
    purpose: str
    reference: str
    proof: int = 0
    reused: bool = False


class NotThereYet(NamedTuple):
    """The seller looked and the money has not come; the buyer can look again."""

    payment: int
    purpose: str
    reference: str


class Refunded(NamedTuple):
    """Money is on its way back to the buyer: the provider has taken it over, or the seller has paid it back.

    `why` is asked (a refund of the order), duplicate, late or unplaced (money that the market could not keep).
    """

    refund: int
    payment: int
    purpose: str
    reference: str
    why: str


class RefundFailed(NamedTuple):
    """The provider refused a refund, or could not be reached for long: somebody must look."""

    refund: int
    payment: int
    purpose: str
    reference: str


class RefundBounced(NamedTuple):
    """A refund that the provider had reported as done came back: the money is there again, and still owed to the buyer."""

    refund: int
    payment: int
    purpose: str
    reference: str


class PaidElsewhere(NamedTuple):
    """A refund that had failed was paid by hand, from the market's own bank, and that was written down."""

    refund: int
    payment: int
    purpose: str
    reference: str


class Unplaced(NamedTuple):
    """Money arrived that fits nothing: wrong amount, currency or payee, or a payment nobody asked for. The operator must look."""

    capture: int
    provider: str
    problem: str
