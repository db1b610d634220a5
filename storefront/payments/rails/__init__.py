"""Account-to-account payment codes: the seller's own bank, no provider in between, no keys, no fees.

Each scheme is one file with one `Rail` (contract.py): what the seller types, what is wrong with it, the text of the QR code
for an amount and an order, and the same for typing by hand. To add a scheme, write its file and list it below.

    rail = rails.get("pix")
    problems = rail.validate(values)                       # {"key": "This is not a Pix key. …"} or {}
    text = rail.payload(values, 11800, "BRL", "MEI-1042")  # goes into the QR code; RailError carries a sentence
    rows = rail.copyable(values, 11800, "BRL", "MEI-1042") # [("Pix key", "mei@example.com"), …]
"""

from storefront.payments.rails.contract import Field, Rail, RailError
from storefront.payments.rails.epc import Epc
from storefront.payments.rails.own import Own
from storefront.payments.rails.paynow import PayNow
from storefront.payments.rails.pix import Pix
from storefront.payments.rails.promptpay import PromptPay
from storefront.payments.rails.upi import Upi
from storefront.payments.rails.vietqr import VietQR

__all__ = ["Field", "Rail", "RailError", "available", "all", "find", "get"]

_RAILS: dict[str, Rail] = {rail.key: rail for rail in (Epc(), Pix(), PromptPay(), PayNow(), VietQR(), Upi(), Own())}


def all() -> list[Rail]:
    """All rails; the seller's own code comes last."""
    return list(_RAILS.values())


def get(key: str) -> Rail:
    """The rail with this key. Raises KeyError."""
    return _RAILS[key]


def find(key: str) -> Rail | None:
    """The rail with this key, or None."""
    return _RAILS.get(key)


def available(currency: str, country: str | None = None) -> list[Rail]:
    """The rails that can be paid in a currency, those of the country first."""
    fitting = [rail for rail in all() if rail.takes(currency)]
    return sorted(fitting, key=lambda rail: bool(rail.countries) and country not in rail.countries if country else False)
