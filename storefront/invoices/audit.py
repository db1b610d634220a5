"""I7, recomputed: numbers without gap, one paper for each payment and refund, and tax that adds up. Each question asks for differences."""

from peewee import JOIN, Value, fn

from storefront.invoices.models import Counter, Paper, Taxed
from storefront.kit import db
from storefront.orders.models import Order
from storefront.payments.models import Payment, Refund


def problems() -> list[str]:
    """Every difference, as a sentence that names the shop, the order or the paper."""
    return [
        *(f"I7 shop {shop}: {count} papers in {series}, numbers up to {last}, counter at {said}" for shop, series, count, last, said in db.asked(_numbers)),
        *(f"I7 order {order}: paid {paid}, its paper says {total}" for order, paid, total in db.asked(_receipts)),
        *(f"I7 refund {refund}: {minor} went back, its credit note says {total}" for refund, minor, total in db.asked(_credits)),
        *(f"I7 order {order}: tax {said}, its parts add up to {tax} of {amount}" for order, said, tax, amount in db.asked(_tax)),
        *(f"I7 order {order}: has tax, but charges none" for (order,) in db.asked(_untaxed)),
        *(f"I7 order {order}: {back} tax went back of {said}" for order, back, said in db.asked(_tax_back)),
    ]  # fmt: skip


def _numbers():
    """As many papers as the counter says, and the last has that number: with numbers that are unique, none is missing."""
    count, last = fn.COUNT(Paper.id), fn.COALESCE(fn.MAX(Paper.number), 0)
    said = fn.COALESCE(fn.MAX(Counter.last_number), 0)
    same = (Counter.shop == Paper.shop) & (Counter.series == Paper.series)
    rows = Paper.across_shops(Paper.shop, Paper.series, count, last, said).join(Counter, JOIN.LEFT_OUTER, on=same)
    return rows.group_by(Paper.shop, Paper.series).having((count != last) | (count != said)).tuples()


def _receipts():
    total = fn.COALESCE(Paper.total_minor, 0)
    rows = Order.across_shops(Order.id, Order.paid_minor, total)
    rows = rows.join(Paper, JOIN.LEFT_OUTER, on=(Paper.order == Order.id) & (Paper.series == "sale"))
    return rows.where(Order.paid_minor != total)


def _credits():
    """Refunds that count against an order; second payments that go back were never on a paper."""
    total = fn.COALESCE(Paper.total_minor, 0)
    rows = Refund.across_shops(Refund.id, Refund.amount_minor, total).join(Payment).switch(Refund)
    rows = rows.join(Paper, JOIN.LEFT_OUTER, on=(Paper.refund == Refund.id))
    rows = rows.where(Refund.counts, Payment.purpose == "order", Refund.amount_minor != total)
    # What is paid for is there; as a list that is made once, because no index knows an order by the text of its number.
    return rows.where(Payment.reference.in_(Order.across_shops(Order.id.cast("TEXT"))))


def _tax():
    tax, amount = fn.COALESCE(fn.SUM(Taxed.tax_minor), 0), fn.COALESCE(fn.SUM(Taxed.amount_minor), 0)
    rows = Order.across_shops(Order.id, Order.tax_minor, tax, amount).join(Taxed, JOIN.LEFT_OUTER, on=(Taxed.order == Order.id))
    priced = Order.items_minor + Order.delivery_minor - Order.discount_minor
    rows = rows.where(Order.tax_mode != "")
    return rows.group_by(Order.id, Order.tax_minor, priced).having((Order.tax_minor != tax) | (amount != priced))


def _untaxed():
    return Order.across_shops(Order.id).where(Order.tax_mode == "", Order.tax_minor != 0)


def _tax_back():
    back = fn.SUM(Paper.tax_minor)
    rows = Order.across_shops(Order.id, back, Order.tax_minor).join(
        Paper, on=(Paper.order == Order.id) & (Paper.series == Value("credit"))
    )
    everything = (Order.refunded_minor == Order.total_minor) & (back != Order.tax_minor)
    return rows.group_by(Order.id, Order.tax_minor, Order.refunded_minor, Order.total_minor).having(
        (back > Order.tax_minor) | everything
    )
