"""A direct shop's own bank: which of its open orders are in the file. The file is read where it comes in and not kept: it names people
who bought nothing here. Where the seller has to say which column of a table is which, it travels along with that page and back; what
they said is remembered for the next file of the same shape.
"""

import base64
import binascii
import hashlib
import json
import zlib
from dataclasses import dataclass, replace
from datetime import timedelta

from storefront import payments
from storefront.kit import clock, db, security
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.payments import Payment
from storefront.reconciliation import formats, matching
from storefront.reconciliation.models import OwnColumns

MOST = 500  # open payments that are looked for, and that are confirmed at once
A_DAY = 40  # readings
MOST_SHAPES = 20  # of tables whose columns a shop has said; the one said longest ago makes room
MOST_ALONG = 600_000  # characters of a packed file that a page carries; a larger one is chosen again
LIVE = ("open", "to_verify")


@dataclass(frozen=True)
class File:
    """A file that came in: its text, how it is written, and of a table the names of its columns and what they seem to be."""

    data: bytes
    text: str
    form: str
    options: formats.Options
    header: list[str]


def open_payments(shop) -> list[Payment]:
    """What the shop waits for, newest first: transfers to its own account. Cash is counted where it is handed over."""
    rows = Payment.of(shop).where(Payment.state.in_(LIVE), Payment.mode == "direct").order_by(Payment.id.desc()).limit(MOST)
    return [row for row in rows if not payments.is_cash(row.method)]


def opened(shop, data: bytes) -> File:
    """A file as it was sent. Raises Refused (field "file") for what is no statement."""
    security.hit(f"own-statement:{shop.id}", A_DAY, timedelta(days=1))
    text = formats.text_of(data)
    form = formats.sniff(text)
    header = formats.read(text, form, formats.Options(), shop.time_zone).header if form == "csv" else []
    options = _remembered(shop, header) or formats.guess(text, form, shop.currency)
    return File(data, text, form, options, header)


def _shape(header: list[str]) -> str:
    return hashlib.sha256(json.dumps(header).encode()).hexdigest()


def _remembered(shop, header: list[str]) -> formats.Options | None:
    """What the seller said about the last table with these columns."""
    row = OwnColumns.of(shop).where(OwnColumns.shape == _shape(header)).first() if header else None
    return formats.Options.from_dict(json.loads(row.options)) if row is not None else None


@db.verb
def remember(shop, file: File, options: formats.Options) -> None:
    """The seller has said which column is which, and it can be read so: the next file of this shape is read so at once."""
    said = {"options": json.dumps(options.as_dict()), "said_at": clock.now()}
    target = [OwnColumns.shop, OwnColumns.shape]
    row = OwnColumns.insert(shop=shop.id, shape=_shape(file.header), **said)
    row.on_conflict(
        conflict_target=target, update={OwnColumns.options: said["options"], OwnColumns.said_at: said["said_at"]}
    ).execute()
    kept = OwnColumns.of(shop, OwnColumns.id).order_by(OwnColumns.said_at.desc(), OwnColumns.id.desc()).limit(MOST_SHAPES)
    OwnColumns.delete().where(OwnColumns.shop == shop.id, OwnColumns.id.not_in([one.id for one in kept])).execute()


def look(shop, file: File, options: formats.Options | None = None) -> tuple[list[tuple[Payment, matching.Found]], formats.Read]:
    """(payments that stand in the file, each with its line: what fits exactly first; the file as it was read with these columns, or with
    those that were guessed). Raises Refused where there is nothing to read: field "at" where other columns may help, else "file"."""
    options = options or file.options
    if file.form == "csv" and options.reference is None:
        # The number of the order stands in the words, and a table may have nothing else.
        there = (each for each in (options.ours, options.words, options.at) if each is not None)
        options = replace(options, reference=next(there, None))
    read = formats.read(file.text, file.form, options, shop.time_zone)
    if not read.rows:
        raise Refused(read.problem or _("There is no line in this file that can be read."), "at" if file.header else "file")
    waiting = open_payments(shop)
    found = matching.match(read.rows, waiting)
    ways = ("exact", "amount", "other")
    rows = [(one, found[one.code]) for one in waiting if one.code in found]
    return sorted(rows, key=lambda pair: ways.index(pair[1].how)), read


def packed(file: File) -> str:
    """A table as a page carries it to the next step, so that nothing is kept here in between; "" for one that is too large for that."""
    text = base64.urlsafe_b64encode(zlib.compress(file.data, 6)).decode() if file.header else ""
    return text if len(text) <= MOST_ALONG else ""


def unpacked(text: str) -> bytes:
    """What `packed` made, as a browser sent it back: at most one byte more than a file may have. Raises Refused (field "file")."""
    try:
        return zlib.decompressobj().decompress(base64.urlsafe_b64decode(text), formats.MOST_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error):
        raise Refused(_("Choose a file."), "file") from None


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
