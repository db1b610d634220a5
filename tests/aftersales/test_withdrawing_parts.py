"""F54, a part of a contract: which pieces, what goes back for them, what is never sent, and the rest later."""

from importlib import import_module
from types import SimpleNamespace

import pytest

from storefront import aftersales, catalog, check, customers, invoices, ledger, orders, payments, shipping
from storefront.aftersales import Withdrawal, parts, sweeping, withdrawing
from storefront.aftersales.models import Withdrawn
from storefront.invoices import sheet
from storefront.kit import db
from storefront.kit.errors import Changed, Refused
from storefront.migrations import run
from tests.aftersales.conftest import DAY, FEE, again, by_name, shelf, story, take
from tests.aftersales.test_money import with_fee


@pytest.fixture(autouse=True)
def the_oracle_agrees(database):
    yield
    assert check.run() == []


def comes_back(case, **how):
    case = again(case)
    if not case.return_address:
        case = aftersales.say_where(case, "Lindenweg 4, Köln")
    return aftersales.arrived(aftersales.send_back(case, "00340434161094042557"), **how)


# --- after it was sent ----------------------------------------------------------------------------------------------------------


def test_one_of_two_lines_goes_back_and_the_order_goes_on(home, basket):
    order = story(home, "completed", items=basket)
    assert order.total_minor == 2820 and shelf(home) == (9, 9)
    made = take(home, order, loaf=1)
    assert (made.amount_minor, made.case.stake_minor, made.case.asked_minor) == (680, 2820, 680)
    assert aftersales.goods_of(made) == f"{home.world.lotte.loaf.product.name} × 1"
    case = comes_back(made.case, shelve=True)
    order = home.world.again(order)
    assert (case.refunded_minor, order.refunded_minor, order.state, order.paused_at) == (680, 680, "completed", None)
    assert shelf(home) == (9, 10)  # the jam stays sold
    order = home.settle(order)
    assert (order.released_minor, home.money(order).total) == (2140, 2140)


def test_money_that_was_released_comes_back_for_a_part(home, basket):
    order = home.settle(story(home, "completed", items=basket))
    case = comes_back(take(home, order, jam=1).case)
    assert (case.refunded_minor, home.money(order).total, home.money(order).back) == (550, 2270, 550)


def test_some_pieces_first_and_the_rest_later_are_everything(home, basket):
    order = story(home, items=basket)
    assert comes_back(take(home, order, jam=2).case, shelve=True).refunded_minor == 1100
    assert shelf(home) == (11, 9)
    last = aftersales.withdraw_from_contract(home.world.again(order))  # all that is left, and with it the delivery
    assert last.amount_minor == 550 + 680 + FEE
    assert sorted(row.quantity for row in Withdrawn.across_shops().where(Withdrawn.withdrawal == last.id)) == [1, 1]
    comes_back(last.case, shelve=True)
    order = home.world.again(order)
    assert (order.refunded_minor, order.state, shelf(home)) == (2820, "completed", (12, 10))
    assert Withdrawal.across_shops().where(Withdrawal.order == order.id).count() == 2


def test_while_something_is_on_its_way_back_the_rest_waits_and_the_days_stand_still(home, basket):
    order = story(home, "completed", items=basket)
    ends = order.withdraw_until
    first = take(home, order, loaf=1)
    with pytest.raises(Changed, match="still on its way back"):
        take(home, order, jam=1)
    assert again(first.case).state == "withdrawn"
    aftersales.say_where(first.case, "Köln")
    home.clock.advance(13 * DAY)
    aftersales.send_back(again(first.case), "00340434161094042557")
    home.clock.advance(1 * DAY)
    aftersales.arrived(again(first.case))
    home.clock.freeze(ends)
    order, lines = home.world.again(order), by_name(order)
    assert withdrawing.until(order, lines) == ends + 14 * DAY
    assert take(home, order, jam=3).amount_minor == 1650 + FEE


def test_what_was_kept_after_all_is_not_paid_with_the_rest(home, basket):
    order = story(home, items=basket)
    aftersales.withdraw(again(take(home, order, loaf=1).case))  # all is well after all
    with pytest.raises(Refused, match="withdrawn from already"):
        take(home, order, loaf=1)
    assert take(home, order, jam=3).amount_minor == 1650


def test_never_more_than_is_still_there(home, basket):
    order = story(home, items=basket)
    orders.refund(home.world.again(order), 2500, "Broken on the way", key="seller:1")
    assert take(home, order, loaf=1).amount_minor == 320


def test_for_what_has_no_price_left_nothing_opens(home, basket):
    order = story(home, items=basket)
    orders.refund(home.world.again(order), 2820, "Broken on the way", key="seller:1")
    with pytest.raises(Changed, match="gone back already"):
        take(home, order, loaf=1)


