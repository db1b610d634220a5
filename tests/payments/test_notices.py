"""POST /hooks/<provider>: verified first, kept raw, worked once, answered after the commit."""

import json
import random
from datetime import timedelta

import pytest

from storefront import ledger, payments
from storefront.kit import clock
from storefront.payments import notices
from storefront.payments.models import Capture, Notice, Payment
from storefront.payments.sandbox import signing
from tests.ledger.racing import at_once
from tests.support.factories import again


@pytest.fixture
def post(client, sandbox):
    """Post a notice, signed by the sandbox unless `by` says otherwise."""

    def send(body, by=None, **headers):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {signing.HEADER: signing.sign(sandbox.secret, body) if by is None else by, **headers}
        return client.post("/hooks/sandbox", data=body, headers=headers, content_type="application/json")

    return send


def paid(payment, event="evt_1", capture="txn_1", amount=11800, currency="CNY", payee="microstore"):
    about = {
        "payment": payment.code if payment else "unknown",
        "capture": capture,
        "amount": amount,
        "currency": currency,
        "payee": payee,
    }
    return {"id": event, "type": "payment.captured", **about}


def kept():
    return [(row.outcome, row.event_id) for row in Notice.select().order_by(Notice.id)]


def test_a_notice_is_worked_and_kept_raw(till, post):
    payment = till.ask()
    answer = post(paid(payment))
    assert (answer.status_code, answer.text) == (200, "applied")
    assert again(payment).state == "paid"
    row = Notice.get()
    assert json.loads(row.body)["capture"] == "txn_1"
    assert (row.outcome, row.event_id, row.provider) == ("applied", "evt_1", "sandbox")


def test_the_same_notice_works_once(till, post, shop):
    payment = till.ask()
    assert [post(paid(payment)).text for _ in range(10)] == ["applied"] + ["repeated"] * 9
    assert ledger.wallet(shop).held.minor == 11800
    assert kept() == [("applied", "evt_1")] + [("repeated", "evt_1")] * 9


@pytest.mark.race
def test_ten_at_once_work_once(till, app, sandbox, shop):
    payment = till.ask()
    body = json.dumps(paid(payment)).encode()
    headers = {signing.HEADER: signing.sign(sandbox.secret, body)}
    answers = at_once(10, lambda n: app.test_client().post("/hooks/sandbox", data=body, headers=headers).text)
    assert sorted(answers) == ["applied"] + ["repeated"] * 9
    assert (ledger.wallet(shop).held.minor, Capture.select().count()) == (11800, 1)


def test_the_same_event_with_another_body_does_nothing(till, post, shop):
    first, second = till.ask(), till.ask()
    post(paid(first))
    assert post(paid(second, capture="txn_2")).text == "repeated"
    assert (again(second).state, ledger.wallet(shop).held.minor) == ("open", 11800)


def test_another_event_about_the_same_capture_does_nothing(till, post, shop):
    payment = till.ask()
    post(paid(payment))
    assert post(paid(payment, event="evt_2")).text == "noted"
    assert ledger.wallet(shop).held.minor == 11800


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"amount": 11799}, "suspense"),
        ({"currency": "USD"}, "suspense"),
        ({"payee": "other"}, "suspense"),
    ],
)
def test_what_is_signed_and_does_not_fit_waits_in_suspense(till, post, wrong, answer):
    payment = till.ask()
    got = post(paid(payment, **wrong))
    assert (got.status_code, got.text) == (200, answer)
    assert again(payment).state == "open"


def test_an_unknown_payment_is_kept_and_answered(till, post):
    assert (post(paid(None)).status_code, kept()) == (200, [("unknown", "evt_1")])


@pytest.mark.parametrize("amount", [0, -11800, 118.0, "11800", None, True, 10**15])
def test_an_amount_that_is_none_is_refused(till, post, amount):
    payment = till.ask()
    assert post(paid(payment, amount=amount)).status_code == 401
    assert again(payment).state == "open"


def test_forged_notices_are_refused_logged_and_counted(till, post, client):
    payment = till.ask()
    body = json.dumps(paid(payment)).encode()
    right = signing.sign(b"another key", body)
    for by in ("", "t=1", right, right.replace("v1", "v0"), "t=9999999999,v1=" + "0" * 64):
        answer = post(body, by=by)
        assert (answer.status_code, answer.text) == (401, "refused")  # and not a word more
    assert client.post("/hooks/sandbox").status_code == 401
    assert (again(payment).state, Capture.select().count()) == ("open", 0)
    assert {outcome for outcome, _event in kept()} == {"refused"}
    assert notices.refused_count(timedelta(hours=1)) == 6


def test_an_old_notice_is_refused_and_a_new_try_is_taken(till, post, sandbox, clock):
    payment = till.ask()
    body = json.dumps(paid(payment)).encode()
    old = signing.sign(sandbox.secret, body)
    clock.advance(timedelta(minutes=10))
    assert post(body, by=old).status_code == 401
    assert post(body).status_code == 200


def test_a_flood_of_forgeries_fills_nothing(till, post, monkeypatch):
    monkeypatch.setattr(notices, "_REFUSED_AN_HOUR", 5)
    for _ in range(12):
        assert post(b"x" * 5000, by="").status_code == 401
    assert Notice.select().count() == 5
    assert max(len(row.body) for row in Notice.select()) == 2000


def test_too_large_a_notice_is_not_read(till, post):
    assert post(b"x" * (notices.LARGEST + 1)).status_code == 413


