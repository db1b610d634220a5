"""Health: every tile opens its list; what failed is tried again; slow pages and errors are counted, and bounded."""

import re
from datetime import timedelta

import pytest

from storefront.admin import pace
from storefront.admin.models import PageFault
from storefront.kit import jobs, post
from storefront.kit.events import Delivery, Event
from storefront.kit.jobs import JobFailure
from storefront.kit.post import Message


@pytest.fixture(autouse=True)
def from_the_beginning():
    """This process has seen nothing yet."""
    pace.forget()


def tiles(browser) -> dict[str, str]:
    """What the tiles say, by the list they open."""
    return dict(re.findall(r'href="/admin/health/(\w+)"[^>]*><b>(\S+)</b>', browser.get("/admin/health").text))


def test_every_tile_opens_its_list(desk, trouble, monkeypatch):
    monkeypatch.setattr(pace, "SLOW", 600.0)  # however busy this machine is
    browser = desk("operator")
    trouble.job(), trouble.delivery(), trouble.delivery(state="waiting"), trouble.message()
    trouble.message(to="mei@example.com"), trouble.message(to="lin@example.com"), trouble.message(state="waiting")
    PageFault.create(at=trouble.job().at, endpoint="shops.show", reference="abcd1234", error="KeyError('x')")
    pace.note("orders.show", 700.0)
    found = tiles(browser)
    counted = {"jobs": 2, "deliveries": 1, "texts": 1, "mails": 2, "errors": 1, "slow": 1, "waiting": 1, "leaving": 1}
    assert found == {name: str(count) for name, count in counted.items()}
    words = {
        "jobs": "disk full", "deliveries": "notifications.listeners.tell", "texts": "139····2222 refused", "mails": "m····@example.com",
        "errors": "abcd1234", "slow": "700000 ms", "waiting": "thing.happened", "leaving": "139····2222",
    }  # fmt: skip
    for name, count in counted.items():
        page = browser.get(f"/admin/health/{name}").text.partition('id="rows"')[2].partition("</section>")[0]
        assert page.count("<li>") == count and words[name] in page, name
        assert "13911112222" not in page and "mei@example" not in page
    assert browser.get("/admin/health/else").status_code == 404


def test_an_empty_list_says_so(desk, monkeypatch):
    monkeypatch.setattr(pace, "SLOW", 600.0)
    browser = desk("operator")
    assert set(tiles(browser).values()) == {"0"}
    assert (
        "No job failed." in browser.get("/admin/health/jobs").text
        and "No page failed." in browser.get("/admin/health/errors").text
    )


def test_the_tiles_are_polled_and_quiet_while_nothing_changes(desk, trouble, monkeypatch):
    monkeypatch.setattr(pace, "SLOW", 600.0)
    browser = desk("operator")
    address = re.search(r'hx-get="(/admin/health\?seen=[^"]+)"', browser.get("/admin/health").text)[1]
    headers = {"HX-Request": "true", "HX-Target": "tiles"}
    assert browser.get(address, headers=headers).status_code == 204
    trouble.job()
    answer = browser.get(address, headers=headers)
    assert answer.text.lstrip().startswith('<section id="tiles"') and "<html" not in answer.text


def test_what_failed_is_tried_again_and_it_is_written_down_by_whom(desk, trouble):
    browser = desk("operator")
    message, delivery, job = trouble.message(), trouble.delivery(), trouble.job()
    for path, back in (
        (f"messages/{message.id}", "texts"),
        (f"deliveries/{delivery.id}", "deliveries"),
        (f"jobs/{job.id}", "jobs"),
    ):
        answer = browser.post(f"/admin/health/{path}")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/admin/health/{back}")
        assert browser.post(f"/admin/health/{path}").status_code == 404  # once is enough
    assert (Message.get_by_id(message.id).state, Delivery.get_by_id(delivery.id).state) == ("waiting", "waiting")
    assert JobFailure.select().count() == 0
    done = Event.select().where(Event.actor == f"operator:{browser.person.id}").order_by(Event.id)
    assert [row.kind for row in done] == ["message.retry", "delivery.retry", "job.dismiss"]


def test_a_message_that_is_tried_again_leaves(desk, trouble):
    message = trouble.message()
    desk("operator").post(f"/admin/health/messages/{message.id}")
    jobs.run_pending()
    assert Message.get_by_id(message.id).state == "sent"
    assert post.sent_here[-1][1] == "+8613911112222"


def test_health_names_versions_and_the_worker(desk):
    page = desk("operator").get("/admin/health").text
    for words in ("Microstore", "Python", "granian", "Last sweep of deadlines", "Events sealed up to"):
        assert words in page, words


def test_a_restored_market_says_that_it_waits(desk):
    browser, words = desk("operator"), "This market came back from a backup and waits."
    assert words not in browser.get("/admin/health").text
    jobs.hold()
    page = browser.get("/admin/health").text
    assert words in page and "python app.py resume" in page
    assert (jobs.let_go(), jobs.let_go()) == (True, False)
    assert words not in browser.get("/admin/health").text


def test_lists_go_back_by_keys(desk, trouble):
    browser, seen, path = desk("operator"), [], "/admin/health/jobs"
    made = [trouble.job(timedelta(minutes=number)).id for number in range(60)]
    while path:
        page = browser.get(path).text
        seen += [int(number) for number in re.findall(r'action="/admin/health/jobs/(\d+)"', page)]
        older = re.search(r'href="(/admin/health/jobs\?before=\d+)"', page)
        path = older[1] if older else ""
    assert seen == made[::-1]


def test_a_page_that_fails_is_found_by_what_it_said(desk, app, world, monkeypatch):
    from storefront.shops import views

    assert world.mei.shop

    def break_down(*_args, **_kwargs):
        raise KeyError("somebody@example.com")

    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(views.hypermedia, "page", break_down)
    answer = app.test_client().get("/@meis-kiln")
    monkeypatch.undo()
    row = PageFault.get()
    assert answer.status_code == 500 and row.reference in answer.text
    assert "somebody" not in row.error and "KeyError" in row.error
    browser = desk("operator")
    assert row.endpoint in browser.get("/admin/health/errors", query_string={"q": row.reference.upper()}).text
    assert "No page failed." in browser.get("/admin/health/errors?q=00000000").text


def test_a_storm_of_failures_is_bounded(database, monkeypatch):
    moment = [0.0]
    monkeypatch.setattr(pace.ids, "monotonic", lambda: moment[0])
    monkeypatch.setattr(pace, "KEPT", 40)
    for _number in range(200):
        pace.failed("shops.show", "abcd1234", "OSError")
    assert PageFault.select().count() == pace.WRITES
    moment[0] += 60
    for _number in range(200):
        pace.failed("shops.show", "abcd1234", "OSError")
    assert PageFault.select().count() == 40
    for number in range(300):
        pace.note("shops.show", 2.0 + number)
    assert len(pace.slow()) == 100 and pace.slow()[0].seconds == 301.0 and pace.slowest()[0].longest == 301.0


def test_a_failure_that_cannot_be_written_harms_nobody(database, monkeypatch):
    monkeypatch.setattr(pace, "_write", lambda *_args: 1 / 0)
    pace.failed("shops.show", "abcd1234", "OSError")
    assert not PageFault.select().count()
