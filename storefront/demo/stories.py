"""A week in the demo shops: one order in every state, and some in between."""

import itertools
from datetime import timedelta

from storefront import aftersales, catalog, checkout, orders, payments, share, shipping, shops, stock
from storefront.kit import clock
from storefront.kit.money import Money

WEEK = timedelta(days=8)
_keys = itertools.count(1)

BUYERS = {
    "zhou": checkout.Buyer("Zhou Yining", "+8613800138100", "Flat 302, 18 Nanshan Road, Shangcheng, Hangzhou", "CN", "CN-ZJ"),
    "lin": checkout.Buyer("林晓", "+8613800138101", "上海市静安区南京西路1266号恒隆广场2座1801", "CN", "CN-SH"),
    "chen": checkout.Buyer("陈默", "+8613800138102", "广东省深圳市南山区科技园南路8号", "CN", "CN-GD"),
    "wang": checkout.Buyer("王小雨", "+8613800138103", "北京市朝阳区工人体育场北路21号", "CN", "CN-BJ"),
    "oberlaender": checkout.Buyer("Familie Oberländer", "+4915112345100", "Lindenweg 4\n50674 Köln", "DE", "DE"),
    "petra": checkout.Buyer("Petra Schulz", "+4915112345101", "Am Markt 12\n99084 Erfurt", "DE", "DE"),
}


class Teller:
    """Places and moves orders at a moment of the past week."""

    def __init__(self, made: dict, config, sandbox):
        self.made, self.config, self.sandbox = made, config, sandbox
        self.start = clock.now()

    def at(self, days_ago: float, hours: float = 0) -> None:
        clock.freeze(self.start - timedelta(days=days_ago) + timedelta(hours=hours))

    def buy(
        self,
        shop_key: str,
        buyer: str,
        wanted: list[tuple[int, int]],
        method: str | None = None,
        kind: str | None = None,
        link=None,
        note="",
    ):
        """An order for [(place on the shelf, pieces)]."""
        shop = shops.Shop.get_by_id(self.made[shop_key].id)
        cards = catalog.cards(shop, limit=24).items
        items = []
        for place, pieces in wanted:
            product = catalog.product_by_code(shop, cards[place].code)
            free = [variant for variant in catalog.variants_of(product) if _left(variant) is None or _left(variant) >= pieces]
            items.append((free[0], pieces))
        who = BUYERS[buyer]
        minor = sum(variant.price_minor * pieces for variant, pieces in items)
        choices = shipping.quote(shop, who.country, who.region, minor)
        choice = next((one for one in choices if one.kind == kind), choices[0])
        if link is not None:
            share.visited(link, shop.today)
        order = checkout.place(
            shop, [(variant.id, pieces) for variant, pieces in items], who, choice, method or ("sandbox" if shop.mode == "protected" else "epc"),
            key=f"demo-{next(_keys):020d}", scope=who.phone, agreed_minor=minor + choice.fee_minor, limits=checkout.Limits(open_orders=50),
            note=note, link_code=link.code if link else None,
        )  # fmt: skip
        return self.again(order)

    def pay(self, order) -> None:
        payment = payments.payment_of("order", str(order.id))
        if payment.mode == "direct":
            payments.mark_paid(payment)
        else:
            self.sandbox.play(payments.start(payment).url)
            self.sandbox.courier.deliver()

    def paid(self, *args, **more):
        order = self.buy(*args, **more)
        self.pay(order)
        return self.again(order)

    def ship(self, order, number: str, pieces=None):
        shipping.ship(order, number, pieces=pieces)
        return self.again(order)

    def again(self, order):
        found = orders.Order.across_shops().where(orders.Order.id == order.id).get()
        found.shop = shops.Shop.get_by_id(found.shop_id)
        return found

    def finish(self, order) -> None:
        """Received, and the ten seconds are over."""
        orders.complete(order)
        clock.advance(timedelta(seconds=11))
        orders.settle_due()


def _left(variant):
    return stock.left([variant.id])[variant.id]


def tell(made: dict, config, sandbox) -> None:
    """The whole week, oldest first: time does not run backwards in the books. Buyers pay in the sandbox gateway."""
    t = Teller(made, config, sandbox)
    stall = share.link_for(made["meikiln"], "shop", label="market stall")
    # a week of sales that are over and done
    for days, buyer, place, pieces in (
        (7, "zhou", 3, 1),
        (6, "lin", 1, 1),
        (5, "chen", 5, 2),
        (4, "wang", 2, 1),
        (3, "zhou", 4, 1),
    ):
        t.at(days, 1)
        done = t.paid("meikiln", buyer, [(place, pieces)], link=stall if days in (6, 3) else None)
        t.at(days, 3)
        done = t.ship(done, f"SF13579246801{days:02d}")
        t.at(days - 2, -1)
        t.finish(done)
    _oma_lotte(t)
    _xiaozhu(t)
    _meikiln(t, stall)


def _oma_lotte(t: Teller) -> None:
    t.at(2.5)
    t.paid("oma-lotte", "oberlaender", [(0, 2), (2, 1)])  # direct, paid and to ship
    t.at(2.4)
    waiting = t.buy("oma-lotte", "petra", [(1, 1)])
    payments.claim(payments.payment_of("order", str(waiting.id)))  # the buyer says it is paid: for Lotte to look at
    t.at(2.2)
    t.buy("oma-lotte", "petra", [(3, 1)], method="pickup_cash", kind="pickup")  # cash on pickup, with a code


def _xiaozhu(t: Teller) -> None:
    t.at(2.1)
    kept = t.paid("xiaozhu", "lin", [(0, 1), (4, 2)])
    t.at(1.9)
    t.ship(kept, "YT2538461097315")
    t.at(1.8)
    orders.cancel(t.paid("xiaozhu", "wang", [(1, 1)]), "不想要了")  # cancelled, money back


def _meikiln(t: Teller, stall) -> None:
    t.at(1.7)
    wrong = t.ship(t.paid("meikiln", "chen", [(6, 1)]), "SF1357924680211")
    t.at(1.2)
    _something_is_wrong(wrong)
    t.at(1.1)
    t.ship(t.paid("meikiln", "wang", [(2, 1)], link=stall), "SF1357924680212")  # on its way
    t.at(1.0)
    expired = t.buy("meikiln", "lin", [(7, 1)])
    t.at(0.9)
    orders.sweep()
    assert t.again(expired).state == "cancelled"
    t.at(0.12)
    part = t.paid("meikiln", "zhou", [(0, 2), (3, 1)])
    first = orders.lines_of(part)[0]
    t.ship(part, "SF1357924680213", pieces={first.id: 1})  # partly on its way
    t.at(0.08)
    t.paid("meikiln", "lin", [(0, 1)], link=stall, note="Please wrap it as a present.")
    t.at(0.05)
    t.paid("meikiln", "chen", [(1, 1)])
    t.at(0.005)
    t.buy("meikiln", "wang", [(4, 1)])  # not paid yet


def _something_is_wrong(order) -> None:
    part = Money(order.total_minor // 2, order.currency)
    aftersales.open_case(order, "broken", "part", part, "The rim has a chip, as if it had been knocked on the way.")
