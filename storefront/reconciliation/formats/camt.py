"""CAMT.053 (ISO 20022), read without document types and entities, so that a small file cannot become a large one or read others."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from storefront.kit.dates import zone_of
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.reconciliation.formats.plain import MOST_LINES, Bad, Options, Read, Row, is_currency, minor_of, moment, shown

_NOTHING = ("", "NOTPROVIDED", "NONREF")


def read(text: str, options: Options, zone: str) -> Read:
    """The booked entries of every statement in the document. Raises Refused for what is no CAMT.053."""
    try:
        root = fromstring(text.encode(), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise Refused(_("This XML file cannot be read."), "file") from None
    statements = [each for each in root.iter() if _name(each) == "Stmt"]
    if _name(root) != "Document" or not statements:
        raise Refused(_("This XML file is not a bank statement in CAMT.053."), "file")
    rows: list[Row] = []
    bad: list[Bad] = []
    problems = []
    for statement in statements:
        before = len(rows)
        for entry in _all(statement, "Ntry"):
            if _status(entry) == "BOOK":
                _take(entry, options, zone, rows, bad)
            if len(rows) > MOST_LINES:
                raise Refused(_("More than %(most)s lines. Export a shorter period.", most=MOST_LINES), "file")
        problems.append(_balances(statement, rows[before:]))
    return Read(rows, bad, [], next((problem for problem in problems if problem), ""), dated=True)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: Element, name: str) -> list[Element]:
    return [child for child in element if _name(child) == name]


def _at(element: Element | None, *path: str) -> Element | None:
    """The first element at a path of names, whatever version of the namespace it is in."""
    for name in path:
        if element is None:
            return None
        element = next(iter(_all(element, name)), None)
    return element


def _text(element: Element | None, *path: str) -> str:
    found = _at(element, *path)
    return (found.text or "").strip() if found is not None else ""


def _status(entry: Element) -> str:
    return _text(entry, "Sts", "Cd") or _text(entry, "Sts") or "BOOK"


def _money(holder: Element, default: str) -> tuple[int, str]:
    """(minor units with their sign, currency) of an entry, a part of one or a balance. Raises ValueError."""
    amount = _at(holder, "Amt")
    if amount is None:
        raise ValueError("Amt")
    currency = amount.get("Ccy", default).upper()
    if not is_currency(currency):
        raise ValueError(currency)
    try:
        minor = minor_of(Decimal((amount.text or "").strip()), currency)
    except InvalidOperation:
        raise ValueError(amount.text) from None
    return (-minor if _text(holder, "CdtDbtInd") == "DBIT" else minor), currency


def _take(entry: Element, options: Options, zone: str, rows: list[Row], bad: list[Bad]) -> None:
    """One entry is one line; a batch that tells its parts with their amounts is as many lines."""
    details = [part for group in _all(entry, "NtryDtls") for part in _all(group, "TxDtls")]
    number = len(rows) + len(bad) + 1
    try:
        whole, currency = _money(entry, options.currency)
        at = _day(entry, zone)
        parts = _parts(details, whole, currency)
    except ValueError:
        bad.append(Bad(number, _("This line has no amount or no date."), " ".join("".join(entry.itertext()).split())[:200]))
        return
    own = _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef")
    for place, (part, minor) in enumerate(parts):
        refs = _at(part, "Refs")
        ours = next(
            (text for name in ("EndToEndId", "InstrId", "PmtInfId", "MsgId") if (text := _text(refs, name)) not in _NOTHING), ""
        )
        reference = _text(refs, "AcctSvcrRef") or (f"{own}/{place + 1}" if own and len(parts) > 1 else own) or ours
        reference = reference or f"{at:%Y%m%d}-{number + place}"
        words = " ".join([*(line.text or "" for line in _all(_at(part, "RmtInf") or (), "Ustrd")), _text(entry, "AddtlNtryInf")])
        rows.append(
            Row(number + place, "bank", reference[:80], minor, currency, at, ours[:120], None, " ".join(words.split())[:500])
        )


def _parts(details: list[Element], whole: int, currency: str) -> list[tuple[Element | None, int]]:
    """The parts of an entry with their amounts, where they all say one and it adds up; else the entry as one."""
    if len(details) < 2:
        return [(details[0] if details else None, whole)]
    try:
        found = [(part, _money(part, currency)) for part in details]
    except ValueError:
        return [(details[0], whole)]
    signed = [(part, abs(minor) if whole >= 0 else -abs(minor)) for part, (minor, _currency) in found]
    same = all(other == currency for _part, (_minor, other) in found) and sum(minor for _part, minor in signed) == whole
    return signed if same else [(details[0], whole)]


def _day(entry: Element, zone: str) -> datetime:
    for name in ("BookgDt", "ValDt"):
        text = _text(entry, name, "DtTm") or _text(entry, name, "Dt")
        if text:
            at, _dated = moment(text.replace("T", " "), "ymd", zone)
            day = at.astimezone(zone_of(zone))
            return datetime(day.year, day.month, day.day, tzinfo=zone_of(zone)).astimezone(UTC)
    raise ValueError("no date")


def _balances(statement: Element, rows: list[Row]) -> str:
    """A sentence where opening, lines and closing do not add up."""
    known = {}
    for balance in _all(statement, "Bal"):
        try:
            known[_text(balance, "Tp", "CdOrPrtry", "Cd")] = _money(balance, "XXX")
        except ValueError:
            return _("The balances of this file cannot be read.")
    first, last = known.get("OPBD") or known.get("PRCD"), known.get("CLBD")
    if not (first and last):
        return ""
    reached = first[0] + sum(row.amount_minor for row in rows)
    if reached == last[0]:
        return ""
    return _(
        "The lines lead from %(first)s to %(reached)s, but the statement closes with %(last)s: something is missing in the file.",
        first=shown(*first),
        reached=shown(reached, first[1]),
        last=shown(*last),
    )
