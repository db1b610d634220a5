"""Somebody in a lift: the network goes away in the middle and comes back, and nothing that was typed or chosen is lost."""

from playwright.sync_api import expect

from storefront import catalog
from storefront.catalog import Product
from storefront.orders.models import Order
from tests.journeys import shopping
from tests.journeys.test_photo_to_paid import photograph

OFFLINE = "You are offline. What you typed is still here: send it again when you are back."


def test_paying_without_a_network_keeps_the_page_and_goes_through_when_it_is_back(world, phone):
    page = phone()
    shopping.buy_now(page, world.mei.mug)
    shopping.fill_in(page)
    page.get_by_role("textbox", name="Full name").focus()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_role("button", name="Pay ¥").click()
    expect(page.get_by_text(OFFLINE)).to_be_visible()
    expect(page.get_by_role("textbox", name="Address ·")).to_have_value(shopping.ADDRESS)
    expect(page.get_by_role("button", name="Pay ¥")).not_to_have_attribute("aria-busy", "true")
    page.context.set_offline(False)
    page.get_by_role("button", name="Pay ¥").click()
    shopping.at_the_bank(page, "Pay ¥")
    shopping.paid(page)
    assert Order.across_shops().count() == 1


def test_putting_into_the_bag_without_a_network_is_said_and_works_afterwards(world, phone):
    page = phone()
    shopping.open_item(page, world.mei.mug)
    page.context.set_offline(True)
    page.get_by_role("button", name="Add to bag").click()
    expect(page.get_by_text(OFFLINE)).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Add to bag").click()
    expect(page.get_by_text("Sunday mug, celadon, 320 ml is in your bag.")).to_be_visible()


def test_a_browser_that_only_believes_to_be_offline_holds_nobody_up(world, phone):
    """As on a laptop in a train, with the market on the laptop."""
    page = phone()
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false })")
    shopping.buy_now(page, world.mei.mug)
    shopping.fill_in(page)
    page.get_by_role("button", name="Pay ¥").click()
    shopping.at_the_bank(page, "Pay ¥")
    assert Order.across_shops().count() == 1


def test_a_photo_that_did_not_arrive_is_sent_once_more_without_looking_for_it(world, phone, sign_in):
    page = sign_in(phone(), world.mei.owner)
    page.goto("/sell/meis-kiln/items/new")
    page.route("**/pictures", lambda route: route.abort(), times=1)
    with page.expect_file_chooser() as asked:
        page.get_by_label("Choose photos").click()
    asked.value.set_files({"name": "IMG_0002.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
    pictures = page.get_by_role("list", name="Pictures")
    expect(pictures.get_by_text("This picture did not arrive.")).to_be_visible()
    pictures.get_by_role("button", name="Try again").click()
    expect(pictures.get_by_role("link")).to_have_count(1)
    expect(pictures.get_by_text("This picture did not arrive.")).to_have_count(0)


def put_on_sale_too_early(page, name: str) -> list:
    """Tap "Put on sale" while the photo travels; returns where its journey comes, which waits there to go on or to fail."""
    travelling = []
    page.goto("/sell/meis-kiln/items/new")
    page.route("**/pictures", lambda route: travelling.append(route), times=1)
    with page.expect_file_chooser() as asked:
        page.get_by_label("Choose photos").click()
    asked.value.set_files({"name": "IMG_0003.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
    page.get_by_role("textbox", name="Price").fill("98")
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("button", name="Put on sale").click()
    return travelling


def test_what_is_put_on_sale_while_its_photo_travels_waits_for_the_photo(world, phone, sign_in):
    page = sign_in(phone(), world.mei.owner)
    travelling = put_on_sale_too_early(page, "Green moon plate")
    button = page.locator("button[aria-busy=true]")
    expect(button).to_have_text("Uploading…")
    assert not Product.across_shops().where(Product.name == "Green moon plate", Product.state == "on_sale").exists()
    travelling[0].continue_()
    expect(page.get_by_role("dialog", name="It is on sale. Send it to three people.")).to_be_visible()
    product = Product.across_shops().where(Product.name == "Green moon plate").get()
    assert product.state == "on_sale" and len(catalog.pictures_of(product)) == 1


def test_what_waits_for_a_photo_that_does_not_arrive_is_not_put_on_sale_without_it(world, phone, sign_in):
    page = sign_in(phone(), world.mei.owner)
    travelling = put_on_sale_too_early(page, "Blue moon plate")
    travelling[0].abort()
    pictures = page.get_by_role("list", name="Pictures")
    expect(pictures.get_by_text("This picture did not arrive.")).to_be_visible()
    expect(page.get_by_role("button", name="Put on sale")).not_to_have_attribute("aria-busy", "true")
    pictures.get_by_role("button", name="Try again").click()
    expect(pictures.get_by_role("link")).to_have_count(1)
    page.get_by_role("button", name="Put on sale").click()
    expect(page.get_by_role("dialog", name="It is on sale. Send it to three people.")).to_be_visible()


def test_a_file_that_is_no_picture_is_not_offered_once_more(world, phone, sign_in):
    page = sign_in(phone(), world.mei.owner)
    page.goto("/sell/meis-kiln/items/new")
    with page.expect_file_chooser() as asked:
        page.get_by_label("Choose photos").click()
    asked.value.set_files({"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture"})
    pictures = page.get_by_role("list", name="Pictures")
    expect(pictures.get_by_role("alert")).to_be_visible()
    expect(pictures.get_by_role("button", name="Try again")).to_have_count(0)
