"""What sharing adds to other rooms' pages."""

from flask import render_template

from storefront import share
from storefront.share import page, pictures, rules, things


def today(shop):
    """Slot "today.share": the shop's code, what the week brought, and the two ways to share. The code of a shop that is paused or
    has closed leads nowhere: that is said instead."""
    if not rules.leads(shop.state):
        return render_template("share/_nothing.html", shop=shop)
    thing = things.find(shop, "shop")
    ways = page.ways(thing, share.link_for(shop, "shop"))
    return render_template("share/_today.html", shop=shop, week=page.week_words(shop), **ways)


def icon(shop, size: int, maskable: bool = False) -> bytes:
    """Slot "shop.icon": the seal or logo as phones put it on their home screen."""
    return pictures.icon(shop, size, maskable).bytes()