def test_silence_of_the_seller_pays_the_part_alone(home, basket):
    order = story(home, items=basket)
    case = take(home, order, jam=1).case
    home.clock.advance(2 * DAY)
    sweeping.sweep()
    assert (again(case).outcome, again(case).refunded_minor, home.world.again(order).state) == ("silence", 550, "shipped")


def test_the_market_decides_about_the_part_alone(home, basket, operator):
    order = story(home, items=basket)
    case = aftersales.escalate(aftersales.say_where(take(home, order, loaf=1).case, "Köln"), "seller", "The seal is broken")
    with pytest.raises(Refused):
        aftersales.decide(case, operator, "split", home.world.money(681, "EUR"), "Because")
    assert aftersales.decide(case, operator, "refund", None, "Because").award_minor == 680
    home.clock.advance(aftersales.PERIODS.appeal)
    sweeping.sweep()
    assert (again(case).refunded_minor, home.world.again(order).refunded_minor) == (680, 680)


def test_a_discount_and_odd_units_are_divided_to_the_last_one():
    lines = [
        SimpleNamespace(id=1, price_minor=333, quantity=3, withdrawn_count=0),
        SimpleNamespace(id=2, price_minor=1000, quantity=1, withdrawn_count=0),
    ]
    order = SimpleNamespace(items_minor=1999, discount_minor=100, currency="EUR", tax_mode="", id=1, shop_id=1)
    prices = parts.prices(order, lines)
    assert prices == {1: [317, 316, 316], 2: [950]}
    assert sum(map(sum, prices.values())) == 1899


# --- before it was sent ---------------------------------------------------------------------------------------------------------


def test_what_has_not_left_is_never_sent_and_its_money_goes_back_at_once(home, basket):
    order = story(home, "paid", items=basket)
    made = take(home, order, jam=2)
    order, (jam, loaf) = home.world.again(order), by_name(order)
    assert (made.amount_minor, made.case.state, made.case.outcome) == (1100, "closed", "withdrawal")
    assert (order.state, order.refunded_minor, order.paused_at) == ("confirmed", 1100, None)
    assert ((jam.cancelled_count, jam.unsent_count), (loaf.cancelled_count, loaf.unsent_count)) == ((2, 1), (0, 1))
    assert shelf(home) == (11, 9)
    with pytest.raises(Refused):
        shipping.ship(order, "SF1357924680123", pieces={jam.id: 2})
    parcel = shipping.ship(order, "SF1357924680123")
    assert shipping.parcels_of(order)[0].pieces == {jam.id: 1, loaf.id: 1} and parcel.order_id == order.id
    order = home.world.again(order)
    assert order.state == "shipped"
    orders.complete(order)
    assert home.settle(order).released_minor == 1720


def test_all_of_it_in_two_steps_ends_the_order_with_everything(home, basket):
    order = story(home, "paid", items=basket)
    take(home, order, jam=3)
    assert (shelf(home), home.world.again(order).state) == ((12, 9), "confirmed")
    assert take(home, order, loaf=1).amount_minor == 680 + FEE
    order = home.world.again(order)
    assert (order.state, order.refunded_minor, shelf(home)) == ("cancelled", 2820, (12, 10))


def test_all_of_it_in_two_steps_ends_the_order_also_where_the_seller_gave_everything_back_before(home, basket):
    order = story(home, "paid", items=basket)
    orders.refund(home.world.again(order), order.total_minor, "Sorry", "all-of-it")
    take(home, home.world.again(order), jam=3)
    assert home.world.again(order).state == "confirmed"
    take(home, home.world.again(order), loaf=1)
    order = home.world.again(order)
    assert (order.state, order.refunded_minor, shelf(home)) == (
        "cancelled",
        2820,
        (12, 10),
    )  # and not on its way with nothing in it


def test_what_was_called_off_comes_back_once_also_when_the_seller_cancels(home, basket):
    order = story(home, "paid", items=basket)
    take(home, order, jam=1)
    orders.cancel(home.world.again(order), "Sold out")
    order = home.world.again(order)
    assert (order.state, order.refunded_minor, shelf(home)) == ("cancelled", 2820, (12, 10))
    with pytest.raises(Changed, match="cancelled"):
        take(home, order, loaf=1)


