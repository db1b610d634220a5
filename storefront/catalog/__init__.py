"""Catalog: what a shop sells.

A product is what people look at, a variant is what they buy: one choice of every option, with its own price, stock and picture. A
product without choices has one variant. Drafts save themselves; a product goes on sale with a name and a price, comes off, is
deleted and brought back; its page never just disappears. Collections are ordered shelves with links of their own.

Lists and item pages are the hot reads of the whole market (`reading`): a fixed few queries by keys, whatever the number of items.
How many pieces are left is kept by stock, to the right; `app.py` hands its verbs in (`keepers`).
"""

from storefront.catalog.actions import create_draft, drafts_of, product_by_code, save, set_price, variants_of
from storefront.catalog.choices import Row, set_options, set_variants
from storefront.catalog.events import Deleted, PutOnSale, TakenOffSale
from storefront.catalog.listeners import offer_better_formats
from storefront.catalog.models import PRODUCT, Collection, Product, Variant
from storefront.catalog.offers import Offer, for_sale, is_sold, offer_by_code, offer_by_slug, rated, sold
from storefront.catalog.photos import attach, detach, pictures_of, split
from storefront.catalog.places import move, set_favourite
from storefront.catalog.reading import cards
from storefront.catalog.returns import no_return_words
from storefront.catalog.rules import rating
from storefront.catalog.sale import delete, forget_prices, has_prices, hide, put_on_sale, take_off_sale, undelete, unhide
from storefront.catalog.search import create_index
from storefront.catalog.shelf import keepers
from storefront.catalog.shelves import collection_by_slug, collections_of, create_collection, put_on_shelf, set_shelves
from storefront.catalog.taxes import TAX_CATEGORIES
from storefront.catalog.watching import watchers

__all__ = [
    "PRODUCT", "Collection", "Deleted", "Offer", "Product", "PutOnSale", "Row", "TAX_CATEGORIES", "TakenOffSale", "Variant", "attach", "cards", "collection_by_slug",
    "collections_of", "create_collection", "create_draft", "create_index", "delete", "detach", "drafts_of", "for_sale", "forget_prices", "has_prices", "hide", "keepers",
    "is_sold", "move", "offer_better_formats", "no_return_words", "offer_by_code", "offer_by_slug", "pictures_of", "product_by_code", "put_on_sale", "put_on_shelf",
    "rated", "rating", "save", "set_favourite", "set_options", "set_price", "set_shelves", "set_variants", "sold", "split", "take_off_sale", "undelete",
    "unhide", "variants_of", "watchers",
]  # fmt: skip
