"""The pictures of one item: their order, what must stay in view, words for people who do not see them, and taking one away."""

from flask import request

from storefront import media, shops
from storefront.catalog import actions, photos
from storefront.catalog.forms import PictureForm
from storefront.kit import hypermedia
from storefront.kit.errors import NotFound
from storefront.kit.i18n import gettext as _

bp = shops.seller_blueprint("catalog_pictures_seller", __name__)

NINE = [(x, y) for y in (0, 50, 100) for x in (0, 50, 100)]


def _changed(shop, product, sentence: str = "", undo: str | None = None, anchor: str = "pictures"):
    base = f"/sell/{shop.slug}/items/{product.code}"
    also = ["toast.html#toast"] if sentence else []
    return hypermedia.reply(
        "catalog/seller_item.html#pictures", also=also, otherwise=f"{base}#{anchor}", base=base, pictures=photos.pictures_of(product),
        sentence=sentence, undo_url=undo, undo_target="pictures",
    )  # fmt: skip


@bp.post("/items/<code>/pictures/<picture>/move")
def move(shop, code: str, picture: str):
    """One place towards the front or the end; the first stands for the item."""
    product = actions.product_by_code(shop, code)
    photos.move_picture(product, photos.own_picture(product, picture), up=request.form.get("to") == "up")
    return _changed(shop, product)


@bp.post("/items/<code>/pictures/<picture>/remove")
def remove(shop, code: str, picture: str):
    """Take it off the item, with undo."""
    product = actions.product_by_code(shop, code)
    photos.detach(product, photos.own_picture(product, picture))
    return _changed(shop, product, _("Removed."), f"/sell/{shop.slug}/items/{product.code}/pictures/{picture}/back")


@bp.post("/items/<code>/pictures/<picture>/back")
def put_back(shop, code: str, picture: str):
    """Undo of a removal: it is the last one now."""
    product = actions.product_by_code(shop, code)
    kept = media.of_shop(shop.id, [picture])  # a picture of goods: never one that a buyer sent
    if not kept:
        raise NotFound
    photos.attach(product, kept)
    return _changed(shop, product)


@bp.get("/items/<code>/pictures/<picture>")
def edit(shop, code: str, picture: str):
    """One picture, large."""
    return _page(shop, actions.product_by_code(shop, code), picture)


def _page(shop, product, code: str, status: int = 200, form: PictureForm | None = None):
    picture = photos.own_picture(product, code)
    spots = [(x, y, _spot(x, y), _nearest(picture.focus_x) == x and _nearest(picture.focus_y) == y) for x, y in NINE]
    form = form or PictureForm(data={"alt": picture.alt})
    base = f"/sell/{shop.slug}/items/{product.code}"
    return hypermedia.page(
        "catalog/seller_picture.html", status, product=product, picture=picture, spots=spots, form=form, base=base
    )


def _nearest(per_cent: int) -> int:
    return min((0, 50, 100), key=lambda spot: abs(spot - per_cent))


def _spot(x: int, y: int) -> str:
    return {
        (0, 0): _("Top left"), (50, 0): _("Top"), (100, 0): _("Top right"),
        (0, 50): _("Left"), (50, 50): _("Middle"), (100, 50): _("Right"),
        (0, 100): _("Bottom left"), (50, 100): _("Bottom"), (100, 100): _("Bottom right"),
    }[x, y]  # fmt: skip


@bp.post("/items/<code>/pictures/<picture>/focus")
def focus(shop, code: str, picture: str):
    """What must stay in view where the picture is cut: one tap on it."""
    product = actions.product_by_code(shop, code)
    kept = photos.own_picture(product, picture)
    x, _comma, y = request.form.get("at", "").partition(",")
    if (x, y) in {(str(a), str(b)) for a, b in NINE}:
        photos.focus(product, kept, int(x), int(y))
    return (
        _page(shop, product, picture)
        if hypermedia.wants_fragment()
        else hypermedia.leave(f"/sell/{shop.slug}/items/{product.code}/pictures/{picture}")
    )


@bp.post("/items/<code>/pictures/<picture>")
def describe(shop, code: str, picture: str):
    """Words for people who do not see it."""
    product = actions.product_by_code(shop, code)
    form = PictureForm(request.form)
    if not form.validate():
        return _page(shop, product, picture, 422, form)
    photos.describe(product, photos.own_picture(product, picture), form.alt.data or "")
    return hypermedia.leave(f"/sell/{shop.slug}/items/{product.code}?said=saved")
