"""F55: the card is kept by the write and equals a recount in plain SQL; a new shop reads so; an order keeps the card it was placed by."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from storefront import accounts, aftersales, check, orders, shipping, shops, trust
from storefront.kit import db, hypermedia, jobs
from storefront.kit.money import Money
from storefront.shops.models import Shop

HOUR = timedelta(hours=1)
RECOUNT = """
SELECT
  (SELECT COUNT(*) FROM "order" WHERE shop_id = {shop} AND state = 'completed'),
  (SELECT COUNT(*) FROM "order" WHERE shop_id = {shop} AND state = 'completed' AND refunded_minor > 0),
  (SELECT COUNT(*) FROM "order" WHERE shop_id = {shop} AND shipped_at IS NOT NULL AND delivery_kind IN ('courier', 'local')),
  (SELECT COUNT(*) FROM aftersales_case WHERE shop_id = {shop} AND answered_at IS NOT NULL),
  (SELECT COUNT(*) FROM aftersales_case WHERE shop_id = {shop} AND (outcome = 'silence'
     OR (decided_at IS NOT NULL AND award_minor > 0 AND outcome IN ('decided', 'returned', 'conceded')))),
  (SELECT COUNT(*) FROM aftersales_case WHERE shop_id = {shop} AND unfulfilled_at IS NOT NULL)
"""


def counted(shop) -> tuple:
    """What the card's row says, in the order of RECOUNT."""
    row = trust.TrustCard.of(shop).first() or trust.TrustCard()
    return (
        row.completed_count, row.refunded_count, row.shipped_count, row.answered_count, row.lost_count, row.unfulfilled_count,
    )  # fmt: skip


def recounted(shop) -> tuple:
    return tuple(db.database.execute_sql(RECOUNT.format(shop=shop.id)).fetchone())


def received(world, clock, keeper=None, hours: int = 5, **how):
    """An order that was sent so many hours after it was paid, and received."""
    order = world.paid(keeper, **how)
    clock.advance(hours * HOUR)
    shipping.ship(order, "SF1357924680123")
    order = world.again(order)
    orders.complete(order)
    return world.again(order)


@pytest.fixture
def frozen(clock):
    clock.freeze(clock.now().replace(microsecond=0))
    return clock


def test_the_card_equals_a_recount_after_everything_that_can_happen(market, frozen):
    shop, bowl = market.mei.shop, {"items": [(market.mei.bowl, 1)]}
    for hours in (3, 5, 7):
        received(market, frozen, hours=hours, **bowl)
    undone = received(market, frozen, **bowl)
    orders.undo_complete(undone)  # goes on after all
    part = received(market, frozen, **bowl)
    orders.refund(part, 500, "A chip", "part")
    orders.refund(market.again(part), 500, "Another chip", "again")  # counts once
    before = market.paid(**bowl)
    orders.refund(before, 500, "Cheaper", "before")  # money back before it ends counts when it ends
    shipping.ship(before, "SF1357924680199")
    orders.complete(market.again(before))
    orders.cancel(market.paid(**bowl), "Sorry")  # never counts
    silent = aftersales.open_case(market.shipped(**bowl), "broken", "money")
    accepted = aftersales.open_case(market.shipped(**bowl), "broken", "money")
    frozen.advance(2 * HOUR)
    aftersales.accept(accepted)
    frozen.advance(timedelta(seconds=11))
    aftersales.carry_out_due()
    frozen.advance(timedelta(hours=49))
    jobs.sweep()
    assert aftersales.case_of(market.again(silent.order)).outcome == "silence"
    assert counted(shop) == recounted(shop)
    completed, refunded, _shipped, answered, lost, unfulfilled = counted(shop)
    assert (completed, refunded, answered, lost, unfulfilled) == (7, 4, 1, 1, 0)
    row = trust.TrustCard.of(shop).get()
    assert row.answer_seconds == 2 * 3600 + 11  # the seller's yes counts when it can no longer be undone
    assert row.ship_seconds == (3 + 5 + 7 + 5 + 5) * 3600


def test_what_the_market_decides_for_the_buyer_is_lost(market, frozen):
    operator = accounts.make_operator("+8613500135000")
    for decision, minor in (("split", 5000), ("nothing", 0)):
        case = aftersales.decline(aftersales.open_case(market.shipped(items=[(market.mei.bowl, 1)]), "broken", "money"), "No")
        case = aftersales.escalate(case, "buyer")
        aftersales.decide(case, operator, decision, Money(minor, "CNY") if minor else None, "We looked")
        frozen.advance(timedelta(hours=73))
        jobs.sweep()
    assert counted(market.mei.shop) == recounted(market.mei.shop)
    assert counted(market.mei.shop)[4] == 1


def test_what_the_market_cannot_enforce_is_counted(world, frozen):
    case = aftersales.open_case(world.shipped(world.lotte, number="DE135792468"), "broken", "money")
    aftersales.accept(case)
    frozen.advance(timedelta(seconds=11))
    aftersales.carry_out_due()
    frozen.advance(timedelta(days=8))
    jobs.sweep()
    assert counted(world.lotte.shop) == recounted(world.lotte.shop)
    assert trust.card_of(world.lotte.fresh()).unfulfilled == 1


