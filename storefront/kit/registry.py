"""Registries: adapters behind a contract, slots on pages, and purposes of money.

An adapter (a gateway, a courier, a way to send mail) registers under a key and must offer what its contract names. A slot is
a place on somebody else's page: a feature to the right adds a panel without the page knowing it.
"""

from collections.abc import Callable, Iterator


class Registry:
    """Named adapters of one contract, in the order they were added."""

    def __init__(self, what: str, contract: tuple[str, ...] = ()):
        self.what, self.contract = what, contract
        self._adapters: dict[str, object] = {}

    def add(self, key: str, adapter):
        """Register `adapter`; raises TypeError where it lacks something the contract names."""
        missing = [name for name in self.contract if not hasattr(adapter, name)]
        if missing:
            raise TypeError(f"{self.what} {key!r} lacks {', '.join(missing)}")
        self._adapters[key] = adapter
        return adapter

    def get(self, key: str):
        """The adapter, or KeyError."""
        return self._adapters[key]

    def find(self, key: str | None):
        """The adapter, or None."""
        return self._adapters.get(key or "")

    def __contains__(self, key: str) -> bool:
        return key in self._adapters

    def __iter__(self) -> Iterator[tuple[str, object]]:
        return iter(self._adapters.items())

    def __len__(self) -> int:
        return len(self._adapters)

    def clear(self) -> None:
        self._adapters.clear()


class Slot:
    """A place on a page. Panels are functions(**context) -> markup or None; they appear in the order they were added."""

    def __init__(self):
        self._panels: list[Callable] = []

    def add(self, panel: Callable) -> Callable:
        if panel not in self._panels:
            self._panels.append(panel)
        return panel

    def render(self, **context) -> list:
        """What the panels have to say about this context, without those that stay silent."""
        return [markup for panel in self._panels if (markup := panel(**context))]


class Slots:
    """All slots by name: `slots["product.offer"].add(panel)`, `{{ slot("product.offer", product=product) }}`."""

    def __init__(self):
        self._slots: dict[str, Slot] = {}

    def __getitem__(self, name: str) -> Slot:
        return self._slots.setdefault(name, Slot())

    def clear(self) -> None:
        self._slots.clear()


slots = Slots()
