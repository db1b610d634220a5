"""A direct shop's own bank: which of its open orders are in the file. The file is read where it comes in and not kept: it names people
who bought nothing here."""

from dataclasses import replace
from datetime import timedelta

from storefront import payments
from storefront.kit import security
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.payments import Payment
from storefront.reconciliation import formats, matching

MOST = 500  # open payments that are looked for, and that are confirmed at once
A_DAY = 40  # files
LIVE = ("open", "to_verify")


def open_payments(shop) -> list[Payment]:
    """What the shop waits for, newest first: transfers to its own account. Cash is counted where it is handed over."""
    rows = Payment.of(shop).where(Payment.state.in_(LIVE), Payment.mode == "direct").order_by(Payment.id.desc()).limit(MOST)
    return [row for row in rows if not payments.is_cash(row.method)]


def look(shop, data: bytes) -> tuple[list[tuple[Payment, matching.Found]], formats.Read]:
    """(payments that stand in the file, each with its line: what fits exactly first; the file as it was read). Raises Refused (field
    "file") for what is no statement."""
    security.hit(f"own-statement:{shop.id}", A_DAY, timedelta(days=1))
    text = formats.text_of(data)
    form = formats.sniff(text)
    options = formats.guess(text, form, shop.currency)
    if (
        form == "csv" and options.reference is None
    ):  # the number of the order stands in the words, and a table may have nothing else
        there = (each for each in (options.ours, options.words, options.at) if each is not None)
        options = replace(options, reference=next(there, None))
    read = formats.read(text, form, options, shop.time_zone)
    if not read.rows:
        raise Refused(read.problem or _("There is no line in this file that can be read."), "file")
    waiting = open_payments(shop)
    found = matching.match(read.rows, waiting)
    ways = ("exact", "amount", "other")
    rows = [(one, found[one.code]) for one in waiting if one.code in found]
    return sorted(rows, key=lambda pair: ways.index(pair[1].how)), read


def confirm(shop, codes: list[str]) -> tuple[list[Payment], list[Payment]]:
    """The seller says that the money of these payments is there: (those that are paid now, those whose money came too late and has to go
    back). What was said before, or is not the shop's, is left alone."""
    wanted = codes[:MOST]
    rows = (
        Payment.of(shop).where(Payment.code.in_(wanted), Payment.state.in_(LIVE), Payment.mode == "direct").order_by(Payment.id)
    )
    paid, late = [], []
    for row in list(rows) if wanted else []:
        try:
            outcome = payments.mark_paid(row)
        except Changed:  # somebody else in the shop was faster
            continue
        (paid if outcome == "applied" else late).append(row)
    return paid, late
