"""The pictures of the demo world, drawn by code.

`draw("mug", "ink", view=1)` is an SVG of 1200 x 1500; `cover("meikiln")` one of 2000 x 1250.
`render` makes a PNG of it, `jpeg` a JPEG. The same call always gives the same bytes.

How a picture comes about, from the table up:

- `studio`    the room: wall and table, sun through a window, the shadow of a branch (Pillow);
- `staging`   what is set down darkens the table;
- `lathe`, `glaze`, `tubes`, `glass`   turned bodies, bars and jars, lit by `light` (SVG);
- `crust`, `stuff`   bread, paper, cloth and stone: small height maps, lit (Pillow);
- `plants`, `fruit`, `brew`, `scenery`, `lettering`   what grows, fills and is written on them;
- `pots*`, `larder`, `bottles`, `bakery`, `buns`, `biscuits`, `sweets`, `desk_*`, `covers`   the
  things themselves.

`goods` says what the three shops sell, in which words and for how much.
"""

from __future__ import annotations

from . import (  # noqa: F401  (importing a module registers its drawings)
    bakery,
    biscuits,
    bottles,
    buns,
    desk_books,
    desk_light,
    desk_paper,
    desk_seals,
    desk_tape,
    desk_tools,
    larder,
    pots,
    pots_lidded,
    pots_tea,
    pots_vases,
    sweets,
)
from .covers import COVERS
from .output import jpeg, picture, render
from .registry import drawings

__all__ = ["cover", "covers", "draw", "jpeg", "names", "picture", "render", "variants", "views"]


def names() -> list[str]:
    """Every drawing there is."""
    return sorted(drawings)


def variants(name: str) -> tuple[str, ...]:
    """The colours or kinds a drawing comes in; the first is the usual one."""
    return drawings[name].variants


def views(name: str) -> int:
    """How many pictures there are of each variant: 0 whole, then close, in use or together."""
    return drawings[name].views


def draw(name: str, variant: str | None = None, view: int = 0) -> str:
    """A picture as SVG, 1200 x 1500.

    Raises KeyError for an unknown name, ValueError for an unknown variant or view.
    """
    drawing = drawings[name]
    chosen = drawing.variants[0] if variant is None else variant
    if chosen not in drawing.variants:
        raise ValueError(f"{name} comes as {drawing.variants}, not as {chosen!r}")
    if not 0 <= view < drawing.views:
        raise ValueError(f"{name} has {drawing.views} views, there is no number {view}")
    return drawing.make(chosen, view).svg()


def covers() -> list[str]:
    """The shops that have a cover."""
    return sorted(COVERS)


def cover(shop_key: str) -> str:
    """The wide picture of a shop as SVG, 2000 x 1250. KeyError for an unknown shop."""
    return COVERS[shop_key]().svg()
