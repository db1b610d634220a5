"""What the three shops of the demo world sell: names, words, prices, choices and pictures.

Plain data, no database. `SHOPS` lists the shops in order; money is in minor units of the
shop's currency (fen, cents). Every picture names a drawing that `draw` knows.
"""

from __future__ import annotations

from .goods_meikiln import MEIKILN
from .goods_oma_lotte import OMA_LOTTE
from .goods_types import Bank, Delivery, Item, Option, Picture, Shop, Value
from .goods_xiaozhu import XIAOZHU

SHOPS: tuple[Shop, ...] = (MEIKILN, OMA_LOTTE, XIAOZHU)

__all__ = ["Bank", "Delivery", "Item", "Option", "Picture", "SHOPS", "Shop", "Value", "items", "shop"]


def shop(key: str) -> Shop:
    """The shop with this key. Raises KeyError."""
    return {found.key: found for found in SHOPS}[key]


def items(key: str) -> tuple[Item, ...]:
    """What the shop with this key sells, in the order of its shelf. Raises KeyError."""
    return shop(key).items
