"""One look at an item: which variant is chosen, what the other choices would change, and what can be bought."""

from dataclasses import dataclass

from storefront.catalog import reading, rules
from storefront.kit import ids
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.kit.money import Money
from storefront.media import Shown

LEAD_LONGEST = 240  # characters


@dataclass(slots=True)
class Radio:
    """One value of an option. `url` shows it; None: it cannot be had now."""

    id: str
    name: str
    value: str
    label: str
    note: str
    chosen: bool
    url: str | None
    picture: Shown | None


@dataclass(slots=True)
class Choice:
    """One option with its values; `pictured` ones are told apart by their pictures."""

    legend: str
    chosen: str
    pictured: bool
    radios: list[Radio]


@dataclass(slots=True)
class Look:
    """What the item page shows for one variant."""

    item: reading.Item
    way: rules.Way
    price: Money
    was: Money | None
    choices: list[Choice]
    stock: str  # "7 in stock", "" where they are not counted
    sold_out: bool
    sold_text: str
    note: str  # why something else is shown than was asked for
    pictures: list[Shown]  # the chosen variant's first
    lead: str  # the first paragraph, where it is short; it stands below the name
    paragraphs: list[list[str]]  # the others, as lines
    url: str


def look(shop, item: reading.Item, asked: dict) -> Look:
    """Work out the page from its address: `v` names a variant; `o0`, `o1` … are the radios of a form sent without script."""
    url = f"/@{shop.slug}/p/{item.code}"
    paragraphs = [part.split("\n") for part in item.words.split("\n\n") if part.strip()]
    lead = " ".join(paragraphs.pop(0)) if paragraphs and sum(map(len, paragraphs[0])) <= LEAD_LONGEST else ""
    way, note = _chosen(item, asked)
    if asked.get("left") and not note:  # a bag sent the visitor back
        note = short_words(way.left)
    return Look(
        item=item,
        way=way,
        price=Money(way.price_minor, shop.currency),
        was=Money(item.was_minor, shop.currency) if item.was_minor and item.was_minor > way.price_minor else None,
        choices=_choices(shop, item, way, url) if item.has_choices else [],
        stock=stock_words(way.left),
        sold_out=way.sold_out,
        sold_text=ngettext("%(num)s sold", "%(num)s sold", item.sold_count) if item.sold_count else "",
        note=note,
        pictures=_in_order(item, way),
        lead=lead,
        paragraphs=paragraphs,
        url=url,
    )


def stock_words(left: int | None) -> str:
    """What is said about stock: nothing where it is not counted, the number where it is small."""
    if left is None:
        return ""
    if left <= 0:
        return _("Sold out")
    if left > rules.NAMED_LEFT:
        return _("In stock")
    return ngettext("%(num)s in stock", "%(num)s in stock", left)


def short_words(left: int | None) -> str:
    """Why less went into the bag than was asked for; "" where there is enough."""
    if left is None:
        return ""
    return ngettext("Only %(num)s left.", "Only %(num)s left.", left) if left > 0 else _("This is sold out.")


def _chosen(item: reading.Item, asked: dict) -> tuple[rules.Way, str]:
    named = next((way for way in item.ways if way.code == asked.get("v", "").upper()), None)
    if named is not None:
        return named, ""
    wanted = _wanted(item, asked)
    if wanted is None:
        return rules.preselected(item.ways), ""
    way = rules.closest(item.ways, wanted) or rules.preselected(item.ways)
    if way.choices == wanted:
        return way, ""
    return way, _("%(choice)s cannot be had now. This comes closest.", choice=" · ".join(wanted))


def _wanted(item: reading.Item, asked: dict) -> tuple[str, ...] | None:
    wanted = []
    for place, option in enumerate(item.options):
        index = ids.number(asked.get(f"o{place}"), len(option["values"]) - 1)
        if index is None:
            return None
        wanted.append(option["values"][index])
    return tuple(wanted) or None


def _choices(shop, item: reading.Item, way: rules.Way, url: str) -> list[Choice]:
    found = []
    for place, (legend, values) in enumerate(rules.values_of(item.options, item.ways, way)):
        radios = [
            Radio(
                id=f"o{place}-{value.index}",
                name=f"o{place}",
                value=str(value.index),
                label=value.name,
                note=_note(value, shop),
                chosen=value.chosen,
                url=f"{url}?v={value.target.code}" if value.target else None,
                picture=item.pictures.get(value.picture),
            )
            for value in values
        ]
        found.append(Choice(legend, way.choices[place], any(radio.picture for radio in radios), radios))
    return found


def _note(value: rules.Value, shop) -> str:
    if value.target is None:
        return _("Sold out")
    if value.chosen or not value.step_minor:
        return ""
    step = Money(abs(value.step_minor), shop.currency).short()
    return f"+{step}" if value.step_minor > 0 else f"−{step}"


def _in_order(item: reading.Item, way: rules.Way) -> list[Shown]:
    first = item.pictures.get(way.picture)
    return [*([first] if first else []), *(picture for key, picture in item.pictures.items() if key != way.picture)]
