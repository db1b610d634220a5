"""Looking cases up costs what is looked for, however many others there are."""

import re

import pytest

from storefront import aftersales
from storefront.aftersales import finding, seller
from storefront.kit import db
from tests.support.plans import plan_of, plans


@pytest.fixture
def busy(quarrel):
    """Cases of one shop in five states, three of them the seller's turn, and one of another shop."""
    opened = [
        quarrel.opened(),
        quarrel.declined(),
        quarrel.opened(),
        quarrel.escalated(),
        quarrel.escalated(),
        quarrel.replacing(),
    ]
    quarrel.opened(keeper=quarrel.world.lotte)
    return quarrel, [case.code for case in opened]


def plan(ask) -> str:
    """Of something that asks one question."""
    [shown] = plans(ask)
    return shown


def codes(page) -> tuple[list[str], bool]:
    rows, more = page
    return [case.code for case in rows], more


def test_a_shop_sees_its_cases_newest_first_whatever_their_states(busy):
    quarrel, (first, declined, second, asked, asked_again, replacing) = busy
    shop = quarrel.world.mei.shop
    answer, waiting = seller.BOARD["answer"], seller.BOARD["waiting"]
    assert codes(finding.of_shop(shop, answer)) == ([replacing, second, first], False)
    assert codes(finding.of_shop(shop, waiting)) == ([asked_again, asked, declined], False)
    assert codes(finding.of_shop(shop, answer, limit=2)) == ([replacing, second], True)
    last = finding.by_code(shop, second).id
    assert codes(finding.of_shop(shop, answer, before=last)) == ([first], False)
    assert codes(finding.of_shop(shop, seller.BOARD["done"])) == ([], False)
    assert all(case.order.shop_id == shop.id for case in finding.of_shop(shop, answer)[0])


def test_the_market_sees_what_it_must_decide_by_deadline_and_the_rest_newest_first(busy):
    quarrel, (first, _declined, second, asked, asked_again, replacing) = busy
    aftersales.Case.update(decide_by=quarrel.clock.now()).where(aftersales.Case.code == asked_again).execute()
    assert codes(finding.of_market(finding.TO_DECIDE)) == ([asked_again, asked], False)
    assert codes(finding.of_market(finding.TO_DECIDE, limit=1)) == ([asked_again], True)
    [elsewhere], _more = codes(finding.of_shop(quarrel.world.lotte.shop, finding.TO_ANSWER))
    assert codes(finding.of_market(finding.TO_ANSWER)) == ([elsewhere, replacing, second, first], False)
    assert finding.to_decide_since() == finding.by_code_anywhere(asked).escalated_at


@pytest.mark.parametrize("states", [seller.BOARD["answer"], seller.BOARD["done"]], ids=["several states", "one state"])
def test_a_list_of_cases_reads_each_state_in_its_order(busy, states):
    quarrel, _codes = busy
    shown = plan(lambda: finding.of_shop(quarrel.world.mei.shop, states))
    if db.on_sqlite():
        assert shown.count("INDEX aftersales_case_shop_id_state_id (shop_id=? AND state=?)") == len(states), shown
    in_order(shown, states)


@pytest.mark.parametrize("states", [finding.TO_ANSWER, finding.TO_DECIDE], ids=["newest first", "by deadline"])
def test_a_list_of_the_market_does_too(busy, states):
    shown = plan(lambda: finding.of_market(states))
    if db.on_sqlite():
        index = "aftersales_case_state_id" if states == finding.TO_ANSWER else "aftersales_case_state_decide_by"
        assert shown.count(f"INDEX {index} (state=?)") == len(states), shown
    in_order(shown, states)


def in_order(shown: str, states) -> None:
    """Each state is read by an index of states, as far as the list is long; nothing is read whole."""
    assert "SCAN t1" not in shown and "Seq Scan" not in shown, shown
    if not db.on_sqlite():
        assert shown.count("Limit") >= len(states) and len(re.findall(r"using aftersales_case_\w*state", shown)) == len(states), (
            shown
        )


def test_what_waits_longest_and_the_last_address_are_read_at_once(busy):
    quarrel, _codes = busy
    longest = plan(finding.to_decide_since)
    assert longest.count("aftersales_case_escalated") == len(finding.TO_DECIDE) and "Seq Scan" not in longest, longest
    assert finding.last_address(quarrel.world.mei.shop) == ""
    case = quarrel.returning()
    assert finding.last_address(quarrel.world.mei.shop) == case.return_address
    last = plan(lambda: finding.last_address(quarrel.world.mei.shop))
    assert "aftersales_case_sent_to" in last and "TEMP B-TREE" not in last and "Sort" not in last, last


def test_what_was_said_is_found_by_the_case(busy, queries):
    """The shop's whole past would have to be gone through for each case."""
    quarrel, (first, *_others) = busy
    case = finding.by_code(quarrel.world.mei.shop, first)
    with queries() as asked:
        finding.said_in(case)
    assert asked
    if db.on_sqlite():
        for sql in asked:
            shown = plan_of(sql, [1] * sql.count("?"))
            assert ("case_id=?" in shown or "said_id=?" in shown) and "shop_id" not in shown, shown
