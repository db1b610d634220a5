"""Mei's goods, a browser in which she is signed in, and photos."""

import io
import re

import pytest
from PIL import Image

from storefront import catalog, media
from storefront.catalog import actions, choices, photos
from tests.support import clients


class Desk:
    """A seller's browser: addresses below /sell/<shop>, with htmx where a target is named."""

    def __init__(self, client, shop):
        self.client, self.shop = client, shop
        self.base = f"/sell/{shop.slug}"

    def get(self, path="", target=None, **more):
        return self.client.get(self.base + path, headers=clients.htmx(target) if target else {}, **more)

    def post(self, path, data=None, target=None, **more):
        return self.client.post(self.base + path, data=data or {}, headers=clients.htmx(target) if target else {}, **more)

    def proposed_code(self) -> str:
        """The code under which the page for a new item would begin one."""
        return re.search(r'id="item" method="post" action="[^"]*/items/(\w+)"', self.get("/items/new").text)[1]


def first(pattern: str, html: str) -> str:
    return re.search(pattern, html, re.S)[1]


def value(html: str, name: str) -> str:
    """What stands in a field."""
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)[0]
    found = re.search(r'value="([^"]*)"', field)
    return found[1] if found else ""


@pytest.fixture
def mei(world):
    """Mei's shop with a mug (7), a moon jar (2) and a bowl that is not counted."""
    return world.mei


@pytest.fixture
def shop(mei):
    return mei.fresh()


@pytest.fixture
def desk(app, mei):
    """Mei, signed in."""
    return Desk(clients.browser(app, mei.owner), mei.fresh())


@pytest.fixture
def stranger(app, world):
    """Lotte, signed in, at Mei's door."""
    return Desk(clients.browser(app, world.lotte.owner), world.mei.fresh())


@pytest.fixture
def photo():
    """`photo(n)`: a JPEG of its own for every n."""

    def make(number: int = 0, size=(400, 300)):
        out = io.BytesIO()
        Image.new("RGB", size, ((number * 53 + 90) % 256, 140, (number * 91 + 40) % 256)).save(out, "JPEG")
        return out.getvalue()

    return make


@pytest.fixture
def upload(photo):
    """`upload(n)`: the same as a form sends it."""
    return lambda number=0, name="photo.jpg": (io.BytesIO(photo(number)), name)


@pytest.fixture
def kept(shop, photo):
    """`kept(n)`: a picture of the shop."""
    return lambda number=0: media.keep(photo(number), shop.id, "item")


@pytest.fixture
def product(mei):
    """`product("mug")`: a product as the database has it."""
    return lambda key: actions.product_by_code(mei.fresh(), mei.goods[key].product.code, deleted=True)


@pytest.fixture
def glazed(mei, kept):
    """A mug in three glazes and two sizes: 7, 3, 2, 0, 0, 0 left; the large one costs ¥20 more; each glaze has its picture."""
    shop = mei.fresh()
    mug = actions.with_shop(catalog.create_draft(shop), shop)
    pictures = [kept(n) for n in range(3)]
    photos.attach(mug, pictures)
    catalog.save(mug, name="Glazed mug", price_minor=12800, words="Thrown by hand.\n\nDishwasher safe.")
    catalog.put_on_sale(mug)
    variants = choices.set_options(mug, [("Glaze", ["Celadon", "Ink blue", "Blush"]), ("Size", ["320 ml", "420 ml"])])
    left = [7, 3, 2, 0, 0, 0]
    rows = {v.code: choices.Row(12800 + 2000 * (n % 2), left[n], pictures[n // 2].id) for n, v in enumerate(variants)}
    choices.set_variants(mug, rows)
    return actions.product_by_code(shop, mug.code)


@pytest.fixture
def pictured(product, kept):
    """The mug with three pictures, and their codes."""
    photos.attach(product("mug"), [kept(n) for n in range(3)])
    return product("mug"), [picture.code for picture in photos.pictures_of(product("mug"))]
