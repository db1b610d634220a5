"""What can happen to stock. Every change of `on_hand` writes a move; every hold is a row of its own."""

import peewee

from storefront import shops
from storefront.catalog.models import Product, Variant
from storefront.kit import clock, db
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.kit.prepared import one, prepared
from storefront.shops.models import Shop
from storefront.stock.models import Hold, Level, Move


@db.verb
def reserve(shop, reference: str, lines: list[tuple[int, int]]) -> None:
    """Hold all `lines` (variant id, pieces) for `reference` ("order:17"), or none of them.

    Raises Refused with `left={variant_id: pieces}` where there is not enough. Variants that are not counted always have enough.
    """
    wanted, missing, counted = _wanted(lines), {}, {}
    # sorted, so that orders with the same goods in another order queue up instead of waiting for each other
    for variant_id in sorted(wanted):
        quantity = wanted[variant_id]
        counted[variant_id] = _hold(variant_id, quantity)
        if counted[variant_id]:
            continue
        level = _level(variant_id)
        if level is not None and level.counted:
            missing[variant_id] = max(0, level.on_hand - level.held)
    if missing:
        raise Refused(short_sentence(min(missing.values())), left=missing)
    for variant_id in sorted(wanted):
        Hold.create(
            shop=shop.id, reference=reference, variant=variant_id, quantity=wanted[variant_id], counted=counted[variant_id]
        )
    _show(shop, {v: -wanted[v] for v in wanted if counted[v]})


def look(lines: list[tuple[int, int]]) -> None:
    """Raises what `reserve` would raise at this moment, and holds nothing: in a rush most hear no before anything is written for them."""
    wanted = _wanted(lines)
    missing = {variant_id: few for variant_id, few in left(list(wanted)).items() if few is not None and few < wanted[variant_id]}
    if missing:
        raise Refused(short_sentence(min(missing.values())), left=missing)


def _wanted(lines: list[tuple[int, int]]) -> dict[int, int]:
    wanted: dict[int, int] = {}
    for variant_id, quantity in lines:
        wanted[variant_id] = wanted.get(variant_id, 0) + quantity
    return wanted


@one
def _level(variant_id):
    return Level.across_shops().where(Level.variant == variant_id)


@prepared
def _take(variant_id, quantity):
    enough = (Level.on_hand - Level.held >= quantity) & Level.counted
    return Level.update(held=Level.held + quantity).where(Level.variant == variant_id, enough)


def _hold(variant_id: int, quantity: int) -> bool:
    """The guard: one UPDATE that finds a row only while there is enough."""
    return bool(_take(variant_id, quantity))


def short_sentence(left: int) -> str:
    """What a buyer reads when somebody was quicker."""
    if left <= 0:
        return _("Someone was quicker: it is sold out. We changed your bag.")
    return ngettext(
        "Someone was quicker: only %(num)s left. We changed your bag.",
        "Someone was quicker: only %(num)s left. We changed your bag.",
        left,
    )


@prepared
def _holds(reference):
    return Hold.across_shops().where(Hold.reference == reference).order_by(Hold.variant)


def holds_of(reference: str) -> list[Hold]:
    """The holds of one order, sorted by variant."""
    return _holds(reference)


@db.verb
def commit(reference: str) -> None:
    """The order is confirmed: what it held is sold. Does nothing where it was done before."""
    for hold in holds_of(reference):
        if not Hold.update(state="sold").where(Hold.id == hold.id, Hold.state == "held").execute() or not hold.counted:
            continue
        taken = (
            Level.update(on_hand=Level.on_hand - hold.quantity, held=Level.held - hold.quantity)
            .where(Level.variant == hold.variant_id, Level.counted, Level.held >= hold.quantity)
            .execute()
        )
        if taken:
            _move(hold, "sold", -hold.quantity)


@db.verb
def release(reference: str) -> None:
    """The order is given up: what it held is free again. Freeing needs no lock; done twice it frees once."""
    freed = {}
    for hold in holds_of(reference):
        if Hold.update(state="released").where(Hold.id == hold.id, Hold.state == "held").execute() and hold.counted:
            _let_go(hold)
            freed[hold.variant_id] = hold.quantity
    if freed:
        _show(hold.shop, freed)


def _let_go(hold: Hold) -> None:
    Level.update(held=Level.held - hold.quantity).where(
        Level.variant == hold.variant_id, Level.counted, Level.held >= hold.quantity
    ).execute()


@db.verb
def revive(shop, reference: str) -> None:
    """Money came after the hold had expired: hold the same pieces again, or raise Refused where they are gone."""
    released = [hold for hold in holds_of(reference) if hold.state == "released"]
    missing, held = {}, []
    for hold in released:
        if _hold(hold.variant_id, hold.quantity):
            held.append(hold)
            continue
        level = _level(hold.variant_id)
        if level is not None and level.counted:
            missing[hold.variant_id] = max(0, level.on_hand - level.held)
    if missing:
        for hold in held:  # the caller goes on in the same transaction and sends the money back
            _let_go(hold)
        raise Refused(short_sentence(min(missing.values())), left=missing)
    for hold in released:  # whether it is counted may have changed since it was held the first time
        again = Hold.update(state="held", counted=hold in held)
        again.where(Hold.id == hold.id, Hold.state == "released").execute()
    _show(shop, {hold.variant_id: -hold.quantity for hold in held})


