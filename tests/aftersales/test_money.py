"""A case freezes the order's money, also what was released; what goes back is netted, and the fee follows."""

import json

import pytest

from storefront import aftersales, ledger, orders, payouts
from storefront.kit.errors import Changed
from storefront.kit.money import Money
from tests.aftersales.conftest import again


def with_fee(order, share_bp=500, fixed_minor=30):
    """The order as if it had been placed while the market took a fee."""
    terms = json.loads(order.terms) | {"fee": {"share_bp": share_bp, "fixed_minor": fixed_minor}}
    orders.Order.update(terms=json.dumps(terms)).where(orders.Order.id == order.id).execute()
    return order


def test_what_was_released_is_frozen_until_it_is_settled(quarrel):
    world = quarrel.world
    order = quarrel.settle(world.completed())
    other = quarrel.settle(world.completed(items=[(world.mei.bowl, 1)]))
    assert quarrel.money(other).free == 29600
    case = quarrel.opened(order=order)
    assert vars(quarrel.money(order)) == {"escrow": 0, "free": 16800, "frozen": 12800, "back": 0, "total": 29600}
    aftersales.withdraw(case)
    assert (quarrel.money(order).free, quarrel.money(order).frozen) == (29600, 0)


def test_a_refund_nets_what_was_released(quarrel):
    order = quarrel.settle(quarrel.world.completed())
    case = quarrel.carried_out(order=order)
    assert vars(quarrel.money(order)) == {"escrow": 0, "free": 0, "frozen": 0, "back": 12800, "total": 0}
    assert quarrel.world.again(case.order).settled_at is not None


def in_a_batch(world, minor):
    """The seller has withdrawn so much, and a batch has it: no question gets it back."""
    shop = world.mei.fresh()
    account = payouts.change_account(shop, world.mei.owner, payouts.read(shop, "Mei Lin", "6222021234567894417", "ICBC"))
    payouts.BankAccount.update(usable_at=account.added_at).where(payouts.BankAccount.id == account.id).execute()
    row = payouts.ask(shop, world.mei.owner, Money(minor, "CNY"), "a-withdrawal-in-a-batch")
    assert payouts.join(row).state == "batched"


def test_only_what_is_still_there_is_frozen(quarrel):
    order = quarrel.settle(quarrel.world.completed())
    shop = quarrel.world.mei.shop
    in_a_batch(quarrel.world, 10000)
    case = quarrel.opened(order=order)
    assert (quarrel.money(order).frozen, quarrel.money(order).free) == (2800, 0)
    assert ledger.free(shop).minor == 0
    aftersales.decline(case, "It left whole")
    aftersales.concede(case)
    assert quarrel.money(order).total == -10000  # owed: the balance can be called, and says so


def test_two_cases_never_freeze_the_same_money(quarrel):
    world = quarrel.world
    first, second = (quarrel.settle(world.completed()) for _ in range(2))
    in_a_batch(world, 12800)
    for order in (first, second):
        quarrel.opened(order=order)
    assert quarrel.money(first).frozen == 12800
    assert quarrel.money(first).free == 0


def test_freezing_twice_is_freezing_once(quarrel):
    order = quarrel.settle(quarrel.world.completed())
    shop = quarrel.world.mei.shop
    assert ledger.freeze(order.id, shop, "CNY") == ledger.freeze(order.id, shop, "CNY") == Money(12800, "CNY")
    assert ledger.frozen(shop).minor == 12800
    assert ledger.unfreeze(order.id, shop, "CNY").minor == 12800
    assert ledger.unfreeze(order.id, shop, "CNY").minor == 0
    assert ledger.freeze(9999, shop, "CNY").minor == 0  # brought nothing


def test_what_is_frozen_without_a_case_is_found(quarrel):
    from storefront.aftersales import audit

    order = quarrel.settle(quarrel.world.completed())
    ledger.freeze(order.id, quarrel.world.mei.shop, "CNY")
    assert audit.problems() == [f"I2 order {order.id}: frozen without an open case"]
    ledger.unfreeze(order.id, quarrel.world.mei.shop, "CNY")


