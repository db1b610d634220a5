"""What was withdrawn from: the pieces behind each receipt, for the pages, the notices and the credit notes that name them."""

from storefront.aftersales.models import Case, Withdrawal, Withdrawn
from storefront.kit.i18n import gettext as _
from storefront.orders.models import Line


def of_withdrawals(withdrawals: list[Withdrawal]) -> dict[int, list[Withdrawn]]:
    """{withdrawal id: its pieces, with their lines}. One query."""
    found: dict[int, list[Withdrawn]] = {made.id: [] for made in withdrawals}
    if withdrawals:
        rows = Withdrawn.across_shops(Withdrawn, Line).join(Line).where(Withdrawn.withdrawal.in_(list(found)))
        for row in rows.order_by(Withdrawn.id):
            found[row.withdrawal_id].append(row)
    return found


def of_case(case: Case) -> list[Withdrawn]:
    """The pieces that a case about a withdrawal is about, with their lines; nothing for any other case, without a query."""
    if case.reason != "withdrawal":
        return []
    rows = Withdrawn.of(case.shop_id, Withdrawn, Line).join(Line).switch(Withdrawn).join(Withdrawal)
    return list(rows.where(Withdrawal.case == case.id).order_by(Withdrawn.id))


def pieces_of(goods: list[Withdrawn]) -> dict[int, int]:
    """{line id: pieces}."""
    return {row.line_id: row.quantity for row in goods}


def named(goods: list[Withdrawn], whole: int) -> list[tuple[int, int, int]] | None:
    """What a credit note names: [(line id, pieces, what they cost)] of a part of an order; None where it is all `whole` pieces of it."""
    if not goods or sum(row.quantity for row in goods) >= whole:
        return None
    return [(row.line_id, row.quantity, row.amount_minor) for row in goods]


def in_words(row: Withdrawn) -> str:
    """ "Mug · Celadon × 2"."""
    return row.line.in_words(row.quantity)


def goods_of(made: Withdrawal) -> str:
    """What a withdrawal is about, in one line."""
    return _(", ").join(in_words(row) for row in of_withdrawals([made])[made.id])


__all__ = ["goods_of", "in_words", "named", "of_case", "of_withdrawals", "pieces_of"]
