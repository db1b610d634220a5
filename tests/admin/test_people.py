"""/admin/people: who may do what at the desk, and whose contact is read why."""

import pytest

from storefront import accounts
from storefront.kit import events
from storefront.kit.errors import Refused
from tests.support.factories import sign_in


def role_of(person) -> str:
    return accounts.Person.get_by_id(person.id).role


def test_staff_are_listed_and_anybody_is_found_by_number_or_address(desk, world):
    browser, support = desk("operator"), desk("support")
    owner = world.mei.owner
    page = browser.get("/admin/people").text
    assert f"/admin/people/{support.person.id}" in page and f"/admin/people/{owner.id}" not in page
    for text in ("+8613700137000", "137 0013 7000"):
        page = browser.get("/admin/people", query_string={"q": text}).text
        assert (
            f'href="/admin/people/{owner.id}"' in page and "137····7000" in page and "13700137000" not in page.replace(text, "")
        )
    for text, sentence in (
        ("Mei", "Write a whole number or address"),
        ("+8613700137999", "Nobody has an account with this contact."),
    ):
        answer = browser.get("/admin/people", query_string={"q": text})
        assert answer.status_code == 422 and sentence in answer.text


def test_a_role_counts_at_once_and_so_does_its_end(desk, world, app):
    browser, helper = desk("operator"), accounts.find_or_make(accounts.Contact("phone", "+8613900139000"))
    phone = app.test_client()
    sign_in(phone, helper)
    assert phone.get("/me").status_code == 200 and phone.get("/admin").status_code == 404
    assert browser.post(f"/admin/people/{helper.id}/role", data={"role": "finance"}).status_code == 303
    assert role_of(helper) == "finance" and phone.get("/me").status_code == 303  # signed out: a role begins with a new sign-in
    sign_in(phone, accounts.Person.get_by_id(helper.id))
    assert phone.get("/admin").status_code == 200
    browser.post(f"/admin/people/{helper.id}/role", data={"role": ""})
    assert phone.get("/admin").status_code == 303
    sign_in(phone, accounts.Person.get_by_id(helper.id))
    assert phone.get("/admin").status_code == 404
    changes = [(row.before, row.after, row.actor) for row in events.timeline(f"person:{helper.id}") if row.kind == "person.role"]
    actor = f"operator:{browser.person.id}"
    assert changes == [("", "finance", actor), ("finance", "", actor)]


def test_nobody_changes_their_own_role_and_the_last_operator_stays(desk, database):
    browser = desk("operator")
    me = browser.person
    assert "Nobody changes their own role" in browser.get(f"/admin/people/{me.id}").text
    answer = browser.post(f"/admin/people/{me.id}/role", data={"role": ""})
    assert answer.status_code == 422 and role_of(me) == "operator"
    other = accounts.make_operator("+8613500135999", "support")
    accounts.give_role(other.id, "operator", me)
    accounts.give_role(me.id, "", other)
    with pytest.raises(Refused, match="last operator"):
        accounts.give_role(other.id, "support", me)  # who was an operator when the page was opened
    assert role_of(other) == "operator"


def test_an_operator_who_is_kept_out_does_not_count_as_the_last(desk, database):
    browser = desk("operator")
    other, third = accounts.make_operator("+8613500135999"), accounts.make_operator("+8613500135998", "support")
    accounts.block(other.id, "left")
    accounts.give_role(other.id, "", browser.person)
    with pytest.raises(Refused, match="closed"):
        accounts.give_role(other.id, "support", browser.person)
    with pytest.raises(Refused, match="last operator"):
        accounts.give_role(browser.person.id, "", third)


@pytest.mark.parametrize("role", ["support", "owner", None])
def test_what_is_no_role_or_no_change_is_said(desk, role):
    browser, support = desk("operator"), desk("support")
    answer = browser.post(f"/admin/people/{support.person.id}/role", data={"role": role} if role else {})
    assert answer.status_code == 422 and role_of(support.person) == "support"


def test_a_role_is_given_by_who_proved_lately_who_they_are(desk, clock):
    from datetime import timedelta

    browser, support = desk("operator"), desk("support")
    clock.advance(timedelta(minutes=11))
    answer = browser.post(f"/admin/people/{support.person.id}/role", data={"role": "finance"})
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/signin/again?next=/admin/people/")
    assert role_of(support.person) == "support"


def test_a_contact_is_read_with_a_reason_that_stays(desk, world):
    browser, owner = desk("operator"), world.mei.owner
    page = browser.get(f"/admin/people/{owner.id}").text
    assert "137····7000" in page and "13700137000" not in page and "Mei Chen" not in page and "Mei&#39;s Kiln" in page
    assert browser.post(f"/admin/people/{owner.id}/contact", data={"reason": " "}).status_code == 422
    answer = browser.post(f"/admin/people/{owner.id}/contact", data={"reason": "Calls about case 7KQ2"})
    assert "+8613700137000" in answer.text and answer.headers["Cache-Control"] == "no-store"
    (row,) = [row for row in events.timeline(f"person:{owner.id}") if row.kind == "person.looked_up"]
    assert (row.actor, events.payload(row)["reason"]) == (f"operator:{browser.person.id}", "Calls about case 7KQ2")
    assert "13700137000" not in browser.get(f"/admin/people/{owner.id}").text
    assert browser.get("/admin/people/999999").status_code == 404


