"""What happens very rarely, tried very often. `make drill`."""

import itertools
import random
from datetime import timedelta

import pytest

from storefront import accounts, aftersales, check, orders, shipping
from storefront.accounts import codes
from storefront.accounts.models import SignInCode
from storefront.kit import events, jobs, security
from storefront.kit.errors import Refused
from tests.support.factories import LIN
from tests.support.storm import refused, storm

pytestmark = [pytest.mark.drill, pytest.mark.timeout(14400)]

ROUNDS = 200
CODES = 200_000

# --- T9: two workers, every pair of verbs, every state -------------------------------------------------------------------------

STATES = {
    "pending": lambda market, **how: market.placed(**how),
    "confirmed": lambda market, **how: market.paid(**how),
    "shipped": lambda market, **how: market.shipped(number=f"SF{how['key'][-13:]}", **how),
    "completed": lambda market, **how: market.completed(number=f"SF{how['key'][-13:]}", **how),
}
VERBS = {
    "pay": lambda market, order: market.pay(order),
    "cancel": lambda market, order: orders.cancel(market.again(order), "because"),
    "ship": lambda market, order: shipping.ship(market.again(order), f"YT{order.id:013d}"),
    "complete": lambda market, order: orders.complete(market.again(order)),
    "undo": lambda market, order: orders.undo_complete(market.again(order)),
    "extend": lambda market, order: orders.extend(market.again(order), 5),
    "refund": lambda market, order: orders.refund(market.again(order), 5000, "part", f"duel:{next(_numbers)}"),
    "complain": lambda market, order: aftersales.open_case(market.again(order), "never_came", "money"),
    "sweep": lambda market, order: jobs.sweep(),
    "settle": lambda market, order: orders.settle_due(),
}
_numbers = itertools.count()


@pytest.mark.parametrize("state", STATES)
def test_any_two_verbs_at_once_have_a_legal_outcome(market, state, tell):
    """T9. Money is conserved, the timeline is one that the table allows (the oracle reads both), and one verb twice happens once."""
    duels = 0
    for one, other in itertools.combinations_with_replacement(VERBS, 2):
        for round_ in range(ROUNDS):
            key = f"{state[:4]}{next(_numbers):012d}"
            order = STATES[state](market, key=key, buyer=LIN, items=[(market.mei.bowl, 1)])
            outcomes = storm([lambda v=verb, o=order: VERBS[v](market, o) for verb in (one, other)], wide=2)
            if one == other and one in ("cancel", "ship", "complete", "undo", "extend", "complain"):
                assert len(refused(outcomes)) >= 1, (state, one)
            if market.again(order).state == "pending":  # nobody may have many unpaid orders
                orders.cancel(market.again(order), "the duel is over")
            duels += 1
            if round_ % 20 == 19:
                assert check.run(since_last=True) == [], (state, one, other)
    tell(f"{state}: {duels} duels, every outcome legal")


# --- T27: guessing codes -----------------------------------------------------------------------------------------------------------


def test_guessing_at_the_limit_opens_five_of_two_hundred_thousand_at_most(market, clock, pytestconfig, tell):
    """T27: every code gets all the tries that the limits allow. One hit is to be expected: a million codes, five tries each."""
    chance, hits, wrong = random.Random(pytestconfig.seed), 0, 0
    clock.freeze(clock.now())
    for number in range(CODES):
        contact, browser = accounts.Contact("email", f"guess{number}@example.org"), f"browser-{number}"
        with events.acting("visitor", number):
            accounts.send_code(contact, "signin", browser)
            for _try in range(8):
                try:
                    codes.prove(contact, f"{chance.randrange(10**6):06d}", browser, "signin")
                    hits += 1
                    break
                except Refused:
                    wrong += 1
                    clock.advance(timedelta(seconds=31))
        if number % 1000 == 999:  # what the sweep forgets anyway
            SignInCode.delete().execute()
            security.forget_old_limits()
            jobs.run_pending(2000)
    tell(f"{CODES:,} codes, {wrong:,} wrong tries, {hits} hits")
    assert hits <= 5
