"""What the share pages of visitors and sellers have in common: the poster, the ways to send it, the words of a link."""

from types import SimpleNamespace
from urllib.parse import quote

from storefront import share
from storefront.kit.errors import NotFound
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.kit.money import Money
from storefront.share import pictures, rules
from storefront.share.things import Thing


def link_to(thing: Thing, code: str | None):
    """The living link of this very thing by its code; None without a code. Raises NotFound for another thing's or an ended one."""
    if not code:
        return None
    if not rules.is_code(code):
        raise NotFound
    link = share.of_shop(thing.shop, code)
    if (link.kind, link.target) != (thing.kind, thing.target) or link.retired_at is not None:
        raise NotFound
    return link


def poster_url(thing: Thing, link, size: str = "screen") -> str:
    """Where the poster is, under an address that changes with what it shows."""
    more = "" if size == "screen" else f"&size={size}"
    return f"{thing.path}/poster.png?link={link.code}{more}&v={pictures.poster(thing, link, size).version}"


def ways(thing: Thing, link, size: str = "screen") -> dict:
    """Everything `share/_ways.html` shows: the poster and every way to send the link."""
    url, text = share.url(link), thing.message
    said = quote(f"{text}\n{url}", safe="")
    return {
        "thing": thing,
        "link": link,
        "url": url,
        "text": text,
        "poster": poster_url(thing, link, size),
        "poster_name": rules.file_name(thing.shop.slug, thing.target, link.code, "png"),
        "poster_alt": _("Poster: %(words)s, with a QR code that leads to %(url)s", words=text, url=url),
        "apps": [
            ("WhatsApp", f"https://wa.me/?text={said}", "message-circle"),
            ("Telegram", f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(text, safe='')}", "send"),
            (_("E-mail"), f"mailto:?subject={quote(thing.title, safe='')}&body={said}", "mail"),
        ],
    }


def label_words(link) -> str:
    """What a link is called in lists."""
    if link.label == share.PASSED_ON:
        return _("Passed on by visitors")
    return link.label or _("The link you send")


def row(link, names: dict) -> SimpleNamespace:
    """A link in a list: its words, what it leads to and what it brought."""
    return SimpleNamespace(
        code=link.code,
        label=label_words(link),
        thing=names.get((link.kind, link.target), ""),
        url=f"/sell/{link.shop.slug}/share/{link.kind}" + (f"/{link.target}" if link.target else "") + f"?link={link.code}",
        scans=link.visits_count,
        orders=link.orders_count,
        revenue=Money(link.revenue_minor, link.shop.currency),
        ended=link.retired_at is not None,
    )


def week_words(shop) -> str:
    """ "37 scans this week. The market stall poster brought 21 of them." from what was counted."""
    week = share.week(shop)
    if not week.scans:
        return _("Nobody has scanned your code this week. Send the link to three people, or put up a poster.")
    words = ngettext("%(num)s scan this week.", "%(num)s scans this week.", week.scans)
    if week.best is None or not week.best.label:
        return words
    if week.best.label == share.PASSED_ON:
        # Translators: what stands between two sentences; a place to break the line, where the language sets no space
        return words + _(" ") + _("%(count)s of them came because somebody passed your link on.", count=week.brought)
    return words + _(" ") + _("The %(label)s poster brought %(count)s of them.", label=week.best.label, count=week.brought)