@pytest.mark.parametrize(
    ("column", "value", "what"), [("paused_at", None, "not paused"), ("state", "offered", "timeline ends at open")]
)
@pytest.mark.tampers
def test_whatever_is_altered_by_hand_is_found(quarrel, column, value, what):
    from storefront.aftersales import audit

    case = quarrel.opened()
    row, number = (orders.Order, case.order_id) if column == "paused_at" else (aftersales.Case, case.id)
    row.update({column: value}).where(row.id == number).execute()
    assert any(what in problem for problem in audit.problems())


def test_the_fee_is_taken_of_what_is_left(quarrel):
    order = with_fee(quarrel.world.shipped())
    case = quarrel.carried_out(order=order, want="part", part=Money(2800, "CNY"))
    quarrel.to_the_end(case.order)
    assert ledger.total("fees", "CNY").minor == 530  # 5 % of ¥100.00 and ¥0.30
    assert quarrel.money(order).free == 10000 - 530


def test_the_fee_comes_back_with_the_money(quarrel):
    order = quarrel.settle(with_fee(quarrel.world.completed()))
    assert ledger.total("fees", "CNY").minor == 670
    case = quarrel.opened(order=order)
    assert quarrel.money(order).frozen == 12800 - 670
    aftersales.offer(case, Money(6400, "CNY"))
    aftersales.take_offer(case)
    assert ledger.total("fees", "CNY").minor == 335
    second = quarrel.carried_out(order=quarrel.world.again(order))
    assert second.refunded_minor == 6400
    assert ledger.total("fees", "CNY").minor == 0
    assert quarrel.money(order).total == 0


def test_many_small_refunds_bring_all_of_the_fee_back(quarrel):
    order = quarrel.settle(with_fee(quarrel.world.completed(), share_bp=333, fixed_minor=1))
    for minor in (1, 2, 4265, 4265, 4267):
        aftersales.offer(quarrel.opened(order=quarrel.world.again(order)), Money(minor, "CNY"))
        aftersales.take_offer(aftersales.case_of(quarrel.world.again(order)))
    assert ledger.total("fees", "CNY").minor == 0
    assert quarrel.money(order).total == 0


def test_while_a_case_is_open_money_moves_only_by_its_answer(quarrel):
    case = quarrel.opened()
    order = quarrel.world.again(case.order)
    with pytest.raises(Changed):
        orders.refund(order, 100, "just so", key="seller:1")
    with pytest.raises(Changed):
        orders.cancel(order, "no more")
    assert quarrel.money(order).back == 0
    aftersales.withdraw(case)
    orders.refund(quarrel.world.again(order), 100, "just so", key="seller:1")
    assert quarrel.money(order).back == 100


def test_pieces_that_never_left_are_on_the_shelf_again_when_everything_goes_back(quarrel):
    from storefront import shipping, stock

    world = quarrel.world
    order = world.paid(items=[(world.mei.mug, 2), (world.mei.jar, 1)])
    lines = {line.name: line for line in orders.lines_of(order)}
    shipping.ship(order, "SF1357924680123", pieces={lines["Sunday mug, celadon, 320 ml"].id: 2})
    case = quarrel.carried_out(order=world.again(order))
    assert again(case).order.state == "completed"
    assert stock.left([world.mei.mug.id, world.mei.jar.id]) == {world.mei.mug.id: 5, world.mei.jar.id: 2}
    assert quarrel.money(order).back == 2 * 12800 + 68000


def test_of_a_line_that_left_in_part_the_rest_is_on_the_shelf_again(quarrel):
    from storefront import shipping, stock

    world = quarrel.world
    order = world.paid(items=[(world.mei.mug, 3)])
    (line,) = orders.lines_of(order)
    shipping.ship(order, "SF1357924680123", pieces={line.id: 1})
    case = quarrel.carried_out(order=world.again(order))
    assert again(case).order.state == "completed"
    assert stock.left([world.mei.mug.id]) == {world.mei.mug.id: 6}  # of seven one has left
