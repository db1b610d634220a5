"""A select writes the names of its columns at once; what it asks is what Peewee would have asked, to the letter."""

import peewee
import pytest

from storefront.catalog.models import Product, Variant
from storefront.kit import db
from storefront.kit.events import Delivery, Event
from storefront.orders.models import Line, Order
from storefront.shops.models import Shop

fn = peewee.fn


def _aliased():
    child = Shop.alias()
    return Shop.select(Shop, child.name).join(child, on=(child.came_from == Shop.id))


SELECTS = {
    "a row by key": lambda: Shop.select().where(Shop.id == 3),
    "rows of one shop, ordered": lambda: (
        Order.of(7).where(Order.state.in_(("pending", "confirmed"))).order_by(Order.id.desc()).limit(5)
    ),
    "some columns": lambda: Order.across_shops(Order.id, Order.state).where(Order.total_minor > 5),
    "two rows at once": lambda: Delivery.select(Delivery, Event).join(Event).where(Delivery.state == "waiting"),
    "a row and a column of another": lambda: Variant.across_shops(Variant, Product.name).join(Product),
    "an expression": lambda: Line.across_shops(Line.order, fn.SUM(Line.quantity).alias("pieces")).group_by(Line.order),
    "the same table twice": _aliased,
    "rows that are in a query": lambda: Order.across_shops().where(
        Order.id.in_(Line.across_shops(Line.order).where(Line.quantity > 1))
    ),
    "rows that are in a query of whole rows": lambda: Line.across_shops().where(Line.order.in_(Order.across_shops())),
    "a query inside a row": lambda: Shop.select(
        Shop, Order.across_shops(fn.COUNT(Order.id)).where(Order.shop == Shop.id).alias("n")
    ),
    "a query as a table": lambda: (lambda q: Shop.select(q.c.id).from_(q))(Shop.select().where(Shop.state == "open").alias("q")),
    "two queries together": lambda: Shop.select().where(Shop.id == 1) | Shop.select().where(Shop.id == 2),
    "whether there is one": lambda: Shop.select().where(fn.EXISTS(Order.across_shops().where(Order.shop == Shop.id))),
    "how many": lambda: Shop.select(fn.COUNT(Shop.id)),
    "without repetition": lambda: Event.select(Event.subject).distinct(),
    "only columns after all": lambda: Shop.select().select(Shop.id),
    "in a statement that writes": lambda: Order.update(state="cancelled").where(
        Order.shop.in_(Shop.select().where(Shop.state == "closed"))
    ),
    "rows that are inserted": lambda: Event.insert_from(Event.select(Event.at, Event.kind), [Event.at, Event.kind]),
}


@pytest.mark.parametrize("name", SELECTS)
def test_the_sql_is_peewees(database, monkeypatch, name):
    ours = SELECTS[name]().sql()
    monkeypatch.delattr(db.Rows, "__sql_selection__")
    assert ours == SELECTS[name]().sql()


def test_every_table_is_read_as_peewee_would(database, monkeypatch):
    asked = {model: (model.across_shops if issubclass(model, db.ShopOwned) else model.select)() for model in db.models()}
    ours = {model: query.sql() for model, query in asked.items()}
    monkeypatch.delattr(db.Rows, "__sql_selection__")
    assert ours == {model: query.clone().sql() for model, query in asked.items()}
    assert len(ours) > 40
    assert all(isinstance(query, db.Rows) for query in asked.values())
