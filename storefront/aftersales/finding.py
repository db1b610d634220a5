"""Looking cases up: of an order, of a shop, of the market; with what was said and shown."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce

import peewee

from storefront import payments
from storefront.aftersales.ending import refund_key
from storefront.aftersales.models import OPEN, Case, Said, Shot
from storefront.kit import db
from storefront.kit.errors import NotFound
from storefront.media.models import Picture
from storefront.orders.models import Order, Recipient
from storefront.shops.models import Shop

TO_ANSWER = ("open", "withdrawn", "replacing", "sent_back")  # the seller's turn
TO_DECIDE = ("escalated", "appealed")  # the market's


def case_of(order: Order) -> Case | None:
    """The case that matters now of an order: the open one, else the newest; None where nothing was ever asked."""
    case = Case.of(order.shop_id).where(Case.order == order.id).order_by(Case.id.desc()).first()
    return _with(case, order) if case is not None else None


def backs_of(cases: Iterable[Case]) -> dict[int, str]:
    """{case id: how far the money is that it gives back: going, done, failed, or "" where none goes back}. One query at most."""
    found = list(cases)
    states = payments.state_of_each(refund_key(case) for case in found if case.refunded_minor)
    backs = {}
    for case in found:  # cash that nobody wrote down has no refund: its case says when it was paid back
        state = "done" if case.fulfilled_at is not None else states.get(refund_key(case), "")
        backs[case.id] = (state if state in ("done", "failed") else "going") if case.refunded_minor else ""
    return backs


def orders_to(number: str, kind: str, index: str) -> list[Order]:
    """The orders with this number that went to a contact, by its blind index ("phone" or "email")."""
    column = Recipient.phone_index if kind == "phone" else Recipient.email_index
    found = Order.across_shops(Order, Shop).join(Shop).switch(Order).join(Recipient, on=(Recipient.order == Order.id))
    return list(found.where(Order.number == number, column == index).limit(5))


def by_code(shop, code: str) -> Case:
    """A case of this shop by its code, with its order. Raises NotFound."""
    case = Case.of(shop).where(Case.code == (code or "").upper()[:8]).first()
    if case is None:
        raise NotFound
    order = Order.of(shop).where(Order.id == case.order_id).get()
    order.shop = shop
    return _with(case, order)


def by_code_anywhere(code: str) -> Case:
    """A case of whichever shop, for the market's own people. Raises NotFound."""
    case = Case.across_shops().where(Case.code == (code or "").upper()[:8]).first()
    if case is None:
        raise NotFound
    order = Order.across_shops(Order, Shop).join(Shop).where(Order.id == case.order_id).get()
    return _with(case, order)


def _with(case: Case, order: Order) -> Case:
    case.order, case.shop = order, order.shop
    return case


def of_shop(shop, states: tuple[str, ...], before: int | None = None, limit: int = 25) -> tuple[list[Case], bool]:
    """(cases of a shop in these states with their orders, newest first; whether there are more). `before` is the last id seen."""
    first = _newest(Case.of(shop, Case.id), states, before, limit + 1)
    return _page(Case.across_shops(Case, Order).join(Order).where(Case.id.in_(first)).order_by(Case.id.desc()), limit)


def of_market(states: tuple[str, ...], before: int | None = None, limit: int = 50) -> tuple[list[Case], bool]:
    """The same over all shops: what waits for a decision by its deadline, everything else newest first."""
    query = Case.across_shops(Case, Order, Shop).join(Order).join(Shop)
    if states == TO_DECIDE:
        waiting = _first(
            Case.across_shops(Case.id, Case.decide_by), states, (Case.decide_by, Case.id), "decide_by, id", limit + 1
        )
        first = peewee.Select([waiting.alias("waiting")], [peewee.SQL("id")])
        return _page(query.where(Case.id.in_(first)).order_by(Case.decide_by, Case.id), limit)
    first = _newest(Case.across_shops(Case.id), states, before, limit + 1)
    return _page(query.where(Case.id.in_(first)).order_by(Case.id.desc()), limit)


def _newest(cases, states: tuple[str, ...], before: int | None, most: int):
    """The ids of the newest of these cases in any of these states, from below the id `before` on."""
    return _first(cases.where(Case.id < before) if before else cases, states, (Case.id.desc(),), "id DESC", most)


def _first(cases, states: tuple[str, ...], keys: tuple, order: str, most: int):
    """The first of these cases in any of these states, by keys that follow the state in an index; `order` says the same of the columns.
    The first of each state are read, and of these the first: with `state IN (…)` a database reads and sorts all that there are."""
    columns = [peewee.SQL(field.column_name) for field in cases.selected_columns]
    parts = [cases.where(Case.state == state).order_by(*keys).limit(most).alias("part") for state in states]
    return (
        reduce(peewee.Select.union_all, (peewee.Select([part], columns) for part in parts))
        .order_by(peewee.SQL(order))
        .limit(most)
    )


def _page(query, limit: int) -> tuple[list[Case], bool]:
    found = list(query)
    return found[:limit], len(found) > limit


def to_answer_count(shop, most: int = 100) -> int:
    """How many cases wait for the seller; stops counting at `most`."""
    return Case.of(shop, Case.id).where(Case.state.in_(TO_ANSWER)).limit(most).count()


def to_decide_count(most: int = 100) -> int:
    """How many cases wait for the market; stops counting at `most`."""
    return Case.across_shops(Case.id).where(Case.state.in_(TO_DECIDE)).limit(most).count()


def to_decide_since() -> datetime | None:
    """When the market was asked about the one that waits longest."""
    asked = Case.across_shops(Case.escalated_at).where(Case.escalated_at.is_null(False))
    first = _first(asked, TO_DECIDE, (Case.escalated_at,), "escalated_at", 1).bind(db.database).scalar()
    return Case.escalated_at.python_value(first)


def said_in(case: Case) -> dict[int, Said]:
    """{id: words of a side}, in order, each with its `.pictures`. Two queries."""
    # by the case alone, which is the shop's: asked for the shop too, SQLite goes through all that was ever said there
    found = {said.id: said for said in Said.across_shops().where(Said.case == case.id).order_by(Said.id)}
    for said in found.values():
        said.pictures = []
    if found:
        shots = Shot.across_shops(Shot, Picture).join(Picture).where(Shot.said.in_(list(found))).order_by(Shot.id)
        for shot in shots:
            found[shot.said_id].pictures.append(shot.picture)
    return found


def last_address(shop) -> str:
    """Where this shop had things sent back to the last time; empty where it never did."""
    row = Case.of(shop, Case.id, Case.return_address).where(Case.return_address.is_null(False)).order_by(Case.id.desc()).first()
    return row.return_address if row is not None else ""


__all__ = [
    "OPEN",
    "TO_ANSWER",
    "TO_DECIDE",
    "by_code",
    "by_code_anywhere",
    "case_of",
    "last_address",
    "of_market",
    "of_shop",
    "orders_to",
    "said_in",
    "to_answer_count",
    "to_decide_count",
]
