import json
import re
from datetime import timedelta

import pytest

from storefront.kit import colour
from tests.support.clients import htmx, shown_code


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]


def begin(client, source=""):
    """The hidden fields of /open, as the browser sends them back."""
    page = client.get(f"/open?from={source}").text
    return {"began": hidden(page, "began"), "once": hidden(page, "once")}


# --- opening a shop ---------------------------------------------------------------------------------------------------------------


def test_a_shop_opens_with_two_typed_fields_and_a_code(client, shops):
    fields = begin(client)
    assert client.post("/open", data={**fields, "name": "Mei's Kiln", "contact": "138 0013 8000"}).location == "/open/code"
    code = shown_code(client.get("/open/code").text)
    assert client.post("/open/code", data={"code": code}).location == "/open/first"
    assert client.get("/open/first").location == "/sell/meis-kiln/items/new?first=1"
    assert shops.shop_by_slug("meis-kiln").state == "open"
    assert client.get("/@meis-kiln/about").status_code == 200


def test_with_htmx_every_step_takes_the_place_of_the_one_before(client, shops):
    fields = begin(client)
    answer = client.post("/open", data={**fields, "name": "Mei's Kiln", "contact": "13800138000"}, headers=htmx("step"))
    assert answer.text.lstrip().startswith('<section id="step"') and 'hx-post="/open/code"' in answer.text
    answer = client.post("/open/code", data={"code": shown_code(answer.text)}, headers=htmx("step"))
    assert answer.headers["HX-Redirect"] == "/open/first"


def test_who_is_signed_in_types_the_name_alone(signed_in, mei, shops):
    browser = signed_in(mei)
    page = browser.get("/open").text
    assert 'name="contact"' not in page and "Text me a code" not in page
    assert browser.post("/open", data={**begin(browser), "name": "Mei's Kiln"}).location == "/open/first"
    assert shops.of_person(mei)[0].name == "Mei's Kiln"


def test_a_double_tap_opens_one_shop(signed_in, mei, shops):
    browser = signed_in(mei)
    data = {**begin(browser), "name": "Mei's Kiln"}
    assert [browser.post("/open", data=data).location for _n in range(2)] == ["/open/first"] * 2
    assert len(shops.of_person(mei)) == 1


def test_the_page_promises_what_is_true(client, database):
    page = client.get("/open").text
    assert "Free, no paperwork to begin." in page
    assert "You can sell now. Money waits safely until you check your ID." in page
    assert "up to 50 orders and ¥10,000 a day" in page
    assert page.count("<label") == 2


def test_a_taken_name_offers_three_free_ones_as_chips(client, kiln):
    fields = begin(client)
    answer = client.post("/open", data={**fields, "name": "meis kiln", "contact": "13900139000"})
    assert answer.status_code == 422 and "Someone has this name. How about one of these?" in answer.text
    ideas = re.findall(r'name="pick" value="([^"]+)"', answer.text)
    assert len(ideas) == 3 and 'value="meis kiln"' in answer.text and 'value="13900139000"' in answer.text
    answer = client.post("/open", data={**fields, "name": "meis kiln", "pick": ideas[0], "contact": "13900139000"})
    assert answer.location == "/open/code"


def test_leaving_the_name_field_says_whether_it_is_free(client, kiln):
    taken = client.get("/open/name?name=Mei's+Kiln", headers=htmx("name-check")).text
    assert taken.lstrip().startswith('<div id="name-check"') and taken.count('name="pick"') == 3
    assert "This name is free." in client.get("/open/name?name=Lin's+Tea", headers=htmx("name-check")).text
    assert "free" not in client.get("/open/name?name=", headers=htmx("name-check")).text