def test_of_an_order_that_left_in_part_each_part_goes_its_own_way(home, basket):
    order = story(home, "paid", items=basket)
    jam, _loaf = by_name(order)
    shipping.ship(order, "SF1357924680123", pieces={jam.id: 2})
    last = aftersales.withdraw_from_contract(home.world.again(order))
    off = Withdrawal.across_shops().where(Withdrawal.id != last.id).get()
    assert (off.amount_minor, off.case.outcome, last.amount_minor) == (550 + 680, "withdrawal", 1100 + FEE)
    order = home.world.again(order)
    assert (order.state, order.refunded_minor, shelf(home)) == ("shipped", 1230, (10, 10))
    comes_back(last.case, shelve=True)
    order = home.world.again(order)
    assert (order.state, order.refunded_minor, shelf(home)) == ("completed", 2820, (12, 10))


def test_a_parcel_is_not_taken_back_once_somebody_withdrew_from_what_is_in_it(home, basket):
    order = story(home, "paid", items=basket)
    jam, loaf = by_name(order)
    parcel = shipping.ship(order, "SF1357924680123", pieces={jam.id: 2})
    aftersales.withdraw_from_contract(home.world.again(order), pieces={jam.id: jam.quantity})
    with pytest.raises(Changed):
        shipping.take_back(home.world.again(order), parcel.id)
    left = {line.id: line.unsent_count for line in orders.lines_of(order)}
    assert (left[jam.id], left[loaf.id]) == (0, 1)


def test_with_the_last_unsent_piece_called_off_the_order_is_on_its_way(home, basket):
    order = story(home, "paid", items=basket)
    jam, _loaf = by_name(order)
    shipping.ship(order, "SF1357924680123", pieces={jam.id: 3})
    take(home, order, loaf=1)
    order = home.world.again(order)
    assert (order.state, order.paused_at, order.refunded_minor) == ("shipped", None, 680)
    orders.complete(order)
    assert home.settle(order).released_minor == 2140


def test_what_is_exempt_stays_in_the_order(home, basket):
    catalog.save(home.world.lotte.loaf.product, no_return="perishable")
    order = story(home, "paid", items=basket)
    assert parts.open_pieces(order, by_name(order)) == {by_name(order)[0].id: 3}
    with pytest.raises(Refused):
        take(home, order, loaf=1)
    assert aftersales.withdraw_from_contract(order).amount_minor == 1650
    assert [line.unsent_count for line in by_name(order)] == [0, 1] and home.world.again(order).state == "confirmed"


def test_direct_the_seller_owes_the_part_within_fourteen_days(quarrel):
    lotte = quarrel.world.lotte
    order = quarrel.world.paid(lotte, items=[(lotte.jam, 2), (lotte.loaf, 1)])
    case = take(quarrel, order, loaf=1).case
    assert (case.refunded_minor, case.fulfil_by) == (680, quarrel.clock.now() + 14 * DAY)
    assert [row.amount_minor for row in payments.refunds_for("order", str(order.id))] == [680]
    aftersales.paid_back(case)
    assert quarrel.world.again(order).state == "confirmed"


def test_cash_that_nobody_wrote_down_is_owed_in_parts(quarrel):
    lotte = quarrel.world.lotte
    order = quarrel.world.placed(lotte, items=[(lotte.jam, 2), (lotte.loaf, 1)], method="cash")
    with pytest.raises(Refused, match="not paid yet"):
        take(quarrel, order, loaf=1)
    shipping.ship(quarrel.world.again(order), "DE135792468")
    case = aftersales.concede(aftersales.say_where(take(quarrel, order, loaf=1).case, "Köln"))
    assert case.refunded_minor == 680
    last = aftersales.withdraw_from_contract(quarrel.world.again(order))
    assert last.amount_minor == order.total_minor - 680


def test_of_cash_that_nobody_wrote_down_what_has_not_left_can_be_called_off_after_a_part_was_sent(quarrel):
    lotte = quarrel.world.lotte
    order = quarrel.world.placed(lotte, items=[(lotte.jam, 2), (lotte.loaf, 1)], method="cash")
    jam, _loaf = by_name(order)
    shipping.ship(quarrel.world.again(order), "DE135792468", pieces={jam.id: 2})
    customer = customers.by_index(lotte.shop, orders.recipient_of(order).phone_index)
    case = again(take(quarrel, order, loaf=1).case)
    assert (case.state, case.outcome, case.refunded_minor) == ("closed", "withdrawal", 680)
    order = quarrel.world.again(order)
    assert (order.state, order.refunded_minor, payments.refunds_for("order", str(order.id))) == ("shipped", 0, [])
    assert customers.by_index(lotte.shop, customer.phone_index).total_minor == customer.total_minor - 680
    aftersales.paid_back(case)
    assert aftersales.withdraw_from_contract(order).amount_minor == order.total_minor - 680


