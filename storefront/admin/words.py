"""What happened to a shop, in words."""

from storefront.admin.forms import LEVELS
from storefront.kit import events
from storefront.kit.events import Event
from storefront.kit.i18n import gettext as _

_HAPPENED = {
    "shops.Opened": lambda d: _("Opened"),
    "shops.Suspended": lambda d: _("Paused: %(reason)s", reason=d.get("reason", "")),
    "shops.Reinstated": lambda d: _("Reinstated"),
    "shops.Verified": lambda d: _("Checked: %(who)s", who=LEVELS.get(d.get("level", ""), "")),
    "shops.Closed": lambda d: _("Closed by its owner"),
    "shop.close_for_holiday": lambda d: _("Closed for a holiday"),
    "shop.reopen": lambda d: _("Opened again after a holiday"),
    "shop.cover_changed": lambda d: _("Its cover was changed"),
    "shop.logo_changed": lambda d: _("Its logo was changed"),
    "shop.look_changed": lambda d: _("Its looks were changed"),
    "shop.terms_changed": lambda d: _("Its terms were changed"),
}


def of(row: Event) -> str:
    """The sentence of an event about a shop; its kind where there is none."""
    words = _HAPPENED.get(row.kind)
    return words(events.payload(row)) if words else row.kind


def state(shop) -> tuple[str, str]:
    """(state in a word, kind of tag)."""
    return {
        "open": (_("open"), "ok"), "holiday": (_("on holiday"), "plain"), "suspended": (_("paused"), "warn"), "closed": (_("closed"), "plain"),
    }[shop.state]  # fmt: skip
