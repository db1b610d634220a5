"""What every gateway promises, and the registry they are in. All of them pass tests/payments/contract.py.

A gateway takes money for the market's own account (protected mode). It never decides anything here: it hands the buyer over,
and it tells what arrived, by a notice whose signature it verifies and by answering our own question. A page that the buyer
comes back to proves nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from storefront.kit.money import LARGEST
from storefront.kit.registry import Registry


@dataclass(frozen=True)
class Handover:
    """Where the buyer goes now: kind "redirect" (a gateway's page), "qr" (our page with a code) or "none"; `url` to go to."""

    kind: str
    url: str


@dataclass(frozen=True)
class Captured:
    """One real movement of money, as the provider tells it. Raises ValueError for what cannot be one."""

    provider_reference: str
    amount_minor: int
    currency: str
    payee: str

    def __post_init__(self):
        texts = ((self.provider_reference, 80), (self.currency, 3), (self.payee, 200))
        if not all(isinstance(text, str) and 0 < len(text) <= most and text.isprintable() for text, most in texts):
            raise ValueError("a capture has an id, a currency and a payee")
        if type(self.amount_minor) is not int or not 0 < self.amount_minor <= LARGEST:
            raise ValueError("a capture is a whole number of minor units above zero")


@dataclass(frozen=True)
class Answer:
    """What a provider says when it is asked about a payment."""

    captures: tuple[Captured, ...] = ()
    declined: bool = False


@dataclass(frozen=True)
class Told:
    """A notice whose signature was right. `kind` is paid, declined, refunded or refund_failed, which may come long after refunded: the
    buyer's bank sent it back. `code` is the payment's code, `refund_key` the key that we sent, and of a failure `problem` says why; a
    paid one carries what was captured."""

    event_id: str
    kind: str
    code: str = ""
    captured: Captured | None = None
    refund_key: str = ""
    problem: str = ""


class BadNotice(Exception):
    """A notice that is not from the provider, was altered, or is too old. `reason` goes to the log, never to the sender."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class ProviderDown(Exception):
    """The provider did not answer, or not in a way that says yes or no. Ask again later, with the same key."""


class ProviderRefused(Exception):
    """The provider understood and said no; asking again changes nothing. The text is for the operator."""


class Provider(Protocol):
    """A gateway. `refund` may be called any number of times for one row: the row's `sending_key` makes it happen once. Where the provider
    told that this attempt failed or came back, the row has another one, and it is a refund like any other.

    Two things more where the provider has them: `costs`, a ledger.FeeRule with what it keeps of a payment by contract (free without
    one), and `settlement(start, end) -> bytes`, its own table of what moved in a period (raises ProviderDown).
    """

    key: str  # what payments and the ledger know it by
    name: object  # lazy text for people
    text: object  # one line under the name
    icon: str
    mode: str  # "protected"
    payee: str  # our account there
    origin: str  # where its pages live: "" for this site, for the page's form-action

    def start(self, payment, return_url: str) -> Handover:
        """Where the buyer pays this. Moves nothing. Raises ProviderDown."""

    def refund(self, refund) -> str:
        """Send money back: "done" or "pending". Raises ProviderDown or ProviderRefused."""

    def query(self, payment) -> Answer:
        """What arrived for this payment. Raises ProviderDown."""

    def read_notice(self, headers: Mapping[str, str], body: bytes) -> Told:
        """Verify a notice and read it. Raises BadNotice."""


gateways: Registry = Registry(
    "gateway", contract=("key", "name", "text", "icon", "mode", "payee", "origin", "start", "refund", "query", "read_notice")
)
