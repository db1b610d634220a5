"""What can happen to a bag. The bag is found by the hash of its cookie; lines remember the price that was seen."""

from dataclasses import dataclass
from datetime import timedelta

import peewee

from storefront import catalog, stock
from storefront.cart.models import Bag, BagLine
from storefront.kit import clock, db, ids
from storefront.kit.errors import Invalid, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.kit.money import Money
from storefront.kit.prepared import one, prepared

MOST_LINES = 60
MOST_PIECES = 999


@dataclass
class Line:
    """A line as the bag shows it: the offer as it is now, what was seen, and how many can be had (None: not counted)."""

    id: int
    offer: object
    quantity: int
    price_seen: Money
    left: int | None

    @property
    def price(self) -> Money:
        return Money(self.offer.price_minor, self.offer.shop.currency)

    @property
    def total(self) -> Money:
        return self.price * self.quantity

    @property
    def price_changed(self) -> bool:
        return self.price != self.price_seen

    @property
    def short(self) -> bool:
        return self.left is not None and self.left < self.quantity


@dataclass
class Group:
    """The lines of one shop: one bag, one order, one total."""

    shop: object
    lines: list[Line]

    @property
    def items(self) -> Money:
        return Money(sum(line.total.minor for line in self.lines), self.shop.currency)

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)


@one
def _bag(token_hash):
    return Bag.select().where(Bag.token_hash == token_hash)


def bag_of(token: str | None) -> Bag | None:
    """The bag of a cookie, or None."""
    return _bag(ids.digest(token)) if token else None


@db.verb
def open_bag() -> tuple[Bag, str]:
    """A new bag and the token for its cookie."""
    token = ids.secret()
    return Bag.create(token_hash=ids.digest(token), updated_at=clock.now()), token


@db.verb
def add(bag: Bag, variant_code: str, shop_id: int, quantity: int = 1) -> int:
    """Put so many more of a variant into the bag; returns how many of it are in it now.

    Raises NotFound for something that is not for sale, Refused where there is not enough.
    """
    if not 1 <= quantity <= MOST_PIECES:
        raise Invalid(_("Write a number from %(least)s to %(most)s.", least=1, most=MOST_PIECES))
    offer = catalog.offer_by_code(shop_id, variant_code)
    if offer is None:
        raise NotFound(_("This item is no longer sold."))
    _used(bag.id, clock.now())  # first: its row is locked, so that two taps at once are counted one after the other
    line = _line(bag.id, offer.variant_id)
    wanted = quantity + (line.quantity if line else 0)
    _check(offer, wanted)
    if line:
        _set(line.id, wanted, offer.price_minor)
    else:
        if BagLine.select().where(BagLine.bag == bag.id).count() >= MOST_LINES:
            raise Refused(_("The bag is full. Check out first, or remove something."))
        BagLine.create(
            bag=bag,
            shop=shop_id,
            variant=offer.variant_id,
            quantity=wanted,
            price_seen_minor=offer.price_minor,
            added_at=clock.now(),
        )
    return wanted


@one
def _line(bag_id, variant_id):
    return BagLine.select().where(BagLine.bag == bag_id, BagLine.variant == variant_id)


@prepared
def _set(line_id, quantity, price_minor):
    return BagLine.update(quantity=quantity, price_seen_minor=price_minor).where(BagLine.id == line_id)


@prepared
def _used(bag_id, at):
    return Bag.update(updated_at=at).where(Bag.id == bag_id)


def _check(offer, wanted: int) -> None:
    if wanted > MOST_PIECES:
        raise Refused(_("Write a number from %(least)s to %(most)s.", least=1, most=MOST_PIECES))
    left = stock.left([offer.variant_id])[offer.variant_id]
    if left is not None and wanted > left:
        raise Refused(
            ngettext("Only %(num)s left.", "Only %(num)s left.", left) if left > 0 else _("This is sold out."),
            field="quantity",
            left={offer.variant_id: left},
        )


@db.verb
def change(bag: Bag, line_id: int, quantity: int) -> None:
    """Set how many; 0 removes the line. Raises NotFound for a line that is not in this bag."""
    if not 0 <= quantity <= MOST_PIECES:
        raise Invalid(_("Write a number from %(least)s to %(most)s.", least=0, most=MOST_PIECES))
    line = BagLine.get_or_none(BagLine.id == line_id, BagLine.bag == bag.id)
    if line is None:
        raise NotFound
    if quantity == 0:
        line.delete_instance()
        return
    offers = catalog.for_sale([line.variant_id])
    if offers and quantity > line.quantity:
        _check(offers[0], quantity)
    BagLine.update(quantity=quantity).where(BagLine.id == line.id).execute()


