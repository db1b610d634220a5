"""A page costs a fixed number of questions to the database, however much there is.

Every page of the table is asked for in a small market and in one with ten times as much of everything it lists; both must ask equally
often, and no more than the table says.
"""

from storefront import (
    accounts,
    aftersales,
    cart,
    catalog,
    customers,
    moderation,
    orders,
    payments,
    payouts,
    reconciliation,
    reviews,
    share,
    shops,
)
from storefront.checkout import Buyer
from storefront.kit import clock, db, jobs
from storefront.kit.money import Money
from tests.support.callers import Caller
from tests.support.everything import photo
from tests.support.factories import World

FEW, MANY = 2, 20

# Page: the most that it may ask.
PUBLIC = {
    "/": 2,
    "/@{shop}": 4,
    "/@{shop}/about": 3,
    "/@{shop}/items": 2,
    "/@{shop}/items?q=cup": 3,
    "/@{shop}/items?sort=price": 2,
    "/@{shop}/c/{shelf}": 4,
    "/@{shop}/p/{product}": 8,
    "/@{shop}/p/{product}?o0=1": 8,
    "/@{shop}/p/{product}/reviews": 4,
    "/@{shop}/p/{product}/reviews?stars=4": 4,
    "/@{shop}/share?item={product}": 4,
    "/q/{link}": 2,
    "/report?about=item:{shop}/{product}": 3,
    "/help": 0,
}
BUYER = {
    "/cart": 5,
    "/checkout?shop={shop}": 14,
    "/checkout?shop={shop}&v={variant}&n=1": 6,
    "/o/{order}": 13,
    "/o/{order}/problem?reason=broken": 1,
    "/o/{order}/withdrawal": 6,
    "/o/{reviewed}/review": 5,
    "/o/{case_order}/case": 6,
    "/pay/{payment}": 4,
}
SELLER = {
    "": 19,
    "/orders": 7,
    "/orders?state=shipped": 7,
    "/orders?state=pay": 7,
    "/orders/{number}": 13,
    "/items": 5,
    "/items?q=cup": 6,
    "/items/{product}": 8,
    "/items/{product}/choices": 8,
    "/items/new": 5,
    "/collections": 5,
    "/collections/{shelf}": 7,
    "/money": 17,
    "/money/withdraw": 9,
    "/money/withdraw/confirm?amount=20": 10,
    "/money/withdrawals": 6,
    "/money/withdrawals/{withdrawal}": 7,
    "/money/account": 6,
    "/customers": 5,
    "/customers/{customer}": 8,
    "/refunds": 5,
    "/measures": 5,
    "/measures/{measure}": 5,
    "/reviews?state=all": 6,
    "/refunds/{case}": 13,
    "/share": 11,
    "/share/product/{product}": 7,
    "/ship": 7,
    "/ship/print": 8,
    "/delivery": 5,
    "/payments": 6,
    "/shop": 4,
    "/settings": 4,
    "/tax": 6,
    "/more": 5,
    "/verify": 8,
}
PERSON = {"/me": 3, "/me/data": 12, "/me/settings": 3, "/notices": 3, "/sell/shops": 2}
DESK = {
    "/admin/payments": 5,
    "/admin/payouts": 5,
    "/admin/payouts?state=done": 5,
    "/admin/payouts/{batch}": 7,
    "/admin/money": 20,
    "/admin/suspense": 4,
    "/admin/suspense/{capture}": 8,
    "/admin/statements": 4,
    "/admin/statements/{statement}": 5,
    "/admin/cases": 3,
    "/admin/verify": 10,
    "/admin/cases?state=open": 3,
    "/admin/reports": 6,
    "/admin/reports?state=appeals": 5,
    "/admin/reports?state=force": 5,
    "/admin/reports?state=done": 6,
    "/admin/reports/{report}": 7,
    "/admin/measures/{measure}": 7,
    "/admin": 1,
    "/admin/shops": 2,
    "/admin/shops/{shop}": 9,
    "/admin/orders": 2,
    "/admin/orders/{shop}/{number}": 12,
    "/admin/health": 12,
}
WAITS = 18  # on every page of the desk: how much waits, for the badges
OPERATOR = {path: own + WAITS for path, own in DESK.items()}


