import re
from datetime import timedelta

import pytest

MEI = "138 0013 8000"
PRIVATE = ("/me", "/me/settings", "/me/contact", "/me/passkey", "/signin/again")


def shown_code(page: str) -> str:
    return re.search(r"data-code>(\d{6})<", page)[1]


def ask(client, contact=MEI, **more):
    assert client.post("/signin", data={"contact": contact, **more}).status_code == 303
    return shown_code(client.get("/signin/code").text)


def wrong(code):
    return "000000" if code != "000000" else "111111"


def htmx(target):
    return {"HX-Request": "true", "HX-Target": target}


# --- signing in --------------------------------------------------------------------------------------------------------------


def test_signing_in_takes_a_number_and_a_code(client):
    code = ask(client)
    answer = client.post("/signin/code", data={"code": f"{code[:3]} {code[3:]}"})
    assert (answer.status_code, answer.location) == (303, "/me")
    assert "138····8000" in client.get("/me").text


def test_with_htmx_the_code_takes_the_place_of_the_form(client):
    answer = client.post("/signin", data={"contact": MEI}, headers=htmx("step"))
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
    assert "13800138000" not in page and MEI not in page


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
        client.post("/signin", data={"contact": MEI})
    answer = client.post("/signin", data={"contact": MEI})
    assert answer.status_code == 429 and "We sent several codes already." in answer.text and 'name="contact"' in answer.text


def test_without_a_code_on_its_way_there_is_no_code_page(client, database):
    assert client.get("/signin/code").location == "/signin"
    assert client.post("/signin/code", data={"code": "123456"}).location == "/signin"
    assert client.post("/signin/code/again").location == "/signin"


def test_a_code_works_in_no_other_browser(client, app):
    code = ask(client)
    other = app.test_client()
    other.environ_base |= {"HTTP_ORIGIN": "http://localhost"}
    ask(other, "13900139000")
    answer = other.post("/signin/code", data={"code": code, "contact": MEI})
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
        other = app.test_client()
        other.environ_base |= {"HTTP_ORIGIN": "http://localhost"}
        code = ask(other, f"{abs(hash(evil))}@example.com", next=evil)
        assert other.post("/signin/code", data={"code": code}).location == "/me"


# --- what nobody may learn or do ------------------------------------------------------------------------------------------------


def test_known_and_unknown_contacts_get_the_same_answer(client, app, mei, lin):
    def answers(contact):
        browser = app.test_client()
        browser.environ_base |= {"HTTP_ORIGIN": "http://localhost", "HTTP_ACCEPT_LANGUAGE": "en"}
        sent = browser.post("/signin", data={"contact": contact})
        page = browser.get("/signin/code")
        code = shown_code(page.text)
        refused = browser.post("/signin/code", data={"code": wrong(code)})
        clean = re.compile(r"\d{6}|\S*····\S*|/static/\S+")
        return [(a.status_code, a.location, sorted(a.headers.keys()), clean.sub("", a.text)) for a in (sent, page, refused)]

    assert answers(MEI) == answers("139 0013 9000")
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
    code = ask_over(browser)
    browser.post("/signin/code", data={"code": code})
    assert browser.get_cookie("session").value != browser.token
    client.set_cookie("session", browser.token)
    assert client.get("/me").status_code == 303


