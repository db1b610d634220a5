"""Panels of this room on other rooms' pages; app.py puts them into their slots."""

from markupsafe import Markup

from storefront.kit import hypermedia
from storefront.shops import actions


def mine(person) -> Markup | None:
    """On Me (slot "me.shops"): the shops a person works in, the one used last first."""
    shops = [shop for shop in actions.of_person(person) if shop.state != "closed"]
    return Markup(hypermedia.render("shops/_mine.html", shops=shops)) if shops else None
