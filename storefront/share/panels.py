"""What sharing adds to other rooms' pages."""

from flask import render_template

from storefront import share
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.share import page, pictures, things


def today(shop):
    """Slot "today.share": the shop's code, what the week brought, and the two ways to share."""
    thing = things.find(shop, "shop")
    ways = page.ways(thing, share.link_for(shop, "shop"))
    return render_template("share/_today.html", shop=shop, week=week_words(shop), **ways)


def week_words(shop) -> str:
    """"37 scans this week. The market stall poster brought 21 of them." from what was counted."""
    week = share.week(shop)
    if not week.scans:
        return _("Nobody has scanned your code this week. Send the link to three people, or put up a poster.")
    words = ngettext("%(num)s scan this week.", "%(num)s scans this week.", week.scans)
    if week.best is None or not week.best.label:
        return words
    if week.best.label == share.PASSED_ON:
        return words + " " + _("%(count)s of them came because somebody passed your link on.", count=week.brought)
    return words + " " + _("The %(label)s poster brought %(count)s of them.", label=week.best.label, count=week.brought)


def icon(shop, size: int, maskable: bool = False) -> bytes:
    """Slot "shop.icon": the seal or logo as phones put it on their home screen."""
    return pictures.icon(shop, size, maskable).bytes()
