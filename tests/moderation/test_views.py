"""The form of a report: open to anybody, limited, the same for everybody."""

import pytest

from storefront.moderation import Report, Voice, rules


def about(world) -> str:
    return f"item:meis-kiln/{world.mei.mug.product.code}"


def send(client, about: str, reason: str = "copy", network: str = "", **more):
    environ = {"REMOTE_ADDR": network} if network else {}
    return client.post("/report", data={"about": about, "reason": reason, **more}, environ_base=environ)


def test_shop_and_item_lead_to_the_form(client, world):
    path = world.mei.mug.product.path
    assert f'href="/report?about={about(world)}"' in client.get(path).text
    assert 'href="/report?about=shop:meis-kiln"' in client.get("/@meis-kiln").text
    assert 'href="/report?about=shop:meis-kiln"' in client.get("/@meis-kiln/about").text
    page = client.get(f"/report?about={about(world)}")
    assert page.status_code == 200 and "Sunday mug" in page.text and "It is a copy of a brand" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert 'name="robots" content="noindex"' in page.text


def test_it_is_sent_with_a_reason_alone(client, world):
    answer = send(client, about(world))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/report?about={about(world)}&sent=1")
    thanks = client.get(answer.headers["Location"])
    assert "Thank you" in thanks.text and world.mei.mug.product.path in thanks.text
    (report,) = Report.across_shops()
    assert (report.kind, report.thing_id, report.people_count) == ("item", world.mei.mug.product.id, 1)


def test_with_htmx_the_thanks_take_the_place_of_the_form(client, world):
    headers = {"HX-Request": "true", "HX-Target": "step"}
    answer = client.post("/report", data={"about": about(world), "reason": "copy"}, headers=headers)
    assert answer.status_code == 200 and answer.text.startswith('<div id="step"') and "Thank you" in answer.text
    refused = client.post("/report", data={"about": about(world)}, headers=headers)
    assert refused.status_code == 422 and refused.text.startswith('<div id="step"') and "Choose what is wrong." in refused.text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose what is wrong."),
        ({"reason": "nonsense"}, "Choose what is wrong."),
        ({"reason": "copy", "words": "x" * 2001}, "2000"),
        ({"reason": "copy", "contact": "12"}, "Mobile numbers have 11"),
        ({"reason": "copy", "contact": "lin@"}, "should look like name@example.com"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, world, sent, sentence):
    data = {"about": about(world), "words": "It is my cup", **sent}
    answer = client.post("/report", data=data)
    assert answer.status_code == 422 and sentence in answer.text
    assert data["words"] in answer.text
    assert Report.across_shops().count() == 0


def test_contact_and_person_are_kept(visitor, world, people):
    (person,) = people(1)
    send(visitor(person), about(world), contact="+86 139 1111 2222", words="A neighbour told me")
    (voice,) = Voice.across_shops()
    assert (voice.person_id, voice.contact, voice.words) == (person.id, "+8613911112222", "A neighbour told me")


@pytest.mark.parametrize(
    "path", ["/report", "/report?about=", "/report?about=shop:nobody", "/report?about=item:meis-kiln/%27--", "/report?sent=1"]
)
def test_what_is_not_there_cannot_be_reported(client, world, path):
    assert world.mei.shop
    assert client.get(path).status_code == 404
    assert client.post("/report", data={"about": path[14:], "reason": "copy"}).status_code == 404


# --- attacks -----------------------------------------------------------------------------------------------------------------


def test_one_network_cannot_bomb_a_thing(client, world):
    most = rules.FROM_NETWORK_ABOUT[0]
    answers = [send(client, about(world), network=f"10.3.0.{number}").status_code for number in range(1, most + 4)]
    assert answers == [303] * most + [429] * 3
    (report,) = Report.across_shops()
    assert report.people_count == 1  # a whole network is one
    assert send(client, about(world), network="10.4.0.1").status_code == 303


def test_one_network_cannot_flood_the_queue(client, world, monkeypatch):
    monkeypatch.setattr(rules, "FROM_NETWORK", (3, rules.FROM_NETWORK[1]))
    abouts = ["shop:meis-kiln", *(f"item:meis-kiln/{each.product.code}" for each in world.mei.goods.values())]
    assert [send(client, each, "fraud").status_code for each in abouts] == [303, 303, 303, 429]
    assert Report.across_shops().count() == 3


def test_a_thing_takes_only_so_much_in_a_day(client, world, monkeypatch):
    monkeypatch.setattr(rules, "ABOUT_THING", (3, rules.ABOUT_THING[1]))
    answers = [send(client, about(world), network=f"10.{number}.0.1").status_code for number in range(1, 6)]
    assert answers == [303, 303, 303, 429, 429]
    assert client.get(world.mei.mug.product.path).status_code == 200


def test_words_stay_words(visitor, desk):
    send(visitor(), about(desk.world), words='<script>alert(1)</script> "&')
    (report,) = Report.across_shops()
    for path in ("/admin/reports", f"/admin/reports/{report.code}"):
        page = visitor(desk.one).get(path).text
        assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_the_form_names_what_may_not_be_sold(client, desk):
    from dataclasses import replace

    from storefront import policies

    policies.publish(replace(policies.current(), banned_categories=("Tobacco", "武器")), desk.one)
    assert "Tobacco, 武器" in client.get(f"/report?about={about(desk.world)}").text
