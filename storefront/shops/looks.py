"""How a shop looks: its glaze as a tiny stylesheet, its seal as a picture, and the verb that changes them.

Every colour of a page is derived from hue and chroma at a fixed lightness, so nobody can make a shop unreadable; the arithmetic
is done here once more and refuses what would fall below 4.5:1 all the same.
"""

import hashlib
from functools import lru_cache

import peewee

from storefront.kit import clock, colour, db, events
from storefront.kit.colour import Glaze
from storefront.kit.errors import Refused
from storefront.kit.forms import clean_line, clean_text
from storefront.kit.i18n import gettext as _
from storefront.media import Picture
from storefront.shops import actions, opening, rules, watching
from storefront.shops.models import FormerSlug, Shop

GLAZES = {
    "celadon": Glaze(172, 75, False, True),
    "lacquer": Glaze(27, 170, False, True),
    "persimmon": Glaze(52, 140, True, True),
    "honey": Glaze(80, 150, True, True),
    "ink": Glaze(255, 130, False, True),
    "wisteria": Glaze(300, 140, False, True),
    "plum": Glaze(350, 150, False, True),
    "stone": Glaze(172, 0, False, False),
}
LEAST_CONTRAST = 4.5
SLUG_KEPT = 20  # former handles a shop may leave behind


def capped(glaze: Glaze) -> Glaze:
    """The same glaze with no more chroma than screens can show at its hue and lightness."""
    hue = glaze.hue % 360
    lightness = colour.BRIGHT_FILL if glaze.bright else colour.FILL
    most = int(colour.max_chroma(lightness, hue) * 1000)
    return Glaze(hue, max(0, min(glaze.chroma, most)) if glaze.tint else 0, glaze.bright and glaze.tint, glaze.tint)


def of_hue(hue: int, bright: bool = False) -> Glaze:
    """A glaze of a hue somebody slid to, as strong as it looks well."""
    return capped(Glaze(hue, 130 if bright else 110, bright, True))


def contrast(glaze: Glaze) -> float:
    """The weakest contrast of text that a glaze brings about: on its buttons and as links, by day and by night."""
    hue, c, t = glaze.hue, glaze.chroma / 1000, 1 if glaze.tint else 0
    tone = colour.oklch_to_srgb
    day_fill = tone(colour.BRIGHT_FILL, c, hue) if glaze.bright else tone(colour.FILL, c, hue)
    on_day = tone(0.24, 0.038, hue) if glaze.bright else (255, 255, 255)
    pairs = (
        (day_fill, on_day),
        (tone(0.47, c, hue), tone(0.972, 0.006 * t, hue)),
        (tone(0.82, min(c, 0.13), hue), tone(0.19, 0.03, hue)),
        (tone(0.82, min(c, 0.10), hue), tone(0.165, 0.010 * t, hue)),
        (tone(0.37, min(c, 0.085), hue), tone(0.94, min(c * 0.4, 0.032), hue)),
        (tone(0.89, min(c, 0.055), hue), tone(0.30, min(c * 0.5, 0.045), hue)),
    )
    return min(colour.contrast(one, other) for one, other in pairs)


def theme_css(glaze: Glaze, selector: str = ":root") -> str:
    """The values that make every other colour: `:root{--h:172;--c:.075;--tint:1}`, with lightness where it is bright."""
    bright = ";--fl:.80;--ot:.24" if glaze.bright else ""
    return f"{selector}{{--h:{glaze.hue};--c:{_decimal(glaze.chroma)};--tint:{int(glaze.tint)}{bright}}}"


def _decimal(thousandths: int) -> str:
    return f"{thousandths / 1000:.3f}".rstrip("0").rstrip(".").removeprefix("0") or "0"


def glaze_of(shop: Shop) -> Glaze:
    """A shop's glaze."""
    return Glaze(shop.hue, shop.chroma, shop.bright, shop.tint)


def theme_hash(shop: Shop) -> str:
    """What makes the address of a shop's theme change with its colours."""
    return _hash(glaze_of(shop))


@lru_cache(2000)
def _hash(glaze: Glaze) -> str:
    return hashlib.blake2b(theme_css(glaze).encode(), digest_size=5).hexdigest()


def seal_svg(shop: Shop) -> str:
    """The seal as a picture that scales: the shop's sign on the web."""
    fill = colour.oklch_to_srgb(colour.BRIGHT_FILL if shop.bright else colour.FILL, shop.chroma / 1000, shop.hue)
    ink = colour.oklch_to_srgb(0.24, 0.038, shop.hue) if shop.bright else (255, 255, 255)
    ring = colour.hexa(colour.mix(fill, ink, 0.55))
    sign = shop.seal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    size = 50 if len(shop.seal) < 2 else 34
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<rect width="100" height="100" rx="27" fill="{colour.hexa(fill)}"/>'
        f'<rect x="5.25" y="5.25" width="89.5" height="89.5" rx="21.75" fill="none" stroke="{ring}" stroke-width="3.5"/>'
        f'<text x="50" y="50" text-anchor="middle" dominant-baseline="central" font-weight="700" font-size="{size}" '
        f"font-family=\"'Songti SC','Noto Serif SC','Noto Serif CJK SC',SimSun,serif\" fill=\"{colour.hexa(ink)}\">{sign}</text></svg>"
    )


