"""MT940, as banks send it, by the library mt-940. Its sums must add up from the opening to the closing balance."""

import re
from datetime import UTC, datetime

import mt940

from storefront.kit.dates import zone_of
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.reconciliation.formats.plain import MOST_LINES, Bad, Options, Read, Row, is_currency, minor_of, shown

_NOTHING = ("", "NONREF", "NOTPROVIDED")
# By itself the library reads a credit that is taken back (RC) as money that came in.
_SIGNED = mt940.Options(reversal_sign=True, case_insensitive_marks=True)
# The two references of a field 61: (ours, the bank's). The library loses ours where a field 86 with codes follows.
_LINE = re.compile(r"^:61:\d{6}(?:\d{4})?R?[CD][A-Z]?[\d,]+[A-Z][A-Z\d]{3}([^\n/]{0,16})(?://([^\n]*))?", re.MULTILINE)


def read(text: str, options: Options, zone: str) -> Read:
    """The lines of one or more MT940 messages. Raises Refused for what is none."""
    if len(re.findall(r"^:61:", text, re.MULTILINE)) > MOST_LINES:
        raise Refused(_("More than %(most)s lines. Export a shorter period.", most=MOST_LINES), "file")
    rows: list[Row] = []
    bad: list[Bad] = []
    problems: list[str] = []
    for number, message in enumerate(_messages(text), 1):
        try:
            found = mt940.parse(message, options=_SIGNED)
        except Exception:  # whatever a broken file makes the library raise, it is the file that is broken
            raise Refused(_("Message %(number)s of this MT940 file cannot be read.", number=number), "file") from None
        before, typed = len(rows), _LINE.findall(message)
        for place, each in enumerate(found.transactions):
            names = typed[place] if len(typed) == len(found.transactions) else ("", "")
            _take(each, len(rows) + len(bad) + 1, options, zone, rows, bad, names)
        problems.append(_balances(found.data, rows[before:]))
    if not rows and not bad and not any(":6" in message for message in _messages(text)):
        raise Refused(_("This MT940 file has no lines."), "file")
    return Read(rows, bad, [], next((problem for problem in problems if problem), ""), dated=True)


def _messages(text: str) -> list[str]:
    """One text per message: each begins with its field 20."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [match.start() for match in re.finditer(r"^:20:", text, re.MULTILINE)]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _take(each, number: int, options: Options, zone: str, rows: list[Row], bad: list[Bad], typed: tuple[str, str]) -> None:
    told = each.data
    words = " ".join(str(told.get(name) or "") for name in ("transaction_details", "purpose", "extra_details")).split()
    words = " ".join(words)[:500]
    try:
        amount, day = told["amount"], told["date"]
        currency = amount.currency or options.currency
        if not is_currency(currency):
            raise ValueError(currency)
        minor = minor_of(amount.amount, currency)
        at = datetime(day.year, day.month, day.day, tzinfo=zone_of(zone)).astimezone(UTC)
    except (KeyError, AttributeError, ValueError, TypeError):
        bad.append(Bad(number, _("This line has no amount or no date."), words or str(told)[:200]))
        return
    ours, banks = (text.strip() for text in typed)
    far = str(told.get("end_to_end_reference") or "").strip()
    ours = next((name for name in (far, ours) if name not in _NOTHING), "")
    reference = (banks if banks not in _NOTHING else "") or ours or f"{at:%Y%m%d}-{number}"
    rows.append(Row(number, "bank", reference[:80], minor, currency, at, ours[:120], None, words))


def _balances(data: dict, rows: list[Row]) -> str:
    """A sentence where opening, lines and closing do not add up."""
    opening, closing = data.get("final_opening_balance"), data.get("final_closing_balance")
    if not (opening and closing and opening.amount and closing.amount):
        return ""
    currency = closing.amount.currency
    try:
        first, last = minor_of(opening.amount.amount, currency), minor_of(closing.amount.amount, currency)
    except ValueError:
        return _("The balances of this file cannot be read.")
    reached = first + sum(row.amount_minor for row in rows)
    if reached == last:
        return ""
    return _(
        "The lines lead from %(first)s to %(reached)s, but the statement closes with %(last)s: something is missing in the file.",
        first=shown(first, currency),
        reached=shown(reached, currency),
        last=shown(last, currency),
    )
