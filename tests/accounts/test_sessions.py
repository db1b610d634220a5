from datetime import UTC, datetime, timedelta

import pytest

from storefront.kit.errors import NotFound, Refused
from tests.support.storm import refused, storm

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(clock, database):
    clock.freeze(NOON)


@pytest.fixture
def sessions(database):
    from storefront.accounts import sessions

    return sessions


def test_only_the_hash_of_the_secret_is_kept(accounts, sessions, mei):
    token = accounts.open_session(mei, "Chrome on Android", "10.0.0.0/24")
    row = sessions.Session.select().dicts().get()
    assert len(token) >= 43  # 256 bits
    assert token not in str(row.values())
    assert sessions.find(token).person.id == mei.id


@pytest.mark.parametrize("token", [None, "", "nonsense", "x" * 500, "../../etc"])
def test_nonsense_is_nobody(sessions, token):
    assert sessions.find(token) is None


def test_a_person_is_signed_out_after_thirty_days(accounts, sessions, mei, clock):
    token = accounts.open_session(mei, "Chrome", "")
    for _day in range(29):
        clock.advance(timedelta(days=1))
        assert sessions.find(token)
    clock.advance(timedelta(days=1))
    assert sessions.find(token) is None


def test_staff_are_signed_out_after_half_an_hour_of_rest_or_twelve_hours(accounts, sessions, mei, clock):
    accounts.make_operator(mei.phone)
    mei = accounts.person_by_contact(mei.phone)
    resting = accounts.open_session(mei, "Chrome", "")
    working = accounts.open_session(mei, "Firefox", "")
    for _n in range(35):
        clock.advance(timedelta(minutes=20))
        assert sessions.find(working)
    assert sessions.find(resting) is None
    clock.advance(timedelta(minutes=20))
    assert sessions.find(working) is None


def test_becoming_staff_ends_every_session(accounts, sessions, mei):
    token = accounts.open_session(mei, "Chrome", "")
    accounts.make_operator("138 0013 8000", "support")
    assert sessions.find(token) is None
    assert accounts.person_by_contact(mei.phone).role == "support"


def test_taking_a_role_away_works_at_once(accounts, sessions, mei):
    accounts.make_operator(mei.phone)
    token = accounts.open_session(accounts.person_by_contact(mei.phone), "Chrome", "")
    accounts.make_operator(mei.phone, "")
    assert sessions.find(token) is None


def test_a_blocked_person_is_out_at_once_and_stays_out(accounts, sessions, mei):
    token = accounts.open_session(mei, "Chrome", "")
    accounts.block(mei.id, "sold what was not hers")
    assert sessions.find(token) is None
    mei = accounts.person_by_contact(mei.phone)
    with pytest.raises(Refused):
        accounts.open_session(mei, "Chrome", "")
    accounts.unblock(mei.id, "it was hers after all")
    assert accounts.open_session(accounts.person_by_contact(mei.phone), "Chrome", "")


def test_the_secret_that_is_replaced_is_dead(accounts, sessions, mei):
    old = accounts.open_session(mei, "Chrome", "")
    new = accounts.open_session(mei, "Chrome", "", replaces=old)
    assert sessions.find(old) is None and sessions.find(new)


def test_devices_are_listed_and_revoked_one_by_one(accounts, sessions, mei, lin, clock):
    phone = accounts.open_session(mei, "Chrome on Android", "")
    clock.advance(timedelta(minutes=1))
    accounts.open_session(mei, "Safari on Mac", "")
    theirs = accounts.open_session(lin, "Firefox", "")
    listed = accounts.sessions_of(mei)
    assert [one.device for one in listed] == ["Safari on Mac", "Chrome on Android"]
    accounts.revoke(mei, listed[1].id)
    assert sessions.find(phone) is None and sessions.find(theirs)
    with pytest.raises(NotFound):
        accounts.revoke(mei, accounts.sessions_of(lin)[0].id)
    assert sessions.find(theirs)


def test_all_other_devices_at_once(accounts, sessions, mei):
    tokens = [accounts.open_session(mei, f"Device {n}", "") for n in range(3)]
    keep = sessions.find(tokens[0])
    assert accounts.revoke_others(mei, keep.id) == 2
    assert [bool(sessions.find(token)) for token in tokens] == [True, False, False]


def test_a_new_number_signs_every_other_device_out_with_it(accounts, sessions, mei):
    """In one step: whoever took over an old phone is not left inside where something stops half-way."""
    tokens = [accounts.open_session(mei, f"Device {n}", "") for n in range(3)]
    accounts.change_contact(mei, accounts.Contact("phone", "+8613911112222"), keep=sessions.find(tokens[1]).id)
    assert [bool(sessions.find(token)) for token in tokens] == [False, True, False]
    accounts.change_contact(mei, accounts.Contact("email", "mei@example.com"))
    assert not sessions.find(tokens[1])


def test_a_contact_that_two_people_prove_at_once_is_given_to_one(accounts, mei, lin):
    contact = accounts.Contact("phone", "+8613911112222")
    outcomes = storm([lambda person=person: accounts.change_contact(person, contact) for person in (mei, lin)])
    assert len(refused(outcomes)) == 1 and refused(outcomes)[0].field == "contact"
    assert accounts.person_by_contact(contact).id in (mei.id, lin.id)


def test_use_is_noted_at_intervals_not_at_every_look(accounts, sessions, mei, queries, clock):
    token = accounts.open_session(mei, "Chrome", "")
    with queries() as asked:
        sessions.find(token)
        sessions.find(token)
    assert not any(sql.startswith("UPDATE") for sql in asked)
    clock.advance(timedelta(hours=2))
    sessions.find(token)
    assert sessions.find(token).seen_at == clock.now()


def test_a_session_is_fresh_for_ten_minutes(accounts, sessions, mei, clock):
    session = sessions.find(accounts.open_session(mei, "Chrome", ""))
    clock.advance(timedelta(minutes=9))
    assert sessions.is_fresh(session)
    clock.advance(timedelta(minutes=1))
    assert not sessions.is_fresh(session)
    sessions.freshen(session)
    assert sessions.is_fresh(session)


def test_what_ended_long_ago_is_forgotten(accounts, sessions, mei, clock):
    accounts.open_session(mei, "Chrome", "")
    accounts.send_code(mei.phone, "signin", "a-browser-of-its-own--")
    clock.advance(timedelta(days=121))
    kept = accounts.open_session(mei, "Safari", "")
    accounts.sweep()
    from storefront.accounts.models import SignInCode

    assert sessions.Session.select().count() == 1 and sessions.find(kept)
    assert SignInCode.select().count() == 0
