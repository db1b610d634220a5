"""The oracle notices. A market in which everything has happened once; then somebody edits, deletes or slips in rows behind its back.

Tampering asks nobody's leave: foreign keys do not stand in its way here. What the database itself refuses is good as well.
"""

import json
import random
from datetime import timedelta

import peewee
import pytest

from storefront import aftersales, catalog, check, orders, payments, stock
from storefront.kit import audit, db
from storefront.kit.money import Money

pytestmark = pytest.mark.tampers


@pytest.fixture
def stories(market, clock):
    """Orders by name, in every state that money and goods can be in. Identifiers of rows are looked up by `Ids`."""
    bowl, mug, jar = ((getattr(market.mei, name), 1) for name in ("bowl", "mug", "jar"))
    told = {
        "settled": market.completed(items=[mug, bowl]),
        "sent": market.shipped(items=[mug], number="SF1357924680001"),
        "asked": market.shipped(items=[bowl], number="SF1357924680002"),
        "paid": market.paid(items=[jar, (market.mei.mug, 2)]),
        "part": market.paid(items=[bowl]),
        "direct": market.shipped(market.lotte, number="DE135792468"),
        "open": market.placed(items=[mug]),
    }
    clock.advance(timedelta(seconds=11))
    orders.settle_due()
    told["called off"] = market.paid(items=[jar])
    orders.cancel(told["called off"], "Sorry")
    orders.refund(told["part"], 800, "A chip", "part:1")
    asked = aftersales.open_case(told["asked"], "broken", "part", Money(500, "CNY"))
    aftersales.accept(asked)
    clock.advance(timedelta(seconds=11))
    aftersales.carry_out_due()
    aftersales.open_case(told["sent"], "never_came", "money")
    assert market.pay(told["paid"], reference="tx-again") == "duplicate"
    payee = json.loads(payments.payment_of("order", str(told["open"].id)).payee)["payee"]
    foreign = payments.Captured("tx-foreign", 5, "CNY", payee)
    assert payments.arrived("sandbox", "nobody-knows", foreign) == "unknown"
    stock.set_count(market.mei.jar, 9)
    stock.set_count(market.mei.bowl, 4)
    stock.set_count(market.mei.bowl, None)
    catalog.create_draft(market.lotte.shop)
    told["withdrawn"] = market.paid(market.lotte, items=[(market.lotte.jam, 2), (market.lotte.loaf, 1)])
    aftersales.withdraw_from_contract(told["withdrawn"], pieces={orders.lines_of(told["withdrawn"])[0].id: 1})
    audit.seal_all()
    assert check.everything() == []
    return {name: order.id for name, order in told.items()}


class Tampering:
    """Does one thing behind the market's back, asks the oracle, and undoes it."""

    def __init__(self):
        self.leave = ("PRAGMA foreign_keys = 0", "PRAGMA foreign_keys = 1")
        if not db.on_sqlite():
            self.leave = ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT")

    def __enter__(self):
        db.database.execute_sql(self.leave[0])
        return self

    def __exit__(self, *_error):
        db.database.execute_sql(self.leave[1])

    def found(self, *statements: str) -> list[str]:
        """What the oracle says after these statements; the database's own words where it refuses one."""
        with db.database.atomic() as undo:
            try:
                with db.database.atomic():
                    changed = sum(db.database.execute_sql(sql).rowcount for sql in statements)
                assert changed, f"nothing was changed by {statements}"
                return check.run()
            except peewee.IntegrityError as refused:
                return [f"refused: {refused}"]
            finally:
                undo.rollback()


def _held(state: str) -> str:
    return f"(SELECT id FROM stock_hold WHERE state = '{state}' ORDER BY id LIMIT 1)"


