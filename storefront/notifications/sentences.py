"""Every notice in words. One function per kind, called in the reader's language; data holds names of goods and shops, numbers
and amounts, never a buyer's address or phone."""

from collections.abc import Callable
from datetime import datetime

from storefront.kit import dates
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money

_SENTENCES: dict[str, Callable[[dict], str]] = {}
_SUBJECTS: dict[str, Callable[[dict], str]] = {}


def says(kind: str, subject: Callable[[dict], str] | None = None):
    """Register the sentence of a kind, and the subject of its mail (default: the sentence itself)."""

    def keep(function):
        _SENTENCES[kind] = function
        _SUBJECTS[kind] = subject or function
        return function

    return keep


def of(kind: str, data: dict) -> str:
    """The sentence, in the language being spoken."""
    return _SENTENCES[kind](data)


def subject(kind: str, data: dict) -> str:
    """The subject of its mail: one line."""
    return " ".join(_SUBJECTS[kind](data).split())[:120]


def kinds() -> tuple[str, ...]:
    """Every kind there is."""
    return tuple(_SENTENCES)


def amount(data: dict, key: str = "minor") -> str:
    """An amount of the data, in the reader's form."""
    return Money(int(data[key]), data["currency"]).display()


def when(data: dict, key: str) -> str:
    """A moment of the data, on the shop's clock."""
    return dates.moment(datetime.fromisoformat(data[key]), data.get("zone", "UTC"))


def sentence(text: str) -> str:
    """Words of a person as a sentence that others can follow."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", "。", "！", "？", "…")) else f"{text}."


# --- to the buyer -----------------------------------------------------------------------------------------------------


@says("buyer.confirmed", lambda d: _("Your order %(number)s at %(shop)s", number=d["number"], shop=d["shop"]))
def buyer_confirmed(data: dict) -> str:
    by = when(data, "ship_by")
    if data["cash"]:
        return _(
            "%(shop)s has your order %(number)s and ships by %(when)s. You pay %(amount)s in cash.",
            shop=data["shop"], number=data["number"], when=by, amount=amount(data),
        )  # fmt: skip
    return _("Paid. %(shop)s has been told and ships by %(when)s.", shop=data["shop"], when=by)


def _shipped(data: dict) -> str:
    if data.get("done"):
        return _("Your order %(number)s is done", number=data["number"])
    return _("Your order %(number)s is on its way", number=data["number"])


@says("buyer.shipped", _shipped)
def buyer_shipped(data: dict) -> str:
    if data.get("done"):
        return _("%(shop)s says that order %(number)s is done.", shop=data["shop"], number=data["number"])
    if data.get("tracking"):
        return _(
            "%(shop)s: on its way with %(carrier)s, number %(tracking)s.",
            shop=data["shop"],
            carrier=data["carrier"] or _("a courier"),
            tracking=data["tracking"],
        )
    return _("%(shop)s: your order %(number)s is on its way.", shop=data["shop"], number=data["number"])


@says("buyer.completed", lambda d: _("Your order %(number)s is complete", number=d["number"]))
def buyer_completed(data: dict) -> str:
    return _("Your order %(number)s at %(shop)s is confirmed as received.", number=data["number"], shop=data["shop"])


@says("buyer.cancelled", lambda d: _("Your order %(number)s was cancelled", number=d["number"]))
def buyer_cancelled(data: dict) -> str:
    if data["paid"]:
        return _(
            "Your order %(number)s at %(shop)s was cancelled. %(amount)s is on its way back.",
            number=data["number"],
            shop=data["shop"],
            amount=amount(data),
        )
    return _("Your order %(number)s at %(shop)s was cancelled. Nothing was paid.", number=data["number"], shop=data["shop"])


@says("buyer.expired", lambda d: _("Your order %(number)s was not paid in time", number=d["number"]))
def buyer_expired(data: dict) -> str:
    return _(
        "Your order %(number)s at %(shop)s was not paid in time, so the goods are free again.",
        number=data["number"],
        shop=data["shop"],
    )


@says("buyer.money_back", lambda d: _("%(amount)s goes back to you", amount=amount(d)))
def buyer_money_back(data: dict) -> str:
    if data["direct"]:
        return _(
            "%(shop)s pays %(amount)s back to you for order %(number)s.",
            shop=data["shop"],
            amount=amount(data),
            number=data["number"],
        )
    return _("%(amount)s is on its way back the way you paid it, usually within 2 days.", amount=amount(data))


@says("buyer.not_found", lambda d: _("%(shop)s does not see your payment yet", shop=d["shop"]))
def buyer_not_found(data: dict) -> str:
    return _(
        "%(shop)s does not see the payment for order %(number)s yet. Look at it again, please.",
        shop=data["shop"],
        number=data["number"],
    )


# --- to the seller ----------------------------------------------------------------------------------------------------


@says("seller.confirmed")
def seller_confirmed(data: dict) -> str:
    if data["first"]:
        return _("Your first order. %(buyer)s bought %(item)s.", buyer=data["buyer"], item=data["item"])
    return _(
        "%(buyer)s bought %(item)s for %(amount)s. Ship by %(when)s.",
        buyer=data["buyer"],
        item=data["item"],
        amount=amount(data),
        when=when(data, "ship_by"),
    )


@says("seller.claimed")
def seller_claimed(data: dict) -> str:
    return _(
        "%(buyer)s says that order %(number)s is paid: %(amount)s. Look at your account and confirm.",
        buyer=data["buyer"],
        number=data["number"],
        amount=amount(data),
    )


@says("seller.cancelled")
def seller_cancelled(data: dict) -> str:
    return _("Order %(number)s was cancelled. Do not ship it.", number=data["number"])


@says("seller.completed")
def seller_completed(data: dict) -> str:
    return _("%(buyer)s has order %(number)s.", buyer=data["buyer"], number=data["number"])


@says("seller.settled")
def seller_settled(data: dict) -> str:
    return _("%(amount)s for order %(number)s is yours now.", amount=amount(data), number=data["number"])


@says("seller.money_back")
def seller_money_back(data: dict) -> str:
    if data["direct"]:
        return _("Pay %(amount)s back for order %(number)s, and say so on its page.", amount=amount(data), number=data["number"])
    return _("%(amount)s of order %(number)s goes back to the buyer.", amount=amount(data), number=data["number"])
