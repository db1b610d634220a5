"""How things are called at the money desks."""

import json

from storefront import accounts
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.payments.providers import gateways
from storefront.reconciliation.models import BookCheck, Decision, Finding, Statement
from storefront.reconciliation.sources import BANK


def source(key: str) -> str:
    """A provider or bank by its key."""
    gateway = gateways.find(key)
    return str(gateway.name) if gateway is not None else _("Our bank") if key == BANK else key


def difference(what: str, key: str) -> str:
    """A line of the check."""
    if what == "provider":
        return _("%(provider)s: what arrived and went back, and the ledger", provider=source(key))
    return {
        "books": _("All entries together"),
        "held": _("What shops' orders hold, and the orders' own accounts"),
        "kept/escrow": _("Held for orders, and its entries"),
        "kept/shop": _("Balances of shops, and their entries"),
        "kept/payout": _("Withdrawals on their way, and their entries"),
    }.get(f"{what}/{key}" if key else what, f"{what} {key}")


def sentences(check: BookCheck | None) -> list[str]:
    """What the oracle said at a check."""
    return json.loads(check.sentences) if check else []


def problem(text: str, currency: str = "") -> str:
    """Why money fits nothing, in words: everything that differs, with what was asked for. As it was written down where it is unknown."""
    if text.startswith("no payment"):
        return _("Nobody asked for this payment.")
    return _(" ").join(_differs(*one.partition(", expected ")[::2], currency) for one in text.split("; "))


def _differs(told: str, expected: str, currency: str) -> str:
    what = told.partition(" ")[0]
    if what == "amount" and currency and expected.isdigit():
        return _("Another amount than was asked for: %(asked)s.", asked=Money(int(expected), currency).display())
    words = {
        "amount": _("Another amount than was asked for."),
        "currency": _("Another currency than was asked for."),
        "payee": _("It came to another account of ours than was asked for."),
        "provider": _("It came through another service than was asked for."),
    }
    return words.get(what, told)


def decision(row: Decision) -> tuple[str, str]:
    """(words, kind of tag) of where a decision stands."""
    place = row.verb == "place"
    return {
        "asked": (_("waits for a second person"), "warn"),
        "decided": (_("on its way back"), "plain"),
        "done": (_("placed"), "ok") if place else (_("paid back another way") if row.other_way_at else _("sent back"), "ok"),
        "failed": (_("came back") if row.bounced_count else _("the payment service refused"), "deal"),
        "withdrawn": (_("taken back"), "plain"),
    }[row.state]


def history(rows: list[Decision]) -> list[dict]:
    """Every decision about one sum, oldest first, with names."""
    ids = {number for row in rows for number in (row.asked_by_id, row.agreed_by_id) if number}
    people = {person.id: person for person in accounts.Person.select().where(accounts.Person.id.in_(ids))} if ids else {}

    def name(number: int | None) -> str:
        person = people.get(number)
        if person is None:
            return ""
        return person.name or next((contact.masked for contact in accounts.contacts_of(person)), "")

    return [
        {"row": row, "asked": name(row.asked_by_id), "agreed": name(row.agreed_by_id) if row.agreed_by_id != row.asked_by_id else "",
         "words": decision(row)}
        for row in rows
    ]  # fmt: skip


def statement_state(row: Statement) -> tuple[str, str]:
    """(words, kind of tag) of where a statement stands."""
    if row.state == "done" and row.open_count:
        return _("to look at"), "deal"
    return {
        "uploaded": (_("not taken in yet"), "warn"),
        "reading": (_("being read"), "plain"),
        "comparing": (_("being compared"), "plain"),
        "done": (_("agrees"), "ok"),
        "discarded": (_("thrown away"), "plain"),
    }[row.state]


def kind(name: str) -> str:
    """A kind of finding."""
    return {
        "missing": _("Missing in the statement"),
        "extra": _("Not in our books"),
        "amount": _("Another amount"),
        "fee": _("Another fee"),
        "currency": _("Another currency"),
        "swapped": _("Two lines swapped"),
    }[name]


def line_kind(name: str) -> str:
    """A kind of line."""
    return {
        "capture": _("Payment"),
        "refund": _("Refund"),
        "transfer": _("Transfer to our bank"),
        "fee": _("Fee"),
        "bank": _("At the bank"),
    }.get(name) or _("Something else")


def finding_state(row: Finding) -> tuple[str, str]:
    """(words, kind of tag) of where a finding stands."""
    return {
        "open": (_("open"), "deal"),
        "resolved": (_("resolved"), "ok"),
        "settled": (_("settled by itself"), "plain"),
    }[row.state]
