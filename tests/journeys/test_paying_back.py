"""Money that a direct shop pays back: said by mistake, taken back, said again, and answered by the buyer."""

from playwright.sync_api import expect

from storefront import orders, payments

WHY = "It was another order."


def test_a_seller_takes_back_that_it_was_paid_and_the_buyer_answers(world, phone, sign_in):
    buyer, seller = phone(), sign_in(phone(), world.lotte.owner)
    order = world.shipped(world.lotte)
    orders.refund(order, 200, "A crack", key="seller:1")
    seller.goto(f"/sell/oma-lotte/orders/{order.number}")
    say(seller)
    seller.get_by_text("I have not paid it back").click()
    back = seller.locator("#refunds")
    back.get_by_role("button", name="Take it back").click()
    expect(back.get_by_text("Write a reason: the buyer reads it.")).to_be_visible()
    back.get_by_role("textbox", name="Reason").fill(WHY)
    back.get_by_role("button", name="Take it back").click()
    expect(seller.get_by_text("Taken back. The buyer has been told.")).to_be_visible()
    buyer.goto(f"/o/{order.token}")
    expect(buyer.get_by_text("pays €2.00 back to you")).to_be_visible()
    say(seller)
    buyer.reload()
    buyer.get_by_role("button", name="It did not arrive").click()
    expect(buyer.get_by_text("has been told that it did not arrive")).to_be_visible()
    buyer.get_by_role("button", name="It has arrived").click()
    expect(buyer.get_by_text("You said that it arrived.")).to_be_visible()
    (row,) = payments.refunds_for("order", str(order.id))
    assert (row.state, row.missed_at) == ("done", None) and row.arrived_at is not None


def say(seller) -> None:
    """It is paid back."""
    seller.get_by_role("button", name="I have paid it back").click()
    expect(seller.get_by_text("You have paid it back.")).to_be_visible()
