"""How long everybody has in a question about an order: as the market's rules were when it was placed."""

import json
from dataclasses import replace
from datetime import timedelta

from storefront import policies
from storefront.aftersales.rules import PERIODS, Periods


def of(order) -> Periods:
    """The periods that an order agreed to."""
    return _periods(json.loads(order.terms))


def today() -> Periods:
    """The periods of orders that are placed now."""
    return _periods({})


def _periods(terms: dict) -> Periods:
    found = policies.current()
    answer, decide, appeal = (policies.of_order(terms, name, found) for name in ("answer_hours", "decide_hours", "appeal_days"))
    return replace(PERIODS, answer=timedelta(hours=answer), decide=timedelta(hours=decide), appeal=timedelta(days=appeal))
