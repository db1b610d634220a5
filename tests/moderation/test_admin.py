"""The operator's desk: the queue, a decision in ready words, measures and appeals."""

import re

import pytest

from storefront import accounts, moderation, reviews
from storefront.kit.i18n import speaking
from storefront.moderation import Measure, Report, finding, words
from tests.moderation.conftest import RULE
from tests.support.factories import again
from tests.support.markup import Tree
from tests.support.plans import plans

SENT = RULE | {"do": "hide"}


@pytest.fixture
def staff(visitor, desk):
    return visitor(desk.one)


def test_reports_stand_in_the_queue(desk, staff):
    desk.told(reason="danger")
    page = staff.get("/admin").text
    assert "1 report to look at" in page and 'href="/admin/reports"' in page
    desk.told(desk.item("jar"), "other")
    assert "2 reports to look at" in staff.get("/admin").text


def test_a_row_shows_the_thing_what_was_told_and_what_was_decided_before(desk, staff):
    moderation.dismiss(desk.told(reason="fraud"), desk.other, "Fine")
    measure = desk.taken(ending="7")
    moderation.lift(measure, desk.one)
    report = desk.told(reason="untrue", words="It is not celadon", network="10.8.0.0/24")
    desk.told(reason="copy", network="10.9.0.0/24")
    page = staff.get("/admin/reports").text
    for said in (
        "Sunday mug, celadon, 320 ml", "¥128.00", "Made by hand.", "nobody checked this shop", "reported by 2 people", "It is a copy of a brand",
        "It is not celadon", "Hidden · lifted", "No action",
    ):  # fmt: skip
        assert said in page, said
    assert f"/admin/reports/{report.code}?do=hide" in page and f"/admin/measures/{measure.code}" in page


def test_the_outcome_is_already_worded(desk, staff):
    report = desk.told(reason="stolen")
    url = f"/admin/reports/{report.code}"
    assert words.draft_nothing() in staff.get(url).text
    hide = staff.get(f"{url}?do=hide").text
    assert words.rule("stolen") in hide and "uses pictures or words of somebody else" in hide and "then appeal and say" in hide
    pause = staff.get(f"{url}?do=suspend&rule=fraud").text
    assert "“Mei&#39;s Kiln” promises what buyers do not get" in pause and "Pause the shop" in pause
    part = staff.get(f"{url}?do=hide", headers={"HX-Request": "true", "HX-Target": "decide"}).text
    assert part.startswith('<div id="decide"')
    assert staff.get(f"{url}?do=nonsense&rule=nonsense").status_code == 200


def reads_chinese(*people):
    for person in people:
        accounts.Person.update(language="zh-CN").where(accounts.Person.id == person.id).execute()


def area(page: str, name: str):
    """(the field, what is said about it) on a page."""
    tree = Tree(page)
    (field,) = (each for each in tree.all("textarea") if each["name"] == name)
    return field, tree.by_id[f"{field['id']}-hint"].text


def test_ready_words_are_in_the_language_of_whoever_reads_them(desk, staff):
    reads_chinese(desk.mei.owner)
    url = f"/admin/reports/{desk.told(reason='fraud').code}"
    page = staff.get(f"{url}?do=hide").text
    field, said = area(page, "reason")
    with speaking("zh-CN"):
        assert field.text.strip() == words.draft_reason("fraud", desk.item().name)
    assert field["lang"] == "zh-CN" and said == "The seller reads it, with the rule. Written for Mei's Kiln in Chinese."
    assert "promises what buyers do not get" in page  # the same beside it, for the operator
    assert area(page, "remedy")[1] == "Written for Mei's Kiln in Chinese."
    refused = staff.post(f"{url}/measure", data=SENT | {"rule": "fraud", "reason": "", "remedy": "My own words"})
    assert refused.status_code == 422 and area(refused.text, "remedy")[0].text.strip() == "My own words"
    assert "promises what buyers do not get" in refused.text and "in Chinese" in area(refused.text, "reason")[1]
    shop = staff.get("/admin/shops/meis-kiln").text
    assert area(shop, "remedy")[0]["lang"] == "zh-CN" and "goes against the terms of the market" in shop


def test_why_a_review_is_hidden_is_written_for_whoever_wrote_it(desk, staff):
    order = desk.world.completed(items=[(desk.mei.mug, 1)])
    review = reviews.write(desk.world.again(order), desk.mei.mug.product.id, 5, "Lovely")
    type(order).update(language="zh-CN").where(type(order).id == order.id).execute()
    report = desk.told(moderation.kinds.get("review").things([review.id])[review.id], "hate")
    field, said = area(staff.get(f"/admin/reports/{report.code}?do=hide").text, "reason")
    assert "评价" in field.text and said.endswith("Written for whoever wrote it in Chinese.")
    assert area(staff.get(f"/admin/reports/{report.code}?do=suspend").text, "reason")[1].endswith("for Mei's Kiln in English.")


