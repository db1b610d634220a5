"""What can happen to the pictures of a product. The first one stands for it in lists."""

from storefront import media
from storefront.catalog import actions
from storefront.catalog.models import Product, ProductPicture, Variant
from storefront.kit import db
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.media import Picture

MOST_PICTURES = 12


def pictures_of(product: Product) -> list[Picture]:
    """The pictures of a product, in order. One query."""
    query = (
        Picture.across_shops(Picture)
        .join(ProductPicture, on=(ProductPicture.picture == Picture.id))
        .where(ProductPicture.product == product.id)
        .order_by(ProductPicture.position, ProductPicture.id)
    )
    return list(query)


@db.verb
def attach(product: Product, pictures: list[Picture]) -> None:
    """Add pictures at the end; those that are there already stay where they are. Raises Refused past twelve."""
    rows = _rows(product)
    have = {row.picture_id for row in rows}
    new = [picture for picture in pictures if picture.id not in have and picture.shop == product.shop_id]
    if len(rows) + len(new) > MOST_PICTURES:
        raise Refused(_("An item can have up to %(most)s pictures.", most=MOST_PICTURES), field="photo")
    for place, picture in enumerate(new, start=rows[-1].position + 1 if rows else 0):
        ProductPicture.create(shop=product.shop_id, product=product, picture=picture, position=place)
    if new:
        _renew_cover(product)


def _rows(product: Product) -> list[ProductPicture]:
    query = ProductPicture.of(product.shop_id).where(ProductPicture.product == product.id)
    return list(query.order_by(ProductPicture.position, ProductPicture.id))


def _renew_cover(product: Product) -> None:
    rows = _rows(product)
    cover = rows[0].picture_id if rows else None
    Product.update(cover=cover).where(Product.id == product.id).execute()
    product.cover = cover
    product._dirty.clear()
    actions.touch_if_shown(product)


def own_picture(product: Product, code: str) -> Picture:
    """A picture of this product by its code. Raises NotFound."""
    picture = next((picture for picture in pictures_of(product) if picture.code == code), None)
    if picture is None:
        raise NotFound
    return picture


@db.verb
def move_picture(product: Product, picture: Picture, up: bool) -> None:
    """One place towards the front (`up`) or the end."""
    rows = _rows(product)
    place = next((i for i, row in enumerate(rows) if row.picture_id == picture.id), None)
    other = None if place is None else place - 1 if up else place + 1
    if other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows):
        if row.position != position:
            ProductPicture.update(position=position).where(ProductPicture.id == row.id).execute()
    _renew_cover(product)


@db.verb
def detach(product: Product, picture: Picture) -> None:
    """Take a picture off the product. The picture itself stays: orders show it, and undo brings it back."""
    ProductPicture.delete().where(ProductPicture.product == product.id, ProductPicture.picture == picture.id).execute()
    Variant.update(picture=None).where(Variant.product == product.id, Variant.picture == picture.id).execute()
    _renew_cover(product)


@db.verb
def describe(product: Product, picture: Picture, alt: str) -> None:
    """Words for people who do not see the picture."""
    media.describe(picture, alt)
    actions.touch_if_shown(product)


@db.verb
def focus(product: Product, picture: Picture, x: int, y: int) -> None:
    """Where the subject is, in per cent: it stays in view where lists cut the picture."""
    media.focus(picture, x, y)
    actions.touch_if_shown(product)


@db.verb
def split(product: Product) -> list[Product]:
    """One draft with several pictures becomes as many drafts with one picture each; the first keeps what was typed."""
    pictures = pictures_of(product)
    if product.state != "draft" or len(pictures) < 2:
        raise Refused(_("There is only one picture, so it is one item."))
    made = [product]
    for picture in pictures[1:]:
        ProductPicture.delete().where(ProductPicture.product == product.id, ProductPicture.picture == picture.id).execute()
        draft = actions.create_draft(product.shop)
        attach(draft, [picture])
        made.append(draft)
    _renew_cover(product)
    return made
