"""Looking orders up costs what is looked for, however much else waits in the shop."""

import pytest

from storefront import orders
from storefront.kit import db
from tests.support.factories import LIN, ZHOU


@pytest.fixture
def busy(world):
    """Three unpaid orders of one buyer, one of them called off, and two of another."""
    called_off = [world.placed(buyer=LIN) for _ in range(3)][1]
    orders.cancel(called_off, "")
    world.placed(buyer=ZHOU)
    world.placed(buyer=ZHOU)
    return world


def test_unpaid_orders_are_counted_by_buyer_and_shop(busy):
    shop = busy.mei.shop
    assert orders.open_count(shop, LIN.phone) == 2
    assert orders.open_count(shop, LIN.phone, most=1) == 1
    assert orders.open_count(shop, ZHOU.phone) == 2
    assert orders.open_count(busy.lotte.shop, ZHOU.phone) == 0
    assert orders.open_count(shop, "") == 0


def test_counting_them_does_not_go_through_everything_that_is_unpaid(busy, monkeypatch):
    asked = []
    original = db.database.obj.execute_sql
    monkeypatch.setattr(
        db.database.obj, "execute_sql", lambda sql, params=None: asked.append((sql, params)) or original(sql, params)
    )
    orders.open_count(busy.mei.shop, LIN.phone)
    monkeypatch.undo()
    [(sql, params)] = asked
    if db.on_sqlite():
        plan = "\n".join(row[-1] for row in db.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", params).fetchall())
        assert "phone_index=?" in plan and "shop_id=? AND state=? AND id=?" in plan, plan
    else:
        with db.transaction():
            db.database.execute_sql("SET LOCAL enable_seqscan = off")
            plan = "\n".join(row[0] for row in db.database.execute_sql(f"EXPLAIN {sql}", params).fetchall())
        assert "phone_index" in plan and "Seq Scan" not in plan, plan


def test_a_list_reads_the_pieces_of_its_orders_and_no_others(busy, queries):
    """The shop's whole past would have to be gone through for each page of its list."""
    with queries() as asked:
        rows, _more = orders.board(busy.mei.shop, ("pending", "cancelled"))
    assert len(rows) == 5 and all(row.lines and row.recipient for row in rows)
    if not db.on_sqlite():  # decides by what the tables hold
        return
    for table in ("order_line", "order_recipient"):
        [sql] = [sql for sql in asked if f'FROM "{table}"' in sql]
        plan = "\n".join(row[-1] for row in db.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", [1] * sql.count("?")).fetchall())
        assert ("order_id=?" in plan or "rowid=?" in plan) and "shop_id=?" not in plan, plan
