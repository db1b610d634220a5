"""The hot reads: lists of goods and the item page, by prepared SQL, because building a query costs more than running it.

Every list goes on after a key, never by counting rows away, and every index it uses begins with the shop. The number of queries
does not depend on how much there is.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from storefront.catalog import rules, search
from storefront.catalog.models import Product
from storefront.kit import clock, db
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.kit.money import Money
from storefront.media import Shown

PAGE = 24
NEW_FOR = timedelta(days=7)

_PICTURE = "pic.code, pic.width, pic.height, pic.formats, pic.tint, pic.focus_x, pic.focus_y, pic.alt"
_CARD = (
    "SELECT p.id, p.code, p.name, p.price_minor, p.was_minor, p.left_count, p.sold_count, p.favourite, p.position, p.buy_code, "
    f"p.price_varies, p.reviews_count, p.stars_sum, p.on_sale_at > ?, {_PICTURE} FROM "
)
_PRODUCT = "product p LEFT JOIN picture pic ON pic.id = p.cover_id WHERE p.shop_id = ? AND p.state = 'on_sale'"
_SHELF = (
    "collection_item ci JOIN product p ON p.id = ci.product_id LEFT JOIN picture pic ON pic.id = p.cover_id "
    "WHERE ci.collection_id = ? AND p.state = 'on_sale'"
)
# sort → (the columns of its key, whether it descends)
SORTS = {
    "": (("p.position",), True),
    "low": (("p.price_minor", "p.id"), False),
    "high": (("p.price_minor", "p.id"), True),
    "sold": (("p.sold_count", "p.id"), True),
}


@dataclass(slots=True)
class Card:
    """A product in a list: what `catalog/_cards.html` shows."""

    id: int
    code: str
    url: str
    name: str
    price: Money
    was: Money | None
    varies: bool
    tag: tuple[str, str] | None
    sold_text: str
    sold_out: bool
    buy_code: str  # the variant to add with one tap, "" where there is something to choose or nothing left
    rating: str  # "4.9", "" where nobody has reviewed it
    picture: Shown | None
    key: tuple  # where the list goes on after this card


@dataclass(slots=True)
class Cards:
    """One page of a list. `after` is the key of the next page, None at the end."""

    items: list[Card]
    after: str | None


@lru_cache(64)
def _dialect(sql: str, sqlite: bool) -> str:
    return sql if sqlite else sql.replace("?", "%s")


def _rows(sql: str, params: tuple) -> list[tuple]:
    return db.database.execute_sql(_dialect(sql, db.on_sqlite()), params).fetchall()


def _since(shop):
    """From when on an item counts as new: a week, and not in the first week of a shop, when everything is."""
    since = max(clock.now() - NEW_FOR, shop.created_at + NEW_FOR)
    return Product.on_sale_at.db_value(since)


def cards(shop, sort: str = "", after: str | None = None, text: str = "", in_stock: bool = False, limit: int = PAGE) -> Cards:
    """A page of what the shop sells. One query, two for a search."""
    in_stock_only = " AND (p.left_count IS NULL OR p.left_count > 0)" if in_stock else ""
    if text:
        return _found(shop, text, "p.state = 'on_sale'" + in_stock_only, after, limit)
    key, descending = SORTS.get(sort, SORTS[""])
    return _page(shop, _CARD + _PRODUCT + in_stock_only, [_since(shop), shop.id], key, descending, after, limit)


def _found(shop, text: str, where: str, after: str | None, limit: int) -> Cards:
    """A page of what matches, newest first: the index of words knows no other order."""
    start = rules.cursor(after)
    ids = search.find(shop.id, text, where, start[0] if start else None, limit + 1)
    if not ids:
        return Cards([], None)
    marks = ", ".join("?" * len(ids))
    # the + keeps SQLite from going through all that the shop sells instead of fetching these
    these = f"{_PRODUCT.replace('p.shop_id', '+p.shop_id')} AND p.id IN ({marks})"
    rows = _rows(f"{_CARD}{these} ORDER BY p.id DESC", (_since(shop), shop.id, *ids))
    found = [_card(shop, row, ("p.id",), False) for row in rows[:limit]]
    return Cards(found, str(found[-1].id) if len(ids) > limit else None)


def shelf_cards(shop, collection, after: str | None = None, limit: int = PAGE) -> Cards:
    """A page of a collection, in the order of its shelf. One query."""
    return _page(
        shop,
        _CARD.replace(", pic.code", ", ci.position, pic.code", 1) + _SHELF,
        [_since(shop), collection.id],
        ("ci.position",),
        True,
        after,
        limit,
    )


@dataclass(slots=True)
class Shelf:
    """A collection as its public page shows it."""

    id: int
    slug: str
    name: str
    items_count: int


def shelf(shop, slug: str) -> Shelf | None:
    """A collection by its address, or None. One query."""
    rows = _rows(
        "SELECT id, slug, name, items_count FROM collection WHERE shop_id = ? AND slug = ? AND deleted_at IS NULL",
        (shop.id, slug.lower()),
    )
    return Shelf(*rows[0]) if rows else None


def chips(shop) -> list[tuple[str, str]]:
    """(slug, name) of the shop's collections, in order. One query."""
    return _rows("SELECT slug, name FROM collection WHERE shop_id = ? AND deleted_at IS NULL ORDER BY position, id", (shop.id,))


