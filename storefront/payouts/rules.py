"""Pure decisions about money that leaves: bank days, account numbers, names as banks write them. No database, no clock."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from storefront.kit.dates import zone_of
from storefront.kit.i18n import gettext as _
from storefront.payments.rails import letters

NEW_ACCOUNT = timedelta(hours=48)  # nothing leaves to an account before
BATCH_AT = time(6)  # on bank days, by the market's clock
DONE_AFTER = 5  # bank days after which what has not come back has arrived
A_DAY = timedelta(days=1)
NAME_LONGEST = 70
Closed = frozenset[date]
NEVER: Closed = frozenset()

# The European Economic Area: within it an IBAN is all that a SEPA transfer needs.
SEPA = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
SEPA_LETTERS = r"A-Za-z0-9/\-?:().,'+ "
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{4,30}")
_NUMBER = re.compile(r"[A-Z0-9]{4,34}")


# --- days -----------------------------------------------------------------------------------------------------------------------


def is_bank_day(day: date, currency: str, closed: Closed = NEVER) -> bool:
    """Monday to Friday; not the days that the operator has named, and for euros not those on which the euro's own system is closed."""
    return day.weekday() < 5 and day not in closed and not (currency == "EUR" and _target_is_closed(day))


def _target_is_closed(day: date) -> bool:
    """New Year, Good Friday, Easter Monday, 1 May, Christmas and the day after."""
    if (day.month, day.day) in ((1, 1), (5, 1), (12, 25), (12, 26)):
        return True
    return (day - easter(day.year)).days in (-2, 1)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm)."""
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 100 % 4) % 7
    days = moon + sunday - 7 * ((golden + 11 * moon + 22 * sunday) // 451) + 114
    return date(year, days // 31, days % 31 + 1)


def bank_day_after(day: date, currency: str, count: int = 1, closed: Closed = NEVER) -> date:
    """The next bank day after `day`, or the `count`-th."""
    while count:
        day += A_DAY
        count -= is_bank_day(day, currency, closed)
    return day


def bank_day_from(day: date, currency: str) -> date:
    """`day` itself where banks work on it, else the next one."""
    return day if is_bank_day(day, currency) else bank_day_after(day, currency)


def batch_for(asked_at: datetime, usable_at: datetime, zone: str, currency: str, closed: Closed = NEVER) -> datetime:
    """When the batch takes what is asked now: on the next bank day, and not before its account may be used. UTC."""
    day = bank_day_after(asked_at.astimezone(zone_of(zone)).date(), currency, closed=closed)
    while batch_moment(day, zone) < usable_at:
        day = bank_day_after(day, currency, closed=closed)
    return batch_moment(day, zone)


def batch_moment(day: date, zone: str) -> datetime:
    """When the batch of a day is made, as UTC."""
    return datetime.combine(day, BATCH_AT, zone_of(zone)).astimezone(UTC)


def arrival(leaves_at: datetime, zone: str, currency: str, closed: Closed = NEVER) -> date:
    """The day on which money that leaves at a moment is at the seller's bank."""
    return bank_day_after(leaves_at.astimezone(zone_of(zone)).date(), currency, closed=closed)


# --- accounts --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Details:
    """A bank account as its owner typed it, read."""

    holder: str
    number: str
    bank: str = ""
    is_iban: bool = False


def compact(text: str) -> str:
    """An account number without spaces and dashes, in capitals; full-width digits are digits."""
    return re.sub(r"[\s\-\u2010-\u2015.]", "", unicodedata.normalize("NFKC", text or "")).upper()


def number_problem(text: str, currency: str) -> str | None:
    """What is wrong with an account number, in one sentence, or None. An IBAN is checked by its own digits (mod 97)."""
    number = compact(text)
    if _IBAN.fullmatch(number):
        from stdnum import iban as iban_numbers  # here: it brings much along, and most starts end without an account number
        from stdnum.exceptions import ValidationError

        try:
            # Check digits and the length per country; the national checks inside would refuse banks that merged.
            iban_numbers.validate(number, check_country=False)
        except ValidationError:
            return _("This IBAN has a mistake in it. Check it against your bank statement.")
        return None
    if currency == "EUR":
        return _("Write the IBAN. It begins with two letters, like DE71 1102 2033 0123 4567 89.")
    if not _NUMBER.fullmatch(number) or not any(sign.isdigit() for sign in number):
        return _("An account number or IBAN has 4 to 34 letters and digits.")
    return None


def is_iban(text: str) -> bool:
    """Whether an account number that is in order is an IBAN."""
    from stdnum import iban as iban_numbers

    return bool(_IBAN.fullmatch(compact(text))) and iban_numbers.is_valid(compact(text), check_country=False)


def holder_problem(name: str, currency: str) -> str | None:
    """What is wrong with the name of an account's holder, or None."""
    if len(name) > NAME_LONGEST:
        return _("Write the name in 70 characters or fewer.")
    if currency == "EUR" and not any(sign.isalpha() for sign in sepa_text(name)):
        return _("Write the name in Latin letters, as the bank has it.")
    return None


def sepa_text(text: str, longest: int = NAME_LONGEST) -> str:
    """A text in the letters that every bank of the area carries; it neither begins nor ends with a slash."""
    return letters.only(text, SEPA_LETTERS, longest).replace("//", "/").strip("/ ")


def kind_of_file(number: str, iban: bool, currency: str, sepa_ready: bool, holder: str) -> str:
    """ "sepa" for euros to an IBAN of the area where the market's own IBAN is known, else "csv"; a holder whose name such a file cannot
    carry stands in a table, too."""
    fits = sepa_ready and iban and currency == "EUR" and number[:2] in SEPA
    return "sepa" if fits and holder_problem(holder, currency) is None else "csv"
