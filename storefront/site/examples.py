"""What the page of patterns shows: invented goods and a form that was filled in wrongly. Development only.

`context()` is everything templates/site/patterns.html needs; nothing here touches the database.
"""

from dataclasses import dataclass
from types import SimpleNamespace

from wtforms import BooleanField, FileField, RadioField, SelectField

from storefront.kit import forms
from storefront.kit.money import Money


@dataclass(frozen=True)
class Picture:
    """A drawn stand-in with the manners of a photograph: one format, any width."""

    name: str
    alt: str = ""
    width: int = 800
    height: int = 1000
    formats: tuple = ("svg+xml",)
    widths: tuple = (640,)
    css_class: str = "tint hue-5"

    def url(self, width: int, format: str) -> str:
        """Where it is; a drawing has one size."""
        return f"/static/patterns/{self.name}.svg"


class ExampleForm(forms.Base):
    """One field of each kind."""

    name = forms.StringField("Full name")
    phone = forms.StringField("Mobile number")
    code = forms.StringField("Code from the text message")
    price = forms.StringField("Price")
    words = forms.TextAreaField("Words")
    carrier = SelectField("Carrier", choices=[("sf", "SF Express"), ("dhl", "DHL"), ("other", "Another one")])
    reason = RadioField(
        "What is wrong?", choices=[("never", "It never came"), ("broken", "It is broken or wrong"), ("mind", "I changed my mind")]
    )
    photo = FileField("Photo")
    pickup = BooleanField("People may pick it up")


def context() -> dict:
    """Names for the template: form, shop, goods, pictures, timeline and the constructor of sums."""
    form = ExampleForm(data={"phone": "138 0013 80", "code": "408 112", "price": "128", "reason": "never", "pickup": True})
    form.phone.errors = ["One digit is missing. Mobile numbers have 11."]
    mug, pair, bowl = Picture("mug", "Celadon mug"), Picture("mug-pair", "Two mugs"), Picture("bowl", "Noodle bowl")

    def item(name, picture, minor, **more):
        more = {"was": None, "tag": None, "sold_text": "", "buy_code": "K7Q2"} | more
        return SimpleNamespace(url="#goods", name=name, picture=picture, price=yuan(minor), **more)

    return {
        "form": form,
        "yuan": yuan,
        "pictures": {
            "mug": mug,
            "pair": pair,
            "ink": Picture("mug-ink", "Ink blue mug"),
            "tenmoku": Picture("tenmoku", "Tea bowl"),
        },
        "shop": SimpleNamespace(slug="meikiln", name="Mei's Kiln", seal="梅", logo=None, hue=172, chroma=75, bright=False),
        "neighbour": SimpleNamespace(slug="bamboo", name="Bamboo House", seal="竹", logo=None, hue=27, chroma=170, bright=False),
        "goods": [
            item("Sunday mug, 320 ml, in three glazes", pair, 12800, tag="Mei’s favourite", sold_text="312 sold"),
            item("Noodle bowl, tenmoku brown", bowl, 16800, was=yuan(19800), sold_text="207 sold"),
            item("Tea bowl, tenmoku, single firing", Picture("tenmoku"), 35950, tag=("Last 2", "warn")),
            item("A thing without a picture yet", None, 5000, buy_code=""),
            item("Ink blue mug", Picture("mug-ink"), 12800, tag=("Sold out", "plain"), buy_code="", sold_out=True),
        ],
        "happened": [
            {
                "text": "Shipped with SF Express",
                "detail": "SF1357 2468 1012",
                "when": "today 10:12",
                "at": "2026-11-22T02:12Z",
                "by": "Mei",
                "icon": "truck",
            },
            {"text": "Paid ¥118.00", "when": "yesterday 21:40", "at": "2026-11-21T13:40Z"},
            {"text": "Ordered", "when": "yesterday 21:38", "at": "2026-11-21T13:38Z", "by": "Zhou Y."},
        ],
    }


def yuan(minor: int) -> Money:
    """A sum in the currency of the examples."""
    return Money(minor, "CNY")
