"""Statements as banks and providers write them, read into the same plain lines.

`sniff` says which format a file has, `read` reads it: CSV with a map of its columns (table.py), MT940 (mt940.py), CAMT.053
(camt.py). Nothing here knows the books. What cannot be read comes back beside its row; the rest is read all the same.
"""

from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.reconciliation.formats import table
from storefront.reconciliation.formats.plain import MOST_BYTES, MOST_LINES, Bad, Options, Read, Row

__all__ = ["MOST_BYTES", "MOST_LINES", "Bad", "Options", "Read", "Row", "guess", "read", "sniff", "text_of"]


def text_of(data: bytes) -> str:
    """A file as text. Raises Refused for what is too large, empty, or no text at all."""
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is larger than %(most)s MB. Export a shorter period.", most=MOST_BYTES // 1_000_000), "file")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030", "latin-1")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused(_("This file is not text. Send CSV, MT940 or CAMT.053."), "file")
    if "\x00" in text or data.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise Refused(_("This file is not text. Send CSV, MT940 or CAMT.053."), "file")
    if not text.strip():
        raise Refused(_("This file is empty."), "file")
    return text


def sniff(text: str) -> str:
    """csv, mt940 or camt."""
    head = text.lstrip()[:4000]
    if head.startswith("<"):
        return "camt"
    if ":20:" in head and (":25:" in head or ":60F:" in head or ":60M:" in head):
        return "mt940"
    return "csv"


def guess(text: str, form: str, currency: str) -> Options:
    """What the columns and dates of a file seem to be; only a table needs it."""
    return table.guess(text, currency) if form == "csv" else Options(currency=currency)


def read(text: str, form: str, options: Options, zone: str) -> Read:
    """The lines of a file. `zone` is where its dates without a time belong. Raises Refused for a file that is none of this kind."""
    from storefront.reconciliation.formats import camt, mt940  # here: most processes never read a statement

    reader = {"csv": table.read, "mt940": mt940.read, "camt": camt.read}[form]
    found = reader(text, options, zone)
    if len(found.rows) + len(found.bad) > MOST_LINES:
        raise Refused(_("More than %(most)s lines. Export a shorter period.", most=MOST_LINES), "file")
    return found
