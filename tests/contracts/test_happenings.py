"""Whatever is recorded has a plain name, declared by the room that records it, and nobody reads the raw one alone.

The code is read for what it records: `events.record(…)` with a word or an event class, `MACHINE.change(row, verb)` without an event.
"""

import ast
import re
from importlib import import_module
from pathlib import Path

from storefront import ORDER
from storefront.kit import events
from storefront.kit.events import Event
from storefront.kit.machine import Machine

ROOT = Path(__file__).parents[2] / "storefront"
FILES = [path for name in ORDER for path in sorted((ROOT / name).rglob("*.py"))]


def module_of(path: Path):
    return import_module(".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"))


def is_event(thing) -> bool:
    return isinstance(thing, type) and issubclass(thing, tuple) and hasattr(thing, "_fields")


def kinds_of(node, module) -> set[str]:
    """The kinds that an expression for an event stands for. Nothing for a name inside a function: its class is found where it is made."""
    if isinstance(node, ast.Constant):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return kinds_of(node.body, module) | kinds_of(node.orelse, module)
    if isinstance(node, ast.Call):
        return {events.name_of(getattr(module, ast.unparse(node.func)))}
    if isinstance(node, ast.Name):
        found = getattr(module, node.id, None)
        return {found} if isinstance(found, str) else set()
    raise AssertionError(f"{module.__name__}: {ast.unparse(node)} says its kind neither as one word nor as an event")


def changed(call: ast.Call, machine: Machine) -> set[str]:
    """The kinds of a change without an event class: one for each verb of the table that it may be."""
    verb = call.args[1]
    if isinstance(verb, ast.Constant):
        wanted = re.escape(verb.value)
    else:
        assert isinstance(verb, ast.JoinedStr), ast.unparse(call)
        wanted = "".join(re.escape(part.value) if isinstance(part, ast.Constant) else r"\w+" for part in verb.values)
    found = {f"{machine.noun}.{name}" for name in machine.verbs if re.fullmatch(wanted, name)}
    assert found, ast.unparse(call)
    return found


def recorded() -> dict[str, str]:
    """{kind: the room that records it} for everything that the code can write down."""
    found = {}
    for path in FILES:
        module, room = module_of(path), path.relative_to(ROOT).parts[0]
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            called, kinds = ast.unparse(node.func), set()
            owner, _dot, verb = called.rpartition(".")
            if called in ("record", "events.record"):
                kinds = kinds_of(node.args[0], module)
            elif verb == "change" and isinstance(machine := getattr(module, owner, None), Machine):
                with_event = len(node.args) > 2 or any(word.arg == "event" for word in node.keywords)
                kinds = set() if with_event else changed(node, machine)
            elif path.name != "events.py":
                made = [getattr(module, name.id, None) for name in ast.walk(node.func) if isinstance(name, ast.Name)]
                kinds = {events.name_of(one) for one in made if is_event(one) and one.__module__.endswith(".events")}
            found |= {kind: room for kind in kinds if kind not in found}
    return found


def test_everything_that_is_recorded_has_a_plain_name_in_its_own_room(app):
    kinds, declared = recorded(), {}
    for room in {path.relative_to(ROOT).parts[0] for path in FILES if path.name == "happenings.py"}:
        for kind in import_module(f"storefront.{room}.happenings").HAPPENINGS:
            assert kind not in declared, f"{kind} has two names"
            declared[kind] = room
    assert len(kinds) > 150
    assert {kind: room for kind, room in kinds.items() if declared.get(kind) != room} == {}
    assert sorted(set(declared) - set(kinds)) == []  # and nothing is named that cannot happen
    assert {kind for kind in kinds if kind not in events.happenings()} == set()  # app.py has heard of them all


def test_a_plain_name_is_words_and_not_a_code(app):
    for kind, name in events.happenings().items():
        assert re.fullmatch(r"[A-Z][A-Za-z' ,:]+", str(name)), (kind, str(name))
        assert kind not in str(name)


def test_events_that_classes_announce_are_all_made_somewhere(app):
    classes = {
        events.name_of(thing)
        for path in FILES
        if path.name == "events.py"
        for thing in vars(module_of(path)).values()
        if is_event(thing)
    }
    assert len(classes) > 50 and classes - set(recorded()) == set()


def test_what_a_furnished_market_has_recorded_is_read_in_words(app, everything):
    kinds = [row.kind for row in Event.select(Event.kind).distinct()]
    assert len(kinds) > 40
    assert [kind for kind in kinds if events.called(kind) == kind] == []
