"""I3, recomputed: moves add up to what is on hand; what is held belongs to live holds; nothing is negative."""

import peewee

from storefront.stock.models import Hold, Level, Move


def problems() -> list[str]:
    """Every difference, as a sentence that names the variant."""
    found = []
    moved = dict(Move.across_shops(Move.variant, peewee.fn.SUM(Move.quantity)).group_by(Move.variant).tuples())
    held = dict(Hold.across_shops(Hold.variant, peewee.fn.SUM(Hold.quantity)).where(Hold.state == "held", Hold.counted).group_by(Hold.variant).tuples())
    for level in Level.across_shops().where(Level.counted):
        if level.on_hand != int(moved.get(level.variant_id, 0)):
            found.append(f"I3 variant {level.variant_id}: {level.on_hand} on hand, moves add up to {moved.get(level.variant_id, 0)}")
        if level.held != int(held.get(level.variant_id, 0)):
            found.append(f"I3 variant {level.variant_id}: {level.held} held, live holds add up to {held.get(level.variant_id, 0)}")
        if not 0 <= level.held <= level.on_hand:
            found.append(f"I3 variant {level.variant_id}: {level.held} held of {level.on_hand}")
    return found
