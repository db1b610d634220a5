"""What can happen to a shop after it was opened: looks, holidays, verification, pauses, and counting what it sells in a day."""

from datetime import date, datetime, timedelta

from storefront import policies
from storefront.accounts import Person
from storefront.kit import clock, dates, db, events, ids, jobs, money, pagecache
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.prepared import one, prepared
from storefront.shops import rules
from storefront.shops.events import Closed, Reinstated, Suspended, Verified
from storefront.shops.models import LEVELS, SHOP, Member, Shop, ShopDay
from storefront.shops.reading import shop_at


def tag(shop: Shop) -> str:
    """The page-cache tag of everything the public sees of a shop: "shop:12"."""
    return f"shop:{shop.id}"


def read_version(cache_tag: str) -> int:
    """The version of a tag as the database knows it (where several processes write); 0 for other tags."""
    noun, _colon, number = cache_tag.partition(":")
    shop_id = ids.number(number)
    if noun != "shop" or shop_id is None:
        return 0
    row = _version(shop_id)
    return row[0] if row else 0


@one
def _version(shop_id):
    return Shop.select(Shop.version).where(Shop.id == shop_id).tuples()


@prepared
def _newer(shop_id):
    return Shop.update(version=Shop.version + 1).where(Shop.id == shop_id).returning(Shop.version)


@db.verb
def touch(shop: Shop) -> int:
    """The public sees something new of this shop: its version grows, and kept pages are stale once this commits."""
    shop.version = _newer(shop.id)[0].version
    shop._dirty.discard("version")
    name, version = tag(shop), shop.version
    db.on_commit(lambda: pagecache.versions.bump(name, version))
    return version


def today(shop: Shop):
    """The date on the shop's own calendar."""
    return shop.today


def of_person(person: Person) -> list[Shop]:
    """The shops a person works in, the one used last first; closed ones last."""
    query = (
        Shop.select(Shop, Member).join(Member, on=(Member.shop == Shop.id), attr="membership").where(Member.person == person.id)
    )
    return sorted(query.order_by(Shop.id), key=lambda shop: (shop.state == "closed", shop.id != person.last_shop_id, shop.id))


def owner_of(shop: Shop) -> Person:
    """The person a shop belongs to."""
    return Person.get_by_id(shop.owner_id)


def shop_by_slug(slug: str) -> Shop | None:
    """The shop at /@slug, or None."""
    slug = rules.read_slug(slug)
    return shop_at(slug) if slug else None


# --- states ----------------------------------------------------------------------------------------------------------------


@db.verb
def close_for_holiday(shop: Shop, reopens_on=None) -> Shop:
    """No orders from now on; `reopens_on` (a date on the shop's calendar) opens it again by itself."""
    if reopens_on is not None and reopens_on <= shop.today:
        raise Refused(_("Choose a day after today."), "reopens_on")
    if shop.state == "holiday":
        Shop.update(reopens_on=reopens_on).where(Shop.id == shop.id, Shop.state == "holiday").execute()
        shop.reopens_on = reopens_on
    else:
        SHOP.change(shop, "close_for_holiday", reopens_on=reopens_on)
    touch(shop)
    return shop


@db.verb
def reopen(shop: Shop) -> Shop:
    """The holiday is over."""
    SHOP.change(shop, "reopen", reopens_on=None)
    touch(shop)
    return shop


def reopen_due() -> None:
    """Sweep: open shops whose holiday ended on their own calendar."""
    tomorrow_somewhere = (clock.now() + timedelta(hours=14)).date()  # the earliest calendars are 14 hours ahead
    due = Shop.select().where(Shop.state == "holiday", Shop.reopens_on.is_null(False), Shop.reopens_on <= tomorrow_somewhere)
    jobs.each(_reopen_on_its_day, due.order_by(Shop.reopens_on).limit(200))


@db.verb
def _reopen_on_its_day(shop: Shop) -> None:
    """Asked of the row as it is now: since the sweep read it, its seller may have chosen another day."""
    shop = db.locked(Shop.select().where(Shop.id == shop.id)).get()
    if shop.state != "holiday" or not shop.sells:
        raise Changed
    reopen(shop)


@db.verb
def suspend(shop: Shop, reason: str) -> Shop:
    """The operator pauses a shop: nothing more is sold, orders and refunds stay alive. `reason` is shown to the seller. The day on which
    its holiday ends stays with it, for whoever leads it back there."""
    if not reason.strip():
        raise Refused(_("Write the reason: the seller will read it."), "reason")
    SHOP.change(shop, "suspend", Suspended(shop.id, reason.strip()), state_reason=reason.strip())
    touch(shop)
    return shop


@db.verb
def reinstate(shop: Shop) -> Shop:
    """A paused shop may sell again."""
    SHOP.change(shop, "reinstate", Reinstated(shop.id), state_reason="", reopens_on=None)
    touch(shop)
    return shop


@db.verb
def close(shop: Shop) -> Shop:
    """Close a shop for good: its public pages are gone, its orders, books and handle stay."""
    SHOP.change(shop, "close", Closed(shop.id), reopens_on=None)
    touch(shop)
    return shop


@db.verb
def verify(shop: Shop, level: str) -> Shop:
    """Note that an identity was checked: "individual", "trader" or "company"; "none" takes it back."""
    if level not in LEVELS:
        raise ValueError(level)
    before = shop.level
    Shop.update(level=level, level_at=clock.now()).where(Shop.id == shop.id).execute()
    shop.level = level
    events.record(Verified(shop.id, level), subject=f"shop:{shop.id}", shop=shop, before=before, after=level)
    touch(shop)
    return shop


