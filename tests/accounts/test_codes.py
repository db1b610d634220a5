from datetime import UTC, datetime, timedelta

import pytest

from storefront.kit.errors import Changed, NotFound, Refused, TooMany

MEI, BROWSER = "+8613800138000", "a-browser-of-its-own--"
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(clock, database):
    clock.freeze(NOON)


@pytest.fixture
def network():
    from storefront.kit import events

    def use(name):
        events.act_as(events.Actor("visitor", "", name))

    use("10.0.0.0/24")
    return use


def wrong(code):
    return "000000" if code != "000000" else "111111"


def test_a_right_code_makes_a_person_once(accounts):
    sent = accounts.send_code(MEI, "signin", BROWSER)
    person = accounts.check_code(sent.contact, sent.shown, BROWSER)
    assert accounts.phone_of(person) == MEI and accounts.email_of(person) is None
    again = accounts.send_code(MEI, "signin", BROWSER)
    assert accounts.check_code(again.contact, again.shown, BROWSER).id == person.id
    assert accounts.person_by_contact(MEI).id == person.id


def test_the_table_holds_neither_the_code_nor_the_number(accounts, database):
    from storefront.accounts.models import SignInCode

    sent = accounts.send_code(MEI, "signin", BROWSER)
    row = SignInCode.select().dicts().get()
    assert sent.shown not in str(row.values()) and MEI not in str(row.values())
    accounts.check_code(sent.contact, sent.shown, BROWSER)
    stored = database.execute_sql("SELECT phone, phone_index FROM person").fetchone()
    assert all("13800138000" not in text for text in stored)


def test_the_message_carries_the_code_and_the_market(accounts):
    from storefront.kit.post import Message

    sent = accounts.send_code("lin@example.com", "signin", BROWSER)
    message = Message.get()
    assert (message.channel, message.to) == ("mail", "lin@example.com")
    assert sent.shown in message.body and sent.shown in message.subject and "Microstore" in message.body


def test_a_code_is_good_once(accounts):
    sent = accounts.send_code(MEI, "signin", BROWSER)
    accounts.check_code(sent.contact, sent.shown, BROWSER)
    with pytest.raises(Refused, match="no longer good"):
        accounts.check_code(sent.contact, sent.shown, BROWSER)


def test_a_code_ends_after_ten_minutes(accounts, clock):
    sent = accounts.send_code(MEI, "signin", BROWSER)
    clock.advance(timedelta(minutes=10))
    with pytest.raises(Refused, match="no longer good"):
        accounts.check_code(sent.contact, sent.shown, BROWSER)


def test_a_code_belongs_to_the_browser_that_asked(accounts):
    sent = accounts.send_code(MEI, "signin", BROWSER)
    with pytest.raises(Refused):
        accounts.check_code(sent.contact, sent.shown, "another-browser-------")


def test_the_code_of_one_number_opens_no_other(accounts):
    sent = accounts.send_code(MEI, "signin", BROWSER)
    other = accounts.Contact("phone", "+8613900139000")
    with pytest.raises(Refused):
        accounts.check_code(other, sent.shown, BROWSER)


@pytest.mark.parametrize("asked, used", [("signin", "contact"), ("contact", "signin"), ("signin", "confirm")])
def test_the_code_of_one_purpose_serves_no_other(accounts, asked, used):
    sent = accounts.send_code(MEI, asked, BROWSER)
    with pytest.raises(Refused):
        accounts.check_code(sent.contact, sent.shown, BROWSER, used)


def test_a_new_code_voids_the_one_before(accounts):
    first = accounts.send_code(MEI, "signin", BROWSER)
    second = accounts.send_code(MEI, "signin", BROWSER)
    if first.shown != second.shown:
        with pytest.raises(Refused, match="not the code we sent"):
            accounts.check_code(first.contact, first.shown, BROWSER)
    accounts.check_code(second.contact, second.shown, BROWSER)


def test_three_wrong_tries_mean_thirty_seconds(accounts, clock):
    sent = accounts.send_code(MEI, "signin", BROWSER)
    for _n in range(2):
        with pytest.raises(Refused, match="not the code we sent"):
            accounts.check_code(sent.contact, wrong(sent.shown), BROWSER)
    with pytest.raises(TooMany, match="Wait 30 seconds") as refusal:
        accounts.check_code(sent.contact, wrong(sent.shown), BROWSER)
    assert refusal.value.retry_after == 30
    clock.advance(timedelta(seconds=10))
    with pytest.raises(TooMany, match="Wait 20 seconds"):
        accounts.check_code(sent.contact, sent.shown, BROWSER)
    clock.advance(timedelta(seconds=20))
    accounts.check_code(sent.contact, sent.shown, BROWSER)


def test_five_wrong_tries_end_a_code(accounts, clock):
    sent = accounts.send_code(MEI, "signin", BROWSER)
    for _n in range(5):
        with pytest.raises(Refused):
            accounts.check_code(sent.contact, wrong(sent.shown), BROWSER)
        clock.advance(timedelta(seconds=31))
    with pytest.raises(Refused, match="no longer good"):
        accounts.check_code(sent.contact, sent.shown, BROWSER)


def test_a_try_counts_although_it_is_refused(accounts):
    from storefront.accounts.models import SignInCode

    sent = accounts.send_code(MEI, "signin", BROWSER)
    with pytest.raises(Refused):
        accounts.check_code(sent.contact, wrong(sent.shown), BROWSER)
    assert SignInCode.get().tries == 1


