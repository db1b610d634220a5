"""The shapes that the catalogue of the demo world is written in."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product


@dataclass(frozen=True)
class Picture:
    """One picture: which drawing, in which variant ("" = its usual one), from which side; and what it shows."""

    drawing: str
    variant: str = ""
    view: int = 0
    words: str = ""


@dataclass(frozen=True)
class Value:
    """One value of an option; `add_minor` is added to the price, `picture` shows it."""

    name: str
    add_minor: int = 0
    picture: Picture | None = None


@dataclass(frozen=True)
class Option:
    """One kind of choice, such as the glaze."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Item:
    """One thing on sale. `stock` counts pieces of every variant (None: not counted); `left` says
    otherwise for single variants, by the names of their values."""

    key: str
    name: str
    words: str
    price_minor: int
    pictures: tuple[Picture, ...]
    collections: tuple[str, ...]
    was_minor: int | None = None
    stock: int | None = None
    options: tuple[Option, ...] = ()
    left: dict[tuple[str, ...], int] = field(default_factory=dict)
    favourite: bool = False

    def variants(self) -> list[tuple[tuple[str, ...], int, int | None, Picture]]:
        """Every combination of values: names, price in minor units, pieces left, picture."""
        found = []
        for values in product(*(option.values for option in self.options)):
            names = tuple(value.name for value in values)
            shown = next((value.picture for value in values if value.picture), self.pictures[0])
            price = self.price_minor + sum(value.add_minor for value in values)
            found.append((names, price, self.left.get(names, self.stock), shown))
        return found


@dataclass(frozen=True)
class Delivery:
    """One way to get it: kind courier, local, pickup or none; regions by code, "" = everywhere."""

    kind: str
    name: str
    regions: str = ""
    fee_minor: int = 0
    free_over_minor: int | None = None
    days_least: int = 2
    days_most: int = 4
    place: str = ""


@dataclass(frozen=True)
class Bank:
    """Where a direct shop is paid: the example account of the German banks, which belongs to nobody."""

    scheme: str
    holder: str
    iban: str
    bic: str


@dataclass(frozen=True)
class Shop:
    """A shop and everything it sells. `key` is its handle and names its cover."""

    key: str
    name: str
    seal: str
    owner: str
    words: str
    about: str
    sent_from: str
    mode: str
    currency: str
    country: str
    time_zone: str
    language: str
    hue: int
    chroma: int
    bright: bool
    returns_days: int
    pack_days: int
    collections: tuple[str, ...]
    delivery: tuple[Delivery, ...]
    items: tuple[Item, ...]
    bank: Bank | None = None
