"""What the owner of a shop reads after the market has checked it."""

import json
from dataclasses import replace

import pytest

from storefront import accounts, notifications, policies, shops
from storefront.kit import jobs
from storefront.notifications import sentences
from storefront.policies import Cap


@pytest.fixture
def told(world):
    """`told(level)`: check Mei's shop and return what its owner reads about it."""

    def check(level: str) -> str:
        shops.verify(world.mei.fresh(), level)
        jobs.run_pending(1000)
        rows, _more = notifications.notices_of(world.mei.owner)
        return sentences.of(rows[0].kind, json.loads(rows[0].data))

    return check


def test_a_limit_is_said_as_the_published_rules_set_it(world, told):
    assert (
        told("company") == "The market has checked who runs Mei's Kiln: a company. There is no limit to what it sells in a day."
    )
    caps = {
        "none": Cap(2, 500_000),
        "individual": Cap(10, 2_000_000),
        "trader": Cap(20, 3_000_000),
        "company": Cap(30, 4_000_000),
    }
    rules = replace(policies.current(), caps=caps)
    policies.publish(rules, accounts.make_operator("+8613800138999"))
    assert told("trader").endswith("a sole trader. It sells up to 20 orders and ¥30,000.00 a day.")
    assert told("company").endswith("a company. It sells up to 30 orders and ¥40,000.00 a day.")
    assert told("individual").endswith("a private person. It sells up to 10 orders and ¥20,000.00 a day.")
    assert told("none").endswith("Until it is checked again, it sells up to 2 orders and ¥5,000.00 a day.")


def test_a_notice_from_before_limits_were_kept_with_it_says_only_what_was_found():
    data = {"shop": "Mei's Kiln", "level": "trader"}
    assert sentences.of("shop.Verified", data) == "The market has checked who runs Mei's Kiln: a sole trader."
