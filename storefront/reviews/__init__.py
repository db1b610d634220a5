"""Reviews: only who bought it and got it says how it is, once for each thing of an order, from the private link of the order.

Stars from 1 to 5, words and up to six pictures; for 24 hours, and until the shop answers, the writer can change them. The shop answers
once, publicly. The averages stand on the product and on the shop and are kept by the write; a hidden review leaves them, and so does
praise for something of which all the money went back (`rules.counts` says why criticism stays). Names are not kept here: a page shows
the short name of the order's recipient, as long as there is one.

Buyer: /o/<token>/review. Everybody: /@<shop>/p/<code>/reviews. Seller: /sell/<shop>/reviews. The market: `hide(review, reason)`,
`show(review)`. `erase(orders)` takes words and pictures of a buyer away and leaves the stars.
"""

from storefront.reviews.actions import answer, erase, hide, show
from storefront.reviews.events import Answered, Hidden, Shown, Written
from storefront.reviews.finding import anywhere, by_code, of_order, of_product, of_shop, to_answer_count
from storefront.reviews.listeners import note_money_back
from storefront.reviews.models import REVIEW, Review, Shot
from storefront.reviews.rules import EDIT_FOR, INVITE_AFTER, WRITE_FOR
from storefront.reviews.writing import send_ahead, sweep, why_not, write

__all__ = [
    "Answered", "EDIT_FOR", "Hidden", "INVITE_AFTER", "REVIEW", "Review", "Shot", "Shown", "WRITE_FOR", "Written", "answer", "anywhere",
    "by_code", "erase", "hide", "note_money_back", "of_order", "of_product", "of_shop", "send_ahead", "show", "sweep", "to_answer_count",
    "why_not", "write",
]  # fmt: skip