def _page(shop, sql, params, key, descending, after, limit) -> Cards:
    start = rules.cursor(after, len(key))
    if start is not None:
        columns = f"({', '.join(key)})" if len(key) > 1 else key[0]
        marks = f"({', '.join('?' * len(key))})" if len(key) > 1 else "?"
        sql += f" AND {columns} {'<' if descending else '>'} {marks}"
        params = [*params, *start]
    direction = " DESC" if descending else ""
    sql += f" ORDER BY {', '.join(column + direction for column in key)} LIMIT ?"
    on_shelf = key == ("ci.position",)
    rows = _rows(sql, (*params, limit + 1))
    found = [_card(shop, row, key, on_shelf) for row in rows[:limit]]
    return Cards(found, "-".join(map(str, found[-1].key)) if len(rows) > limit else None)


def _card(shop, row: tuple, key: tuple, on_shelf: bool) -> Card:
    id_, code, name, price, was, left, sold, favourite, position, buy_code, varies, reviews, stars, is_new, *rest = row
    place = rest.pop(0) if on_shelf else None
    values = {"p.position": position, "p.price_minor": price, "p.sold_count": sold, "p.id": id_, "ci.position": place}
    sold_out = left is not None and left <= 0
    return Card(
        id=id_,
        code=code,
        url=f"/@{shop.slug}/p/{code}",
        name=name,
        price=Money(price, shop.currency),
        was=Money(was, shop.currency) if was else None,
        varies=bool(varies),
        tag=_tag(left, favourite, is_new),
        sold_text=ngettext("%(num)s sold", "%(num)s sold", sold) if sold else "",
        sold_out=sold_out,
        buy_code="" if sold_out or not shop.sells else buy_code,
        rating=rules.rating(stars, reviews),
        picture=Shown(*rest) if rest[0] else None,
        key=tuple(values[column] for column in key),
    )


def _tag(left: int | None, favourite, is_new) -> tuple[str, str] | None:
    if left is not None and left <= 0:
        return _("Sold out"), "plain"
    if left is not None and left <= rules.FEW_LEFT:
        return ngettext("Last %(num)s", "Last %(num)s", left), "warn"
    if favourite:
        return _("The shop’s favourite"), ""
    return (_("New"), "") if is_new else None


# --- the item page -------------------------------------------------------------------------------------------------------

_ITEM = (
    "SELECT p.id, p.code, p.name, p.words, p.state, p.price_minor, p.was_minor, p.has_choices, p.options, p.needs_delivery, p.left_count, "
    "p.sold_count, p.buy_code, p.tax_category, p.no_return, p.reviews_count, p.stars_sum FROM product p WHERE p.shop_id = ? AND p.code = ?"
)
_PICTURES = (
    f"SELECT pp.picture_id, {_PICTURE} FROM product_picture pp JOIN picture pic ON pic.id = pp.picture_id "
    "WHERE pp.product_id = ? ORDER BY pp.position, pp.id"
)
# The number left is read from the table of stock, which stands to our right and alone writes it.
_WAYS = (
    "SELECT v.code, v.choices, v.price_minor, CASE WHEN l.counted THEN l.on_hand - l.held END, v.picture_id, v.id "
    "FROM variant v LEFT JOIN stock_level l ON l.variant_id = v.id WHERE v.product_id = ? AND v.active ORDER BY v.position, v.id"
)


@dataclass(slots=True)
class Item:
    """Everything the item page says. `ways` are the variants that exist, `pictures` by id in their order."""

    id: int
    code: str
    name: str
    words: str
    state: str
    price_minor: int
    was_minor: int | None
    has_choices: bool
    options: list[dict]
    needs_delivery: bool
    left: int | None
    sold_count: int
    ways: list[rules.Way]
    pictures: dict[int, Shown]
    tax_category: str = "standard"
    no_return: str = ""
    reviews_count: int = 0
    stars_sum: int = 0

    @property
    def rating(self) -> str:
        """The average of its reviews, "4.9"; "" where nobody has reviewed it."""
        return rules.rating(self.stars_sum, self.reviews_count)


def item(shop, code: str) -> Item | None:
    """A product with its pictures and variants, in whatever state, or None. Two queries, three where there is a choice."""
    rows = _rows(_ITEM, (shop.id, code))
    if not rows:
        return None
    id_, code, name, words, state, price, was, has_choices, options, needs_delivery, left, sold, buy_code, *more = rows[0]
    pictures = {row[0]: Shown(*row[1:]) for row in _rows(_PICTURES, (id_,))}
    if has_choices:
        ways = [
            rules.Way(c, tuple(json.loads(choices)), p, n, picture, v) for c, choices, p, n, picture, v in _rows(_WAYS, (id_,))
        ]
    else:
        ways = [rules.Way(buy_code, (), price, left)]
    return Item(
        id_, code, name, words, state, price, was, bool(has_choices), json.loads(options) if has_choices else [],
        bool(needs_delivery), left, sold, ways, pictures, *more,
    )  # fmt: skip


def similar(shop, product_id: int, limit: int = 4) -> list[Card]:
    """What a visitor may like instead of an item that is gone: neighbours from its shelf, else what stands first. One query or two."""
    standing = _rows(
        "SELECT ci.collection_id FROM collection_item ci JOIN collection c ON c.id = ci.collection_id "
        "WHERE ci.product_id = ? AND c.deleted_at IS NULL ORDER BY ci.collection_id LIMIT 1",
        (product_id,),
    )
    found = []
    if standing:
        sql = _CARD.replace(", pic.code", ", ci.position, pic.code", 1) + _SHELF
        found = _page(shop, sql, [_since(shop), standing[0][0]], ("ci.position",), True, None, limit).items
    if len(found) < limit:
        seen = {card.id for card in found}
        found += [card for card in cards(shop, limit=limit + len(seen)).items if card.id not in seen]
    return found[:limit]
