"""The pages: the seller's one page in every state, the desk, and who may see what."""

import html
import io
import re

import pytest

from storefront import accounts, shops, verification
from storefront.kit import events
from storefront.verification import Check, papers, rules
from tests.support import clients
from tests.support.everything import photo
from tests.support.factories import sign_in
from tests.verification.conftest import CANARY, SECOND, again

VERIFY = "/sell/meis-kiln/verify"
HX = {"HX-Request": "true"}


def words(answer) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


@pytest.fixture
def seller(app, identity):
    return clients.browser(app, identity.world.mei.owner)


@pytest.fixture
def desk(app, identity):
    """`desk()` is the operator who says no in the stories, `desk(identity.other)` a colleague."""
    return lambda person=None: clients.browser(app, person or identity.operator)


def file(number=0):
    return (io.BytesIO(photo(number)), "paper.jpg")


# --- the seller -------------------------------------------------------------------------------------------------------------


def test_from_nothing_to_sent_with_plain_forms(identity, seller):
    page = seller.get(VERIFY)
    assert "To withdraw, we need to know it is you: 2 photos, about a minute." in words(page)
    assert "¥0 of ¥10,000 today" in words(page) and "0 of 50 orders" in words(page)
    assert seller.post(f"{VERIFY}/kind", data={"kind": "company"}).status_code == 303
    page = seller.get(VERIFY)
    assert "The company's registration" in words(page) and "Registered under the number" in words(page)
    typed = {**CANARY, "country": "CN"}
    missing = seller.post(VERIFY, data={**typed, "first": file(1)}, content_type="multipart/form-data")
    assert missing.status_code == 422 and "This photo is missing." in words(missing)
    assert CANARY["company"] in missing.text and "received" in words(missing), "what was typed and the photo that came are kept"
    done = seller.post(VERIFY, data={**typed, "second": file(2)}, content_type="multipart/form-data")
    assert done.status_code == 303
    page = words(seller.get(VERIFY))
    assert "We look at your papers" in page and "You hear from us by" in page and "Take it back" in page
    assert CANARY["number"] not in page and CANARY["name"] not in page, "what was sent is not shown again"
    assert seller.post(VERIFY, data=typed).status_code == 303, "a double tap says the same again"
    assert verification.open_of(identity.shop).state == "in_review"


def test_a_photo_travels_by_itself_and_takes_the_place_of_the_one_before(identity, seller):
    assert seller.post(f"{VERIFY}/papers/first", data={"first": file()}).status_code == 404, "there is no check yet"
    check = identity.begun()
    there = seller.post(f"{VERIFY}/papers/first", data={"first": file()}, headers=HX | {"HX-Target": "first-list"})
    assert there.status_code == 200 and there.text.count("<li") == 1 and "encrypted" in there.text
    assert seller.post(f"{VERIFY}/papers/first", data={"first": file(3)}).status_code == 303
    assert list(papers.of_check(check)) == ["first"]
    bad = {"first": (io.BytesIO(b"%PDF-1.7 x"), "scan.pdf")}
    refused = seller.post(f"{VERIFY}/papers/first", data=bad, headers=HX | {"HX-Target": "first-list"})
    assert refused.status_code == 422 and "data-says" in refused.text and "PDF" in refused.text
    assert seller.post(f"{VERIFY}/papers/first", data={}).status_code == 422
    assert seller.post(f"{VERIFY}/papers/third", data={"third": file()}).status_code == 404


def test_wrong_input_is_said_beside_its_field(identity, seller):
    assert "Choose who runs this shop." in words(seller.post(f"{VERIFY}/kind", data={"kind": "king"}))
    identity.begun()
    for data, sentence in (
        ({"name": "", "country": "CN", "number": "AB123456"}, "Write the name as it stands in the papers."),
        ({"name": "Mei", "country": "XX", "number": "AB123456"}, "Choose a country from the list."),
        ({"name": "Mei", "country": "CN", "number": "<b>"}, "Write the number of the papers"),
        ({"name": "x" * 101, "country": "CN", "number": "AB123456"}, "there is room for 100"),
    ):
        answer = seller.post(VERIFY, data=data)
        assert (answer.status_code, sentence in words(answer)) == (422, True), sentence
    region = seller.post(VERIFY, data={"name": "Mei Typed", "country": "CN"}, headers=HX | {"HX-Target": "step"})
    assert region.status_code == 422 and region.text.lstrip().startswith('<div id="step"') and "Mei Typed" in region.text


