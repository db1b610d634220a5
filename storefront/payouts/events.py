"""What happens to money that leaves, and others may want to hear of."""

from typing import NamedTuple


class AccountChanged(NamedTuple):
    """A shop's money goes to `account` from now on; `before` is the one it went to, None where there was none."""

    shop: int
    account: int
    before: int | None = None


class Asked(NamedTuple):
    """A seller asked for money: it left the balance and waits for the batch."""

    withdrawal: int


class Cancelled(NamedTuple):
    """The seller took it back before the batch."""

    withdrawal: int


class Kept(NamedTuple):
    """`minor` of a withdrawal stayed in the balance: a question about an order is open, or the balance fell below nothing."""

    withdrawal: int
    minor: int


class Sent(NamedTuple):
    """The bank has it."""

    withdrawal: int


class Bounced(NamedTuple):
    """It came back, or the market did not send it: the money is in the balance again."""

    withdrawal: int
