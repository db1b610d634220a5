"""Withdrawing with a thumb, and by links and forms alone: two taps from the order, and a receipt that can be kept."""

import pytest
from playwright.sync_api import expect

from storefront import invoices, shops


@pytest.fixture
def order(world):
    """On its way from Lotte to somebody in Germany; the market holds the money."""
    shops.Shop.update(mode="protected").where(shops.Shop.id == world.lotte.shop.id).execute()
    invoices.change_particulars(world.lotte.fresh(), "Charlotte Berg e.K.", "Lindenweg 4\n50674 Köln", "DE136695976", "vat")
    return world.shipped(world.lotte)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_two_taps_from_the_order_to_the_receipt(order, phone, scripts):
    buyer = phone(java_script_enabled=scripts)
    buyer.goto(f"/o/{order.token}")
    buyer.get_by_role("link", name="Withdraw from contract here").first.tap()
    expect(buyer.get_by_text("You need no reason.")).to_be_visible()
    buyer.get_by_role("button", name="Confirm withdrawal").tap()
    expect(buyer.get_by_role("heading", name="Your withdrawal was received")).to_be_visible()
    expect(buyer.get_by_text("(Europe/Berlin)")).to_be_visible()
    buyer.get_by_role("link", name="How to send it back").tap()
    expect(buyer.get_by_text("Lindenweg 4")).to_be_visible()
    buyer.get_by_role("textbox", name="Courier number").fill("00340434161094042557")
    buyer.get_by_role("button", name="I sent it back").tap()
    expect(buyer.get_by_role("heading", name="On its way back")).to_be_visible()
