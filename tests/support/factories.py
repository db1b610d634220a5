"""The world of the tests: small shops with names, made by the same verbs that people use.

`world.mei` is a protected shop (Mei's Kiln: a mug in three glazes, a moon jar of which there are two, a bowl that is not counted),
`world.lotte` a direct one that takes bank transfers and cash. Ask for stories: `world.placed()`, `world.paid()`, `world.shipped()`.
"""

import itertools
import json

import pytest

from storefront import accounts, catalog, checkout, orders, payments, shipping, shops, stock
from storefront.kit import clock, db, personal
from storefront.kit.money import Money
from storefront.shipping import table

_counter = itertools.count(1)

ZHOU = checkout.Buyer("Zhou Yining", "+8613800138000", "浙江省杭州市上城区南山路18号302室", "CN", "CN-ZJ")
LIN = checkout.Buyer("Lin Xia", "+8613900139000", "上海市静安区南京西路1266号", "CN", "CN-SH")
FAMILIE = checkout.Buyer("Familie Oberländer", "+4915112345678", "Lindenweg 4, 50674 Köln", "DE", "DE")


def make_person(name: str, phone: str):
    """Somebody who can sign in."""
    return accounts.Person.create(
        name=name, phone=phone, phone_index=personal.blind("phone", phone), language="en", created_at=clock.now()
    )


class Keeper:
    """A shop in the world, with its goods by name."""

    def __init__(self, shop, owner):
        self.shop, self.owner, self.goods = shop, owner, {}

    def sells(self, key: str, name: str, price_minor: int, count: int | None = None):
        """Put something on sale; `count` pieces, or not counted. Returns its (only) variant."""
        product = catalog.create_draft(self.shop)
        catalog.save(product, name=name, words="Made by hand.", price_minor=price_minor)
        catalog.put_on_sale(product)
        variant = catalog.variants_of(product)[0]
        if count is not None:
            stock.set_count(variant, count)
        variant.product = product
        self.goods[key] = variant
        return variant

    def fresh(self):
        """The shop as the database has it."""
        self.shop = shops.Shop.get_by_id(self.shop.id)
        return self.shop

    def __getattr__(self, key: str):
        try:
            return self.__dict__["goods"][key]
        except KeyError:
            raise AttributeError(key) from None


class World:
    """Two shops and the stories that happen in them."""

    def __init__(self):
        self._mei = self._lotte = None

    @property
    def mei(self) -> Keeper:
        if self._mei is None:
            owner = make_person("Mei Chen", "+8613700137000")
            self._mei = Keeper(shops.open_shop(owner, "Mei's Kiln"), owner)
            table.give_default(self._mei.shop)
            self._mei.sells("mug", "Sunday mug, celadon, 320 ml", 12800, 7)
            self._mei.sells("jar", "Moon jar, matte white, 28 cm", 68000, 2)
            self._mei.sells("bowl", "Noodle bowl, tenmoku brown", 16800)
            self._mei.fresh()
        return self._mei

    @property
    def lotte(self) -> Keeper:
        if self._lotte is None:
            owner = make_person("Lotte Berg", "+4915199999999")
            shop = shops.open_shop(owner, "Oma Lotte")
            shops.Shop.update(mode="direct", currency="EUR", country="DE", time_zone="Europe/Berlin").where(
                shops.Shop.id == shop.id
            ).execute()
            shop = shops.Shop.get_by_id(shop.id)
            self._lotte = Keeper(shop, owner)
            table.give_default(shop)
            for key, settings in (
                ("epc", {"iban": "DE89370400440532013000", "name": "Lotte Berg"}),
                ("cash", {}),
                ("pickup_cash", {}),
            ):
                payments.Method.create(shop=shop, key=key, settings=json.dumps(settings))
            self._lotte.sells("jam", "Erdbeermarmelade, 220 g", 550, 12)
            self._lotte.sells("loaf", "Bauernbrot, 1 kg", 680)
            self._lotte.fresh()
        return self._lotte

    # --- stories --------------------------------------------------------------------------------------------------------

    def placed(
        self,
        keeper: Keeper | None = None,
        items=None,
        buyer=None,
        method: str | None = None,
        key: str | None = None,
        choice=None,
        **more,
    ):
        """An order, as the checkout places it. `items` are [(variant, pieces)]."""
        keeper = keeper or self.mei
        items = items or [(keeper.mug if keeper is self._mei else keeper.jam, 1)]
        buyer = buyer or (ZHOU if keeper is self._mei else FAMILIE)
        shop = keeper.fresh()
        minor = sum(variant.price_minor * pieces for variant, pieces in items)
        choice = choice or shipping.quote(shop, buyer.country, buyer.region, minor)[0]
        more.setdefault("agreed_minor", minor + choice.fee_minor)
        more.setdefault("limits", checkout.Limits(open_orders=1000, open_orders_network=100000))
        order = checkout.place(
            shop, [(variant.id, pieces) for variant, pieces in items], buyer, choice, method or ("sandbox" if shop.mode == "protected" else "epc"),
            key=key or f"key-{next(_counter):016d}", scope=buyer.phone, **more,
        )  # fmt: skip
        order.shop = shop
        return order

    def pay(self, order, reference: str | None = None, minor: int | None = None, currency: str | None = None) -> str:
        """Money for an order arrives: through the gateway, or seen by the seller. Returns what became of it."""
        payment = payments.payment_of("order", str(order.id))
        if payment.mode == "direct":
            return payments.mark_paid(payment)
        payee = json.loads(payment.payee)["payee"]
        captured = payments.Captured(
            reference or f"tx-{next(_counter)}", minor or payment.amount_minor, currency or payment.currency, payee
        )
        return payments.arrived(payment.method, payment.code, captured)

    def paid(self, keeper: Keeper | None = None, **how):
        """A paid order."""
        order = self.placed(keeper, **how)
        assert self.pay(order) == "applied"
        return self.again(order)

    def shipped(self, keeper: Keeper | None = None, number: str = "SF1357924680123", **how):
        """An order on its way."""
        order = self.paid(keeper, **how)
        shipping.ship(order, number)
        return self.again(order)

    def completed(self, keeper: Keeper | None = None, **how):
        """An order that its buyer has confirmed; the money has not moved yet."""
        order = self.shipped(keeper, **how)
        orders.complete(order)
        return self.again(order)

    def again(self, order):
        """The order as the database has it."""
        found = orders.Order.across_shops().where(orders.Order.id == order.id).get()
        found.shop = shops.Shop.get_by_id(found.shop_id)
        return found

    def money(self, minor: int, currency: str = "CNY") -> Money:
        return Money(minor, currency)


@pytest.fixture
def market(world) -> World:
    """The same world, where Mei's identity is checked: no cap on what she sells in a day."""
    shops.verify(world.mei.shop, "company")
    return world


@pytest.fixture
def world(database) -> World:
    """Shops and stories; nothing of it exists before it is asked for."""
    return World()


def sign_in(client, person, device: str = "test") -> str:
    """Give a test client the session of a person; the secret in its cookie."""
    token = accounts.open_session(person, device, "")
    client.set_cookie("session", token)
    return token


def again(row):
    """The row as the database has it now."""
    model = type(row)
    rows = model.across_shops() if issubclass(model, db.ShopOwned) else model.select()
    return rows.where(model._meta.primary_key == row._pk).get()
