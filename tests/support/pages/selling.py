"""What sellers see: two desks after a few weeks, and one on its first morning."""

from storefront import customers, shipping
from tests.support.pages.example import Example
from tests.support.pages.lived_in import LivedIn


def desks(place: LivedIn) -> list[Example]:
    """Mei's and Lotte's desks."""
    sell, mug, cup = "/sell/meis-kiln", place.mei.mug.product.code, place.cup.product.code
    buyer = customers.page_of(place.mei.shop)[0][0]
    pages = {
        "orders_seller.home": [""],
        "orders_seller.index": ["/orders", *[f"/orders?state={state}" for state in ("pay", "shipped", "done", "cancelled")]],
        "orders_seller.show": [
            f"/orders/{order.number}" for order in place.orders.values() if order.shop_id == place.mei.shop.id
        ],
        "shipping_seller.scan": ["/ship"],
        "shipping_seller.slips": ["/ship/print"],
        "shipping_seller.delivery": ["/delivery", f"/delivery?edit={shipping.options_of(place.mei.shop)[2].id}"],
        "aftersales_seller.index": ["/refunds"],
        "reviews_seller.index": ["/reviews", "/reviews?state=all"],
        "aftersales_seller.show": [f"/refunds/{place.case.code}", f"/refunds/{place.quarrel.code}"],
        "catalog_seller.index": ["/items", "/items?q=nothing"],
        "catalog_item_seller.edit": [
            f"/items/{mug}",
            f"/items/{cup}",
            f"/items/{place.draft.code}",
            f"/items/{place.gone.product.code}",
        ],
        "catalog_item_seller.new": ["/items/new"],
        "catalog_choices_seller.edit": [f"/items/{cup}/choices"],
        "catalog_pictures_seller.edit": [f"/items/{mug}/pictures/{place.photos[0].code}"],
        "catalog_bulk_seller.bulk": ["/items/bulk"],
        "catalog_shelves_seller.index": ["/collections"],
        "catalog_shelves_seller.show": [f"/collections/{place.shelf.slug}"],
        "share_seller.index": ["/share"],
        "share_seller.show": ["/share/shop", f"/share/product/{mug}", f"/share/product/{mug}?new=1"],
        "share_seller.print_poster": [f"/share/print/{place.poster.code}"],
        "customers_seller.index": ["/customers"],
        "customers_seller.show": [f"/customers/{buyer.code}"],
        "ledger_seller.show": ["/money"],
        "payouts_seller.withdraw": ["/money/withdraw"],
        "payouts_seller.confirm": ["/money/withdraw/confirm?amount=50"],
        "payouts_seller.index": ["/money/withdrawals"],
        "payouts_seller.show": [f"/money/withdrawals/{one.code}" for one in (place.withdrawal, place.came_back)],
        "payouts_seller.show_account": ["/money/account"],
        "payments_seller.index": ["/payments"],
        "shops_seller.look": ["/shop"],
        "shops_seller.more": ["/more"],
        "shops_seller.settings": ["/settings"],
        "shops_seller.confirm_close": ["/settings/close"],
    }
    found = [Example(endpoint, sell + path, "mei", path) for endpoint, paths in pages.items() for path in paths]
    lotte = [f"/orders/{order.number}" for order in place.orders.values() if order.shop_id == place.lotte.shop.id]
    found += [Example("orders_seller.show", f"/sell/oma-lotte{path}", "lotte", "direct") for path in lotte]
    found += [Example("payments_seller.edit", f"/sell/oma-lotte/payments/{key}", "lotte", key) for key in ("epc", "bank")]
    return [
        *found,
        Example("moderation_seller.index", "/sell/oma-lotte/measures", "lotte"),
        Example("moderation_seller.index", "/sell/meis-kiln/measures", "mei", "none"),
        Example("moderation_seller.show", f"/sell/oma-lotte/measures/{place.hidden.code}", "lotte", "appealed"),
        Example("moderation_seller.show", f"/sell/paused-pots/measures/{place.paused.code}", "paused", "to appeal"),
        Example(
            "moderation_seller.appeal",
            f"/sell/paused-pots/measures/{place.paused.code}/appeal",
            "paused",
            "empty",
            422,
            sends={},
        ),
        Example("orders_seller.home", "/sell/paused-pots", "paused", "of a paused shop"),
        Example("catalog_item_seller.edit", f"/sell/oma-lotte/items/{place.lotte.gin.product.code}", "lotte", "hidden"),
        Example("payments_seller.index", "/sell/oma-lotte/payments", "lotte", "direct"),
        Example("own_statements_seller.statement", "/sell/oma-lotte/payments/statement", "lotte"),
        Example("own_statements_seller.read_statement", "/sell/oma-lotte/payments/statement", "lotte", "no file", 422, sends={}),
        *_files_of_the_bank(place),
        Example("sell.switch", "/sell/shops", "mei"),
        Example("payouts_seller.confirm", f"{sell}/money/withdraw/confirm?amount=1", "mei", "too little", 422),
        Example(
            "payouts_seller.save_account",
            f"{sell}/money/account",
            "mei",
            "a mistake",
            422,
            sends={"holder": "Mei", "number": "DE88"},
        ),
        Example("verification_seller.show", "/sell/meis-kiln/verify", "mei", "checked"),
        Example("verification_seller.show", f"/sell/{place.kim.slug}/verify", "kim", "filling in"),
        Example("verification_seller.send", f"/sell/{place.kim.slug}/verify", "kim", "half", 422, sends={"name": "Kim Park"}),
        Example("verification_seller.show", "/sell/oma-lotte/verify", "lotte", "in review"),
        Example("invoices_seller.tax", "/sell/oma-lotte/tax", "lotte", "registered"),
        Example("invoices_seller.tax", "/sell/meis-kiln/tax", "mei", "no tax"),
        Example("invoices_seller.save_rate", "/sell/oma-lotte/tax/rates", "lotte", "a mistake", 422, sends={"rate": "much"}),
        Example("invoices_seller.show", f"/sell/meis-kiln/orders/{place.orders['paid'].number}/papers/00001", "mei"),
        Example("verification_seller.show", "/sell/gone-fishing/verify", "away", "refused"),
        Example("verification_seller.show", "/sell/paused-pots/verify", "paused", "not begun"),
    ]


