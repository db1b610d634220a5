"""I3, recomputed: moves add up to what is on hand; what is held belongs to live holds; nothing is negative."""

from peewee import JOIN, Case, fn

from storefront.kit import db
from storefront.stock.models import Hold, Level, Move


def problems() -> list[str]:
    """Every difference, as a sentence that names the variant. Asks for differences only, whatever the number of variants."""
    return [
        *(f"I3 variant {variant}: {on_hand} on hand, moves add up to {moved}" for variant, on_hand, moved in db.asked(_moved)),
        *(f"I3 variant {variant}: {held} held, live holds add up to {live}" for variant, held, live in db.asked(_held)),
        *(f"I3 variant {variant}: {held} held of {on_hand}" for variant, held, on_hand in db.asked(_beyond)),
        *(f"I3 variant {variant}: moved, but has no stock" for (variant,) in db.asked(_without_level)),
        *(
            f"I3 {reference}: {moved} of variant {variant} came back, {there} of it did"
            for reference, variant, moved, there in db.asked(_came_back)
        ),
    ]


def _moved():
    total = fn.COALESCE(fn.SUM(Move.quantity), 0)
    rows = Level.across_shops(Level.variant, Level.on_hand, total).join(Move, JOIN.LEFT_OUTER, on=(Move.variant == Level.variant))
    return rows.group_by(Level.variant, Level.on_hand).having(Level.on_hand != total)


def _held():
    total = fn.COALESCE(fn.SUM(Hold.quantity), 0)
    live = (Hold.variant == Level.variant) & (Hold.state == "held") & Hold.counted
    rows = Level.across_shops(Level.variant, Level.held, total).join(Hold, JOIN.LEFT_OUTER, on=live)
    return rows.group_by(Level.variant, Level.held).having(Level.held != total)


def _beyond():
    rows = Level.across_shops(Level.variant, Level.held, Level.on_hand)
    return rows.where((Level.held > Level.on_hand) | (Level.held < 0))


def _without_level():
    return db.absent(Move.across_shops(Move.variant).distinct(), Move.variant, Level.across_shops(Level.variant))


def _came_back():
    """No piece of an order comes back twice: never more than its hold says. Fewer do where the variant is not counted any more."""
    moved = fn.SUM(Move.quantity)
    there = fn.COALESCE(Case(None, [(Hold.state == "returned", Hold.quantity)], Hold.returned_count), 0)
    same = (Hold.reference == Move.reference) & (Hold.variant == Move.variant)
    rows = Move.across_shops(Move.reference, Move.variant, moved, there).join(Hold, JOIN.LEFT_OUTER, on=same)
    rows = rows.where(Move.kind == "returned")
    return rows.group_by(Move.reference, Move.variant, Hold.state, Hold.quantity, Hold.returned_count).having(moved > there)
