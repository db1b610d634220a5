"""The pages of a withdrawal from a part: ticks and counts, what goes back, receipts, the seller's side, and what the papers say."""

import re

import pytest

from storefront import aftersales, catalog, orders
from storefront.aftersales import Withdrawal
from storefront.aftersales.models import Withdrawn
from storefront.kit import post
from tests.aftersales.conftest import again, by_name, story, take
from tests.aftersales.test_views import words
from tests.support.factories import sign_in

NAME = "Petra Oberländer"


def url(order):
    return f"/o/{order.token}/withdrawal"


def boxes(answer) -> list[tuple[str, bool, bool]]:
    """(line, whether it is ticked, whether it can be) of every checkbox."""
    found = re.findall(r'<input type="checkbox" name="lines" value="(\d+)"([^>]*)>', answer.text)
    return [(line, " checked" in rest, " disabled" not in rest) for line, rest in found]


def sends(order, jam=0, loaf=0, **more):
    """What the form sends with these chosen."""
    lines = zip(by_name(order), (jam, loaf), strict=True)
    chosen = {line.id: count for line, count in lines if count}
    return {
        "name": NAME,
        "lines": [str(line) for line in chosen],
        **{f"count-{line}": str(n) for line, n in chosen.items()},
        **more,
    }


def test_everything_is_ticked_at_first_and_two_taps_are_enough(home, basket, client):
    order = story(home, items=basket)
    page = client.get(url(order))
    jam, loaf = by_name(order)
    assert boxes(page) == [(str(jam.id), True, True), (str(loaf.id), True, True)]
    assert f'name="count-{jam.id}" inputmode="numeric" autocomplete="off" value="3"' in page.text
    assert f'name="count-{loaf.id}"' not in page.text  # of one piece there is nothing to count
    assert "€28.20 goes back to you within 14 days" in words(page)
    form = {"name": NAME, "lines": [jam.id, loaf.id], f"count-{jam.id}": "3"}  # as it stands
    done = client.post(url(order), data=form, follow_redirects=True)
    assert "Your withdrawal was received" in done.text and Withdrawal.across_shops().get().amount_minor == 2820


def test_what_cannot_go_back_is_not_ticked_and_says_why(home, basket, client):
    catalog.save(home.world.lotte.loaf.product, no_return="made_to_order")
    order = story(home, items=basket)
    jam, loaf = by_name(order)
    page = client.get(url(order))
    assert boxes(page) == [(str(jam.id), True, True), (str(loaf.id), False, False)]
    assert "stays yours: made to order, or it spoils quickly" in words(page)
    refused = client.post(url(order), data=sends(order, jam=1, loaf=1))
    assert refused.status_code == 422 and Withdrawal.across_shops().count() == 0


def test_a_single_piece_needs_no_tick(home, client):
    order = story(home)
    page = client.get(url(order))
    assert boxes(page) == [] and home.world.lotte.jam.product.name in page.text
    assert client.post(url(order), data={"name": NAME}).status_code == 303
    assert Withdrawn.across_shops().get().quantity == 1


def test_an_order_that_is_not_paid_ends_as_a_whole(home, basket, client):
    order = story(home, "placed", items=basket)
    page = client.get(url(order))
    assert boxes(page) == [] and "This order is not paid yet, so it ends as a whole." in words(page)
    lines = {f"count-{line.id}": str(line.quantity) for line in by_name(order)}
    data = {"name": NAME, "lines": [str(line.id) for line in by_name(order)], **lines}
    assert client.post(url(order), data=data).status_code == 303
    assert home.world.again(order).state == "cancelled"


def test_nothing_chosen_is_said_beside_the_list_and_what_was_typed_is_kept(home, basket, client):
    order = story(home, items=basket)
    jam, _loaf = by_name(order)
    answer = client.post(url(order), data={"name": NAME, f"count-{jam.id}": "2"})
    assert answer.status_code == 422 and 'id="lines-error"' in answer.text
    assert "Choose at least one thing that you withdraw from." in words(answer)
    assert f'value="{NAME}"' in answer.text and 'autocomplete="off" value="2"' in answer.text
    assert [ticked for _line, ticked, _may in boxes(answer)] == [False, False]
    assert Withdrawal.across_shops().count() == 0


@pytest.mark.parametrize("typed", ["4", "0", "-1", "two", "1.5", "", "9" * 30])
def test_a_count_that_is_none_is_said_beside_it(home, basket, client, typed):
    order = story(home, items=basket)
    jam, _loaf = by_name(order)
    answer = client.post(url(order), data=sends(order, loaf=1) | {"lines": [str(jam.id)], f"count-{jam.id}": typed})
    assert answer.status_code == 422 and f'id="count-{jam.id}-error"' in answer.text
    assert f'value="{typed}" aria-invalid="true"' in answer.text
    assert boxes(answer)[0][1:] == (True, True) and Withdrawal.across_shops().count() == 0


@pytest.mark.parametrize("theirs", ["another order", "nobody", "no number"])
def test_what_is_not_in_this_order_is_refused(home, basket, client, theirs):
    order, other = story(home, items=basket), story(home, items=basket)
    line = {"another order": str(by_name(other)[0].id), "nobody": "999999", "no number": "jam"}[theirs]
    for chosen in ([line], [str(by_name(order)[0].id), line]):
        answer = client.post(url(order), data={"name": NAME, "lines": chosen})
        assert answer.status_code == 422 and 'id="lines-error"' in answer.text
    assert Withdrawal.across_shops().count() == 0


