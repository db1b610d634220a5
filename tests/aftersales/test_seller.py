"""The seller's pages: what to answer, and every answer."""

import re

import pytest

from storefront import aftersales
from storefront.kit.money import Money
from tests.aftersales.conftest import HOUR, again
from tests.aftersales.test_views import follow, words
from tests.support import clients
from tests.support.factories import sign_in


@pytest.fixture
def mei(quarrel, client):
    """Mei, signed in."""
    sign_in(client, quarrel.world.mei.owner)
    return client


def url(case) -> str:
    return f"/sell/{case.shop.slug}/refunds/{case.code}"


def test_what_waits_is_on_today_on_the_order_and_in_the_list(quarrel, mei):
    case = again(quarrel.opened())
    today = mei.get("/sell/meis-kiln")
    assert "refund to answer" in words(today) and 'href="/sell/meis-kiln/refunds"' in today.text
    assert url(case) in mei.get(f"/sell/meis-kiln/orders/{case.order.number}").text
    listed = mei.get("/sell/meis-kiln/refunds")
    assert url(case) in listed.text and "Broken or wrong" in words(listed)
    aftersales.decline(case, "No")
    assert "refund to answer" not in words(mei.get("/sell/meis-kiln"))
    assert url(case) not in mei.get("/sell/meis-kiln/refunds").text
    assert url(case) in mei.get("/sell/meis-kiln/refunds?state=waiting").text


def test_what_ends_first_stands_first(quarrel, mei):
    sent_back = again(quarrel.sent_back())  # has longer than the next, which was opened after it
    opened = again(quarrel.opened())
    assert opened.answer_by < sent_back.answer_by
    quarrel.clock.advance(HOUR)
    last = again(quarrel.opened())
    listed = mei.get("/sell/meis-kiln/refunds").text
    assert listed.index(url(opened)) < listed.index(url(last)) < listed.index(url(sent_back))


def test_who_asked_for_a_part_and_sends_it_back_gets_all_of_it_and_both_read_how_much(quarrel, mei, app):
    case = again(quarrel.opened(want="part", part=Money(6400, "CNY")))
    asked = words(mei.get(url(case)))
    assert "Accept: give ¥64.00 back" in asked and "then ¥128.00 goes back" in asked
    case = again(aftersales.ask_back(case, "Kiln Road 1, Jingdezhen"))
    buyer, link = clients.browser(app), f"/o/{case.order.token}/case"
    page = words(mei.get(url(case)))
    assert "When it has arrived, ¥128.00 goes back to the buyer." in page and "Give ¥64.00 back after all" in page
    assert "When it has arrived, ¥128.00 goes back to you." in words(buyer.get(link))
    case = again(aftersales.send_back(case, "SF1357924680124"))
    assert "After that it counts as arrived, and ¥128.00 goes back to the buyer." in words(mei.get(url(case)))
    assert "Silence says so too, and ¥128.00 goes back to you." in words(buyer.get(link))


def test_one_tap_accepts_and_can_be_undone(quarrel, mei):
    case = again(quarrel.opened())
    page = follow(mei, mei.post(f"{url(case)}/acceptance"))
    assert "You agreed" in words(page) and "Undo" in words(page)
    assert mei.post(f"{url(case)}/acceptance").status_code == 303  # a double tap says the same again
    page = follow(mei, mei.post(f"{url(case)}/acceptance/undo"))
    assert "Something is wrong" in words(page)
    assert mei.post(f"{url(case)}/acceptance/undo").status_code == 303
    answer = mei.post(f"{url(case)}/acceptance", headers={"HX-Request": "true", "HX-Target": "case-now"})
    assert "Accepted: ¥128.00 goes back." in answer.text and f'action="{url(case)}/acceptance/undo"' in answer.text
    quarrel.clock.advance(aftersales.PERIODS.undo)
    aftersales.carry_out_due()
    assert "¥128.00 goes back to the buyer" in words(mei.get(url(case)))


def test_a_part_or_another_one_is_offered(quarrel, mei):
    case = again(quarrel.opened())
    wrong = mei.post(f"{url(case)}/offer", data={"share": "50", "amount": "500", "words": "Sorry"})
    assert wrong.status_code == 422 and "At most ¥128.00 can go back." in words(wrong) and "Sorry" in wrong.text
    mei.post(f"{url(case)}/offer", data={"share": "50", "words": "It still holds tea"})
    assert again(case).offered == Money(6400, "CNY")
    second = again(quarrel.opened())
    mei.post(f"{url(second)}/offer", data={"share": "50", "what": "another"})
    assert (again(second).state, again(second).offered) == ("offered", None)


