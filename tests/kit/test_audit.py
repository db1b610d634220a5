"""I10: no event can be edited, deleted, swapped or slipped in unnoticed, and rewriting everything is noticed from outside."""

import random
import threading

import pytest

from storefront.kit import audit, clock, db, events
from storefront.kit.audit import ChainEnd
from storefront.kit.events import Event

TEXTS = ("at", "kind", "subject", "actor", "network", "before", "after", "data", "seal", "shop_id")


@pytest.fixture
def history(database):
    """`history(n)` writes n events as the product does, and seals them."""

    def write(count: int, seal: bool = True) -> list[int]:
        chance = random.Random(7)
        made = []
        for number in range(count):
            with db.transaction(), events.acting("person", number % 3):
                made.append(
                    events.record(
                        chance.choice(("thing.cancel", "thing.look", "货.到")),
                        subject=f"thing:{number % 5}",
                        shop=number % 2 or None,
                        before="pending" if number % 2 else None,
                        after="cancelled",
                        minor=number * 100,
                        greeting="“Größe” 茶",
                    ).id
                )
        if seal:
            audit.seal_all()
        return made

    return write


def test_what_is_committed_is_sealed_and_the_chain_holds(history):
    made = history(12)
    assert Event.select().where(Event.seal.is_null()).count() == 0
    assert audit.verify() == []
    assert audit.anchor() == f"{made[-1]}:{Event.get_by_id(made[-1]).seal}"


def test_a_seal_depends_on_everything_before_it(history):
    first = history(3)
    seals = [Event.get_by_id(number).seal for number in first]
    assert len(set(seals)) == 3
    row = ("id", "at", "kind", "subject", "shop_id", "actor", "network", "before", "after", "data")
    values = Event.select(*(getattr(Event, name) for name in row)).where(Event.id == first[1]).tuples().get()
    stored = (values[0], values[1].replace(tzinfo=None), *values[2:])
    assert audit.seal_of(seals[0], stored) == seals[1]
    assert audit.seal_of(seals[2], stored) != seals[1]


def test_sealing_in_small_steps_gives_the_same_chain(history):
    history(9)
    whole = [row.seal for row in Event.select().order_by(Event.id)]
    Event.update(seal=None).execute()
    ChainEnd.delete().execute()
    assert [audit.seal_some(2) for _ in range(6)] == [2, 2, 2, 2, 1, 0]
    assert [row.seal for row in Event.select().order_by(Event.id)] == whole


def test_the_worker_seals_once_a_second_and_goes_on_while_there_is_more(history, monkeypatch):
    history(7, seal=False)
    moment = [100.0]
    monkeypatch.setattr(audit, "_sealed_at", 0.0)
    monkeypatch.setattr(audit.ids, "monotonic", lambda: moment[0])
    assert [audit.seal_due(5), audit.seal_due(5), audit.seal_due(5)] == [5, 2, 0]
    history(1, seal=False)
    assert audit.seal_due(5) == 0
    moment[0] += audit.EVERY
    assert audit.seal_due(5) == 1


def test_nothing_to_seal_asks_little_and_writes_nothing(history, queries):
    history(3)
    with queries() as asked:
        assert audit.seal_some() == 0
    assert len(asked) == 2
    assert all(sql.startswith("SELECT") for sql in asked)


def test_a_rolled_back_event_leaves_a_gap_that_is_no_break(history):
    history(2)
    with pytest.raises(ZeroDivisionError), db.transaction():
        events.record("thing.never", subject="thing:1")
        raise ZeroDivisionError
    history(2)
    assert audit.verify() == []


# --- breaking it ---------------------------------------------------------------------------------------------------------------


def _edit(chance, numbers) -> str:
    number, name = chance.choice(numbers), chance.choice(TEXTS)
    row = Event.get_by_id(number)
    value = getattr(row, name)
    if name == "at":
        value = value.replace(microsecond=(value.microsecond + 1) % 1_000_000)
    elif name == "shop_id":
        value = (value or 0) + 1
    elif name == "seal":
        value = "f" * 64
    else:
        value = f"{value or ''}x"[-30:] if name in ("before", "after") else f"{value}x"
    Event.update({name: value}).where(Event.id == number).execute()
    return f"edit {name} of {number}"


def _delete(chance, numbers) -> str:
    start = chance.randrange(len(numbers))
    gone = numbers[start : start + chance.randint(1, 3)]
    Event.delete().where(Event.id.in_(gone)).execute()
    return f"delete {gone}"


def _swap(chance, numbers) -> str:
    """Two rows change places: their ids are exchanged, with or without the seals."""
    one, two = chance.sample(numbers, 2)
    moved = {name: getattr(Event, name) for name in TEXTS if name != "seal" or chance.random() < 0.5}
    values = {n: Event.select(*moved.values()).where(Event.id == n).dicts().get() for n in (one, two)}
    if values[one] == values[two]:
        return _edit(chance, numbers)
    for number, other in ((one, two), (two, one)):
        Event.update(values[other]).where(Event.id == number).execute()
    return f"swap {one} {two}"


def _unseal(chance, numbers) -> str:
    number = chance.choice(numbers)
    Event.update(seal=None).where(Event.id == number).execute()
    return f"unseal {number}"


@pytest.mark.tampers
def test_two_hundred_random_edits_deletes_and_swaps_are_all_noticed(history):
    numbers = history(40)
    rows, end = list(Event.select().dicts()), ChainEnd.select().dicts().get()
    chance, missed = random.Random(20141), []
    for turn in range(200):
        what = chance.choice((_edit, _edit, _delete, _swap, _unseal))(chance, numbers)
        if not audit.verify():
            missed.append((turn, what))
        with db.transaction():
            Event.delete().execute()
            Event.insert_many(rows).execute()
    assert missed == []
    assert ChainEnd.select().dicts().get() == end
    assert audit.verify() == []


