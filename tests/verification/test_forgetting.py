"""Names in a check that came to nothing go after the days of the settings; what was checked for good keeps them."""

from datetime import timedelta

import pytest

from storefront import check as oracle
from storefront import verification
from storefront.kit import db
from storefront.verification import rules
from tests.verification.conftest import DAY, SECOND, again

NAMES = ("name", "company", "company_number")


@pytest.fixture
def days(config):
    return timedelta(days=config.check_days)


def names(check) -> set:
    return {getattr(again(check), name) for name in NAMES}


@pytest.mark.parametrize("how", ["lapsed", "withdrawn"])
def test_names_in_a_check_that_nobody_decided_go_a_while_after_its_photos(identity, days, how):
    check = identity.filled("company")
    if how == "lapsed":
        identity.clock.freeze(check.send_by)
    else:
        verification.withdraw(check)
    identity.later(SECOND)
    assert again(check).ended == how and again(check).forgotten_at and None not in names(check)
    identity.later(days - DAY)
    assert None not in names(check)
    identity.later(DAY + SECOND)
    assert names(check) == {None} and again(check).number_key is None
    stored = db.database.execute_sql("SELECT name, company, company_number, number FROM verification_check").fetchall()
    assert set(*stored) == {None}
    assert oracle.run() == []


def test_a_no_that_stayed_one_keeps_the_blind_key_of_its_papers_alone(identity, days):
    check = identity.refused()
    identity.later(rules.PERIODS.appeal + rules.PERIODS.keep + SECOND)
    assert again(check).forgotten_at and again(check).name
    identity.later(days + SECOND)
    check = again(check)
    assert names(check) == {None} and check.number_key and check.words == "The year was painted over."


def test_what_was_accepted_or_is_appealed_keeps_its_name(identity, days):
    accepted = identity.verified()
    identity.later(rules.PERIODS.keep + days + DAY)
    assert again(accepted).forgotten_at and again(accepted).name == "Kestrel Quillfeather"
