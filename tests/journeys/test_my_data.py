"""My data, from the private link of an order: a code, the file, being forgotten; with a script and with forms alone."""

import json
import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from storefront import orders, privacy
from storefront.kit import clock
from storefront.privacy import Erasure
from tests.privacy import canaries
from tests.support.factories import ZHOU


@pytest.fixture
def order(world):
    """It is over, and its money has gone where it belongs."""
    done = world.completed(note="Ring twice")
    orders.Order.update(settle_at=clock.now() - timedelta(seconds=1)).where(orders.Order.id == done.id).execute()
    canaries.settle()
    clock.reset()
    return world.again(done)


@pytest.mark.parametrize("scripts", [True, False], ids=["with a script", "with forms alone"])
def test_a_guest_takes_everything_along_and_is_forgotten(order, phone, scripts):
    page = phone(java_script_enabled=scripts)
    page.goto(f"/o/{order.token}")
    page.get_by_role("link", name="My data: take it along, or have it erased").click()
    page.get_by_role("button", name="Text a code to 138····8000").click()
    page.get_by_label("Code").fill(page.locator("[data-code]").inner_text())
    if not scripts:
        page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Take it along")).to_be_visible()
    page.get_by_role("button", name="Make the file").click()
    if not scripts:
        expect(page.get_by_text(re.compile("We are putting it together|Your file is ready"))).to_be_visible()
    while not scripts and not page.get_by_text("Your file is ready").is_visible():
        page.wait_for_timeout(200)
        page.goto(f"/o/{order.token}/data")
    with page.expect_download() as got:
        page.get_by_role("button", name="Download").click()
    whole = json.loads(got.value.path().read_text())
    assert whole["data"]["orders"][0]["note"] == "Ring twice" and whole["person"]["phone"] == ZHOU.phone
    page.get_by_role("checkbox", name="I know that nobody can bring it back").check()
    page.get_by_role("button", name="Erase my data").click()
    page.get_by_role("button", name="Call it off").click()
    page.get_by_role("checkbox", name="I know that nobody can bring it back").check()
    page.get_by_role("button", name="Erase my data").click()
    expect(page.get_by_text("Until then you can call it off.").first).to_be_visible()
    Erasure.update(due_at=clock.now() - timedelta(seconds=1)).where(Erasure.state == "waiting").execute()
    privacy.erase_due()
    page.goto(f"/o/{order.token}/data")
    expect(page.get_by_text("Your data was erased.")).to_be_visible()
    page.goto(f"/o/{order.token}")
    expect(page.get_by_text("Sunday mug, celadon, 320 ml").first).to_be_visible()
    for gone in (ZHOU.name, ZHOU.address, "8000"):
        expect(page.get_by_text(gone)).to_have_count(0)
