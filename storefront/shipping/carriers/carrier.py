"""A carrier: its names, where it works, how its numbers look, and the page that follows a parcel."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from storefront.kit.i18n import language
from storefront.shipping.carriers import check_digits

# How much a matching number says. Sure: a prefix of its own, or a check digit that few numbers pass by chance.
# Likely: the beginning and the length are theirs. Maybe: only the length fits.
SURE, LIKELY, MAYBE = 90, 60, 30


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape of numbers: a regular expression over the cleaned number, compiled when it is first asked, and a check that must
    agree where there is one."""

    expression: str
    weight: int
    check: Callable[[str], bool] | None = None

    def fits(self, number: str) -> bool:
        """Whether the number has this shape and its check digit agrees."""
        return bool(re.fullmatch(self.expression, number, re.ASCII)) and (self.check is None or self.check(number))


@dataclass(frozen=True, slots=True)
class Carrier:
    """One carrier. `countries` are ISO 3166 codes, empty for the whole world.

    `link` is an https address with {number} in it, or the carrier's tracking page where no address takes a number, or "".
    `links` are addresses for single countries, where the carrier keeps a site for each.
    """

    key: str
    name: str
    name_zh: str
    countries: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    link: str = ""
    links: dict[str, str] = field(default_factory=dict)

    def label(self) -> str:
        """The name for the person reading now."""
        return self.name_zh if language().startswith("zh") else self.name

    def works_in(self, country: str | None) -> bool:
        """Whether the carrier picks up or delivers in a country."""
        return not self.countries or country in self.countries


def sure(expression: str, check: Callable[[str], bool] | None = None) -> Pattern:
    """Numbers that belong to one carrier alone."""
    return Pattern(expression, SURE, check)


def likely(expression: str, check: Callable[[str], bool] | None = None) -> Pattern:
    """Numbers that begin like one carrier's."""
    return Pattern(expression, LIKELY, check)


def maybe(expression: str, check: Callable[[str], bool] | None = None) -> Pattern:
    """Numbers of a length that several carriers share."""
    return Pattern(expression, MAYBE, check)


def post(country: str, services: str = "A-Z") -> Pattern:
    """International numbers of a national post (UPU S10): two letters, nine digits, the country; "E" are express."""
    return sure(rf"[{services}][A-Z][0-9]{{9}}{country}", check_digits.s10)
