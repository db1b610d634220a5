"""The stretches of a journey that many journeys share, in the words that stand on the pages."""

import re

from playwright.sync_api import Page, expect

NAME, TEL, ADDRESS = "Zhou Yining", "138 0013 8000", "浙江省杭州市上城区南山路18号302室"


def open_item(page: Page, variant) -> None:
    """The page of an item."""
    page.goto(f"/@{variant.product.shop.slug}/p/{variant.product.code}")


def buy_now(page: Page, variant) -> None:
    """From the item to the checkout."""
    open_item(page, variant)
    page.get_by_role("button", name="Buy now").click()
    expect(page).to_have_url(re.compile("/checkout"))


def fill_in(page: Page, name: str = NAME, tel: str = TEL, address: str | None = ADDRESS) -> None:
    """The three fields."""
    page.get_by_role("textbox", name="Full name").fill(name)
    page.get_by_role("textbox", name="Mobile number").fill(tel)
    if address is not None:
        page.get_by_role("textbox", name="Address ·").fill(address)


def place(page: Page, variant, **who) -> None:
    """As far as the pay page of the test bank, or the page with the seller's account."""
    buy_now(page, variant)
    fill_in(page, **who)
    page.get_by_role("button", name=re.compile("^(Pay|Order for) ")).click()


def at_the_bank(page: Page, act: str) -> None:
    """Press a button of the sandbox's pay page."""
    expect(page.get_by_role("heading", name="Test payment")).to_be_visible()
    page.get_by_role("button", name=re.compile(f"^{act}")).click()
    expect(page).not_to_have_url(re.compile("/sandbox/"))


def paid(page: Page) -> None:
    """The order page, with the money held."""
    expect(page).to_have_url(re.compile("/o/"))
    expect(page.get_by_role("heading", name="Paid", exact=True)).to_be_visible()


def bought(page: Page, variant, **who) -> str:
    """A whole purchase; returns the address of the order page."""
    place(page, variant, **who)
    at_the_bank(page, "Pay ¥")
    paid(page)
    return page.url


def rail(page: Page) -> list[str]:
    """The steps of the money rail as a screen reader says them, the current one in brackets."""
    steps = page.get_by_role("list", name="Where your money is").first.get_by_role("listitem")
    return [
        f"[{text}]" if step.get_attribute("aria-current") else text
        for step in steps.all()
        for text in [" ".join(step.inner_text().split())]
    ]
