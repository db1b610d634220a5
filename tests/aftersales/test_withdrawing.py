"""F54: the right to withdraw: two taps, no reason, a receipt with date and time, guests too, gone after the period."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from storefront import aftersales, catalog, invoices, orders, payments, shipping, stock
from storefront.aftersales import Withdrawal, sweeping, withdrawing
from storefront.kit import jobs, post
from storefront.kit.errors import Changed, Refused
from storefront.orders.rules import withdraw_until
from tests.aftersales.conftest import DAY, HOUR, again, story
from tests.aftersales.test_views import words
from tests.support.factories import FAMILIE, ZHOU, sign_in

# --- until when -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arrived", "ends"),
    [
        ("2026-11-02T10:00", "2026-11-17T01:00"),  # Monday → Monday the 16th, to the end of the day in the Azores
        ("2026-11-06T10:00", "2026-11-21T01:00"),  # Friday → Friday the 20th
        ("2026-11-07T10:00", "2026-11-24T01:00"),  # Saturday → Saturday the 21st → Monday the 23rd
        ("2026-11-08T10:00", "2026-11-24T01:00"),  # Sunday → Sunday the 22nd → Monday the 23rd
        ("2026-11-02T22:00", "2026-11-18T01:00"),  # in Helsinki it is Tuesday already
    ],
)
def test_fourteen_days_after_it_arrived(arrived, ends):
    assert withdraw_until(datetime.fromisoformat(arrived).replace(tzinfo=UTC)) == datetime.fromisoformat(ends).replace(tzinfo=UTC)


def test_from_placing_until_fourteen_days_after_it_arrived(home):
    order = story(home, "placed")
    assert (order.withdraw_until, why_not(order)) == (None, None)
    home.world.pay(order)
    assert why_not(home.world.again(order)) is None
    shipping.ship(home.world.again(order), "SF1357924680123")
    assert why_not(home.world.again(order)) is None
    orders.complete(home.world.again(order))
    order = home.world.again(order)
    assert order.withdraw_until == withdraw_until(home.clock.now())
    home.clock.freeze(order.withdraw_until - timedelta(seconds=1))
    assert why_not(order) is None
    home.clock.freeze(order.withdraw_until)
    assert why_not(order) == "The 14 days in which you could withdraw are over."
    with pytest.raises(Changed):
        aftersales.withdraw_from_contract(order)


def why_not(order):
    return withdrawing.why_not_withdraw(order, orders.lines_of(order), orders.recipient_of(order).country)


def test_taking_the_receipt_back_starts_the_days_anew(home):
    order = story(home, "completed")
    assert orders.undo_complete(order).withdraw_until is None


def test_who_lives_elsewhere_has_the_terms_of_the_shop(quarrel):
    order = quarrel.world.paid(buyer=ZHOU)
    assert "European Union" in why_not(order)
    with pytest.raises(Changed):
        aftersales.withdraw_from_contract(order)


# --- before it was sent --------------------------------------------------------------------------------------------------------


def test_before_it_was_sent_the_order_ends_and_everything_goes_back(home):
    order = story(home, "paid")
    made = aftersales.withdraw_from_contract(order, "Petra Oberländer")
    case, order = again(aftersales.case_of(order)), home.world.again(order)
    assert (case.state, case.reason, case.outcome, case.refunded_minor) == ("closed", "withdrawal", "withdrawal", 550)
    assert (order.state, order.refunded_minor, made.amount_minor, made.name) == ("cancelled", 550, 550, "Petra Oberländer")
    assert stock.left([home.world.lotte.jam.id]) == {home.world.lotte.jam.id: 12}


def test_an_unpaid_order_just_ends(home):
    order = story(home, "placed")
    made = aftersales.withdraw_from_contract(order)
    assert (home.world.again(order).state, made.amount_minor, made.case_id) == ("cancelled", 0, None)


def test_direct_the_seller_owes_it_within_fourteen_days(quarrel):
    order = quarrel.world.paid(quarrel.world.lotte)
    aftersales.withdraw_from_contract(order)
    case = again(aftersales.case_of(order))
    assert (case.refunded_minor, case.fulfil_by) == (550, quarrel.clock.now() + 14 * DAY)
    assert [row.amount_minor for row in payments.refunds_for("order", str(order.id))] == [550]


# --- after it was sent -----------------------------------------------------------------------------------------------------------


def test_the_seller_says_where_to_and_it_comes_back(home):
    order = story(home)
    made = aftersales.withdraw_from_contract(order)
    case = again(aftersales.case_of(order))
    assert (case.state, case.answer_by, case.return_by) == ("withdrawn", home.clock.now() + 48 * HOUR, None)
    assert made.refund_by == home.clock.now() + 14 * DAY
    assert home.world.again(order).paused_at is not None
    case = aftersales.say_where(case, "Lindenweg 4, Köln")
    assert case.return_by == home.clock.now() + 14 * DAY
    case = aftersales.send_back(case, "00340434161094042557")
    assert case.answer_by == case.opened_at + 14 * DAY  # the proof is there: the 14 days count
    case = aftersales.arrived(case)
    order = home.world.again(order)
    assert (case.outcome, case.refunded_minor, order.state, order.refunded_minor) == ("returned", 550, "completed", 550)


def test_who_registered_an_address_need_not_say_it(home):
    invoices.change_particulars(home.world.lotte.shop, "Charlotte Berg e.K.", "Lindenweg 4\n50674 Köln", "DE136695976", "vat")
    case = home.contract_withdrawn(order=story(home))
    assert case.return_address == "Charlotte Berg e.K.\nLindenweg 4\n50674 Köln"
    assert (case.answer_by, case.return_by) == (None, home.clock.now() + 14 * DAY)


def test_silence_about_where_to_pays_without_a_return(home):
    case = home.contract_withdrawn(order=story(home))
    home.clock.advance(48 * HOUR)
    sweeping.sweep()
    assert (again(case).outcome, again(case).refunded_minor) == ("silence", 550)


def test_proof_of_sending_pays_at_the_latest_after_fourteen_days(home):
    case = aftersales.send_back(aftersales.say_where(home.contract_withdrawn(order=story(home)), "Köln"), "00340434161094042557")
    home.clock.advance(14 * DAY)
    sweeping.sweep()
    assert (again(case).outcome, again(case).refunded_minor) == ("returned", 550)


def test_without_proof_the_seller_may_wait_for_it(home):
    case = aftersales.say_where(home.contract_withdrawn(order=story(home)), "Köln")
    home.clock.advance(10 * DAY)
    case = aftersales.send_back(case)
    assert case.answer_by == home.clock.now() + 14 * DAY


def test_who_never_sends_it_back_keeps_it(home):
    case = aftersales.say_where(home.contract_withdrawn(order=story(home)), "Köln")
    home.clock.advance(14 * DAY)
    sweeping.sweep()
    case = again(case)
    assert (case.outcome, case.refunded_minor, case.order.paused_at) == ("not_returned", 0, None)


def test_money_that_was_released_already_comes_back_too(home):
    order = home.settle(story(home, "completed"))
    assert home.money(order).free == 550
    case = home.contract_withdrawn(order=order)
    assert (home.money(order).free, home.money(order).frozen) == (0, 550)
    aftersales.concede(case)
    assert (home.money(order).total, home.money(order).back) == (0, 550)


def test_an_open_question_gives_way(home):
    order = story(home)
    question = aftersales.open_case(order, "broken", "part", home.world.money(100, "EUR"))
    case = home.contract_withdrawn(order=order)
    assert (again(question).outcome, case.state) == ("withdrawn", "withdrawn")


def test_the_seller_may_ask_the_market_when_it_came_back_opened(home):
    case = aftersales.send_back(aftersales.say_where(home.contract_withdrawn(order=story(home)), "Köln"), "00340434161094042557")
    assert aftersales.escalate(case, "seller", "The seal is broken").state == "escalated"


def test_it_is_not_a_thing_to_bargain_about(home):
    case = home.contract_withdrawn(order=story(home))
    for verb in (
        lambda: aftersales.decline(case, "No"),
        lambda: aftersales.offer(case, case.stake),
        lambda: aftersales.accept(case),
    ):
        with pytest.raises(Changed):
            verb()
    with pytest.raises(Refused):
        aftersales.say_where(case, " ")


# --- what is exempt ----------------------------------------------------------------------------------------------------------------


def test_what_was_made_to_order_stays_sold(home):
    loaf = home.world.lotte.loaf
    catalog.save(loaf.product, no_return="perishable")
    order = story(home, items=[(home.world.lotte.jam, 2), (loaf, 1)])
    case = home.contract_withdrawn(order=order)
    assert (case.stake_minor, case.asked_minor) == (1780, 1100)
    aftersales.concede(case)
    assert (home.world.again(order).refunded_minor, home.world.again(order).state) == (1100, "shipped")
    assert "made to order or spoils" in why_not(story(home, items=[(loaf, 1)]))


def test_the_tax_of_what_goes_back_goes_back(home):
    invoices.change_mode(home.world.lotte.fresh(), "added")
    invoices.set_rate(home.world.lotte.shop, "DE", "standard", 19000)
    catalog.save(home.world.lotte.loaf.product, no_return="made_to_order")
    order = story(home, items=[(home.world.lotte.jam, 1), (home.world.lotte.loaf, 1)], agreed_minor=550 + 105 + 680 + 129)
    assert home.contract_withdrawn(order=order).asked_minor == 655


def test_sealed_goods_can_come_back_sealed(home):
    catalog.save(home.world.lotte.jam.product, no_return="hygiene")
    assert why_not(story(home)) is None


def test_the_reason_is_said_before_buying(home, client):
    catalog.save(home.world.lotte.jam.product, no_return="made_to_order")
    shop, jam = home.world.lotte.shop, home.world.lotte.jam
    for page in (f"/@{shop.slug}/p/{jam.product.code}", f"/checkout?shop={shop.slug}&v={jam.code}&n=1"):
        assert "Made to order for you, so it cannot be sent back for a change of mind." in client.get(page).text


def test_who_pays_the_postage_back_is_said_before_buying_and_kept(home, client):
    from storefront import shops

    lotte = home.world.lotte
    before = [f"/@{lotte.shop.slug}/p/{lotte.jam.product.code}", f"/checkout?shop={lotte.shop.slug}&v={lotte.jam.code}&n=1"]
    theirs, ours = "you pay the postage back.", f"{lotte.shop.name} pays the postage back."
    assert [theirs in client.get(page).text for page in before] == [True, True]
    told = story(home)
    shops.change_terms(lotte.fresh(), return_postage="shop")
    assert [(theirs in (text := client.get(page).text), ours in text) for page in before] == [(False, True)] * 2
    after = story(home)
    for order, sentence in ((told, theirs), (after, ours)):
        for page in (f"/o/{order.token}", f"/o/{order.token}/withdrawal"):
            assert sentence in client.get(page).text
    terms = json.loads(told.terms)
    del terms["return_postage"]  # of a version before: nothing was said
    orders.Order.update(terms=json.dumps(terms)).where(orders.Order.id == told.id).execute()
    assert ours in client.get(f"/o/{told.token}/withdrawal").text


def test_what_cannot_come_back_has_no_postage_back(home, client):
    catalog.save(home.world.lotte.jam.product, no_return="perishable")
    page = client.get(f"/checkout?shop={home.world.lotte.shop.slug}&v={home.world.lotte.jam.code}&n=1").text
    assert "It spoils quickly" in page and "postage" not in page


# --- the pages ---------------------------------------------------------------------------------------------------------------------


def test_two_taps_and_a_receipt_with_date_and_time(home, client, told):
    order = story(home)
    assert "Withdraw from contract here" in client.get(f"/o/{order.token}").text
    first = client.get(f"/o/{order.token}/withdrawal")
    assert "Confirm withdrawal" in first.text and "reason" in words(first)
    done = client.post(f"/o/{order.token}/withdrawal", data={"name": "Petra Oberländer"}, follow_redirects=True)
    made = Withdrawal.across_shops().get()
    assert "Your withdrawal was received" in done.text and made.code in done.text
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(Europe/Berlin\)", done.text)
    again_ = client.post(f"/o/{order.token}/withdrawal", data={"name": "Petra"}, follow_redirects=True)
    assert made.code in again_.text and Withdrawal.across_shops().count() == 1
    kinds = told()
    assert ("withdrawal.seller", "Lotte Berg") in kinds
    sent = [row.body for row in post.Message.select() if "Receipt" in row.body and made.code in row.body]
    assert len(sent) == 1 and "Europe/Berlin" in sent[0]


def test_the_button_is_gone_after_the_period_and_not_there_for_others(home, client):
    order = story(home, "completed")
    assert "Withdraw from contract here" in client.get(f"/o/{order.token}").text
    home.clock.freeze(home.world.again(order).withdraw_until)
    page = client.get(f"/o/{order.token}")
    assert f"/o/{order.token}/withdrawal" not in page.text
    assert "The 14 days in which you could withdraw are over." in client.get(f"/o/{order.token}/withdrawal").text
    elsewhere = home.world.paid(buyer=ZHOU)
    assert f"/o/{elsewhere.token}/withdrawal" not in client.get(f"/o/{elsewhere.token}").text


def test_the_foot_of_a_shop_that_sends_to_the_union_leads_there(home, client):
    there, elsewhere = home.world.lotte.fresh(), home.world.mei.fresh()
    jam = home.world.lotte.jam.product
    for page in (f"/@{there.slug}", f"/@{there.slug}/about", f"/@{there.slug}/p/{jam.code}", f"/@{there.slug}/items"):
        assert f'href="/withdrawal?shop={there.slug}"' in client.get(page).text
    assert "/withdrawal" not in client.get(f"/@{elsewhere.slug}").text


def test_guests_get_the_way_and_nobody_learns_who_ordered(home, client):
    order = story(home)
    jobs.run_pending(1000)
    before = post.Message.select().count()
    answers = [
        client.post("/withdrawal", data={"shop": "oma-lotte", "number": number, "contact": contact}, follow_redirects=True)
        for number, contact in (
            (order.number.lower(), FAMILIE.phone), (order.number, "+4915112345679"), ("ZZZZ", FAMILIE.phone), (order.number, "petra@example.com"),
        )
    ]  # fmt: skip
    assert len({answer.text for answer in answers}) == 1 and answers[0].status_code == 200
    jobs.run_pending(1000)
    sent = list(post.Message.select().order_by(post.Message.id))[before:]
    assert [f"/o/{order.token}/withdrawal" in row.body for row in sent] == [True]


def test_guessing_is_slowed_down(home, client):
    for _ in range(6):
        client.post("/withdrawal", data={"number": "ABCD", "contact": FAMILIE.phone})
    assert client.post("/withdrawal", data={"number": "ABCD", "contact": FAMILIE.phone}).status_code == 429


@pytest.mark.parametrize(
    ("number", "contact"), [("", FAMILIE.phone), ("ABCD", ""), ("ABCD", "nobody"), ("A" * 40, FAMILIE.phone)]
)
def test_what_is_missing_is_said_beside_its_field(home, client, number, contact):
    answer = client.post("/withdrawal", data={"number": number, "contact": contact})
    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.text


def test_everything_that_is_missing_is_said_at_once(home, client):
    answer = client.post("/withdrawal", data={"number": "", "contact": "12"})
    assert answer.status_code == 422 and answer.text.count('aria-invalid="true"') == 2


def test_a_withdrawal_needs_a_name(home, client):
    order = story(home)
    assert client.post(f"/o/{order.token}/withdrawal", data={"name": ""}).status_code == 422
    assert Withdrawal.across_shops().count() == 0


def test_the_seller_says_where_to_on_the_page(home, client):
    case = home.contract_withdrawn(order=story(home))
    sign_in(client, home.world.lotte.owner)
    url = f"/sell/{home.world.lotte.shop.slug}/refunds/{case.code}"
    assert "Where should it be sent to?" in client.get(url).text
    assert client.post(f"{url}/place", data={"address": ""}).status_code == 422
    assert client.post(f"{url}/place", data={"address": "Lindenweg 4, Köln"}).status_code == 303
    assert "Lindenweg 4, Köln" in client.get(f"/o/{case.order.token}/case").text
