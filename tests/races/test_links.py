"""The first shares of one thing in the same moment: one short link, whoever was first. The control is the race without the guard."""

import itertools
import threading
from importlib import import_module

import pytest

from storefront import share
from storefront.kit import clock, db, ids
from storefront.migrations import run
from storefront.share import Link
from storefront.share import actions as share_actions
from tests.support.storm import storm

pytestmark = pytest.mark.race

INDEX = "share_link_shop_id_kind_target_label_number"


def codes_of(market, code: str) -> list[str]:
    return [link.code for link in Link.of(market.mei.shop).where(Link.target == code)]


def test_two_who_have_both_seen_that_there_is_none_get_the_same_link(market, monkeypatch):
    """Both have looked before the first writes, where the engine lets two look at once."""
    shop, code = market.mei.shop, market.mei.mug.product.code
    looked, look = threading.Barrier(2), share_actions._known

    def known(*asked):
        found = look(*asked)
        if not found:
            try:
                looked.wait(2)
            except threading.BrokenBarrierError:
                pass  # one writer at a time: the other looks when this one is done
        return found

    monkeypatch.setattr(share_actions, "_known", known)
    first, second = storm([lambda: share.link_for(shop, "product", code)] * 2, wide=2)
    assert [first.code] == [second.code] == codes_of(market, code)


def test_what_was_made_between_the_look_and_the_write_is_found(market, monkeypatch):
    """The other is quite done before the first writes, where the engine has room for two."""
    shop, code = market.mei.shop, market.mei.mug.product.code
    look, made = share_actions._known, []

    def another():
        made.append(share.link_for(shop, "product", code))
        db.database.close()

    rival = threading.Thread(target=another)

    def known(*asked):
        found = look(*asked)
        if threading.current_thread() is not rival and rival.ident is None:
            rival.start()
            rival.join(2)
        return found

    monkeypatch.setattr(share_actions, "_known", known)
    mine = share.link_for(shop, "product", code)
    rival.join(60)
    assert [mine.code] == [made[0].code] == codes_of(market, code)


@pytest.mark.tampers
def test_control_without_the_guard_two_shares_make_two_links(market):
    shop, code = market.mei.shop, market.mei.mug.product.code
    looked, numbers = threading.Barrier(2), itertools.count(1)

    def unguarded():
        if Link.of(shop).where(Link.target == code).first() is None:
            looked.wait(60)
            with db.transaction():
                about = {"kind": "product", "target": code, "created_at": clock.now()}
                Link.create(shop=shop, code=ids.code(7), number=next(numbers), **about)

    storm([unguarded] * 2, wide=2)
    assert len(codes_of(market, code)) == 2, "the race that the guard is for did not happen: the other tests prove nothing"


def test_a_crowd_shares_many_things_for_the_first_time(market):
    shop = market.mei.shop
    calls = [lambda n=n: share.link_for(shop, "shop", "", f"stall {n}") for n in range(20) for _ in range(6)]
    outcomes = storm(calls)
    assert len({link.code for link in outcomes}) == 20
    assert Link.of(shop).where(Link.label.startswith("stall ")).count() == 20


def test_a_crowd_shares_again_what_was_ended(market):
    shop, code = market.mei.shop, market.mei.mug.product.code
    ended = share.link_for(shop, "product", code)
    share.retire(ended)
    made = {link.code for link in storm([lambda: share.link_for(shop, "product", code)] * 12)}
    assert len(made) == 1 and ended.code not in made
    assert sorted(codes_of(market, code)) == sorted({ended.code} | made)


@pytest.mark.tampers
def test_links_that_were_made_twice_both_stay_and_are_numbered_by_the_migration(market):
    shop, code = market.mei.shop, market.mei.mug.product.code
    migration = import_module("storefront.migrations.0022_a_thing_has_one_first_link")
    drop, again = f"DROP INDEX {INDEX}", migration.INDEXES.split(";")[1]
    db.database.execute_sql(drop)
    try:
        for about in ({"target": code}, {"target": code}, {"target": code, "label": "stall"}, {"target": "other"}):
            Link.create(shop=shop, code=ids.code(7), kind="product", created_at=clock.now(), **about)
        run(db.database.obj, migration.EARLIER)
    finally:
        db.database.execute_sql(again)
    links = Link.of(shop, Link.target, Link.label, Link.number).where(Link.kind == "product").order_by(Link.id)
    assert list(links.tuples()) == [(code, "", 1), (code, "", 2), (code, "stall", 1), ("other", "", 1)]
    oldest = Link.of(shop).where(Link.target == code).order_by(Link.id).first()
    assert share.link_for(shop, "product", code).code == oldest.code
