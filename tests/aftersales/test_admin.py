"""The market's desk."""

import pytest

from storefront import accounts, aftersales
from storefront.aftersales import finding
from storefront.aftersales import words as aftersales_words
from storefront.kit.i18n import speaking
from storefront.kit.money import Money
from tests.aftersales.conftest import again
from tests.aftersales.test_views import field, follow, words
from tests.support.factories import ZHOU, sign_in
from tests.support.markup import Tree


@pytest.fixture
def desk(client, operator):
    sign_in(client, operator)
    return client


def test_what_was_asked_of_the_market_is_listed_by_deadline(quarrel, desk, operator):
    bowl = quarrel.world.mei.bowl
    first = quarrel.escalated(items=[(bowl, 1)])
    quarrel.clock.advance(aftersales.PERIODS.decide / 2)
    second = quarrel.escalated(items=[(bowl, 1)])
    waiting = quarrel.opened(items=[(bowl, 1)])
    sign_in(desk, operator)  # staff are signed out when they leave the desk
    page = desk.get("/admin/cases")
    assert page.text.index(first.code) < page.text.index(second.code)
    assert waiting.code not in page.text
    assert waiting.code in desk.get("/admin/cases?state=open").text
    quarrel.clock.freeze(first.decide_by)
    aftersales.sweep()
    sign_in(desk, operator)
    assert "overdue" in words(desk.get("/admin/cases"))


def test_both_sides_and_ready_words_for_each_outcome(quarrel, desk):
    case = quarrel.escalated(words="The rim is chipped")
    page = words(desk.get(f"/admin/cases/{case.code}"))
    assert "The rim is chipped" in page and "It left whole" in page and "held by the market" in page
    drafts = {
        "split": "the buyer gets ¥64.00 back, and Mei&#39;s Kiln keeps ¥64.00",
        "refund": "the buyer gets ¥128.00 back",
        "back": "The buyer sends it back",
        "nothing": "the money goes to Mei&#39;s Kiln",
    }
    for outcome, draft in drafts.items():
        assert draft in desk.get(f"/admin/cases/{case.code}?outcome={outcome}").text
    piece = desk.get(f"/admin/cases/{case.code}?outcome=back", headers={"HX-Request": "true", "HX-Target": "decide"})
    assert piece.text.lstrip().startswith('<div id="decide"')


def worded(page: str):
    """The field of the reason."""
    return Tree(page).by_id["words"]


def test_ready_words_are_in_the_language_of_each_side(quarrel, desk):
    case, person = quarrel.escalated(), accounts.Person
    person.update(language="zh-CN").where(person.id == quarrel.world.mei.owner.id).execute()
    url = f"/admin/cases/{case.code}"
    ours = {outcome: aftersales_words.draft(outcome, case, Money(6400, "CNY")) for outcome in ("split", "back")}
    with speaking("zh-CN"):
        theirs = {outcome: aftersales_words.draft(outcome, case, Money(6400, "CNY")) for outcome in ours}
    for outcome in ours:
        page = desk.get(f"{url}?outcome={outcome}").text
        area = worded(page)
        assert area.text.strip() == f"{theirs[outcome]}\n\n{ours[outcome]}" and "lang" not in area
        assert "Written for Mei&#39;s Kiln in Chinese and the buyer in English." in page
    desk.post(f"{url}/decision", data={"decision": "split", "per_cent": "60", "words": f"{theirs['split']}\n\n{ours['split']}"})
    said = "".join(said.words for said in finding.said_in(case).values())
    assert said.count("76.80") == 2 and said.count("51.20") == 2 and "64.00" not in said


def test_both_sides_of_a_case_may_read_another_language_than_who_decides(quarrel, desk):
    case, person = quarrel.escalated(), accounts.Person
    person.update(language="zh-CN").where(person.id == quarrel.world.mei.owner.id).execute()
    type(case.order).update(language="zh-CN").where(type(case.order).id == case.order.id).execute()
    page = desk.get(f"/admin/cases/{case.code}?outcome=nothing").text
    area = worded(page)
    with speaking("zh-CN"):
        assert area.text.strip() == aftersales_words.draft("nothing", case, Money(6400, "CNY"))
    assert area["lang"] == "zh-CN" and "Written for Mei&#39;s Kiln and the buyer in Chinese." in page
    assert "It arrived as it was sold, so the money goes to Mei&#39;s Kiln." in page  # beside it, in the words of who decides


def test_sixty_to_forty_by_per_cent(quarrel, desk, operator):
    case = quarrel.escalated()
    page = follow(
        desk,
        desk.post(
            f"/admin/cases/{case.code}/decision", data={"decision": "split", "per_cent": "60", "words": "Both have a point"}
        ),
    )
    assert "The money is divided" in words(page)
    assert (again(case).award_minor, again(case).decided_by_id) == (7680, operator.id)
    assert (
        desk.post(f"/admin/cases/{case.code}/decision", data={"decision": "split", "per_cent": "60", "words": "Both"}).status_code
        == 409
    )


@pytest.mark.parametrize("own", ["", " The picture shows it."])
def test_the_ready_words_name_the_part_that_was_decided(quarrel, desk, own):
    case = quarrel.escalated()
    ready = aftersales_words.draft("split", case, Money(6400, "CNY"))
    assert "¥64.00" in ready
    desk.post(f"/admin/cases/{case.code}/decision", data={"decision": "split", "per_cent": "40", "words": ready + own})
    assert again(case).award_minor == 5120
    said = aftersales.Said.across_shops().order_by(aftersales.Said.id.desc()).first().words
    assert "¥51.20" in said and "¥76.80" in said and "¥64.00" not in said and said.endswith(own.strip() or ".")


