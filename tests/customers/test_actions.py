"""Who bought: counted per shop and number, found again by number, order or name."""

from dataclasses import replace
from datetime import timedelta

from storefront import customers, orders
from storefront.customers import actions
from storefront.kit import db, personal
from tests.support.factories import FAMILIE, LIN, ZHOU

ZHOU_IN_COLOGNE = replace(FAMILIE, name=ZHOU.name, phone=ZHOU.phone)


def test_the_same_number_is_one_customer_whose_orders_add_up(world):
    first, second = world.paid(), world.paid(items=[(world.mei.jar, 1)])
    (customer,), more = customers.page_of(world.mei.shop)
    assert not more
    assert (customer.name, customer.phone, customer.orders_count) == (ZHOU.name, ZHOU.phone, 2)
    assert customer.total_minor == first.total_minor + second.total_minor


def test_an_unpaid_order_makes_no_customer(world):
    world.placed()
    assert customers.page_of(world.mei.shop) == ([], False)


def test_the_same_number_in_another_shop_is_another_customer(world):
    world.paid()
    world.paid(world.lotte, buyer=ZHOU_IN_COLOGNE)
    assert [each.orders_count for each in customers.page_of(world.mei.shop)[0]] == [1]
    assert customers.page_of(world.mei.shop)[0][0].code != customers.page_of(world.lotte.shop)[0][0].code


def test_money_that_went_back_is_taken_off(world):
    order = world.paid()
    customers.given_back(order.shop, ZHOU.phone, 2800)
    assert customers.page_of(order.shop)[0][0].total_minor == order.total_minor - 2800


def test_whatever_goes_back_is_taken_off_by_itself(world):
    """The page says "Total, less what went back": by a refund, by a cancellation, and where cash will never be paid."""
    order = world.paid()
    orders.refund(order, 2800, "a scratch", "seller:1")
    orders.refund(order, 2800, "a scratch", "seller:1")  # once
    assert _total(world.mei) == 10000
    orders.cancel(world.paid())
    assert _total(world.mei) == 10000
    cash = world.placed(world.lotte, method="cash")
    assert _total(world.lotte) == cash.total_minor
    orders.cancel(cash)
    assert _total(world.lotte) == 0


def _total(keeper) -> int:
    return customers.page_of(keeper.shop)[0][0].total_minor


def test_last_buyers_stand_first_and_pages_go_on_by_key(world, clock):
    shop = world.mei.shop
    for n in range(7):
        customers.bought(shop, f"Buyer {n}", f"+861380013800{n}", 100)
        clock.advance(timedelta(minutes=1))
    customers.bought(shop, "Buyer 2", "+8613800138002", 100)
    first, more = customers.page_of(shop, limit=4)
    rest, no_more = customers.page_of(shop, first[-1], limit=4)
    assert [each.name for each in first + rest] == [f"Buyer {n}" for n in (2, 6, 5, 4, 3, 1, 0)]
    assert (more, no_more) == (True, False)


def test_names_numbers_and_notes_are_sealed(world):
    order = world.paid()
    customers.note_about(customers.page_of(order.shop)[0][0], "Likes celadon")
    row = db.database.execute_sql("SELECT name, phone, note FROM customer").fetchone()
    assert not any(word in " ".join(row) for word in (ZHOU.name, ZHOU.phone, "celadon"))


def test_a_customer_is_found_by_number_and_by_words_of_the_name(world):
    shop = world.mei.shop
    for buyer in (ZHOU, LIN, FAMILIE):
        customers.bought(shop, buyer.name, buyer.phone, 100)
    customers.bought(shop, "周颖", "+8613600136000", 100)
    assert customers.by_index(shop, personal.blind("phone", LIN.phone)).name == LIN.name
    found = {
        text: [each.name for each in customers.named(shop, text)]
        for text in ("zhou", "YINING zhou", "oberlander", "hou", "周", "", "%")
    }
    assert found == {
        "zhou": [ZHOU.name], "YINING zhou": [ZHOU.name], "oberlander": [FAMILIE.name], "hou": [], "周": ["周颖"], "": [], "%": [],
    }  # fmt: skip


def test_only_the_last_buyers_are_looked_through(world, monkeypatch, clock):
    monkeypatch.setattr(actions, "LOOKED_THROUGH", 2)
    shop = world.mei.shop
    for n in range(3):
        customers.bought(shop, f"Zhou {n}", f"+861380013800{n}", 100)
        clock.advance(timedelta(minutes=1))
    assert [each.name for each in customers.named(shop, "zhou")] == ["Zhou 2", "Zhou 1"]


def test_the_orders_of_a_customer_are_those_of_this_shop(world):
    order, _foreign = world.paid(), world.paid(world.lotte, buyer=ZHOU_IN_COLOGNE)
    _other = world.paid(buyer=LIN)
    rows, more = orders.of_customer(order.shop, customers.page_of(order.shop)[0][-1].phone_index)
    assert [each.id for each in rows] == [order.id] and not more
    assert rows[0].recipient.address == ZHOU.address and rows[0].line.name.startswith("Sunday mug")


# --- what a phone remembers --------------------------------------------------------------------------------------------------


def test_a_phone_remembers_until_it_forgets(database):
    token = customers.remember(None, ZHOU.name, ZHOU.phone, ZHOU.address, "CN")
    assert customers.known(token).address == ZHOU.address
    assert customers.remember(token, LIN.name, LIN.phone, LIN.address, "CN") == token
    assert customers.known(token).name == LIN.name
    customers.forget(token)
    assert customers.known(token) is None


def test_a_token_that_somebody_made_up_opens_nothing(database):
    customers.remember(None, ZHOU.name, ZHOU.phone, ZHOU.address, "CN")
    assert customers.known("made-up") is None and customers.known(None) is None
    assert customers.remember("made-up", LIN.name, LIN.phone, LIN.address, "CN") != "made-up"


def test_whoever_gave_an_address_only_is_no_customer_and_is_paid_for_all_the_same(world):
    from storefront.shipping import Option, quote

    Option.create(shop=world.mei.shop, kind="pickup", place="Studio 4", position=1)
    pickup = next(choice for choice in quote(world.mei.fresh(), "CN", "CN-ZJ", 12800) if choice.kind == "pickup")
    order = world.paid(buyer=replace(ZHOU, phone="", email="zhou@example.com", address=""), choice=pickup)
    assert order.state == "confirmed" and customers.page_of(world.mei.shop)[0] == []