def test_a_return_keeps_the_address_for_the_next_time(quarrel, mei):
    case = again(quarrel.opened(want="back"))
    empty = mei.post(f"{url(case)}/return", data={"address": ""})
    assert empty.status_code == 422 and "Write where it should be sent to." in words(empty)
    follow(mei, mei.post(f"{url(case)}/return", data={"address": "Kiln Road 1", "words": "Please"}))
    assert again(case).state == "returning"
    second = again(quarrel.opened(want="back"))
    assert "Kiln Road 1" in mei.get(url(second)).text


def test_declining_needs_a_reason(quarrel, mei):
    case = again(quarrel.opened())
    assert mei.post(f"{url(case)}/refusal", data={"words": ""}).status_code == 422
    page = follow(mei, mei.post(f"{url(case)}/refusal", data={"words": "It left whole"}))
    assert "You said no" in words(page)
    page = follow(mei, mei.post(f"{url(case)}/concession"))
    assert "¥128.00 goes back to the buyer" in words(page)
    assert mei.post(f"{url(case)}/concession").status_code == 303


def test_the_rail_of_a_seller_says_who_paid(quarrel, mei):
    case = quarrel.opened()
    for page in (f"/sell/meis-kiln/refunds/{case.code}", f"/sell/meis-kiln/orders/{case.order.number}"):
        text = mei.get(page).text
        assert "Buyer paid" in text and "You paid" not in text
    assert "You paid" in mei.get(f"/o/{case.order.token}/case").text


def test_without_script_the_cursor_is_in_the_first_wrong_field(quarrel, mei):
    case = quarrel.opened()
    url = f"/sell/meis-kiln/refunds/{case.code}"
    assert "autofocus" not in mei.get(url).text
    page = mei.post(f"{url}/refusal", data={"words": ""})
    assert page.status_code == 422 and page.text.count("autofocus") == 1
    assert re.search(r"<textarea[^>]* autofocus", page.text)
    piece = mei.post(f"{url}/refusal", data={"words": ""}, headers={"HX-Request": "true", "HX-Target": "case"})
    assert "autofocus" not in piece.text


def test_another_one_is_sent_by_form(quarrel, mei):
    case = quarrel.replacing()
    page = mei.get(url(case))
    line = re.search(r'name="(line-\d+)"', page.text).group(1)
    nothing = mei.post(f"{url(case)}/parcel", data={line: "0"})
    assert nothing.status_code == 422 and "Choose what is in this parcel." in words(nothing)
    assert mei.post(f"{url(case)}/parcel", data={line: "one"}).status_code == 400
    wrong = mei.post(f"{url(case)}/parcel", data={line: "1", "number": "6901234567892"})
    assert wrong.status_code == 422 and "item barcode" in words(wrong)
    page = follow(mei, mei.post(f"{url(case)}/parcel", data={line: "1", "number": "SF1357924680125"}))
    assert "Another one is on its way" in words(page)


def test_the_arrival_of_a_return(quarrel, mei):
    case = again(quarrel.sent_back())
    assert "SF1357924680124" in words(mei.get(url(case)))
    follow(mei, mei.post(f"{url(case)}/arrival", data={"shelve": "y"}))
    assert again(case).outcome == "returned"
    assert mei.post(f"{url(case)}/arrival").status_code == 303


def test_the_market_and_an_appeal(quarrel, mei, operator):
    case = again(quarrel.offered())
    follow(mei, mei.post(f"{url(case)}/market", data={"words": "Half is fair"}))
    assert again(case).escalated_by == "seller"
    assert mei.post(f"{url(case)}/market").status_code == 303
    mei.post(f"{url(case)}/evidence", data={"words": "See the parcel"})
    aftersales.decide(case, operator, "refund", None, "It was broken")
    page = words(mei.get(url(case)))
    assert "All the money goes back" in page and "It was broken" in page and "Half is fair" in page
    assert mei.post(f"{url(case)}/appeal", data={"words": ""}).status_code == 422
    follow(mei, mei.post(f"{url(case)}/appeal", data={"words": "It was not"}))
    assert again(case).appealed_by == "seller"


