"""A week in the demo shops: one order in every state, and some in between."""

import io
import itertools
from datetime import timedelta

from PIL import Image

from storefront import aftersales, catalog, checkout, media, orders, payments, reviews, share, shipping, shops, stock
from storefront.kit import clock, events
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

# What Mei sold and is done: days ago, who, place on the shelf, pieces; stars, words, her answer, whether there is a photo.
SOLD = (
    (7.6, "chen", 0, 1, (5, "杯壁厚实，冬天喝茶不烫手，也凉得慢。", "", True)),
    (7.4, "wang", 7, 1, None),
    (7.0, "zhou", 3, 1, (5, "Pours without a drip, and the lid stays on. My mother wants one too.")),
    (6.5, "lin", 0, 1, (4, "釉色比照片深一点，手感很好。", "谢谢。每一窑的颜色都会有一点不同，下次可以先发实物照片给你看。")),
    (6.0, "lin", 1, 1, None),
    (5.5, "wang", 2, 1, (5, "碗口的弧度正好，端着稳。")),
    (5.0, "chen", 5, 2, None),
    (4.6, "zhou", 0, 1, (5, "Heavier than it looks, in a good way. Came wrapped in newspaper with a handwritten note.")),
    (4.0, "wang", 2, 1, None),
    (3.6, "lin", 4, 1, (3, "杯子很美，就是比我想的小。", "说明里写的是 120 毫升，照片确实看不出大小，我这就补一张手拿的。")),
    (3.0, "zhou", 4, 1, None),
)


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
        other: bool = False,
    ):
        """An order for [(place on the shelf, pieces)]; with `other` of the last choice instead of the first."""
        shop = shops.Shop.get_by_id(self.made[shop_key].id)
        cards = catalog.cards(shop, limit=24).items
        items = []
        for place, pieces in wanted:
            product = catalog.product_by_code(shop, cards[place].code)
            free = [variant for variant in catalog.variants_of(product) if _left(variant) is None or _left(variant) >= pieces]
            items.append((free[-1 if other else 0], pieces))
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
        with events.acting("person", shops.owner_of(order.shop).id):
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
        with events.acting("clock"):
            orders.settle_due()


def _left(variant):
    return stock.left([variant.id])[variant.id]


def tell(made: dict, config, sandbox) -> None:
    """The whole week, oldest first: time does not run backwards in the books. Buyers pay in the sandbox gateway."""
    t = Teller(made, config, sandbox)
    stall = share.link_for(made["meikiln"], "shop", label="market stall")
    _sold_and_reviewed(t, stall)
    _oma_lotte(t)
    _xiaozhu(t)
    _meikiln(t, stall)


def _sold_and_reviewed(t: Teller, stall) -> None:
    """A week of sales that are over and done, and what some of their buyers say: enough for a trust card that speaks."""
    for number, (days, buyer, place, pieces, said) in enumerate(SOLD):
        t.at(days, 1)
        done = t.paid("meikiln", buyer, [(place, pieces)], link=stall if number % 3 == 1 else None, other=place == 0)
        t.at(days, 15)
        done = t.ship(done, f"SF13579246801{number:02d}")
        t.at(days - 2, -1)
        t.finish(done)
        if said:
            _review(t, done, *said)


def _review(t: Teller, order, stars: int, words: str, answer: str = "", photo: bool = False) -> None:
    """What a buyer says an hour later, perhaps with a photo; and what the shop answers."""
    clock.advance(timedelta(hours=1))
    order = t.again(order)
    line = orders.lines_of(order)[0]
    photos = [reviews.send_ahead(order, _photo_of(line)).code] if photo else []
    review = reviews.write(order, line.product_id, stars, words, photos)
    if answer:
        clock.advance(timedelta(minutes=20))
        reviews.answer(review, answer, order.shop.owner)


def _photo_of(line) -> bytes:
    """The thing as its buyer holds the phone: nearer, and not quite straight."""
    picture = media.by_codes([line.picture_code])[line.picture_code]
    with Image.open(io.BytesIO(media.store.open(f"{picture.code}-{picture.width}.jpeg"))) as image:
        wide, high = image.size
        turned = image.rotate(4, Image.Resampling.BICUBIC).crop((wide // 8, high // 5, wide * 7 // 8, high * 9 // 10))
        out = io.BytesIO()
        turned.save(out, "JPEG", quality=88)
    return out.getvalue()


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
