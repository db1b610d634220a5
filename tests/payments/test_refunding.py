"""Money goes back once, never more than came, and not forgotten when the provider is away."""

from datetime import timedelta

import pytest

from storefront import ledger, payments
from storefront.kit import db, events, jobs
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.payments import refunding, rules
from storefront.payments.models import Payment, Refund
from storefront.payments.providers import ProviderDown, ProviderRefused, gateways
from tests.ledger.racing import at_once
from tests.support.factories import again


@pytest.fixture
def answers(sandbox, monkeypatch):
    """Script the gateway's answers: exceptions are raised, texts returned; at the end it answers by itself again."""
    script, gateway = [], gateways.get("sandbox")
    real, asked = gateway.refund, []

    def refund(row):
        asked.append(row.key)
        if script:
            answer = script.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        return real(row)

    monkeypatch.setattr(gateway, "refund", refund)
    return script, asked


def test_all_of_it_goes_back(till, paid, worker, shop):
    row = till.give_back(paid, 11800, "cancel:1")
    assert (row.state, ledger.wallet(shop).held.minor) == ("asked", 0)  # set aside with the decision
    worker()
    assert again(row).state == "done"
    assert again(paid).refunded_minor == 11800
    assert ledger.balance("provider", "sandbox", "CNY").minor == 0
    told = [event.kind for event in events.timeline(f"refund:{row.id}")]
    assert told == ["refund.send", "payments.Refunded"]


def test_parts_go_back_until_nothing_is_left(till, paid, worker):
    for number, minor in enumerate((5000, 6000)):
        till.give_back(paid, minor, f"part:{number}")
    with pytest.raises(Refused) as refusal:
        till.give_back(paid, 801, "part:3")
    assert refusal.value.sentence == "At most ¥8.00 can go back."
    till.give_back(paid, 800, "part:4")
    worker()
    assert [row.state for row in payments.refunds_of(paid)] == ["done"] * 3


@pytest.mark.parametrize("minor", [0, -1, 11801, 10**12])
def test_what_cannot_go_back_is_refused(till, paid, minor):
    with pytest.raises(Refused):
        payments.refund(paid, minor, "", "k")
    assert Refund.across_shops().count() == 0


def test_what_was_not_paid_cannot_go_back(till):
    with pytest.raises(Refused):
        payments.refund(till.ask(), 100, "", "k")


def test_the_same_key_is_the_same_refund(till, paid, worker):
    first, second = till.give_back(paid, 100, "k"), till.give_back(paid, 100, "k")
    assert first.id == second.id
    with pytest.raises(Refused):
        payments.refund(paid, 200, "", "k")
    worker()
    assert again(paid).refunded_minor == 100


@pytest.mark.race
def test_twenty_threads_with_one_key_refund_once(till, paid, worker, sandbox):
    numbers = at_once(20, lambda n: till.give_back(paid, 100, "k").id)
    assert len(set(numbers)) == 1
    worker()
    assert (again(paid).refunded_minor, Refund.across_shops().count()) == (100, 1)
    assert sum(row["amount"] for row in sandbox.store._all("SELECT amount FROM refund")) == 100


@pytest.mark.race
def test_twenty_threads_never_refund_more_than_was_paid(till, paid, worker, sandbox):
    results = at_once(20, lambda n: till.give_back(paid, 1000, f"k:{n}").id)
    assert results.count("Refused") == 9
    worker()
    assert again(paid).refunded_minor == 11000
    assert sum(row["amount"] for row in sandbox.store._all("SELECT amount FROM refund")) == 11000


@pytest.mark.race
@pytest.mark.tampers
def test_without_the_guard_they_would(till, paid):
    """The control: looking first and writing then gives back more than there was; the CHECK of the table stops it."""

    @db.verb
    def careless(n):
        row = Payment.across_shops().where(Payment.id == paid.id).get()
        if row.refunded_minor + 11000 <= row.amount_minor:
            Payment.update(refunded_minor=Payment.refunded_minor + 11000).where(Payment.id == paid.id).execute()
            return "given"
        return "refused"

    if db.on_sqlite():  # one writer at a time: there the look itself is inside the lock
        assert at_once(6, careless).count("given") == 1
    else:
        results = at_once(6, careless)
        assert results.count("given") == 1 and set(results) <= {"given", "refused", "IntegrityError"}


@pytest.mark.race
def test_many_workers_tell_the_provider_once(till, paid, answers):
    row = till.give_back(paid, 100, "k")
    at_once(8, lambda n: refunding.deliver(row.id))
    assert answers[1] == ["k"]
    jobs.run_pending()


# --- a provider that is away ---------------------------------------------------------------------------------------------------


