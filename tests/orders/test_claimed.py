"""Who said that the shop was paid is not asked to pay again, and what went back cannot be sent back any more."""

from datetime import timedelta

from storefront import orders, payments
from tests.support.factories import sign_in

HTMX = {"HX-Request": "true", "HX-Target": "order-now"}


def test_who_said_that_it_is_paid_reads_that_the_shop_looks_for_it(world, client):
    order = world.placed(world.lotte)
    page = client.get(f"/o/{order.token}").text
    assert "Not paid yet" in page and "Pay €" in page
    stamp = f"/o/{order.token}/now?seen=" + page.split("/now?seen=")[1].split('"')[0]
    payment = payments.claim(payments.payment_of("order", str(order.id)))
    assert client.get(stamp, headers=HTMX).status_code == 200
    page = client.get(f"/o/{order.token}").text
    assert "Oma Lotte looks for it" in page and "Not paid yet" not in page and "Pay €" not in page
    rail = orders.rail_of(world.again(order), claimed=True)
    assert rail[0] == ("You paid Oma Lotte", "done") and rail[1] == ("Oma Lotte confirms", "current")
    stamp = f"/o/{order.token}/now?seen=" + page.split("/now?seen=")[1].split('"')[0]
    assert client.get(stamp, headers=HTMX).status_code == 204
    payments.not_found(payment)
    again = client.get(stamp, headers=HTMX)
    assert again.status_code == 200 and "Not paid yet" in again.text and "Pay €" in again.text


def test_an_order_whose_money_all_went_back_does_not_say_that_it_may_be_sent_back(world, client):
    order = world.shipped()
    assert "You may send it back within" in client.get(f"/o/{order.token}").text
    orders.refund(world.again(order), 2800, "a scratch", "seller:1")
    assert "You may send it back within" in client.get(f"/o/{order.token}").text
    orders.refund(world.again(order), 10000, "the rest", "seller:2")
    assert "You may send it back within" not in client.get(f"/o/{order.token}").text


def test_the_money_on_today_says_withdraw_once_there_is_something_to(world, client, clock):
    sign_in(client, world.mei.owner)

    def money() -> str:
        return client.get("/sell/meis-kiln").text.split('id="h-money"')[1].split("</section>")[0]

    assert "Statement" in money() and "Withdraw" not in money()
    world.completed()
    clock.advance(timedelta(seconds=11))
    orders.settle_due()
    assert "Withdraw" in money() and "Statement" not in money()
