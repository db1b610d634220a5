"""The buyer's pages, by links and forms alone; and the same in pieces."""

import io
import re

import pytest

from storefront import aftersales, orders, payments
from storefront.kit.money import Money
from storefront.payments import refunding
from tests.aftersales.conftest import SECOND, again
from tests.aftersales.test_opening import photo


def words(answer) -> str:
    """The page as text."""
    page = re.sub(r"<(script|style|head)\b.*?</\1>", " ", answer.text, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def field(answer, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"|value="([^"]*)"[^>]* name="{name}"', answer.text)
    return (found.group(1) or found.group(2)) if found else ""


def follow(client, answer):
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["Location"])


@pytest.fixture
def order(quarrel):
    return quarrel.world.shipped()


def test_four_taps_and_nothing_typed(quarrel, client, order):
    home = client.get(f"/o/{order.token}")
    assert f'href="/o/{order.token}/problem"' in home.text
    assert "Something is wrong" in words(home)  # one
    first = client.get(f"/o/{order.token}/problem")
    assert 'name="want"' not in first.text
    second = client.get(f"/o/{order.token}/problem?reason=never_came")  # two
    assert re.search(r'name="want" value="money" checked', second.text)  # three, if another one is wanted
    sent = client.post(
        f"/o/{order.token}/problem", data={"once": field(second, "once"), "reason": "never_came", "want": "money"}
    )  # four
    case = follow(client, sent)
    assert "Mei's Kiln has been told" in words(case).replace("&#39;", "'")
    home = words(client.get(f"/o/{order.token}"))
    assert "Held, paused" in home and "See how it stands" in home
    assert "I have it, all good" not in home


def test_a_form_that_is_sent_twice_opens_one_case(quarrel, client, order):
    page = client.get(f"/o/{order.token}/problem?reason=broken")
    data = {"once": field(page, "once"), "reason": "broken", "want": "another"}
    for _ in range(2):
        assert client.post(f"/o/{order.token}/problem", data=data).headers["Location"] == f"/o/{order.token}/case"
    assert aftersales.Case.across_shops().count() == 1


def test_a_part_can_be_tapped_or_typed(quarrel, client):
    mug = quarrel.world.shipped()
    client.post(f"/o/{mug.token}/problem", data={"reason": "broken", "want": "part", "share": "25"})
    assert aftersales.case_of(mug).asked_minor == 3200
    second = quarrel.world.shipped()
    client.post(f"/o/{second.token}/problem", data={"reason": "broken", "want": "part", "share": "25", "amount": "40.50"})
    assert aftersales.case_of(second).asked_minor == 4050


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"reason": "broken", "want": "part", "amount": "999"}, "At most ¥128.00 can go back."),
        ({"reason": "broken", "want": "part", "amount": "-3"}, "An amount cannot be negative."),
        ({"reason": "broken", "want": "part", "share": "99"}, "Say how much you would like back."),
        ({"reason": "broken", "want": "money", "words": "x" * 2001}, "there is room for 2000"),
        ({"reason": "nonsense", "want": "money"}, "What is wrong?"),
        ({"reason": "never_came", "want": "back"}, "Choose what you would like."),
        ({}, "What is wrong?"),
    ],
)
def test_bad_input_is_422_and_what_was_typed_stays(quarrel, client, order, data, sentence):
    answer = client.post(f"/o/{order.token}/problem", data={"words": "Cracked", **data})
    assert answer.status_code == 422
    assert sentence in words(answer)
    if data.get("reason") == "broken" and "words" not in data:
        assert "Cracked" in answer.text
    assert aftersales.Case.across_shops().count() == 0


def test_pictures_come_with_the_form(quarrel, client, order):
    data = {
        "reason": "broken",
        "want": "money",
        "words": "Chipped",
        "photo": [(io.BytesIO(photo()), "a.jpg"), (io.BytesIO(photo((9, 9, 9))), "b.jpg")],
    }
    page = follow(client, client.post(f"/o/{order.token}/problem", data=data, content_type="multipart/form-data"))
    assert page.text.count("/pictures/private/") == 4  # two pictures, each with its large one
    assert "Chipped" in words(page)