def test_an_answer_is_in_every_language_in_which_somebody_told_and_waits_for_it(desk, staff):
    report = desk.told(contact=accounts.Contact("phone", "+8613900139001"))
    with speaking("zh-CN"):
        desk.told(contact=accounts.Contact("email", "lin@example.com"), network="10.1.0.0/24")
        chinese = words.draft_nothing()
    field, said = area(staff.get(f"/admin/reports/{report.code}").text, "answer")
    assert field.text.strip() == f"{words.draft_nothing()}\n\n{chinese}" and "lang" not in field
    assert said.endswith("Written for whoever reported it in English and whoever reported it in Chinese.")
    nobody = desk.told(desk.item("jar"))
    field, said = area(staff.get(f"/admin/reports/{nobody.code}").text, "answer")
    assert field.text.strip() == words.draft_nothing() and "Written for" not in said


def test_no_action(desk, staff):
    report = desk.told()
    url = f"/admin/reports/{report.code}/dismissal"
    empty = staff.post(url, data={"answer": " "})
    assert empty.status_code == 422 and "Write why nothing is done." in empty.text
    assert staff.post(url, data={"answer": "It is her own mark."}).headers["Location"] == "/admin/reports"
    assert again(report).state == "dismissed"
    assert staff.post(url, data={"answer": "Again"}).status_code == 409
    assert "It is her own mark." in staff.get(f"/admin/reports/{report.code}").text
    assert report.code in staff.get("/admin/reports?state=done").text and report.code not in staff.get("/admin/reports").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": ""}, "Write the reason: the seller will read it."),
        ({"remedy": ""}, "Write what the seller can do now."),
        ({"rule": "none"}, "Choose the rule that is broken."),
        ({"ending": "never"}, "Choose how long it holds."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(desk, staff, wrong, sentence):
    report = desk.told()
    answer = staff.post(f"/admin/reports/{report.code}/measure", data=SENT | {"reason": "Typed by hand"} | wrong)
    assert answer.status_code == 422 and sentence in answer.text
    assert "reason" in wrong or "Typed by hand" in answer.text
    assert again(report).state == "open" and desk.item().state == "on_sale"


def test_hiding_an_item(desk, staff, client):
    report = desk.told()
    answer = staff.post(f"/admin/reports/{report.code}/measure", data=SENT | {"ending": "30"})
    (measure,) = Measure.across_shops()
    assert answer.headers["Location"] == f"/admin/measures/{measure.code}"
    assert (measure.act, measure.rule, measure.taken_by_id, again(report).measure_id) == ("hide", "copy", desk.one.id, measure.id)
    assert client.get(desk.mei.mug.product.path).status_code == 410
    page = staff.get(f"/admin/measures/{measure.code}").text
    assert RULE["reason"] in page and RULE["remedy"] in page and f"/admin/reports/{report.code}" in page
    assert measure.code in staff.get("/admin/reports?state=force").text
    again_ = staff.post(f"/admin/reports/{report.code}/measure", data=SENT)
    assert again_.status_code == 409


def test_what_cannot_be_done_any_more_is_said_and_the_rest_is_offered(desk, staff):
    from storefront import catalog

    report, mei = desk.told(), desk.mei
    catalog.delete(catalog.product_by_code(mei.shop, mei.mug.product.code))
    url = f"/admin/reports/{report.code}"
    assert f"{url}?do=hide" not in staff.get(url).text and f"{url}?do=suspend" in staff.get(url).text
    late = staff.post(f"{url}/measure", data=SENT)
    assert late.status_code == 422 and "Its seller has taken it away already." in late.text and "Why nothing is done" in late.text
    desk.taken(desk.shop())
    assert staff.post(f"{url}/measure", data=SENT | {"do": "suspend", "reason": ""}).status_code == 422
    assert staff.post(f"{url}/dismissal", data={"answer": "It is gone."}).status_code == 303


def test_pausing_the_shop_of_an_item(desk, staff, client):
    report = desk.told()
    staff.post(f"/admin/reports/{report.code}/measure", data=SENT | {"do": "suspend"})
    (measure,) = Measure.across_shops()
    assert (measure.kind, measure.act, desk.mei.fresh().state) == ("shop", "suspend", "suspended")
    page = staff.get("/admin/shops/meis-kiln").text
    assert f"/admin/measures/{measure.code}" in page and "Reinstate" in page


def test_the_operators_own_pause_is_a_measure(desk, staff, visitor):
    staff.post("/admin/shops/meis-kiln/suspension", data=RULE)
    (measure,) = Measure.across_shops()
    assert (measure.rule, measure.reason, measure.taken_by_id) == ("copy", RULE["reason"], desk.one.id)
    seller = visitor(desk.mei.owner)
    assert words.rule("copy") in seller.get("/sell/meis-kiln").text
    seller.post(f"/sell/meis-kiln/measures/{measure.code}/appeal", data={"words": "No"})
    refused = staff.post("/admin/shops/meis-kiln/reinstatement")
    assert refused.status_code == 422 and "answer the appeal" in refused.text
    assert again(measure).state == "appealed"


def test_an_appeal_is_answered_by_somebody_else(desk, staff, visitor):
    measure = desk.appealed()
    url = f"/admin/measures/{measure.code}"
    mine, theirs = staff.get(url).text, visitor(desk.other).get(url).text
    assert "It is my own mark" in mine and "so somebody else answers the appeal" in mine and "The measure stays" not in mine
    assert "The measure stays" in theirs
    assert f"/admin/measures/{measure.code}" in staff.get("/admin/reports?state=appeals").text
    refused = staff.post(f"{url}/answer", data={"do": "uphold", "answer": "I was right"})
    assert refused.status_code == 422 and "so somebody else answers the appeal" in refused.text
    other = visitor(desk.other)
    for data, sentence in (
        ({"do": "uphold", "answer": ""}, "Write the answer"),
        ({"answer": "Hm"}, "Choose how the appeal is answered."),
    ):
        answer = other.post(f"{url}/answer", data=data)
        assert answer.status_code == 422 and sentence in answer.text
    assert other.post(f"{url}/answer", data={"do": "grant", "answer": "It is your own."}).status_code == 303
    assert (again(measure).state, desk.item().state) == ("lifted", "on_sale")
    assert other.post(f"{url}/answer", data={"do": "grant", "answer": "Again"}).status_code == 409


def test_lifting(desk, staff):
    measure = desk.taken()
    url = f"/admin/measures/{measure.code}/lift"
    assert staff.post(url, data={"answer": "z" * 2001}).status_code == 422
    assert staff.post(url, data={"answer": "A mistake"}).status_code == 303
    assert again(measure).state == "lifted"
    assert staff.post(url).status_code == 409


def test_support_looks_and_the_operator_decides(desk, visitor):
    support = visitor(accounts.make_operator("+8613500135009", "support"))
    report, measure = desk.told(), desk.appealed(thing=desk.item("jar"))
    for path in ("/admin/reports", f"/admin/reports/{report.code}", f"/admin/measures/{measure.code}"):
        page = support.get(path)
        assert page.status_code == 200 and "<textarea" not in page.text, path
    for path in (
        f"reports/{report.code}/dismissal", f"reports/{report.code}/measure", f"measures/{measure.code}/answer", f"measures/{measure.code}/lift",
    ):  # fmt: skip
        assert support.post(f"/admin/{path}", data=SENT | {"answer": "x"}).status_code == 404, path
    assert (again(report).state, again(measure).state) == ("open", "appealed")


@pytest.mark.parametrize("path", ["reports/AAAAAAAA", "measures/AAAAAAAA", "reports/%27--", "measures/1"])
def test_what_is_not_there(desk, staff, path):
    assert staff.get(f"/admin/{path}").status_code == 404


def test_the_queue_goes_on_after_a_page(desk, staff):
    for number in range(23):
        keeper = desk.mei.sells(f"cup{number}", f"Cup {number}", 1000)
        desk.told(moderation.kinds.get("item").things([keeper.product.id])[keeper.product.id], "other")
    first = staff.get("/admin/reports").text
    link = re.search(r'href="(/admin/reports\?state=open[^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")
    rest = staff.get(link).text
    assert (first.count('id="report-'), rest.count('id="report-')) == (20, 3)
    assert set(re.findall(r'id="report-(\w+)"', first)).isdisjoint(re.findall(r'id="report-(\w+)"', rest))
    for wrong in ("x", "1-", "-1", "nan-1", "1e99-1", "inf-2"):
        assert staff.get(f"/admin/reports?state=open&after={wrong}").status_code == 200
    assert Report.across_shops().count() == 23


def test_what_was_decided_is_read_from_the_newest_on(world):
    (plan,) = plans(lambda: finding.decided())
    assert "TEMP B-TREE" not in plan and "Sort" not in plan, plan
