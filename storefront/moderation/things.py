"""What can be reported. Each kind knows how to find its things, show them to the operator, hide them and bring them back.

`kinds` is a registry: app.py adds the kinds of this room and of those to the right (messages, live rooms). A kind has
    reasons    what people can choose from (keys of `rules.REASONS`)
    act        what the market can do to it: "hide" or "suspend"
    of_seller  whether it is the seller's: then the seller may appeal; a review is its writer's
    find       the id of what an address names ("meis-kiln/K7Q2M4"), where anybody can see it; None otherwise
    things     {id: Thing} of several ids, in a fixed number of queries
    hide       take it out of sight, with the reason (in the transaction of the measure); raises Refused where it cannot be
    show       bring it back to where it stood
"""

from dataclasses import dataclass

import peewee

from storefront import catalog, reviews, shops
from storefront.catalog import Product
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import Lazy, lazy_gettext
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.kit.registry import Registry
from storefront.media import Picture
from storefront.moderation import rules
from storefront.orders import Order
from storefront.reviews import Review
from storefront.shops import Shop

kinds = Registry("reportable kind", contract=("reasons", "act", "of_seller", "find", "things", "hide", "show"))


@dataclass(frozen=True)
class Thing:
    """Something that can be reported, as the operator sees it. `shown` says whether the public sees it now."""

    kind: str
    id: int
    shop: Shop
    name: str | Lazy  # a name that is made of words of ours is read in the language of whoever reads it
    words: str  # what it says
    fact: str  # its price, its stars, its age
    url: str
    picture: Picture | None
    state: str  # what it is now; a measure leads it back there
    shown: bool
    language: str = ""  # of whoever reads why it is hidden, where that is not the seller


def _open_shop(handle: str) -> Shop | None:
    """The shop with this handle, where people can go in and look."""
    shop = shops.shop_by_slug(handle)
    return shop if shop is not None and shop.state in ("open", "holiday") else None


class ShopKind:
    """A whole shop."""

    reasons, act, of_seller = rules.OF_SHOPS, "suspend", True

    def find(self, address: str) -> int | None:
        """`address` is its handle."""
        shop = _open_shop(address)
        return shop.id if shop is not None else None

    def things(self, ids: list[int]) -> dict[int, Thing]:
        return {shop.id: self._thing(shop) for shop in Shop.select().where(Shop.id.in_(ids))} if ids else {}

    def _thing(self, shop: Shop) -> Thing:
        words = "\n".join(text for text in (shop.words, shop.about) if text)
        return Thing(
            "shop", shop.id, shop, shop.name, words, _("Open since %(day)s", day=shop.opened_words), shop.path, None, shop.state,
            shop.state in ("open", "holiday"),
        )  # fmt: skip

    def hide(self, shop_id: int, reason: str) -> None:
        shops.suspend(Shop.get_by_id(shop_id), reason)

    def show(self, shop_id: int, stood: str) -> None:
        shop = Shop.get_by_id(shop_id)
        if shop.state != "suspended":
            return
        back = shop.reopens_on
        shops.reinstate(shop)
        if stood == "holiday" and (back is None or back > shop.today):
            shops.close_for_holiday(shop, back)


