"""People release a batch, above a limit two of them; its file; and what became of each withdrawal."""

import csv
import io
import json
from dataclasses import replace

import pytest

from storefront import payouts, policies, shops
from storefront.demo import withdrawals
from storefront.kit import events
from storefront.kit.config import BadConfig, Config
from storefront.kit.errors import Changed, Refused
from storefront.payouts import asking, pain_rules, releasing, settings
from tests.payouts.conftest import DAY, EARNED

IBAN = "DE71110220330123456789"


@pytest.fixture
def low(monkeypatch):
    """Above ¥50.00 two people."""
    held = replace(policies.current(), two_person_minor=5000)
    monkeypatch.setattr(policies, "current", lambda: held)


def test_one_person_releases_what_is_below_the_limit(rich, anna):
    batch = payouts.release(rich.batched().batch, anna)
    assert (batch.state, batch.total_minor, batch.released_by_id, batch.needs_two) == ("released", 10000, anna.id, False)


def test_above_the_limit_a_second_person_releases_it(rich, low, anna, ben):
    batch = payouts.release(rich.batched().batch, anna)
    assert (batch.state, batch.released_at, batch.needs_two) == ("approved", None, True)
    with pytest.raises(Changed, match="Release the batch first"):
        payouts.file_of(batch)
    with pytest.raises(Refused, match="a second person"):
        payouts.release(batch, anna)
    batch = payouts.release(batch, ben)
    assert (batch.state, batch.approved_by_id, batch.released_by_id) == ("released", anna.id, ben.id)


def test_whoever_raised_the_limit_is_the_first_of_two_above_the_former_one(rich, anna, ben):
    policies.publish(replace(policies.current(), two_person_minor=5000), None)
    policies.publish(replace(policies.current(), two_person_minor=90_000_00), anna)
    batch = payouts.release(rich.batched().batch, anna)
    assert (batch.state, batch.needs_two) == ("approved", True)
    with pytest.raises(Refused, match=r"Above ¥50\.00 a second person"):
        payouts.release(batch, anna)
    assert payouts.release(batch, ben).state == "released"


def test_nobody_releases_their_own_money(rich):
    batch = rich.batched().batch
    with pytest.raises(Refused, match="your own shop"):
        payouts.release(batch, rich.owner)


def test_what_is_asked_for_after_the_first_look_goes_into_the_next_batch(rich, low, anna):
    first = rich.batched(6000)
    payouts.release(first.batch, anna)
    second = rich.asks(3000, "the-second-withdrawal")
    rich.clock.advance(DAY)
    payouts.make()
    assert rich.again(second).batch_id != first.batch_id


def test_a_released_batch_cannot_be_released_again(rich, anna, ben):
    batch = payouts.release(rich.batched().batch, anna)
    with pytest.raises(Changed):
        payouts.release(batch, ben)


# --- files -----------------------------------------------------------------------------------------------------------------------


def test_the_table_names_every_account_and_nothing_in_it_is_a_formula(rich, anna):
    rich.owner.name = "=HYPERLINK(1)"
    rich.account("0022021234564417")
    batch = payouts.release(rich.batched().batch, anna)
    found = payouts.file_of(batch)
    head, line = csv.reader(io.StringIO(found.data.decode("utf-8-sig")))
    assert found.name == f"{batch.code}.csv"
    assert dict(zip(head, line, strict=True)) == {
        "reference": releasing.lines_of(batch)[0].code, "account_holder": "'=HYPERLINK(1)", "account_number": "0022021234564417", "bank": "ICBC",
        "amount": "100.00", "currency": "CNY", "shop": "meis-kiln",
    }  # fmt: skip
    assert payouts.file_of(batch).data == found.data
    told = [row.kind for row in events.timeline(f"payout_batch:{batch.id}")]
    assert told == ["payout_batch.make", "payout_batch.release", "payout_batch.file", "payout_batch.file"]


@pytest.fixture
def euros(rich, monkeypatch):
    """Mei sells in euros, and the market has an IBAN."""
    shops.Shop.update(currency="EUR").where(shops.Shop.id == rich.shop.id).execute()
    payer = settings.Payer("Märkte & Mehr", "DE89370400440532013000", "COBADEFFXXX")
    monkeypatch.setattr(settings, "payer", lambda: payer)
    return rich


def test_euros_to_an_iban_of_the_area_are_a_sepa_file_that_keeps_to_its_rules(euros, anna):
    sold = euros.earns()
    euros.owner.name = "Jürgen Großmann-Łuć"
    euros.account(IBAN)
    row = payouts.ask(euros.shop, euros.owner, replace(sold_money(sold), minor=2050), "a-withdrawal-in-euros")
    euros.clock.advance(DAY)
    payouts.make()
    batch = payouts.release(euros.again(row).batch, anna)
    found = payouts.file_of(batch)
    assert (batch.kind, found.name) == ("sepa", f"{batch.code}.xml")
    assert pain_rules.problems(found.data) == []
    text = found.data.decode()
    for part in ("<CtrlSum>20.50</CtrlSum>", '<InstdAmt Ccy="EUR">20.50</InstdAmt>', "<Nm>Jurgen Grossmann-Luc</Nm>", "<Nm>Markte Mehr</Nm>",
                 f"<IBAN>{IBAN}</IBAN>", "<BICFI>COBADEFFXXX</BICFI>", f"<MsgId>{batch.code}</MsgId>", "<Dt>2026-11-26</Dt>"):  # fmt: skip
        assert part in text


