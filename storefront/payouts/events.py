"""What happens to money that leaves, and others may want to hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AccountChanged:
    """A shop's money goes to `account` from now on; `before` is the one it went to, None where there was none."""

    shop: int
    account: int
    before: int | None = None


@dataclass(frozen=True)
class Asked:
    """A seller asked for money: it left the balance and waits for the batch."""

    withdrawal: int


@dataclass(frozen=True)
class Cancelled:
    """The seller took it back before the batch."""

    withdrawal: int


@dataclass(frozen=True)
class Kept:
    """`minor` of a withdrawal stayed in the balance: a question about an order is open, or the balance fell below nothing."""

    withdrawal: int
    minor: int


@dataclass(frozen=True)
class Sent:
    """The bank has it."""

    withdrawal: int


@dataclass(frozen=True)
class Bounced:
    """It came back, or the market did not send it: the money is in the balance again."""

    withdrawal: int