# what somebody does → what the oracle says, at least once; {names} are ids of the orders above
TAMPERING = {
    # orders
    "an order's total": ('UPDATE "order" SET total_minor = total_minor - 1 WHERE id = {open}', "I7 order {open}"),
    "an order's goods": ('UPDATE "order" SET items_minor = items_minor + 1 WHERE id = {paid}', "I5 order {paid}"),
    "an order's delivery": ('UPDATE "order" SET delivery_minor = 900 WHERE id = {paid}', "I7 order {paid}"),
    "an order's discount": ('UPDATE "order" SET discount_minor = 1 WHERE id = {direct}', "I7 order {direct}"),
    "an order's pieces": ('UPDATE "order" SET pieces_count = 9 WHERE id = {paid}', "I5 order {paid}"),
    "an order's state": ("""UPDATE "order" SET state = 'completed' WHERE id = {paid}""", "I9 order {paid}"),
    "an order paid by hand": ('UPDATE "order" SET paid_minor = total_minor WHERE id = {open}', "I2 order {open}"),
    "a direct order paid by hand": ('UPDATE "order" SET paid_minor = paid_minor + 1 WHERE id = {direct}', "I4 order {direct}"),
    "an order that paid back": ('UPDATE "order" SET refunded_minor = 1 WHERE id = {paid}', "I2 order {paid}"),
    "an order released early": ('UPDATE "order" SET released_minor = paid_minor WHERE id = {sent}', "I2 order {sent}"),
    "an order settled by hand": ('UPDATE "order" SET settled_at = placed_at WHERE id = {paid}', "I2 order {paid}"),
    "an order settled no more": ('UPDATE "order" SET settled_at = NULL WHERE id = {settled}', "I2 order {settled}"),
    "more released than there was": (
        'UPDATE "order" SET released_minor = 1 WHERE id = {settled}',
        "I2 order {settled}: 1 released",
    ),
    "an order's mode": ("""UPDATE "order" SET mode = 'direct' WHERE id = {paid}""", "I7 order {paid}"),
    "an order's currency": ("""UPDATE "order" SET currency = 'JPY' WHERE id = {paid}""", "I7 order {paid}"),
    "an order of another shop": ('UPDATE "order" SET shop_id = 2 WHERE id = {paid}', "I8 "),
    "an order not paused any more": ('UPDATE "order" SET paused_at = NULL WHERE id = {sent}', "I9 order {sent}: a case is open"),
    "an order paused for nothing": ('UPDATE "order" SET paused_at = placed_at WHERE id = {paid}', "I9 order {paid}: paused"),
    "an order is gone": (
        'DELETE FROM "order" WHERE id = {called off}',
        "I9 order:{called off}: has a timeline, but is not there",
    ),
    # its lines, its buyer, its parcels
    "a line's price": ("UPDATE order_line SET price_minor = price_minor - 100 WHERE order_id = {paid}", "I5 order {paid}"),
    "a line's pieces": ("UPDATE order_line SET quantity = quantity + 1 WHERE order_id = {open}", "I3 order {open}"),
    "a line's goods": ("UPDATE order_line SET variant_id = 3 WHERE order_id = {open}", "I3 order {open}"),
    "a line moves to another order": ("UPDATE order_line SET order_id = {part} WHERE order_id = {open}", "I5 order {open}"),
    "a line is gone": ("DELETE FROM order_line WHERE order_id = {direct}", "I5 order {direct}"),
    "a line slips in": (
        "INSERT INTO order_line (shop_id, order_id, product_id, variant_id, name, choices, price_minor, quantity, shipped_count, "
        "needs_delivery, no_return) SELECT shop_id, order_id, product_id, variant_id, name, choices, price_minor, 1, 0, needs_delivery, '' "
        "FROM order_line WHERE order_id = {open}",
        "I5 order {open}",
    ),
    "a line sent by hand": ("UPDATE order_line SET shipped_count = 1 WHERE order_id = {paid}", "I3 order {paid}"),
    "a line that never left": ("UPDATE order_line SET shipped_count = 0 WHERE order_id = {sent}", "I9 order {sent}: is shipped"),
    "the buyer is gone": ("DELETE FROM order_recipient WHERE order_id = {paid}", "I5 order {paid}: it goes to nobody"),
    "a parcel carries more": ("UPDATE parcel_line SET quantity = quantity + 1", "I3 order"),
    "a parcel carries what is another's": ("UPDATE parcel SET order_id = {paid} WHERE order_id = {sent}", "I3 parcel"),
    "a parcel comes back": ("UPDATE parcel SET state = 'undone' WHERE order_id = {sent}", "I9 parcel"),
    # stock
    "more on the shelf": ("UPDATE stock_level SET on_hand = on_hand + 1 WHERE variant_id = 1", "I3 variant 1"),
    "more on a shelf that is not counted": ("UPDATE stock_level SET on_hand = 5 WHERE NOT counted", "I3 variant"),
    "fewer held": ("UPDATE stock_level SET held = held - 1 WHERE held > 0", "I3 variant 1"),
    "a shelf is gone": ("DELETE FROM stock_level WHERE variant_id = 2", "I3 variant 2: moved, but has no stock"),
    "a hold's pieces": ("UPDATE stock_hold SET quantity = 3 WHERE state = 'held'", "I3 order {open}"),
    "a hold for other goods": (f"UPDATE stock_hold SET variant_id = 3 WHERE id = {_held('held')}", "I3 "),
    "a hold is released by hand": (
        "UPDATE stock_hold SET state = 'released' WHERE state = 'held'",
        "I3 order {open}: is pending",
    ),
    "what was sold is not": (f"UPDATE stock_hold SET state = 'released' WHERE id = {_held('sold')}", "I3 order"),
    "a hold is gone": (f"DELETE FROM stock_hold WHERE id = {_held('sold')}", "I3 order"),
    "a hold for an order that has no such line": (
        "INSERT INTO stock_hold (shop_id, reference, variant_id, quantity, counted, state) "
        "SELECT shop_id, reference, 3, 1, counted, state FROM stock_hold WHERE state = 'held'",
        "I3 order:{open}: variant 3 is kept for no line",
    ),
    "a move's pieces": ("UPDATE stock_move SET quantity = quantity + 1 WHERE id = 1", "I3 variant 1"),
    "a move is gone": ("DELETE FROM stock_move WHERE kind = 'sold'", "I3 variant"),
    "a move slips in": (
        "INSERT INTO stock_move (shop_id, variant_id, kind, quantity, reference, at) "
        "SELECT shop_id, variant_id, kind, quantity, reference, at FROM stock_move WHERE id = 1",
        "I3 variant 1",
    ),
    # payments
    "a payment's amount": ("UPDATE payment SET amount_minor = 1 WHERE reference = '{open}'", "I7 order {open}"),
    "a payment paid by hand": ("UPDATE payment SET state = 'paid' WHERE reference = '{open}'", "I7 payment"),
    "a payment of another order": ("UPDATE payment SET reference = '{part}' WHERE reference = '{paid}'", "I4 order {paid}"),
    "a payment is gone": ("DELETE FROM payment WHERE reference = '{direct}'", "I4 order {direct}"),
    "an unpaid payment is gone": ("DELETE FROM payment WHERE reference = '{open}'", "I4 order {open}: nobody was ever asked"),
    "a capture is gone": ("DELETE FROM payment_capture WHERE outcome = 'applied' AND provider = 'sandbox'", "I7 "),
    "money that fits nothing is gone": ("DELETE FROM payment_capture WHERE outcome = 'suspense'", "I7 ledger"),
    "a capture's amount": (
        "UPDATE payment_capture SET amount_minor = amount_minor + 1 WHERE outcome = 'duplicate'",
        "I7 capture:",
    ),
    "a refund's amount": ("UPDATE refund SET amount_minor = amount_minor - 1 WHERE key = 'part:1'", "I4 payment"),
    "a refund is gone": ("DELETE FROM refund WHERE key = 'part:1'", "I4 payment"),
    "a refund of a second payment is gone": ("DELETE FROM refund WHERE NOT counts", "I7 ledger refunded and returned"),
    "a refund done by hand": ("UPDATE refund SET state = 'done' WHERE key = 'part:1'", "I9 refund"),
    # papers
    "a receipt is gone": ("DELETE FROM invoice_paper WHERE order_id = {paid}", "I7 order {paid}: paid"),
    "a receipt's sum": (
        "UPDATE invoice_paper SET total_minor = total_minor + 1 WHERE order_id = {paid}",
        "I7 order {paid}: paid",
    ),
    "a number is left out": ("UPDATE invoice_counter SET last_number = last_number + 1 WHERE series = 'sale'", "I7 shop 1"),
    "a credit note is gone": ("DELETE FROM invoice_paper WHERE series = 'credit'", "I7 refund"),
    "tax out of nothing": ("""UPDATE "order" SET tax_minor = 5 WHERE id = {paid}""", "I7 order {paid}: has tax"),
    "tax that was never reckoned": (
        """UPDATE "order" SET tax_mode = 'included', tax_minor = 5 WHERE id = {paid}""",
        "I7 order {paid}: tax",
    ),
    # the ledger
    "a balance": ("UPDATE ledger_account SET balance_minor = balance_minor + 1 WHERE kind = 'shop'", "I1 account shop:1"),
    "an escrow": ("UPDATE ledger_account SET balance_minor = 0 WHERE key = '{sent}' AND kind = 'escrow'", "I1 account escrow"),
    "held money": ("UPDATE ledger_account SET held_minor = held_minor - 1 WHERE kind = 'shop'", "I2 shop 1"),
    "an escrow of another shop": ("UPDATE ledger_account SET shop_id = 2 WHERE key = '{paid}' AND kind = 'escrow'", "I2 "),
    "an entry's amount": ("UPDATE ledger_entry SET amount_minor = amount_minor + 1 WHERE id = 1", "I1 transaction 1"),
    "both entries of a posting": (
        "UPDATE ledger_entry SET amount_minor = amount_minor * 2 WHERE transaction_id = 1",
        "I1 account",
    ),
    "an entry is gone": ("DELETE FROM ledger_entry WHERE id = 2", "I1 transaction 1"),
    "a posting is gone": (
        "DELETE FROM ledger_entry WHERE transaction_id = 2",
        "DELETE FROM ledger_transaction WHERE id = 2",
        "I7 capture:",
    ),
    "a posting without entries": (
        "INSERT INTO ledger_transaction (kind, reference, at, note) SELECT 'paid', 'capture:99', at, '' FROM ledger_transaction "
        "WHERE id = 1",
        "I1 transaction",
    ),
    "a posting of another kind": ("UPDATE ledger_transaction SET kind = 'gift' WHERE kind = 'released'", "I2 order {settled}"),
    "a posting of another order": ("UPDATE ledger_transaction SET order_id = {part} WHERE order_id = {paid}", "I2 transaction"),
    "a posting of another time": (
        "UPDATE ledger_transaction SET at = (SELECT MIN(placed_at) FROM \"order\") WHERE kind = 'refunded'",
        "I1 entry",
    ),
    # cases and counters
    "a case closed by hand": ("UPDATE aftersales_case SET state = 'closed' WHERE order_id = {sent}", "I9 case"),
    "a case that gave back more": ("UPDATE aftersales_case SET refunded_minor = 501 WHERE order_id = {asked}", "I2 case"),
    "a case is gone": ("DELETE FROM aftersales_case WHERE order_id = {asked}", "I2 refund case:"),
    # parts of contracts
    "a piece withdrawn from by hand": (
        "UPDATE order_line SET withdrawn_count = withdrawn_count + 1 WHERE order_id = {withdrawn}",
        "I3 order {withdrawn}: 2 of line",
    ),
    "a piece called off by hand": (
        "UPDATE order_line SET cancelled_count = 1, withdrawn_count = 1 WHERE order_id = {withdrawn} AND quantity = 1",
        "I3 order {withdrawn}: 1 of line",
    ),
    "a piece that is sent after all": (
        "UPDATE order_line SET cancelled_count = 0 WHERE order_id = {withdrawn}",
        "I3 order {withdrawn}: 0 of line",
    ),
    "a piece that comes back twice": (
        "UPDATE stock_hold SET returned_count = 2 WHERE reference = 'order:{withdrawn}' AND quantity = 2",
        "I3 order:{withdrawn}: 2 of variant",
    ),
    "a piece that never came back": (
        "UPDATE stock_hold SET returned_count = 0 WHERE reference = 'order:{withdrawn}'",
        "I3 order {withdrawn}: 1 of variant",
    ),
    "a receipt about nothing": ("DELETE FROM aftersales_withdrawn", "I2 withdrawal 1: is about nothing"),
    "a receipt about another's goods": (
        "UPDATE aftersales_withdrawn SET line_id = (SELECT id FROM order_line WHERE order_id = {paid} LIMIT 1)",
        "I2 withdrawal 1: is about nothing",
    ),
    "what a receipt promises": ("UPDATE aftersales_withdrawal SET amount_minor = amount_minor + 1", "I2 withdrawal 1: says"),
    "what a shop has sold": ("UPDATE shop SET orders_count = orders_count + 1 WHERE id = 1", "shop 1:"),
    "a shop without its owner": ("DELETE FROM member WHERE shop_id = 1", "shop 1: its owner"),
    # history
    "an event's words": ("UPDATE event SET data = '{{}}' WHERE kind = 'orders.Settled'", "I10 event"),
    "an event's actor": ("UPDATE event SET actor = 'person:1' WHERE id = 3", "I10 event 3"),
    "an event's moment": ("UPDATE event SET at = (SELECT MAX(at) FROM event) WHERE id = 3", "I10 event 3"),
    "an event is gone": ("DELETE FROM event WHERE id = 7", "I10 event 8"),
    "the last events are gone": ("DELETE FROM event WHERE id > (SELECT MAX(id) - 2 FROM event)", "I10 the chain ends"),
    "a step of a timeline is gone": ("DELETE FROM event WHERE kind = 'orders.Confirmed'", "I9 order:"),
    "a step that is none": (
        "UPDATE event SET before = 'cancelled' WHERE kind = 'orders.Shipped'",
        "I9 order:{sent}: cancelled → shipped is not in the table",
    ),
    "a seal": ("UPDATE event SET seal = NULL WHERE id = 5", "I10 event 5"),
    "the end of the chain": ("DELETE FROM event_chain_end", "I10 the end of the chain"),
}