@db.verb
def accept_changes(bag: Bag, shop) -> list[str]:
    """Bring the bag to what can be had now, and say what changed, in sentences: prices that moved, fewer pieces, items gone."""
    said = []
    for group in groups(bag, keep_gone=True):
        if group.shop.id != shop.id:
            continue
        for line in group.lines:
            if line.price_changed:
                said.append(
                    _(
                        "The price changed from %(old)s to %(new)s while this was in your bag.",
                        old=line.price_seen.short(),
                        new=line.price.short(),
                    )
                )
                BagLine.update(price_seen_minor=line.price.minor).where(BagLine.id == line.id).execute()
            if line.left == 0:
                said.append(_("%(item)s is sold out by now, so we took it out of your bag.", item=line.offer.name))
                BagLine.delete().where(BagLine.id == line.id).execute()
            elif line.short:
                said.append(stock.short_sentence(line.left))
                BagLine.update(quantity=line.left).where(BagLine.id == line.id).execute()
    gone = gone_lines(bag, shop)
    if gone:
        said.append(forget_gone(bag, gone))
    return said


@prepared
def _lines(bag_id):
    return BagLine.select().where(BagLine.bag == bag_id).order_by(BagLine.shop, BagLine.id)


def _rows(bag: Bag) -> list[BagLine]:
    return _lines(bag.id)


def gone_lines(bag: Bag, shop) -> list[int]:
    """Ids of lines whose item is not for sale any more."""
    rows = [row for row in _rows(bag) if row.shop_id == shop.id]
    known = {offer.variant_id for offer in catalog.for_sale([row.variant_id for row in rows])}
    return [row.id for row in rows if row.variant_id not in known]


class Groups(list):
    """The groups of a bag. `gone` are the ids of lines that are in none of them: their items are no longer sold."""

    gone: tuple[int, ...] = ()


def groups(bag: Bag | None, keep_gone: bool = False) -> Groups:
    """The bag by shop, oldest line first; three queries. Lines of items that are no longer sold are left out (`.gone`)."""
    if bag is None:
        return Groups()
    rows = _rows(bag)
    offers = {offer.variant_id: offer for offer in catalog.for_sale([row.variant_id for row in rows])}
    left = stock.left(list(offers))
    found: dict[int, Group] = {}
    for row in rows:
        offer = offers.get(row.variant_id)
        if offer is None:
            continue
        group = found.setdefault(row.shop_id, Group(offer.shop, []))
        group.lines.append(
            Line(row.id, offer, row.quantity, Money(row.price_seen_minor, offer.shop.currency), left[row.variant_id])
        )
    all_of_them = Groups(found.values())
    all_of_them.gone = tuple(row.id for row in rows if row.variant_id not in offers)
    return all_of_them


def forget_gone(bag: Bag, gone: tuple[int, ...]) -> str:
    """Take lines out whose items are no longer sold, and say so; "" where there are none."""
    if not gone:
        return ""
    db.note(BagLine.delete().where(BagLine.bag == bag.id, BagLine.id.in_(gone)).execute)
    return _("Something in your bag is no longer sold, so we took it out.")


def count(bag: Bag | None) -> int:
    """Pieces in the bag, for the badge."""
    if bag is None:
        return 0
    return int(_pieces(bag.id)[0])


@one
def _pieces(bag_id):
    return BagLine.select(peewee.fn.COALESCE(peewee.fn.SUM(BagLine.quantity), 0)).where(BagLine.bag == bag_id).tuples()


@db.verb
def clear(bag: Bag, shop) -> None:
    """The lines of one shop became an order."""
    _forget_lines(bag.id, shop.id)


@prepared
def _forget_lines(bag_id, shop_id):
    return BagLine.delete().where(BagLine.bag == bag_id, BagLine.shop == shop_id)


@db.verb
def put_back(bag: Bag, variant_id: int, quantity: int) -> None:
    """Undo of a removal: the line stands there again, as far as it is still for sale."""
    offers = catalog.for_sale([variant_id])
    _used(bag.id, clock.now())  # its row is locked: a second tap finds the line there
    if not offers or BagLine.get_or_none(BagLine.bag == bag.id, BagLine.variant == variant_id):
        return
    BagLine.create(
        bag=bag,
        shop=offers[0].shop.id,
        variant=variant_id,
        quantity=max(1, min(quantity, MOST_PIECES)),
        price_seen_minor=offers[0].price_minor,
        added_at=clock.now(),
    )


@db.verb
def came_by(bag: Bag, link_code: str) -> None:
    """The share link that brought this visitor: the order it leads to is counted for it."""
    Bag.update(link_code=link_code).where(Bag.id == bag.id).execute()


def sweep() -> None:
    """Forget bags that nobody opened for sixty days."""
    old = Bag.select(Bag.id).where(Bag.updated_at < clock.now() - timedelta(days=60)).order_by(Bag.id).limit(500)
    ids_ = [bag.id for bag in old]
    if ids_:
        BagLine.delete().where(BagLine.bag.in_(ids_)).execute()
        Bag.delete().where(Bag.id.in_(ids_)).execute()