def test_what_goes_back_is_worked_out_by_the_server(home, basket, client):
    order = story(home, items=basket)
    fragment = {"HX-Request": "true", "HX-Target": "withdrawal-amount"}
    part = client.post(f"{url(order)}/amount", data=sends(order, jam=2), headers=fragment)
    assert part.status_code == 200 and part.text.strip().startswith('<div id="withdrawal-amount"')
    assert "€11.00 goes back to you within 14 days" in words(part) and "<html" not in part.text
    none = client.post(f"{url(order)}/amount", data=sends(order), headers=fragment)
    assert none.status_code == 422 and "Choose at least one thing" in words(none)
    plain = client.post(f"{url(order)}/amount", data=sends(order))
    said = words(plain).split("What you withdraw from", 1)[1]
    assert plain.status_code == 422 and said.count("Choose at least one thing") == 1  # beside the boxes, and not again below
    whole = client.post(f"{url(order)}/amount", data=sends(order, loaf=1))  # the button without script
    assert "<html" in whole.text and "€6.80 goes back to you" in words(whole)
    assert [ticked for _line, ticked, _may in boxes(whole)] == [False, True] and f'value="{NAME}"' in whole.text
    assert Withdrawal.across_shops().count() == 0 and home.world.again(order).paused_at is None


def test_the_receipt_names_what_was_withdrawn_from_and_both_sides_read_it(home, basket, client, told):
    order = story(home, items=basket)
    jam, loaf = home.world.lotte.jam.product.name, home.world.lotte.loaf.product.name
    done = client.post(url(order), data=sends(order, jam=2), follow_redirects=True)
    made = Withdrawal.across_shops().get()
    receipt = done.text[: done.text.index("How to send it back")]
    assert f"{jam} × 2" in receipt and loaf not in receipt and made.code in receipt
    assert "(Europe/Berlin)" in receipt and "still on its way back" in words(done)
    assert ("withdrawal.seller", "Lotte Berg") in told()
    sent = [row.body for row in post.Message.select() if made.code in row.body]
    assert len(sent) == 1 and f"({jam} × 2)" in sent[0] and loaf not in sent[0]
    case = again(aftersales.case_of(order))
    assert f"{jam} × 2" in client.get(f"/o/{order.token}/case").text
    sign_in(client, home.world.lotte.owner)
    desk = client.get(f"/sell/{home.world.lotte.shop.slug}/refunds/{case.code}").text
    assert f"{jam} × 2" in desk and f"{loaf} × 1" not in desk
    assert f"({jam} × 2)" in client.get("/notices").text


def test_a_second_tap_says_the_same(home, basket, client):
    order = story(home, "paid", items=basket)
    form = sends(order, loaf=1, once="a-key-of-the-form-as-shown")
    answers = [client.post(url(order), data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Withdrawal.across_shops().count() == 1 and home.world.again(order).refunded_minor == 680
    again_ = client.post(url(order), data=form | {"once": "a-key-of-another-form-here"})
    assert again_.status_code == 422 and Withdrawal.across_shops().count() == 1


def test_the_rest_can_be_withdrawn_from_later_and_both_receipts_stay(home, basket, client):
    order = story(home, items=basket)
    aftersales.concede(aftersales.say_where(take(home, order, loaf=1).case, "Köln"))
    assert "Withdraw from the rest of the contract here" in client.get(f"/o/{order.token}").text
    page = client.get(url(order))
    assert "Your withdrawal was received" in page.text and "Withdraw from the rest" in page.text
    assert [line for line, _ticked, _may in boxes(page)] == [str(by_name(order)[0].id)]
    done = client.post(url(order), data=sends(order, jam=3), follow_redirects=True)
    assert done.text.count("Your withdrawal was received") == 2 and "Withdraw from the rest" not in done.text
    assert f'href="/o/{order.token}/withdrawal"' in client.get(f"/o/{order.token}").text


def test_the_seller_is_not_asked_to_send_what_was_called_off(home, basket, client):
    order = story(home, "paid", items=basket)
    jam, loaf = home.world.lotte.jam.product.name, home.world.lotte.loaf.product.name
    done = client.post(url(order), data=sends(order, jam=1, loaf=1), follow_redirects=True)
    assert "€12.30 goes back to you at once." in words(done)
    sign_in(client, home.world.lotte.owner)
    sell = f"/sell/{home.world.lotte.shop.slug}"
    slip = client.get(f"{sell}/ship/print").text
    assert f"{jam}" in slip and loaf not in slip and '<b class="num">2 ×</b>' in slip
    page = client.get(f"{sell}/orders/{order.number}")
    assert "2 pieces are not sent any more" in words(page) and "withdrawn: 1" in words(page)
    assert f'name="line-{by_name(order)[1].id}"' not in page.text
    assert client.post(f"{sell}/orders/{order.number}/shipment", data={"number": "00340434161094042557"}).status_code == 303
    assert home.world.again(order).state == "shipped"


def test_help_says_it_in_plain_words(client):
    page = re.sub(r"<[^>]+>", "", client.get("/help/money").text)
    assert "It can be all of an order or a part of it" in page
    assert f"your {orders.WITHDRAW_DAYS} days stand still" in page and "An order that is not paid yet ends as a whole." in page
