"""Pure decisions about delivery: which options reach an address, what they cost, when things arrive."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Choice:
    """One way to get the goods to this buyer. `fee_minor` is what is charged, after free delivery was taken off."""

    option_id: int
    kind: str
    name: str
    fee_minor: int
    full_fee_minor: int
    free_over_minor: int | None
    days_least: int
    days_most: int
    place: str


def _codes(regions: str) -> list[str]:
    return [part.strip().upper() for part in regions.split(",") if part.strip()]


def reaches(regions: str, country: str, region: str) -> bool:
    """Whether a list such as "CN-ZJ,CN-SH,DE" covers a region code ("CN-ZJ") or its country. An empty list covers everything."""
    wanted = _codes(regions)
    return not wanted or region.upper() in wanted or country.upper() in wanted


def specific(regions: str, country: str, region: str) -> int:
    """How exactly a list names an address: a province beats a country beats everywhere."""
    wanted = _codes(regions)
    if "-" in region and region.upper() in wanted:
        return 2
    return 1 if country.upper() in wanted else 0


def fee(fee_minor: int, free_over_minor: int | None, items_minor: int) -> int:
    """The delivery fee for goods of this value."""
    return 0 if free_over_minor is not None and items_minor >= free_over_minor else fee_minor


def choices(options: list, country: str, region: str, items_minor: int) -> list[Choice]:
    """The options that reach an address, couriers and local delivery by fee, pickup last. Of two couriers, the one that names the region more exactly wins."""
    found: list[Choice] = []
    best = max(
        (specific(o.regions, country, region) for o in options if o.kind == "courier" and reaches(o.regions, country, region)),
        default=0,
    )
    for o in options:
        if not reaches(o.regions, country, region) or (o.kind == "courier" and specific(o.regions, country, region) < best):
            continue
        found.append(
            Choice(
                o.id,
                o.kind,
                o.name,
                fee(o.fee_minor, o.free_over_minor, items_minor),
                o.fee_minor,
                o.free_over_minor,
                o.days_least,
                o.days_most,
                o.place,
            )
        )
    return sorted(found, key=lambda c: (c.kind == "pickup", c.fee_minor, c.option_id))


def arrives(today: date, pack_days: int, days_least: int, days_most: int) -> tuple[date, date]:
    """The first and last day of arrival."""
    return today + timedelta(days=max(1, pack_days) - 1 + days_least), today + timedelta(days=pack_days + days_most)
