"""What can happen to a product's sale: on, off, deleted and brought back, hidden by the market. Lists' counters are kept here."""

from datetime import timedelta

from storefront import shops
from storefront.catalog import actions, search, watching
from storefront.catalog.events import Deleted, PutOnSale, TakenOffSale
from storefront.catalog.models import PRODUCT, Collection, CollectionItem, Product, Variant
from storefront.kit import clock, db, events
from storefront.kit.errors import Gone, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.prepared import prepared
from storefront.shops import Shop

UNDO = timedelta(days=1)


@db.verb
def put_on_sale(product: Product) -> Product:
    """Show it in the shop. Raises Refused where name or price is missing. On sale already: nothing happens."""
    if product.state == "on_sale":
        return product
    lacking = actions.missing(product)
    if lacking:
        raise Refused(lacking[0][1], field=lacking[0][0])
    watching.watch(product)
    again = product.on_sale_at is not None
    PRODUCT.change(
        product, "put_on_sale", PutOnSale(product.id, product.shop_id), updated_at=clock.now(),
        **({} if again else {"on_sale_at": clock.now()}),
    )  # fmt: skip
    _count_items(product, +1)
    return product


@db.verb
def take_off_sale(product: Product) -> Product:
    """Its page says that it is no longer sold and shows others. It keeps everything else."""
    PRODUCT.change(product, "take_off_sale", TakenOffSale(product.id, product.shop_id), updated_at=clock.now())
    _count_items(product, -1)
    return product


def has_prices(shop) -> bool:
    """Whether anything that is not deleted has a price, on sale or not."""
    kept = Product.of(shop, Product.id).where(Product.state != "deleted")
    priced = (Product.price_minor > 0) | (Product.was_minor > 0)
    return kept.where(priced).exists() or Variant.of(shop).where(Variant.product.in_(kept), Variant.price_minor > 0).exists()


@db.verb
def forget_prices(shop) -> None:
    """The shop's currency has other decimals from now on: what was deleted, and can still be brought back, is priced anew then."""
    deleted = Product.of(shop, Product.id).where(Product.state == "deleted")
    Variant.update(price_minor=0).where(Variant.shop == shop.id, Variant.product.in_(deleted), Variant.price_minor > 0).execute()
    unpriced = {"price_minor": 0, "was_minor": None, "price_varies": False}
    Product.update(**unpriced).where(Product.shop == shop.id, Product.state == "deleted").execute()


@db.verb
def delete(product: Product) -> Product:
    """Out of every list. Orders that name it are not touched; for a day it can be brought back."""
    was_on_sale = product.state == "on_sale"
    PRODUCT.change(product, "delete", Deleted(product.id, product.shop_id), updated_at=clock.now())
    search.drop(product)
    if was_on_sale:
        _count_items(product, -1)
    return product


@db.verb
def undelete(product: Product) -> Product:
    """Undo: back to the state it was deleted from; off sale where its price is no longer known. Raises Gone after a day."""
    if product.updated_at < clock.now() - UNDO:
        raise Gone(_("This was deleted some time ago and cannot be brought back."))
    before = _state_before(product)
    if before == "on_sale" and actions.missing(product):
        before = "off_sale"
    PRODUCT.change(product, f"undelete_{before}", updated_at=clock.now())
    search.put(product)
    if product.state == "on_sale":
        _count_items(product, +1)
    return product


def _state_before(product: Product) -> str:
    timeline = events.timeline(f"product:{product.id}", newest_first=True)
    return next((row.before for row in timeline if row.after == "deleted"), "off_sale")


@db.verb
def hide(product: Product, reason: str) -> Product:
    """The operator takes it out of sight; the seller reads why."""
    was_on_sale = product.state == "on_sale"
    PRODUCT.change(product, "hide", state_reason=reason.strip(), updated_at=clock.now(), note={"reason": reason.strip()})
    if was_on_sale:
        _count_items(product, -1)
    return product


@db.verb
def unhide(product: Product) -> Product:
    """The operator allows it again; the seller decides whether to sell it."""
    PRODUCT.change(product, "unhide", state_reason="", updated_at=clock.now())
    return product


def _count_items(product: Product, step: int) -> None:
    """Lists say "24 of 60 shown" without counting: the numbers are kept here."""
    _count_in_shop(product.shop_id, step)
    _count_on_shelves(product.shop_id, product.id, step)
    shops.touch(product.shop)


@prepared
def _count_in_shop(shop_id, step):
    return Shop.update(items_count=Shop.items_count + step).where(Shop.id == shop_id)


@prepared
def _count_on_shelves(shop_id, product_id, step):
    shelves = CollectionItem.of(shop_id, CollectionItem.collection).where(CollectionItem.product == product_id)
    return Collection.update(items_count=Collection.items_count + step).where(Collection.id.in_(shelves))
