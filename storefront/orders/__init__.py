"""Orders: what was agreed, frozen, and where it stands.

`pending → confirmed → shipped → completed`, `cancelled` from anything before shipped; every change goes through `ORDER`
(models.py). Money of a protected order waits in its escrow account until ten seconds after the buyer says that it arrived, or
until the clock says so; `settle` releases it. Payment, shipment and refund are machines of their own, in their own rooms.
"""

from storefront.orders.back import Back, back_of, back_words, backs_of
from storefront.orders.doors import link_blueprint
from storefront.orders.events import (
    BackMissing,
    Cancelled,
    Completed,
    Confirmed,
    Expired,
    Extended,
    MoneyBack,
    NotPaidBack,
    PaidBack,
    Placed,
    Reopened,
    Revived,
    Settled,
    Shipped,
)
from storefront.orders.finding import (
    board,
    by_number,
    by_token,
    first_lines,
    has_orders,
    lines_of,
    look_for,
    of_customer,
    of_phone,
    open_count,
    open_count_network,
    pile,
    ran_out,
    recipient_of,
    recipients_of,
    to_ship_count,
    to_ship_kinds,
)
from storefront.orders.keeper import orders_of as orders_of_person
from storefront.orders.models import ORDER, Line, Order, Recipient
from storefront.orders.money import papers, refund, refundable, settle, settle_due
from storefront.orders.moving import (
    cancel,
    complete,
    confirm,
    expire,
    extend,
    mark_shipped,
    note_to_self,
    refuse_while_paused,
    revive,
    sweep,
    undo_complete,
    undo_shipped,
)
from storefront.orders.parting import call_off, shelve, withdraw_from
from storefront.orders.pausing import finish, locked, pause, resume
from storefront.orders.paying_back import back_arrived, back_missing, not_paid_back, paid_back
from storefront.orders.placing import Delivery, create, token_of
from storefront.orders.rails import paid_words, rail_of
from storefront.orders.revealing import reveal
from storefront.orders.rules import LABELLED, PACKED, UNDO, WITHDRAW_DAYS, short_name

__all__ = [
    "BackMissing", "NotPaidBack", "PaidBack", "back_arrived", "back_missing", "not_paid_back", "paid_back",
    "LABELLED", "ORDER", "Back", "Cancelled", "Completed", "Confirmed", "Delivery", "Expired", "Extended", "Line", "MoneyBack", "Order", "PACKED", "Placed",
    "Recipient", "Reopened", "Revived", "Settled", "Shipped", "UNDO", "WITHDRAW_DAYS", "back_of", "back_words", "backs_of", "board", "by_number", "by_token", "call_off", "cancel", "complete", "confirm",
    "create", "expire", "extend", "finish", "first_lines", "has_orders", "lines_of", "link_blueprint", "locked", "look_for", "mark_shipped", "note_to_self", "of_customer", "of_phone", "rail_of", "open_count", "open_count_network", "orders_of_person", "paid_words", "papers", "pause", "pile",
    "ran_out", "recipient_of", "recipients_of", "refund", "refundable", "refuse_while_paused", "resume", "reveal", "revive", "settle", "settle_due", "shelve", "short_name", "sweep", "to_ship_count", "to_ship_kinds", "token_of", "undo_complete", "undo_shipped", "withdraw_from",
]  # fmt: skip
