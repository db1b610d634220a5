"""Opening a shop and signing in on a real phone-sized browser."""

import re

import pytest
from playwright.sync_api import expect


def code_on(page) -> str:
    return page.locator("[data-code]").inner_text()


def test_four_taps_and_two_fields_open_a_shop(phone, live_server):
    page, taps = phone(), []
    page.goto("/open")
    expect(page.get_by_label("Shop name")).to_be_focused()
    page.keyboard.type("Mei's Kiln")
    page.keyboard.press("Tab")
    page.get_by_label("Mobile number").fill("138 0013 8000")
    taps.append(page.get_by_role("button", name="Text me a code").tap())
    expect(page.get_by_label("Code")).to_be_focused()
    assert page.url.endswith("/open/code")
    taps.append(page.keyboard.type(code_on(page)))  # the keyboard offers it: one tap; six digits go on by themselves
    page.wait_for_url("**/sell/meis-kiln/items/new?first=1")
    expect(page.get_by_text("Your shop is open. Take a photo of the first thing you sell.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"opened in 0:\d\d"))).to_be_visible()  # in less than a minute
    assert len(taps) == 2  # and before them: "Open my shop", and the keyboard's Next
    page.goto("/@meis-kiln")
    expect(page.get_by_role("heading", name="Mei's Kiln", level=1)).to_be_visible()


def test_a_reload_keeps_the_code_page(phone, live_server):
    page = phone()
    page.goto("/signin")
    page.get_by_label("Mobile number").fill("13800138000")
    page.get_by_role("button", name="Text me a code").tap()
    expect(page.get_by_label("Code")).to_be_visible()
    page.reload()
    page.get_by_label("Code").fill(code_on(page))
    page.wait_for_url("**/me")


def test_a_taken_name_is_said_on_leaving_the_field_and_a_chip_takes_another(phone, live_server, kiln):
    page = phone()
    page.goto("/open")
    page.get_by_label("Shop name").fill("meis kiln")
    page.get_by_label("Mobile number").focus()
    expect(page.get_by_text("Someone has this name. How about one of these?")).to_be_visible()
    page.get_by_label("Mobile number").fill("13900139000")
    page.locator("button.chip").first.tap()
    page.get_by_label("Code").fill(code_on(page))
    page.wait_for_url("**/items/new?first=1")


def test_it_all_works_without_script(phone, live_server):
    page = phone(java_script_enabled=False)
    page.goto("/open")
    page.get_by_label("Shop name").fill("Mei's Kiln")
    page.get_by_label("Mobile number").fill("13800138000")
    page.get_by_role("button", name="Text me a code").tap()
    expect(page.get_by_text("We go on by ourselves")).to_be_hidden()
    page.get_by_label("Code").fill(code_on(page))
    page.get_by_role("button", name="Go on").tap()
    page.wait_for_url("**/sell/meis-kiln/items/new?first=1")
    page.goto("/sell/meis-kiln/shop")
    page.get_by_label("In a few words").fill("Thrown by hand")
    page.locator("label", has_text="Honey").tap()
    page.get_by_role("button", name="Preview").tap()
    expect(page.locator("#preview")).to_contain_text("Thrown by hand")
    page.get_by_role("button", name="Save").tap()
    page.wait_for_url("**/shop?saved=1")
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto("/@meis-kiln")
    expect(page.get_by_text("Thrown by hand")).to_be_visible()


def test_the_preview_follows_the_slider(phone, live_server, kiln, mei, accounts):
    page = phone()
    sign_in(page, live_server, accounts, mei)
    page.goto("/sell/meis-kiln/shop")
    before = page.locator("#preview .btn--primary").evaluate("e => getComputedStyle(e).backgroundColor")
    page.locator(".glazes__one", has_text="My own").tap()
    page.locator("#hue").fill("27")
    expect(page.locator("#preview .glaze-27-110-0-1")).to_be_visible()
    expect(page.locator("#preview .btn--primary")).not_to_have_css("background-color", before)
    page.get_by_label("Shop name").fill("Mei's Other Kiln")
    expect(page.locator("#preview")).to_contain_text("Mei's Other Kiln")


def sign_in(page, live_server, accounts, person):
    token = accounts.open_session(person, "Chrome on Android", "127.0.0.0/24")
    page.context.add_cookies([{"name": "session", "value": token, "url": live_server.url}])


def test_a_passkey_is_offered_made_and_used(phone, live_server):
    page = phone()
    page.context.credentials.install()
    page.goto("/signin")
    page.get_by_label("Mobile number").fill("13800138000")
    page.get_by_role("button", name="Text me a code").tap()
    page.get_by_label("Code").fill(code_on(page))
    page.wait_for_url(re.compile("/me"))
    page.goto("/me/passkey?next=/me/settings")
    page.get_by_role("button", name="Use this device's lock").tap()
    page.wait_for_url("**/me/settings")
    expect(page.get_by_role("button", name=re.compile("Remove the passkey"))).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).tap()
    page.wait_for_url(live_server.url + "/")
    page.goto("/signin?next=/me/settings")
    page.get_by_role("button", name="Sign in with a passkey").tap()
    page.wait_for_url("**/me/settings")


@pytest.mark.parametrize("width, scheme", [(320, "dark"), (1280, "light")])
def test_no_page_of_ours_scrolls_sideways(phone, live_server, kiln, mei, accounts, shops, width, scheme):
    shops.change_look(
        kiln, words="Small-batch stoneware, thrown by hand and fired every Sunday in Jingdezhen.", sent_from="Jingdezhen"
    )
    page = phone()
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    pages = ["/open?from=meis-kiln", "/signin", "/signin?with=email", "/@meis-kiln/about"]
    mine = [
        "/me",
        "/me/settings",
        "/me/contact",
        "/me/passkey",
        "/signin/again",
        "/sell/shops",
        *(f"/sell/meis-kiln/{p}" for p in ("shop", "settings", "more", "settings/close")),
    ]
    for path in [*pages, None, *mine]:
        if path is None:
            sign_in(page, live_server, accounts, mei)
            continue
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        small = page.evaluate(
            """[...document.querySelectorAll("main a.btn, main button, main .list a, main input:not([type=hidden]):not([type=radio]):not([type=checkbox]), main select")]
            .filter(e => e.offsetParent && (e.getBoundingClientRect().height < 43.5)).map(e => e.outerHTML.slice(0, 80))"""
        )
        assert over <= 0 and not small, (path, over, small)
