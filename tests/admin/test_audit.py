"""/admin/audit: by day too, and how far the chain holds."""

import re
from datetime import timedelta

import pytest

from storefront import payouts
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
        assert re.search(rf'kind={kind}">{words}[^<]*</a></b>', page), kind
    assert 'kind=thing.unheard_of">thing.unheard_of</a>' in page  # of a version before: nothing is hidden
    assert '<option value="order.pause">Something is wrong: paused' in page  # and can be chosen by its words
    for actor, words in (
        ("clock", "The market itself"),
        ("system", "The market itself"),
        ("system%3Acommand%20line", "The command line"),
    ):
        assert f'actor={actor.replace("%20", "+")}">{words}</a>' in page, actor
    assert re.search(r'actor=provider%3Asandbox">Test payment[^<]*</a>', page)
    assert "<p>no role → Support</p>" in page and ">Order 17<" in page
    assert ">system</a>" not in page and ">clock</a>" not in page


@pytest.mark.tampers
def test_states_and_particulars_are_read_in_the_language_of_whoever_looks(desk, world):
    order = world.paid()
    events.record("person.came", subject="person:1", contact="email")
    events.record("case.withdrawn", subject="case:1", shop=world.mei.shop, after="escalated")
    page = desk("operator").get(f"/admin/audit?subject=order:{order.id}").text
    assert "<p>to pay → to ship</p>" in page and "pending" not in page and f'value="Order {order.id}"' in page
    page = desk("operator").get("/admin/audit", headers={"Accept-Language": "zh-CN"}).text
    assert "<p>待付款 → 待发货</p>" in page and "邮件" in page and "escalated" not in page and f">订单 {order.id}<" in page


@pytest.mark.tampers
def test_money_stands_in_the_currency_of_its_shop(desk, world):
    events.record("payout_batch.file", subject="payout_batch:1", shop=world.mei.shop, minor=12345, lines=2)
    page = desk("operator").get("/admin/audit?kind=payout_batch.file").text
    assert "Amount: ¥123.45" in page and "Lines: 2" in page


@pytest.mark.tampers
def test_money_of_a_batch_of_withdrawals_stands_in_the_batchs_currency(desk, world, clock):
    batch = payouts.Batch.create(code="B1234567", kind="sepa", currency="EUR", made_at=clock.now())
    events.record("payout_batch.file", subject=f"payout_batch:{batch.id}", minor=12345, lines=2)
    page = desk("operator").get("/admin/audit?kind=payout_batch.file").text
    assert "Amount: €123.45" in page and "12345" not in page


@pytest.mark.tampers
def test_a_code_of_a_version_before_is_shown_as_it_was_written(desk, world):
    events.record(
        "verification.TurnedDown",
        subject="check:1",
        shop=world.mei.shop,
        before="in_review",
        after="long_gone",
        rule="unheard_of",
    )
    page = desk("operator").get("/admin/audit").text
    assert "to look at → long_gone" in page and "Rule: unheard_of" in page


def test_the_machinery_is_left_out_unless_it_is_asked_for(desk, world):
    order = world.placed()
    for number in range(30):
        events.record("media.Encoded", subject=f"picture:{number}", shop=world.mei.shop)
    browser = desk("operator")
    page = browser.get("/admin/audit").text
    assert (
        f">Order {order.id}<" in page and ">Picture 1<" not in page and "Left out: Better formats of a picture are ready." in page
    )
    shown = ("?machinery=y", "?kind=media.Encoded", "?subject=picture:9", "?subject=Picture+9")
    for asked in shown:
        page = browser.get(f"/admin/audit{asked}").text
        assert ">Picture 9<" in page and "Left out" not in page, asked
    assert 'href="/admin/audit?machinery=y&amp;shop=meis-kiln"' in browser.get("/admin/audit?shop=meis-kiln").text
    assert "machinery=y" in browser.get("/admin/audit?machinery=y").text.partition("Older")[0].rpartition("<a ")[2]


def test_whatever_lies_between_is_gone_through_in_steps(desk, database, monkeypatch):
    monkeypatch.setattr(finding, "WINDOW", 20)
    first = events.record("thing.happened", subject="thing:1").id
    for number in range(50):
        events.record("media.Encoded", subject=f"picture:{number}")
    before, found, looks = None, [], 0
    while looks == 0 or before:
        rows, before = finding.find_events(finding.Filter(machinery=False), before)
        found, looks = found + rows, looks + 1
    assert ([row.id for row in found], looks) == ([first], 3)


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