@pytest.mark.tampers
def test_the_first_break_is_named(history):
    numbers = history(10)
    Event.update(actor="person:99").where(Event.id == numbers[4]).execute()
    Event.delete().where(Event.id == numbers[7]).execute()
    first, second = audit.verify()
    assert first.startswith(f"I10 event {numbers[4]} (")
    assert first.endswith("does not fit its seal: it was changed or swapped")
    assert second.startswith(f"I10 event {numbers[8]} (")
    assert f"event {numbers[7]} deleted" in second


@pytest.mark.tampers
def test_cutting_off_the_end_is_noticed(history):
    numbers = history(6)
    Event.delete().where(Event.id > numbers[3]).execute()
    assert audit.verify() == [
        f"I10 the chain ends at event {numbers[3]} and should end at event {numbers[5]}: the last ones were deleted or changed"
    ]
    ChainEnd.delete().execute()
    assert audit.verify() == ["I10 the end of the chain of events was deleted"]


@pytest.mark.tampers
def test_a_row_slipped_in_between_is_noticed(history):
    numbers = history(3)
    Event.delete().where(Event.id == numbers[1]).execute()
    Event.insert(id=numbers[1], at=clock.now(), kind="thing.cancel", subject="thing:1", actor="clock").execute()
    assert "slipped in" in audit.verify()[0]


@pytest.mark.tampers
def test_rewriting_everything_is_noticed_by_a_seal_kept_outside(history):
    numbers = history(8)
    kept = audit.anchor()
    history(3)
    assert audit.holds(kept) == []
    Event.update(data='{"minor": 1}').where(Event.id == numbers[2]).execute()
    Event.update(seal=None).execute()
    ChainEnd.delete().execute()
    audit.seal_all()
    assert audit.verify() == []  # a careful forger: inside, nothing shows
    assert audit.holds(kept) == [
        f"I10 the seal kept outside for event {numbers[7]} is not in the chain any more: events up to it were rewritten"
    ]


@pytest.mark.parametrize("nonsense", ["", "abc", "12", "x:" + "0" * 64, "9" * 30 + ":aa", "٣:aa"])
def test_an_anchor_that_is_none_is_said_so(history, nonsense):
    assert "not one" in audit.holds(nonsense)[0]


# --- several at once ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def late_writer(history):
    """A transaction that has drawn its id and waits: call the fixture to let it commit."""
    drawn, go_on = threading.Event(), threading.Event()

    def slow():
        with db.connection(), db.transaction():
            events.record("thing.slow", subject="thing:1")
            drawn.set()
            go_on.wait(10)

    thread = threading.Thread(target=slow)
    thread.start()
    assert drawn.wait(10)

    def commit():
        go_on.set()
        thread.join()

    yield commit
    commit()


def test_a_lower_id_that_commits_later_is_sealed_in_its_place(engine, history, request):
    """PostgreSQL: one transaction draws its id and waits; a later one commits first. Nothing is sealed past the one that waits."""
    if engine == "sqlite":  # one writer at a time: the second would wait for the first, so ids are committed in order
        history(2, seal=False)
        assert audit.seal_all() == 2
        return
    commit = request.getfixturevalue("late_writer")
    later = history(2, seal=False)
    assert [audit.seal_some() for _ in range(3)] == [0, 0, 0]
    commit()
    assert audit.seal_all() == 3
    assert Event.get(Event.kind == "thing.slow").id < later[0]
    assert audit.verify() == []


@pytest.mark.tampers
def test_without_waiting_for_lower_ids_a_row_would_stay_outside_the_chain(engine, history, request, monkeypatch):
    """The control of the test above."""
    if engine == "sqlite":
        assert audit._decided(17) == 17  # there is nothing to wait for
        return
    commit = request.getfixturevalue("late_writer")
    monkeypatch.setattr(audit, "_decided", lambda newest: newest)
    history(2)
    commit()
    audit.seal_all()
    assert "slipped in" in audit.verify()[0]


def test_under_constant_writing_sealing_keeps_up(history, engine):
    """While somebody always writes, each look puts up a fence that the next look has passed."""
    if engine == "sqlite":
        assert audit._decided(17) == 17
        return
    before = history(1, seal=False)
    assert audit.seal_all() == 1
    inside, leave = threading.Semaphore(0), threading.Semaphore(0)

    def writer():
        with db.connection():
            for _ in range(3):
                with db.transaction():
                    events.record("thing.busy", subject="thing:2")
                    inside.release()
                    leave.acquire(timeout=60)

    thread = threading.Thread(target=writer)
    thread.start()
    sealed = []
    for _ in range(3):
        assert inside.acquire(timeout=60)
        history(1, seal=False)
        sealed.append(audit.seal_some())
        leave.release()
    thread.join()
    sealed.append(audit.seal_all())
    assert sum(sealed) == 6
    assert sealed[1] > 0
    assert Event.select().count() == 6 + len(before)
    assert audit.verify() == []


def test_two_sealers_at_once_make_one_chain(history):
    history(300, seal=False)
    start = threading.Barrier(4)
    wrong = []

    def sealer():
        with db.connection():
            start.wait(60)
            try:
                for _ in range(40):
                    audit.seal_some(20)
            except Exception as error:
                wrong.append(error)

    threads = [threading.Thread(target=sealer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    audit.seal_all()
    assert wrong == []
    assert Event.select().where(Event.seal.is_null()).count() == 0
    assert audit.verify() == []
