"""Dates and times as people read them, in a shop's zone and the reader's language."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date

from storefront.kit import clock
from storefront.kit.i18n import babel_locale, language
from storefront.kit.i18n import gettext as _


@lru_cache(200)
def zone_of(name: str) -> ZoneInfo:
    """The zone by its IANA name; UTC for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def local(moment: datetime, zone: str) -> datetime:
    """A UTC moment on a shop's wall clock."""
    return moment.astimezone(zone_of(zone))


def _skeleton(with_year: bool, with_weekday: bool) -> str:
    chinese = language() == "zh-CN"
    if with_weekday:
        return "M 月 d 日EEE" if chinese else "EEE d MMM"
    if chinese:
        return "y 年 M 月 d 日" if with_year else "M 月 d 日"
    return "d MMMM y" if with_year else "d MMMM"


@lru_cache(2000)
def _written(value: date, pattern: str, tag: str) -> str:
    """A date by a pattern in a language: the same few days are written on every page."""
    return format_date(value, pattern, locale=babel_locale(tag))


def day(value: date | datetime, zone: str = "UTC", weekday: bool = False) -> str:
    """ "3 December", "Thu 26 Nov" with the weekday; the year where it is not this one."""
    if isinstance(value, datetime):
        value = local(value, zone).date()
    this_year = local(clock.now(), zone).year == value.year
    return _written(value, _skeleton(not this_year, weekday), language())


def full_day(value: date | datetime, zone: str = "UTC") -> str:
    """ "3 December 2026": with its year always, for papers that are read for many years."""
    if isinstance(value, datetime):
        value = local(value, zone).date()
    return _written(value, _skeleton(True, False), language())


def time(moment: datetime, zone: str = "UTC") -> str:
    """ "18:00"."""
    return f"{local(moment, zone):%H:%M}"


def moment(value: datetime, zone: str = "UTC") -> str:
    """ "today 18:00", "tomorrow 09:30", "yesterday 12:00", "Tuesday 18:00" within a week ahead, else "3 December 18:00"."""
    there = local(value, zone)
    today = local(clock.now(), zone).date()
    at = time(value, zone)
    distance = (there.date() - today).days
    if distance == 0:
        return _("today %(time)s", time=at)
    if distance == 1:
        return _("tomorrow %(time)s", time=at)
    if distance == -1:
        return _("yesterday %(time)s", time=at)
    if 1 < distance < 7:
        return f"{weekday(there.date())} {at}"
    return f"{day(value, zone)} {at}"


def weekday(value: date, short: bool = False) -> str:
    """ "Tuesday", short "Tue"; in Chinese always the short one."""
    return _written(value, "EEE" if short or language() == "zh-CN" else "EEEE", language())


def between(first: date, last: date) -> str:
    """ "Thu 26 – Sat 28 Nov"; one day where both are the same."""
    if first == last:
        return day(first, weekday=True)
    if language() == "zh-CN":
        return f"{day(first, weekday=True)} – {day(last, weekday=True)}"
    start = "EEE d" if first.month == last.month else "EEE d MMM"
    return f"{_written(first, start, language())} – {_written(last, 'EEE d MMM', language())}"


def day_bounds(value: date, zone: str) -> tuple[datetime, datetime]:
    """The first moment of a day in a zone and of the next, as UTC. Right across the hour that summer time takes or gives."""
    there = zone_of(zone)
    start = datetime(value.year, value.month, value.day, tzinfo=there)
    following = value + timedelta(days=1)
    end = datetime(following.year, following.month, following.day, tzinfo=there)
    return start.astimezone(UTC), end.astimezone(UTC)