def test_an_unpaid_order_ends_as_a_whole(home, basket):
    order = story(home, "placed", items=basket)
    with pytest.raises(Refused, match="not paid yet"):
        take(home, order, jam=1)
    aftersales.withdraw_from_contract(order)
    assert (home.world.again(order).state, shelf(home)) == ("cancelled", (12, 10))


# --- what is refused, and what happens once ---------------------------------------------------------------------------------------


def test_pieces_that_are_none_are_refused(home, basket):
    order, other = story(home, items=basket), story(home, items=basket)
    (jam, loaf), (theirs, _) = by_name(order), by_name(other)
    for pieces, field in (
        ({}, "lines"), ({theirs.id: 1}, "lines"), ({jam.id: 1, theirs.id: 1}, "lines"), ({10**6: 1}, "lines"), ({jam.id: 0}, f"count-{jam.id}"),
        ({jam.id: -1}, f"count-{jam.id}"), ({jam.id: 4}, f"count-{jam.id}"), ({loaf.id: 2, jam.id: 1}, f"count-{loaf.id}"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            aftersales.withdraw_from_contract(order, pieces=pieces)
        assert (refused.value.status, refused.value.field) == (422, field), pieces
    assert Withdrawal.across_shops().count() == 0 and home.world.again(order).paused_at is None


def test_the_same_piece_is_withdrawn_from_once(home, basket):
    order = story(home, "paid", items=basket)
    take(home, order, jam=2)
    for jam, loaf in ((2, 0), (3, 1)):
        with pytest.raises(Refused):
            take(home, order, jam=jam, loaf=loaf)
    assert home.world.again(order).refunded_minor == 1100


def test_the_same_form_is_declared_once(home, basket):
    order = story(home, "paid", items=basket)
    key = "the-form-that-was-tapped-twice"
    first = take(home, order, jam=1, key=key)
    assert take(home, order, jam=1, key=key).id == first.id
    with pytest.raises(Refused, match="other content"):
        take(home, order, jam=2, key=key)
    assert (home.world.again(order).refunded_minor, shelf(home)) == (550, (10, 9))


# --- papers and the past ----------------------------------------------------------------------------------------------------------


def test_a_credit_note_names_what_goes_back_and_carries_its_own_tax(home, basket):
    lotte = home.world.lotte
    invoices.change_mode(lotte.fresh(), "included")
    invoices.set_rate(lotte.shop, "DE", "standard", 19000)
    invoices.set_rate(lotte.shop, "DE", "reduced", 7000)
    catalog.save(lotte.loaf.product, tax_category="reduced")
    order = story(home, "paid", items=basket)
    take(home, order, jam=1)
    take(home, order, loaf=1)
    notes = [paper for paper in invoices.papers_of(order) if paper.kind == "credit"]
    assert [(paper.total_minor, paper.tax_minor) for paper in notes] == [(550, 88), (680, 44)]  # 19 % of one jar, 7 % of the loaf
    paper = sheet.sheet_of(notes[0])
    assert [row[0::2] for row in paper.rows] == [(lotte.jam.product.name, "1", "19 %")]
    orders.cancel(home.world.again(order), "Sold out")
    notes = [paper for paper in invoices.papers_of(order) if paper.kind == "credit"]
    assert sum(paper.tax_minor for paper in notes) == home.world.again(order).tax_minor


def test_what_was_withdrawn_from_before_is_written_down_by_the_migration(home, basket):
    catalog.save(home.world.lotte.loaf.product, no_return="perishable")
    sent, ended = story(home, items=basket), story(home, "placed", items=basket)
    aftersales.withdraw_from_contract(sent)
    aftersales.withdraw_from_contract(ended)

    def written():
        rows = Withdrawn.across_shops(Withdrawn.withdrawal, Withdrawn.line, Withdrawn.quantity, Withdrawn.amount_minor)
        lines = orders.Line.across_shops(orders.Line.id, orders.Line.withdrawn_count)
        return sorted(rows.tuples()), sorted(lines.tuples())

    before = written()
    Withdrawn.delete().execute()
    orders.Line.update(withdrawn_count=0).execute()
    run(db.database.obj, import_module("storefront.migrations.0017_parts_of_contracts_are_withdrawn_from").EARLIER)
    assert written() == before and len(before[0]) == 3


def test_the_fee_comes_back_with_the_part(home, basket):
    order = home.settle(with_fee(story(home, "completed", items=basket), share_bp=1000, fixed_minor=0))
    assert ledger.total("fees", "EUR").minor == 282
    comes_back(take(home, order, loaf=1).case)
    assert (ledger.total("fees", "EUR").minor, home.money(order).total) == (214, 1926)  # 10 % of what stays
