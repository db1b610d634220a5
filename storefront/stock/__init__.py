"""Stock: exactly N sell, not one more, not one fewer.

Pieces are held when an order is placed, committed when it is confirmed, released when it is given up. All lines of an order
are held in one call, in the order of their variants, so that two orders never wait for each other.
"""

from storefront.stock.actions import (
    commit,
    give_back,
    give_back_part,
    holds_of,
    left,
    levels,
    look,
    recount,
    release,
    reserve,
    revive,
    set_count,
    short_sentence,
)
from storefront.stock.models import HOLD, Hold, Level, Move

__all__ = [
    "HOLD",
    "Hold",
    "Level",
    "Move",
    "commit",
    "give_back",
    "give_back_part",
    "holds_of",
    "left",
    "levels",
    "look",
    "recount",
    "release",
    "reserve",
    "revive",
    "set_count",
    "short_sentence",
]
