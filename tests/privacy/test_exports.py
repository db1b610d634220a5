"""An export holds everything, is made in the background, and is taken with a fresh proof while it is good."""

import json
from datetime import timedelta

import pytest

from storefront import accounts, aftersales, customers, orders, privacy
from storefront.kit import clock, events, jobs, post
from storefront.kit.errors import Gone, NotFound, TooMany
from tests.support.factories import ZHOU, sign_in


@pytest.fixture
def zhou(world):
    """The person behind the buyer of the stories."""
    return accounts.find_or_make(accounts.Contact("phone", ZHOU.phone))


def about(person):
    return privacy.about_person(accounts.Person.get_by_id(person.id))


def made(person) -> dict:
    row = privacy.ask_export(about(person))
    jobs.run_pending(1000)
    return json.loads(privacy.take(privacy.export_named(about(person), row.code)))


def test_it_holds_what_every_room_keeps(world, zhou):
    order = world.shipped(note="Ring twice")
    aftersales.open_case(order, "broken", "money", None, "It came in two")
    customers.note_about(customers.Customer.of(order.shop).first(), "Likes blue")
    customers.remember(None, ZHOU.name, ZHOU.phone, ZHOU.address, "CN")
    jobs.run_pending(1000)
    whole = made(zhou)
    data = whole["data"]
    assert whole["person"]["phone"] == ZHOU.phone
    assert data["orders"][0]["to"]["address"] == ZHOU.address and data["orders"][0]["note"] == "Ring twice"
    assert data["orders"][0]["link"] == f"http://localhost/o/{order.token}"
    assert data["cases"][0]["said"][0]["words"] == "It came in two"
    assert data["customer of"][0]["note"] == "Likes blue"
    assert data["remembered by browsers"][0]["address"] == ZHOU.address
    assert data["account"]["phone"] == ZHOU.phone and data["notices"] and data["payments"] and data["parcels"]
    assert any(order.number in message["body"] for message in data["messages"])


def test_notices_are_in_it_as_their_page_shows_them(world, zhou):
    accounts.change_settings(zhou, language="zh-CN")
    order = world.paid()
    jobs.run_pending(1000)
    privacy.ask_export(about(zhou))
    jobs.run_pending(1000)
    (notice, *_more) = json.loads(privacy.latest_export(about(zhou)).content)["data"]["notices"]
    assert notice["words"].startswith("付款成功") and notice["data"]["number"] == order.number
    assert notice["link"] == f"http://localhost/o/{order.token}"


def test_whose_an_ended_one_was_is_not_kept_of_a_guest(world, clock):
    world.completed()
    guest = privacy.about_contact(accounts.Contact("phone", ZHOU.phone))
    privacy.ask_export(guest)
    jobs.run_pending(1000)
    clock.advance(timedelta(days=7, minutes=1))
    jobs.sweep()
    (row,) = privacy.Export.select()
    assert (row.state, row.content, row.contact, row.contact_index) == ("ended", None, None, None)


def test_nobody_elses_data_is_in_it(world, zhou):
    from tests.support.factories import LIN

    world.paid(buyer=LIN, note="Not for Zhou")
    world.paid()
    text = json.dumps(made(zhou), ensure_ascii=False)
    assert LIN.phone not in text and LIN.address not in text and "Not for Zhou" not in text


def test_it_shows_how_far_it_is_and_is_made_once(world, zhou):
    first = privacy.ask_export(about(zhou))
    assert privacy.ask_export(about(zhou)).id == first.id
    assert (first.state, first.steps_done) == ("asked", 0)
    jobs.run_pending(1000)
    done = privacy.latest_export(about(zhou))
    assert done.state == "ready" and done.steps_done == done.steps_count == len(list(privacy.keepers))


def test_a_new_one_ends_the_old_one_and_time_ends_the_new_one(world, zhou):
    old = privacy.ask_export(about(zhou))
    jobs.run_pending(1000)
    new = privacy.ask_export(about(zhou))
    jobs.run_pending(1000)
    with pytest.raises(Gone):
        privacy.export_named(about(zhou), old.code)
    clock.advance(timedelta(days=7, minutes=1))
    with pytest.raises(Gone):
        privacy.export_named(about(zhou), new.code)
    jobs.sweep()
    row = privacy.latest_export(about(zhou))
    assert row.state == "ended" and row.content is None


def test_one_that_was_left_lying_is_begun_again_and_in_the_end_fails(world, zhou):
    row = privacy.ask_export(about(zhou))
    privacy.EXPORT.change(row, "begin", begun_at=clock.now(), tries=3)
    clock.advance(timedelta(minutes=6))
    jobs.sweep()
    assert privacy.latest_export(about(zhou)).state == "failed"
    again = privacy.ask_export(about(zhou))
    privacy.EXPORT.change(again, "begin", begun_at=clock.now(), tries=1)
    clock.advance(timedelta(minutes=6))
    jobs.sweep()
    jobs.run_pending(1000)
    assert privacy.latest_export(about(zhou)).state == "ready"


