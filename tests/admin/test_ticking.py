"""What failed for good is ticked off, with a reason: it leaves the list and the badge, and stays in the history."""

import re
from datetime import timedelta

import pytest

from storefront.kit import events, jobs
from storefront.kit.events import Delivery, Event
from storefront.kit.jobs import JobFailure
from storefront.kit.post import Message

WHY = "A number that was never theirs; called them instead"


def failed(browser) -> str:
    """The badge beside the place."""
    return "".join(re.findall(r'href="/admin/health"[^>]*>.*?badge[^>]*>(\d+)', browser.get("/admin/health").text, re.DOTALL)[:1])


def happened(browser) -> list[Event]:
    return list(Event.select().where(Event.actor == f"operator:{browser.person.id}").order_by(Event.id))


def test_a_text_that_failed_for_good_is_ticked_off_with_a_reason(desk, trouble):
    browser, message = desk("operator"), trouble.message()
    path = f"/admin/health/texts/{message.id}/off"
    assert f'href="{path}"' in browser.get("/admin/health/texts").text and failed(browser) == "1"
    page = browser.get(path).text
    assert "139····2222 refused" in page and "13911112222" not in page and "Tick off" in page
    answer = browser.post(path, data={"reason": WHY})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/health/texts")
    assert "Every text left." in browser.get("/admin/health/texts").text and failed(browser) == ""
    row = Message.get_by_id(message.id)
    assert (row.state, row.to, row.body, row.error, row.dedupe) == ("forgotten", "", "", "", message.dedupe)
    (event,) = happened(browser)
    assert (event.kind, event.subject) == ("failure.tick_off", f"message:{message.id}")
    assert events.payload(event) == {"channel": "text", "why": "OSError", "reason": WHY}
    history = browser.get(f"/admin/audit?subject=message%3A{message.id}").text
    assert WHY in history and "What failed was ticked off" in history
    for again in (path, f"/admin/health/messages/{message.id}"):  # it is not tried again, nor ticked off twice
        assert browser.post(again, data={"reason": WHY}).status_code == 404
    assert browser.get(path).status_code == 404
    jobs.run_pending()
    assert len(happened(browser)) == 1 and Message.get_by_id(message.id).state == "forgotten"


def test_nothing_is_ticked_off_without_a_reason(desk, trouble):
    browser = desk("operator")
    made = {"texts": trouble.message(), "mails": trouble.message(to="mei@example.com"), "deliveries": trouble.delivery()}
    for what, row in made.items():
        for path in (f"/admin/health/{what}/{row.id}/off", f"/admin/health/{what}/off?upto={row.id}"):
            answer = browser.post(path, data={"reason": " "})
            assert answer.status_code == 422 and "Write why: it stays on record." in answer.text
        other = "mails" if what == "texts" else "texts"
        assert browser.get(f"/admin/health/{other}/{row.id + 1000}/off").status_code == 404
    assert failed(browser) == "3" and happened(browser) == []


def test_a_delivery_that_was_given_up_is_ticked_off(desk, trouble):
    browser, row = desk("operator"), trouble.delivery()
    path = f"/admin/health/deliveries/{row.id}/off"
    assert "notifications.listeners.tell" in browser.get(path).text
    assert browser.post(path, data={"reason": WHY}).status_code == 303
    assert Delivery.get_by_id(row.id).state == "done" and failed(browser) == ""
    assert browser.post(f"/admin/health/deliveries/{row.id}").status_code == 404
    assert events.payload(happened(browser)[0]) == {"listener": "notifications.listeners.tell", "reason": WHY}


@pytest.mark.parametrize("what", ["texts", "mails", "deliveries", "jobs"])
def test_a_whole_list_is_ticked_off_but_for_what_failed_since(desk, trouble, what):
    browser = desk("operator")
    new = {
        "texts": lambda number: trouble.message(to=f"+861391111000{number}"),
        "mails": lambda number: trouble.message(to=f"m{number}@example.com"),
        "deliveries": lambda number: trouble.delivery(),
        "jobs": lambda number: trouble.job(timedelta(minutes=number)),
    }[what]
    first = new(0)
    assert "Tick all off" not in browser.get(f"/admin/health/{what}").text  # one has its own way
    made = [first, *(new(number) for number in range(1, 4))]
    other = trouble.message(to="mei@example.com") if what == "texts" else trouble.message()
    path = re.search(rf'href="(/admin/health/{what}/off\?upto=\d+)"', browser.get(f"/admin/health/{what}").text)[1]
    late = new(9)
    assert '<b class="num">4</b>' in browser.get(path).text
    assert browser.post(path, data={"reason": WHY}).headers["Location"] == f"/admin/health/{what}"
    assert failed(browser) == "2"  # the late one, and the other kind
    assert Message.get_by_id(other.id).state == "failed"
    model, left = type(late), {"texts": "failed", "mails": "failed", "deliveries": "failed"}
    assert model.get_by_id(late.id) and (what == "jobs" or model.get_by_id(late.id).state == left[what])
    assert what != "jobs" or JobFailure.select().count() == 1
    (event,) = happened(browser)
    told = events.payload(event)
    assert event.kind == "failure.tick_off_all" and (told["pieces"], told["reason"]) == (4, WHY)
    assert told["lines"] == [row.id for row in made]
    assert browser.post(path, data={"reason": WHY}).status_code == 404


def test_only_operators_tick_off(desk, trouble):
    message = trouble.message()
    for role in ("support", "finance"):
        for path in (f"/admin/health/texts/{message.id}/off", f"/admin/health/texts/off?upto={message.id}"):
            assert desk(role).get(path).status_code == 404 and desk(role).post(path, data={"reason": WHY}).status_code == 404
    assert Message.get_by_id(message.id).state == "failed"
