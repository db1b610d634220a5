"""Numbered papers: a receipt or an invoice with the payment that makes it, a credit note with the refund. Same transaction, no gap."""

import json

from storefront import orders
from storefront.invoices import rules, taxing
from storefront.invoices.models import Counter, Paper
from storefront.kit import clock, db, events
from storefront.kit.errors import NotFound
from storefront.kit.prepared import one, prepared
from storefront.orders.models import Order
from storefront.payments.models import Refund


@prepared
def _next(shop_id, series):
    taken = Counter.update(last_number=Counter.last_number + 1)
    return taken.where(Counter.shop == shop_id, Counter.series == series).returning(Counter.last_number)


def next_number(shop_id: int, series: str) -> int:
    """The next number of a series: the row stays locked until the transaction that uses the number ends, and with a rollback the
    number is free again. So there is no gap, and none is given twice."""
    for _try in range(2):
        taken = _next(shop_id, series)
        if taken:
            return taken[0].last_number
        Counter.insert(shop=shop_id, series=series).on_conflict_ignore().execute()  # the first paper of the shop
    raise RuntimeError("the counter of papers was not there")


@one
def _sale_of(shop_id, order_id):
    return Paper.of(shop_id).where(Paper.order == order_id, Paper.series == "sale")


@db.verb
def issue(order: Order) -> Paper:
    """Write the receipt of an order that was just paid, or its invoice where the shop gave its tax particulars. Once for an order.

    Call it in the transaction that books the payment, with the order's row locked.
    """
    found = _sale_of(order.shop_id, order.id)
    if found is not None:
        return found
    shop, seller = order.shop, taxing.particulars_of(order.shop)
    content = {
        "seller": _seller(shop, seller),
        "order": order.number,
        "placed_at": order.placed_at.isoformat(),
        "zone": shop.time_zone,
        "tax_mode": order.tax_mode,
        "items_minor": order.items_minor,
        "delivery_minor": order.delivery_minor,
        "delivery_kind": order.delivery_kind,
        "discount_minor": order.discount_minor,
        **_goods(order),
    }
    return _write(order, "invoice" if seller.complete else "receipt", "sale", order.total_minor, order.tax_minor, content)


def _seller(shop, seller) -> dict:
    if not seller.name:
        return {"name": shop.name}
    return {
        "name": seller.name,
        "shop": shop.name,
        **{key: getattr(seller, key) for key in ("address", "tax_number", "scheme", "tax_name")},
    }


def _goods(order: Order) -> dict:
    """Lines with their rates, and the sums by rate."""
    taxed = taxing.taxed_of(order)
    rates = {row.line_id: row.rate for row in taxed if row.line_id is not None}
    lines = [
        {
            "name": line.name, "choices": line.choices, "quantity": line.quantity, "price_minor": line.price_minor,
            "total_minor": line.price_minor * line.quantity, "rate": rates.get(line.id),
        }
        for line in orders.lines_of(order)
    ]  # fmt: skip
    return {"lines": lines, "rates": rules.sums(taxed, order.tax_mode)}


@db.verb
def credit(order: Order, refund: Refund, before_minor: int, pieces: list | None = None) -> Paper:
    """Write the credit note of a refund, after `before_minor` of the order went back already. With `pieces`, [(line id, pieces, what they
    cost)], it names them and their own tax goes back; else the tax goes back in proportion."""
    sale = issue(order)
    old = json.loads(sale.content)
    charged = [(rate, tax) for rate, _net, tax in old["rates"]]
    earlier = _credits_of(order) if before_minor else []
    named = [line for paper in earlier for line in paper.get("lines", ())]
    lines, wanted = _pieces(order, pieces, named) if pieces else ([], None)
    gone = [(rate, tax) for paper in earlier for rate, tax in paper["taxes"]]
    left = [(rate, tax - sum(part for one, part in gone if one == rate)) for rate, tax in charged]
    if lines or named:
        back = rules.tax_of_rest(left, order.total_minor - before_minor, refund.amount_minor, wanted)
    else:
        back = rules.tax_in_proportion(charged, left, order.total_minor, before_minor, refund.amount_minor)
    content = {
        "seller": old["seller"],
        "order": order.number,
        "zone": old["zone"],
        "of": sale.key,
        "of_kind": sale.kind,
        "of_at": sale.issued_at.isoformat(),
        "tax_mode": order.tax_mode,
        "taxes": back,
        **({"lines": lines} if lines else {}),
    }
    return _write(order, "credit", "credit", refund.amount_minor, sum(tax for _rate, tax in back), content, refund)


def _credits_of(order: Order) -> list[dict]:
    """What the credit notes of an order say."""
    found = Paper.of(order.shop_id, Paper.content).where(Paper.order == order.id, Paper.series == "credit").order_by(Paper.id)
    return [json.loads(paper.content) for paper in found]


def _pieces(order: Order, pieces: list, named: list[dict]) -> tuple[list[dict], dict[int, int]]:
    """(the lines of a credit note, {rate: tax} of what is on them). `named` are the lines of earlier credit notes."""
    taxed = {row.line_id: row for row in taxing.taxed_of(order)}
    agreed = {line.id: line for line in orders.lines_of(order)}
    lines, parts = [], []
    for line_id, count, minor in pieces:
        line, tax = agreed[line_id], taxed.get(line_id)
        if tax is not None:
            whole = tax.amount_minor + (tax.tax_minor if order.tax_mode == "added" else 0)
            before = sum(old["total_minor"] for old in named if old["line"] == line_id)
            parts.append((tax.rate, tax.tax_minor, whole, before, minor))
        lines.append(
            {
                "line": line_id, "name": line.name, "choices": line.choices, "quantity": count, "price_minor": line.price_minor,
                "total_minor": minor, "rate": tax.rate if tax is not None else None,
            }
        )  # fmt: skip
    return lines, rules.tax_of_part(parts)


def _write(order: Order, kind: str, series: str, total_minor: int, tax_minor: int, content: dict, refund=None) -> Paper:
    to = orders.recipient_of(order)
    buyer = None if to.erased_at is not None else json.dumps({"name": to.name, "address": to.address}, ensure_ascii=False)
    paper = Paper.create(
        shop=order.shop_id,
        order=order.id,
        refund=refund.id if refund is not None else None,
        kind=kind,
        series=series,
        number=next_number(order.shop_id, series),
        currency=order.currency,
        total_minor=total_minor,
        tax_minor=tax_minor,
        language=order.language,
        content=json.dumps(content, ensure_ascii=False),
        buyer=buyer,
        issued_at=clock.now(),
    )
    events.record("invoices.written", subject=f"order:{order.id}", shop=order.shop_id, paper=paper.key)
    return paper


def papers_of(order: Order) -> list[Paper]:
    """The papers of an order, oldest first."""
    return list(Paper.of(order.shop_id).where(Paper.order == order.id).order_by(Paper.id))


def paper_of(order: Order, key: str) -> Paper:
    """A paper of this order by the number on it. Raises NotFound."""
    found = next((paper for paper in papers_of(order) if paper.key == key.upper()), None)
    if found is None:
        raise NotFound
    return found


@db.verb
def forget_buyers(order_ids: list[int]) -> int:
    """Erase name and address of the buyer from the papers of these orders; numbers and sums stay. Returns how many were changed."""
    return Paper.update(buyer=None).where(Paper.order.in_(order_ids), Paper.buyer.is_null(False)).execute() if order_ids else 0


__all__ = ["credit", "forget_buyers", "issue", "next_number", "paper_of", "papers_of"]