SELL = "/sell/{shop}"
TABLES = [("", PUBLIC), ("", BUYER), (SELL, SELLER), ("", PERSON), ("", OPERATOR)]


class Market(World):
    """Mei's shop with so many of everything."""

    def __init__(self, many: int):
        super().__init__()
        keeper = self.mei
        shops.verify(keeper.shop, "company")
        shop = keeper.fresh()
        shelf = catalog.create_collection(shop, "Cups")
        for number in range(many):
            variant = keeper.sells(f"cup{number}", f"Cup {number}", 4000 + number, 1000)
            catalog.put_on_shelf(shop, shelf, catalog.product_by_code(shop, variant.product.code))
            catalog.create_collection(shop, f"Shelf {number}")
            share.new_poster(shop, "product", variant.product.code, f"Stall {number}")
        chosen = catalog.product_by_code(shop, keeper.goods["cup0"].product.code)
        catalog.set_options(chosen, [("Glaze", [f"Glaze {number}" for number in range(many)])])
        variants = catalog.variants_of(chosen)
        for number in range(many):
            buyer = Buyer(f"Zhou {number}", f"+861380013{number:04}", "浙江省杭州市上城区南山路18号302室", "CN", "CN-ZJ")
            bought = [(each, 1) for each in (variants if number == many - 1 else variants[:1])]
            self.placed(keeper, items=bought, buyer=buyer)
            paid = self.paid(keeper, items=bought, buyer=buyer)
            shipped = self.shipped(keeper, items=bought, buyer=buyer, number=f"SF13579246{number:05}")
            case = aftersales.open_case(self.shipped(keeper, items=bought, buyer=buyer), "broken", "money", None, "Chipped")
            asked = aftersales.open_case(self.shipped(keeper, items=bought, buyer=buyer), "broken", "money", None, "Chipped")
            aftersales.escalate(aftersales.decline(asked, "No"), "buyer")
            got = self.completed(keeper, items=bought, buyer=buyer)
            shown = [reviews.send_ahead(got, photo()).code] if number == many - 1 else []
            reviews.write(got, chosen.id, 4, f"Good {number}", shown)
            payments.arrived("sandbox", f"nobody-{number}", payments.Captured(f"stray-{number}", 500, "CNY", "microstore"))
            accounts.open_session(keeper.owner, f"Phone {number}", "")
        batch, withdrawal = self._took_out(got, many)
        report, measure = self._reported(many)
        jobs.run_pending(10_000)
        bag, token = cart.open_bag()
        for each in variants:
            cart.add(bag, each.code, shop.id, 1)
        self.cookies = {"bag": f"bag_key={token}", "owner": "", "operator": ""}
        for who, person in (("owner", keeper.owner), ("operator", accounts.make_operator("+8613500135000"))):
            self.cookies[who] = f"session={accounts.open_session(person, 'Chrome on Android', '')}"
        self.names = {
            "batch": batch.code, "withdrawal": withdrawal.code,
            "shop": shop.slug, "shelf": shelf.slug, "product": chosen.code, "variant": variants[1].code, "order": shipped.token, "number": paid.number,
            "case_order": orders.by_token(case.order.token).token, "reviewed": got.token, "case": case.code, "customer": customers.Customer.of(shop).first().code,
            "payment": payments.payment_of("order", str(orders.Order.of(shop).where(orders.Order.state == "pending").first().id)).code,
            "link": share.link_for(shop, "product", chosen.code).code, "report": report.code, "measure": measure.code, "statement": self._statement(many).code, "capture": payments.Capture.select().where(payments.Capture.outcome == "suspense").first().id,
        }  # fmt: skip

    def _took_out(self, got, many: int):
        """Withdrawals: half of them sent, each in a batch of its own, the others together in one."""
        shop, owner, staff = self.mei.fresh(), self.mei.owner, accounts.make_operator("+8613500135002", "finance")
        orders.Order.update(settle_at=clock.now()).where(orders.Order.id == got.id).execute()
        orders.settle_due()
        account = payouts.change_account(shop, owner, payouts.read(shop, "Mei Chen", "6222021234564417", "ICBC"))
        payouts.BankAccount.update(usable_at=account.added_at).where(payouts.BankAccount.id == account.id).execute()
        for number in range(many):
            row = payouts.join(payouts.ask(shop, owner, Money(1000, "CNY"), f"one-of-many-withdrawals-{number}"))
            if number < many // 2:
                payouts.mark_all_sent(payouts.release(row.batch, staff))
        return row.batch, row

    def _reported(self, many: int):
        """Reports that wait, reports that were looked at, hidden things, and an appeal of each."""
        staff, items = accounts.make_operator("+8613500135001"), moderation.kinds.get("item")
        because = {"rule": "copy", "reason": "A mark of others", "remedy": "Take it off"}
        for number in range(many):
            hidden = self.mei.sells(f"bowl{number}", f"Bowl {number}", 3000).product
            cup = self.mei.goods[f"cup{number}"].product
            found = items.things([cup.id, hidden.id])
            moderation.dismiss(moderation.report(found[cup.id], "copy", f"Look {number}"), staff, "It is not")
            report = moderation.report(found[cup.id], "untrue", f"Look again {number}")
            measure = moderation.take(found[hidden.id], staff, **because)
            moderation.appeal(measure, "It is mine")
        return report, measure

    def _statement(self, many: int):
        """A provider's statement of which nothing is in our books."""
        table = "date,id,amount,currency\n" + "".join(f"2026-11-21,stray-line-{number},5.00,CNY\n" for number in range(many))
        row, _new = reconciliation.upload("sandbox", "statement.csv", table.encode(), self.mei.owner)
        reconciliation.take_in(row, row.starts_at, row.ends_at)
        jobs.run_pending(10_000)
        reconciliation.check()
        return row


