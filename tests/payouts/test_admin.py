"""The market's desk: what waits, releasing, files, sent and come back."""

import re
from dataclasses import replace

import pytest

from storefront import accounts, payouts, policies
from storefront.kit import events, jobs, registry
from storefront.payouts import releasing
from tests.payouts.conftest import DAY, EARNED
from tests.support.factories import sign_in


def words(answer) -> str:
    """The page as text."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


class Desk:
    """A browser of somebody of the market, whose session is always young."""

    def __init__(self, client, person):
        self.client, self.person = client, person

    def get(self, url):
        sign_in(self.client, self.person)
        return self.client.get(url)

    def post(self, url, **how):
        sign_in(self.client, self.person)
        return self.client.post(url, **how)


def release(desk, batch):
    """The button of the page as it stands now."""
    now = payouts.batch_by_code(batch.code)
    return desk.post(f"/admin/payouts/{batch.code}/release", data={"seen": releasing.stamp(now, payouts.lines_of(now))})


@pytest.fixture
def desk(rich, client, anna):
    return Desk(client, anna)


def test_what_waits_for_the_next_batch_is_shown(desk, rich):
    assert "No seller has asked for money." in words(desk.get("/admin/payouts"))
    rich.asks(5000)
    page = words(desk.get("/admin/payouts"))
    assert "¥50.00 1 withdrawal" in page
    assert "Nothing waits" in page


def test_a_button_writes_down_that_the_batch_is_wanted_and_the_worker_makes_it(desk, rich):
    row = rich.asks(5000)
    assert desk.post("/admin/payouts/batches").status_code == 303
    assert rich.again(row).state == "asked"
    jobs.run_pending(50)
    assert rich.again(row).state == "batched"
    page = desk.get("/admin/payouts")
    assert f"/admin/payouts/{rich.again(row).batch.code}" in page.text


def test_a_batch_from_release_to_sent(desk, rich):
    batch = rich.batched(5000).batch
    url = f"/admin/payouts/{batch.code}"
    page = desk.get(url)
    assert "Release ¥50.00" in words(page)
    assert "4417" in page.text and "622202" not in page.text
    assert desk.post(f"{url}/file").status_code == 409
    assert release(desk, batch).status_code == 303
    answer = desk.post(f"{url}/file")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{batch.code}.csv"'
    assert b"6222021234564417,ICBC,50.00,CNY" in answer.data
    assert desk.post(f"{url}/sent").status_code == 303
    page = words(desk.get(url))
    assert "closed" in page and "Released by" in page
    assert batch.code in desk.get("/admin/payouts?state=done").text
    assert release(desk, batch).status_code == 409


def test_where_two_people_always_release_no_limit_is_named(desk, rich, monkeypatch):
    held = replace(policies.current(), two_person_minor=0)
    monkeypatch.setattr(policies, "current", lambda: held)
    batch = rich.batched(5000).batch
    page = words(desk.get(f"/admin/payouts/{batch.code}"))
    assert "Two people release a batch, one after the other." in page and "Above" not in page
    release(desk, batch)
    who = desk.person.name or accounts.contacts_of(desk.person)[0].masked
    assert f"Looked at by {who}" in words(desk.get(f"/admin/payouts/{batch.code}"))


def test_above_the_limit_the_second_person_is_somebody_else(desk, rich, ben, monkeypatch):
    held = replace(policies.current(), two_person_minor=4000)
    monkeypatch.setattr(policies, "current", lambda: held)
    batch = rich.batched(5000).batch
    url = f"/admin/payouts/{batch.code}"
    assert "Above ¥40.00 two people release a batch" in words(desk.get(url))
    release(desk, batch)
    page = words(desk.get(url))
    assert "Now somebody else has to release it." in page
    answer = release(desk, batch)
    assert answer.status_code == 422
    assert "Above ¥40.00 a second person has to release it." in words(answer)
    desk.person = ben
    assert release(desk, batch).status_code == 303
    told = {row.kind: row.actor for row in events.timeline(f"payout_batch:{batch.id}")}
    assert told["payout_batch.approve"] != told["payout_batch.release"] == f"operator:{ben.id}"


def test_one_that_comes_back_needs_a_reason_and_what_was_typed_stays(desk, rich):
    rich.earns()
    rich.asks(6000, "the-second-withdrawal-here")
    row = rich.asks(5000)
    rich.clock.advance(DAY)
    payouts.make()
    batch = rich.again(row).batch
    url = f"/admin/payouts/{batch.code}"
    release(desk, batch)
    answer = desk.post(f"{url}/{row.code}/bounce", data={"reason": ""})
    assert answer.status_code == 422
    assert "Write the reason: the seller will read it." in words(answer)
    answer = desk.post(f"{url}/{row.code}/bounce", data={"reason": "x" * 201})
    assert "x" * 201 in answer.text
    assert desk.post(f"{url}/{row.code}/bounce", data={"reason": "No such account"}).status_code == 303
    assert rich.again(row).state == "bounced"
    assert rich.again(row).batch.state == "released"


def test_one_that_is_sent_and_one_of_another_batch(desk, rich):
    row = rich.batched(5000)
    payouts.release(row.batch, accounts.Person.get(accounts.Person.role == "finance"))
    assert desk.post(f"/admin/payouts/ZZZZZZZZ/{row.code}/sent").status_code == 404
    assert desk.post(f"/admin/payouts/{row.batch.code}/ZZZZZZZZ/sent").status_code == 404
    assert desk.post(f"/admin/payouts/{row.batch.code}/{row.code}/sent").status_code == 303
    assert rich.again(row).state == "sent"
    assert desk.post(f"/admin/payouts/{row.batch.code}/{row.code}/sent").status_code == 409


def test_support_and_sellers_find_no_such_page(client, rich):
    batch = rich.batched().batch
    for person in (accounts.make_operator("+8613500135009", "support"), rich.owner):
        sign_in(client, person)
        assert client.get("/admin/payouts").status_code == 404
        assert client.post(f"/admin/payouts/{batch.code}/release").status_code == 404
        assert client.post(f"/admin/payouts/{batch.code}/file").status_code == 404


def test_the_queue_and_the_money_page_hear_of_it(desk, rich, app):
    row = rich.batched(5000)
    with app.test_request_context("/admin"):
        assert any("batch of withdrawals" in panel[1] for panel in registry.slots["admin.queue"].render())
        [panel] = [each for each in registry.slots["admin.money"].render() if "On its way to sellers" in each]
    assert "¥50.00" in panel and "/admin/payouts" in panel and "1 batch waits for a person." in panel
    payouts.mark_all_sent(payouts.release(row.batch, accounts.Person.get(accounts.Person.role == "finance")))
    with app.test_request_context("/admin"):
        assert not any("withdrawals" in panel[1] for panel in registry.slots["admin.queue"].render())


def test_what_joined_since_somebody_looked_is_not_released_unseen(desk, rich):
    batch = rich.batched(5000).batch
    url = f"/admin/payouts/{batch.code}"
    seen = re.search(r'name="seen" value="(\w+)"', desk.get(url).text)[1]
    rich.batched(4000, "another-key-of-withdrawing")
    answer = desk.post(f"{url}/release", data={"seen": seen})
    assert (answer.status_code, payouts.batch_by_code(batch.code).state) == (409, "made")
    assert "has changed since you looked" in words(answer) and "Release ¥90.00" in words(answer)
    seen = re.search(r'name="seen" value="(\w+)"', answer.text)[1]
    assert desk.post(f"{url}/release", data={"seen": seen}).status_code == 303
    assert payouts.batch_by_code(batch.code).total_minor == 9000


def test_nobody_says_that_money_of_their_own_shop_came_back_once_the_bank_was_told_to_pay_it(desk, rich, client, anna):
    row = rich.batched(5000)
    accounts.Person.update(role="finance").where(accounts.Person.id == rich.owner.id).execute()
    own, url = Desk(client, accounts.Person.get_by_id(rich.owner.id)), f"/admin/payouts/{row.batch.code}"
    payouts.mark_all_sent(payouts.release(row.batch, anna))
    answer = own.post(f"{url}/{row.code}/bounce", data={"reason": "No such account"})
    assert answer.status_code == 422 and "somebody else has to say that it came back" in words(answer)
    assert (rich.again(row).state, rich.free()) == ("sent", EARNED - 5000)
    desk = Desk(client, anna)
    assert desk.post(f"{url}/{row.code}/bounce", data={"reason": "No such account"}).status_code == 303
    assert rich.free() == EARNED
    again = rich.batched(5000, "another-key-of-withdrawing")
    url = f"/admin/payouts/{again.batch.code}"
    assert Desk(client, own.person).post(f"{url}/{again.code}/bounce", data={"reason": "Not yet"}).status_code == 303  # taken out