def test_a_provider_that_is_away_is_asked_again_with_the_same_key(till, paid, worker, answers, clock):
    clock.freeze(clock.now())
    script, asked = answers
    script += [ProviderDown("cut"), ProviderDown("cut")]
    row = till.give_back(paid, 100, "k")
    worker()
    assert (again(row).state, again(row).tries, again(row).error) == ("sent", 1, "cut")
    refunding.deliver_due()
    assert asked == ["k"]  # not yet
    clock.advance(timedelta(seconds=31))
    refunding.deliver_due()
    assert (again(row).state, asked) == ("sent", ["k", "k"])
    clock.advance(timedelta(seconds=61))
    refunding.deliver_due()
    assert (again(row).state, asked) == ("done", ["k"] * 3)
    assert again(paid).refunded_minor == 100


def test_a_worker_that_died_after_asking_is_followed_by_another(till, paid, clock, sandbox):
    """The money moved, nobody wrote it down: asking again with the same key moves nothing more."""
    clock.freeze(clock.now())
    row = till.give_back(paid, 100, "k")
    claimed = refunding._claim(row.id)
    gateways.get("sandbox").refund(claimed)  # … and here it died
    clock.advance(timedelta(minutes=1))
    refunding.deliver_due()
    assert again(row).state == "done"
    assert sum(one["amount"] for one in sandbox.store._all("SELECT amount FROM refund")) == 100
    jobs.run_pending()


def test_a_refund_that_is_refused_is_seen_and_can_be_sent_again(till, paid, worker, answers, shop):
    answers[0].append(ProviderRefused("account closed"))
    row = till.give_back(paid, 100, "k")
    worker()
    assert (again(row).state, again(row).error) == ("failed", "account closed")
    assert events.timeline(f"refund:{row.id}")[-1].kind == "payments.RefundFailed"
    assert again(paid).refunded_minor == 100  # still owed
    refunding.send_again(again(row))
    worker()
    assert (again(row).state, answers[1]) == ("done", ["k", "k"])


def test_a_provider_that_is_away_for_long_is_a_failure(till, paid, worker, answers, clock):
    clock.freeze(clock.now())
    answers[0].extend(ProviderDown("cut") for _ in range(50))
    row = till.give_back(paid, 100, "k")
    worker()
    for _ in range(rules.MOST_TRIES):
        clock.advance(timedelta(hours=2))
        refunding.deliver_due()
    assert (again(row).state, len(answers[1])) == ("failed", rules.MOST_TRIES)


def test_a_gateway_that_is_gone_is_waited_for(till, paid, worker):
    row = till.give_back(paid, 100, "k")
    gateway = gateways.get("sandbox")
    gateways.clear()
    worker()
    assert (again(row).state, "not set up" in again(row).error) == ("sent", True)
    gateways.add("sandbox", gateway)


def test_pending_waits_for_the_notice(till, paid, worker, answers, sandbox):
    answers[0].append("pending")
    row = till.give_back(paid, 100, "k")
    worker()
    assert again(row).state == "sent"
    gateways.get("sandbox").refund(again(row))  # the provider does it now, and tells
    assert sandbox.courier.deliver() == 1
    assert again(row).state == "done"


def test_a_failed_refund_that_went_through_after_all_is_done(till, paid, worker, answers, sandbox):
    answers[0].append(ProviderRefused("no"))
    row = till.give_back(paid, 100, "k")
    worker()
    refunding.succeed(again(row))
    assert again(row).state == "done"
    refunding.fail(again(row), "too late")
    assert again(row).state == "done"


def test_sending_again_what_is_done_is_refused(till, paid, worker):
    row = till.give_back(paid, 100, "k")
    worker()
    with pytest.raises(Changed):
        refunding.send_again(again(row))


# --- direct ----------------------------------------------------------------------------------------------------------------------


def test_direct_money_is_paid_back_by_the_seller(till, shop, worker):
    from storefront.payments import settings
    from storefront.shops import Shop

    settings.switch(shop, "cash", on=True)
    Shop.update(mode="direct").where(Shop.id == shop.id).execute()
    payment = till.ask(method="cash")
    payments.mark_paid(payment)
    row = till.give_back(again(payment), 3000, "k")
    worker()
    refunding.deliver_due()
    assert again(row).state == "asked"  # nobody sends it but the seller
    payments.recorded_paid_back("order", payment.reference, str(row.id))
    payments.recorded_paid_back("order", payment.reference, str(row.id))
    assert again(row).state == "done"
    assert ledger.history(int(payment.reference)) == []
    for wrong in ("", "0", "x", str(row.id + 1)):
        with pytest.raises(NotFound):
            payments.recorded_paid_back("order", payment.reference, wrong)


def test_the_market_pays_back_what_it_holds_by_itself(till, paid):
    row = till.give_back(paid, 100, "k")
    with pytest.raises(Refused):
        payments.paid_back(row)
    jobs.run_pending()


def test_pauses_grow_to_an_hour():
    assert [rules.pause(n).total_seconds() for n in (1, 2, 3, 8, 20)] == [30, 60, 120, 3600, 3600]
