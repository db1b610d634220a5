"""Whether a name or a text may stand in a shop is known to the market's rules, to our right. `app.py` hands them in:
`shops.watchers.add("words", moderation.Watch())`."""

from storefront.kit.registry import Registry

watchers = Registry("watcher of words", ("shop",))
TEXTS = ("name", "words", "about")


def watch(shop, columns: dict) -> None:
    """Show the watchers what is new among the texts of a shop. Raises Refused with the field."""
    texts = {name: columns[name] for name in TEXTS if columns.get(name)}
    for _key, watcher in watchers:
        watcher.shop(shop, texts)
