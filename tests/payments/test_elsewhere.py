"""A refund that came back is paid from the market's bank: written down by somebody, above the limit agreed to by another; the books say so."""

from dataclasses import replace

import pytest

from storefront import accounts, ledger, policies
from storefront.kit import events
from storefront.kit.errors import Changed, Refused
from storefront.ledger import Transaction
from storefront.payments import audit, elsewhere, refunding
from storefront.payments.models import Refund
from tests.support import clients
from tests.support.factories import again

HOW = "By bank transfer to the account that the buyer named."


@pytest.fixture
def anna(database):
    return accounts.make_operator("+8613500135001", "finance")


@pytest.fixture
def ben(database):
    return accounts.make_operator("+8613500135002", "finance")


@pytest.fixture
def back(till, payer, worker, sandbox):
    """A refund of 80.00 that came back."""
    payment = till.ask()
    payer.pay(payment)
    row = till.give_back(again(payment), 8000, "k")
    worker()
    sandbox.store.bounce(f"{row.id}:k")
    sandbox.courier.deliver()
    assert again(row).state == "failed"
    return again(row)


@pytest.fixture
def low(monkeypatch):
    """Above ¥50.00 two people."""
    held = replace(policies.current(), suspense_minor=5000)
    monkeypatch.setattr(policies, "current", lambda: held)


def held_by(provider: str) -> int:
    """What a provider holds for the market, by the books."""
    return -ledger.balance("provider", provider, "CNY").minor


def test_it_left_the_bank_and_is_at_the_gateway_again(back, anna):
    assert (held_by("sandbox"), held_by("bank")) == (3800, 0)
    row = elsewhere.record(back, anna, f"  {HOW} ")
    assert (row.state, again(row).other_way, again(row).error) == ("done", HOW, "")
    assert (held_by("sandbox"), held_by("bank")) == (11800, -8000)
    assert audit.problems() == []
    assert events.timeline(f"refund:{row.id}")[-1].kind == "payments.PaidElsewhere"
    with pytest.raises(Changed):
        elsewhere.record(row, anna, HOW)


def test_above_the_limit_another_person_agrees(back, anna, ben, low):
    row = elsewhere.record(back, anna, HOW)
    assert (again(row).state, again(row).other_way_at, held_by("bank")) == ("failed", None, 0)
    with pytest.raises(Refused, match="Another person has to agree"):
        elsewhere.agree(row, anna)
    assert elsewhere.agree(row, ben).state == "done"
    assert held_by("bank") == -8000


def test_what_was_only_said_is_forgotten_where_it_is_sent_again(back, anna, ben, low, worker):
    elsewhere.record(back, anna, HOW)
    refunding.send_again(again(back))
    worker()
    assert (again(back).state, again(back).other_way, held_by("bank")) == ("done", None, 0)
    with pytest.raises(Changed):
        elsewhere.agree(back, ben)


def test_late_news_of_the_payment_service_does_not_take_it_back(back, anna):
    row = elsewhere.record(back, anna, HOW)
    assert refunding.bounce(again(row), 1, "once more").state == "done"
    assert audit.problems() == []


def test_only_what_failed_and_needs_words(till, payer, worker, anna, back):
    with pytest.raises(Refused) as no:
        elsewhere.record(back, anna, " ab ")
    assert no.value.field == "how"
    with pytest.raises(Refused):
        elsewhere.record(back, anna, "x" * 201)
    payment = till.ask()
    payer.pay(payment)
    row = till.give_back(again(payment), 100, "on its way")
    with pytest.raises(Changed):
        elsewhere.record(row, anna, HOW)
    with pytest.raises(Changed):
        elsewhere.agree(back, anna)  # nobody has said so
    worker()


@pytest.mark.tampers
def test_the_oracle_misses_the_bank_and_what_nobody_wrote_down(back, anna):
    row = elsewhere.record(back, anna, HOW)
    Refund.update(other_way_at=None).where(Refund.id == row.id).execute()
    assert audit.problems() == [f"I7 refund:{row.id}: 8000 CNY paid another way, the bank's account has 8000"]
    Refund.update(other_way_at=row.done_at).where(Refund.id == row.id).execute()
    Transaction.update(kind="paid_elsewhere_too").where(Transaction.kind == "paid_elsewhere").execute()
    assert audit.problems() == [f"I7 refund:{row.id}: 8000 CNY paid another way, the bank's account has None"]


# --- the desk --------------------------------------------------------------------------------------------------------------------


def test_it_is_written_down_on_the_page_of_what_failed(app, back, anna):
    desk, path = clients.browser(app, anna), f"/admin/payments/refunds/{back.id}/elsewhere"
    page = desk.get("/admin/payments").text
    assert f"REFUND{back.id}" in page and f'name="r{back.id}-how"' in page
    wrong = desk.post(path, data={f"r{back.id}-how": " "})
    assert wrong.status_code == 422 and "Write how it was paid back: the buyer and the seller read it." in wrong.text
    assert 'aria-invalid="true"' in wrong.text
    assert desk.post(path, data={f"r{back.id}-how": HOW}).status_code == 303
    assert again(back).state == "done" and "Every refund reached its buyer." in desk.get("/admin/payments").text
    assert desk.post(path, data={f"r{back.id}-how": HOW}).status_code == 409
    assert desk.post("/admin/payments/refunds/999/elsewhere", data={}).status_code == 404


def test_the_second_person_agrees_on_the_same_page(app, back, anna, ben, low):
    first, second = clients.browser(app, anna), clients.browser(app, ben)
    path = f"/admin/payments/refunds/{back.id}/elsewhere"
    first.post(path, data={f"r{back.id}-how": HOW})
    assert "waits for a second person" in first.get("/admin/payments").text
    refused = first.post(f"{path}/agreement")
    assert refused.status_code == 422 and "Another person has to agree" in refused.text
    assert "I agree" in second.get("/admin/payments").text and HOW in second.get("/admin/payments").text
    assert second.post(f"{path}/agreement").status_code == 303
    assert again(back).state == "done"


def test_whoever_looks_after_cases_moves_no_money(app, back, database):
    support = clients.browser(app, accounts.make_operator("+8613600136000", "support"))
    assert support.post(f"/admin/payments/refunds/{back.id}/elsewhere", data={}).status_code == 404
    assert support.post(f"/admin/payments/refunds/{back.id}/elsewhere/agreement").status_code == 404
