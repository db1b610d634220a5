"""A paper in words, in the language it was written in: what its page and its PDF both show, from its frozen content alone."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from storefront.invoices.models import Paper
from storefront.invoices.rules import rate_words
from storefront.kit import dates, i18n
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money


@dataclass
class Sheet:
    """Everything that stands on a paper, as text."""

    language: str
    title: str
    facts: list[tuple[str, str]]
    seller: list[str]
    buyer: list[str]
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)  # what, detail, pieces, price, rate, sum
    sums: list[tuple] = field(default_factory=list)  # (label, text, kind)
    notes: list[str] = field(default_factory=list)


def title_of(kind: str) -> str:
    """What a kind of paper is called."""
    return {"receipt": _("Receipt"), "invoice": _("Invoice"), "credit": _("Credit note")}[kind]


def sheet_of(paper: Paper) -> Sheet:
    """The words of a paper."""
    with i18n.speaking(paper.language):
        content = json.loads(paper.content)
        made = Sheet(
            paper.language, title_of(paper.kind), _facts(paper, content), _seller(content["seller"]), _buyer(paper),
            (_("What"), _("Pieces"), _("Price"), _("Tax"), _("Sum")),
        )  # fmt: skip
        (_credit if paper.kind == "credit" else _sale)(made, paper, content)
        if content["seller"].get("scheme") == "small":
            made.notes.append(_("The seller is a small business that charges no tax."))
        return made


def _day(moment: datetime, content: dict) -> str:
    """A day on the shop's calendar."""
    return dates.full_day(moment, content["zone"])


def _facts(paper: Paper, content: dict) -> list[tuple[str, str]]:
    found = [
        (_("Number"), paper.key),
        (_("Date"), _day(paper.issued_at, content)),
        (_("Order"), content["order"]),
    ]
    if paper.kind == "credit":
        of = f"{title_of(content['of_kind'])} {content['of']}, {_day(datetime.fromisoformat(content['of_at']), content)}"
        return [*found, (_("Belongs to"), of)]
    return [*found, (_("Ordered on"), _day(datetime.fromisoformat(content["placed_at"]), content))]


def _seller(seller: dict) -> list[str]:
    lines = [seller["name"]]
    if seller.get("shop") and seller["shop"] != seller["name"]:
        lines.append(seller["shop"])
    lines += (seller.get("address") or "").splitlines()
    if seller.get("tax_number"):
        lines.append(_("Tax number: %(number)s", number=seller["tax_number"]))
    return lines


def _buyer(paper: Paper) -> list[str]:
    if paper.buyer is None:
        return [_("The buyer's data was erased.")]
    buyer = json.loads(paper.buyer)
    return [buyer["name"], *buyer["address"].splitlines()]


def _tax_name(content: dict) -> str:
    return content["seller"].get("tax_name") or _("Tax")


def _sale(made: Sheet, paper: Paper, content: dict) -> None:
    def money(minor: int) -> str:
        return Money(minor, paper.currency).display()

    made.rows += _goods(content["lines"], money)
    made.sums.append((_("Items"), money(content["items_minor"]), ""))
    if content["delivery_kind"] != "none":
        made.sums.append((_("Delivery"), money(content["delivery_minor"]), ""))
    if content["discount_minor"]:
        made.sums.append((_("Discount"), money(-content["discount_minor"]), ""))
    name, added = _tax_name(content), content["tax_mode"] == "added"
    if added:
        made.sums += [(f"{name} {rate_words(rate)}", money(tax), "") for rate, _net, tax in content["rates"] if rate]
    made.sums.append((_("Total"), money(paper.total_minor), "sum"))
    if content["tax_mode"] == "included":
        made.sums += [
            (_("Includes %(tax)s %(rate)s on %(net)s", tax=name, rate=rate_words(rate), net=money(net)), money(tax), "")
            for rate, net, tax in content["rates"]
            if rate
        ]
    made.notes.append(_("Paid on %(day)s.", day=_day(paper.issued_at, content)))


def _goods(lines: list[dict], money) -> list[tuple[str, ...]]:
    """The rows of a paper."""
    return [
        (
            line["name"], line["choices"], str(line["quantity"]), money(line["price_minor"]),
            "" if line["rate"] is None else rate_words(line["rate"]), money(line["total_minor"]),
        )
        for line in lines
    ]  # fmt: skip


def _credit(made: Sheet, paper: Paper, content: dict) -> None:
    def money(minor: int) -> str:
        return Money(minor, paper.currency).display()

    lines = content.get("lines", [])
    made.rows += _goods(lines, money)
    beside = paper.total_minor - sum(line["total_minor"] for line in lines)
    if lines and beside:  # the last of an order takes its delivery along; what went back before is not paid twice
        made.sums.append((_("Delivery") if beside > 0 else _("Given back before"), money(beside), ""))
    made.sums.append((_("Goes back to the buyer"), money(paper.total_minor), "sum"))
    made.sums += [
        (_("Includes %(tax)s %(rate)s", tax=_tax_name(content), rate=rate_words(rate)), money(tax), "")
        for rate, tax in content["taxes"]
        if tax
    ]
