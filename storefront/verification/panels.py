"""What checks add to other rooms' pages; app.py puts them into their slots."""

from markupsafe import Markup

from storefront import shops
from storefront.kit import hypermedia
from storefront.kit.i18n import ngettext
from storefront.verification import finding, page, rules


def cap(shop) -> Markup | None:
    """Slot "shop.cap" on Today, Money and Settings: how much of today's cap is used, and the way to lift it."""
    used = page.cap(shop)
    if used is None:
        return None
    more = bool(rules.above(shop.level))
    return Markup(hypermedia.render("verification/_cap.html", shop=shop, used=used, note=shops.cap_note(shop), more=more))


def queue() -> tuple | None:
    """Slot "admin.queue": (count, words, address, hot, since), or nothing where nothing waits."""
    found = finding.waiting_since()
    if not found:
        return None
    words = ngettext("identity to check", "identities to check", len(found))
    return len(found), words, "/admin/verify", any(late for _at, late in found), found[0][0]
