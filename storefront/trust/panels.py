"""The trust card on other rooms' pages; app.py puts it into their slots."""

from storefront.kit import hypermedia
from storefront.trust import actions, words


def facts(shop) -> str | None:
    """Slot "shop.facts" on a shop's home: the shortest of it, beside what it sold and whether it was checked."""
    card = actions.card_of(shop)
    return hypermedia.render("trust/_facts.html", card=card, words=words) if card.new or card.ship else None


def record(shop) -> str:
    """Slot "shop.record" on the page about a shop: all of it. Who is behind it stands there already."""
    return hypermedia.render("trust/_rows.html", rows=words.record(actions.card_of(shop)))


def line(shop, **_context) -> str:
    """Slot "product.trust": one row in the facts about an item, which leads to all of it."""
    return hypermedia.drawn("trust/_line.html", card=actions.card_of(shop), words=words, path=shop.path, seller=shop.name)


def before_paying(shop) -> str:
    """Slot "checkout.trust": the same row by itself. Nothing leads away from what is being filled in."""
    return hypermedia.drawn("trust/_before_paying.html", card=actions.card_of(shop), words=words)


def frozen(terms) -> str | None:
    """Slot "order.terms" on the pages of an order: the card as it was when the order was placed."""
    card = actions.thawed(terms)
    if card is None:
        return None
    return hypermedia.render("trust/_frozen.html", rows=[*words.identity(card), *words.record(card)])