def test_whatever_is_tampered_with_is_found(stories):
    missed = []
    with Tampering() as tampering:
        for name, (*statements, sentence) in TAMPERING.items():
            found = tampering.found(*(sql.format_map(stories) for sql in statements))
            wanted = sentence.format_map(stories)
            if not any(one.startswith((wanted, "refused: ")) for one in found):
                missed.append((name, wanted, found[:3]))
    assert missed == []
    assert len(TAMPERING) >= 25
    assert check.everything() == []  # all of it was undone


# Columns of which no value can change unnoticed.
GUARDED = {
    "ledger_account": ("kind", "key", "currency", "balance_minor", "held_minor"),
    "ledger_transaction": ("kind", "reference", "at"),
    "ledger_entry": ("transaction_id", "account_id", "at", "amount_minor"),
    "event": ("at", "kind", "subject", "shop_id", "actor", "network", "before", "after", "data", "seal"),
}


def _rows(sql: str) -> list[tuple]:
    return db.database.execute_sql(sql).fetchall()


def _another(chance, table: str, column: str, value) -> str:
    """A value for `column` that is not `value`, as SQL: somebody else's, or one that nobody has."""
    others = {repr(one): one for (one,) in _rows(f'SELECT DISTINCT "{column}" FROM {table}') if one != value}
    if others and chance.random() < 0.7:
        return _sql(chance.choice(sorted(others.items()))[1])
    if isinstance(value, int):
        return _sql(value + chance.choice((-1, 1)))
    return "'x'" if column != "at" else "'2026-01-01 00:00:00'"


