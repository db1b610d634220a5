"""Whatever is recorded has a plain name, declared by the room that records it, and nobody reads the raw one alone.

The code is read for what it records: `events.record(…)` with a word or an event class, `MACHINE.change(row, verb)` without an event.
"""

import ast
import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

from storefront import ORDER
from storefront.admin import particulars
from storefront.aftersales.ending import OUTCOMES
from storefront.kit import events, happenings
from storefront.kit.events import Event
from storefront.kit.machine import Machine
from storefront.policies import Policies

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
    assert {kind for kind in kinds if kind not in happenings.kinds()} == set()  # app.py has heard of them all


def changing() -> set[Machine]:
    """The machines whose changes are written down."""
    found = set()
    for path in FILES:
        module = module_of(path)
        calls = [ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        owners = [getattr(module, call.removesuffix(".change"), None) for call in calls if call.endswith(".change")]
        found |= {owner for owner in owners if isinstance(owner, Machine)}
    return found


def test_every_thing_and_every_state_of_it_has_a_plain_name(app):
    machines = changing()
    assert len(machines) > 15
    assert [machine.noun for machine in machines if machine.noun not in happenings.nouns()] == []
    bare = [(machine.noun, state) for machine in machines for state in machine.states if not _named(machine.noun, state)]
    assert bare == []


def _named(noun: str, state: str) -> bool:
    said = [room.STATES for room in map(import_module, _rooms()) if hasattr(room, "STATES")]
    return any(state in states.get(noun, ()) for states in said)


def _rooms() -> list[str]:
    return [f"storefront.{path.parent.name}.happenings" for path in FILES if path.name == "happenings.py"]


def particulars_recorded() -> set[str]:
    """The names under which the code writes something down beside an event."""
    found = set()
    for path in FILES:
        module = module_of(path)
        found |= {
            name
            for thing in vars(module).values()
            if is_event(thing)
            for name in thing._fields
            if thing.__module__ == module.__name__ and path.name in ("events.py", "models.py")
        }
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("record", "events.record", "tell"):
                found |= {word.arg for word in node.keywords if word.arg} - {"subject", "shop", "before", "after"}
            if isinstance(node, ast.keyword) and node.arg == "note" and isinstance(node.value, ast.Dict):
                found |= {key.value for key in node.value.keys if key is not None}
    return found


def test_every_particular_has_a_plain_name(app):
    known = set(particulars.NAMES) | set(particulars.UNSAID) | set(happenings.nouns())
    assert len(particulars_recorded()) > 50
    assert particulars_recorded() - known == set()


def test_every_end_of_a_case_and_every_part_of_the_rules_has_a_plain_name(app):
    assert set(OUTCOMES) - set(particulars.OUTCOMES) == set()
    parts = {name.name for name in fields(Policies) if name.compare} - {"shop_fees", "caps"} | {"fee:3", "cap:none"}
    row = SimpleNamespace(subject="policies:1", slugs={}, currency=None)
    assert [part for part in parts if particulars.said(row, "changed", [part])[1] == part] == []


def test_a_plain_name_is_words_and_not_a_code(app):
    for kind, name in happenings.kinds().items():
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
    assert [kind for kind in kinds if happenings.called(kind) == kind] == []


def test_the_particulars_of_a_furnished_market_are_read_in_words(app, everything):
    bare = set()
    with app.app_context():
        for row in Event.select():
            row.currency, row.slugs = "CNY", {}
            assert happenings.thing(row.subject) != row.subject
            bare |= {
                (row.kind, state)
                for state in (row.before, row.after)
                if state and happenings.state(row.subject, state) == state and "_" in state
            }
            for name, value in events.payload(row).items():
                said = particulars.said(row, name, value)
                if (
                    name not in events.PRIVATE
                    and said is not None
                    and isinstance(value, str)
                    and re.fullmatch(r"[a-z_]+", value)
                    and said[1] == value
                ):
                    bare.add((row.kind, name, value))
    assert bare == set()
