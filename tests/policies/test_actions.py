"""Versions: the settings hold until something is published; what is published stays as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storefront import policies
from storefront.kit import events, pagecache
from storefront.kit.errors import Changed, Refused
from storefront.policies import Banner, Cap, Fee, PolicyVersion, audit

DAY = timedelta(days=1)


def stop(clock):
    """The clock stands still; returns where."""
    clock.freeze(clock.now())
    return clock.now()


def test_the_settings_hold_until_something_is_published(database, config):
    found = policies.current()
    assert (found.number, found.confirm_days, found.hold_minutes, found.currency) == (
        0,
        config.confirm_days,
        config.hold_minutes,
        config.currency,
    )
    assert found.fee.is_free and not found.banned_words and not found.banners
    assert found.cap("none") == Cap(config.cap_orders, config.cap_minor)
    assert found.cap("individual") == Cap(config.cap_orders * 20, config.cap_minor * 20) and found.cap("company") is None


def test_a_version_says_who_when_and_from_when(set, operator, clock):
    now = stop(clock)
    row = set(confirm_days=9)
    assert (row.published_by_id, row.published_at, row.effective_at) == (operator.id, now, now)
    assert policies.current().confirm_days == 9 and policies.current().number == row.id
    (event,) = events.timeline(f"policies:{row.id}")
    assert (event.kind, events.payload(event)["changed"]) == ("policies.Published", ["confirm_days"])


def test_a_version_keeps_everything_as_it_was_written(set, clock):
    banner = Banner({"en": "Closed on Monday", "zh-CN": "周一休息"}, clock.now(), clock.now() + DAY, True, True)
    values = {
        "fee": Fee(250, {"CNY": 30}), "shop_fees": {3: Fee(0), 9: Fee(100)}, "banners": (banner,), "banned_words": ("replica", "仿品"),
        "banned_categories": ("weapons",), "caps": {"none": Cap(5, 100), "individual": None, "trader": Cap(7, 900), "company": None},
        "closed_days": ("2027-01-01", "2027-02-05"), "two_person_minor": 0, "suspense_minor": 5, "answer_hours": 24, "decide_hours": 48, "appeal_days": 5, "hold_minutes": 15,
    }  # fmt: skip
    set(**values)
    policies.forget()
    found = policies.current()
    assert {name: getattr(found, name) for name in values} == values
    assert found.fee_for(3) == Fee(0) and found.fee_for(4) == Fee(250, {"CNY": 30})


def test_a_later_moment_is_waited_for(set, clock):
    now = stop(clock)
    set(now + DAY, confirm_days=9)
    assert policies.current().confirm_days == 7 and [row.effective_at for row in policies.planned()] == [now + DAY]
    assert policies.seconds_to_change() == pytest.approx(DAY.total_seconds())
    clock.advance(DAY)
    assert policies.current().confirm_days == 9 and policies.planned() == []


def test_a_clock_that_steps_back_does_not_bring_the_settings_back(set, clock):
    now = stop(clock)
    set(confirm_days=9)
    clock.freeze(now - timedelta(seconds=1))
    assert policies.current().confirm_days == 9


def test_two_who_publish_at_once_do_not_overwrite_each_other(set, operator):
    base = policies.current()
    set(confirm_days=9)
    with pytest.raises(Changed):
        policies.publish(replace(base, hold_minutes=15), operator, based_on=0)
    assert policies.current().hold_minutes == 30


def test_what_changes_nothing_is_not_published(set):
    with pytest.raises(Refused, match="changes nothing"):
        set()
    assert PolicyVersion.select().count() == 0


@pytest.mark.parametrize(
    "field, change",
    [
        ("confirm_days", {"confirm_days": 0}),
        ("confirm_days", {"confirm_days": 61}),
        ("hold_minutes", {"hold_minutes": 4}),
        ("answer_hours", {"answer_hours": 11}),
        ("decide_hours", {"decide_hours": 400}),
        ("appeal_days", {"appeal_days": 31}),
        ("share", {"fee": Fee(5001)}),
        ("fixed", {"fee": Fee(0, {"CNY": -1})}),
        ("share", {"shop_fees": {1: Fee(-1)}}),
        ("two_person_minor", {"two_person_minor": -1}),
        ("banned_words", {"banned_words": ("x" * 61,)}),
        ("banners", {"banners": (Banner({"en": ""}),)}),
        ("banners", {"banners": (Banner({"en": "Hello"}, buyers=False),)}),
        ("caps", {"caps": {"none": Cap(0, 1), "individual": None, "trader": None, "company": None}}),
    ],
)
def test_out_of_bounds_is_refused_beside_its_field(set, field, change):
    with pytest.raises(Refused) as refusal:
        set(**change)
    assert refusal.value.field == field and PolicyVersion.select().count() == 0


def test_another_process_sees_it_within_a_second(set, monkeypatch):
    from storefront.policies import reading

    moment = [1000.0]
    monkeypatch.setattr(reading.ids, "monotonic", lambda: moment[0])
    monkeypatch.setattr(reading, "_others", False)
    policies.watch()
    assert policies.current().confirm_days == 7
    row = set(confirm_days=9)
    monkeypatch.setattr(reading, "_known", ((reading._LONG_AGO, reading._defaults),))  # as the other process knows it
    assert policies.current().confirm_days == 7
    moment[0] += 1.0
    assert policies.current().confirm_days == 9 and policies.read_version("every") == row.id


def test_every_kept_page_goes_with_a_new_version(set, client, world):
    assert world.mei.shop.name
    before = client.get("/@meis-kiln").text
    assert "from-the-market" not in before and "Closed on Monday" not in before
    row = set(banners=(Banner({"en": "Closed on Monday"}),))
    assert pagecache.versions.known[pagecache.EVERY] == row.id
    assert "Closed on Monday" in client.get("/@meis-kiln").text


def test_the_oracle_notices_a_version_that_was_tampered_with(set):
    row = set(confirm_days=9)
    assert audit.problems() == []
    data = row.data
    PolicyVersion.update(data=data.replace('"confirm_days": 9', '"confirm_days": 900')).execute()
    assert "does not hold what it may" in audit.problems()[0]
    PolicyVersion.update(data=data).execute()
    assert audit.problems() == []
