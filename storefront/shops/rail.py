"""What buyers are told of money before they pay: the rail of four steps, in the words of the shop's way of settling; the postage back."""

from typing import NamedTuple

from storefront import policies
from storefront.kit.i18n import gettext as _


class Sample(NamedTuple):
    """A shop that may be: its name and a way of settling, to show both ways before one is chosen."""

    name: str
    mode: str


def rail_before(shop, paying: bool = False) -> list[tuple[str, str]]:
    """(words, state) of the four steps; with `paying` the first is the current one."""
    first = "current" if paying else "todo"
    if shop.mode == "protected":
        return [
            (_("You pay"), first),
            (_("We hold it"), "todo"),
            (_("You confirm"), "todo"),
            (_("%(shop)s is paid", shop=shop.name), "todo"),
        ]
    return [
        (_("You pay %(shop)s", shop=shop.name), first),
        (_("%(shop)s confirms", shop=shop.name), "todo"),
        (_("It ships"), "todo"),
        (_("You have it"), "todo"),
    ]


def promise(shop) -> str:
    """What this way of settling means for a buyer, in plain words."""
    if shop.mode == "protected":
        return _(
            "If it never comes or is not as described, you get it back. %(shop)s is paid only after you confirm, or %(days)s days after delivery.",
            shop=shop.name,
            days=policies.current().confirm_days,
        )
    return _(
        "You pay %(shop)s, by bank or in cash. The market does not hold this money and cannot give it back; it helps you settle things with the shop.",
        shop=shop.name,
    )


def postage_back(who: str, name: str) -> str:
    """Who pays the postage of what is sent back for a change of mind, to the buyer."""
    if who == "buyer":
        return _("If you change your mind, you pay the postage back.")
    return _("If you change your mind, %(shop)s pays the postage back.", shop=name)
