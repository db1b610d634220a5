"""Pure decisions about goods: the matrix of choices, which variant a choice means, and the words about what is left."""

import re
from dataclasses import dataclass
from itertools import product as combinations

from storefront.kit.search import fold

MOST_OPTIONS = 3
MOST_VALUES = 30
MOST_VARIANTS = 100
FEW_LEFT = 3  # "Last 2" on a card
ABOVE = 3  # rows shown above the one that a list begins for
NAMED_LEFT = 20  # "7 in stock" on the item page; above it only "In stock"

_SEPARATORS = re.compile(r"[,，、;；\n]+")


@dataclass(frozen=True)
class Way:
    """A variant as the choices see it. `left`: pieces that can be bought now, None where they are not counted."""

    code: str
    choices: tuple[str, ...]
    price_minor: int
    left: int | None
    picture: int | None = None
    id: int = 0

    @property
    def sold_out(self) -> bool:
        return self.left is not None and self.left <= 0


@dataclass(frozen=True)
class Value:
    """One value of an option as a radio: where it leads, and what to say about it."""

    name: str
    index: int
    chosen: bool
    target: Way | None  # what choosing it shows; None: it cannot be had at all
    exact: bool  # the other choices stay as they are
    step_minor: int  # how the price changes
    picture: int | None = None


def split_values(text: str) -> list[str]:
    """What a seller typed as the values of an option ("Celadon, Ink blue、Blush"), each once, in order."""
    values = [" ".join(part.split()) for part in _SEPARATORS.split(text or "")]
    return list(dict.fromkeys(value for value in values if value))


def matrix(options: list[tuple[str, list[str]]]) -> list[tuple[str, ...]]:
    """Every combination of one value of each option, in reading order; one empty combination without options."""
    return list(combinations(*(values for _name, values in options)))


def preselected(ways: list[Way]) -> Way | None:
    """What the page shows first: the first that can be bought, else the first."""
    return next((way for way in ways if not way.sold_out), ways[0] if ways else None)


def closest(ways: list[Way], wanted: tuple[str, ...], keep: int | None = None) -> Way | None:
    """The way with exactly these choices; where it is not made or sold out, the one most like it that can be bought.

    `keep` is the place of the choice that must stay as wanted. None where nothing fits.
    """
    fitting = [way for way in ways if keep is None or way.choices[keep] == wanted[keep]]
    exact = next((way for way in fitting if way.choices == wanted), None)
    if exact is not None and not exact.sold_out:
        return exact
    buyable = [way for way in fitting if not way.sold_out]
    if not buyable:
        return exact
    # earlier options weigh more: whoever chose a glaze keeps it and changes the size
    return max(buyable, key=lambda way: [a == b for a, b in zip(way.choices, wanted, strict=True)])


def values_of(options: list[dict], ways: list[Way], chosen: Way) -> list[tuple[str, list[Value]]]:
    """For every option its values, each with what choosing it would show, given what is chosen now."""
    shown = []
    for place, option in enumerate(options):
        values = []
        pictures = option.get("pictures") or []
        for index, name in enumerate(option["values"]):
            wanted = (*chosen.choices[:place], name, *chosen.choices[place + 1 :])
            target = closest(ways, wanted, keep=place)
            buyable = target is not None and not target.sold_out
            values.append(
                Value(
                    name=name,
                    index=index,
                    chosen=name == chosen.choices[place],
                    target=target if buyable or name == chosen.choices[place] else None,
                    exact=buyable and target.choices == wanted,
                    step_minor=target.price_minor - chosen.price_minor if buyable else 0,
                    picture=pictures[index] if index < len(pictures) else None,
                )
            )
        shown.append((option["name"], values))
    return shown


def value_pictures(options: list[tuple[str, list[str]]], ways: list[Way]) -> list[list[int]]:
    """For each option the picture of each of its values, or [] where its values are not told apart by pictures."""
    found = []
    for place, (_name, values) in enumerate(options):
        per_value = [{way.picture for way in ways if way.choices[place] == value} for value in values]
        single = all(len(pictures) == 1 and None not in pictures for pictures in per_value)
        chosen = [next(iter(pictures)) for pictures in per_value] if single else []
        found.append(chosen if len(set(chosen)) == len(chosen) > 1 else [])
    return found


def cursor(text: str | None, parts: int = 1) -> tuple[int, ...] | None:
    """The key after which a list goes on ("812", "12800-44"), or None for anything else."""
    pieces = (text or "").split("-")
    if len(pieces) != parts or not all(re.fullmatch(r"[0-9]{1,15}", piece) for piece in pieces):
        return None
    return tuple(int(piece) for piece in pieces)


def start(above: list[int], page: int) -> int | None:
    """After which place a list begins so that a row is in sight, by the places of up to a page `above` it; None: from the start."""
    return above[ABOVE] if len(above) >= page else None


def slug_for(name: str, fallback: str) -> str:
    """An address for a collection: the Latin letters and digits of its name, else `fallback`."""
    latin = re.sub(r"[^a-z0-9]+", "-", fold(name).encode("ascii", "ignore").decode()).strip("-")
    return latin[:40].strip("-") or fallback


def rating(stars_sum: int, reviews_count: int) -> str:
    """The average to one decimal, "4.9"; never "5.0" while somebody gave less. "" of nothing."""
    if not reviews_count:
        return ""
    tenths = (stars_sum * 20 + reviews_count) // (2 * reviews_count)
    if stars_sum < 5 * reviews_count:
        tenths = min(tenths, 49)
    return f"{tenths // 10}.{tenths % 10}"
