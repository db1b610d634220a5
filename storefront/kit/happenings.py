"""What is recorded, said in plain words: kinds of events, things and their states, as every room declares its own in `happenings.py`.

HAPPENINGS = {"orders.Placed": _l("Order placed")}          kinds of events
STATES = {"order": {"pending": _l("to pay")}}               states, by the noun in the event's subject
MACHINERY = ("media.Encoded",)                              kinds that tell of the market's own machinery and of nobody's act
"""

from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain

_read: Callable[[], Iterable] = tuple


def declared_in(read: Callable[[], Iterable]) -> None:
    """Take what reads the modules of all rooms; it is asked once, when somebody first wants to know."""
    global _read
    _read = cache(lambda: tuple(read()))


def _all(name: str) -> list:
    return [getattr(module, name) for module in _read() if hasattr(module, name)]


def kinds() -> dict:
    """{kind of event: its plain name}."""
    return dict(chain.from_iterable(room.items() for room in _all("HAPPENINGS")))


def called(kind: str) -> str:
    """What a kind of event is called; the kind itself where it is of a version before or of no room."""
    return next((str(room[kind]) for room in _all("HAPPENINGS") if kind in room), kind)


def state(subject: str, name: str | None) -> str:
    """A state of the thing "noun:id"; as it was written down where it is of a version before."""
    noun = subject.partition(":")[0]
    return next((str(room[noun][name]) for room in _all("STATES") if name in room.get(noun, ())), name or "–")


def nouns() -> dict:
    """{noun of a subject: what people call it}."""
    return dict(chain.from_iterable(room.items() for room in _all("NOUNS")))


def noun(key: str) -> str:
    """What kind of thing it is; the key itself where no room says."""
    return next((str(room[key]) for room in _all("NOUNS") if key in room), key)


def thing(subject: str) -> str:
    """The thing "order:17" as people call it; the same where no room says."""
    key, _colon, number = subject.partition(":")
    word = noun(key)
    return f"{word} {number}" if word != key else subject


def subject(text: str) -> str:
    """The subject that somebody means by "Order 17", or by the subject itself; the text where it is neither."""
    words, _space, number = text.strip().rpartition(" ")
    nouns = {str(word).casefold(): key for room in _all("NOUNS") for key, word in room.items()}
    key = nouns.get(words.strip().casefold())
    return f"{key}:{number}" if key else text.strip()


def machinery() -> tuple[str, ...]:
    """Kinds that nobody looks for among what people did."""
    return tuple(chain.from_iterable(_all("MACHINERY")))