def test_a_history_says_in_words_what_happened_and_who_it_was(desk, world):
    browser, owner = desk("operator"), world.mei.owner
    subject = f"person:{owner.id}"
    events.record("person.passkey_removed", subject=subject)
    with events.acting("visitor"):
        events.record("person.signed_in", subject=subject)
    page = browser.get(f"/admin/people/{owner.id}").text
    told = page[page.index('id="h-told"') :]
    for text in ("Passkey removed", "The market itself", "Signed in", "Somebody who was not signed in"):
        assert text in told, text
    assert ">system<" not in told and ">visitor<" not in told and "person." not in told


def test_the_name_of_whoever_is_not_staff_is_not_read_in_what_they_did(desk, world):
    browser, owner = desk("operator"), world.mei.owner
    with events.acting("person", owner.id):
        events.record("person.passkey_added", subject=f"person:{owner.id}")
    accounts.change_settings(browser.person, name="Wu Lan")
    with events.acting("operator", browser.person.id):
        events.record("person.passkey_removed", subject=f"person:{owner.id}")
    for page in (f"/admin/people/{owner.id}", f"/admin/audit?subject=person:{owner.id}"):
        text = browser.get(page).text
        assert "Mei Chen" not in text and "Mei C." in text and "Wu Lan" in text, page


# --- keeping somebody out ------------------------------------------------------------------------------------------------------


def test_an_account_is_closed_and_opened_again_with_a_reason_that_stays(desk, world, app):
    browser, owner = desk("operator"), world.mei.owner
    phone, here = app.test_client(), f"/admin/people/{owner.id}"
    sign_in(phone, owner)
    assert phone.get("/me").status_code == 200 and f'action="{here}/closure"' in browser.get(here).text
    form = browser.get(here).text.partition(f'action="{here}/closure"')[2].partition("</form>")[0]
    assert "<span>Close the account</span>" in form  # "Close" alone would close the fold
    answer = browser.post(f"{here}/closure", data={"reason": " "})
    assert answer.status_code == 422 and "Write why: it stays on record." in answer.text and phone.get("/me").status_code == 200
    assert browser.post(f"{here}/closure", data={"reason": "Sold <copies>"}).headers["Location"] == here
    page = browser.get(here).text
    assert phone.get("/me").status_code == 303 and "Sold &lt;copies&gt;" in page and f'action="{here}/opening"' in page
    assert f'action="{here}/closure"' not in page
    assert browser.post(f"{here}/closure", data={"reason": "Again"}).status_code == 409  # a page that was left open
    assert browser.post(f"{here}/opening", data={"reason": "They were not"}).headers["Location"] == here
    sign_in(phone, accounts.Person.get_by_id(owner.id))
    assert phone.get("/me").status_code == 200
    assert browser.post(f"{here}/opening", data={"reason": "Again"}).status_code == 409
    told = [(row.kind, events.payload(row)["reason"]) for row in events.timeline(f"person:{owner.id}") if "blocked" in row.kind]
    assert told == [("person.blocked", "Sold <copies>"), ("person.unblocked", "They were not")]


def test_nobody_closes_their_own_account_or_the_last_operators(desk, world):
    browser = desk("operator")
    me, other = browser.person, accounts.make_operator("+8613500135999")
    page = browser.get(f"/admin/people/{me.id}").text
    assert "/closure" not in page
    answer = browser.post(f"/admin/people/{me.id}/closure", data={"reason": "Tired"})
    assert answer.status_code == 422 and "Ask another operator" in answer.text
    accounts.block(other.id, "Left", me)
    with pytest.raises(Refused, match="last operator"):
        accounts.block(me.id, "Left", other)  # both pressed at the same moment
    assert browser.get("/admin").status_code == 200


@pytest.mark.parametrize("role", ["support", "finance"])
def test_only_an_operator_closes_accounts_and_proves_it_anew(desk, world, clock, role):
    from datetime import timedelta

    here, data = f"/admin/people/{world.mei.owner.id}", {"reason": "No"}
    for path in ("closure", "opening"):
        assert desk(role).post(f"{here}/{path}", data=data).status_code == 404
    browser = desk("operator")
    clock.advance(timedelta(minutes=11))
    assert browser.post(f"{here}/closure", data=data).headers["Location"] == f"/signin/again?next={here}"
    assert accounts.Person.get_by_id(world.mei.owner.id).blocked_at is None
