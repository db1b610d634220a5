import pytest

from storefront.kit.errors import NotFound, Refused
from tests.accounts.authenticator import PRESENT, Authenticator


@pytest.fixture
def passkeys(accounts):
    from storefront.accounts import passkeys

    return passkeys


@pytest.fixture
def hers(sign_in, mei):
    return sign_in(mei)


def add(browser, key, **more):
    options = browser.post("/me/passkey/options", json={}).json
    return browser.post("/me/passkey", json={"credential": key.create(options), **more})


def use(browser, key, **more):
    options = browser.post("/signin/passkey/options", json={}).json
    return browser.post("/signin/passkey", json={"credential": key.get(options), **more})


def test_a_passkey_signs_in_without_a_name(hers, client, mei, passkeys):
    key = Authenticator()
    answer = add(hers, key, next="/sell")
    assert (answer.status_code, answer.json) == (200, {"next": "/sell"})
    assert [row.name for row in passkeys.of_person(mei)] == ["A device"]
    answer = use(client, key)
    assert (answer.status_code, answer.json) == (200, {"next": "/me"})
    assert "138····8000" in client.get("/me").text


def test_the_options_name_nobody_and_are_the_same_kind_for_everybody(client, hers):
    add(hers, Authenticator())
    options = client.post("/signin/passkey/options", json={}).json
    assert not options.get("allowCredentials") and options["userVerification"] == "required" and options["rpId"] == "localhost"


def test_what_the_phone_keeps_cannot_be_read_back(hers, mei):
    options = hers.post("/me/passkey/options", json={}).json
    assert options["user"]["id"] not in (str(mei.id), mei.phone) and len(options["user"]["id"]) >= 40
    assert options["authenticatorSelection"]["residentKey"] == "required"


def test_a_challenge_is_good_once(hers, client):
    key = Authenticator()
    add(hers, key)
    options = client.post("/signin/passkey/options", json={}).json
    cookie = client.get_cookie("challenge").value
    credential = key.get(options)
    assert client.post("/signin/passkey", json={"credential": credential}).status_code == 200
    client.delete_cookie("session")
    client.set_cookie("challenge", cookie)
    assert client.post("/signin/passkey", json={"credential": credential}).status_code == 422
    assert client.get("/me").status_code == 303


def test_a_challenge_ends(hers, client, clock):
    from datetime import timedelta

    key = Authenticator()
    add(hers, key)
    options = client.post("/signin/passkey/options", json={}).json
    clock.advance(timedelta(minutes=6))
    assert client.post("/signin/passkey", json={"credential": key.get(options)}).status_code == 422


def test_the_challenge_of_making_is_not_one_for_signing_in(hers):
    key = Authenticator()
    add(hers, key)
    options = hers.post("/me/passkey/options", json={}).json
    assert hers.post("/signin/passkey", json={"credential": key.get(options)}).status_code == 422


@pytest.mark.parametrize(
    "key",
    [Authenticator(origin="https://evil.example"), Authenticator(host="evil.example"), Authenticator(flags=PRESENT)],
    ids=["another site", "another party", "nobody verified"],
)
def test_a_passkey_that_does_not_verify_is_refused(hers, key, passkeys, mei):
    answer = add(hers, key)
    assert answer.status_code == 422 and answer.json["sentence"]
    assert passkeys.of_person(mei) == []


def test_a_signature_of_another_key_is_refused(hers, client):
    mine, theirs = Authenticator(), Authenticator()
    add(hers, mine)
    theirs.id = mine.id
    assert use(client, theirs).status_code == 422
    assert client.get("/me").status_code == 303


def test_a_copied_passkey_is_noticed_by_its_counter(hers, client):
    key = Authenticator()
    add(hers, key)
    assert use(client, key).status_code == 200
    key.count = 0
    assert use(client, key).status_code == 422


def test_an_unknown_passkey_is_refused(client, database):
    assert use(client, Authenticator()).status_code == 422


