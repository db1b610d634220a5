"""Whether a name or a text may be on sale is known to the market's rules, to our right. `app.py` hands them in:
`catalog.watchers.add("words", moderation.Watch())`."""

import json

from storefront.kit.registry import Registry

watchers = Registry("watcher of words", ("item", "shelf"))
TEXTS = ("name", "words", "options")


def watch(product, changes: dict | None = None) -> None:
    """Show the watchers what the public would read: all of the product, or what `changes` say. Raises Refused with the field."""
    said = {name: getattr(product, name) for name in TEXTS} if changes is None else {n: changes[n] for n in TEXTS if n in changes}
    if "options" in said:
        said["options"] = " · ".join(" ".join([option["name"], *option["values"]]) for option in json.loads(said["options"]))
    texts = {name: text for name, text in said.items() if text}
    if texts:
        for _key, watcher in watchers:
            watcher.item(product, texts)


def watch_shelf(name: str) -> None:
    """The name of a collection. Raises Refused."""
    for _key, watcher in watchers:
        watcher.shelf(name)