@db.verb
def give_back(reference: str, variant_id: int | None = None) -> None:
    """A sold order is cancelled: its pieces (or those of one variant) are on the shelf again. Done twice it gives back once."""
    back = {}
    for hold in holds_of(reference):
        if variant_id is not None and hold.variant_id != variant_id:
            continue
        if Hold.update(state="returned").where(Hold.id == hold.id, Hold.state == "sold").execute():
            back |= _shelve(hold, hold.quantity - hold.returned_count)
    if back:
        _show(hold.shop, back)


@db.verb
def give_back_part(reference: str, pieces: dict[int, int]) -> None:
    """So many pieces by variant of a sold order are on the shelf again, while the order goes on; what is left comes back by `give_back`.

    Raises Changed where that is more than the order still has. The caller holds the order's row, so that both count the same.
    """
    back = {}
    for hold in holds_of(reference):
        count = pieces.get(hold.variant_id, 0)
        if not count:
            continue
        room = (Hold.state == "sold") & (Hold.returned_count + count <= Hold.quantity)
        if not Hold.update(returned_count=Hold.returned_count + count).where(Hold.id == hold.id, room).execute():
            raise Changed
        back |= _shelve(hold, count)
    if back:
        _show(hold.shop, back)


def _shelve(hold: Hold, count: int) -> dict[int, int]:
    """Put pieces of a hold on the shelf: {variant: pieces}; nothing where they are not counted (any more), or there are none."""
    if not count or not hold.counted:
        return {}
    if not Level.update(on_hand=Level.on_hand + count).where(Level.variant == hold.variant_id, Level.counted).execute():
        return {}
    _move(hold, "returned", count)
    return {hold.variant_id: count}


def _show(shop, changes: dict[int, int]) -> None:
    """Keep what lists and pages show: the number left per product, and the shop's version."""
    if not changes:
        return
    for variant_id, step in sorted(changes.items()):
        _show_one(variant_id, step)
    shops.touch(shop)


@prepared
def _show_one(variant_id, step):
    product = Variant.across_shops(Variant.product).where(Variant.id == variant_id)
    return Product.update(left_count=Product.left_count + step).where(Product.id == product, Product.left_count.is_null(False))


def recount(product_id: int) -> None:
    """Work out again how many of a product are left: NULL where any of its active variants is not counted."""
    rows = _free_of(product_id)
    _show_left(product_id, sum(free for _counted, free in rows) if rows and all(counted for counted, _free in rows) else None)


@prepared
def _free_of(product_id):
    rows = Variant.across_shops(Level.counted, Level.on_hand - Level.held)
    rows = rows.join(Level, peewee.JOIN.LEFT_OUTER, on=(Level.variant == Variant.id))
    return rows.where(Variant.product == product_id, Variant.active).tuples()


@prepared
def _show_left(product_id, left):
    return Product.update(left_count=left).where(Product.id == product_id)


def _move(hold: Hold, kind: str, quantity: int) -> None:
    Move.create(
        shop=hold.shop_id, variant=hold.variant_id, kind=kind, quantity=quantity, reference=hold.reference, at=clock.now()
    )


@one
def _level_to_change(variant_id):
    return db.locked(Level.across_shops().where(Level.variant == variant_id))


@prepared
def _count_one(variant_id, step):
    return Level.update(counted=True, on_hand=Level.on_hand + step).where(Level.variant == variant_id)


@db.verb
def set_count(variant, number: int | None, shop: Shop | None = None) -> Level:
    """The seller says how many there are; None: not counted. Pieces held by open orders stay held.

    `number` is what can still be bought plus what is held. Raises Refused below what is held.
    """
    shop = shop or variant.shop
    shop_id = shop.id
    level = _level_to_change(variant.id)
    if level is None:
        level = Level.create(variant=variant.id, shop=shop_id, counted=False, force_insert=True)
    if number is None:
        if level.held:
            raise Refused(
                _("Open orders hold some of these. Count them until those orders are paid or have ended."), field="stock"
            )
        if level.on_hand:
            Move.create(shop=shop_id, variant=variant.id, kind="count", quantity=-level.on_hand, at=clock.now())
        Level.update(counted=False, on_hand=0).where(Level.variant == variant.id).execute()
        level.counted, level.on_hand = False, 0
        recount(variant.product_id)
        shops.touch(shop)
        return level
    if number < level.held:
        raise Refused(
            ngettext(
                "%(num)s is held by an open order, so it cannot be fewer.",
                "%(num)s are held by open orders, so it cannot be fewer.",
                level.held,
            ),
            field="stock",
        )
    step = number - level.on_hand
    if step:
        Move.create(shop=shop_id, variant=variant.id, kind="count", quantity=step, at=clock.now())
    # a step, not a value: a sale between the reading and this line must not be undone by it
    _count_one(variant.id, step)
    level.counted, level.on_hand = True, number
    recount(variant.product_id)
    shops.touch(shop)
    return level


@prepared
def _levels(variant_ids):
    return Level.across_shops().where(Level.variant.in_(variant_ids))


def levels(variant_ids: list[int]) -> dict[int, Level]:
    """Stock levels by variant, those that are counted or were once."""
    if not variant_ids:
        return {}
    return {level.variant_id: level for level in _levels(list(variant_ids))}


def left(variant_ids: list[int]) -> dict[int, int | None]:
    """How many can be bought now, by variant; None: not counted."""
    known = levels(variant_ids)
    return {v: (known[v].on_hand - known[v].held if v in known and known[v].counted else None) for v in variant_ids}