def test_accepting_the_decision(quarrel, mei, operator):
    case = again(quarrel.decided(operator, "refund"))
    follow(mei, mei.post(f"{url(case)}/agreement"))
    assert again(case).outcome == "decided"
    assert mei.post(f"{url(case)}/agreement").status_code == 303


def test_a_direct_seller_says_that_it_is_paid_back(quarrel, client):
    sign_in(client, quarrel.world.lotte.owner)
    case = quarrel.carried_out(keeper=quarrel.world.lotte)
    page = client.get(url(case))
    assert "I have paid it back" in words(page) and "The buyer paid you directly" in words(page)
    for _ in range(2):
        follow(client, client.post(f"{url(case)}/paid-back"))
    assert again(case).fulfilled_at is not None
    assert "You have paid" in words(client.get(url(case)))


def test_money_is_not_given_back_beside_the_case(quarrel, mei):
    case = again(quarrel.opened())
    order_url = f"/sell/meis-kiln/orders/{case.order.number}"
    assert "Give money back" not in words(mei.get(order_url))
    answer = mei.post(f"{order_url}/refund", data={"amount": "10", "reason": "x", "once": "k" * 22})
    assert answer.status_code in (409, 422)
    assert quarrel.money(case.order).back == 0


def test_the_money_page_says_what_is_paused(quarrel, mei):
    order = quarrel.settle(quarrel.world.completed())
    quarrel.opened(order=order)
    page = words(mei.get("/sell/meis-kiln/money"))
    assert "¥128.00 more is paused until questions about orders are settled." in page


VERBS = [
    "acceptance",
    "acceptance/undo",
    "offer",
    "return",
    "refusal",
    "concession",
    "parcel",
    "arrival",
    "market",
    "evidence",
    "appeal",
    "agreement",
    "paid-back",
]


@pytest.mark.parametrize("verb", VERBS)
def test_another_shops_case_is_not_there(quarrel, client, verb):
    case = again(quarrel.opened())
    sign_in(client, quarrel.world.lotte.owner)
    for path in (
        f"/sell/{quarrel.world.lotte.shop.slug}/refunds/{case.code}/{verb}",
        f"/sell/meis-kiln/refunds/{case.code}/{verb}",
    ):
        assert client.post(path, data={"words": "x", "address": "x"}).status_code == 404
    assert again(case).state == "open"


def test_looking_at_another_shops_cases_is_404(quarrel, client):
    case = again(quarrel.opened())
    sign_in(client, quarrel.world.lotte.owner)
    slug = quarrel.world.lotte.shop.slug
    for path in (
        f"/sell/{slug}/refunds/{case.code}",
        f"/sell/{slug}/refunds/{case.code}/now",
        "/sell/meis-kiln/refunds",
        url(case),
    ):
        assert client.get(path).status_code == 404
    assert case.code not in client.get(f"/sell/{slug}/refunds").text
    client.delete_cookie("session")
    assert client.get(url(case)).headers["Location"].startswith("/signin")


def test_the_list_is_paged_and_costs_the_same(quarrel, mei, queries):
    bowl = quarrel.world.mei.bowl
    for _ in range(3):
        quarrel.opened(items=[(bowl, 1)])
    mei.get("/sell/meis-kiln/refunds")
    with queries() as few:
        mei.get("/sell/meis-kiln/refunds")
    for _ in range(24):
        quarrel.opened(items=[(bowl, 1)])
    with queries() as many:
        page = mei.get("/sell/meis-kiln/refunds")
    assert len(many) == len(few)
    older = re.search(r'href="(/sell/meis-kiln/refunds\?state=answer&amp;before=\d+)"', page.text).group(1)
    assert mei.get(older.replace("&amp;", "&")).text.count('href="/sell/meis-kiln/refunds/') == 2


def test_the_part_that_changes_comes_alone(quarrel, mei):
    case = again(quarrel.opened())
    seen = re.search(r"now\?seen=([\w-]+)", mei.get(url(case)).text).group(1)
    headers = {"HX-Request": "true", "HX-Target": "case-now"}
    assert mei.get(f"{url(case)}/now?seen={seen}", headers=headers).status_code == 204
    aftersales.give_evidence(case, "buyer", "Here")
    assert mei.get(f"{url(case)}/now?seen={seen}", headers=headers).text.lstrip().startswith('<div id="case-now"')
    aftersales.withdraw(case)
    assert 'id="case-forms"' in mei.get(f"{url(case)}/now?seen={seen}", headers=headers).text
    assert mei.get(f"{url(case)}/now?seen=x").status_code == 303