def test_nobody_at_the_desk_is_told_that_they_paid(quarrel, desk):
    case = quarrel.escalated()
    for page in (f"/admin/cases/{case.code}", f"/admin/orders/{case.shop.slug}/{case.order.number}"):
        answer = desk.get(page)
        assert answer.status_code == 200 and "Buyer paid" in answer.text and "You paid" not in answer.text


def test_the_desk_says_that_money_is_held_only_while_it_is(quarrel, desk):
    case = quarrel.escalated()
    assert "¥128.00, held by the market" in words(desk.get(f"/admin/cases/{case.code}"))
    aftersales.withdraw(case)
    page = words(desk.get(f"/admin/cases/{case.code}"))
    assert "¥128.00, through the market" in page and "held by the market" not in page


def test_an_amount_wins_over_per_cent(quarrel, desk):
    case = quarrel.escalated()
    desk.post(
        f"/admin/cases/{case.code}/decision",
        data={"decision": "split", "per_cent": "60", "amount": "100", "words": "Both have a point"},
    )
    assert again(case).award_minor == 10000


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"decision": "split", "per_cent": "", "words": "x"}, "Say how the money is divided."),
        ({"decision": "split", "per_cent": "101", "words": "x"}, "Write a number from 1 to 100."),
        ({"decision": "split", "amount": "900", "words": "x"}, "At most ¥128.00 can go back."),
        ({"decision": "nothing", "words": ""}, "Write the reason: both sides read it."),
        ({"decision": "back", "words": "x", "address": ""}, "Write where it should be sent to."),
        ({"decision": "x", "words": "x"}, "Choose how this is decided."),
    ],
)
def test_a_decision_that_is_none_is_422(quarrel, desk, data, sentence):
    case = quarrel.escalated()
    answer = desk.post(f"/admin/cases/{case.code}/decision", data=data)
    assert answer.status_code == 422 and sentence in words(answer)
    assert again(case).state == "escalated"


def test_the_same_person_is_told_that_somebody_else_decides_the_appeal(quarrel, desk, operator, colleague, app):
    case = quarrel.appealed(operator)
    assert "somebody else decides the appeal" in words(desk.get(f"/admin/cases/{case.code}"))
    refused = desk.post(f"/admin/cases/{case.code}/decision", data={"decision": "refund", "words": "x"})
    assert refused.status_code == 422 and again(case).state == "appealed"
    sign_in(desk, colleague)
    page = follow(
        desk, desk.post(f"/admin/cases/{case.code}/decision", data={"decision": "refund", "words": "The pictures show it"})
    )
    assert again(case).outcome == "decided"
    assert "final" in words(page)


def test_the_market_asks_both_sides(quarrel, desk):
    case = quarrel.escalated()
    follow(desk, desk.post(f"/admin/cases/{case.code}/question", data={"words": "Who carried it?", "once": "q" * 22}))
    assert "Who carried it?" in words(desk.get(f"/o/{case.order.token}/case"))
    assert desk.post(f"/admin/cases/{case.code}/question", data={"words": ""}).status_code == 422


def test_cash_that_nobody_wrote_down_is_said(quarrel, desk):
    from tests.aftersales.test_direct import unpaid_cash

    case = quarrel.escalated(order=unpaid_cash((quarrel.world.lotte, quarrel.world)[1]))
    page = words(desk.get(f"/admin/cases/{case.code}"))
    assert "No payment is written down for this order" in page and "the shop has to pay back itself" in page


def test_a_page_opened_before_the_first_decision_does_not_decide_the_appeal(quarrel, desk, operator, colleague):
    case = quarrel.escalated()
    sign_in(desk, colleague)
    seen = field(desk.get(f"/admin/cases/{case.code}"), "seen")
    aftersales.decide(case, operator, "nothing", None, "We looked at it")
    aftersales.appeal(again(case), "buyer", "Look at the second picture")
    data = {"decision": "nothing", "words": "It left whole"}
    assert desk.post(f"/admin/cases/{case.code}/decision", data=data | {"seen": seen}).status_code == 409
    assert again(case).state == "appealed"
    seen = field(desk.get(f"/admin/cases/{case.code}"), "seen")
    assert desk.post(f"/admin/cases/{case.code}/decision", data=data | {"seen": seen}).status_code == 303
    assert again(case).ruled_by_id == colleague.id


def test_nobody_decides_about_what_they_bought(quarrel, desk):
    case = quarrel.escalated()
    buyer = accounts.make_operator(ZHOU.phone, "support")
    sign_in(desk, buyer)
    answer = desk.post(f"/admin/cases/{case.code}/decision", data={"decision": "refund", "words": "It was broken"})
    assert answer.status_code == 422 and "You bought this yourself" in words(answer)
    assert again(case).state == "escalated"


def test_for_everybody_else_the_desk_does_not_exist(quarrel, client):
    case = quarrel.escalated()
    assert client.get("/admin/cases").headers["Location"].startswith("/signin")
    sign_in(client, quarrel.world.mei.owner)
    for path in ("/admin/cases", f"/admin/cases/{case.code}"):
        assert client.get(path).status_code == 404
    for verb in ("decision", "question"):
        assert client.post(f"/admin/cases/{case.code}/{verb}", data={"decision": "nothing", "words": "x"}).status_code == 404
    assert again(case).state == "escalated"


def test_a_code_that_is_none_is_not_there(desk):
    assert desk.get("/admin/cases/NOSUCH").status_code == 404
    assert accounts.Person.select().count() == 1


def test_the_queue_of_the_market_counts_it(quarrel, operator):
    from storefront.aftersales import panels

    assert panels.queue() is None
    quarrel.escalated()
    assert panels.queue()[:4] == (1, "case to decide", "/admin/cases", True)
