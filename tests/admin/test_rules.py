"""/admin/rules: what changes is shown before it is published, and who published what stays."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from storefront import accounts, policies
from storefront.kit import events
from storefront.policies import Banner, Cap, Fee
from tests.support.markup import Tree


def fields(html: str) -> dict[str, str]:
    """What the form of the page would send."""
    found = {}
    for element in Tree(html).all("input", "textarea"):
        form = element.inside("form")
        if "name" not in element or form is None or form["action"] != "/admin/rules":
            continue
        if element["type"] != "checkbox" or "checked" in element:
            found[element["name"]] = element["value"] if element.tag == "input" else element.text.lstrip()
    return found


@pytest.fixture
def rules(desk, world):
    """`rules(share="2.5")` posts the whole page with something else in it; `rules.preview(…)` looks first."""
    browser = desk("operator")

    def filled(**changes):
        return {**fields(browser.get("/admin/rules").text), **changes}

    def publish(**changes):
        return browser.post("/admin/rules", data=filled(**changes))

    publish.preview = lambda **changes: browser.post("/admin/rules/preview", data=filled(**changes))
    publish.page = lambda query="": browser.get("/admin/rules" + query).text
    publish.browser, publish.filled = browser, filled
    return publish


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_what_changes_is_shown_and_nothing_is_written(rules):
    page = text(rules.preview(share="2,5", fixed="cny 0.30\nEUR 0.05", confirm_days="9").text)
    assert "The market's fee No fee 2.5% + ¥0.30 / €0.05" in page.replace("&#39;", "'")
    assert "Days after delivery until receipt confirms itself 7 9" in page
    assert policies.current().number == 0
    assert "Nothing." in text(rules.preview().text)


def test_the_region_alone_is_exchanged_while_one_types(rules):
    headers = {"HX-Request": "true", "HX-Target": "preview"}
    answer = rules.browser.post("/admin/rules/preview", data=rules.filled(hold_minutes="15"), headers=headers)
    assert answer.text.lstrip().startswith('<section class="section panel stack" id="preview"') and "<html" not in answer.text
    answer = rules.browser.post("/admin/rules/preview", data=rules.filled(hold_minutes="1"), headers=headers)
    assert answer.status_code == 422 and "Write a number from 5 to 1440." in answer.text


def test_everything_on_the_page_can_be_published_and_stands_there_again(rules, world, desk):
    answer = rules(
        share="2.5", fixed="CNY 0.30", shop_0="oma-lotte" if world.lotte.shop else "", shop_share_0="1", shop_fixed_0="EUR 0.10",
        orders_none="20", sum_none="5000", orders_individual="", sum_individual="", orders_trader="500", sum_trader="100,000.00",
        confirm_days="9", hold_minutes="15", answer_hours="24", decide_hours="48", appeal_days="5",
        banned_words="replica\nreplica\n  仿品 ", banned_categories="Weapons", banner_en_0="Closed on Monday", banner_zh_0="周一休息",
        starts_0="2027-01-31T09:00", ends_0="2027-02-01 09:00", buyers_0="y", sellers_0="y", two_person_minor="0", suspense_minor="88.50",
        note="Winter", closed_days="2027-02-11\n2027-01-01\n 2027-02-05 – 2027-02-10 \n2027-01-01",
    )  # fmt: skip
    assert answer.status_code == 303, text(answer.text)
    found = policies.current()
    assert found.fee == Fee(250, {"CNY": 30}) and found.shop_fees == {world.lotte.shop.id: Fee(100, {"EUR": 10})}
    assert found.caps == {"none": Cap(20, 500_000), "individual": None, "trader": Cap(500, 10_000_000), "company": None}
    assert (found.confirm_days, found.hold_minutes, found.answer_hours, found.decide_hours, found.appeal_days) == (
        9,
        15,
        24,
        48,
        5,
    )
    assert found.banned_words == ("replica", "仿品") and found.banned_categories == ("Weapons",)
    (banner,) = found.banners
    assert banner.words == {"en": "Closed on Monday", "zh-CN": "周一休息"} and (banner.buyers, banner.sellers) == (True, True)
    assert (banner.starts_at.isoformat(), banner.ends_at - banner.starts_at) == ("2027-01-31T01:00:00+00:00", timedelta(days=1))
    assert (found.two_person_minor, found.suspense_minor) == (0, 8850)
    assert found.closed_days[:3] == ("2027-01-01", "2027-02-05", "2027-02-06") and len(found.closed_days) == 8
    page = text(rules.page())
    assert "Days on which banks are closed: – → 2027-01-01, 2027-02-05 – 2027-02-11" in page
    assert "Version 1 Winter" in page and "No fee → 2.5% + ¥0.30" in page and "oma-lotte" in rules.page()
    (event,) = events.timeline("policies:1")
    assert event.actor == f"operator:{rules.browser.person.id}"
    assert "Nothing." in text(rules.preview().text)  # what holds is what the page shows


def test_a_row_that_is_emptied_goes(rules, world):
    assert world.mei.shop
    rules(shop_0="meis-kiln", shop_share_0="0", banner_en_0="Hello", buyers_0="y")
    assert len(policies.current().shop_fees) == len(policies.current().banners) == 1
    rules(shop_0="", banner_en_0="")
    assert not policies.current().shop_fees and not policies.current().banners


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"share": "51"}, "A share is from 0 to 50 per cent."),
        ({"share": "a lot"}, "Write per cent, such as 2.5."),
        ({"closed_days": "New Year"}, "“New Year” is neither."),
        ({"closed_days": "2027-02-30"}, "“2027-02-30” is neither."),
        ({"closed_days": "2027-02-11 – 2027-02-05"}, "is neither."),
        ({"closed_days": "2027-01-01 – 2027-02-01"}, "is neither."),  # longer than a month
        ({"closed_days": "\n".join(f"20{year}-01-01 – 20{year}-01-31" for year in range(27, 34))}, "At most 200 days."),
        ({"fixed": "0.30"}, "Write one sum a line with its currency"),
        ({"fixed": "CNY 0.301"}, "Write one sum a line with its currency"),
        ({"shop_0": "nobody"}, "There is no shop with this handle."),
        ({"orders_none": ""}, "Write both, or leave both empty for no limit."),
        ({"confirm_days": ""}, "Write a whole number, such as 3."),
        ({"confirm_days": "61"}, "Write a number from 1 to 60."),
        ({"banner_en_0": "Hello", "buyers_0": ""}, "Say who sees the banner."),
        ({"banner_en_0": "Hello", "buyers_0": "y", "starts_0": "2027-01-02T00:00", "ends_0": "2027-01-01T00:00"}, "A banner ends after it begins."),
        ({"starts_0": "soon"}, "Write a date and a time"),
        ({"effective": "9999-01-01T00:00"}, "Choose a moment within a year."),
        ({}, "This changes nothing."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(rules, changes, sentence):
    changes = {**({"hold_minutes": "15"} if "effective" in changes else {}), **changes}
    answer = rules(**changes)
    assert answer.status_code == 422 and sentence in answer.text
    for value in filter(None, changes.values()):
        assert value in answer.text
    assert policies.current().number == 0


def test_two_operators_do_not_overwrite_each_other(rules):
    mine = rules.filled(hold_minutes="15")
    rules(confirm_days="9")
    answer = rules.browser.post("/admin/rules", data=mine)
    assert answer.status_code == 409 and "Somebody else published meanwhile" in answer.text and 'value="15"' in answer.text
    assert policies.current().hold_minutes == 30


def test_what_an_answer_says_stands_where_the_browser_goes_without_a_script(rules):
    """The page is long: an answer that begins at its top would look as if nothing had happened."""
    mine = rules.filled(share="1")
    goes = [button["formaction"] for button in Tree(rules.page()).all("button") if "formaction" in button]
    assert [url for url in goes if url.startswith("/admin")] == ["/admin/rules/preview#preview", "/admin/rules#preview"]
    rules(confirm_days="9")
    for answer, words in (
        (rules.preview(share="2"), "2%"),
        (rules(share="abc"), "Write per cent"),
        (rules.browser.post("/admin/rules", data=mine), "Somebody else published meanwhile"),
    ):
        assert words in answer.text.partition('id="preview"')[2].partition("</section>")[0], words


def test_the_history_goes_back_by_keys(rules):
    for number in range(12):
        policies.publish(replace(policies.current(), **{"hold_minutes": 10 + number}), rules.browser.person)
    page = rules.page()
    assert "Version 12" in page and "Version 2<" not in page
    older = rules.page("?before=" + page.partition("/admin/rules?before=")[2].partition("#")[0])
    assert "Version 2<" in older and "Version 1<" in older and "Version 12" not in older


def test_the_history_says_in_words_who_published_also_where_nobody_has_that_name_any_more(rules):
    rules(share="1")
    me = rules.browser.person
    accounts.Person.update(name=None, phone=None, email=None).where(accounts.Person.id == me.id).execute()
    shown = rules.page().partition('id="history"')[2]
    assert f"Staff {me.id}" in shown and "operator:" not in shown


def test_a_banner_is_on_the_pages_of_its_side_between_its_moments(rules, world, app, clock, desk):
    from tests.support.factories import sign_in

    assert world.mei.shop
    now = clock.now()
    clock.freeze(now)
    soon = Banner({"en": "Closed on <Monday>", "zh-CN": "周一休息"}, now + timedelta(minutes=1), now + timedelta(minutes=3))
    desks = Banner({"zh-CN": "给卖家"}, None, None, False, True)
    policies.publish(replace(policies.current(), **{"banners": (soon, desks)}), rules.browser.person)
    visitor, seller = app.test_client(), app.test_client()
    sign_in(seller, world.mei.owner)

    def sees(client, path, language="en"):
        page = client.get(path, headers={"Accept-Language": language}).text
        return [words for words in ("Closed on &lt;Monday&gt;", "周一休息", "给卖家") if words in page]

    assert sees(visitor, "/@meis-kiln") == [] and policies.seconds_to_change() == 60
    clock.advance(timedelta(minutes=1))
    app.pages.clear()  # the clock of the cache is the machine's, and does not jump
    assert sees(visitor, "/@meis-kiln") == sees(visitor, "/help") == ["Closed on &lt;Monday&gt;"]
    assert sees(visitor, "/@meis-kiln", "zh-CN") == ["周一休息"]
    assert sees(seller, "/sell/meis-kiln/more") == ["给卖家"] and sees(rules.browser, "/admin") == []
    assert 'lang="zh-CN"' in seller.get("/sell/meis-kiln/more").text
    clock.advance(timedelta(minutes=2))
    app.pages.clear()
    assert sees(visitor, "/@meis-kiln") == [] and policies.seconds_to_change() == float("inf")


def test_who_runs_the_market_is_read_in_its_terms_and_missed_by_the_operator_alone(rules, client, config):
    health = rules.browser.get("/admin/health").text
    assert "Who runs this market is not written down." in health and 'href="/admin/rules#who"' in health
    for doc in ("terms", "privacy"):
        page = client.get(f"/legal/{doc}").text
        assert f"Whoever runs {config.market_name} at {config.base_url} answers for the pages" in text(page)
        assert "adds the particulars" not in page and "Particulars" not in page  # nobody reads what the operator has still to do
    said = "Markt & Söhne GmbH\n  Hafenstr. 1, 20359 Hamburg\nHRB 12345 <Hamburg>"
    assert "Who runs this market Markt &amp; Söhne GmbH" in text(rules.preview(particulars=said).text)
    assert rules(particulars=said).status_code == 303
    assert fields(rules.page())["particulars"].split("\n")[1] == "Hafenstr. 1, 20359 Hamburg"
    for doc in ("terms", "privacy"):
        page = client.get(f"/legal/{doc}").text
        assert (
            "Markt &amp; Söhne GmbH\nHafenstr. 1, 20359 Hamburg\nHRB 12345 &lt;Hamburg&gt;</p>" in page
            and "Whoever runs" not in page
        )
    assert "is not written down" not in rules.browser.get("/admin/health").text
    answer = rules(particulars="x" * 1001)
    assert answer.status_code == 422 and policies.current().number == 1 and 'id="particulars-error"' in answer.text
