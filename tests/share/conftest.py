"""A visitor with a phone, and links to share."""

import io

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from storefront import catalog, media, share
from tests.support import clients

AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"


@pytest.fixture
def visitor(client):
    """Somebody who has nothing to do with the shop, with a phone."""
    client.environ_base["HTTP_USER_AGENT"] = AGENT
    return client


@pytest.fixture
def seller(app, world):
    """Mei's browser."""
    return clients.browser(app, world.mei.owner, HTTP_USER_AGENT=AGENT)


@pytest.fixture
def mug_link(world):
    """The link of the mug that Mei sends."""
    return share.link_for(world.mei.shop, "product", world.mei.mug.product.code)


def photo(colour=(36, 104, 86)) -> bytes:
    """A bowl on a table, as a phone takes it."""
    image = Image.linear_gradient("L").resize((1200, 1600)).convert("RGB")
    ImageDraw.Draw(image).ellipse((300, 500, 900, 1100), fill=colour)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def give_picture(keeper, variant, colour=(36, 104, 86)):
    """Put a photo on an item; returns the picture."""
    picture = media.keep(photo(colour), keeper.shop.id, "item")
    catalog.attach(variant.product, [picture])
    return picture


def opened(data: bytes) -> Image.Image:
    """A picture, whole."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def scanned(data: bytes) -> str:
    """What the one code on a picture says."""
    found = zxingcpp.read_barcodes(opened(data).convert("L"))
    assert len(found) == 1
    return found[0].text
