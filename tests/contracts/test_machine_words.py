"""What the market calls things inside stays inside: no page shows the name of a state, an event, a column or a row where people read words.

The pages are read in Chinese, where a word of ours that nobody translated stands out. What is shown exactly as it is stands in `code`
(a job or a page of the program, for whoever mends it); references of banks and services are theirs.
"""

import re
from importlib import import_module
from pathlib import Path

from storefront import ORDER
from storefront.kit import happenings
from storefront.kit.machine import Machine
from tests.support.heard import Heard
from tests.support.pages import LivedIn, examples
from tests.support.visiting import Visitors

ROOT = Path(__file__).parents[2] / "storefront"
JOINED = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


def machines() -> list[Machine]:
    rooms = [room for room in ORDER if (ROOT / room / "models.py").exists()]
    return [
        thing
        for room in rooms
        for thing in vars(import_module(f"storefront.{room}.models")).values()
        if isinstance(thing, Machine)
    ]


def inside_words(texts: list[str]) -> set[str]:
    """What of these texts is a name from inside."""
    kinds, states = set(happenings.kinds()), {state for machine in machines() for state in machine.states}
    row = re.compile(rf"\b(?:{'|'.join(happenings.nouns())}):\d+\b")
    found = {text for text in texts if text in states}
    return found | {text for text in texts if JOINED.search(text) or row.search(text) or any(kind in text for kind in kinds)}


def test_pages_say_nothing_in_the_words_of_the_machine(app, world):
    visitors, found = Visitors(app, LivedIn(world), "zh-CN"), {}
    for example in examples(visitors.place):
        said = inside_words(Heard(visitors.get(example).text).texts)
        if said:
            found[f"{example.name} {example.url}"] = sorted(said)
    assert found == {}


def test_names_from_inside_are_noticed(app):
    page = Heard(
        "<p>confirmed</p><b>orders.Placed · x</b><i title='in_review'>fine</i><code>order.undo_ship</code><p>order:17</p><br><span>等待</span>"
    )
    assert inside_words(page.texts) == {"confirmed", "orders.Placed · x", "in_review", "order:17"}
