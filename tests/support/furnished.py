"""Fixtures: one furnished world for all tests of a file; what their requests write is undone after each of them."""

import pytest

from storefront import aftersales, orders, reconciliation
from tests.support import crawl
from tests.support.addresses import address, pages_of, routes
from tests.support.callers import Caller
from tests.support.everything import Everything
from tests.support.factories import World


@pytest.fixture(scope="module")
def everything(app, emptied):
    """Two shops with at least one of everything in them. Change it only inside `undone()`."""
    from storefront.kit import db

    db.open_connection()
    with db.transaction():
        furnished = Everything(World())
    yield furnished
    emptied()
    db.close_connection()


@pytest.fixture
def ask(app, everything):
    """`ask(person)` calls with that person's session, `ask()` as a visitor, `ask(bag=True)` as one with something in the bag.

    Each request leaves the world as it was.
    """
    app.pages.clear()

    def call(person=None, bag: bool = False) -> Caller:
        cookies = [everything.session(person)] if person else []
        return Caller(app, *cookies, *([f"bag_key={everything.bag_token}"] if bag else []))

    return call


@pytest.fixture(scope="module")
def forms(app, everything):
    """What pages offer to post, by endpoint."""
    place = everything.mei
    callers = {
        "visitor": Caller(app, f"bag_key={everything.bag_token}"),
        "owner": Caller(app, everything.session(place.people["owner"]), f"bag_key={everything.bag_token}"),
        "other": Caller(app, everything.session(everything.lotte.people["owner"])),
        "operator": Caller(app, everything.session(everything.staff["operator"])),
    }
    pages = [
        (who, path) for kind in (place, everything.lotte) for who, path in pages_of(kind) if kind is place or who == "visitor"
    ]
    for policy, who in (
        ("public", "visitor"),
        ("link", "visitor"),
        ("seller", "owner"),
        ("person", "owner"),
        ("operator", "operator"),
    ):
        shown = [rule for rule in routes(app, "GET", policy) if not rule.rule.endswith((".png", ".jpg", ".svg", ".css", ".csv"))]
        pages += [(who, address(rule, everything.values(rule, place))) for rule in shown]
        if policy == "seller":  # the other shop settles directly: its pages offer other things
            pages += [("other", address(rule, everything.values(rule, everything.lotte))) for rule in shown]
    for kind, who in ((place, "owner"), (everything.lotte, "other")):
        for order in orders.Order.of(kind.shop):
            pages += [
                ("visitor", f"/o/{order.token}{below}")
                for below in ("", "/case", "/problem", "/cancellation", "/withdrawal", "/review")
            ]
            pages.append((who, f"/sell/{kind.shop.slug}/orders/{order.number}"))
        pages += [(who, f"/sell/{kind.shop.slug}/refunds/{case.code}") for case in aftersales.Case.of(kind.shop)]
    pages += [("operator", f"/admin/suspense/{decision.capture_id}") for decision in reconciliation.Decision.select()]
    answers = [callers[who]("GET", path) for who, path in pages]
    return crawl.forms_on(app, [answer.text for answer in answers if answer.mimetype == "text/html"])
