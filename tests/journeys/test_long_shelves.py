"""A seller with a shelf of more than a page, who reads on and changes things far down."""

import pytest
from playwright.sync_api import expect

from storefront import catalog
from storefront.catalog import shelves


@pytest.fixture
def plates(world) -> list[str]:
    """A shelf of a page and three plates, and their names in order."""
    shop = world.mei.fresh()
    shelf = catalog.create_collection(shop, "Tea")
    names = [f"Plate {number}" for number in range(shelves.PAGE + 3)]
    for name in names:
        catalog.put_on_shelf(shop, shelf, catalog.save(catalog.create_draft(shop), name=name))
    return names[::-1]


def test_a_long_shelf_is_read_on_and_changed_in_place(world, phone, sign_in, plates):
    page = sign_in(phone(), world.mei.owner)
    page.goto("/sell/meis-kiln/collections/tea")
    shelf = page.locator("#on-shelf")
    shelf.get_by_role("link", name="Show more").click()
    expect(shelf.locator("li.shelved")).to_have_count(len(plates))
    expect(shelf.get_by_role("link", name="Show more")).to_be_hidden()
    page.get_by_role("button", name=f"Move up: {plates[-1]}", exact=True).click()
    expect(shelf.locator("li.shelved b").last).to_have_text(plates[-2])
    expect(shelf.locator("li.shelved")).to_have_count(len(plates))
    expect(page.get_by_role("button", name=f"Move up: {plates[-1]}", exact=True)).to_be_focused()
    page.get_by_role("button", name=f"Take off the shelf: {plates[-1]}", exact=True).click()
    expect(shelf.locator("li.shelved")).to_have_count(len(plates) - 1)
