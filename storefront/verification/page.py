"""What the pages of a check show: how far a shop is, what it typed, what is asked for, and what happened."""

from types import SimpleNamespace

from storefront import shops
from storefront.kit import dates, events, regions
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.verification import papers, rules, words
from storefront.verification.models import Check


def timeline(check: Check, looking: str = "seller") -> list:
    """Everything that happened, newest first. The seller reads who it was as "Market"; what an authority asked is not told."""
    entries = []
    for row in events.timeline(f"check:{check.id}", newest_first=True):
        data = events.payload(row)
        told = words.happened(row.kind, check, data)
        if told is None or looking == "seller" and data.get("why") == "authority":
            continue
        kind = row.actor.partition(":")[0]
        by = _("By itself") if kind in ("clock", "system") else _("Market") if kind == "operator" else _("Shop")
        entries.append(
            SimpleNamespace(
                text=told[0],
                icon=told[1],
                when=dates.moment(row.at, check.shop.time_zone),
                at=row.at.isoformat(),
                by=by,
                actor=row.actor,
            )
        )
    return entries


def facts(check: Check) -> list[tuple[str, str]]:
    """(name, value) of what was typed, for whoever compares it with the papers."""
    rows = [(_("Runs the shop"), words.kind(check.kind))]
    if check.company:
        rows.append((_("Name of the company"), check.company))
    if check.company_number:
        rows.append((_("Registered under the number"), check.company_number))
    if check.name:
        rows.append((_("Name, as in the papers"), check.name))
    if check.country:
        rows.append((_("Country of the papers"), regions.label(check.country)))
    if check.number:
        rows.append((_("Number of the papers"), check.number))
    return rows


def sides(check: Check, errors: dict[str, str] | None = None) -> list[SimpleNamespace]:
    """The two photos that are asked for, and whether each is there."""
    there = papers.of_check(check)
    return [
        SimpleNamespace(
            key=key,
            title=words.side(key, check.kind)[0],
            hint=words.side(key, check.kind)[1],
            paper=there.get(key),
            at=words.when(check, there[key].ready_at) if key in there else "",
            error=(errors or {}).get(key, ""),
        )
        for key in rules.SIDES
    ]


def cap(shop) -> SimpleNamespace | None:
    """How much of a day's cap is used, in money and orders; None where there is no cap."""
    limit = shops.cap_of(shop)
    if limit is None:
        return None
    day = shops.day_of(shop)
    money = Money(min(day.sum_minor, limit.minor), shop.currency)
    used = max(day.sum_minor * 100 // max(1, limit.minor), day.orders_count * 100 // max(1, limit.orders))
    return SimpleNamespace(
        sum=money, most=Money(limit.minor, shop.currency), orders=min(day.orders_count, limit.orders), most_orders=limit.orders,
        used=min(100, used), near=used >= NEAR, reached=used >= 100,
    )  # fmt: skip


NEAR = 80  # per cent of a cap from which the seller is warned


def checked_words(check: Check) -> str:
    """What was looked at: "name, number, the papers are real and valid"; "" where it was noted by hand."""
    return _(", ").join(words.seen(key) for key in check.checked.split(",") if key)
