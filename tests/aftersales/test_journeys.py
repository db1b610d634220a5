"""The whole road in a real browser: with a thumb and four taps, and again with links and forms alone."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from storefront import aftersales
from storefront.aftersales import Case
from storefront.kit import clock
from tests.aftersales.conftest import again
from tests.aftersales.test_opening import photo


def the_case() -> Case:
    return again(Case.across_shops().order_by(Case.id.desc()).first())


def test_four_taps_a_no_the_market_a_split_and_an_appeal(world, phone, sign_in, operator, colleague):
    order = world.shipped()
    buyer, seller, desk = phone(), sign_in(phone(), world.mei.owner), sign_in(phone(), operator)

    buyer.goto(f"/o/{order.token}")
    buyer.get_by_role("link", name="Something is wrong").tap()
    buyer.get_by_role("link", name="Broken or wrong").tap()
    expect(buyer.get_by_role("radio", name="My money back")).to_be_checked()
    expect(buyer.get_by_role("group", name="How much")).to_be_hidden()
    buyer.get_by_text("Part of the money back").tap()
    expect(buyer.get_by_role("group", name="How much")).to_be_visible()
    buyer.get_by_text("My money back").tap()
    buyer.get_by_role("button", name="Send").tap()
    expect(buyer.get_by_role("heading", name="Mei's Kiln has been told")).to_be_visible()

    seller.goto("/sell/meis-kiln")
    seller.get_by_role("link", name=re.compile("refund to answer")).tap()
    seller.get_by_role("link", name=re.compile("Broken or wrong")).tap()
    seller.get_by_role("heading", name="Decline").tap()
    seller.get_by_role("button", name="Decline").tap()
    expect(seller.get_by_text("Write a reason: the buyer reads it.")).to_be_visible()  # said in place
    seller.get_by_role("textbox", name="Reason").fill("It left whole")
    seller.get_by_role("button", name="Decline").tap()
    expect(seller.get_by_role("heading", name="You said no")).to_be_visible()

    expect(buyer.get_by_role("heading", name="Mei's Kiln says no")).to_be_visible(timeout=60_000)  # by itself
    expect(buyer.get_by_text("It left whole")).to_be_visible()
    buyer.get_by_role("heading", name="Ask the platform").tap()
    buyer.get_by_role("button", name="Ask the platform").tap()
    expect(buyer.get_by_role("heading", name="We decide", exact=True)).to_be_visible()

    desk.goto("/admin/cases")
    desk.get_by_role("link", name=re.compile("Broken or wrong")).tap()
    desk.get_by_role("textbox", name="For the buyer, in per cent").fill("60")
    desk.get_by_role("textbox", name="Reason").fill("Both have a point")
    desk.get_by_role("button", name="Decide").tap()
    expect(desk.get_by_role("heading", name="Decide")).to_have_count(0)
    assert the_case().award_minor == 7680

    buyer.reload()
    expect(buyer.get_by_text("Both have a point")).to_be_visible()
    expect(buyer.get_by_text("The buyer gets ¥76.80 back, and Mei's Kiln keeps ¥51.20.")).to_be_visible()
    buyer.get_by_role("heading", name="Appeal").tap()
    buyer.get_by_role("textbox", name="Why is it wrong?").fill("I showed pictures")
    buyer.get_by_role("button", name="Appeal").tap()
    expect(buyer.get_by_role("heading", name="Somebody else looks again")).to_be_visible()

    desk.reload()
    expect(desk.get_by_text("somebody else decides the appeal").first).to_be_visible()
    other = sign_in(phone(), colleague)
    other.goto(f"/admin/cases/{the_case().code}")
    other.get_by_role("link", name="All the money goes back").tap()
    expect(other.get_by_role("link", name="All the money goes back")).to_have_attribute("aria-current", "true")
    other.get_by_role("button", name="Decide").tap()
    expect(other.get_by_text("After the appeal, and final: All the money goes back")).to_be_visible()
    buyer.reload()
    expect(buyer.get_by_role("heading", name="¥128.00 goes back to you")).to_be_visible()
    assert the_case().refunded_minor == 12800


def test_every_picture_that_was_chosen_is_shown_before_it_is_sent(world, phone):
    buyer = phone()
    buyer.goto(f"/o/{world.shipped().token}/problem?reason=broken")
    buyer.get_by_role("heading", name="Pictures and words").tap()
    files = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": photo((n * 40, 90, 60))} for n in (1, 2, 3)]
    buyer.get_by_label("Take a photo").set_input_files(files[0])
    buyer.get_by_label("Choose photos").set_input_files(files[1:])
    expect(buyer.locator("#shots img")).to_have_count(3)
    buyer.get_by_label("Choose photos").set_input_files(files[2:])  # others instead of those from the album
    expect(buyer.locator("#shots img")).to_have_count(2)
    buyer.get_by_role("button", name="Send").tap()
    expect(buyer.get_by_role("img", name="Picture 2 of 2")).to_be_visible()


def test_accepted_with_an_undo_and_carried_out_after_ten_seconds(world, phone, sign_in):
    case = aftersales.open_case(world.shipped(), "broken", "money")
    seller = sign_in(phone(), world.mei.owner)
    seller.goto(f"/sell/meis-kiln/refunds/{case.code}")
    seller.get_by_role("button", name="Accept: give ¥128.00 back").tap()
    expect(seller.get_by_text("Accepted: ¥128.00 goes back.")).to_be_visible()
    Case.update(act_at=clock.now() + timedelta(hours=1)).where(
        Case.id == case.id
    ).execute()  # a busy machine is slower than a thumb
    seller.locator("#toasts").get_by_role("button", name="Undo").tap()
    expect(seller.get_by_role("heading", name="Something is wrong")).to_be_visible()
    seller.get_by_role("button", name="Accept: give ¥128.00 back").tap()
    expect(seller.get_by_role("heading", name="Settled")).to_be_visible(timeout=90_000)  # nobody touches it
    assert the_case().outcome == "accepted"


def test_the_same_without_script(world, phone, sign_in):
    order = world.shipped()
    buyer, seller = phone(java_script_enabled=False), sign_in(phone(java_script_enabled=False), world.mei.owner)
    buyer.goto(f"/o/{order.token}")
    buyer.get_by_role("link", name="Something is wrong").click()
    buyer.get_by_role("link", name="Not as described").click()
    buyer.get_by_role("heading", name="Pictures and words").click()
    files = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": photo((n * 40, 90, 60))} for n in (1, 2)]
    buyer.locator("input[type=file][multiple]").set_input_files(files)
    buyer.get_by_role("textbox", name="Words").fill("The glaze is another colour")
    buyer.get_by_role("button", name="Send").click()
    expect(buyer.get_by_role("img", name="Picture 2 of 2")).to_be_visible()

    seller.goto("/sell/meis-kiln/refunds")
    seller.get_by_role("link", name=re.compile("Not as described")).click()
    expect(seller.get_by_text("The glaze is another colour")).to_be_visible()
    seller.get_by_role("textbox", name="Where to").fill("Kiln Road 1, Jingdezhen")
    seller.get_by_role("button", name="Ask to send it back").click()
    expect(seller.get_by_role("heading", name="The buyer sends it back")).to_be_visible()

    buyer.reload()
    expect(buyer.get_by_text("Kiln Road 1, Jingdezhen")).to_be_visible()
    buyer.get_by_role("textbox", name="Courier number").fill("SF1357924680124")
    buyer.get_by_role("button", name="I sent it back").click()
    expect(buyer.get_by_role("heading", name="On its way back")).to_be_visible()

    seller.reload()
    seller.get_by_role("button", name=re.compile("It arrived")).click()
    expect(seller.get_by_role("heading", name="Settled")).to_be_visible()
    assert the_case().refunded_minor == 12800
