"""/admin/audit: by day too, and how far the chain holds."""

import re
from datetime import timedelta

import pytest

from storefront.admin import finding
from storefront.kit import audit, events
from storefront.kit.events import Event


@pytest.fixture
def week(database, clock):
    """Seven events, one a day at noon in Shanghai, from 1 March 2027; returns their numbers."""
    from datetime import UTC, datetime

    made = []
    for day in range(7):
        clock.freeze(datetime(2027, 3, 1 + day, 4, tzinfo=UTC))
        made.append(events.record("thing.happened", subject=f"thing:{day}").id)
    return made


def shown(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('href="/admin/audit?subject=thing%3A')[1:]]


@pytest.mark.parametrize(
    "asked, days",
    [
        ({"since": "2027-03-03"}, "65432"),
        ({"until": "2027-03-03"}, "210"),
        ({"since": "2027-03-03", "until": "2027-03-04"}, "32"),
        ({"since": "2027-03-08"}, ""),
        ({"until": "2027-02-28"}, ""),
        ({"since": "2027-03-03", "subject": "thing:4"}, "4"),
        ({"since": "2027-03-06", "actor": "system"}, "65"),
    ],
)
def test_events_of_some_days(desk, week, asked, days):
    answer = desk("operator").get("/admin/audit", query_string={"kind": "thing.happened", **asked})
    assert answer.status_code == 200 and shown(answer.text) == list(days)


@pytest.mark.parametrize("text", ["yesterday", "2027-02-30", "99999-01-01", "0001-01-01x"])
def test_what_is_no_day_is_said_and_kept(desk, week, text):
    answer = desk("operator").get("/admin/audit", query_string={"since": text})
    assert answer.status_code == 422 and "Write a day" in answer.text and f'value="{text}"' in answer.text
    assert desk("operator").get("/admin/audit?since=0001-01-01&until=9999-12-31").status_code in (200, 422)


def test_the_first_event_of_a_moment_is_found_across_gaps(week, clock):
    moments = {row.id: row.at for row in Event.select()}
    Event.delete().where(Event.id == week[3]).execute()
    assert finding.first_event_at(moments[week[2]]) == week[2]
    assert finding.first_event_at(moments[week[3]]) in (week[3], week[4])
    assert finding.first_event_at(moments[week[6]] + timedelta(days=1)) == week[6] + 1
    assert finding.first_event_at(moments[week[0]] - timedelta(days=1)) <= week[0]


def test_what_happened_and_who_it_was_is_read_in_words(desk, world):
    browser = desk("operator")
    with events.acting("clock"):
        events.record("order.pause", subject="order:17", shop=world.mei.shop)
    with events.acting("provider", "sandbox"):
        events.record("capture.contradicted", subject="capture:3")
    with events.acting("system", "command line"):
        events.record("thing.unheard_of", subject="thing:1")
    events.record("person.role", subject="person:1", before="", after="support")
    page = browser.get("/admin/audit").text
    for kind, words in (("order.pause", "Something is wrong: paused"), ("person.role", "Role changed")):
        assert re.search(rf'kind={kind}">{words}[^<]*</a></b> <small[^>]*>{kind}</small>', page), kind
    assert 'kind=thing.unheard_of">thing.unheard_of</a>' in page  # of a version before: nothing is hidden
    assert '<option value="order.pause">Something is wrong: paused' in page  # and can be chosen by its words
    for actor, words in (
        ("clock", "The market itself"),
        ("system", "The market itself"),
        ("system%3Acommand%20line", "The command line"),
    ):
        assert f'actor={actor.replace("%20", "+")}">{words}</a>' in page, actor
    assert re.search(r'actor=provider%3Asandbox">Test payment[^<]*</a> provider:sandbox', page)
    assert ">system</a>" not in page and ">clock</a>" not in page


@pytest.mark.tampers
def test_how_far_the_chain_holds_is_shown(desk, week):
    browser = desk("operator")
    assert "Nothing is sealed yet." in browser.get("/admin/audit").text
    audit.seal_all()
    end = audit.ChainEnd.get().event_id
    assert f"Verified up to number {end}; sealed up to number {end}" in browser.get("/admin/audit").text
    audit._proved = None
    Event.update(data='{"forged": true}').where(Event.id == week[3]).execute()
    page = browser.get("/admin/audit").text
    assert "The chain of events is broken." in page and f"event {week[3]} (thing.happened of thing:3)" in page
    assert "The chain of events is broken." in browser.get("/admin/audit").text  # and stays so


@pytest.mark.tampers
def test_a_long_chain_is_verified_a_piece_at_a_time(week):
    audit.seal_all()
    audit._proved = None
    assert [audit.state(3).verified for _look in range(4)] == [week[2], week[5], week[6], week[6]]
    Event.delete().where(Event.id == week[6]).execute()
    audit._proved = None
    assert [bool(audit.state(3).problem) for _look in range(3)] == [False, False, True]
