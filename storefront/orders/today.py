"""What the Today page shows: the till slip, what waits, what to ship next, and how far the shop has come."""

from datetime import timedelta
from types import SimpleNamespace

from storefront import ledger, media, orders, payments, share
from storefront.kit import clock, dates, registry
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.kit.money import Money
from storefront.shops.models import ShopDay


def greeting(shop, name: str) -> str:
    """Good morning, Mei: by the clock on the shop's wall."""
    hour = dates.local(clock.now(), shop.time_zone).hour
    if name:
        return (
            _("Good morning, %(name)s", name=name)
            if hour < 12
            else _("Good afternoon, %(name)s", name=name)
            if hour < 18
            else _("Good evening, %(name)s", name=name)
        )
    return _("Good morning") if hour < 12 else _("Good afternoon") if hour < 18 else _("Good evening")


def till(shop) -> SimpleNamespace:
    """Sold today, against the same weekday last week, and the seven days as a line. One query."""
    today = shop.today
    rows = {row.day: row for row in ShopDay.of(shop).where(ShopDay.day > today - timedelta(days=8))}

    def on(day):
        return rows.get(day) or ShopDay(shop=shop.id, day=day)

    days = [today - timedelta(days=back) for back in range(6, -1, -1)]
    points = [max(0, on(day).sold_minor) for day in days]
    words = _(", ").join(
        f"{dates.weekday(day) if day != today else _('today')} {Money(on(day).sold_minor, shop.currency).short()}" for day in days
    )
    return SimpleNamespace(
        sold=Money(on(today).sold_minor, shop.currency),
        compared=_compared(on(today).sold_minor, on(today - timedelta(days=7)).sold_minor, today),
        points=points,
        label=_("Sales in the last 7 days: %(days)s", days=words),
        days=[(dates.weekday(day, short=True), day == today) for day in days],
        orders=on(today).sold_count,
        scans=on(today).scans_count,
        pieces=on(today).pieces_count,
    )


def _compared(now: int, before: int, today) -> str:
    if before <= 0 or now <= 0:  # a day that has not begun to sell is not a bad one
        return ""
    share_of = round((now - before) * 100 / before)
    name = dates.weekday(today)
    if share_of == 0:
        return _("as much as last %(weekday)s", weekday=name)
    if share_of > 0:
        return _("%(percent)s more than last %(weekday)s", percent=f"{share_of}%", weekday=name)
    return _("%(percent)s less than last %(weekday)s", percent=f"{-share_of}%", weekday=name)


def todo(shop, ship: int) -> list[tuple]:
    """(count, words, address, hot) of what waits for the seller."""
    sell = f"/sell/{shop.slug}"
    pay = payments.to_verify_count(shop)
    found = [
        (ship, ngettext("to ship", "to ship", ship), f"{sell}/orders?state=ship", bool(ship)),
        (pay, ngettext("payment to look at", "payments to look at", pay), f"{sell}/orders?state=pay", bool(pay)),
    ]
    for more in registry.slots["today.todo"].render(shop=shop):
        found.append(more)
    return found


def steps(shop) -> list[SimpleNamespace]:
    """Grow a little: what a young shop does next, computed from what it has done."""
    sell = f"/sell/{shop.slug}"
    shared = any(link.visits_count for link in share.links_of(shop, 5))
    return [
        SimpleNamespace(done=shop.items_count >= 3, text=_("Put up your first 3 items"), more="", url=f"{sell}/items/new"),
        SimpleNamespace(
            done=bool(shop.words or shop.cover_id),
            text=_("Give your shop a face"),
            more=_("a cover picture and a sentence"),
            url=f"{sell}/shop",
        ),
        SimpleNamespace(done=bool(payments.methods_for(shop)), text=_("Say how you are paid"), more="", url=f"{sell}/payments"),
        SimpleNamespace(
            done=shared, text=_("Print a poster for your stall"), more=_("or send your link to three people"), url=f"{sell}/share"
        ),
        SimpleNamespace(done=shop.orders_count > 0, text=_("Your first order"), more="", url=f"{sell}/share"),
    ]


def context(shop, person_name: str) -> dict:
    """Everything the template needs."""
    waiting, _more = orders.pile(shop, limit=5)
    kinds = orders.to_ship_kinds(shop)
    codes = [line.picture_code for order in waiting for line in order.lines[:1] if line.picture_code]
    pictures = media.by_codes(codes)
    for order in waiting:
        order.picture = pictures.get(order.lines[0].picture_code)
        order.urgent = order.ship_by is not None and order.ship_by <= clock.now() + timedelta(days=1)
    grow = steps(shop)
    return {
        "shop": shop, "greeting": greeting(shop, person_name), "date": dates.day(shop.today, weekday=False), "weekday": dates.weekday(shop.today),
        "till": till(shop), "todo": todo(shop, len(kinds)), "waiting": waiting, "wallet": ledger.wallet(shop), "grow": grow,
        "grown": sum(step.done for step in grow), "now_at": clock.now(), "labels": sum(kind in orders.LABELLED for kind in kinds),
    }  # fmt: skip
