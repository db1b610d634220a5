"""The owner's pages: how much, to which account, by when; asked once more; taken back."""

import json
import re

import pytest

from storefront import accounts, ledger, orders, payouts, shops
from storefront.kit import jobs
from storefront.notifications import Notice
from tests.payouts.conftest import HOUR
from tests.support.factories import make_person, sign_in

MONEY = "/sell/meis-kiln/money"


def words(answer) -> str:
    """The page as text."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


@pytest.fixture
def mei(client, rich):
    sign_in(client, rich.owner)
    return client


def fields(answer) -> dict:
    """The hidden fields of the page that asks once more."""
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", answer.text):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = value[1] if value else ""
    return found


def test_from_the_money_page_to_the_bank_in_three_taps(mei, rich):
    page = mei.get(MONEY)
    assert f'href="{MONEY}/withdraw"' in page.text
    page = mei.get(f"{MONEY}/withdraw")
    assert 'value="168.00"' in page.text  # all there is
    assert "¥168.00 arrives on Friday at the account ending 4417." in words(page)
    page = mei.get(f"{MONEY}/withdraw/confirm?amount=100")
    assert "Withdraw ¥100.00?" in words(page)
    assert "¥100.00 arrives on Friday at the account ending 4417." in words(page)
    answer = mei.post(f"{MONEY}/withdrawals", data=fields(page))
    assert answer.status_code == 303
    page = mei.get(answer.location)
    assert "¥100.00 arrives on Friday at the account ending 4417." in words(page)
    assert rich.flying() == 10000
    assert mei.post(f"{MONEY}/withdrawals", data=fields(mei.get(f"{MONEY}/withdraw/confirm?amount=50"))).status_code == 303
    assert "¥150.00 is on its way to your account." in words(mei.get(MONEY))


def test_the_same_form_sent_twice_is_one_withdrawal(mei, rich):
    data = fields(mei.get(f"{MONEY}/withdraw/confirm?amount=100"))
    assert mei.post(f"{MONEY}/withdrawals", data=data).location == mei.post(f"{MONEY}/withdrawals", data=data).location
    assert rich.flying() == 10000


@pytest.mark.parametrize(
    "amount, sentence",
    [("", "Write how much"), ("1", "The smallest amount is ¥10.00."), ("168.01", "You can withdraw ¥168.00 at most now."), ("1x2", "This is not an amount."), ("-5", "cannot be negative")],
)  # fmt: skip
def test_a_wrong_amount_is_a_sentence_beside_the_field_and_stays(mei, amount, sentence):
    answer = mei.get(f"{MONEY}/withdraw/confirm", query_string={"amount": amount})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert f'value="{amount}"' in answer.text
    answer = mei.post(f"{MONEY}/withdrawals", data={"amount": amount, "account": "1"})
    assert answer.status_code in (303, 422)
    assert not payouts.Withdrawal.across_shops().exists()


def test_typing_an_amount_says_when_it_arrives(mei):
    part = mei.get(f"{MONEY}/withdraw?amount=20", headers={"HX-Request": "true", "HX-Target": "arrives"})
    assert part.text.lstrip().startswith('<div id="arrives"')
    assert "¥20.00 arrives on Friday" in words(part)


def test_an_old_proof_is_asked_for_anew_and_leads_back_to_the_same_amount(mei, rich):
    rich.clock.advance(HOUR)
    for address in (f"{MONEY}/withdraw/confirm?amount=100", f"{MONEY}/account"):
        answer = mei.get(address)
        assert answer.status_code == 303
        assert answer.location.startswith("/signin/again?next=/sell/meis-kiln/money/")
    answer = mei.post(f"{MONEY}/withdrawals", data={"amount": "100", "account": str(payouts.account_of(rich.shop).id)})
    assert answer.location == "/signin/again?next=/sell/meis-kiln/money/withdraw/confirm%3Famount%3D100.00"
    before = payouts.account_of(rich.shop).id
    answer = mei.post(f"{MONEY}/account", data={"holder": "Somebody", "number": "6222021234560666", "bank": "ICBC"})
    assert answer.location.startswith("/signin/again")
    assert payouts.account_of(rich.shop).id == before
    assert rich.flying() == 0


def test_another_account_than_the_one_that_was_shown_is_asked_about_once_more(mei, rich):
    data = fields(mei.get(f"{MONEY}/withdraw/confirm?amount=100"))
    rich.account("6222021234560666")
    answer = mei.post(f"{MONEY}/withdrawals", data=data)
    assert answer.location == f"{MONEY}/withdraw/confirm?amount=100.00"
    assert rich.flying() == 0


def test_without_an_account_it_is_asked_for_first(client, purse):
    purse.earns()
    sign_in(client, purse.owner)
    assert "Where should your money go?" in words(client.get(f"{MONEY}/withdraw"))
    assert client.get(f"{MONEY}/withdraw/confirm?amount=100").location == f"{MONEY}/account"
    answer = client.post(f"{MONEY}/account", data={"holder": "Mei Chen", "number": "6222 0212 3456 4417", "bank": "ICBC"})
    assert answer.location == f"{MONEY}/withdraw"
    page = words(client.get(answer.location))
    assert "¥168.00 arrives on Tuesday at the account ending 4417." in page
    assert "nothing leaves to it before Friday 10:00" in page
    page = client.get(f"{MONEY}/account")
    assert "4417" in page.text and "6222" not in page.text


def test_a_wrong_account_is_a_sentence_beside_the_field_and_stays(mei):
    answer = mei.post(f"{MONEY}/account", data={"holder": "Mei", "number": "DE88370400440532013000", "bank": "B<b>ank"})
    assert answer.status_code == 422
    assert "This IBAN has a mistake in it." in words(answer)
    assert 'value="DE88370400440532013000"' in answer.text
    assert "B&lt;b&gt;ank" in answer.text


def test_who_was_not_checked_is_led_there_above_the_cap(mei, rich):
    for _ in range(3):
        rich.earns()
    shops.verify(rich.shop, "none")
    page = mei.get(f"{MONEY}/withdraw")
    assert "To withdraw, we need to know it is you: 2 photos, about a minute." in words(page)
    assert 'href="/sell/meis-kiln/verify"' in page.text
    answer = mei.get(f"{MONEY}/withdraw/confirm?amount=500.01")
    assert answer.status_code == 422
    assert "Until then you can withdraw ¥500.00 in all." in words(answer)
    assert mei.get(f"{MONEY}/withdraw/confirm?amount=500").status_code == 200


def test_it_can_be_taken_back_until_the_batch_has_it(mei, rich):
    row = rich.asks(5000)
    page = mei.get(f"{MONEY}/withdrawals/{row.code}")
    assert "Take it back" in page.text
    assert mei.post(f"{MONEY}/withdrawals/{row.code}/cancellation").status_code == 303
    page = mei.get(f"{MONEY}/withdrawals/{row.code}")
    assert "You took it back. ¥50.00 is in your balance." in words(page)
    assert "Take it back" not in page.text
    answer = mei.post(f"{MONEY}/withdrawals/{row.code}/cancellation")
    assert answer.status_code == 409
    assert "It is on its way to the bank already." in words(answer)


def test_the_page_of_a_withdrawal_tells_what_happened(mei, rich, anna):
    row = rich.batched(5000)
    payouts.release(row.batch, anna)
    payouts.mark_sent(rich.again(row))
    payouts.mark_bounced(rich.again(row), "The account is closed.")
    page = words(mei.get(f"{MONEY}/withdrawals/{row.code}"))
    for part in ("You asked for it", "next transfer", "Sent to your bank", "It came back", "The account is closed."):
        assert part in page
    assert "came back" in words(mei.get(f"{MONEY}/withdrawals"))


@pytest.mark.parametrize("path", ["/withdraw", "/withdraw/confirm?amount=100", "/withdrawals", "/account"])
@pytest.mark.parametrize("role", ["helper", "packer"])
def test_helpers_and_packers_find_no_such_page(client, rich, role, path):
    person = make_person("Xiao Wang", "+8613700137111")
    shops.Member.create(shop=rich.shop.id, person=person, role=role, created_at=rich.clock.now())
    sign_in(client, person)
    assert client.get(f"{MONEY}{path}").status_code == 404
    assert client.post(f"{MONEY}/withdrawals", data={"amount": "100"}).status_code == 404


def test_another_shops_withdrawal_is_not_there(client, rich):
    row = rich.asks(5000)
    sign_in(client, rich.world.lotte.owner)
    assert client.get(f"/sell/oma-lotte/money/withdrawals/{row.code}").status_code == 404
    assert client.post(f"/sell/oma-lotte/money/withdrawals/{row.code}/cancellation").status_code == 404
    assert rich.again(row).state == "asked"


def test_a_balance_below_nothing_says_why_and_offers_nothing(mei, rich, anna):
    row = rich.batched(16800)
    payouts.mark_all_sent(payouts.release(row.batch, anna))
    orders.refund(rich.order, 5000, "A chip", "a-refund-of-the-page")
    page = mei.get(MONEY)
    assert "owed to the market" in words(page)
    assert "Your next sales make up for it" in words(page)
    assert f'href="{MONEY}/withdraw"' not in page.text
    assert "−¥50.00" in words(mei.get(f"{MONEY}/withdraw"))


def test_the_owner_hears_of_every_step(rich, anna):
    def told():
        jobs.run_pending(200)
        kinds = [row.kind for row in Notice.select().where(Notice.person == rich.owner.id).order_by(Notice.id)]
        return [kind.removeprefix("payout.") for kind in kinds if kind.startswith("payout.")]

    row = rich.batched(5000)
    assert told() == ["AccountChanged", "Asked"]
    payouts.mark_all_sent(payouts.release(row.batch, anna))
    payouts.mark_bounced(rich.again(row), "No such account")
    assert told() == ["AccountChanged", "Asked", "Sent", "Bounced"]


def test_the_statement_tells_withdrawals_and_what_came_back(mei, rich, anna):
    row = rich.batched(5000)
    payouts.mark_all_sent(payouts.release(row.batch, anna))
    payouts.mark_bounced(rich.again(row), "No such account")
    payouts.cancel(rich.asks(1000, "one-that-is-taken-back"))
    page = words(mei.get(MONEY))
    for part in ("Withdrawn −¥60.00", "Withdrawal came back ¥50.00", "Withdrawal taken back ¥10.00", "Closing balance ¥168.00"):
        assert part in page
    assert ledger.statement(rich.shop).closing.minor == 16800
    assert accounts.phone_of(rich.owner) not in page


def test_an_account_from_the_time_of_another_currency_says_beside_its_field_what_is_wrong(mei, rich):
    """An IBAN, and the holder's name as it is written at home: a SEPA file cannot carry it."""
    assert "Write the name in Latin letters" not in mei.get(f"{MONEY}/account").text
    shops.Shop.update(currency="EUR").where(shops.Shop.id == rich.shop.id).execute()
    known = {"holder": "陈梅", "number": "DE71110220330123456789", "bank": "", "is_iban": True}
    row = payouts.account_of(rich.shop)
    payouts.BankAccount.update(details=json.dumps(known)).where(payouts.BankAccount.id == row.id).execute()
    page = mei.get(f"{MONEY}/account").text
    assert "Write the name in Latin letters, as the bank has it." in page
    assert 'aria-invalid="true"' in re.search(r'<input[^>]*name="holder"[^>]*>', page)[0]