def test_a_holder_whom_no_such_file_can_carry_is_asked_for_latin_letters_and_breaks_no_batch(euros, anna, monkeypatch):
    """The account was written down while the shop had another currency: an IBAN, and a name as it is written at home."""
    sold = euros.earns()
    account = euros.account(IBAN)
    known = json.dumps(account.known | {"holder": "陈梅"}, ensure_ascii=False)
    payouts.BankAccount.update(details=known).where(payouts.BankAccount.id == account.id).execute()
    with pytest.raises(payouts.NeedsAccount) as no:
        payouts.ask(euros.shop, euros.owner, replace(sold_money(sold), minor=2050), "a-withdrawal-in-euros")
    assert (no.value.field, no.value.sentence) == ("holder", "Write the name in Latin letters, as the bank has it.")
    monkeypatch.setattr(asking, "misfit_of", lambda *about: None)  # asked for before this was looked at
    row = payouts.ask(euros.shop, euros.owner, replace(sold_money(sold), minor=2050), "another-in-euros")
    euros.clock.advance(DAY)
    payouts.make()
    batch = payouts.release(euros.again(row).batch, anna)
    assert batch.kind == "csv" and "陈梅" in payouts.file_of(batch).data.decode()


@pytest.mark.parametrize("name", ["微店", "Ярмарка", "!!"])
def test_an_account_of_the_market_needs_a_holder_whom_banks_can_write(tmp_path, name, request):
    before = settings._config
    request.addfinalizer(lambda: settings.configure(before))
    iban = {"bank_iban": "DE89370400440532013000"}
    for wrong in ({"market_name": name}, {"market_name": "Kiln Market", "bank_holder": name}):
        with pytest.raises(BadConfig, match="MICROSTORE_BANK_HOLDER"):
            settings.configure(Config.for_tests(tmp_path, **iban, **wrong))
    settings.configure(Config.for_tests(tmp_path, **iban, market_name=name, bank_holder="Kiln Market Ltd"))
    assert settings.payer().name == "Kiln Market Ltd"
    settings.configure(Config.for_tests(tmp_path, market_name=name))  # without an IBAN there is no such file


def sold_money(order):
    from storefront.kit.money import Money

    return Money(order.released_minor, order.currency)


# --- what became of them -----------------------------------------------------------------------------------------------------------


def test_nothing_is_sent_before_it_is_released(rich):
    with pytest.raises(Changed, match="Release the batch first"):
        payouts.mark_sent(rich.batched())


def test_sent_leaves_the_market_and_closes_the_batch(rich, anna):
    row = rich.batched()
    batch = payouts.release(row.batch, anna)
    assert payouts.mark_all_sent(batch) == 1
    row = rich.again(row)
    assert (row.state, row.batch.state, rich.flying(), rich.at_the_bank()) == ("sent", "closed", 0, 10000)
    with pytest.raises(Changed):
        payouts.mark_sent(row)
    assert payouts.mark_all_sent(batch) == 0


def test_what_does_not_come_back_in_five_bank_days_has_arrived(rich, anna):
    row = rich.batched()
    payouts.mark_all_sent(payouts.release(row.batch, anna))
    rich.clock.advance(6 * DAY)
    payouts.sweep()
    assert rich.again(row).state == "sent"
    rich.clock.advance(DAY)
    payouts.sweep()
    assert rich.again(row).state == "done"


@pytest.mark.parametrize("when", ["before it is released", "after", "sent", "done"])
def test_what_comes_back_is_in_the_balance_again_with_the_reason(rich, anna, when):
    row = rich.batched()
    if when != "before it is released":
        payouts.release(row.batch, anna)
    if when in ("sent", "done"):
        payouts.mark_sent(row)
    if when == "done":
        payouts.mark_done(row)
    row = payouts.mark_bounced(rich.again(row), "  No such account ")
    assert (row.state, row.reason) == ("bounced", "No such account")
    assert (rich.free(), rich.flying(), rich.at_the_bank()) == (EARNED, 0, 0)
    assert payouts.Batch.get_by_id(row.batch_id).state == "closed"


def test_coming_back_needs_a_reason(rich, anna):
    row = rich.batched()
    payouts.release(row.batch, anna)
    with pytest.raises(Refused) as no:
        payouts.mark_bounced(row, " ")
    assert no.value.field == "reason"


def test_what_was_taken_out_before_the_release_is_not_in_the_file(rich, anna):
    rich.earns()
    first, second = rich.asks(5000, "the-first-of-two-withdrawals"), rich.asks(6000, "the-second-of-two-withdrawals")
    rich.clock.advance(DAY)
    payouts.make()
    payouts.mark_bounced(rich.again(first), "The name is another one")
    batch = payouts.release(rich.again(second).batch, anna)
    assert batch.total_minor == 6000
    text = payouts.file_of(batch).data.decode()
    assert second.code in text and first.code not in text


def test_the_demo_world_shows_one_that_was_sent_and_one_that_waits(rich, anna):
    withdrawals.take_out({"meikiln": rich.shop}, anna)
    found, _more = payouts.of_shop(rich.shop)
    assert [row.state for row in found] == ["asked", "sent"]
    assert rich.free() == EARNED - 2 * 5000
