"""The desk's queue: what waits, riskiest and oldest first; and who may see it."""

import re
from datetime import timedelta

import pytest

from storefront import aftersales, payments
from storefront.admin import frame, queue
from storefront.kit import clock, events, jobs


def test_an_empty_queue_says_what_comes_here(desk, world):
    page = desk("support").get("/admin").text
    assert "Nothing waits" in page and "Take next" not in page


def test_the_riskiest_come_first_then_the_oldest(desk, world, trouble):
    trouble.job(timedelta(hours=1))
    trouble.message(timedelta(hours=3))
    trouble.delivery(timedelta(hours=2))
    payments.arrived("sandbox", "nobody", payments.Captured("stray", 500, "CNY", "microstore"))
    case = aftersales.open_case(world.shipped(), "broken", "money", None, "It broke")
    aftersales.decline(case, "No")
    aftersales.escalate(aftersales.Case.across_shops().where(aftersales.Case.id == case.id).get(), "buyer")
    rows = queue.waiting()
    assert [(row.risk, row.url) for row in rows[:5]][-3:] == [
        (queue.SOON, "/admin/health/texts"), (queue.SOON, "/admin/health/deliveries"), (queue.SOON, "/admin/health/jobs"),
    ]  # fmt: skip
    assert {row.url for row in rows[:2]} == {"/admin/cases", "/admin/suspense"}
    assert rows[-1].url == "/admin/shops?state=unchecked"
    page = desk("operator").get("/admin").text
    page = page.partition('id="queue"')[2]
    places = [page.index(f'href="{row.url}"') for row in rows]
    assert places == sorted(places)
    assert f'href="{rows[0].url}"' in page.partition("Take next")[0].rpartition("<a ")[2]


def test_what_should_have_left_minutes_ago_comes_first(desk, trouble, clock):
    assert queue.waiting() == []
    trouble.message(timedelta(minutes=4), state="waiting")
    assert queue.waiting() == []
    clock.advance(timedelta(minutes=2))
    (row,) = queue.waiting()
    assert (row.risk, row.url, "job worker" in row.words) == (queue.NOW, "/admin/health", True)


def test_since_when_it_waits_is_since_the_oldest_however_many_wait(desk, trouble, monkeypatch, clock):
    monkeypatch.setattr(queue, "MOST", 2)
    for minutes in (6, 7, 60):
        trouble.message(timedelta(minutes=minutes), state="waiting", to=f"+86139111122{minutes:02}")
    (row,) = queue.waiting()
    assert clock.now() - row.since >= timedelta(minutes=60)


def test_a_worker_that_stopped_sweeping_is_noticed(database, clock):
    jobs.sweep()
    assert queue.waiting() == []
    assert abs(jobs.swept_at() - clock.now()) <= timedelta(minutes=1)
    clock.advance(timedelta(minutes=7))
    assert [row.risk for row in queue.waiting()] == [queue.NOW]
    jobs.sweep()
    assert queue.waiting() == []


def test_refused_notices_are_worth_a_look(desk, client, database):
    client.post("/hooks/sandbox", data=b"{}", headers={"Content-Type": "application/json"})
    (row,) = queue.waiting()
    assert (row.risk, row.url, row.count) == (queue.LOOK, "/admin/payments", 1)


def test_where_counting_ended_that_is_said(desk, trouble, world, monkeypatch):
    monkeypatch.setattr(queue, "MOST", 2)
    for hours in (1, 2, 3):
        trouble.job(timedelta(hours=hours))
    trouble.delivery()
    aftersales.open_case(world.shipped(), "broken", "money", None, "It broke")
    page = desk("operator").get("/admin").text
    assert "2+ jobs failed" in page and "1 delivery was given up" in page
    assert "2+ 个任务失败" in desk("operator").get("/admin", headers={"Accept-Language": "zh-CN"}).text
    assert queue._of_panel(3, "cases to decide", "/admin/cases", True).words == "2+ cases to decide"


def test_the_queue_is_polled_and_quiet_while_nothing_changes(desk, trouble):
    browser = desk("operator")
    stamp = queue.stamp(queue.waiting())
    headers = {"HX-Request": "true", "HX-Target": "queue"}
    assert browser.get("/admin", query_string={"seen": stamp}, headers=headers).status_code == 204
    trouble.job()
    answer = browser.get("/admin", query_string={"seen": stamp}, headers=headers)
    assert (answer.status_code, answer.text.lstrip().startswith('<section id="queue"'), "<html" in answer.text) == (
        200,
        True,
        False,
    )


def test_the_queue_costs_the_same_however_much_waits(desk, trouble, queries):
    browser = desk("operator")
    trouble.job(), trouble.message(), trouble.delivery()
    browser.get("/admin")
    with queries() as few:
        browser.get("/admin")
    for number in range(30):
        trouble.job(timedelta(minutes=number))
    with queries() as many:
        browser.get("/admin")
    assert len(many) == len(few) < 40


# --- who did what -----------------------------------------------------------------------------------------------------------------