def counted(app, queries, market) -> dict[str, int]:
    """{page: how many questions} for every page of the table."""
    visitor, buyer = Caller(app), Caller(app, market.cookies["bag"])
    owner, operator = Caller(app, market.cookies["owner"]), Caller(app, market.cookies["operator"])
    sell = "/sell/{shop}"
    pages = [(path, visitor) for path in PUBLIC] + [(path, buyer) for path in BUYER]
    pages += (
        [(sell + path, owner) for path in SELLER] + [(path, owner) for path in PERSON] + [(path, operator) for path in OPERATOR]
    )
    found = {}
    for path, caller in pages:
        address = path.format(**market.names)
        caller("GET", address)  # whatever is only made the first time
        app.pages.clear()
        with queries() as asked:
            answer = caller("GET", address)
        assert answer.status_code in (200, 302), (path, answer.status_code)
        found[path] = len(
            [sql for sql in asked if sql.lstrip().upper().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE"))]
        )
    return found


def counted_in(number, app, queries, clock) -> dict[str, int]:
    """`counted` in a market with so much of everything. What depends on time asks as often however long it took to build: the desk asks
    once more as soon as a text waits too long, and a session notes each minute that it is used."""
    clock.freeze(clock.now())
    with db.transaction():
        market = Market(number)
    return counted(app, queries, market)


def test_pages_ask_as_often_however_much_there_is(app, database, queries, emptied, clock):
    few = counted_in(FEW, app, queries, clock)
    emptied()  # the clock runs again
    many = counted_in(MANY, app, queries, clock)
    assert {path: (count, many[path]) for path, count in few.items() if many[path] != count} == {}
    most = {f"{prefix}{path}": count for prefix, table in TABLES for path, count in table.items()}
    assert {path: (count, most[path]) for path, count in few.items() if count > most[path]} == {}, (
        "more questions than the table allows"
    )
