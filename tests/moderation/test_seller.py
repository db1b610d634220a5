"""The seller reads rule, reason and what can be done, and appeals: also while the shop is paused."""

import pytest

from storefront import accounts, shops
from storefront.kit import clock
from storefront.moderation import words
from tests.moderation.conftest import RULE
from tests.support.factories import again


@pytest.fixture
def seller(visitor, desk):
    return visitor(desk.mei.owner)


def test_a_hidden_item_shows_rule_reason_and_the_appeal(desk, seller):
    """F52."""
    measure = desk.taken()
    item = seller.get(f"/sell/meis-kiln/items/{desk.mei.mug.product.code}").text
    page = seller.get(f"/sell/meis-kiln/measures/{measure.code}").text
    for said in (words.rule("copy"), RULE["reason"], "You can appeal once, until"):
        assert said in item and said in page, said
    assert RULE["remedy"] in page and "Send the appeal" in page
    assert f'href="/sell/meis-kiln/measures/{measure.code}"' in item
    assert f'href="/sell/meis-kiln/measures/{measure.code}"' in seller.get("/sell/meis-kiln/measures").text
    assert 'href="/sell/meis-kiln/measures"' in seller.get("/sell/meis-kiln/more").text


def test_a_paused_shop_shows_it_on_every_page_and_its_desk_goes_on(desk, seller):
    order = desk.world.paid()
    measure = desk.taken(desk.shop())
    for path in ("", "/orders", f"/orders/{order.number}", "/items", "/money", "/settings", "/refunds"):
        page = seller.get(f"/sell/meis-kiln{path}")
        assert page.status_code == 200 and RULE["reason"] in page.text and words.rule("copy") in page.text, path
        assert f'href="/sell/meis-kiln/measures/{measure.code}"' in page.text, path
    answer = seller.post(f"/sell/meis-kiln/measures/{measure.code}/appeal", data={"words": "I took it off sale"})
    assert answer.status_code == 303 and again(measure).state == "appealed"


def test_the_appeal_is_sent_once(desk, seller):
    measure = desk.taken()
    url = f"/sell/meis-kiln/measures/{measure.code}"
    empty = seller.post(f"{url}/appeal", data={"words": " "})
    assert empty.status_code == 422 and "Write why the decision is wrong." in empty.text
    long = seller.post(f"{url}/appeal", data={"words": "y" * 4001})
    assert long.status_code == 422 and "y" * 4001 in long.text
    assert seller.post(f"{url}/appeal", data={"words": "It is my own mark"}).headers["Location"] == url
    page = seller.get(url).text
    assert "It is my own mark" in page and "Somebody else looks at it and answers by" in page and "Send the appeal" not in page
    assert seller.post(f"{url}/appeal", data={"words": "Again"}).status_code == 409
    assert again(measure).appeal == "It is my own mark"


def test_the_answer_is_there_to_read(desk, seller):
    from storefront import moderation

    measure = moderation.uphold(desk.appealed(), desk.other, "The mark is on every picture.")
    page = seller.get(f"/sell/meis-kiln/measures/{measure.code}").text
    assert "The mark is on every picture." in page and "Somebody else looked at your appeal" in page
    moderation.lift(measure, desk.one, "It is off now.")
    page = seller.get(f"/sell/meis-kiln/measures/{measure.code}").text
    assert "This is over" in page and "It is off now." in page


def test_somebody_elses_measure_is_not_there(desk, visitor):
    measure, lotte = desk.taken(), desk.world.lotte
    other = visitor(lotte.owner)
    for slug in ("meis-kiln", lotte.shop.slug):
        url = f"/sell/{slug}/measures/{measure.code}"
        assert other.get(url).status_code == 404
        assert other.post(f"{url}/appeal", data={"words": "Mine"}).status_code == 404
    assert measure.code not in other.get(f"/sell/{lotte.shop.slug}/measures").text
    assert again(measure).state == "in_force"


def test_whoever_only_ships_does_not_see_it(desk, visitor):
    measure = desk.taken()
    packer = accounts.find_or_make(accounts.Contact("phone", "+8613600136099"))
    shops.Member.create(shop=desk.mei.shop, person=packer, role="packer", created_at=clock.now())
    for path in ("/measures", f"/measures/{measure.code}"):
        assert visitor(packer).get(f"/sell/meis-kiln{path}").status_code == 404


def test_older_ones_are_a_page_further(desk, seller):
    from storefront import moderation

    for _turn in range(31):
        measure = desk.taken()
        moderation.lift(measure, desk.one)
    first = seller.get("/sell/meis-kiln/measures").text
    assert first.count("/sell/meis-kiln/measures/") == 30 and "before=" in first
    assert measure.code in first
    assert seller.get("/sell/meis-kiln/measures?before=2").text.count("/sell/meis-kiln/measures/") == 1
