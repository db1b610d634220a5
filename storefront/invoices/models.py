"""Papers: tax rates of a shop, what was taxed in an order, and the numbered papers that buyers and sellers keep."""

import peewee

from storefront.catalog import TAX_CATEGORIES
from storefront.kit import db
from storefront.kit.money import Money
from storefront.kit.personal import SealedField
from storefront.orders.models import Line, Order
from storefront.payments.models import Refund
from storefront.shops.models import Shop

CATEGORIES = tuple(TAX_CATEGORIES)
SCHEMES = ("", "vat", "gst", "sales", "small")
SERIES = ("sale", "credit")
KINDS = ("receipt", "invoice", "credit")


def _one_of(column: str, names: tuple[str, ...]) -> peewee.Check:
    return peewee.Check("{} IN ({})".format(column, ", ".join(f"'{name}'" for name in names)))


class Particulars(db.ShopOwned):
    """Who sells, as tax law wants it on an invoice. Of a person who trades alone it is personal, so it is sealed."""

    shop = db.ForeignKey(Shop, primary_key=True)
    name = SealedField(default="")
    address = SealedField(default="")
    tax_number = SealedField(default="")
    scheme = peewee.CharField(10, default="", constraints=[_one_of("scheme", SCHEMES)])
    tax_name = peewee.CharField(20, default="")  # what the tax is called: VAT, MwSt, GST; empty: "Tax"
    updated_at = db.UTCDateTimeField()

    class Meta:
        table_name = "invoice_particulars"

    @property
    def complete(self) -> bool:
        """Whether there is all that an invoice needs."""
        return bool(self.name and self.address and self.tax_number and self.scheme)


class Rate(db.ShopOwned):
    """So much tax for one kind of goods in one place."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    place = peewee.CharField(10, default="")  # "DE", "CN-ZJ"; empty: everywhere else
    category = peewee.CharField(10, default="standard", constraints=[_one_of("category", CATEGORIES)])
    rate = peewee.IntegerField(constraints=[peewee.Check("rate BETWEEN 0 AND 100000")])  # thousandths of a per cent: 19 % = 19000
    on_delivery = peewee.BooleanField(default=True)  # delivery of such goods is taxed like them

    class Meta:
        table_name = "tax_rate"
        indexes = ((("shop", "place", "category"), True),)


class Taxed(db.ShopOwned):
    """What was taxed in an order, frozen: one row for each line, and for each rate of its delivery."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    order = db.ForeignKey(Order)
    line = db.ForeignKey(Line, null=True)  # NULL: delivery
    rate = peewee.IntegerField()
    amount_minor = peewee.BigIntegerField()  # as it was priced, discounts taken off: with its tax where prices include it
    tax_minor = peewee.BigIntegerField()

    class Meta:
        table_name = "order_taxed"
        indexes = ((("order", "id"), False),)
        constraints = [peewee.Check("amount_minor >= 0 AND tax_minor >= 0 AND rate >= 0")]


class Counter(db.ShopOwned):
    """The last number of one series of a shop: taken by the guarded UPDATE that makes the paper, so that none is missing or twice."""

    shop = db.ForeignKey(Shop)
    series = peewee.CharField(6, constraints=[_one_of("series", SERIES)])
    last_number = peewee.IntegerField(default=0)

    class Meta:
        table_name = "invoice_counter"
        primary_key = peewee.CompositeKey("shop", "series")


class Paper(db.ShopOwned):
    """A receipt, an invoice or a credit note: numbered, frozen, never changed."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    order = db.ForeignKey(Order)
    refund = db.ForeignKey(Refund, null=True, unique=True)  # what a credit note is about
    kind = peewee.CharField(8, constraints=[_one_of("kind", KINDS)])
    series = peewee.CharField(6, constraints=[_one_of("series", SERIES)])
    number = peewee.IntegerField(constraints=[peewee.Check("number > 0")])
    currency = peewee.CharField(3)
    total_minor = peewee.BigIntegerField(constraints=[peewee.Check("total_minor > 0")])
    tax_minor = peewee.BigIntegerField(default=0, constraints=[peewee.Check("tax_minor >= 0 AND tax_minor <= total_minor")])
    language = peewee.CharField(10, default="en")
    content = SealedField()  # JSON, frozen: the seller's particulars, goods, sums, tax
    buyer = SealedField(null=True)  # JSON: name and address; NULL after it was erased
    issued_at = db.UTCDateTimeField()

    class Meta:
        table_name = "invoice_paper"
        indexes = ((("shop", "series", "number"), True), (("order", "id"), False))
        constraints = [
            peewee.Check("(kind = 'credit') = (series = 'credit')"),
            peewee.Check("(kind = 'credit') = (refund_id IS NOT NULL)"),
        ]

    @property
    def total(self) -> Money:
        """What was paid, or goes back."""
        return Money(self.total_minor, self.currency)

    @property
    def key(self) -> str:
        """Its name in addresses and the number on it: "00012", "C-00003"."""
        return f"C-{self.number:05}" if self.series == "credit" else f"{self.number:05}"


# One receipt or invoice for an order, whatever is repeated.
Paper.add_index(Paper.index(Paper.order, unique=True, name="invoice_paper_one_sale").where(Paper.series == "sale"))