def test_events_are_found_by_thing_kind_person_and_shop(desk, world):
    order, other, browser = world.paid(), world.placed(world.lotte), desk("operator")
    browser.post("/admin/shops/meis-kiln/notes", data={"words": "A note of mine"})

    def rows(**asked) -> str:
        answer = browser.get("/admin/audit", query_string=asked)
        assert answer.status_code == 200
        return answer.text.partition('id="rows"')[2].partition("</section>")[0]

    assert f">Order {order.id}<" in rows() and f">Order {other.id}<" in rows()
    for thing in (f"order:{order.id}", f"Order {order.id}", f"order {order.id} "):
        assert f">Order {order.id}<" in rows(subject=thing) and f">Order {other.id}<" not in rows(subject=thing), thing
    assert set(_kinds(rows(kind="orders.Placed"))) == {"orders.Placed"}
    assert (
        _kinds(rows(actor=f"operator:{browser.person.id}")) == _kinds(rows(actor=f"Staff {browser.person.id}")) == ["shop.note"]
    )
    assert f">Order {other.id}<" not in rows(shop="meis-kiln")
    assert "Nothing found" in rows(subject="order:999999")
    assert browser.get("/admin/audit?shop=nobody").status_code == 422
    assert browser.get("/admin/audit?before=x").status_code == 200


def _kinds(text: str) -> list[str]:
    return [part.split('"')[0] for part in text.split('href="/admin/audit?kind=')[1:]]


def test_events_go_back_by_keys_to_the_first(desk, database):
    for number in range(60):
        events.record("thing.happened", subject=f"thing:{number}")
    browser, seen, path = desk("operator"), [], "/admin/audit?kind=thing.happened"
    while path:
        text = browser.get(path).text
        seen += [part.split('"')[0] for part in text.split('href="/admin/audit?subject=')[1:]]
        older = text.split('href="/admin/audit?before=')[1:]
        path = "/admin/audit?before=" + older[0].split('"')[0].replace("&amp;", "&") if older else ""
    assert seen == [f"thing%3A{number}" for number in range(59, -1, -1)]


def test_looking_for_a_rare_person_goes_back_in_steps(desk, database, monkeypatch):
    from storefront.admin import finding

    monkeypatch.setattr(finding, "WINDOW", 20)
    with events.acting("operator", 77):
        events.record("thing.rare", subject="thing:1")
    for number in range(50):
        events.record("thing.happened", subject=f"thing:{number}")
    wanted, before, steps, found = finding.Filter(actor="operator:77"), None, 0, []
    while steps == 0 or before:
        rows, before = finding.find_events(wanted, before)
        found += rows
        steps += 1
    assert ([row.kind for row in found], steps) == (["thing.rare"], 3)


# --- who may ----------------------------------------------------------------------------------------------------------------------

PAGES = {
    "/admin": "staff", "/admin/more": "staff", "/admin/shops": "support", "/admin/shops/meis-kiln": "support", "/admin/orders": "support",
    "/admin/payments": "finance", "/admin/people": "operator", "/admin/rules": "operator", "/admin/health": "operator", "/admin/audit": "operator",
}  # fmt: skip


@pytest.mark.parametrize("role", ["operator", "support", "finance", ""])
def test_each_page_is_there_for_its_roles_alone(desk, world, role):
    assert world.mei.shop
    for path, wanted in PAGES.items():
        allowed = role == "operator" or bool(role) and wanted in (role, "staff")
        answer = desk(role).get(path)
        assert answer.status_code == (200 if allowed else 404), path
        if allowed:
            assert answer.headers["Cache-Control"] == "no-store" or path == "/admin/payments", path
            assert ("/admin/audit" in answer.text) == (role == "operator")


def test_the_queue_shows_each_what_they_can_do_something_about(desk, world, trouble, client):
    trouble.job()
    client.post("/hooks/sandbox", data=b"{}", headers={"Content-Type": "application/json"})
    world.paid()
    shown = {role: desk(role).get("/admin").text.partition('id="queue"')[2] for role in ("operator", "support", "finance")}
    for url, roles in (
        ("/admin/health/jobs", {"operator"}), ("/admin/shops?state=unchecked", {"operator", "support"}),
        ("/admin/payments", {"operator", "finance"}),
    ):  # fmt: skip
        assert {role for role, page in shown.items() if f'href="{url}"' in page} == roles, url


def test_visitors_go_to_sign_in_and_come_back(client):
    answer = client.get("/admin/orders?q=1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/signin?next=/admin/orders%3Fq%3D1")


def test_a_new_operator_signs_in_and_finds_the_desk(app, world):
    from storefront import accounts
    from tests.support.factories import sign_in

    person = accounts.make_operator("+86 135 0013 6099")
    browser = app.test_client()
    sign_in(browser, person)
    assert browser.get("/admin").status_code == 200
    later = clock.now() + timedelta(minutes=31)
    clock.freeze(later)
    assert browser.get("/admin").status_code == 303  # idle for half an hour


def test_every_place_of_the_desk_marks_itself_and_counts_no_part_for_the_whole(desk, world):
    case = aftersales.decline(aftersales.open_case(world.shipped(), "broken", "money", None, "It broke"), "No")
    aftersales.escalate(case, "buyer")
    browser = desk("operator")
    total = queue.total(queue.waiting())
    assert total > 1  # more than the case alone
    for place in frame.PLACES:
        page = browser.get(place.url).text
        side = page[page.index('class="sidenav__shop"') : page.index('class="wrap desk__main"')]
        assert re.findall(r'<a href="([^"]*)" aria-current="page"', side) == [place.url]
        said = re.search(r'<a href="/admin"[^>]*>.*?</a>', side, re.S)[0]
        assert re.findall(r'class="badge[^"]*"[^>]*>(\d+)', said) == [str(total)], place.url
