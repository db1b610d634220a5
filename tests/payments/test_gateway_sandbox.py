"""The sandbox gateway keeps the contract; and the sandbox itself is a payment service that survives a restart."""

import json

import pytest
from werkzeug.test import Client

from storefront import payments
from storefront.payments.carrier import Direct, Unreachable
from storefront.payments.gateways.sandbox import SandboxGateway
from storefront.payments.sandbox import Sandbox, mounting, signing
from storefront.payments.sandbox.app import handover_query
from tests.payments.contract import ProviderContract


class Line:
    """A carrier that can be broken."""

    def __init__(self, inner):
        self.inner, self.how = inner, ""

    def send(self, method, url, headers, body=b""):
        if self.how == "cut":
            raise Unreachable("cut")
        if self.how == "error":
            return 503, b"later"
        if self.how == "nonsense":
            return 200, b'{"captures": [{"amount": "many"}], "declined": 0}' if method == "GET" else b"<html>"
        return self.inner.send(method, url, headers, body)


class SandboxBench:
    def __init__(self, sandbox):
        self.sandbox, self.line = sandbox, Line(Direct(sandbox, "/sandbox"))
        self.provider = SandboxGateway(mounting.secret(), "http://localhost/sandbox", "/sandbox", self.line)

    def session(self, payment):
        browser = Client(self.sandbox)
        url = self.provider.start(payment, f"http://localhost/pay/{payment.code}").url
        return self.sandbox.store.session(browser.get(url.removeprefix("/sandbox")).headers["Location"].rpartition("/")[2])

    def pay(self, payment, minor=None):
        self.sandbox.store.pay(self.session(payment), minor)

    def decline(self, payment):
        self.sandbox.store.decline(self.session(payment))

    def bounce(self, refund):
        self.sandbox.store.bounce(f"{refund.id}:{refund.sending_key}")

    def notices(self):
        bodies = [bytes(row["body"]) for row in self.sandbox.store.due()]
        return [({signing.HEADER: signing.sign(self.sandbox.secret, body)}, body) for body in bodies]

    def forge(self, body):
        right = signing.sign(self.sandbox.secret, body)
        moment, mac = right.split(",")
        values = [
            "", ",", "t=,v1=", moment, mac, f"{moment},v1=", f"{moment},v1=zz", f"t=abc,{mac}", f"{moment},{moment},{mac}", f"t=١٢٣,{mac}",
            signing.sign(b"another key", body), signing.sign(self.sandbox.secret, body + b"x"), f"t={int(moment[2:]) + 1},{mac}",
            f"{moment},v0={mac[3:]}", mac.replace("v1=", f"{moment},v1=") + "0",
        ]  # fmt: skip
        return [{}, *({signing.HEADER: value} for value in values)]

    def break_line(self, how):
        self.line.how = how


@pytest.fixture
def bench(sandbox):
    return SandboxBench(sandbox)


class TestSandboxGateway(ProviderContract):
    pass


def test_signed_nonsense_is_refused(bench):
    for said in (
        {},
        [],
        {"type": "payment.captured"},
        {"type": "x", "id": "1"},
        {"type": "payment.captured", "id": "", "payment": "c"},
    ):
        body = json.dumps(said).encode()
        with pytest.raises(payments.providers.BadNotice):
            bench.provider.read_notice({signing.HEADER: signing.sign(bench.sandbox.secret, body)}, body)


def test_a_second_signature_beside_a_wrong_one_is_taken(bench):
    """While a key is changed, a service signs with both."""
    body = b'{"id": "evt_1", "type": "payment.declined", "payment": "c"}'
    moment, mac = signing.sign(bench.sandbox.secret, body).split(",")
    told = bench.provider.read_notice({signing.HEADER: f"{moment},v1={'0' * 64},{mac}"}, body)
    assert told.event_id == "evt_1"


def test_a_restart_forgets_nothing(till, bench, tmp_path):
    payment = till.ask()
    bench.pay(payment)
    again = Sandbox(
        tmp_path / "sandbox.db", bench.sandbox.secret, "http://localhost/hooks/sandbox", Direct(None), background=False
    )
    assert len(again.store.due()) == 1
    assert again.store.about("microstore", payment.code) == bench.sandbox.store.about("microstore", payment.code)


def test_a_notice_that_is_not_taken_is_sent_again_with_pauses(till, sandbox, payer, clock):
    from datetime import timedelta

    sandbox.courier.carrier = Line(sandbox.courier.carrier)
    sandbox.courier.carrier.how = "error"
    payment = till.ask()
    payer.do(payment)
    assert (sandbox.courier.deliver(), sandbox.courier.deliver()) == (0, 0)
    sandbox.courier.carrier.how = ""
    assert sandbox.courier.deliver() == 0  # not yet: it waits a second
    clock.advance(timedelta(seconds=2))
    assert sandbox.courier.deliver() == 1
    assert not sandbox.store.waiting()
    assert payments.payment_of("order", payment.reference).state == "paid"


def test_a_link_that_the_shop_did_not_make_opens_nothing(sandbox):
    browser = Client(sandbox)
    good = handover_query(
        b"another key",
        {"code": "c", "payee": "microstore", "amount": 1, "currency": "CNY", "label": "", "back": "/", "expires": 0},
    )
    for query in ("", "asked=&by=", "asked=e30&by=t-1.v1-0", good):
        assert browser.get(f"/pay?{query}").status_code == 400
    assert browser.get("/pay/ses_unknown").status_code == 404
    assert browser.post("/pay/ses_unknown", data={"act": "pay"}).status_code == 404


def test_the_interface_for_merchants_wants_a_signature(sandbox):
    browser = Client(sandbox)
    assert browser.get("/api/payments/microstore/c").status_code == 400
    assert browser.post("/api/refunds", json={"amount": 1}).status_code == 400


def test_its_pages_say_that_it_is_not_a_bank(till, payer, sandbox):
    session = payer.open(payments.start(till.ask()))
    page = payer.browser.get(session)
    assert "This is not a bank. No real money moves" in page.text
    for words in (
        "Pay ¥118.00",
        "Decline",
        "Pay twice",
        "Pay late",
        "Pay and never answer",
        "Pay a wrong amount",
        "Pay and close the account",
    ):
        assert words in page.text
    assert "script" not in page.text
    assert payer.browser.get(session, headers={"Accept-Language": "zh-CN"}).status_code == 200
    assert payer.browser.post(session, data={"act": "rob"}).status_code == 400
    assert payer.browser.get("/").status_code == 200
    assert payer.browser.get("/style.css").mimetype == "text/css"


def test_it_can_be_played_without_a_browser(till, sandbox):
    payment = till.ask()
    sandbox.play(payments.start(payment).url)
    assert sandbox.courier.deliver() == 1
    assert payments.payment_of("order", payment.reference).state == "paid"


def test_it_is_mounted_beside_the_market(app, client):
    answer = client.get("/sandbox/")
    assert "This is not a bank" in answer.text
    assert client.get("/sandboxes").status_code == 404