def test_only_known_services_have_a_door(client, sandbox):
    for name in ("stripe", "epc", "..", "sandbox2"):
        assert client.post(f"/hooks/{name}", data=b"{}").status_code == 404
    assert client.get("/hooks/sandbox").status_code == 405


def test_nul_and_broken_letters_are_kept_harmlessly(till, post, client):
    assert client.post("/hooks/sandbox", data=b"\x00\xff\xfe\x00").status_code == 401
    assert Notice.get().body


def test_what_breaks_inside_leaves_nothing_and_is_told_again(till, post, shop, purpose, monkeypatch):
    payment = till.ask()
    real = purpose.paid

    def broken(*args):
        real(*args)
        raise RuntimeError("the machine stopped here")

    monkeypatch.setattr(purpose, "paid", broken)
    with pytest.raises(RuntimeError):
        post(paid(payment))
    assert (Notice.select().count(), Capture.select().count(), again(payment).state) == (0, 0, "open")
    monkeypatch.undo()
    assert post(paid(payment)).text == "applied"


def test_a_refund_told_about_that_we_never_asked_for_is_unknown(till, post):
    assert post({"id": "evt_9", "type": "refund.succeeded", "key": "7:k"}).text == "unknown"


def test_a_failed_refund_is_told(till, post, payer, worker):
    payment = till.ask()
    payer.pay(payment)
    row = till.give_back(again(payment), 100, "k")
    post({"id": "evt_9", "type": "refund.failed", "key": f"{row.id}:k", "problem": "closed"})
    assert (again(row).state, again(row).error) == ("failed", "closed")


# --- the storm -----------------------------------------------------------------------------------------------------------------


def storm(till, seed: int, count: int):
    """(notices, what should be true at the end): every payment told about 1 to 5 times, some wrongly, shuffled."""
    dice, said, right = random.Random(seed), [], {}
    for number in range(count):
        payment, kind = till.ask(), dice.choices(("good", "altered", "foreign", "unknown", "twice"), (80, 5, 4, 3, 8))[0]
        body = paid(payment, f"evt_{number}", f"txn_{number}")
        if kind == "altered":
            body["amount"] += dice.choice((-1, 1, 100))
        elif kind == "foreign":
            body["payee"] = "another-merchant"
        elif kind == "unknown":
            body["payment"] = f"nobody{number}"
        copies = [body] * dice.randint(1, 5)
        if kind == "twice":
            copies += [paid(payment, f"evt_{number}b", f"txn_{number}b")] * dice.randint(1, 3)
        said += [(json.dumps(one).encode(), True) for one in copies]
        if dice.random() < 0.05:
            said.append((json.dumps(paid(payment, f"forged_{number}", f"forged_{number}")).encode(), False))
        right[payment.id] = kind
    dice.shuffle(said)
    return said, right


@pytest.mark.race
@pytest.mark.parametrize("seed", [1, 2])
def test_a_storm_ends_as_if_it_had_been_calm(till, app, sandbox, shop, worker, seed):
    said, right = storm(till, seed, 60)
    assert len(said) > 100

    def deliver(part):
        browser = app.test_client()
        for body, honest in said[part::4]:
            by = signing.sign(sandbox.secret if honest else b"forged", body)
            status = browser.post("/hooks/sandbox", data=body, headers={signing.HEADER: by}).status_code
            assert status == (200 if honest else 401)
        return "done"

    assert at_once(4, deliver) == ["done"] * 4
    worker()
    good = [number for number, kind in right.items() if kind in ("good", "twice")]
    states = {row.id: row.state for row in Payment.across_shops()}
    assert {number for number, state in states.items() if state == "paid"} == set(good)
    assert ledger.wallet(shop).held.minor == 11800 * len(good)
    kinds = list(right.values())
    outcomes = [row.outcome for row in Capture.select()]
    assert outcomes.count("applied") == len(good)
    assert outcomes.count("duplicate") == kinds.count("twice")
    assert outcomes.count("suspense") == sum(kinds.count(kind) for kind in ("altered", "foreign", "unknown"))
    assert Notice.select().where(Notice.outcome == "refused").count() == sum(not honest for _body, honest in said)
    assert ledger.balance("provider", "sandbox", "CNY").minor == -11800 * len(good) - ledger.total("suspense", "CNY").minor


@pytest.mark.race
@pytest.mark.tampers
def test_without_the_unique_capture_a_storm_would_count_twice(till, app, sandbox, monkeypatch):
    """The control: what makes it once is the provider's own transaction id and the event's, both unique."""
    from storefront.payments import arriving

    payment = till.ask()
    monkeypatch.setattr(arriving, "_write_down", _always_new(arriving))
    assert payments.arrived("sandbox", payment.code, _captured()) == "applied"
    assert payments.arrived("sandbox", payment.code, _captured()) == "duplicate"  # the same money, taken for a second payment
    assert Capture.select().count() == 2


def _captured():
    return payments.Captured("txn_1", 11800, "CNY", "microstore")


def _always_new(arriving):
    counter = iter(range(100))

    def write(provider, captured, payment):
        row = {
            "provider": provider,
            "provider_reference": f"{captured.provider_reference}-{next(counter)}",
            "payment": payment.id,
        }
        row |= {"amount_minor": captured.amount_minor, "currency": captured.currency, "outcome": "suspense", "at": clock.now()}
        return Capture.create(**row)

    return write