# --- changing it -----------------------------------------------------------------------------------------------------------


@db.verb
def change_look(shop: Shop, *, glaze: Glaze | None = None, **values) -> Shop:
    """Change what visitors see: `name`, `slug`, `seal`, `words`, `about`, `sent_from`, and the glaze; what is not given stays.

    Raises Refused with the field: a name or handle that is taken, or colours below 4.5:1. A former handle goes on working.
    """
    columns = {name: _cleaned(shop, name, value) for name, value in values.items()}
    if "name" in columns:
        columns["name_key"] = rules.name_key(columns["name"])
    if glaze is not None:
        glaze = capped(glaze)
        if contrast(glaze) < LEAST_CONTRAST:
            raise Refused(
                _("These colours are too close to read: %(ratio)s to 1. At least 4.5 is needed.", ratio=f"{contrast(glaze):.1f}"),
                "glaze",
            )
        columns |= glaze._asdict()
    watching.watch(shop, {name: text for name, text in columns.items() if text != getattr(shop, name)})
    if columns.get("slug", shop.slug) != shop.slug:
        _leave_slug(shop, columns["slug"])
    try:
        with db.database.atomic():
            Shop.update(**columns).where(Shop.id == shop.id).execute()
    except peewee.IntegrityError:
        raise Refused(_("Somebody was faster with this name. Choose another one."), "slug" if "slug" in columns else "name")
    for name, value in columns.items():
        setattr(shop, name, value)
    shop._dirty.clear()
    events.record("shop.look_changed", subject=f"shop:{shop.id}", shop=shop, changed=sorted(columns))
    actions.touch(shop)
    return shop


_LONGEST = {"words": 160, "about": 4000, "sent_from": 80}


def _cleaned(shop: Shop, name: str, value: str):
    if name == "name":
        return opening.check_name(value, shop)
    if name == "slug":
        return check_slug(value, shop)
    if name == "seal":
        return (clean_line(value) or "")[:2] or rules.seal_of(shop.name)
    if name not in _LONGEST:
        raise TypeError(name)
    text = (clean_text(value) if name == "about" else clean_line(value)) or ""
    if len(text) > _LONGEST[name]:
        raise Refused(
            _("That is %(length)s characters; there is room for %(most)s.", length=len(text), most=_LONGEST[name]), name
        )
    return text


def check_slug(slug: str, shop: Shop | None = None) -> str:
    """A usable handle in lower case. Refused where it is malformed, reserved, or somebody's now or formerly."""
    slug = (clean_line(slug) or "").lower().removeprefix("@")
    if shop is not None and slug == shop.slug:
        return slug
    if not rules.slug_is_well_formed(slug):
        raise Refused(_("Use 2 to 40 of a–z, 0–9 and single hyphens between them."), "slug")
    if slug in rules.RESERVED:
        raise Refused(_("This handle is kept for the market. Choose another one."), "slug")
    former = FormerSlug.get_or_none(FormerSlug.slug == slug)
    if Shop.select().where(Shop.slug == slug).exists() or (former is not None and (shop is None or former.shop_id != shop.id)):
        raise Refused(_("Another shop has this handle. Choose another one."), "slug")
    return slug


def _leave_slug(shop: Shop, new: str) -> None:
    """Keep the handle that is left behind; take a former one of the same shop back."""
    FormerSlug.delete().where(FormerSlug.slug == new, FormerSlug.shop == shop.id).execute()
    if FormerSlug.select().where(FormerSlug.shop == shop.id).count() >= SLUG_KEPT:
        raise Refused(_("You changed the handle often already; all former ones go on working. Keep this one."), "slug")
    FormerSlug.insert(slug=shop.slug, shop=shop.id, changed_at=clock.now()).execute()


@db.verb
def change_picture(shop: Shop, place: str, picture: Picture | None) -> Shop:
    """Put a picture of this shop into its `place` ("cover" or "logo"), or take it away with None."""
    if place not in ("cover", "logo"):
        raise ValueError(place)
    if picture is not None and picture.shop != shop.id:
        raise ValueError("a picture of another shop")
    setattr(shop, place, picture)
    Shop.update(**{place: picture.id if picture else None}).where(Shop.id == shop.id).execute()
    shop._dirty.clear()
    events.record("shop.cover_changed" if place == "cover" else "shop.logo_changed", subject=f"shop:{shop.id}", shop=shop)
    actions.touch(shop)
    return shop


def paper(shop: Shop) -> str:
    """The colour of the shop's page by day, #rrggbb: what a phone paints before the page is there."""
    return colour.hexa(colour.oklch_to_srgb(0.972, 0.006 * int(shop.tint), shop.hue))