@pytest.mark.parametrize(
    "body", [0, [], {}, {"credential": "x"}, {"credential": {}}, {"credential": {"id": 5, "response": {"a": 1}}}]
)
def test_nonsense_is_refused_in_a_sentence(hers, body):
    for options, finish in (("/me/passkey/options", "/me/passkey"), ("/signin/passkey/options", "/signin/passkey")):
        hers.post(options, json={})
        answer = hers.post(finish, json=body)
        assert answer.status_code == 422 and answer.json["sentence"]


def test_adding_needs_a_fresh_proof(hers, clock):
    from datetime import timedelta

    clock.advance(timedelta(minutes=11))
    answer = hers.post("/me/passkey/options", json={})
    assert answer.status_code == 422 and "Sign in once more" in answer.json["sentence"]


def test_the_same_passkey_is_kept_once(hers, passkeys, mei, lin, sign_in):
    key = Authenticator()
    add(hers, key)
    assert add(sign_in(lin), key).status_code == 422
    assert passkeys.of_person(lin) == []


def test_a_passkey_is_listed_and_removed(hers, passkeys, mei):
    add(hers, Authenticator())
    row = passkeys.of_person(mei)[0]
    page = hers.get("/me/settings").text
    assert f"/me/passkey/{row.id}/remove" in page
    assert hers.post(f"/me/passkey/{row.id}/remove").location == "/me/settings"
    assert passkeys.of_person(mei) == []


def test_nobody_removes_somebody_elses(hers, passkeys, mei, lin, sign_in):
    add(hers, Authenticator())
    row = passkeys.of_person(mei)[0]
    with pytest.raises(NotFound):
        passkeys.remove(lin, row.id)
    assert sign_in(lin).post(f"/me/passkey/{row.id}/remove").status_code == 404
    assert len(passkeys.of_person(mei)) == 1


def test_removing_needs_a_fresh_proof(hers, passkeys, mei, clock):
    from datetime import timedelta

    add(hers, Authenticator())
    clock.advance(timedelta(minutes=11))
    row = passkeys.of_person(mei)[0]
    assert hers.post(f"/me/passkey/{row.id}/remove").location.startswith("/signin/again")
    assert len(passkeys.of_person(mei)) == 1


def test_a_passkey_proves_it_is_still_me(hers, passkeys, mei, clock):
    from datetime import timedelta

    key = Authenticator()
    add(hers, key)
    clock.advance(timedelta(minutes=11))
    assert "passkey-button" in hers.get("/signin/again?next=/me/contact").text
    assert use(hers, key, again=True, next="/me/contact").json == {"next": "/me/contact"}
    assert hers.get("/me/contact").status_code == 200


def test_somebody_elses_passkey_proves_nothing_about_me(hers, sign_in, lin, clock):
    from datetime import timedelta

    key = Authenticator()
    add(sign_in(lin), key)
    clock.advance(timedelta(minutes=11))
    assert use(hers, key, again=True).status_code == 422
    assert hers.get("/me/contact").status_code == 303


def test_a_blocked_persons_passkey_opens_nothing(hers, client, accounts, mei):
    key = Authenticator()
    add(hers, key)
    accounts.block(mei.id, "fraud")
    assert use(client, key).status_code == 422
    assert client.get("/me").status_code == 303


def test_passkeys_need_an_address_that_browsers_trust(accounts, passkeys, config):
    from dataclasses import replace

    answers = {}
    for url in ("http://localhost:8000", "https://shops.example", "http://192.168.1.7:8000", "http://shops.example"):
        accounts.configure(replace(config, url=url))
        answers[url] = passkeys.available()
    accounts.configure(config)
    assert list(answers.values()) == [True, True, False, False]


def test_a_person_keeps_twenty_passkeys_at_most(accounts, passkeys, mei, clock):
    from storefront.accounts.models import Passkey

    for n in range(20):
        Passkey.create(person=mei.id, credential_id=f"key-{n}", public_key="x", name="Phone", created_at=clock.now())
    with pytest.raises(Refused, match="many passkeys"):
        passkeys.add(mei, {}, "challenge", "Phone")
