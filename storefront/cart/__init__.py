"""The bag: grouped by shop, kept by a cookie, without account. One shop's lines become one order."""

from storefront.cart.actions import (
    Group,
    Line,
    accept_changes,
    add,
    bag_of,
    came_by,
    change,
    clear,
    count,
    forget_gone,
    groups,
    open_bag,
    put_back,
    sweep,
)
from storefront.cart.doors import own_bag, this_bag, with_cookies

__all__ = [
    "Group", "Line", "accept_changes", "add", "bag_of", "came_by", "change", "clear", "count", "forget_gone", "groups", "open_bag", "own_bag", "put_back", "sweep", "this_bag",
    "with_cookies",
]  # fmt: skip
