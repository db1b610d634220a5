"""What is shared: a shop, one of its items, or a collection, with everything its poster and its message say."""

from dataclasses import dataclass, field

from storefront import catalog
from storefront.catalog import reading
from storefront.kit.errors import Gone, NotFound
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.kit.money import Money
from storefront.share import addresses

KINDS = ("shop", "product", "collection")


@dataclass
class Thing:
    """Something that can be shared. `pictures` are media pictures, the one that stands for it first; words are the seller's."""

    shop: object
    kind: str
    target: str
    name: str
    words: str = ""
    price: Money | None = None
    price_varies: bool = False
    was: Money | None = None
    pictures: list = field(default_factory=list)
    items_count: int = 0

    @property
    def path(self) -> str:
        """Its public page."""
        return addresses.path_of(self.shop, self.kind, self.target)

    @property
    def share_path(self) -> str:
        """The public page from which visitors pass it on."""
        query = {"shop": "", "product": f"?item={self.target}", "collection": f"?collection={self.target}"}[self.kind]
        return f"/@{self.shop.slug}/share{query}"

    @property
    def sell_path(self) -> str:
        """The page from which its seller shares it."""
        return f"/sell/{self.shop.slug}/share/{self.kind}" + (f"/{self.target}" if self.target else "")

    @property
    def title(self) -> str:
        """What a message says first."""
        return self.name if self.kind == "shop" else f"{self.name} · {self.shop.name}"

    @property
    def price_words(self) -> str:
        """The price as a message says it, "" where there is none."""
        if self.price is None:
            return ""
        return _("from %(price)s", price=self.price.short()) if self.price_varies else self.price.short()

    @property
    def message(self) -> str:
        """The ready words of a message, without the link."""
        return " · ".join(
            part
            for part in (self.name, self.price_words or self.words_line, "" if self.kind == "shop" else self.shop.name)
            if part
        )

    @property
    def words_line(self) -> str:
        """One line about it: the shop's words, or how much stands on the shelf."""
        if self.kind == "collection":
            return ngettext("%(num)s item", "%(num)s items", self.items_count)
        return self.words.partition("\n")[0]


def find(shop, kind: str, target: str = "") -> Thing:
    """The thing, as the public sees it. Raises NotFound; Gone for an item that is no longer sold."""
    if kind == "shop" and not target:
        return Thing(shop, "shop", "", shop.name, shop.words, pictures=[shop.cover] if shop.cover_id else [])
    if kind == "product" and target.isascii() and target.isalnum():
        return _product(shop, target)
    if kind == "collection" and target and target.isprintable():
        return _collection(shop, target)
    raise NotFound


def _product(shop, code: str) -> Thing:
    product = catalog.product_by_code(shop, code)
    if product.state == "draft":
        raise NotFound
    if product.state != "on_sale":
        raise Gone(_("This item is no longer sold."))
    was = product.was_minor if product.was_minor and product.was_minor > product.price_minor else None
    return Thing(
        shop, "product", product.code, product.name, product.words,
        price=Money(product.price_minor, shop.currency),
        price_varies=product.price_varies,
        was=Money(was, shop.currency) if was else None,
        pictures=[product.cover] if product.cover_id else [],
    )  # fmt: skip


def _collection(shop, slug: str) -> Thing:
    collection = catalog.collection_by_slug(shop, slug)
    cards = reading.shelf_cards(shop, collection, limit=8).items
    pictures = [card.picture for card in cards if card.picture][:4]
    return Thing(shop, "collection", collection.slug, collection.name, pictures=pictures, items_count=collection.items_count)


def names_of(shop, links: list) -> dict[tuple[str, str], str]:
    """The names of what these links lead to, by (kind, target). Two queries at most."""
    names = {("shop", ""): shop.name}
    codes = sorted({link.target for link in links if link.kind == "product"})
    slugs = {link.target for link in links if link.kind == "collection"}
    if codes:
        rows = (
            catalog.Product.of(shop, catalog.Product.code, catalog.Product.name).where(catalog.Product.code.in_(codes)).tuples()
        )
        names |= {("product", code): name for code, name in rows}
    if slugs:
        names |= {("collection", shelf.slug): shelf.name for shelf in catalog.collections_of(shop) if shelf.slug in slugs}
    return names
