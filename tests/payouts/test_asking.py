"""Asking moves the money at once, never more than there is, and can be taken back before the batch."""

from dataclasses import replace

import pytest

from storefront import aftersales, ledger, orders, payouts, policies, shops
from storefront.kit.errors import Changed, Refused
from storefront.kit.money import Money
from storefront.payouts import batching, page
from tests.payouts.conftest import DAY, EARNED, HOUR
from tests.support.factories import sign_in


def test_asking_moves_the_money_at_once(rich):
    row = rich.asks(10000)
    assert (row.state, row.amount_minor) == ("asked", 10000)
    assert (rich.free(), rich.flying()) == (EARNED - 10000, 10000)


def test_it_goes_with_the_batch_of_the_next_bank_day_and_arrives_on_the_one_after(rich):
    row = rich.asks()
    assert f"{row.due_at:%Y-%m-%d %H:%M}" == "2026-11-25 22:00"  # Thursday 6:00 in Shanghai
    assert row.arrives_on.isoformat() == "2026-11-27"


def test_days_on_which_banks_are_closed_are_waited_for(rich, anna):
    policies.publish(replace(policies.current(), closed_days=("2026-11-26", "2026-11-27")), anna)
    assert page.arrives_on(rich.shop, payouts.account_of(rich.shop)).isoformat() == "2026-12-01"
    row = rich.asks()
    assert (f"{row.due_at:%Y-%m-%d %H:%M}", row.arrives_on.isoformat()) == ("2026-11-29 22:00", "2026-12-01")


def test_the_same_form_twice_is_one_withdrawal(rich):
    assert rich.asks(5000).id == rich.asks(5000).id
    assert rich.flying() == 5000
    with pytest.raises(Refused):
        rich.asks(6000)  # the same key with another sum


@pytest.mark.parametrize(
    "minor, sentence", [(999, "The smallest amount is ¥10.00."), (EARNED + 1, "You can withdraw ¥168.00 at most now.")]
)
def test_neither_too_little_nor_more_than_there_is(rich, minor, sentence):
    with pytest.raises(Refused) as no:
        rich.asks(minor)
    assert (no.value.sentence, no.value.field) == (sentence, "amount")
    assert rich.flying() == 0


def test_without_an_account_nothing_leaves(purse):
    purse.earns()
    with pytest.raises(payouts.NeedsAccount):
        purse.asks()


def test_an_unchecked_shop_withdraws_up_to_its_cap_then_the_market_wants_to_know_it(rich):
    for _ in range(3):
        rich.earns()
    shops.verify(rich.shop, "none")
    rich.asks(50000, "the-first-five-hundred")
    with pytest.raises(payouts.NeedsIdentity) as no:
        rich.asks(1000, "ten-yuan-more-than-that")
    assert no.value.sentence == "To withdraw, we need to know it is you: 2 photos, about a minute."
    shops.verify(rich.shop, "individual")
    assert rich.asks(1000, "ten-yuan-more-than-that").state == "asked"


def test_a_paused_shop_waits_and_the_batch_leaves_it_out(rich):
    row = rich.asks(5000)
    shops.suspend(rich.shop, "It sells what it may not sell.")
    with pytest.raises(Refused, match="paused"):
        rich.asks(5000, "another-key-of-a-paused")
    rich.clock.advance(DAY)
    assert payouts.make() == 0
    shops.reinstate(rich.shop)
    assert payouts.make() == 1
    assert rich.again(row).state == "batched"


def test_a_shop_that_is_paused_while_the_batch_is_made_stays_out_of_it(rich):
    """The worker has seen what waits; then the market pauses the shop; then the worker takes it."""
    rich.asks(5000)
    rich.clock.advance(DAY)
    (row,) = batching.waiting()
    shops.suspend(rich.shop, "It sells what it may not sell.")
    with pytest.raises(Changed):
        payouts.join(row)
    assert (rich.again(row).state, rich.flying()) == ("asked", 5000)
    assert payouts.cancel(rich.again(row)).state == "cancelled"  # what is its own it may still have back in its balance
    assert rich.free() == EARNED


def test_a_batch_is_not_released_with_money_of_a_shop_that_was_paused_since(rich, anna):
    row = rich.batched(5000)
    shops.suspend(rich.shop, "It sells what it may not sell.")
    with pytest.raises(Refused, match="Kiln is paused"):
        payouts.release(row.batch, anna)
    assert payouts.batch_by_code(row.batch.code).state == "made"
    payouts.mark_bounced(rich.again(row), "Your shop is paused.")
    assert (rich.free(), rich.flying(), rich.at_the_bank()) == (EARNED, 0, 0)


def test_a_batch_with_a_shop_that_was_paused_and_reinstated_leaves(rich, anna):
    row = rich.batched(5000)
    shops.suspend(rich.shop, "A mistake.")
    shops.reinstate(rich.shop)
    assert payouts.release(row.batch, anna).state == "released"


def test_taken_back_before_the_batch_the_money_is_in_the_balance(rich):
    row = payouts.cancel(rich.asks(10000))
    assert (row.state, rich.free(), rich.flying()) == ("cancelled", EARNED, 0)
    with pytest.raises(Changed):
        payouts.cancel(row)


def test_what_is_in_a_batch_cannot_be_taken_back(rich):
    row = rich.batched()
    with pytest.raises(Changed, match="on its way to the bank"):
        payouts.cancel(row)


