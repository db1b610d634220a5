"""The money rail before anything is paid: four steps, in the words of the shop's way of settling."""

from storefront.kit.i18n import gettext as _


def rail_before(shop, paying: bool = False) -> list[tuple[str, str]]:
    """(words, state) of the four steps; with `paying` the first is the current one."""
    first = "current" if paying else "todo"
    if shop.mode == "protected":
        return [(_("You pay"), first), (_("We hold it"), "todo"), (_("You confirm"), "todo"), (_("%(shop)s is paid", shop=shop.name), "todo")]
    return [
        (_("You pay %(shop)s", shop=shop.name), first),
        (_("%(shop)s confirms", shop=shop.name), "todo"),
        (_("It ships"), "todo"),
        (_("You have it"), "todo"),
    ]
