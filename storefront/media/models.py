"""Pictures: re-encoded uploads in four widths, never the file that came in."""

import peewee

from storefront.kit import db

WIDTHS = (320, 640, 1080, 1600)
FORMATS = ("avif", "webp", "jpeg")


class Picture(db.ShopOwned):
    """One picture. Files are `<code>-<width>.<format>` in the store; `formats` grows when the worker has made AVIF and WebP."""

    id = peewee.AutoField()
    shop = peewee.IntegerField(column_name="shop_id")  # media knows no shops: they stand to its right
    code = peewee.CharField(22, unique=True)  # unguessable
    kind = peewee.CharField(10, default="item")  # item, logo, cover, proof, evidence, document, review
    public = peewee.BooleanField(default=True)
    width = peewee.IntegerField()
    height = peewee.IntegerField()
    formats = peewee.CharField(30, default="jpeg")  # comma separated, best first
    tint = peewee.CharField(7, default="#e9f0ed")
    focus_x = peewee.IntegerField(default=50)  # per cent
    focus_y = peewee.IntegerField(default=50)
    alt = peewee.CharField(300, default="")
    size = peewee.IntegerField(default=0)  # bytes of all files
    fingerprint = peewee.CharField(64)  # SHA-256 of the pixels: the same proof twice is found by it
    created_at = db.UTCDateTimeField()

    class Meta:
        table_name = "picture"
        indexes = ((("shop", "kind", "id"), False), (("shop", "fingerprint"), False))
