"""Being signed in: settings, devices, and what needs a fresh proof."""

from datetime import timedelta

from tests.accounts.conftest import TYPED, ask, wrong
from tests.support.clients import htmx, shown_code

# --- settings and devices ---------------------------------------------------------------------------------------------------


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


# --- sensitive acts ---------------------------------------------------------------------------------------------------------


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
    assert browser.post("/me/contact", data={"contact": TYPED}).location == "/me/contact/code"  # nothing is said yet
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
    code = ask(browser)
    assert browser.post("/signin/again/code", data={"code": code}).location == "/signin/again"
    assert browser.get("/me/contact").status_code == 303