def test_what_is_picked_up_was_not_shipped(world, frozen):
    shipping.Option.create(shop=world.lotte.shop, kind="pickup", place="Hof 3", position=9)
    choice = next(one for one in shipping.quote(world.lotte.fresh(), "DE", "DE", 550) if one.kind == "pickup")
    order = world.paid(world.lotte, choice=choice)
    shipping.hand_over(order, order.pickup_code)
    assert counted(world.lotte.shop)[2] == 0 == recounted(world.lotte.shop)[2]


def test_shipping_that_is_taken_back_is_not_counted(world, frozen):
    order = world.shipped(items=[(world.mei.bowl, 1)])
    assert counted(world.mei.shop)[2] == 1
    shipping.take_back(order, shipping.parcels_of(order)[0])
    assert counted(world.mei.shop)[2] == 0 == recounted(world.mei.shop)[2]


# --- what it says ------------------------------------------------------------------------------------------------------------


def test_fewer_than_ten_completed_orders_read_new_shop_and_never_a_rate(client, market, frozen):
    shop = market.mei.fresh()
    for _ in range(9):
        received(market, frozen, items=[(market.mei.bowl, 1)])
    assert trust.card_of(shop).new
    page = client.get(f"{shop.path}/p/{market.mei.bowl.product.code}").text
    assert "New shop" in page
    assert "0 %" not in page
    received(market, frozen, items=[(market.mei.bowl, 1)])
    assert not trust.card_of(shop).new
    page = client.get(f"{shop.path}/p/{market.mei.bowl.product.code}").text
    assert "10 orders completed" in page
    assert "Ships in about 5 hours" in page
    assert "New shop" not in page
    about = client.get(f"{shop.path}/about").text
    assert "10 orders completed" in about
    assert "no money had to go back" in about
    assert "No case lost" in about


def test_kept_pages_grow_stale_only_when_the_card_says_something_else(market, frozen):
    for _ in range(8):
        received(market, frozen, items=[(market.mei.bowl, 1)])
    version = market.mei.fresh().version
    trust.count(market.mei.shop.id, completed=1, shipped=0)
    assert market.mei.fresh().version == version  # nine: still a new shop
    trust.count(market.mei.shop.id, completed=1)
    assert market.mei.fresh().version > version
    trust.count(market.mei.shop.id, completed=-2)


def test_an_order_keeps_the_card_it_was_placed_by(client, market, frozen):
    before = market.placed(items=[(market.mei.bowl, 1)])
    for _ in range(10):
        received(market, frozen, items=[(market.mei.bowl, 1)])
    after = market.placed(items=[(market.mei.bowl, 1)])
    shops.verify(market.mei.fresh(), "none")
    assert trust.thawed(json.loads(before.terms)).new
    card = trust.thawed(json.loads(after.terms))
    assert (card.completed, card.level) == (10, "company")
    page = client.get(f"/o/{after.token}").text
    assert "What this shop was when you ordered" in page
    assert "10 orders completed" in page
    assert "Company checked" in page
    assert "New shop" in client.get(f"/o/{before.token}").text


def test_the_checkout_shows_the_card_before_paying(client, world):
    page = client.get(f"/checkout?shop={world.mei.shop.slug}&v={world.mei.bowl.code}&n=1").text
    assert "New shop" in page
    assert "Identity not checked yet" in page


def test_a_row_is_drawn_once_and_anew_when_it_would_say_something_else(app, client, world, clock, monkeypatch):
    monkeypatch.setattr(app.jinja_env, "auto_reload", False)
    drawn, render = [], hypermedia.render
    monkeypatch.setattr(hypermedia, "render", lambda name, **context: drawn.append(name) or render(name, **context))
    address, checkout = (
        f"/@{world.mei.shop.slug}/p/{world.mei.bowl.product.code}",
        f"/checkout?shop={world.mei.shop.slug}&v={world.mei.bowl.code}&n=1",
    )

    def seen(path: str, language: str = "en") -> tuple[str, int]:
        app.pages.clear()
        drawn.clear()
        text = client.get(path, headers={"Accept-Language": language}).text
        return text, sum(name.startswith("trust/_") for name in drawn)

    clock.freeze(datetime(2026, 12, 30, tzinfo=UTC))
    shops.verify(world.mei.fresh(), "company")
    for path in (address, checkout):
        assert "Company checked" in seen(path)[0]
        assert seen(path)[1] == 0
        assert seen(path, "zh-CN")[1] == 1
    shops.verify(world.mei.fresh(), "individual")
    for path in (address, checkout):
        text, times = seen(path)
        assert (
            times == 1
            and "ID checked" in text
            and "Company checked" not in text
            and "2026" not in text.partition("ID checked")[2][:20]
        )
    clock.freeze(datetime(2027, 1, 2, tzinfo=UTC))
    assert "2026" in seen(checkout)[0].partition("ID checked")[2][:20], "last year is named"


@pytest.mark.tampers
def test_the_oracle_finds_a_card_that_was_touched_up(market, frozen):
    received(market, frozen, items=[(market.mei.bowl, 1)])
    for column in ("completed_count", "shipped_count", "ship_seconds", "answered_count", "lost_count", "unfulfilled_count"):
        with db.database.atomic() as undo:
            db.database.execute_sql(f"UPDATE trust_card SET {column} = {column} + 1")
            assert any(sentence.startswith("F55 shop") for sentence in check.run())
            undo.rollback()
    with db.database.atomic() as undo:
        trust.TrustCard.delete().execute()
        assert any(sentence.startswith("F55 shop") for sentence in check.run())
        undo.rollback()
    assert Shop.select().exists()