@pytest.mark.parametrize(
    "data, sentence",
    [
        ({"name": "", "contact": "13800138000"}, "Give your shop a name."),
        ({"name": "Mei's Kiln", "contact": ""}, "Write your mobile number, or your e-mail address."),
        ({"name": "Mei's Kiln", "contact": "138"}, "digits are missing"),
        ({"name": "x" * 61, "contact": "13800138000"}, "there is room for 60"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(client, database, data, sentence):
    answer = client.post("/open", data=data)
    assert answer.status_code == 422 and sentence in answer.text and 'aria-invalid="true"' in answer.text


def test_an_e_mail_address_opens_a_shop_too_and_the_name_stays(client, shops):
    client.post("/open", data={**begin(client), "name": "Mei's Kiln", "contact": "13800138000"})
    page = client.get("/open?with=email").text
    assert 'type="email"' in page and "Mei&#39;s Kiln" in page
    data = {
        "began": hidden(page, "began"),
        "once": hidden(page, "once"),
        "name": "Mei's Kiln",
        "contact": "mei@example.com",
        "way": "email",
    }
    client.post("/open", data=data)
    assert client.post("/open/code", data={"code": shown_code(client.get("/open/code").text)}).location == "/open/first"
    assert shops.shop_by_slug("meis-kiln")


def test_the_code_of_signing_in_alone_opens_no_shop(client, database):
    client.post("/signin", data={"contact": "13800138000"})
    assert client.get("/open/code").location == "/open"
    assert client.post("/open/code", data={"code": "123456"}).location == "/open"
    assert client.post("/open/code/again").location == "/open"


def test_a_name_that_went_meanwhile_is_asked_for_again_without_a_new_code(client, shops, lin):
    client.post("/open", data={**begin(client), "name": "Mei's Kiln", "contact": "13800138000"})
    code = shown_code(client.get("/open/code").text)
    shops.open_shop(lin, "Mei's Kiln")
    answer = client.post("/open/code", data={"code": code})
    assert answer.status_code == 422 and "Someone has this name." in answer.text and 'name="contact"' not in answer.text
    pick = re.search(r'name="pick" value="([^"]+)"', answer.text)[1].replace("&#39;", "'")
    data = {"began": hidden(answer.text, "began"), "once": hidden(answer.text, "once"), "name": "Mei's Kiln", "pick": pick}
    assert client.post("/open", data=data).location == "/open/first"


def test_a_shop_opened_from_another_says_so_to_its_owner(client, kiln, lin, fresh, shops, clock):
    page = client.get("/open?from=meis-kiln").text
    assert "You came from Mei&#39;s Kiln" in page
    fields = {"began": hidden(page, "began"), "once": hidden(page, "once")}
    client.post("/open", data={**fields, "name": "Lin's Tea", "contact": "13900139000"})
    clock.advance(timedelta(seconds=48))
    client.post("/open/code", data={"code": shown_code(client.get("/open/code").text)})
    new = shops.shop_by_slug("lins-tea")
    assert new.came_from == kiln and fresh(kiln).opened_from_here_count == 1
    page = client.get("/sell/lins-tea/settings").text
    assert "came from Mei&#39;s Kiln" in page and re.search(r"opened in 0:4[89]|opened in 0:50", page)


@pytest.mark.parametrize("source", ["nobody", "x" * 300, "<script>", "a|b"])
def test_a_source_that_is_no_shop_is_ignored(client, database, source):
    page = client.get("/open", query_string={"from": source})
    assert page.status_code == 200 and "You came from" not in page.text and "<script>" not in page.text


def test_the_first_photo_needs_a_shop(client, signed_in, mei):
    assert client.get("/open/first").location == "/open"
    assert signed_in(mei).get("/open/first").location == "/open"


# --- public pages -----------------------------------------------------------------------------------------------------------------


def test_about_says_who_sells_and_how_the_money_travels(client, kiln, shops):
    shops.change_look(kiln, words="Small-batch stoneware", about="First.\n\nSecond <b>bold</b>.", sent_from="Jingdezhen")
    page = client.get("/@meis-kiln/about").text
    for words in (
        "Small-batch stoneware",
        "First.",
        "Jingdezhen",
        "Identity not checked yet",
        "We hold it",
        "within 2 days",
        "within 7 days",
    ):
        assert words in page
    assert "<b>bold</b>" not in page and "I want to open a shop too" in page and 'href="/open?from=meis-kiln"' in page
    shops.verify(kiln, "individual")
    assert "ID checked" in client.get("/@meis-kiln/about").text


def test_a_direct_shop_says_that_the_market_holds_nothing(client, kiln, shops):
    shops.change_terms(kiln, mode="direct", returns_days=0)
    page = client.get("/@meis-kiln/about").text
    assert "The market does not hold this money" in page and "We hold it" not in page
    assert "takes nothing back because you changed your mind" in page


def test_a_public_page_sets_no_cookie_and_changes_with_the_shop(client, kiln, shops):
    first = client.get("/@meis-kiln/about")
    assert "Set-Cookie" not in first.headers and first.headers["ETag"]
    assert client.get("/@meis-kiln/about", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    shops.change_look(kiln, words="Something new")
    assert "Something new" in client.get("/@meis-kiln/about").text


def test_a_former_handle_leads_to_todays(client, kiln, shops, signed_in, mei):
    shops.change_look(kiln, slug="kiln")
    answer = client.get("/@meis-kiln/about?x=1")
    assert (answer.status_code, answer.location) == (301, "/@kiln/about?x=1")
    assert signed_in(mei).get("/sell/meis-kiln/settings").location == "/sell/kiln/settings"
    assert client.get("/@MEIS-KILN/about").status_code == 301


def test_a_closed_shop_is_gone_and_an_unknown_one_not_found(client, kiln, shops):
    assert client.get("/@nobody/about").status_code == 404
    shops.close(kiln)
    for path in ("/@meis-kiln/about", "/@meis-kiln/theme.css", "/@meis-kiln/icon.svg", "/@meis-kiln/manifest.webmanifest"):
        assert client.get(path).status_code == 410


def test_the_theme_is_kept_for_ever_under_its_hash(client, kiln, shops, fresh):
    shops.change_look(kiln, glaze=shops.GLAZES["honey"])
    url = fresh(kiln).theme_url
    answer = client.get(url)
    assert answer.text == ":root{--h:80;--c:.15;--tint:1;--fl:.80;--ot:.24}" and answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"] and url in client.get("/@meis-kiln/about").text
    shops.change_look(kiln, glaze=shops.GLAZES["ink"])
    assert fresh(kiln).theme_url != url
    stale = client.get(url)
    assert "--h:255" in stale.text and "immutable" not in stale.headers["Cache-Control"]
    assert "--h:255" in client.get("/@meis-kiln/theme.css").text


def test_the_seal_is_an_icon_and_nothing_in_it_runs(client, kiln, shops):
    shops.change_look(kiln, seal="<&")
    answer = client.get("/@meis-kiln/icon.svg")
    assert answer.mimetype == "image/svg+xml" and ">&lt;&amp;</text>" in answer.text
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_shop_goes_to_the_home_screen(client, kiln):
    manifest = json.loads(client.get("/@meis-kiln/manifest.webmanifest").text)
    assert (manifest["name"], manifest["start_url"], manifest["display"]) == ("Mei's Kiln", "/@meis-kiln", "standalone")
    assert re.fullmatch(r"#[0-9a-f]{6}", manifest["theme_color"])
    assert {icon["sizes"] for icon in manifest["icons"]} == {"any", "192x192", "512x512"}


def test_icons_come_in_a_few_sizes_only(client, kiln):
    assert client.get("/@meis-kiln/icon-7.png").status_code == 404
    assert client.get("/@meis-kiln/icon-100000.png").status_code == 404
    assert colour.hexa((1, 2, 3)) == "#010203"
