"""The sandbox inside a real server: it talks to the market over HTTP in the same process, and nobody waits for anybody."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from storefront import ledger, orders, payments
from storefront.payments.models import Refund
from tests.support.factories import again


class Phone:
    """A plain HTTP client that follows nothing by itself."""

    def __init__(self, server):
        self.host, self.port = "localhost", server.port

    def ask(self, method: str, url: str, form: dict | None = None):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        headers = {"Origin": f"http://{self.host}:{self.port}", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, url, urlencode(form or {}), headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.getheader("Location") or ""
        finally:
            connection.close()

    def pay(self, payment, act: str) -> str:
        """Go to the sandbox and press a button; the address it sends us back to."""
        status, session = self.ask("GET", payments.start(payment).url)
        assert status == 303
        status, back = self.ask("POST", session, {"act": act})
        assert status == 303
        return back


def until(condition) -> None:
    """Wait for something; far less than the two minutes after which we ask by ourselves."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < 60, "it did not happen"
        time.sleep(0.01)


@pytest.fixture
def order(world, live_server):
    return world.placed()


def payment_of(order):
    return payments.payment_of("order", str(order.id))


def test_a_payment_is_told_at_once_and_its_refund_goes_out(order, live_server, world):
    phone, payment = Phone(live_server), payment_of(order)
    back = phone.pay(payment, "pay")
    assert back == f"/pay/{payment.code}"
    until(lambda: again(payment).state == "paid")
    assert phone.ask("GET", back) == (303, f"/o/{order.token}")
    orders.cancel(world.again(order), "changed my mind")
    until(lambda: Refund.across_shops().where(Refund.state == "done").exists())
    assert ledger.balance("provider", "sandbox", "CNY").minor == 0


def test_money_without_a_notice_is_found_when_the_buyer_comes_back(order, live_server):
    phone, payment = Phone(live_server), payment_of(order)
    back = phone.pay(payment, "silent")
    assert again(payment).state == "open"
    assert phone.ask("GET", back) == (303, f"/o/{order.token}")
    assert again(payment).state == "paid"


def test_many_buyers_who_wait_at_once_never_stop_the_server(world, live_server):
    """Every page asks the sandbox, which needs a thread of the same server: more pages than threads, and all are answered."""
    found = [payment_of(world.placed(items=[(world.mei.bowl, 1)])) for _ in range(24)]
    phone = Phone(live_server)
    for payment in found:
        phone.pay(payment, "silent")
    with ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(lambda payment: phone.ask("GET", f"/pay/{payment.code}")[0], found))
    assert set(answers) <= {200, 303}
    for payment in found:
        until(lambda payment=payment: phone.ask("GET", f"/pay/{payment.code}")[0] == 303)
    assert {again(payment).state for payment in found} == {"paid"}
