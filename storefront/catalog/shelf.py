"""How many there are of a thing is kept by stock, to our right. `app.py` hands its verbs in: `catalog.keepers.add("stock", stock)`."""

from storefront.kit.registry import Registry

keepers = Registry("keeper of stock", ("set_count", "levels"))


def count(variant, left: int | None) -> None:
    """So many can be bought from now on, besides those that open orders hold; None: not counted. Raises Refused."""
    keeper = keepers.get("stock")
    if left is not None:
        level = keeper.levels([variant.id]).get(variant.id)
        left += level.held if level is not None else 0
    keeper.set_count(variant, left)


def left_of(variants: list) -> dict[int, int | None]:
    """How many can be bought now, by variant id; None: not counted."""
    levels = keepers.get("stock").levels([variant.id for variant in variants])
    free = {each: level.on_hand - level.held if level.counted else None for each, level in levels.items()}
    return {variant.id: free.get(variant.id) for variant in variants}