class ItemKind:
    """Something a shop sells."""

    reasons, act, of_seller = rules.OF_GOODS, "hide", True

    def find(self, address: str) -> int | None:
        """`address` is "handle/code"."""
        slug, _slash, code = address.partition("/")
        shop = _open_shop(slug)
        if shop is None:
            return None
        try:
            product = catalog.product_by_code(shop, code)
        except NotFound:
            return None
        return product.id if product.state in ("on_sale", "off_sale") else None

    def things(self, ids: list[int]) -> dict[int, Thing]:
        if not ids:
            return {}
        query = (
            Product.across_shops(Product, Shop, Picture)
            .join(Shop, on=(Product.shop == Shop.id))
            .join(Picture, peewee.JOIN.LEFT_OUTER, on=(Product.cover == Picture.id), src=Product, attr="picture")
        )
        return {product.id: self._thing(product) for product in query.where(Product.id.in_(ids))}

    def _thing(self, product: Product) -> Thing:
        shop, picture = product.shop, getattr(product, "picture", None)
        price = Money(product.price_minor, shop.currency).display()
        return Thing(
            "item", product.id, shop, product.name, product.words, price, product.path, picture if picture is not None and picture.code else None,
            product.state, product.state == "on_sale" and shop.state in ("open", "holiday"),
        )  # fmt: skip

    def _product(self, product_id: int) -> Product:
        return Product.across_shops(Product, Shop).join(Shop).where(Product.id == product_id).get()

    def hide(self, product_id: int, reason: str) -> None:
        product = self._product(product_id)
        if product.state in ("draft", "deleted"):
            raise Refused(_("Its seller has taken it away already."))
        catalog.hide(product, reason)

    def show(self, product_id: int, stood: str) -> None:
        """Deleted by its seller while it was hidden: it can be brought back for a day, and then it is hidden no more."""
        product = self._product(product_id)
        if product.state == "deleted":
            self._unhide_deleted(product)
        elif product.state == "hidden":
            catalog.unhide(product)
            if stood == "on_sale":
                self._sell_again(product)

    def _unhide_deleted(self, product: Product) -> None:
        try:
            catalog.undelete(product)
        except Refused:  # too long ago
            return
        if product.state == "hidden":
            catalog.unhide(product)
        catalog.delete(product)

    def _sell_again(self, product: Product) -> None:
        try:
            catalog.put_on_sale(product)
        except Refused:  # it was changed while it was hidden: its seller sees what is missing
            pass


class ReviewKind:
    """What a buyer said of an item. It is not the seller's: nobody in the shop can have it hidden, or appeals for its writer."""

    reasons, act, of_seller = rules.OF_WORDS, "hide", False

    def find(self, address: str) -> int | None:
        """`address` is "handle/code"."""
        slug, _slash, code = address.partition("/")
        shop = _open_shop(slug)
        if shop is None:
            return None
        review = Review.of(shop, Review.id).where(Review.code == code.upper(), Review.state == "shown").first()
        return review.id if review is not None else None

    def things(self, ids: list[int]) -> dict[int, Thing]:
        if not ids:
            return {}
        query = Review.across_shops(Review, Product, Shop, Order.id, Order.language).join(Product).switch(Review).join(Shop)
        query = query.switch(Review).join(Order)
        return {review.id: self._thing(review) for review in query.where(Review.id.in_(ids))}

    def _thing(self, review: Review) -> Thing:
        shop, product = review.shop, review.product
        stars = _("%(stars)s of 5 stars", stars=review.stars)
        shown = review.state == "shown" and shop.state in ("open", "holiday")
        name = lazy_gettext("Review of %(item)s", item=product.name)
        return Thing(
            "review",
            review.id,
            shop,
            name,
            review.words,
            stars,
            f"/@{shop.slug}/p/{product.code}/reviews",
            None,
            review.state,
            shown,
            review.order.language,
        )

    def hide(self, review_id: int, reason: str) -> None:
        reviews.hide(reviews.anywhere(review_id), reason)

    def show(self, review_id: int, stood: str) -> None:
        review = reviews.anywhere(review_id)
        if review is not None and review.state == "hidden":
            reviews.show(review)


def split(about: str) -> tuple[str, str]:
    """("item", "meis-kiln/K7Q2M4") of "item:meis-kiln/K7Q2M4"."""
    kind, _colon, address = (about or "")[:120].partition(":")
    return kind, address


def find(about: str) -> Thing:
    """What the address of a report names, where anybody can see it. Raises NotFound."""
    kind, address = split(about)
    found = kinds.find(kind)
    thing_id = found.find(address) if found is not None and address else None
    if thing_id is None:
        raise NotFound
    return found.things([thing_id])[thing_id]


def thing_of(row) -> Thing | None:
    """The thing of a report or a measure, whoever can see it; None where it is not there any more."""
    kind = kinds.find(row.kind)
    return kind.things([row.thing_id]).get(row.thing_id) if kind is not None else None


def things_of(rows) -> dict[tuple[str, int], Thing]:
    """{(kind, id): Thing} of many reports or measures: a fixed number of queries for each kind."""
    found = {}
    for key, kind in kinds:
        ids = sorted({row.thing_id for row in rows if row.kind == key})
        found |= {(key, thing_id): thing for thing_id, thing in kind.things(ids).items()}
    return found
