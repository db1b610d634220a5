"""Where a product stands among the others of its shop."""

from storefront import shops
from storefront.catalog import actions, editing, rules
from storefront.catalog.models import SHOWN_FIRST, Product
from storefront.kit import db


@db.verb
def move(product: Product, up: bool) -> None:
    """Change places with the neighbour in the seller's list. At the end of the list nothing happens."""
    other = Product.position > product.position if up else Product.position < product.position
    # within its own band: the favourite stays first whatever moves
    band = Product.position >= SHOWN_FIRST if product.position >= SHOWN_FIRST else Product.position < SHOWN_FIRST
    order = Product.position if up else Product.position.desc()
    neighbour = Product.of(product.shop_id).where(other, band, Product.state != "deleted").order_by(order).first()
    if neighbour is None:
        return
    # read again under a lock, in the order of ids: two people who move at once swap, and never give two items one place
    pair = Product.of(product.shop_id).where(Product.id.in_([product.id, neighbour.id])).order_by(Product.id)
    first, second = db.locked(pair)
    Product.update(position=second.position).where(Product.id == first.id).execute()
    Product.update(position=first.position).where(Product.id == second.id).execute()
    product.position = second.position if first.id == product.id else first.position
    product._dirty.clear()
    actions.touch_if_shown(product)


def start_for(product: Product) -> int | None:
    """The key after which a page of the seller's list shows this product and a few before it; None: the first page does."""
    above = Product.of(product.shop_id, Product.position).where(Product.position > product.position, Product.state != "deleted")
    return rules.start([each for (each,) in above.order_by(Product.position).limit(editing.PAGE).tuples()], editing.PAGE)


@db.verb
def set_favourite(product: Product, on: bool) -> None:
    """The seller's favourite stands first and wide in the shop. There is one."""
    old = Product.of(product.shop_id).where(Product.position >= SHOWN_FIRST)
    for each in list(old):
        if each.id != product.id or not on:
            Product.update(favourite=False, position=each.position - SHOWN_FIRST).where(Product.id == each.id).execute()
    if on and product.position < SHOWN_FIRST:
        Product.update(favourite=True, position=product.position + SHOWN_FIRST).where(Product.id == product.id).execute()
        product.position += SHOWN_FIRST
    elif not on and product.position >= SHOWN_FIRST:
        product.position -= SHOWN_FIRST
    product.favourite = on
    product._dirty.clear()
    shops.touch(product.shop)