def test_a_try_inside_a_transaction_is_a_mistake_of_the_program(accounts):
    from storefront.kit import db

    sent = accounts.send_code(MEI, "signin", BROWSER)
    with pytest.raises(RuntimeError), db.transaction():
        accounts.check_code(sent.contact, sent.shown, BROWSER)


def test_a_contact_gets_five_codes_an_hour_from_all_networks_together(accounts, network):
    for n in range(5):
        network(f"10.0.{n}.0/24")
        accounts.send_code(MEI, "signin", f"browser-number-{n}-----")
    network("10.0.9.0/24")
    with pytest.raises(TooMany):
        accounts.send_code(MEI, "signin", "browser-number-9-----")


def test_the_hour_of_a_contact_does_not_begin_anew_with_the_clocks(accounts, clock, network):
    clock.freeze(NOON + timedelta(minutes=58))
    for n in range(5):
        network(f"10.0.{n}.0/24")
        accounts.send_code(MEI, "signin", BROWSER)
    clock.advance(timedelta(minutes=4))  # the counter's window is another one now
    with pytest.raises(TooMany):
        accounts.send_code(MEI, "signin", BROWSER)
    clock.advance(timedelta(minutes=57))
    accounts.send_code(MEI, "signin", BROWSER)


def test_a_network_gets_twenty_codes_an_hour_for_all_contacts_together(accounts, network):
    for n in range(20):
        accounts.send_code(f"person{n}@example.com", "signin", BROWSER)
    with pytest.raises(TooMany):
        accounts.send_code("person20@example.com", "signin", BROWSER)
    network("10.0.1.0/24")
    accounts.send_code("person20@example.com", "signin", BROWSER)


@pytest.fixture
def settings(accounts, config):
    """Other settings for one test."""
    from dataclasses import replace

    yield lambda **values: accounts.configure(replace(config, **values))
    accounts.configure(config)


def test_a_days_texts_have_an_end_and_mails_go_on(accounts, settings, network, clock):
    settings(texts_per_day=2)
    accounts.send_code("13800138001", "signin", BROWSER)
    accounts.send_code("13800138002", "signin", BROWSER)
    with pytest.raises(TooMany, match="Use your e-mail"):
        accounts.send_code("13800138003", "signin", BROWSER)
    accounts.send_code("lin@example.com", "signin", BROWSER)
    clock.advance(timedelta(days=1))
    accounts.send_code("13800138003", "signin", BROWSER)


def test_texts_are_stopped_by_a_budget_of_none(accounts, settings):
    settings(texts_per_day=0)
    with pytest.raises(TooMany):
        accounts.send_code(MEI, "signin", BROWSER)


def test_prefixes_outside_the_list_get_no_text(accounts, settings):
    settings(text_prefixes="+86")
    accounts.send_code(MEI, "signin", BROWSER)
    with pytest.raises(Refused, match="Use your e-mail address"):
        accounts.send_code("+4915123456789", "signin", BROWSER)


def test_a_code_is_never_shown_where_messages_are_really_sent(accounts, settings):
    settings(text_url="https://texts.example/?to={to}&text={text}")
    assert accounts.send_code(MEI, "signin", BROWSER).shown is None
    settings(environment="production", url="https://shops.example")
    assert accounts.send_code(MEI, "signin", BROWSER).shown is None


def test_on_https_the_text_names_the_site_it_is_for(accounts, settings):
    from storefront.kit.post import Message

    settings(url="https://shops.example")
    sent = accounts.send_code(MEI, "signin", BROWSER)
    assert Message.get().body.endswith(f"\n@shops.example #{sent.shown}")


def test_sending_asks_the_same_of_the_database_for_known_and_unknown_people(accounts, mei, queries):
    with queries() as known:
        accounts.send_code(MEI, "signin", BROWSER)
    with queries() as unknown:
        accounts.send_code("+8613900139000", "signin", BROWSER)
    assert known == unknown
    assert not any('"person"' in sql for sql in known)


def test_proving_it_is_still_me_makes_nobody(accounts):
    sent = accounts.send_code("nobody@example.com", "confirm", BROWSER)
    with pytest.raises(NotFound):
        accounts.check_code(sent.contact, sent.shown, BROWSER, "confirm")
    assert accounts.person_by_contact("nobody@example.com") is None


def test_an_unknown_purpose_is_a_mistake_of_the_program(accounts):
    with pytest.raises(ValueError):
        accounts.send_code(MEI, "anything", BROWSER)


@pytest.mark.race
def test_guesses_at_the_same_moment_are_counted_one_by_one(accounts):
    """Forty guesses at once get at most three comparisons before the wait, whatever they are."""
    from concurrent.futures import ThreadPoolExecutor

    from storefront.accounts.models import SignInCode
    from storefront.kit import db

    sent = accounts.send_code(MEI, "signin", BROWSER)

    def guess(n):
        try:
            with db.connection():
                accounts.check_code(sent.contact, wrong(sent.shown), BROWSER)
        except (Refused, Changed) as refusal:
            return refusal

    with ThreadPoolExecutor(8) as pool:
        refusals = list(pool.map(guess, range(40)))
    assert all(refusals)
    assert SignInCode.get().tries == 3
