"""Direct money: the buyer says, the seller sees."""

import pytest

from storefront import ledger, media, payments
from storefront.kit import events
from storefront.kit.errors import Changed, Refused, TooMany
from storefront.payments import confirming, panels, settings
from storefront.payments.models import Capture, Proof, Refund
from storefront.shops import Shop
from tests.ledger.racing import at_once
from tests.payments.fake_purpose import Thing
from tests.payments.pictures import photo
from tests.support.factories import again


@pytest.fixture
def direct(shop):
    settings.save(shop, "bank", {"name": "Mei Lin", "account": "6222020012345678", "bank": "ICBC Jingdezhen"})
    settings.switch(shop, "cash", on=True)
    Shop.update(mode="direct").where(Shop.id == shop.id).execute()
    shop.mode = "direct"
    return shop


@pytest.fixture
def payment(till, direct):
    return till.ask(method="bank")


class Order:
    """As much of an order as a panel asks for."""

    def __init__(self, payment):
        self.id, self.number, self.shop, self.token = int(payment.reference), payment.label, payment.shop, "secret"


def test_the_seller_says_that_it_arrived(till, payment, direct):
    assert payments.mark_paid(payment) == "applied"
    assert (again(payment).state, till.of(payment).state) == ("paid", "paid")
    assert ledger.history(int(payment.reference)) == []  # the market never held it
    assert ledger.wallet(direct).held.minor == 0
    assert [event.kind for event in events.timeline(f"payment:{payment.id}")] == ["payments.Arrived"]


def test_saying_it_twice_is_saying_it_once(till, payment):
    payments.mark_paid(payment)
    with pytest.raises(Changed):
        payments.mark_paid(again(payment))
    assert Capture.select().count() == 1


@pytest.mark.race
def test_ten_taps_are_one(till, payment):
    results = at_once(10, lambda n: payments.mark_paid(again(payment)))
    assert sorted(results) == ["Changed"] * 9 + ["applied"]


def test_nobody_confirms_money_that_the_market_should_hold(till):
    payment = till.ask()
    for say in (payments.mark_paid, payments.claim):
        with pytest.raises(Refused):
            say(payment)
    assert again(payment).state == "open"


def test_the_buyer_says_it_without_a_picture(till, payment):
    payments.claim(payment)
    assert (again(payment).state, till.of(payment).claims) == ("to_verify", 1)
    [event] = events.timeline(f"payment:{payment.id}")
    assert (event.kind, events.payload(event)["proof"]) == ("payments.ProofSent", 0)
    assert payments.to_verify_count(payment.shop) == 1
    assert [row.id for row in payments.to_verify(payment.shop)] == [payment.id]


def test_a_picture_is_kept_for_the_seller_alone(till, payment):
    payments.claim(payment, photo())
    [proof] = payments.proofs_of(payment)
    assert (proof.picture.kind, proof.picture.public, proof.seen_before_id) == ("proof", False, None)
    assert proof.picture.url().startswith("/pictures/private/")


def test_the_same_picture_for_another_order_is_flagged(till, payment):
    payments.claim(payment, photo())
    other = till.ask(method="bank")
    payments.claim(other, photo())
    [proof] = payments.proofs_of(other)
    assert proof.seen_before_id == payment.id
    assert events.payload(events.timeline(f"payment:{other.id}")[0])["reused"] is True


def test_the_same_picture_for_the_same_order_is_not(till, payment):
    payments.claim(payment, photo())
    payments.claim(again(payment), photo())
    assert [proof.seen_before_id for proof in payments.proofs_of(payment)] == [None, None]


def test_another_picture_is_another(till, payment):
    payments.claim(payment, photo(100))
    other = till.ask(method="bank")
    payments.claim(other, photo(180))
    assert payments.proofs_of(other)[0].seen_before_id is None


def test_what_is_no_picture_is_refused_and_nothing_is_claimed(till, payment):
    for upload in (b"", b"GIF89a", b"<svg onload=alert(1)>", b"\x00" * 100):
        with pytest.raises(media.NotAPicture):
            payments.claim(payment, upload)
    assert (again(payment).state, Proof.across_shops().count()) == ("open", 0)