# --- what it sells in a day ------------------------------------------------------------------------------------------------


def cap_of(shop: Shop) -> rules.Cap | None:
    """What this shop may sell in a day of its calendar, by who was checked, or None where it has no cap."""
    found = policies.current()
    return rules.cap(found.cap(shop.level), shop.currency, found.currency)


@prepared
def _begin_day(shop_id, day):
    return ShopDay.insert(shop=shop_id, day=day).on_conflict(conflict_target=[ShopDay.shop, ShopDay.day], action="IGNORE")


@prepared
def _count_order(shop_id, day, minor, most_orders, most_minor):
    room = (ShopDay.orders_count < most_orders) & (ShopDay.sum_minor + minor <= most_minor)
    grown = ShopDay.update(orders_count=ShopDay.orders_count + 1, sum_minor=ShopDay.sum_minor + minor)
    return grown.where(ShopDay.shop == shop_id, ShopDay.day == day, room)


@db.verb
def count_against_cap(shop: Shop, total_minor: int) -> None:
    """Count one order of `total_minor` into the shop's day, inside the transaction of the order itself.

    One guarded UPDATE: many orders at the same moment never pass the cap together. Raises Refused where it would be passed.
    """
    day, limit = shop.today, cap_of(shop)
    most, minor = (limit.orders, limit.minor) if limit is not None else (2**31 - 1, 2**63 - 1)
    counted = _count_order(shop.id, day, total_minor, most, minor)
    if not counted:  # the first order of the day, or one too many
        _begin_day(shop.id, day)
        counted = _count_order(shop.id, day, total_minor, most, minor)
    if not counted and total_minor > minor:  # tomorrow will not help
        most_a_day = money.Money(minor, shop.currency).display()
        raise Refused(
            _("%(shop)s sells up to %(sum)s a day as yet, and this is more. Order less.", shop=shop.name, sum=most_a_day)
        )
    if not counted:
        raise Refused(_("%(shop)s has taken as many orders as it may in one day. Try again tomorrow.", shop=shop.name))


@db.verb
def uncount(shop: Shop, at: datetime, total_minor: int) -> None:
    """An order of `total_minor` that was placed `at` a moment ended and nobody had paid: its day has room for another one. Without this,
    whoever never pays could keep a shop from selling for a day."""
    day = dates.local(at, shop.time_zone).date()
    there = (ShopDay.orders_count > 0) & (ShopDay.sum_minor >= total_minor)
    less = ShopDay.update(orders_count=ShopDay.orders_count - 1, sum_minor=ShopDay.sum_minor - total_minor)
    less.where(ShopDay.shop == shop.id, ShopDay.day == day, there).execute()


@db.verb
def count_again(shop: Shop, at: datetime, total_minor: int) -> None:
    """The money came after all, and the order stands: it counts whether there is still room or not."""
    day = dates.local(at, shop.time_zone).date()
    more = ShopDay.update(orders_count=ShopDay.orders_count + 1, sum_minor=ShopDay.sum_minor + total_minor)
    more.where(ShopDay.shop == shop.id, ShopDay.day == day).execute()


@db.verb
def count_scan(shop: Shop | int, day: date | None = None) -> None:
    """Count one visit by a short link or QR code into a day of the shop (a Shop, or its id with a `day`); default is today."""
    row = ShopDay.insert(shop=getattr(shop, "id", shop), day=day or shop.today, scans_count=1)
    row.on_conflict(conflict_target=[ShopDay.shop, ShopDay.day], update={ShopDay.scans_count: ShopDay.scans_count + 1}).execute()


def day_of(shop: Shop, day=None) -> ShopDay:
    """What the shop took in on a day of its calendar (default today); an unsaved empty row where nothing happened."""
    day = day or shop.today
    return ShopDay.of(shop).where(ShopDay.day == day).first() or ShopDay(shop=shop.id, day=day)


def cap_left(shop: Shop) -> tuple[int, int] | None:
    """(orders, minor units) the shop may still sell today, or None where it has no cap."""
    limit = cap_of(shop)
    if limit is None:
        return None
    row = day_of(shop)
    return max(0, limit.orders - row.orders_count), max(0, limit.minor - row.sum_minor)


def cap_for_new() -> tuple[int, money.Money] | None:
    """(orders, sum) a new shop may sell in a day, or None where it has no cap."""
    found = policies.current()
    cap = found.cap("none")
    return (cap.orders, money.Money(cap.minor, found.currency)) if cap else None


def cap_note(shop: Shop) -> str | None:
    """One sentence about the cap for Today and the settings, or None where there is none."""
    limit, left = cap_of(shop), cap_left(shop)
    if limit is None:
        return None
    most, rest = money.Money(limit.minor, shop.currency), money.Money(left[1], shop.currency)
    if shop.level == "none":
        text = _(
            "Until you check your ID, your shop sells up to %(orders)s orders and %(sum)s a day.",
            orders=limit.orders,
            sum=most.display(),
        )
    else:
        text = _("Your shop sells up to %(orders)s orders and %(sum)s a day.", orders=limit.orders, sum=most.display())
    return text + _(" ") + _("Left today: %(orders)s orders, %(sum)s.", orders=left[0], sum=rest.display())


@db.verb
def rated(shop: Shop, stars: int, reviews: int) -> None:
    """Add to the sum of stars and the number of reviews of all its goods (negative takes away); its pages show something new."""
    more = {Shop.stars_sum: Shop.stars_sum + stars, Shop.reviews_count: Shop.reviews_count + reviews}
    Shop.update(more).where(Shop.id == shop.id).execute()
    touch(shop)
