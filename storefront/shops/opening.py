"""Opening a shop: a name is enough."""

from collections.abc import Sized
from datetime import timedelta

import peewee

from storefront.accounts import Person, remember_shop
from storefront.kit import clock, db, events, once, security
from storefront.kit.config import Config
from storefront.kit.errors import Refused
from storefront.kit.forms import clean_line
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import language
from storefront.shops import rules, watching
from storefront.shops.events import Opened
from storefront.shops.models import FormerSlug, Member, Shop

SHOPS_A_DAY = 5
holders: Sized = ("sandbox",)  # the gateways that take money for the market's own account; app.py puts the registry of them here

_config: Config | None = None


def configure(config: Config) -> None:
    """Take the settings: currency, country, time zone and caps of new shops. Called when the app is made."""
    global _config
    _config = config


def hold_through(gateways: Sized) -> None:
    """Where none of these takes money for the market, nothing can be held: shops open in direct mode, and are offered no other."""
    global holders
    holders = gateways


def modes() -> tuple[str, ...]:
    """How the money of a shop can travel on this market, the preferred way first."""
    return ("protected", "direct") if len(holders) else ("direct",)


@db.verb
def open_shop(
    person: Person, name: str, came_from: Shop | None = None, started_at=None, slug: str | None = None, once_key: str = ""
) -> Shop:
    """Open a shop and make `person` its owner. Seal and hue come from the name, so does the handle unless `slug` is given.

    `came_from` is the shop whose page led here (its counter grows); `started_at` when the person first saw /open. Raises
    Refused(field "name", suggestions=[three free names]) where the name is taken. The same `once_key` opens one shop.
    """
    if once_key:
        before = once.claim(f"open:{person.id}", once_key, {})
        if before:
            return Shop.get_by_id(int(before))
    name = check_name(name)
    security.hit(
        f"open-shop:{person.id}", SHOPS_A_DAY, timedelta(days=1), _("That is many shops for one day. Open the next one tomorrow.")
    )
    now = clock.now()
    shop = _insert(
        name,
        owner=person.id,
        slug=slug,
        came_from=came_from.id if came_from else None,
        open_seconds=max(0, min(86400, int((now - started_at).total_seconds()))) if started_at else None,
        created_at=now,
    )
    Member.create(shop=shop.id, person=person.id, role="owner", created_at=now)
    remember_shop(person, shop.id)
    watching.watch(shop, {"name": name})
    if came_from:
        Shop.update(opened_from_here_count=Shop.opened_from_here_count + 1).where(Shop.id == came_from.id).execute()
    if once_key:
        once.keep(f"open:{person.id}", once_key, str(shop.id))
    events.record(Opened(shop.id, person.id, came_from.id if came_from else None), subject=f"shop:{shop.id}", shop=shop)
    return shop


def _insert(name: str, *, slug: str | None, **columns) -> Shop:
    hue = rules.hue_of(name)
    columns.update(
        name=name,
        name_key=rules.name_key(name),
        seal=rules.seal_of(name),
        hue=hue,
        chroma=rules.chroma_for(hue),
        currency=_config.currency,
        country=_config.country,
        time_zone=_config.time_zone,
        language=language(),
        pack_days=_config.pack_days,
        mode=modes()[0],
    )
    for _attempt in range(4):
        try:
            with db.database.atomic():  # a savepoint: somebody may take the name or the handle between the look and the write
                return Shop.create(slug=slug or suggest_slugs(name)[0], **columns)
        except peewee.IntegrityError:
            check_name(name)
            slug = None
    raise Refused(_("Someone has this name. How about one of these?"), "name", suggestions=free_names(name))


def check_name(name: str, shop: Shop | None = None) -> str:
    """A usable name, cleaned. Refused where it is empty, too long, or somebody else's; `shop` may keep its own."""
    name = clean_line(name) or ""
    if not rules.name_key(name):
        raise Refused(_("Give your shop a name."), "name")
    if len(name) > rules.NAME_LONGEST:
        raise Refused(
            _("That is %(length)s characters; there is room for %(most)s.", length=len(name), most=rules.NAME_LONGEST), "name"
        )
    if is_taken(name, shop):
        raise Refused(_("Someone has this name. How about one of these?"), "name", suggestions=free_names(name))
    return name


def is_taken(name: str, shop: Shop | None = None) -> bool:
    """Whether another shop has this name, or one that looks the same."""
    query = Shop.select().where(Shop.name_key == rules.name_key(name))
    return (query.where(Shop.id != shop.id) if shop else query).exists()


def free_names(name: str, count: int = 3) -> list[str]:
    """Names close to a taken one that are free."""
    ideas = rules.free_name_ideas(name)
    keys = {rules.name_key(idea): idea for idea in ideas}
    taken = {row.name_key for row in Shop.select(Shop.name_key).where(Shop.name_key.in_(list(keys)))}
    return [idea for key, idea in keys.items() if key not in taken][:count]


def suggest_slugs(name: str, count: int = 3) -> list[str]:
    """Free handles for a name, best first; at least one."""
    ideas = list(dict.fromkeys(rules.slug_ideas(name)))
    taken = {row.slug for row in Shop.select(Shop.slug).where(Shop.slug.in_(ideas))}
    taken |= {row.slug for row in FormerSlug.select(FormerSlug.slug).where(FormerSlug.slug.in_(ideas))}
    return [idea for idea in ideas if idea not in taken][:count]


def opened_in(shop: Shop) -> str | None:
    """How long it took to open: "0:48", or None where nobody looked at the clock."""
    return shop.opened_in
