"""Goods: products, their variants and pictures, and the collections they stand in."""

import peewee

from storefront.kit import db
from storefront.kit.machine import Machine
from storefront.kit.money import LARGEST
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
    },
)


class Product(db.ShopOwned):
    """One thing in a shop. Price and stock live in its variants; the columns here are kept by the write for lists."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    code = peewee.CharField(8)  # public, unique in the shop
    name = peewee.CharField(120, default="")
    words = peewee.TextField(default="")  # plain text as typed
    state = peewee.CharField(10, default="draft", constraints=[peewee.Check(PRODUCT.check_sql())])
    state_reason = peewee.TextField(default="")
    price_minor = peewee.BigIntegerField(default=0, constraints=[peewee.Check(f"price_minor BETWEEN 0 AND {LARGEST}")])  # lowest of its variants
    was_minor = peewee.BigIntegerField(null=True)  # struck price
    has_choices = peewee.BooleanField(default=False)
    options = peewee.TextField(default="[]")  # JSON: [{"name": "Glaze", "values": [{"name": "Celadon", "picture": 3}]}]
    needs_delivery = peewee.BooleanField(default=True)  # False: a service
    cover = db.ForeignKey(Picture, null=True)
    left_count = peewee.IntegerField(null=True)  # sum over counted variants; NULL: not counted
    sold_count = peewee.IntegerField(default=0)
    favourite = peewee.BooleanField(default=False)
    position = peewee.IntegerField(default=0)  # higher stands first
    search_text = peewee.TextField(default="")
    created_at = db.UTCDateTimeField()
    updated_at = db.UTCDateTimeField()

    class Meta:
        table_name = "product"
        indexes = ((("shop", "code"), True), (("shop", "state", "position", "id"), False))


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


class Collection(db.ShopOwned):
    """A shelf: an ordered set of products with its own link and QR."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    slug = peewee.CharField(60)
    name = peewee.CharField(60)
    position = peewee.IntegerField(default=0)
    items_count = peewee.IntegerField(default=0)  # on sale

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