def test_to_a_new_account_nothing_leaves_for_two_days(purse):
    purse.earns()
    purse.account(usable=False)
    row = purse.asks(10000)
    assert row.state == "held"
    assert f"{row.due_at:%Y-%m-%d %H:%M}" == "2026-11-29 22:00"  # usable on Friday at 10:00, so Monday 6:00
    for _ in range(2):
        purse.clock.advance(DAY - HOUR)
        assert payouts.make(early=True) == 0
    purse.clock.advance(2 * HOUR)
    assert payouts.make() == 0  # not due yet
    assert payouts.make(early=True) == 1


# --- F53: a question keeps the money here ------------------------------------------------------------------------------------------


def test_while_a_case_is_open_its_money_cannot_be_asked_for(rich):
    other = rich.earns()
    aftersales.open_case(rich.order, "broken", "money")
    with pytest.raises(Refused, match=r"¥168\.00 at most"):
        rich.asks(EARNED + 1000)
    assert rich.asks(EARNED).amount_minor == EARNED
    assert other.released_minor == EARNED


def test_a_case_keeps_back_what_is_asked_for_and_in_no_batch_yet(rich):
    rich.earns()
    row = rich.asks(2 * EARNED)
    case = aftersales.open_case(rich.order, "broken", "money")
    row = rich.again(row)
    assert (row.state, row.amount_minor, row.kept.minor) == ("asked", EARNED, EARNED)
    assert ledger.frozen(rich.shop).minor == EARNED
    rich.clock.advance(DAY)
    assert payouts.make() == 1  # F53: the batch that is made while the case is open leaves that money out
    row = rich.again(row)
    assert (row.state, row.amount_minor, rich.free()) == ("batched", EARNED, 0)
    aftersales.accept(case)
    rich.clock.advance(aftersales.PERIODS.undo)
    aftersales.carry_out_due()
    assert ledger.balance("shop", rich.shop.id, "CNY").minor == 0  # and the refund took it


def test_a_case_that_needs_all_of_it_ends_the_withdrawal(rich):
    row = rich.asks(EARNED)
    aftersales.open_case(rich.order, "broken", "money")
    row = rich.again(row)
    assert (row.state, row.amount_minor, rich.flying()) == ("cancelled", 0, 0)
    assert ledger.frozen(rich.shop).minor == EARNED


def test_a_refund_after_it_was_asked_lowers_the_batch_by_what_is_owed(rich):
    rich.earns()
    row = rich.asks(2 * EARNED - 1000)
    orders.refund(rich.order, 10000, "A chip", "a-refund-afterwards")
    assert rich.free() == 1000 - 10000
    rich.clock.advance(DAY)
    payouts.make()
    row = rich.again(row)
    assert (row.state, row.amount_minor, rich.free()) == ("batched", 2 * EARNED - 10000, 0)


def test_a_refund_that_takes_all_of_it_ends_the_withdrawal_and_begins_no_batch(rich):
    row = rich.asks(EARNED)
    orders.refund(rich.order, EARNED, "It broke", "a-refund-of-everything")
    rich.clock.advance(DAY)
    payouts.make()
    row = rich.again(row)
    assert (row.state, row.amount_minor, rich.free()) == ("cancelled", 0, 0)
    assert not payouts.Batch.select().exists()


def test_after_it_has_left_a_refund_makes_the_balance_negative_and_the_next_sale_makes_up_for_it(rich, anna):
    row = rich.batched(EARNED)
    payouts.release(row.batch, anna)
    payouts.mark_sent(rich.again(row))
    orders.refund(rich.order, EARNED, "It broke", "a-refund-after-it-left")
    assert rich.free() == -EARNED
    with pytest.raises(Refused, match="nothing to withdraw"):
        rich.asks(1000, "while-the-balance-is-low")
    rich.earns()
    assert rich.free() == 0
    rich.earns()
    assert rich.free() == EARNED
    book = ledger.statement(rich.shop, ledger.month_of(rich.shop))
    assert book.opening + sum(book.totals.values(), Money(0, "CNY")) == book.closing == Money(EARNED, "CNY")
    assert book.totals["paid_out"] == Money(-EARNED, "CNY")
    balances = [line.balance.minor for line in reversed(book.lines)]
    assert balances == [EARNED, 0, -EARNED, 0, EARNED]  # every line carries what was there after it, also below nothing


def test_of_a_shop_that_has_closed_the_last_of_the_balance_may_leave_however_little_it_is(rich, client):
    rich.asks(EARNED - 300)
    with pytest.raises(Refused, match="smallest amount"):
        rich.asks(300, "the-last-of-it-0001")
    shops.close(rich.shop)
    with pytest.raises(Refused, match="smallest amount"):
        rich.asks(200, "the-last-of-it-0002")
    sign_in(client, rich.owner)
    url = f"/sell/{rich.shop.slug}/money"
    assert client.get(f"{url}/withdraw/confirm?amount=3.00").status_code == 200
    assert rich.asks(300, "the-last-of-it-0003").amount_minor == 300 and rich.free() == 0


def test_of_a_shop_that_has_closed_unchecked_all_can_leave_once_it_is_checked(rich, client, anna):
    shops.verify(rich.shop, "none")
    for _sale in range(3):
        rich.earns()
    shops.close(rich.shop)
    left = ledger.wallet(rich.shop).available.minor
    with pytest.raises(payouts.NeedsIdentity):
        rich.asks(left)
    sign_in(client, rich.owner)
    assert client.get(f"/sell/{rich.shop.slug}/verify").status_code == 200
    assert client.post(f"/sell/{rich.shop.slug}/verify/kind", data={"kind": "individual"}).status_code == 303