def test_pictures_have_an_end(till, payment):
    for shade in range(confirming.MOST_PROOFS):
        payments.claim(again(payment), photo(shade * 20))
    with pytest.raises(TooMany):
        payments.claim(again(payment), photo(250))


def test_the_seller_looks_and_it_is_not_there(till, payment):
    payments.claim(payment)
    payments.not_found(again(payment))
    assert again(payment).state == "open"
    assert events.timeline(f"payment:{payment.id}")[-1].kind == "payments.NotThereYet"
    payments.claim(again(payment))
    assert payments.mark_paid(again(payment)) == "applied"


def test_what_is_paid_or_given_up_cannot_be_claimed(till, payment):
    payments.give_up("order", payment.reference)
    with pytest.raises(Changed):
        payments.claim(again(payment))
    other = till.ask(method="bank")
    payments.mark_paid(other)
    with pytest.raises(Changed):
        payments.claim(again(other))


def test_cash_is_marked_when_the_seller_has_it(till, direct):
    payment = till.ask(method="cash")
    with pytest.raises(Changed):
        payments.claim(payment)
    assert payments.mark_paid(payment) == "applied"
    assert till.of(payment).paid_minor == 11800


def test_late_direct_money_has_to_go_back(till, payment):
    payments.give_up("order", payment.reference)
    Thing.update(state="gone").execute()
    assert payments.mark_paid(again(payment)) == "late"
    row = Refund.across_shops().get()
    assert (row.state, row.counts, row.reason, again(payment).state) == ("asked", False, "late", "void")
    payments.paid_back(row)
    assert again(row).state == "done"


def test_late_direct_money_for_what_is_there_counts(till, payment):
    payments.give_up("order", payment.reference)
    assert payments.mark_paid(again(payment)) == "applied"
    assert again(payment).state == "paid"


def test_a_second_direct_payment_has_to_go_back(till, payment, direct):
    payments.give_up("order", payment.reference)
    other = till.ask(till.of(payment), "bank")
    assert payments.mark_paid(other) == "applied"
    assert payments.mark_paid(again(payment)) == "duplicate"
    assert payments.refunds_for("order", payment.reference)[0].reason == "duplicate"


# --- on the pages of the order ---------------------------------------------------------------------------------------------------


@pytest.fixture
def page(app, database):
    with app.test_request_context("/"):
        yield


def test_the_seller_sees_the_proof_and_what_to_look_for(till, payment, page):
    payments.claim(payment, photo())
    other = till.ask(method="bank")
    payments.claim(other, photo())
    panel = panels.proof_panel(Order(other), other)
    assert "The buyer says it is paid." in panel
    assert "Look for ¥118.00 with K2 in your account." in panel
    assert "The same picture was sent for order K1. Look closely." in panel
    assert 'src="/pictures/private/' in panel


def test_there_is_no_proof_where_none_is_needed(till, payment, page, direct):
    assert panels.proof_panel(Order(payment), None) is None
    assert panels.proof_panel(Order(payment), till.ask(method="cash")) is None
    payments.mark_paid(payment)
    assert panels.proof_panel(Order(payment), again(payment)) is None


def test_both_sides_read_what_goes_back(till, payment, page):
    payments.mark_paid(payment)
    row = till.give_back(again(payment), 3000, "k")
    seller = panels.refunds_panel(Order(payment), payment)
    assert "¥30.00" in seller and "I have paid it back" in seller and f'value="{row.id}"' in seller
    assert "Mei&#39;s Kiln pays ¥30.00 back to you for order K1." in panels.buyer_panel(Order(payment), payment)
    payments.paid_back(row)
    assert "I have paid it back" not in panels.refunds_panel(Order(payment), payment)
    assert "has paid ¥30.00 back to you" in panels.buyer_panel(Order(payment), payment)


def test_the_market_says_when_it_sends_money_back(till, payer, page, worker):
    payment = till.ask()
    payer.pay(payment, "twice")
    worker()
    assert "¥118.00 is on its way back to Test payment, usually within 2 days." in panels.buyer_panel(Order(payment), payment)
    assert "It was paid twice; this is the second payment." in panels.refunds_panel(Order(payment), payment)


def test_where_nothing_goes_back_nothing_is_said(till, payment, page):
    assert panels.refunds_panel(Order(payment), payment) is None
    assert panels.buyer_panel(Order(payment), None) is None