def test_every_state_has_its_page(identity, seller):
    check = identity.asked_again()
    page = words(seller.get(VERIFY))
    assert "Something is missing" in page and "A photo is blurred" in page and "The left corner." in page
    check = verification.refuse(identity.looked(verification.send(check)), identity.operator, "one_person", "Also at Lotte's.")
    page = words(seller.get(VERIFY))
    assert "Not accepted" in page and "behind one owner" in page and "Also at Lotte's." in page and "Begin a new check" in page
    assert seller.post(f"{VERIFY}/appeal", data={"words": " "}).status_code == 422
    assert seller.post(f"{VERIFY}/appeal", data={"words": "We are sisters."}).status_code == 303
    assert seller.post(f"{VERIFY}/appeal", data={"words": "We are sisters."}).status_code == 303
    assert "Somebody else looks again" in words(seller.get(VERIFY))
    verification.rule_appeal(again(check), identity.other, False, "Still one paper.")
    page = words(seller.get(VERIFY))
    assert "It stays a no" in page and "Still one paper." in page
    new = identity.verified()
    page = words(seller.get(VERIFY))
    assert "Compared: name, number, the papers are real and valid." in page and "Your papers are deleted on" in page
    assert "Papers opened: To decide this check" in page and "Check as something else" in page
    identity.later(rules.PERIODS.keep)
    sign_in(seller, identity.world.mei.owner)
    assert "Your papers were deleted on" in words(seller.get(VERIFY))
    assert new.state == "verified"


def test_taking_it_back_deletes_the_photos(identity, seller):
    check = identity.sent()
    paths = [papers.path_of(paper.code) for paper in papers.of_check(check).values()]
    assert seller.post(f"{VERIFY}/withdrawal").status_code == 303
    assert seller.post(f"{VERIFY}/withdrawal").status_code == 303
    identity.later(SECOND)
    assert not any(path.exists() for path in paths)
    assert "Who runs this shop?" in words(seller.get(VERIFY))


def test_helpers_and_other_shops_find_nothing(identity, app):
    check = identity.begun()
    helper = accounts.find_or_make(accounts.Contact("phone", "+8613700137777"))
    shops.Member.create(shop=identity.shop, person=helper, role="helper", created_at=identity.clock.now())
    for person in (helper, identity.world.lotte.owner):
        browser = clients.browser(app, person)
        for answer in (
            browser.get(VERIFY), browser.post(VERIFY), browser.post(f"{VERIFY}/kind", data={"kind": "trader"}), browser.post(f"{VERIFY}/withdrawal"),
            browser.post(f"{VERIFY}/papers/first", data={"first": file()}), browser.post(f"{VERIFY}/appeal", data={"words": "x"}),
            browser.get(f"/admin/verify/{check.code}"),
        ):  # fmt: skip
            assert answer.status_code == 404
    assert (again(check).kind, again(check).state) == ("individual", "asked")


def test_the_cap_is_seen_before_it_bites(identity, seller):
    shop = identity.shop
    shops.count_against_cap(shop, 850_000)
    for path in ("/sell/meis-kiln", "/sell/meis-kiln/money", "/sell/meis-kiln/settings", VERIFY):
        page = words(seller.get(path))
        assert "¥8,500 of ¥10,000 today" in page and "1 of 50 orders" in page and "limit is near" in page, path
        assert (f'href="{VERIFY}"' in seller.get(path).text) == (path != VERIFY), path
    shops.count_against_cap(shop, 150_000)
    assert "nothing more can be ordered until tomorrow" in words(seller.get("/sell/meis-kiln"))
    shops.verify(shop, "company")
    assert "of ¥10,000 today" not in words(seller.get("/sell/meis-kiln"))


def test_the_owner_is_warned_once_a_day(identity, clock):
    from storefront.kit import jobs
    from storefront.notifications import Notice

    world = identity.world
    shops.count_against_cap(identity.shop, 800_000)
    for _ in range(2):
        world.paid(items=[(world.mei.bowl, 1)])
    jobs.run_pending(1000)
    told = list(Notice.select().where(Notice.kind == "shop.NearCap"))
    assert [(row.person_id, row.url) for row in told] == [(world.mei.owner.id, VERIFY)]


