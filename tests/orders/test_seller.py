"""What a seller does on the page of one order."""

from datetime import timedelta

import pytest

from storefront import orders, payments, stock
from tests.support import clients


@pytest.fixture
def lotte(app, world):
    """Lotte's browser, in her direct shop."""
    return clients.browser(app, world.lotte.owner)


def test_money_that_came_too_late_is_recorded_as_paid_back(lotte, world, clock):
    """Goods that are gone: nothing of the order was paid, and still its buyer gets the money back."""
    order = world.placed(world.lotte)
    clock.advance(timedelta(minutes=31))
    orders.sweep()
    stock.set_count(world.lotte.jam, 0)
    assert world.pay(order) == "late"
    (row,) = payments.refunds_for("order", str(order.id))
    here = f"/sell/{world.lotte.shop.slug}/orders/{order.number}"
    assert f'value="{row.id}"' in lotte.get(here).text
    assert lotte.post(f"{here}/refund/paid-back", data={"refund": str(row.id)}).status_code == 303
    (row,) = payments.refunds_for("order", str(order.id))
    assert row.state == "done"


def test_a_refund_that_is_sent_again_with_another_amount_is_not_said_to_go_back(lotte, world):
    """The browser went back to the form, whose key is used."""
    order = world.paid(world.lotte)
    here = f"/sell/{world.lotte.shop.slug}/orders/{order.number}"
    form = {"amount": "1.00", "reason": "a scratch", "once": "a-key-of-one-refund-form"}
    assert lotte.post(f"{here}/refund", data=form).status_code == 303
    assert lotte.post(f"{here}/refund", data=form).status_code == 303  # a double tap
    answer = lotte.post(f"{here}/refund", data=form | {"amount": "2.00"})
    assert answer.status_code == 422 and "sent before with another amount" in answer.text
    assert [row.amount_minor for row in payments.refunds_for("order", str(order.id))] == [100]


def test_only_a_refund_of_this_order_is_recorded(lotte, world):
    order, other = world.paid(world.lotte), world.paid(world.lotte)
    back = orders.refund(other, 100, "a scratch", "seller:1")
    here = f"/sell/{world.lotte.shop.slug}/orders/{order.number}/refund/paid-back"
    for wrong in (str(back.id), "", "x"):
        assert lotte.post(here, data={"refund": wrong}).status_code == 404
