"""/admin/rules: what is planned stands there in order, with what differs, and each plan can be called off."""

from datetime import timedelta

import pytest

from storefront import policies
from tests.admin.test_rules import fields, rules, text

assert rules  # the fixture


@pytest.fixture
def on(clock):
    """`on(3)`: in three days, as the field of a moment has it on the market's clock."""
    clock.freeze(clock.now().replace(second=0, microsecond=0))
    return lambda days: f"{clock.now() + timedelta(days=days, hours=8):%Y-%m-%dT%H:%M}"


def section(page: str) -> str:
    return text(page.partition('id="planned"')[2].partition("</section>")[0])


def test_plans_stand_in_order_each_with_what_it_changes(rules, on):
    assert 'id="planned"' not in rules.page()
    answer = rules(confirm_days="9", effective=on(3), note="Winter")
    assert answer.headers["Location"] == "/admin/rules#planned" and policies.current().number == 0
    rules(hold_minutes="15", effective=on(2))
    rules(share="1")
    said = section(rules.page())
    assert (
        said.index("itself: 7 → 9") > said.index("keeps its goods: 30 → 15")
        and said.count("Call it off") == 2
        and "Winter" in said
    )
    assert "fee" not in said and policies.current().fee.share_bp == 100
    assert [found.fee.share_bp for found in map(policies.version, policies.planned())] == [100, 100]


def test_what_changes_is_told_of_what_holds_at_the_moment_that_was_chosen(rules, on):
    rules(confirm_days="9", effective=on(2))
    page = text(rules.preview(confirm_days="12", effective=on(3)).text)
    assert "receipt confirms itself 9 12" in page
    assert "receipt confirms itself 7 12" in text(rules.preview(confirm_days="12").text)
    assert rules(confirm_days="12", effective=on(3)).status_code == 303
    assert [found.confirm_days for found in map(policies.version, policies.planned())] == [9, 12]


@pytest.mark.parametrize("way", ["preview", "publish"])
def test_a_moment_that_is_taken_is_refused_beside_its_field(rules, on, way):
    rules(confirm_days="9", effective=on(2))
    answer = (rules.preview if way == "preview" else rules)(hold_minutes="15", effective=on(2))
    assert answer.status_code == 422 and "Version 1 is planned for this moment already." in answer.text
    assert 'id="effective-error"' in answer.text and 'value="15"' in answer.text and len(policies.planned()) == 1


def test_the_page_shows_what_will_hold_and_what_is_changed_there_is_changed_from_then_on(rules, on):
    rules(confirm_days="9", effective=on(2))
    later = rules.page(f"?at={on(3)}")
    held = fields(later)
    assert (held["confirm_days"], held["effective"]) == ("9", on(3)) and "The fields show what will hold on" in later
    assert rules.browser.post("/admin/rules", data=held | {"confirm_days": "7"}).status_code == 303
    assert [found.confirm_days for found in map(policies.version, policies.planned())] == [9, 7]
    assert fields(rules.page())["confirm_days"] == "7" and "The fields show" not in rules.page()
    wrong = rules.browser.get("/admin/rules?at=soon")
    assert wrong.status_code == 422 and "Write a date and a time" in wrong.text


def test_a_plan_is_called_off(rules, on):
    rules(confirm_days="9", effective=on(2))
    rules(hold_minutes="15", effective=on(3))
    assert "/admin/rules/calling-off" in rules.page()
    answer = rules.browser.post("/admin/rules/calling-off", data={"version": "1"})
    assert answer.headers["Location"] == "/admin/rules#planned"
    (left,) = map(policies.version, policies.planned())
    assert (left.confirm_days, left.hold_minutes) == (7, 15)
    page = text(rules.page().partition('id="history"')[2])
    assert (
        "Version 3 Version 1, which was planned, was called off." in page
        and "Version 2, on top of what was published since." in page
    )
    for number in ("1", "", "x", "99"):
        answer = rules.browser.post("/admin/rules/calling-off", data={"version": number})
        assert answer.status_code == 409 and "This is not planned any more." in answer.text