def test_a_file_that_is_no_picture_is_refused_beside_it(quarrel, client, order):
    data = {"reason": "broken", "want": "money", "words": "Chipped", "photo": (io.BytesIO(b"<html>"), "a.jpg")}
    answer = client.post(f"/o/{order.token}/problem", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert 'class="error"' in answer.text and "Chipped" in answer.text


def test_where_nothing_can_be_asked_the_page_says_why_and_the_way_on(quarrel, client):
    paid = quarrel.world.paid()
    page = client.get(f"/o/{paid.token}/problem")
    assert "you can simply cancel" in words(page)
    assert f'href="/o/{paid.token}/cancellation"' in page.text
    assert client.post(f"/o/{paid.token}/problem", data={"reason": "broken", "want": "money"}).status_code == 409
    assert "/problem" not in client.get(f"/o/{paid.token}").text


def test_who_asked_already_is_led_to_how_it_stands(quarrel, client):
    case = quarrel.opened()
    url = f"/o/{case.order.token}"
    assert client.get(f"{url}/problem").headers["Location"] == f"{url}/case"
    assert client.post(f"{url}/problem", data={"reason": "broken", "want": "money"}).status_code == 409


def test_an_offer_is_taken_or_refused(quarrel, client):
    case = quarrel.offered(6400)
    url = f"/o/{case.order.token}/case"
    assert "offers you ¥64.00" in words(client.get(url))
    page = follow(client, client.post(f"{url}/offer", data={"answer": "refuse"}))
    assert "has been told" in words(page)
    aftersales.offer(again(case), Money(9000, "CNY"))
    page = follow(client, client.post(f"{url}/offer", data={"answer": "take"}))
    assert "¥90.00 goes back to you" in words(page)
    again_ = client.post(f"{url}/offer", data={"answer": "take"})
    assert again_.status_code == 303
    assert [row.amount_minor for row in payments.refunds_for("order", str(case.order_id))] == [9000]


def test_a_return_from_address_to_arrival(quarrel, client):
    case = quarrel.returning()
    url = f"/o/{case.order.token}/case"
    page = client.get(url)
    assert "Kiln Road 1, Jingdezhen" in words(page)
    bad = client.post(f"{url}/return", data={"number": "!!"})
    assert bad.status_code == 422 and "!!" in bad.text
    page = follow(client, client.post(f"{url}/return", data={"number": "SF1357924680124"}))
    assert "SF1357924680124" in words(page) and "Follow it" in words(page)


def test_an_offer_that_took_the_place_of_the_one_on_the_page_is_not_taken(quarrel, client):
    case = quarrel.offered(9000)
    url = f"/o/{case.order.token}/case"
    seen = field(client.get(url), "seen")
    aftersales.refuse_offer(case)
    aftersales.offer(again(case), Money(1000, "CNY"))
    for answer in ("take", "refuse"):
        assert client.post(f"{url}/offer", data={"answer": answer, "seen": seen}).status_code == 409
    assert again(case).state == "offered"
    client.post(f"{url}/offer", data={"answer": "take", "seen": field(client.get(url), "seen")})
    assert again(case).refunded_minor == 1000


def test_a_decision_that_took_the_place_of_the_one_on_the_page_is_not_accepted(quarrel, client, operator, colleague):
    case = quarrel.decided(operator, "split", 7680)
    url = f"/o/{case.order.token}/case"
    seen = field(client.get(url), "seen")
    aftersales.Case.update(decided_at=case.decided_at + SECOND, award_minor=100).where(aftersales.Case.id == case.id).execute()
    assert client.post(f"{url}/agreement", data={"seen": seen}).status_code == 409
    assert again(case).buyer_agreed_at is None
    assert client.post(f"{url}/agreement", data={"seen": field(client.get(url), "seen")}).status_code == 303
    assert again(case).buyer_agreed_at is not None


def test_ask_the_platform_only_after_an_answer(quarrel, client):
    case = quarrel.opened()
    url = f"/o/{case.order.token}/case"
    assert "Ask the platform" not in words(client.get(url))
    assert client.post(f"{url}/market", data={}).status_code == 409
    aftersales.decline(case, "It left whole")
    page = client.get(url)
    assert "Ask the platform" in words(page) and "It left whole" in words(page)
    page = follow(client, client.post(f"{url}/market", data={"words": "It did not"}))
    assert "We decide" in words(page) and "It did not" in words(page)
    assert client.post(f"{url}/market", data={}).status_code == 303  # a double tap


def test_the_decision_with_its_reason_and_one_appeal(quarrel, client, operator, colleague):
    case = quarrel.decided(operator)
    url = f"/o/{case.order.token}/case"
    page = words(client.get(url))
    assert "The money is divided" in page and "We looked at it" in page and "Appeal" in page
    empty = client.post(f"{url}/appeal", data={"words": " "})
    assert empty.status_code == 422 and "Write why the decision is wrong." in words(empty)
    page = follow(client, client.post(f"{url}/appeal", data={"words": "I showed pictures"}))
    assert "Somebody else looks again" in words(page)
    aftersales.rule(case, colleague, "refund", None, "The pictures show it")
    page = words(client.get(url))
    assert "¥128.00 goes back to you" in page and "final" in page and "Why is it wrong?" not in page


def test_the_rail_moves_on_when_the_market_decides(quarrel):
    def here(case):
        return next(text for text, state in orders.rail_of(quarrel.world.again(case.order)) if state == "current")

    case = quarrel.declined()
    assert here(case) == "Held, paused"
    assert here(aftersales.escalate(case, "buyer")) == "We decide"
    assert here(aftersales.concede(case)) == "Money on its way back"
    (back,) = payments.refunds_for("order", str(case.order_id))
    refunding.succeed(back)
    assert here(case) == "Refunded"


def test_accepting_a_decision_carries_it_out_when_nobody_is_left(quarrel, client, operator):
    case = quarrel.decided(operator, "nothing", 0)
    url = f"/o/{case.order.token}/case"
    page = follow(client, client.post(f"{url}/agreement"))
    assert "The money goes to Mei&#39;s Kiln" in words(page)
    assert client.post(f"{url}/agreement").status_code == 303


def test_all_is_well_after_all(quarrel, client):
    case = quarrel.opened()
    url = f"/o/{case.order.token}"
    page = follow(client, client.post(f"{url}/case/withdrawal"))
    assert "All is well" in words(page)
    assert client.post(f"{url}/case/withdrawal").status_code == 303
    home = words(client.get(url))
    assert "I have it, all good" in home and "What was settled" in home and "Something is wrong" in home


def test_evidence_is_added_once(quarrel, client):
    case = quarrel.declined()
    url = f"/o/{case.order.token}/case"
    data = {"once": "k" * 22, "words": "Look at the rim"}
    for _ in range(2):
        client.post(f"{url}/evidence", data=data)
    assert words(client.get(url)).count("Look at the rim") == 1
    empty = client.post(f"{url}/evidence", data={"words": ""})
    assert empty.status_code == 422 and "Write something, or choose a picture." in words(empty)


def test_in_direct_shops_it_says_what_the_market_cannot_do(quarrel, client):
    case = quarrel.opened(keeper=quarrel.world.lotte)
    page = words(client.get(f"/o/{case.order.token}/case"))
    assert "the market does not hold this money and cannot send it back" in page
    assert "Held, paused" not in page


# --- pieces, privacy, strangers -----------------------------------------------------------------------------------------------


def test_the_part_that_changes_comes_alone_and_only_when_it_did(quarrel, client):
    case = quarrel.opened()
    url = f"/o/{case.order.token}/case"
    headers = {"HX-Request": "true", "HX-Target": "case-now"}
    page = client.get(url)
    seen = re.search(r"now\?seen=([\w-]+)", page.text).group(1)
    assert client.get(f"{url}/now?seen={seen}", headers=headers).status_code == 204
    aftersales.give_evidence(case, "seller", "Which cup?")
    part = client.get(f"{url}/now?seen={seen}", headers=headers)
    assert part.text.lstrip().startswith('<div id="case-now"')
    assert 'id="case-forms"' not in part.text  # nobody's half-written words are taken away
    aftersales.decline(case, "No")
    both = client.get(f"{url}/now?seen={seen}", headers=headers)
    assert 'id="case-now"' in both.text and re.search(r'id="case-forms"[^>]*', both.text)
    assert 'hx-swap-oob="true"' in both.text
    assert client.get(f"{url}/now?seen=x").status_code == 303


def test_a_post_with_htmx_answers_both_parts_and_says_what_was_done(quarrel, client):
    case = quarrel.offered()
    url = f"/o/{case.order.token}/case"
    answer = client.post(f"{url}/offer", data={"answer": "take"}, headers={"HX-Request": "true", "HX-Target": "case-now"})
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="case-now"')
    assert "Taken." in answer.text and answer.text.count('hx-swap-oob="true"') == 2
    wrong = client.post(f"{url}/evidence", data={"words": ""}, headers={"HX-Request": "true", "HX-Target": "case-forms"})
    assert wrong.status_code == 409 or wrong.text.lstrip().startswith('<div id="case-forms"')


@pytest.mark.parametrize("path", ["/problem", "/case", "/case/now"])
def test_pages_are_for_one_person(quarrel, client, path):
    case = quarrel.opened()
    answer = client.get(f"/o/{case.order.token}{path}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert client.get(f"/o/{'x' * 22}{path}").status_code == 404


@pytest.mark.parametrize("verb", ["offer", "return", "withdrawal", "market", "evidence", "appeal", "agreement"])
def test_somebody_elses_link_or_no_case_is_404(quarrel, client, verb):
    case, other = quarrel.opened(), quarrel.world.shipped()
    assert client.post(f"/o/{'x' * 22}/case/{verb}", data={"words": "x"}).status_code == 404
    assert client.post(f"/o/{other.token}/case/{verb}", data={"words": "x"}).status_code == 404
    assert again(case).state == "open"
    assert client.get(f"/o/{other.token}/case").status_code == 404


def test_posts_from_other_sites_do_nothing(quarrel, client):
    case = quarrel.opened()
    answer = client.post(f"/o/{case.order.token}/case/withdrawal", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert again(case).state == "open"


def test_words_of_the_other_side_are_inert(quarrel, client):
    case = quarrel.opened()
    aftersales.decline(case, '<img src=x onerror=alert(1)> <div hx-get="/x" hx-trigger="load">')
    page = client.get(f"/o/{case.order.token}/case")
    assert "<img src=x" not in page.text and '<div hx-get="/x"' not in page.text


def test_the_page_costs_the_same_however_much_was_said(quarrel, client, queries):
    case = quarrel.declined()
    url = f"/o/{case.order.token}/case"
    client.get(url)
    with queries() as few:
        client.get(url)
    for number in range(6):
        aftersales.give_evidence(case, "buyer", f"More {number}", photos=[photo((number, 0, 0))])
    with queries() as many:
        client.get(url)
    assert len(many) <= len(few) + 1  # the pictures, in one
