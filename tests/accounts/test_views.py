"""Signing in with a code, and what nobody may learn or do on the way."""

import re
from datetime import timedelta

import pytest

from tests.accounts.conftest import TYPED, ask, wrong
from tests.support.clients import browser, htmx, shown_code

PRIVATE = ("/me", "/me/settings", "/me/contact", "/me/passkey", "/signin/again")


# --- signing in -------------------------------------------------------------------------------------------------------------


def test_signing_in_takes_a_number_and_a_code(client):
    code = ask(client)
    answer = client.post("/signin/code", data={"code": f"{code[:3]} {code[3:]}"})
    assert (answer.status_code, answer.location) == (303, "/me")
    assert "138····8000" in client.get("/me").text


def test_with_htmx_the_code_takes_the_place_of_the_form(client):
    answer = client.post("/signin", data={"contact": TYPED}, headers=htmx("step"))
    assert answer.status_code == 200 and answer.text.lstrip().startswith('<section id="step"')
    assert "<html" not in answer.text and 'autocomplete="one-time-code"' in answer.text
    assert answer.headers["HX-Replace-Url"] == "/signin/code"
    answer = client.post("/signin/code", data={"code": shown_code(answer.text)}, headers=htmx("step"))
    assert answer.headers["HX-Redirect"] == "/me"


def test_the_code_page_says_where_the_code_went_and_shows_it_in_development_only(client):
    ask(client)
    page = client.get("/signin/code").text
    assert "We sent a code to 138····8000. It can take 20 seconds." in page
    assert "Development: nothing is really sent here." in page
    assert "We go on by ourselves after six digits" in page
    assert "13800138000" not in page and TYPED not in page


def test_a_wrong_number_is_explained_beside_it_and_kept(client, database):
    answer = client.post("/signin", data={"contact": "1380013800"})
    assert answer.status_code == 422
    assert "One digit is missing. Mobile numbers have 11." in answer.text and 'value="1380013800"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert client.post("/signin", data={}).status_code == 422


def test_a_wrong_code_is_explained(client):
    code = ask(client)
    answer = client.post("/signin/code", data={"code": wrong(code)})
    assert answer.status_code == 422 and "That is not the code we sent. Check the latest message." in answer.text
    assert client.post("/signin/code", data={"code": "12"}).status_code == 422
    assert "The code has six digits." in client.post("/signin/code", data={"code": "abc"}).text
    assert client.post("/signin/code", data={"code": code}).location == "/me"


def test_after_three_wrong_codes_the_page_says_to_wait(client, clock):
    code = ask(client)
    for _n in range(2):
        client.post("/signin/code", data={"code": wrong(code)})
    answer = client.post("/signin/code", data={"code": wrong(code)})
    assert answer.status_code == 429 and "Wait 30 seconds" in answer.text
    answer = client.post("/signin/code", data={"code": code}, headers=htmx("step"))
    assert answer.status_code == 422 and "Wait" in answer.text  # htmx swaps nothing else
    clock.advance(timedelta(seconds=31))
    assert client.post("/signin/code", data={"code": code}).location == "/me"


def test_after_twenty_seconds_another_way_is_offered(client, clock):
    ask(client)
    early = client.get("/signin/code", headers=htmx("late")).text
    assert (
        early.lstrip().startswith('<div id="late"') and "load delay:20s" in early and "<details" in early and " open" not in early
    )
    clock.advance(timedelta(seconds=20))
    late = client.get("/signin/code", headers=htmx("late")).text
    assert "load delay" not in late and " open" in late and "/signin?with=email" in late


def test_a_new_code_can_be_sent_and_the_old_one_is_void(client):
    first = ask(client)
    assert client.post("/signin/code/again").location == "/signin/code"
    second = shown_code(client.get("/signin/code").text)
    if first != second:
        assert client.post("/signin/code", data={"code": first}).status_code == 422
    assert client.post("/signin/code", data={"code": second}).location == "/me"


def test_too_many_codes_are_refused_in_a_sentence(client):
    for _n in range(5):
        client.post("/signin", data={"contact": TYPED})
    answer = client.post("/signin", data={"contact": TYPED})
    assert answer.status_code == 429 and "We sent several codes already." in answer.text and 'name="contact"' in answer.text


def test_without_a_code_on_its_way_there_is_no_code_page(client, database):
    assert client.get("/signin/code").location == "/signin"
    assert client.post("/signin/code", data={"code": "123456"}).location == "/signin"
    assert client.post("/signin/code/again").location == "/signin"


