"""Lists are read by an index in the order in which they are shown, so that a page costs what it shows, however much there is beside it.
`make bench ARGS=--growth` measures the same in large markets; this holds the questions to the indexes that were made for them."""

from datetime import timedelta

import pytest

from storefront import catalog, privacy, share, shops
from storefront.admin import health_pages
from storefront.kit import clock as time
from storefront.kit import db
from storefront.kit.about import About
from storefront.kit.post import Message
from storefront.payments import Capture, Payment
from storefront.reconciliation import desk
from tests.support.plans import plans


def newest(world):
    return shops.newest(24)


def best(world):
    return share.links_of(world.mei.shop, 60)


def failed(world):
    return list(health_pages.LISTS["texts"].rows().order_by(Message.id.desc()).limit(26))


def fitting(world):
    return desk.fitting(
        Capture(provider="sandbox", provider_reference="1", amount_minor=12800, currency="CNY", payee="microstore", at=time.now())
    )


INDEXES = {
    newest: "shop_showing",
    best: "share_link_shown",
    failed: "message_failed",
    fitting: "payment_mode_state_created_at_amount_minor",
}


@pytest.mark.parametrize("ask", INDEXES, ids=lambda ask: ask.__name__)
def test_a_list_goes_by_the_index_that_was_made_for_it(world, ask):
    world.placed()
    shown = "\n".join(plans(lambda: ask(world)))
    assert "SCAN" not in shown and "Seq Scan" not in shown, shown
    if ask is fitting:  # five of few; PostgreSQL takes what the table is too small to need
        assert INDEXES[ask] in shown or not db.on_sqlite(), shown
    else:
        assert INDEXES[ask] in shown and "TEMP B-TREE" not in shown and "Sort" not in shown, shown


def test_they_find_what_they_should(world):
    world.mei.sells("plate", "Plate", 3000)
    order = world.placed()
    assert [shop.id for shop in newest(world)] == [world.mei.shop.id]
    shops.close_for_holiday(world.mei.fresh(), None)
    assert newest(world) == []
    assert [row.reference for row in fitting(world)] == [str(order.id)]
    made = [share.link_for(world.mei.shop, "shop", "", label) for label in ("", share.PASSED_ON, "Stall")]
    assert best(world) == made[2:]
    share.Link.update(visits_count=1).where(share.Link.id == made[1].id).execute()
    assert [link.id for link in best(world)] == [made[1].id, made[2].id]


def test_a_search_reads_what_it_found_and_nothing_else_of_the_shop(world):
    world.mei.sells("plate", "Plate", 3000)
    shown = plans(lambda: catalog.cards(world.mei.shop, text="plate"))[-1]
    if db.on_sqlite():
        assert "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)" in shown, shown
    assert [card.name for card in catalog.cards(world.mei.shop, text="plate").items] == ["Plate"]
    assert catalog.cards(world.lotte.shop, text="plate").items == []


def test_a_refusal_names_some_of_many_shops(world, clock):
    owner = world.mei.owner
    for number in range(6):
        clock.advance(timedelta(days=1))  # so many are not opened in one day
        shops.open_shop(owner, f"Shop {number}")
    said = privacy.obstacles(About(owner.id))
    assert len([sentence for sentence in said if "is not closed" in sentence]) == 5


def test_money_in_suspense_is_found_without_going_through_all_that_arrived(world):
    world.paid()
    [shown] = plans(desk.waiting)
    assert "payment_capture_outcome_id" in shown and "SCAN t1" not in shown and "Seq Scan" not in shown, shown
    assert Payment.across_shops().count() == 1 and desk.waiting() == []