def ask_over(browser):
    browser.post("/signin", data={"contact": MEI})
    return shown_code(browser.get("/signin/code").text)


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
            "/signin", data={"contact": MEI}, base_url="https://shops.example", headers={"Origin": "https://shops.example"}
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
    answer = browser.post(path, data={"contact": MEI}, headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"})
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


# --- being signed in ------------------------------------------------------------------------------------------------------------


def test_signing_out_ends_the_session_and_what_the_browser_kept(sign_in, mei, client):
    browser = sign_in(mei)
    answer = browser.post("/signout")
    assert (answer.status_code, answer.location) == (303, "/")
    assert "cache" in answer.headers["Clear-Site-Data"] and "storage" in answer.headers["Clear-Site-Data"]
    client.set_cookie("session", browser.token)
    assert client.get("/me").status_code == 303


def test_signing_out_this_device_from_the_list_ends_the_same_way(sign_in, mei, accounts):
    browser = sign_in(mei)
    answer = browser.post(f"/me/devices/{accounts.sessions_of(mei)[0].id}/signout")
    assert (answer.status_code, answer.location) == (303, "/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"' and browser.get("/me").status_code == 303


def test_settings_save_and_say_so(sign_in, mei, accounts):
    browser = sign_in(mei)
    assert (
        browser.post("/me/settings", data={"name": " Mei  Zhou ", "language": "zh-CN", "notices_by": "none"}).location
        == "/me/settings"
    )
    after = accounts.person_by_contact(mei.phone)
    assert (after.name, after.language, after.notices_by) == ("Mei Zhou", "zh-CN", "none")
    answer = browser.post("/me/settings", data={"name": "Mei", "language": "en", "notices_by": "text"}, headers=htmx("about-me"))
    assert 'id="about-me"' in answer.text and "Saved." in answer.text and "hx-swap-oob" in answer.text


def test_notices_go_only_where_somebody_can_be_reached(sign_in, mei):
    page = sign_in(mei).post("/me/settings", data={"name": "x" * 81, "language": "en", "notices_by": "mail"})
    assert page.status_code == 422 and "there is room for 80" in page.text


def test_one_device_is_signed_out_from_another(sign_in, mei, accounts):
    here, there = sign_in(mei), sign_in(mei, "Safari on iPhone")
    page = here.get("/me/settings").text
    assert "Safari on iPhone" in page and "this one" in page
    other = next(one for one in accounts.sessions_of(mei) if one.device == "Safari on iPhone")
    answer = here.post(f"/me/devices/{other.id}/signout", headers=htmx("devices-list"))
    assert (
        answer.text.lstrip().startswith('<div id="devices-list"')
        and "Safari on iPhone" not in answer.text.split('id="toasts"')[0]
    )
    assert there.get("/me").status_code == 303 and here.get("/me").status_code == 200


def test_nobody_signs_out_somebody_elses_device(sign_in, mei, lin, accounts):
    theirs = sign_in(lin)
    assert sign_in(mei).post(f"/me/devices/{accounts.sessions_of(lin)[0].id}/signout").status_code == 404
    assert theirs.get("/me").status_code == 200


def test_all_other_devices_are_signed_out_at_once(sign_in, mei):
    here, there = sign_in(mei), sign_in(mei)
    assert here.post("/me/devices/signout").location == "/me/settings"
    assert there.get("/me").status_code == 303 and here.get("/me").status_code == 200


def test_me_shows_the_panels_of_other_rooms(sign_in, mei):
    from storefront.kit import registry

    panel = registry.slots["me.orders"].add(lambda person: f"<p>orders of {person.id}</p>")
    try:
        assert f"<p>orders of {mei.id}</p>" in sign_in(mei).get("/me").text
    finally:
        registry.slots["me.orders"]._panels.remove(panel)


# --- sensitive acts ----------------------------------------------------------------------------------------------------------------


def test_a_new_number_needs_a_fresh_proof_and_its_own_code(sign_in, mei, accounts, clock):
    browser, elsewhere = sign_in(mei), sign_in(mei)
    clock.advance(timedelta(minutes=11))
    assert browser.get("/me/contact").location == "/signin/again?next=/me/contact"
    assert browser.post("/me/contact", data={"contact": "13900139000"}).location == "/signin/again?next=/me/contact"
    prove_again(browser, "/me/contact")
    assert browser.post("/me/contact", data={"contact": "13900139000"}).location == "/me/contact/code"
    code = shown_code(browser.get("/me/contact/code").text)
    assert browser.post("/me/contact/code", data={"code": wrong(code)}).status_code == 422
    assert browser.post("/me/contact/code", data={"code": code}).location == "/me/settings"
    assert accounts.person_by_contact("+8613900139000").id == mei.id
    assert accounts.person_by_contact("+8613800138000") is None
    assert browser.get("/me").status_code == 200 and elsewhere.get("/me").status_code == 303


def prove_again(browser, to):
    assert "138····8000" in browser.get(f"/signin/again?next={to}").text
    assert browser.post("/signin/again", data={"to": "phone", "next": to}).location == "/signin/again/code"
    code = shown_code(browser.get("/signin/again/code").text)
    assert browser.post("/signin/again/code", data={"code": code}).location == to


def test_a_number_of_somebody_else_is_told_only_to_who_holds_it(sign_in, mei, lin, accounts):
    browser = sign_in(lin)
    assert browser.post("/me/contact", data={"contact": MEI}).location == "/me/contact/code"  # nothing is said yet
    code = shown_code(browser.get("/me/contact/code").text)
    answer = browser.post("/me/contact/code", data={"code": code})
    assert answer.status_code == 422 and "belongs to another account" in answer.text
    assert accounts.person_by_contact(mei.phone).id == mei.id


def test_the_code_to_prove_myself_goes_only_to_my_own_contacts(sign_in, mei):
    browser = sign_in(mei)
    assert browser.post("/signin/again", data={"to": "email"}).status_code == 404
    assert browser.post("/signin/again", data={"to": "13900139000"}).status_code == 404


def test_a_code_for_signing_in_does_not_prove_it_is_still_me(sign_in, mei, clock):
    browser = sign_in(mei)
    clock.advance(timedelta(minutes=11))
    code = ask_over(browser)
    assert browser.post("/signin/again/code", data={"code": code}).location == "/signin/again"
    assert browser.get("/me/contact").status_code == 303


# --- staff ------------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rooms(app):
    """A staff room and its pages, on an application of their own."""
    from flask import Flask

    from storefront.accounts import admin_blueprint, needs

    bp = admin_blueprint("room_admin", __name__)
    bp.add_url_rule("/room", view_func=lambda: "for all staff", endpoint="all")

    @bp.get("/room/finance")
    @needs("finance")
    def finance():
        return "for finance"

    made = Flask("staff")
    made.config.update(app.config)
    from storefront.kit import hypermedia, web

    hypermedia.init_app(made)
    made.register_error_handler(web.Refused, lambda refusal: ("", refusal.status))
    made.before_request(lambda: setattr(web.g, "network", ""))
    made.register_blueprint(bp)
    return made


@pytest.mark.parametrize(
    "role, all_staff, finance", [("", 404, 404), ("support", 200, 404), ("finance", 200, 200), ("operator", 200, 200)]
)
def test_staff_rooms_do_not_exist_for_others(rooms, accounts, mei, role, all_staff, finance):
    if role:
        accounts.make_operator(mei.phone, role)
    browser = rooms.test_client()
    browser.set_cookie("session", accounts.open_session(accounts.person_by_contact(mei.phone), "Chrome", ""))
    assert (browser.get("/admin/room").status_code, browser.get("/admin/room/finance").status_code) == (all_staff, finance)


def test_visitors_are_sent_to_sign_in(rooms, database):
    assert rooms.test_client().get("/admin/room").location == "/signin?next=/admin/room"
