"""All drawings by name, with their variants and how many views each has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .scene import Scene

Draw = Callable[[str, int], Scene]


@dataclass(frozen=True)
class Drawing:
    """One thing that can be drawn; `variants[0]` is drawn when none is asked for."""

    name: str
    variants: tuple[str, ...]
    views: int
    make: Draw


drawings: dict[str, Drawing] = {}


def drawing(name: str, variants: tuple[str, ...] = ("",), views: int = 2) -> Callable[[Draw], Draw]:
    """Register a function `(variant, view) -> Scene` under a name."""

    def keep(make: Draw) -> Draw:
        if name in drawings:
            raise ValueError(f"two drawings are called {name}")
        drawings[name] = Drawing(name, variants, views, make)
        return make

    return keep
