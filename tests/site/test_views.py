"""The market's own pages."""

import re

from storefront import aftersales, orders, payouts, policies, share, shops, verification
from storefront.kit.i18n import LANGUAGES
from storefront.site import views


def test_an_empty_market_opens_on_a_welcome_page(client):
    page = client.get("/").text
    assert "This market is open, and empty" in page and 'href="/open"' in page


def test_home_shows_shops_that_are_open_and_what_they_sell(client, world):
    assert world.mei.shop.name
    page = client.get("/").text
    assert "Mei&#39;s Kiln" in page and "Sunday mug" in page


def test_a_market_where_nothing_is_sold_at_the_moment_says_so(client, world):
    shops.suspend(world.mei.shop, "Copies")
    page = client.get("/").text
    assert "No shop sells anything at the moment" in page and "Kiln" not in page and 'href="/open"' in page
    assert not re.search(r"<ul[^>]*>\s*</ul>", page)


def test_every_shop_is_reached_from_the_home_page_by_going_on(client, world, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 1)
    assert world.mei.shop and world.lotte.shop
    first = client.get("/").text
    on = re.search(r'href="(/\?before=\d+)"[^>]*><span>More shops', first)[1]
    second = client.get(on).text
    assert "Oma Lotte" in first and "Kiln" not in first
    assert "Kiln" in second and "Oma Lotte" not in second and "More shops" not in second
    assert client.get("/?before=x").status_code == client.get(f"/?before={10**30}").status_code == 200


def test_what_help_says_about_cookies_is_what_is_set(app, client, world):
    """Looking sets none; a link of a shop sets the one that the page about privacy names."""
    phone, link = app.test_client(), share.link_for(world.mei.shop, "shop")
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148 Safari/604.1"
    for path in ("/", "/help", f"/@{world.mei.shop.slug}", f"/@{world.mei.shop.slug}/p/{world.mei.mug.product.code}", "/cart"):
        assert "Set-Cookie" not in phone.get(path).headers, path
    (cookie,) = phone.get(f"/q/{link.code}").headers.getlist("Set-Cookie")
    days = int(re.search(r"Max-Age=(\d+)", cookie)[1]) // 86400
    for path in ("/help/privacy", "/legal/privacy"):
        assert f"which link or code of a shop you came by: for {days} days" in client.get(path).text, path


def test_the_figures_on_the_page_about_money_are_those_of_the_settings(client, config):
    page = re.sub(r"<[^>]+>", "", client.get("/help/money").text)
    periods = aftersales.PERIODS
    assert f"or {config.confirm_days} days after the promised delivery" in page
    assert f"keeps its goods for {config.hold_minutes} minutes" in page
    assert f"answers within {int(periods.answer.total_seconds()) // 3600} hours" in page
    assert f"decides within {int(periods.decide.total_seconds()) // 3600} hours" in page
    assert f"pay within {periods.fulfil.days} days" in page
    assert f"until {orders.WITHDRAW_DAYS} days after the last parcel arrived" in page
    assert f"You send them within {periods.withdrawn.days} days." in page
    assert (
        f"come back within {periods.withdrawn.days} days" in page and f"pays it back within {periods.withdrawn.days} days" in page
    )
    assert f"says where to within {int(periods.answer.total_seconds()) // 3600} hours" in page
    figures = payouts.figures(policies.current().currency)
    assert f"next bank day, from {figures['least'].display()}." in page
    assert f"used after {figures['hours']} hours at the earliest" in page
    assert f"{figures['unchecked'].display()} can be taken out in all" in page
    assert f"above {figures['one_person'].display()} two do" in page


def test_a_language_is_remembered_and_leads_back(client):
    for tag in LANGUAGES:
        answer = client.post(f"/language/{tag}", data={"next": "/help"})
        assert answer.status_code == 303 and answer.headers["Location"] == "/help"
        assert f'lang="{tag}"' in client.get("/help").text
    assert client.post("/language/xx").status_code == 404


def test_light_and_dark_are_remembered_and_forgotten(client):
    client.post("/theme/dark", data={"next": "/help"})
    assert 'data-theme="dark"' in client.get("/help").text
    client.post("/theme/auto", data={"next": "/help"})
    assert "data-theme" not in client.get("/help").text


def test_next_never_leads_to_another_site(client):
    for target in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil",
        "http:evil",
        "javascript:alert(1)",
        "/\t/evil.example",
    ):
        assert client.post("/language/en", data={"next": target}).headers["Location"] == "/"


def test_what_help_says_about_identity_checks_is_what_holds(client):
    page, periods = re.sub(r"<[^>]+>", "", client.get("/help/selling").text), verification.PERIODS
    hours = int(periods.review.total_seconds()) // 3600
    for figure in (
        f"within {hours} hours",
        f"have {periods.send.days} days",
        f"within {periods.appeal.days} days",
        f"deleted {periods.keep.days} days after",
    ):
        assert figure in page, figure


def test_pages_of_help_and_law_are_there_and_nothing_else(client):
    for path in (
        "/help",
        "/help/buying",
        "/help/selling",
        "/help/privacy",
        "/legal/terms",
        "/legal/privacy",
        "/offline",
        "/patterns",
    ):
        assert client.get(path).status_code == 200, path
    assert client.get("/help/nothing").status_code == client.get("/legal/nothing").status_code == 404


def test_health_and_robots_say_little(client):
    assert client.get("/health").text == "ok\n"
    assert "Disallow: /sell" in client.get("/robots.txt").text


def test_search_engines_are_told_to_forget_private_pages_and_browsers_are_told_nothing(client, market):
    path = f"/checkout?shop={market.mei.shop.slug}&v={market.mei.mug.code}&n=1"
    crawler = {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}
    assert "noindex" in client.get(path, headers=crawler).headers["X-Robots-Tag"]
    assert "X-Robots-Tag" not in client.get(path, headers={"User-Agent": "Mozilla/5.0 (iPhone)"}).headers


def test_the_page_of_components_comes_whole_and_as_its_part(client):
    whole = client.get("/patterns")
    part = client.get("/patterns", headers={"HX-Request": "true", "HX-Target": "content"})
    assert whole.status_code == part.status_code == 200
    assert "patterns__name" in part.text and "<html" not in part.text