def _files_of_the_bank(place: LivedIn) -> list[Example]:
    """Two open orders stand in one: one with its number and sum, one with its sum alone. In the other the columns have strange names."""
    exact, nameless = place.orders["transfer"], place.orders["claimed"]
    rows = [
        "Buchungstag;Verwendungszweck;Betrag;Währung",
        f"20.11.2026;Bestellung {exact.number} Familie Oberlaender;{exact.total_minor / 100:.2f};EUR",
        f"21.11.2026;Danke fuer das gute Brot, viele Gruesse aus der Lindenstrasse;{nameless.total_minor / 100:.2f};EUR",
    ]
    strange = "\n".join(["Wann;Woher und wofuer die Zahlung auf dem Konto einging;Wieviel;Waehr.", *rows[1:]]).encode()
    here = ("own_statements_seller.read_statement", "/sell/oma-lotte/payments/statement", "lotte")
    chosen = {"at": "0", "words": "1", "amount": "2", "order": "dmy", "currency": "EUR"}
    return [
        Example(*here, "some are there", sends={}, file=("file", "umsaetze.csv", "\n".join(rows).encode())),
        Example(*here, "columns unknown", 422, sends={}, file=("file", "konto.csv", strange)),
        Example(*here, "columns chosen", sends=chosen, file=("file", "konto.csv", strange)),
    ]


def first_morning(place: LivedIn) -> list[Example]:
    """Opening a shop, and Kim's desk on the first morning."""
    opened = {"name": "Sun and Tea", "contact": "+8613600136002"}
    empty = {
        "orders_seller.home": "", "orders_seller.index": "/orders", "shipping_seller.scan": "/ship", "shipping_seller.slips": "/ship/print",
        "aftersales_seller.index": "/refunds", "reviews_seller.index": "/reviews", "catalog_seller.index": "/items", "catalog_shelves_seller.index": "/collections",
        "customers_seller.index": "/customers", "ledger_seller.show": "/money", "payouts_seller.withdraw": "/money/withdraw",
        "payouts_seller.index": "/money/withdrawals", "payouts_seller.show_account": "/money/account", "share_seller.index": "/share",
    }  # fmt: skip
    return [
        Example("opening.new", "/open"),
        Example("opening.new", "/open?from=meis-kiln", what="from a shop"),
        Example("opening.new", "/open", "mei", what="a second shop"),
        Example(
            "opening.send", "/open", what="name taken", status=422, sends={"name": "Mei's Kiln", "contact": "+8613600136003"}
        ),
        Example("opening.code", "/open/code", before=(("/open", opened),)),
        *[Example(endpoint, f"/sell/{place.kim.slug}{path}", "kim", "first morning") for endpoint, path in empty.items()],
        Example("catalog_item_seller.new", f"/sell/{place.kim.slug}/items/new?first=1", "kim", "first photo"),
    ]
