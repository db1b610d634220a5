"""What is seen of an order's money at the desk, in words: where a payment stands, what arrived for it, how it stands in the books."""

from storefront.kit.happenings import thing
from storefront.kit.i18n import gettext as _
from storefront.ledger.statements import words as kind_words
from storefront.payments.providers import gateways
from storefront.reconciliation.words import problem
from storefront.shipping import carriers


def payment(state: str) -> tuple[str, str]:
    """(where a payment stands, kind of tag)."""
    return {
        "open": (_("to pay"), "plain"), "to_verify": (_("the shop looks for it"), "warn"), "paid": (_("paid"), "ok"), "void": (_("given up"), "plain"),
    }.get(state, (state, "plain"))  # fmt: skip


def refund(state: str) -> tuple[str, str]:
    """(where a refund stands, kind of tag)."""
    return {
        "asked": (_("to be sent"), "plain"), "sent": (_("money is on its way back"), "plain"), "done": (_("went back"), "ok"), "failed": (_("failed"), "deal"),
    }.get(state, (state, "plain"))  # fmt: skip


def arrived(outcome: str) -> str:
    """What became of money that arrived."""
    return {
        "applied": _("for this order"), "duplicate": _("a second time, so it goes back"), "late": _("too late, so it goes back"),
        "suspense": _("fits nothing yet"), "returned": _("went back"),
    }.get(outcome, outcome)  # fmt: skip


def service(key: str) -> str:
    """A payment service by its key."""
    found = gateways.find(key)
    return str(found.name) if found is not None else key


def booked(kind: str) -> str:
    """A transaction: as on statements, but seen by the market, where the shop is somebody else."""
    return _("Released to the shop") if kind == "released" else kind_words(kind)


def account(kind: str, key: str) -> str:
    """Whose the money is, or who has it."""
    if kind == "provider":
        return service(key) if key != "bank" else _("Our bank")
    return {
        "escrow": _("Held for this order"), "shop": _("The shop"), "fees": _("Fees of the market"), "referrer": _("Promoters"),
        "suspense": _("Fits nothing"), "payout": _("On its way to shops"),
    }.get(kind, kind)  # fmt: skip


def courier(key: str) -> str:
    """A courier by its key."""
    found = carriers.find(key)
    return found.label() if found else _("a courier")


__all__ = ["account", "arrived", "booked", "courier", "payment", "problem", "refund", "service", "thing"]