def test_somebody_elses_file_is_not_there(world, zhou):
    row = privacy.ask_export(about(zhou))
    jobs.run_pending(1000)
    with pytest.raises(NotFound):
        privacy.export_named(about(world.mei.owner), row.code)


def test_five_a_day(world, zhou):
    for _ in range(5):
        privacy.ask_export(about(zhou))
        jobs.run_pending(1000)
    with pytest.raises(TooMany):
        privacy.ask_export(about(zhou))


def test_what_is_kept_of_the_file_is_encrypted_and_that_it_was_taken_is_on_record(world, zhou, database):
    world.paid()
    made(zhou)
    row = privacy.latest_export(about(zhou))
    (stored,) = database.execute_sql('SELECT content FROM "data_export"').fetchone()
    assert ZHOU.phone not in stored and row.taken_count == 1
    assert [each.kind for each in events.timeline(f"export:{row.id}")][-1] == "export.taken"


# --- the pages ------------------------------------------------------------------------------------------------------------------


def test_the_page_of_somebody_with_an_account(world, zhou, client):
    world.paid()
    sign_in(client, zhou)
    page = client.get("/me/data")
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    assert "138" in page.text and ZHOU.phone not in page.text
    assert client.post("/me/data/export").headers["Location"] == "/me/data"
    assert "of " in client.get("/me/data").text and "hx-get" in client.get("/me/data").text
    jobs.run_pending(1000)
    assert "Your file is ready" in client.get("/me/data").text
    answer = client.post(f"/me/data/file/{privacy.latest_export(about(zhou)).code}")
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store" and answer.json["data"]["orders"]


@pytest.mark.parametrize("path", ["export", "erasure", "file/abcdefghijklmnopqrstuv"])
def test_a_fresh_proof_comes_first(world, zhou, client, path):
    sign_in(client, zhou)
    clock.advance(timedelta(minutes=11))
    answer = client.post(f"/me/data/{path}", data={"sure": "y"})
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/signin/again")
    assert not privacy.Export.select().exists() and not privacy.Erasure.select().exists()


def code_for(contact: str) -> str:
    """The six digits of the last code that went to a contact."""
    from storefront.kit import personal

    index = personal.blind("email" if "@" in contact else "phone", contact)
    body = post.Message.select().where(post.Message.to_index == index).order_by(post.Message.id.desc()).first().body
    return next(word for word in body.split() if word.isdigit() and len(word) == 6)


def proven(client, order, contact=ZHOU.phone, kind="phone"):
    """A guest who proved the contact of an order."""
    base = f"/o/{order.token}/data"
    assert client.post(f"{base}/proof", data={"to": kind}).headers["Location"] == f"{base}/code"
    assert client.get(f"{base}/code").status_code == 200
    assert client.post(f"{base}/code", data={"code": code_for(contact)}).headers["Location"] == base
    return base


def test_a_guest_proves_the_contact_of_the_order(world, client):
    order = world.paid()
    base = f"/o/{order.token}/data"
    ask = client.get(base)
    assert "Text a code" in ask.text and ZHOU.phone not in ask.text and "Take it along" not in ask.text
    for path in ("export", "erasure", "erasure/off", "file/abc"):
        assert client.post(f"{base}/{path}").headers["Location"] == base
    assert client.get(f"{base}/now").headers["Location"] == base
    proven(client, order)
    assert "Take it along" in client.get(base).text
    client.post(f"{base}/export")
    jobs.run_pending(1000)
    row = privacy.Export.get()
    answer = client.post(f"{base}/file/{row.code}")
    assert answer.json["person"] == {"phone": ZHOU.phone, "email": None, "account": False}
    assert answer.json["data"]["orders"][0]["number"] == order.number
    assert not accounts.person_by_contact(ZHOU.phone)


def test_the_proof_ends_and_opens_no_other_order(world, client):
    from tests.support.factories import LIN

    order, other = world.paid(), world.paid(buyer=LIN)
    base = proven(client, order)
    assert "Text a code" in client.get(f"/o/{other.token}/data").text
    clock.advance(timedelta(minutes=11))
    assert "Text a code" in client.get(base).text


def test_a_wrong_code_opens_nothing(world, client):
    order = world.paid()
    base = f"/o/{order.token}/data"
    client.post(f"{base}/proof", data={"to": "phone"})
    right = code_for(ZHOU.phone)
    wrong = f"{(int(right) + 1) % 1000000:06}"
    assert client.post(f"{base}/code", data={"code": wrong}).status_code == 422
    assert client.post(f"{base}/code", data={"code": "12"}).status_code == 422
    assert client.post(f"{base}/proof", data={"to": "email"}).status_code == 404
    assert "Take it along" not in client.get(base).text


def test_orders_lead_there(world, client, zhou):
    order = world.paid()
    assert f"/o/{order.token}/data" in client.get(f"/o/{order.token}").text
    sign_in(client, zhou)
    assert "/me/data" in client.get("/me/settings").text
    assert orders.orders_of_person(about(zhou)) == [order.id]