def test_a_code_works_in_no_other_browser(client, app):
    code = ask(client)
    other = browser(app)
    ask(other, "13900139000")
    answer = other.post("/signin/code", data={"code": code, "contact": TYPED})
    assert answer.status_code == 422 and other.get("/me").status_code == 303


def test_a_tampered_step_is_no_step(client):
    ask(client)
    cookie = client.get_cookie("step").value
    client.set_cookie("step", cookie[:-2] + ("AA" if not cookie.endswith("AA") else "BB"))
    assert client.get("/signin/code").location == "/signin"


def test_an_address_to_go_on_to_is_kept_and_stays_on_this_site(client, app):
    code = ask(client, next="/sell/mei/orders")
    assert client.post("/signin/code", data={"code": code}).location == "/sell/mei/orders"
    assert client.get("/signin?next=/me/settings").location == "/me/settings"  # signed in already
    for evil in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        other = browser(app)
        code = ask(other, f"{abs(hash(evil))}@example.com", next=evil)
        assert other.post("/signin/code", data={"code": code}).location == "/me"


# --- what nobody may learn or do --------------------------------------------------------------------------------------------


def test_known_and_unknown_contacts_get_the_same_answer(client, app, mei, lin):
    def answers(contact):
        visitor = browser(app)
        sent = visitor.post("/signin", data={"contact": contact})
        page = visitor.get("/signin/code")
        code = shown_code(page.text)
        refused = visitor.post("/signin/code", data={"code": wrong(code)})
        clean = re.compile(r"\d{6}|\S*····\S*|/static/\S+")
        return [(a.status_code, a.location, sorted(a.headers.keys()), clean.sub("", a.text)) for a in (sent, page, refused)]

    assert answers(TYPED) == answers("139 0013 9000")
    assert answers("lin@example.com") == answers("tom@example.com")


def test_a_session_planted_before_signing_in_is_not_taken_over(client):
    client.set_cookie("session", "planted-by-somebody-else")
    code = ask(client)
    client.post("/signin/code", data={"code": code})
    assert client.get_cookie("session").value != "planted-by-somebody-else"
    client.set_cookie("session", "planted-by-somebody-else")
    assert client.get("/me").status_code == 303


def test_signing_in_again_ends_the_session_that_was_here(client, sign_in, mei):
    browser = sign_in(mei)
    code = ask(browser)
    browser.post("/signin/code", data={"code": code})
    assert browser.get_cookie("session").value != browser.token
    client.set_cookie("session", browser.token)
    assert client.get("/me").status_code == 303


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    code = ask(client)
    cookies = client.post("/signin/code", data={"code": code}).headers.getlist("Set-Cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("session="))
    assert "HttpOnly" in session and "SameSite=Lax" in session and "Path=/" in session and "Domain" not in session


def test_on_https_the_cookie_belongs_to_this_host_alone(app, client):
    from dataclasses import replace

    before = app.config["MICROSTORE"]
    app.config["MICROSTORE"] = replace(before, url="https://shops.example")
    try:
        answer = client.post(
            "/signin", data={"contact": TYPED}, base_url="https://shops.example", headers={"Origin": "https://shops.example"}
        )
    finally:
        app.config["MICROSTORE"] = before
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-step=") and "Secure" in cookie and "Domain" not in cookie


@pytest.mark.parametrize(
    "path", ["/signin", "/signin/code", "/signout", "/me/settings", "/me/devices/signout", "/me/passkey/options"]
)
def test_posts_from_another_site_are_refused(sign_in, mei, path):
    browser = sign_in(mei)
    answer = browser.post(
        path, data={"contact": TYPED}, headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert browser.get("/me").status_code == 200


@pytest.mark.parametrize("path", PRIVATE)
def test_private_pages_lead_to_signing_in_and_back(client, database, path):
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, f"/signin?next={path}")
    assert client.get(path, headers=htmx("main")).headers["HX-Redirect"] == f"/signin?next={path}"


@pytest.mark.parametrize("path", PRIVATE)
def test_private_pages_are_kept_by_nobody(sign_in, mei, path):
    headers = sign_in(mei).get(path).headers
    assert "no-store" in headers["Cache-Control"] or "private" in headers["Cache-Control"]


def test_fields_that_are_not_on_the_form_change_nothing(sign_in, mei, accounts):
    data = {
        "name": "Mei",
        "language": "en",
        "notices_by": "text",
        "role": "operator",
        "phone": "+8613900139000",
        "id": "1",
        "blocked_at": "",
    }
    sign_in(mei).post("/me/settings", data=data)
    after = accounts.person_by_contact("+8613800138000")
    assert (after.name, after.role, after.phone) == ("Mei", "", "+8613800138000")
