"""Many at the same row: one case is opened, one answer wins, money goes back once."""

import threading

import peewee
import pytest

from storefront import aftersales, orders
from storefront.kit import db
from storefront.kit.errors import Changed, Refused
from storefront.kit.money import Money
from tests.aftersales.conftest import again

pytestmark = pytest.mark.race


def at_once(*works):
    """Do all of them at the same moment, each in its own thread; the names of what came of them, in order."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        with db.connection():
            gate.wait()
            try:
                work()
                results[place] = "done"
            except Refused as no:
                results[place] = type(no).__name__
            finally:
                db.database.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_many_questions_at_once_open_one_case(quarrel):
    order = quarrel.world.shipped()
    results = at_once(*[lambda: aftersales.open_case(order, "broken", "money")] * 6)
    assert sorted(results) == ["Changed"] * 5 + ["done"]
    assert aftersales.Case.across_shops().count() == 1


def test_the_index_alone_would_refuse_the_second(quarrel, monkeypatch):
    """The guard under the guard: with the look before it switched off, the database still says no."""
    from storefront.aftersales import opening

    case = quarrel.opened()
    monkeypatch.setattr(opening, "_refuse_second", lambda order: None)
    with pytest.raises(Changed):
        quarrel.opened(order=case.order)
    row = {name: value for name, value in again(case).__data__.items() if name not in ("id", "code")}
    with pytest.raises(peewee.IntegrityError), db.transaction():
        aftersales.Case.create(code="OTHER1", **row)


def test_one_of_all_answers_wins(quarrel):
    case = quarrel.opened()
    results = at_once(
        lambda: aftersales.accept(case),
        lambda: aftersales.decline(case, "No"),
        lambda: aftersales.offer(case, Money(1, "CNY")),
        lambda: aftersales.ask_back(case, "Kiln Road 1"),
        lambda: aftersales.accept(case),
        lambda: aftersales.decline(case, "No"),
    )
    assert results.count("done") == 1


def test_the_buyer_confirms_while_a_case_is_opened(quarrel):
    """Whoever is first: the money never does both."""
    for _ in range(4):
        order = quarrel.world.shipped(items=[(quarrel.world.mei.bowl, 1)])
        at_once(lambda order=order: orders.complete(order), lambda order=order: aftersales.open_case(order, "broken", "money"))
        quarrel.settle(order)
        money, fresh = quarrel.money(order), quarrel.world.again(order)
        assert (money.escrow == 16800) == (fresh.settled_at is None) == (fresh.paused_at is not None)


def test_taking_conceding_and_silence_give_the_money_back_once(quarrel):
    from storefront.aftersales import sweeping

    for _ in range(3):
        case = again(quarrel.offered(items=[(quarrel.world.mei.bowl, 1)]))
        quarrel.clock.freeze(case.reply_by)
        results = at_once(
            lambda case=case: aftersales.concede(case),
            lambda case=case: sweeping.buyer_silent(case),
            lambda case=case: sweeping.buyer_silent(case),
            lambda case=case: aftersales.withdraw(case),
        )
        assert results.count("done") == 1
        assert quarrel.money(case.order).back == again(case).refunded_minor


def test_the_release_and_the_case_are_never_both_first(quarrel):
    """Settling pays the shop at the moment that the case freezes it: either it stays in escrow, or what was paid is frozen."""
    for _ in range(4):
        order = quarrel.world.completed(items=[(quarrel.world.mei.bowl, 1)])
        quarrel.clock.advance(orders.UNDO)
        before = quarrel.money(order)
        at_once(lambda order=order: orders.settle(order), lambda order=order: aftersales.open_case(order, "broken", "money"))
        after = quarrel.money(order)
        assert (after.escrow, after.frozen - before.frozen) in ((16800, 0), (0, 16800))
