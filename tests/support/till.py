"""A till in a process of its own: orders that go all the way, and every step is said the moment it is done.

`python -m tests.support.till sell COUNT FIRST` sells and prints `ORDER STEP` lines; the settings come from the environment. What was printed
was acknowledged: whatever happens to the process afterwards, it must be there. `python -m tests.support.till nursery` reads commands from its input
and does each in a fork, because starting Python takes longer than ten orders: `sell FOLDER DATABASE COUNT FIRST [POINT NTH]` ends at the
nth time a failpoint is reached, `points FOLDER DATABASE COUNT FIRST` lists the failpoints that are reached, `judge FOLDER DATABASE FILE`
says what is not as it was acknowledged. DATABASE is a URL, or - for the file in the folder.
"""

import json
import os
import signal
import sys
import traceback
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import peewee

STEPS = ("placed", "paid", "shipped", "completed", "settled")  # each stands for those before it
BUYER = {
    "name": "Zhou Yining",
    "phone": "+8613800138000",
    "address": "浙江省杭州市上城区南山路18号302室",
    "country": "CN",
    "region": "CN-ZJ",
}


def sell(count: int, first: int) -> None:
    """`count` orders, each step of each in a transaction of its own. One that the disk refuses is said as refused. After each, what waits
    in the outboxes goes out."""
    from storefront.kit import jobs

    for number in range(first, first + count):
        try:
            for step, order in _life(number):
                os.write(1, f"{order} {step}\n".encode())
            jobs.run_pending()
        except peewee.OperationalError as error:
            os.write(1, f"- refused {str(error).splitlines()[0]}\n".encode())


def _life(number: int):
    from storefront import aftersales, catalog, checkout, orders, payments, shipping
    from storefront.kit import clock

    offer = catalog.offer_by_slug(os.environ["TILL_SHOP"], os.environ["TILL_WARE"])
    buyer, shop = checkout.Buyer(**BUYER), offer.shop
    choice = shipping.quote(shop, buyer.country, buyer.region, offer.price_minor)[0]
    order = checkout.place(
        shop, [(offer.variant_id, 1)], buyer, choice, "sandbox", key=f"till-{number:016d}", scope=buyer.phone,
        agreed_minor=offer.price_minor + choice.fee_minor, limits=checkout.Limits(open_orders=10**6, open_orders_network=10**9),
    )  # fmt: skip
    yield "placed", order.id
    payment = payments.payment_of("order", str(order.id))
    captured = payments.Captured(f"tx-{number}", payment.amount_minor, payment.currency, json.loads(payment.payee)["payee"])
    assert payments.arrived(payment.method, payment.code, captured) == "applied"
    yield "paid", order.id
    if number % 4 == 3:
        orders.cancel(_again(order), "because")
        yield "cancelled", order.id
        return
    if number % 4 == 2:
        orders.refund(_again(order), 100, "a scratch", f"till-refund-{number}")
        yield "refunded", order.id
    shipping.ship(_again(order), f"SF{number:013d}")
    yield "shipped", order.id
    if number % 4 == 1:
        aftersales.accept(aftersales.open_case(_again(order), "never_came", "money"))
        clock.advance(timedelta(seconds=11))
        aftersales.carry_out_due()
        yield "ended", order.id
        return
    orders.complete(_again(order))
    yield "completed", order.id
    clock.advance(timedelta(seconds=11))
    orders.settle_due()
    yield "settled", order.id


def _again(order):
    from storefront import orders, shops

    found = orders.Order.across_shops().where(orders.Order.id == order.id).get()
    found.shop = shops.Shop.get_by_id(found.shop_id)
    return found


def judge(lines: list[str]) -> list[str]:
    """What differs: the oracle's findings, and steps that were acknowledged and are not there."""
    from storefront import check
    from storefront.kit import db
    from storefront.orders import Order

    with db.connection():
        problems = (
            [] if not db.on_sqlite() else [text for (text,) in db.database.execute_sql("PRAGMA integrity_check") if text != "ok"]
        )
        problems += [str(problem) for problem in check.run()]
        columns = (Order.id, Order.state, Order.paid_minor, Order.refunded_minor, Order.settled_at)
        stands = {row[0]: row[1:] for row in Order.across_shops(*columns).tuples()}
    for line in lines:
        order, _, step = line.partition(" ")
        if not order.isdigit() or not step.isalpha():  # a refusal, or a text message that the console shows
            continue
        if int(order) not in stands:
            problems.append(f"order {order} was {step} and is lost")
        elif not _is(step, *stands[int(order)]):
            problems.append(f"order {order} was {step} and stands at {stands[int(order)]}")
    return problems


def _is(step: str, state: str, paid: int, refunded: int, settled) -> bool:
    rank = {"pending": 0, "confirmed": 1, "shipped": 2, "completed": 4 if settled else 3}
    if step in ("cancelled", "ended"):
        return state == ("cancelled" if step == "cancelled" else "completed") and refunded == paid
    if step == "refunded":
        return refunded > 0
    return state == "cancelled" or rank[state] >= STEPS.index(step)


# --- many, from one process that has imported everything -----------------------------------------------------------------------


def nursery() -> None:
    """Do each command of the input in a fork; after each, one line: what the fork printed last, or how it ended."""
    import app  # noqa: F401
    from storefront import commands  # noqa: F401
    from storefront.kit.config import Config
    from tests.support.server import write_keys

    config = Config.from_env()
    for line in sys.stdin:
        verb, folder, database, *rest = line.split()
        here = replace(config, data=Path(folder), database="" if database == "-" else database)
        write_keys(here)
        child = os.fork()
        if not child:
            code = 1
            try:
                _in_fork(verb, here, rest)
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        _pid, status = os.waitpid(child, 0)
        os.write(1, f"= {os.waitstatus_to_exitcode(status)}\n".encode())


def _in_fork(verb: str, config, rest: list[str]) -> None:
    from storefront.commands import prepare
    from storefront.kit import failpoints

    reached = Counter()
    if verb == "judge":
        prepare(config)
        os.write(1, (json.dumps(judge(Path(rest[0]).read_text().splitlines())) + "\n").encode())
        return

    def count(point: str) -> None:
        reached[point] += 1
        if rest[2:] and point == rest[2].replace("|", " ") and reached[point] == int(rest[3]):
            os.kill(os.getpid(), signal.SIGKILL)

    failpoints.arm(count, config.production)
    prepare(config)
    sell(int(rest[0]), int(rest[1]))
    if verb == "points":
        os.write(1, (json.dumps(reached) + "\n").encode())


if __name__ == "__main__":
    if sys.argv[1] == "nursery":
        nursery()
    else:
        from storefront.commands import prepare
        from storefront.kit.config import Config

        prepare(Config.from_env())
        sell(int(sys.argv[2]), int(sys.argv[3]))
