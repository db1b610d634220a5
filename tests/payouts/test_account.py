"""Where the money goes: checked, sealed, masked, and changed with care."""

import json

import pytest

from storefront import accounts, payouts
from storefront.kit import db, jobs, post
from storefront.kit.about import About
from storefront.kit.errors import Refused
from storefront.payouts import keeper
from tests.payouts.conftest import DAY


def test_an_account_is_sealed_and_known_by_its_last_four_signs(rich):
    account = payouts.account_of(rich.shop)
    assert account.ending == "4417"
    stored = db.database.execute_sql("SELECT details, contacts FROM payout_account").fetchall()
    assert "4417" not in json.dumps(stored) and "13700137000" not in json.dumps(stored)


@pytest.mark.parametrize(
    "holder, number, bank, field",
    [
        ("", "6222021234564417", "ICBC", "holder"),
        ("Mei", "12", "ICBC", "number"),
        ("Mei", "6222021234564417", "", "bank"),
        ("Mei", "6222021234564417", "x" * 81, "bank"),
    ],
)
def test_a_mistake_is_refused_beside_its_field(purse, holder, number, bank, field):
    with pytest.raises(Refused) as no:
        payouts.read(purse.shop, holder, number, bank)
    assert no.value.field == field


def test_an_iban_needs_no_bank(purse):
    found = payouts.read(purse.shop, " Mei  Chen ", "de89 3704 0044 0532 0130 00")
    assert (found.holder, found.number, found.is_iban) == ("Mei Chen", "DE89370400440532013000", True)


def test_another_account_takes_its_place_in_two_days_and_what_was_asked_goes_where_it_was_meant_to_go(rich):
    row = rich.asks()
    rich.account("6222021234569999", usable=False)
    assert payouts.account_of(rich.shop).ending == "9999"
    assert payouts.account_of(rich.shop).usable_at == rich.clock.now() + 2 * DAY
    assert rich.again(row).account.ending == "4417"
    assert rich.asks(1000, "the-next-one-to-the-new-account").state == "held"


def test_the_same_account_again_changes_nothing(rich):
    before = payouts.account_of(rich.shop)
    assert rich.account(usable=False).id == before.id
    assert payouts.BankAccount.of(rich.shop).count() == 1


def told() -> dict[str, str]:
    """The messages about accounts that went out: to whom → what."""
    rows = post.Message.select().where(post.Message.dedupe.contains(":account:")).order_by(post.Message.id)
    return {row.to: row.body for row in rows}


def test_the_owner_hears_of_a_new_account(rich):
    jobs.run_pending(100)
    assert list(told()) == ["+8613700137000"]
    assert "goes to the account ending 4417" in told()["+8613700137000"]


def test_whoever_takes_over_the_phone_number_first_does_not_silence_the_notice(rich):
    accounts.change_contact(rich.owner, accounts.Contact("phone", "+8613911112222"))
    rich.account("6222021234560666", usable=False)
    jobs.run_pending(100)
    assert "ending 0666" in told()["+8613700137000"]
    assert "ending 0666" in told()["+8613911112222"]


def test_a_person_who_goes_leaves_sums_and_no_number(rich, anna):
    about = About(rich.owner.id, accounts.phone_of(rich.owner))
    row = rich.batched()
    batch = payouts.release(row.batch, anna)
    payouts.mark_all_sent(batch)
    assert keeper.in_the_way(about)
    payouts.mark_done(rich.again(row))
    assert keeper.in_the_way(about) == []
    kept = keeper.export(about)
    assert kept["accounts for withdrawals"][0]["number"] == "6222021234564417"
    assert kept["withdrawals"][0]["amount_minor"] == 10000
    keeper.erase(about)
    assert "6222021234564417" not in json.dumps(keeper.export(about))
    assert rich.again(row).account.ending == "····"
    with pytest.raises(Refused, match="erased"):
        payouts.file_of(batch)