def test_the_badge_says_what_was_checked_and_when(identity, client):
    assert identity.shop and "Identity not checked yet" in words(client.get("/@meis-kiln/about"))
    identity.verified("company")
    client.application.pages.clear()
    day = identity.shop.checked_words
    assert re.fullmatch(r"Company checked \d+ \w+", day)
    assert day in words(client.get("/@meis-kiln"))
    about = words(client.get("/@meis-kiln/about"))
    assert day in about and "A company: its registration, and the ID of whoever signs for it." in about
    for secret in CANARY.values():
        assert secret not in about


# --- the desk ---------------------------------------------------------------------------------------------------------------


def test_one_after_the_other_oldest_first(identity, desk):
    first = identity.sent()
    identity.clock.advance(SECOND)
    second = identity.sent(keeper=identity.world.lotte, number="L9012345")
    browser = desk()
    assert "2 identities to check" in words(browser.get("/admin"))
    page = browser.get("/admin/verify")
    assert page.text.index(f"/admin/verify/{first.code}/look") and f"/admin/verify/{second.code}/look" not in page.text
    assert CANARY["name"] not in page.text and "<img" not in page.text.partition('id="next"')[2], "closed until somebody says why"
    code = papers.of_check(first)["first"].code
    closed = browser.get(f"/admin/verify/{first.code}/papers/{code}")
    assert (closed.status_code, closed.location, b"JFIF" in closed.data) == (303, f"/admin/verify/{first.code}", False)
    assert browser.post(f"/admin/verify/{first.code}/look", data={"reason": ""}).status_code == 422
    opened = browser.post(f"/admin/verify/{first.code}/look", data={"reason": "decide"}, headers=HX | {"HX-Target": "next"})
    assert (
        opened.text.lstrip().startswith('<div id="next"') and f"papers/{code}" in opened.text and CANARY["number"] in opened.text
    )
    shown = browser.get(f"/admin/verify/{first.code}/papers/{code}")
    assert (shown.mimetype, shown.data[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert shown.headers["Cache-Control"] == "no-store" and "sandbox" in shown.headers["Content-Security-Policy"]
    half = browser.post(f"/admin/verify/{first.code}/acceptance", data={"ticks": ["name"]})
    assert half.status_code == 422 and "Tick everything you have compared" in words(half)
    after = browser.post(
        f"/admin/verify/{first.code}/acceptance", data={"ticks": ["name", "number", "valid"]}, headers=HX | {"HX-Target": "next"}
    )
    assert f"/admin/verify/{second.code}/look" in after.text and "Accepted. The shop has been told." in words(after)
    assert after.headers["HX-Replace-Url"] == "/admin/verify" and 'hx-swap-oob="true"' in after.text
    assert again(first).state == "verified" and identity.shop.level == "individual"
    browser.post(f"/admin/verify/{second.code}/look", data={"reason": "decide"})
    assert (
        browser.post(f"/admin/verify/{second.code}/question", data={"missing": ["blurred"], "words": "Left"}).status_code == 303
    )
    assert "Nothing waits" in words(browser.get("/admin/verify"))


def test_what_changed_meanwhile_is_said_and_shown_as_it_stands(identity, desk):
    check, browser = identity.verified(), desk()
    verification.by_hand(identity.shop, identity.operator, "none", "Lent papers")
    late = browser.post(f"/admin/verify/{check.code}/revocation", data={"rule": "one_person", "words": "Lent"})
    page = words(late)
    assert late.status_code == 409 and "Have a look at how it stands now." in page
    assert (
        "Mei's Kiln" in page.replace("&#39;", "'")
        and "replaced" in page
        and f'action="/admin/verify/{check.code}/revocation"' not in late.text
    )
    assert identity.shop.level == "none"
    sent = identity.sent()
    seen = {"level": "individual", "seen": "Passport, by video"}
    answer = browser.post("/admin/shops/meis-kiln/level", data=seen)
    assert answer.status_code == 409 and "A check of this shop waits already" in words(answer)
    assert (
        f"/admin/verify/{sent.code}" in answer.text and "Passport, by video" in answer.text
    )  # where to decide, and what was typed


def test_a_seller_whose_papers_were_sent_already_sees_how_they_stand(identity, seller):
    identity.sent()
    answer = seller.post("/sell/meis-kiln/verify/kind", data={"kind": "company"})
    assert answer.status_code == 409 and "Your papers have been sent already." in words(answer)
    assert "/verify/withdrawal" in answer.text  # the page itself, with what can be done now


def test_a_no_and_its_appeal_at_the_desk(identity, desk):
    check = identity.looked(identity.sent())
    browser = desk()
    no = browser.post(f"/admin/verify/{check.code}/refusal", data={"words": "Because"})
    assert no.status_code == 422 and "Choose the rule." in words(no) and "Because" in no.text
    assert browser.post(f"/admin/verify/{check.code}/refusal", data={"rule": "of_age", "words": "Sixteen"}).status_code == 303
    assert browser.post(f"/admin/verify/{check.code}/refusal", data={"rule": "of_age"}).status_code == 409
    verification.appeal(again(check), "I am forty")
    page = words(browser.get(f"/admin/verify/{check.code}"))
    assert "You said no the first time" in page and "I am forty" in page
    assert "Nothing waits" in words(browser.get("/admin/verify")), "it is somebody else's"
    ruling = {"how": "overturn", "words": "They are"}
    assert browser.post(f"/admin/verify/{check.code}/ruling", data=ruling).status_code == 422
    other = desk(identity.other)
    assert f"/admin/verify/{check.code}/ruling" in other.get("/admin/verify").text
    assert other.post(f"/admin/verify/{check.code}/ruling", data={"how": "overturn"}).status_code == 422
    assert other.post(f"/admin/verify/{check.code}/ruling", data=ruling).status_code == 303
    assert identity.shop.level == "individual"
    assert other.post(f"/admin/verify/{check.code}/revocation", data={"rule": "unchanged"}).status_code == 404, (
        "the operator's alone"
    )
    assert browser.post(f"/admin/verify/{check.code}/revocation", data={"rule": ""}).status_code == 422
    assert browser.post(f"/admin/verify/{check.code}/revocation", data={"rule": "unchanged"}).status_code == 303
    assert identity.shop.level == "none"


def test_who_works_on_money_alone_sees_no_papers(identity, app):
    check = identity.looked(identity.sent())
    finance = clients.browser(app, accounts.make_operator("+8613500135009", "finance"))
    code = papers.of_check(check)["first"].code
    for path in ("/admin/verify", f"/admin/verify/{check.code}", f"/admin/verify/{check.code}/papers/{code}"):
        assert finance.get(path).status_code == 404
    assert finance.post(f"/admin/verify/{check.code}/look", data={"reason": "decide"}).status_code == 404
    assert finance.post(f"/admin/verify/{check.code}/acceptance", data={"ticks": ["name", "number", "valid"]}).status_code == 404


def test_papers_do_not_open_through_another_check(identity, desk):
    mine, other = identity.sent(), identity.sent(keeper=identity.world.lotte, number="L9012345")
    browser = desk()
    browser.post(f"/admin/verify/{mine.code}/look", data={"reason": "question", "words": "Asked by phone"})
    code = papers.of_check(other)["first"].code
    assert browser.get(f"/admin/verify/{mine.code}/papers/{code}").status_code == 404
    assert browser.get(f"/admin/verify/{other.code}/papers/{code}").status_code == 303, "closed: to where the reason is asked"
    row = next(row for row in events.timeline(f"check:{mine.id}") if row.kind == "verification.Looked")
    assert events.payload(row)["words"] == "Asked by phone"
    audit = words(browser.get(f"/admin/audit?subject=check:{mine.id}"))
    assert "Identity check: papers opened by staff" in audit and "The seller asked something about them" in audit


def test_the_same_papers_elsewhere_are_pointed_out(identity, desk):
    identity.refused(number="DUP 112233")
    check = identity.sent(keeper=identity.world.lotte, number="dup-112233")
    assert "The same papers were sent for Mei's Kiln: not accepted." in words(desk().get(f"/admin/verify/{check.code}"))


@pytest.mark.tampers
def test_the_oracle_names_what_does_not_fit(identity):
    from storefront.verification import audit

    check = identity.verified()
    assert audit.problems() == []
    shops.Shop.update(level="company").where(shops.Shop.id == check.shop_id).execute()
    Check.update(forgotten_at=identity.clock.now()).where(Check.id == check.id).execute()
    sent = identity.sent(keeper=identity.world.lotte, number="L9012345")
    verification.Paper.delete().where(verification.Paper.check == sent.id).execute()
    found = "\n".join(audit.problems())
    assert (
        "counts as individual, it stands at company" in found
        and "said to be gone" in found
        and "sent without two photos" in found
    )