def _sql(value) -> str:
    if value is None or isinstance(value, int):
        return "NULL" if value is None else str(value)
    return "'{}'".format(str(value).replace("'", "''").replace("%", "%%"))


def _mischief(chance) -> list[str]:
    """One random edit, deletion, swap or forgery in the books or in history."""
    table = chance.choice(list(GUARDED))
    ids = [number for (number,) in _rows(f"SELECT id FROM {table} ORDER BY id")]
    one, two = chance.sample(ids, 2)
    column = chance.choice(GUARDED[table])
    what = chance.choice(("edit", "edit", "delete", "swap"))
    if what == "delete":
        return [f"DELETE FROM {table} WHERE id = {one}"]
    (mine,) = _rows(f'SELECT "{column}" FROM {table} WHERE id = {one}')[0]
    (theirs,) = _rows(f'SELECT "{column}" FROM {table} WHERE id = {two}')[0]
    if what == "swap" and mine != theirs:
        return [f'UPDATE {table} SET "{column}" = {_sql(value)} WHERE id = {row}' for value, row in ((theirs, one), (mine, two))]
    return [f'UPDATE {table} SET "{column}" = {_another(chance, table, column, mine)} WHERE id = {one}']


def _all_noticed(turns: int, seed: int) -> None:
    chance, missed = random.Random(seed), []
    with Tampering() as tampering:
        for turn in range(turns):
            statements = _mischief(chance)
            if not tampering.found(*statements):
                missed.append((turn, statements))
    assert missed == []


def test_random_edits_deletes_and_swaps_are_all_noticed(stories, pytestconfig):
    """T38 at the size of every commit."""
    _all_noticed(100, 20261122)


@pytest.mark.drill
@pytest.mark.timeout(1800)
def test_a_thousand_random_edits_deletes_and_swaps_are_all_noticed(stories, pytestconfig):
    """T38."""
    _all_noticed(1000, pytestconfig.seed)
