"""Whom a question about personal data is about: what every room is asked with when somebody wants their data, or wants it gone.

A room that keeps something about people has a module `keeper` with three functions; `app.py` hands them to the room `privacy`:

    export(about) -> dict        what it keeps, as plain JSON values by heading; {} for nothing
    in_the_way(about) -> list    sentences: why it cannot be forgotten yet
    erase(about) -> None         forget it, inside the running transaction; done again, it does nothing
"""

from dataclasses import dataclass, replace
from functools import cached_property

from storefront.kit import personal


@dataclass(frozen=True)
class About:
    """One person: an account where there is one, and the contacts that were proven. `orders` are theirs, as `orders` found them."""

    person: int | None = None
    phone: str = ""
    email: str = ""
    orders: tuple[int, ...] = ()

    @cached_property
    def phone_index(self) -> str | None:
        """The blind index of the number."""
        return personal.blind("phone", self.phone)

    @cached_property
    def email_index(self) -> str | None:
        """The blind index of the address."""
        return personal.blind("email", self.email.lower())

    @property
    def indexes(self) -> list[str]:
        """The blind indexes there are."""
        return [index for index in (self.phone_index, self.email_index) if index]

    def with_orders(self, orders) -> "About":
        """The same person with these orders."""
        return replace(self, orders=tuple(orders))


def moment(value) -> str | None:
    """A moment as an export writes it."""
    return value.isoformat() if value is not None else None


def row(found, *names: str) -> dict:
    """Columns of a row as plain JSON values."""
    values = {name: getattr(found, name) for name in names}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
