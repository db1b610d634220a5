"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "orders.Placed": _l("Order placed"),
    "orders.Confirmed": _l("Order confirmed: the seller may pack"),
    "orders.Revived": _l("Paid late, and still there: the order goes on"),
    "orders.Cancelled": _l("Order cancelled"),
    "orders.Expired": _l("Order not paid in time"),
    "orders.Shipped": _l("Everything is on its way"),
    "orders.Completed": _l("Order received"),
    "orders.Reopened": _l("Confirmation taken back"),
    "orders.Settled": _l("The seller's money was released"),
    "orders.Extended": _l("The buyer asked for more time"),
    "orders.MoneyBack": _l("Money goes back to the buyer"),
    "orders.PaidBack": _l("The seller says that it was paid back"),
    "orders.NotPaidBack": _l("Seller takes back that it was paid back"),
    "orders.BackMissing": _l("Buyer says that the refund did not arrive"),
    "order.back_arrived": _l("Buyer says that the refund arrived"),
    "order.undo_ship": _l("Shipping taken back"),
    "order.call_off": _l("Pieces of it are not sent any more: withdrawn from"),
    "order.finish": _l("Ended: everything went back"),
    "order.pause": _l("Something is wrong: paused until it is settled"),
    "order.resume": _l("Question settled: the order goes on"),
    "order.address_shown": _l("The shop looked at the address again"),
    "order.buyer_erased": _l("The buyer's data was erased"),
}

STATES = {
    "order": {
        "pending": _l("to pay"),
        "waiting": _l("waiting"),
        "confirmed": _l("to ship"),
        "shipped": _l("on its way"),
        "completed": _l("received"),
        "cancelled": _l("cancelled"),
    },
}

NOUNS = {"order": _l("Order")}
