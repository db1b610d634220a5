"""Stock: how many of a variant there are, who holds how many, and every change there ever was."""

import peewee

from storefront.catalog.models import Variant
from storefront.kit import db
from storefront.kit.machine import Machine
from storefront.shops.models import Shop

HOLD = Machine(
    "hold",
    {
        ("held", "commit"): "sold",
        ("held", "release"): "released",
        ("released", "revive"): "held",
        ("sold", "give_back"): "returned",
    },
)


class Level(db.ShopOwned):
    """The stock of one variant. Not counted: sells without limit. `held` belongs to orders that are not confirmed yet."""

    variant = db.ForeignKey(Variant, primary_key=True)
    shop = db.ForeignKey(Shop)
    counted = peewee.BooleanField(default=False)
    on_hand = peewee.IntegerField(default=0, constraints=[peewee.Check("on_hand >= 0")])
    held = peewee.IntegerField(default=0, constraints=[peewee.Check("held >= 0")])

    class Meta:
        table_name = "stock_level"
        constraints = [peewee.Check("held <= on_hand")]


class Hold(db.ShopOwned):
    """Pieces kept for one order until it is confirmed or given up."""

    id = peewee.BigAutoField()
    shop = db.ForeignKey(Shop)
    reference = peewee.CharField(40)  # "order:17"
    variant = db.ForeignKey(Variant)
    quantity = peewee.IntegerField(constraints=[peewee.Check("quantity > 0")])
    returned_count = peewee.IntegerField(default=0, constraints=[peewee.SQL("DEFAULT 0")])  # sold, and back before the rest
    counted = peewee.BooleanField(default=True)  # False: the variant was not counted when it was held
    state = peewee.CharField(10, default="held", constraints=[peewee.Check(HOLD.check_sql())])

    class Meta:
        table_name = "stock_hold"
        indexes = ((("reference", "variant"), True), (("variant", "state"), False))
        constraints = [peewee.Check("returned_count >= 0 AND returned_count <= quantity")]


class Move(db.ShopOwned):
    """One change of `on_hand`; append-only. The moves of a variant add up to its `on_hand`."""

    id = peewee.BigAutoField()
    shop = db.ForeignKey(Shop)
    variant = db.ForeignKey(Variant)
    kind = peewee.CharField(10, constraints=[peewee.Check("kind IN ('count','sold','returned')")])
    quantity = peewee.IntegerField()
    reference = peewee.CharField(40, default="")
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "stock_move"
        indexes = ((("variant", "id"), False),)
