"""A plain form that a script sends in place is answered with the whole page, or told where to go."""

from tests.support.factories import sign_in

IN_PLACE = {"HX-Request": "true", "HX-Boosted": "true"}


def test_a_mistake_comes_with_the_whole_page(world, client):
    sign_in(client, world.mei.owner)
    url, sent = "/sell/meis-kiln/settings/close", {"name": "Another shop"}
    answer = client.post(url, data=sent, headers=IN_PLACE)
    assert answer.status_code == 422 and answer.text.startswith("<!doctype html>") and 'aria-invalid="true"' in answer.text
    assert client.post(url, data=sent).text == answer.text


def test_what_went_well_leads_on(world, client):
    order = world.placed()
    answer = client.post(f"/o/{order.token}/cancellation", headers=IN_PLACE)
    assert answer.status_code == 200 and not answer.data and "Location" not in answer.headers
    assert answer.headers["HX-Redirect"].endswith(f"/o/{order.token}") and "HX-Refresh" not in answer.headers


def test_cookies_come_along(client):
    answer = client.post("/language/zh-CN", data={"next": "/help"}, headers=IN_PLACE)
    assert answer.headers["HX-Redirect"].endswith("/help") and "zh-CN" in answer.headers["Set-Cookie"]


def test_to_another_place_on_the_same_page_it_is_fetched_anew(client):
    def leads(current, after="/help#money"):
        headers = IN_PLACE | {"HX-Current-URL": current}
        return client.post("/language/en", data={"next": after}, headers=headers).headers.get("HX-Refresh")

    assert leads("http://localhost/help") == leads("http://localhost/help#shops") == "true"
    assert leads("http://localhost/") is leads("http://localhost/help?a=1") is leads("http://localhost/help", "/help") is None


def test_without_a_script_a_redirect_stays_one(client):
    answer = client.post("/language/en", data={"next": "/help"})
    assert answer.status_code == 303 and answer.headers["Location"].endswith("/help") and "HX-Redirect" not in answer.headers


def test_what_no_form_shows_is_said_over_the_page_that_stays(world, client):
    gone = client.post("/o/nothing/cancellation", headers=IN_PLACE)
    assert gone.status_code == 404 and "<timed-toast" in gone.text and "<html" not in gone.text
    sign_in(client, world.mei.owner)
    order = world.completed()
    late = client.post(f"/sell/meis-kiln/orders/{order.number}/cancellation", data={"reason": "Sold out"}, headers=IN_PLACE)
    assert late.status_code in (409, 422) and "<timed-toast" in late.text and late.headers["HX-Retarget"] == "#toasts"
