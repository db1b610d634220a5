"""Notices go where their reader wants them, and say what really happened: once, to whom it concerns."""

import pytest

from storefront import accounts, checkout, notifications, shipping
from tests.support.factories import LIN, ZHOU

SELLER = "+8613700137000"


@pytest.fixture
def sent(written):
    """`sent()`: [(channel, to, words)] of what was written since it was asked last."""
    return lambda: [(row.channel, row.to, row.body) for row in written()]


def _wants(person, way: str):
    accounts.change_settings(accounts.Person.get_by_id(person.id), notices_by=way)


# --- by text, by mail, or on the page alone ---------------------------------------------------------------------------------------


def test_a_seller_who_wants_nothing_but_the_list_gets_nothing_else(world, sent):
    _wants(world.mei.owner, "none")
    world.paid()
    assert [to for _channel, to, _words in sent()] == [ZHOU.phone]
    assert notifications.unread_count(world.mei.owner) == 1


@pytest.mark.parametrize(("way", "channel", "to"), [("text", "text", SELLER), ("mail", "mail", "mei@example.org")])
def test_a_seller_with_both_is_told_by_the_one_that_was_chosen(world, sent, way, channel, to):
    accounts.change_contact(world.mei.owner, accounts.Contact("email", "mei@example.org"))
    _wants(world.mei.owner, way)
    world.paid()
    assert [each[:2] for each in sent() if each[1] != ZHOU.phone] == [(channel, to)]


def test_a_buyer_with_an_account_is_told_as_they_chose_it_there(world, sent):
    zhou = accounts.find_or_make(accounts.Contact("phone", ZHOU.phone))
    both = checkout.Buyer(ZHOU.name, ZHOU.phone, ZHOU.address, "CN", "CN-ZJ", "zhou@example.org")
    world.paid(buyer=both)
    assert ("text", ZHOU.phone) in [each[:2] for each in sent()]
    _wants(zhou, "none")
    world.paid(buyer=both)
    assert [to for _channel, to, _words in sent()] == [SELLER]
    assert notifications.unread_count(zhou) == 2


def test_a_receipt_that_the_law_wants_is_sent_whatever_was_chosen(world, sent):
    from storefront import aftersales
    from tests.support.factories import FAMILIE

    order = world.shipped(world.lotte)
    _wants(accounts.find_or_make(accounts.Contact("phone", FAMILIE.phone)), "none")
    sent()
    aftersales.withdraw_from_contract(order)
    assert any(to == FAMILIE.phone and "withdrew from the contract" in words for _channel, to, words in sent())


def test_an_account_by_mail_alone_finds_it_on_its_page_too(world, sent):
    lin = accounts.find_or_make(accounts.Contact("email", "lin@example.org"))
    world.paid(buyer=checkout.Buyer(LIN.name, LIN.phone, LIN.address, "CN", "CN-SH", "lin@example.org"))
    assert ("mail", "lin@example.org") in [each[:2] for each in sent()]
    assert notifications.unread_count(lin) == 1


# --- what was sent, and what was handed over --------------------------------------------------------------------------------------


def _to(told, contact: str) -> list[str]:
    return [words for _channel, to, words in told if to == contact]


def test_what_was_taken_back_and_sent_again_at_once_is_told_once(world, sent):
    order = world.paid()
    sent()
    wrong = shipping.ship(order, "SF1357924680123")
    shipping.take_back(world.again(order), wrong.id)
    shipping.ship(world.again(order), "SF1357924680199")
    told = _to(sent() + sent(), ZHOU.phone)
    assert len(told) == 1 and "SF1357924680199" in told[0]


def test_what_was_handed_over_is_not_said_to_be_on_its_way(world, sent):
    order = world.paid(choice=shipping.Choice(0, "pickup", "", 0, 0, None, 0, 0, "Kiln Lane 3"))
    sent()
    shipping.hand_over(order, order.pickup_code)
    told = _to(sent() + sent(), ZHOU.phone)
    assert len(told) == 1 and "confirmed as received" in told[0]


def test_a_service_is_said_to_be_done(world, sent):
    order = world.paid(choice=shipping.quote(world.mei.shop, "CN", "CN-ZJ", 12800, needs_delivery=False)[0])
    sent()
    shipping.ship(order)
    (told,) = _to(sent(), ZHOU.phone)
    assert "on its way" not in told and f"order {order.number} is done" in told
