"""What we accept from sellers about their goods."""

import re

from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from storefront.catalog import rules
from storefront.catalog.taxes import TAX_CATEGORIES
from storefront.kit.forms import (
    AtMost,
    Base,
    CountField,
    HiddenField,
    MoneyField,
    MoneyForm,
    StringField,
    TextAreaField,
    ValidationError,
    clean_line,
)
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.kit.money import Money

MOST_PIECES = 999_999
CODE = re.compile(r"[0-9A-Z]{4,10}")


class ItemForm(MoneyForm):
    """An item: price and name, and what stands folded below them. Nothing is required here: a draft may lack anything."""

    price = MoneyField(_l("Price"))
    name = StringField(_l("Name"), [AtMost(120)])
    was = MoneyField(_l("Old price"))
    stock = CountField(_l("How many there are"), most=MOST_PIECES)
    stock_seen = HiddenField()  # how many there were when the page was made
    words = TextAreaField(_l("In your words"), [AtMost(5000)])
    shelves = SelectMultipleField(_l("Collections"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False))
    new_shelf = StringField(_l("A new collection"), [AtMost(60)])
    service = BooleanField(_l("A service: nothing is sent"))
    no_return = SelectField(
        _l("Sending it back"),
        choices=[
            SelectChoice("", _l("As your terms say")),
            SelectChoice("made_to_order", _l("Made to order: not for a change of mind")),
            SelectChoice("perishable", _l("Spoils quickly: not for a change of mind")),
            SelectChoice("hygiene", _l("Sealed for hygiene: only while the seal is whole")),
        ],
    )
    tax_category = SelectField(_l("Tax"), choices=[SelectChoice(key, words) for key, words in TAX_CATEGORIES.items()])
    # The names of the fields that came. Boxes that are not ticked do not come, so the field `whole` stands for them.
    sent: frozenset = frozenset()

    @classmethod
    def of(cls, shop, product, shelves, standing=(), data=None) -> "ItemForm":
        """The form as the product is (None: not begun yet), or as it was sent."""
        now = {"shelves": [shelf.slug for shelf in shelves if shelf.id in standing]}
        if product is not None:
            now |= {
                "price": Money(product.price_minor, shop.currency) if product.price_minor else None,
                "was": Money(product.was_minor, shop.currency) if product.was_minor else None,
                "name": product.name,
                "words": product.words,
                "stock": product.left_count,
                "stock_seen": shown(product.left_count),
                "service": not product.needs_delivery,
                "no_return": product.no_return,
                "tax_category": product.tax_category,
            }
        form = cls(data, currency=shop.currency, data=now)
        form.shelves.choices = [(shelf.slug, shelf.name) for shelf in shelves]
        form.sent = frozenset(data or ())
        return form

    @property
    def recounted(self) -> bool:
        """Whether the seller wrote another number than the page showed: one that only came along would undo the sales since."""
        return "stock" in self.sent and not self.stock.errors and self.stock_seen.data != self.stock.raw_text

    def kept(self) -> dict:
        """What can be saved of it: what came and holds sense. Everything else keeps what it had."""
        values = {}
        for name in ("name", "words"):
            if name in self.sent and not self[name].errors:
                values[name] = self[name].data
        if "price" in self.sent and self.price.data is not None and not self.price.errors:
            values["price_minor"] = self.price.data.minor
        if "was" in self.sent and not self.was.errors:
            values["was_minor"] = self.was.data.minor if self.was.data else None
        if "whole" in self.sent:
            values["needs_delivery"] = not self.service.data
        for name in ("no_return", "tax_category"):
            if name in self.sent and not self[name].errors:
                values[name] = self[name].data
        return values


def shown(left: int | None) -> str:
    """What the field of a stock shows."""
    return "" if left is None else str(left)


class OptionsForm(Base):
    """Up to three kinds of choice, each with its values in one line: "Celadon, Ink blue"."""

    name0 = StringField(_l("Kind of choice"), [AtMost(40)])
    values0 = StringField(_l("What there is"), [AtMost(600)])
    name1 = StringField(_l("A second kind"), [AtMost(40)])
    values1 = StringField(_l("What there is"), [AtMost(600)])
    name2 = StringField(_l("A third kind"), [AtMost(40)])
    values2 = StringField(_l("What there is"), [AtMost(600)])

    @classmethod
    def of(cls, product, data=None) -> "OptionsForm":
        """The form as the options are, or as it was sent."""
        now = {}
        for place, option in enumerate(product.option_list if product is not None else []):
            now |= {f"name{place}": option["name"], f"values{place}": ", ".join(option["values"])}
        return cls(data, data=now)

    @property
    def pairs(self) -> list[tuple]:
        """(name field, values field) of every row."""
        return [(self[f"name{place}"], self[f"values{place}"]) for place in range(rules.MOST_OPTIONS)]

    def options(self) -> list[tuple[str, list[str]]]:
        """[(name, values)] of the rows that say something."""
        found = [(clean_line(name.data) or "", rules.split_values(values.data or "")) for name, values in self.pairs]
        return [(name, values) for name, values in found if name or values]

    def validate(self, extra_validators=None):
        """A row has both a name and values, or neither."""
        fine = super().validate(extra_validators)
        for name, values in self.pairs:
            typed = rules.split_values(values.data or "")
            if typed and not name.data:
                name.errors = [*name.errors, str(_l("Say what people choose here: glaze, size."))]
                fine = False
            if name.data and not typed:
                values.errors = [*values.errors, str(_l("Say what there is, with commas between."))]
                fine = False
        return fine


class CollectionForm(Base):
    """The name of a shelf."""

    name = StringField(_l("Name of the collection"), [AtMost(60)])


class PictureForm(Base):
    """The words of a picture."""

    alt = StringField(_l("What is to be seen"), [AtMost(300)])


class AmountForm(MoneyForm):
    """One price, edited in place."""

    price = MoneyField(_l("Price"))


class StockForm(Base):
    """How many there are, edited in place; empty: not counted."""

    stock = CountField(_l("Stock"), most=MOST_PIECES)


class VariantForm(MoneyForm):
    """One row of the matrix; give it the prefix of its variant."""

    price = MoneyField(_l("Price"))
    stock = CountField(_l("Stock"), most=MOST_PIECES)
    stock_seen = HiddenField()
    picture = SelectField(_l("Picture"))
    active = BooleanField(_l("Can be bought"))

    @classmethod
    def of(cls, shop, variant, left: int | None, pictures: list, data=None) -> "VariantForm":
        """The row as the variant is, or as it was sent."""
        now = {
            "price": Money(variant.price_minor, shop.currency) if variant.price_minor else None,
            "stock": left,
            "stock_seen": shown(left),
            "picture": next((picture.code for picture in pictures if picture.id == variant.picture_id), ""),
            "active": variant.active,
        }
        form = cls(data, currency=shop.currency, prefix=f"{variant.code}-", data=now)
        form.picture.choices = [
            ("", "–"),
            *((picture.code, _("Picture %(n)s", n=place)) for place, picture in enumerate(pictures, start=1)),
        ]
        form.variant = variant
        return form

    @property
    def recounted(self) -> bool:
        """Whether the seller wrote another number than the page showed."""
        return self.stock_seen.data != self.stock.raw_text

    def validate_price(self, field):
        """Whatever can be had has a price."""
        if self.active.data and field.data is None and not field.errors:
            raise ValidationError(_("Say what it costs."))
