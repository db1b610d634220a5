"""What happened, and who it was, in words."""

from storefront.admin import order_words
from storefront.admin.forms import LEVELS
from storefront.kit import events, happenings
from storefront.kit.events import Event
from storefront.kit.i18n import gettext as _
from storefront.payments.providers import gateways

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
    "shop.particulars_changed": lambda d: _("Who sells was changed, as receipts say it"),
    "shop.tax_changed": lambda d: _("Its tax was changed"),
    "shop.tax_rate_set": lambda d: _("Its tax was changed"),
    "shop.tax_rate_removed": lambda d: _("Its tax was changed"),
    "method.on": lambda d: _("How it is paid was changed"),
    "method.off": lambda d: _("How it is paid was changed"),
    "method.saved": lambda d: _("How it is paid was changed"),
    "payouts.AccountChanged": lambda d: _("The account for its money was changed"),
    "check.taken_back": lambda d: _("Its identity check was taken back"),
}


def of(row: Event) -> str:
    """The sentence of an event about a shop; its plain name where there is none."""
    words = _HAPPENED.get(row.kind)
    return words(events.payload(row)) if words else happenings.called(row.kind)


def who(actor: str, names: dict[str, str]) -> str:
    """Who it was: by name where there is one."""
    if names.get(actor):
        return names[actor]
    kind, _colon, key = actor.partition(":")
    if kind == "provider" and key in gateways:
        return order_words.service(key)
    if actor == "system:command line":
        return _("The command line")
    return {
        "person": _("Somebody with an account"), "buyer": _("Buyer"), "operator": _("Market"), "system": _("The market itself"),
        "clock": _("The market itself"), "provider": _("Payment provider"), "visitor": _("Somebody who was not signed in"),
    }.get(kind, actor)  # fmt: skip


def numbered(actor: str) -> str:
    """An actor by its number, as it is typed into a search: "Account 3"; what has no number by its words."""
    kind, _colon, key = actor.partition(":")
    return f"{_numbered()[kind]} {key}" if kind in _numbered() and key.isdigit() else who(actor, {}) if actor else ""


def actor(text: str) -> str:
    """The actor that somebody means by "Account 3", or by the actor itself; the text where it is neither."""
    words, _space, number = text.rpartition(" ")
    kind = next((kind for kind, word in _numbered().items() if word.casefold() == words.strip().casefold()), None)
    alone = {who(one, {}).casefold(): one for one in ("buyer", "clock", "system", "visitor", "system:command line")}
    return f"{kind}:{number}" if kind and number.isdigit() else alone.get(text.casefold(), text)


def _numbered() -> dict[str, str]:
    return {"person": happenings.noun("person"), "operator": _("Staff")}


def state(shop) -> tuple[str, str]:
    """(state in a word, kind of tag)."""
    return {
        "open": (_("open"), "ok"), "holiday": (_("on holiday"), "plain"), "suspended": (_("paused"), "warn"), "closed": (_("closed"), "plain"),
    }[shop.state]  # fmt: skip
