"""Goods: products, their variants and pictures, and the collections they stand in."""

import json

import peewee

from storefront.catalog import search
from storefront.kit import db
from storefront.kit.machine import Machine
from storefront.kit.money import LARGEST, Money
from storefront.media.models import Picture
from storefront.shops.models import Shop

PRODUCT = Machine(
    "product",
    {
        ("draft", "put_on_sale"): "on_sale",
        ("on_sale", "take_off_sale"): "off_sale",
        ("off_sale", "put_on_sale"): "on_sale",
        ("draft", "delete"): "deleted",
        ("on_sale", "delete"): "deleted",
        ("off_sale", "delete"): "deleted",
        ("on_sale", "hide"): "hidden",  # by the operator
        ("off_sale", "hide"): "hidden",
        ("hidden", "unhide"): "off_sale",
        ("hidden", "delete"): "deleted",
        ("deleted", "undelete_draft"): "draft",  # undo leads back to where it was
        ("deleted", "undelete_on_sale"): "on_sale",
        ("deleted", "undelete_off_sale"): "off_sale",
        ("deleted", "undelete_hidden"): "hidden",
    },
)
SHOWN_FIRST = 1 << 30  # added to the position of the seller's favourite: it stands before everything else, in one index


class Product(db.ShopOwned):
    """One thing in a shop. Price and stock live in its variants; the columns here are kept by the write for lists."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    code = peewee.CharField(8)  # public, unique in the shop
    name = peewee.CharField(120, default="")
    words = peewee.TextField(default="")  # plain text as typed
    state = peewee.CharField(10, default="draft", constraints=[peewee.Check(PRODUCT.check_sql())])
    state_reason = peewee.TextField(default="")
    price_minor = peewee.BigIntegerField(
        default=0, constraints=[peewee.Check(f"price_minor BETWEEN 0 AND {LARGEST}")]
    )  # lowest of its variants
    was_minor = peewee.BigIntegerField(null=True)  # struck price
    has_choices = peewee.BooleanField(default=False)
    options = peewee.TextField(default="[]")  # JSON: [{"name": "Glaze", "values": ["Celadon"], "pictures": [3]}]; see option_list
    needs_delivery = peewee.BooleanField(default=True)  # False: a service
    tax_category = peewee.CharField(
        10, default="standard", constraints=[peewee.Check("tax_category IN ('standard','reduced','zero')")]
    )
    no_return = peewee.CharField(  # why the right to withdraw does not hold for it, or only sealed
        14, default="", constraints=[peewee.Check("no_return IN ('','made_to_order','perishable','hygiene')")]
    )
    cover = db.ForeignKey(Picture, null=True)
    left_count = peewee.IntegerField(null=True)  # sum over counted variants; NULL: not counted
    sold_count = peewee.IntegerField(default=0)
    reviews_count = peewee.IntegerField(default=0)  # that count in the average
    stars_sum = peewee.IntegerField(default=0)  # over these
    favourite = peewee.BooleanField(default=False)
    position = peewee.IntegerField(default=0)  # higher stands first; unique in the shop, because it starts as the id
    buy_code = peewee.CharField(10, default="")  # the variant that one tap puts in the bag; "" where there is something to choose
    price_varies = peewee.BooleanField(default=False)  # price_minor is "from"
    on_sale_at = db.UTCDateTimeField(null=True)  # for the first time
    search_text = peewee.TextField(default="")
    created_at = db.UTCDateTimeField()
    updated_at = db.UTCDateTimeField()

    class Meta:
        table_name = "product"
        indexes = (
            (("shop", "code"), True),
            (("shop", "state", "position", "id"), False),  # public lists
            (("shop", "state", "price_minor", "id"), False),
            (("shop", "state", "sold_count", "id"), False),
            (("shop", "position"), False),  # the seller's list
            (("shop", "left_count", "position"), False),  # what is sold out
        )
        constraints = [peewee.Check("reviews_count >= 0 AND stars_sum BETWEEN reviews_count AND 5 * reviews_count")]

    @classmethod
    def create_table(cls, safe=True, **options):
        """The table, and with it the index that search reads: neither is of use without the other."""
        super().create_table(safe, **options)
        search.create_index(cls._meta.database)

    @property
    def price(self) -> Money:
        """What it costs; the lowest price of its variants."""
        return Money(self.price_minor, self.shop.currency)

    @property
    def path(self) -> str:
        """Its public address on this site."""
        return f"/@{self.shop.slug}/p/{self.code}"

    @property
    def option_list(self) -> list[dict]:
        """[{"name": "Glaze", "values": ["Celadon", "Ink blue"], "pictures": [3, 4]}]; "pictures" only where each value has its own."""
        return json.loads(self.options)


class ProductPicture(db.ShopOwned):
    """A picture of a product, in order."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    product = db.ForeignKey(Product, on_delete="CASCADE")
    picture = db.ForeignKey(Picture)
    position = peewee.IntegerField(default=0)

    class Meta:
        table_name = "product_picture"
        indexes = ((("product", "picture"), True), (("product", "position"), False))


class Variant(db.ShopOwned):
    """What is bought: one choice of every option, with its own price, stock and picture."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    product = db.ForeignKey(Product)
    code = peewee.CharField(10)  # public, unique in the shop
    choices = peewee.TextField(default="[]")  # JSON: ["Celadon", "320 ml"], in the order of the options
    price_minor = peewee.BigIntegerField(constraints=[peewee.Check(f"price_minor BETWEEN 0 AND {LARGEST}")])
    picture = db.ForeignKey(Picture, null=True)
    position = peewee.IntegerField(default=0)
    active = peewee.BooleanField(default=True)  # False: this combination does not exist any more

    class Meta:
        table_name = "variant"
        indexes = ((("shop", "code"), True), (("product", "position"), False))

    @property
    def choice_list(self) -> list[str]:
        """["Celadon", "320 ml"]."""
        return json.loads(self.choices)

    @property
    def choice_text(self) -> str:
        """ "Celadon · 320 ml"."""
        return " · ".join(self.choice_list)


class Collection(db.ShopOwned):
    """A shelf: an ordered set of products with its own link and QR."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    slug = peewee.CharField(60)
    name = peewee.CharField(60)
    position = peewee.IntegerField(default=0)
    items_count = peewee.IntegerField(default=0)  # on sale
    deleted_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "collection"
        indexes = ((("shop", "slug"), True), (("shop", "position"), False))


class CollectionItem(db.ShopOwned):
    """A product in a collection."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    collection = db.ForeignKey(Collection, on_delete="CASCADE")
    product = db.ForeignKey(Product, on_delete="CASCADE")
    position = peewee.IntegerField(default=0)

    class Meta:
        table_name = "collection_item"
        indexes = ((("collection", "product"), True), (("collection", "position", "id"), False), (("product",), False))
