"""Keys rotate: everything is sealed anew, everybody is still found, and the old key is needed for nothing but finding."""

import hmac
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from storefront import accounts, aftersales, customers, orders
from storefront.kit import audit, db, ids, jobs, personal, rotating
from storefront.kit.about import About
from tests.support.factories import ZHOU


@pytest.fixture
def keys(config):
    """The keys of this run with a new one in front; afterwards as before."""
    yield (("k2", secrets.token_bytes(32)), *config.secrets)
    personal.configure(config.secrets)


def sealed_with(name: str) -> dict[str, int]:
    """{table: values sealed with this key}"""
    found = {}
    for model, columns in rotating.sealed_columns().items():
        for column in columns:
            sql = f'SELECT COUNT(*) FROM "{model._meta.table_name}" WHERE "{column}" LIKE {db.database.param}'
            found[model._meta.table_name] = (
                found.get(model._meta.table_name, 0) + db.database.execute_sql(sql, (f"{name}:%",)).fetchone()[0]
            )
    return {table: count for table, count in found.items() if count}


def test_every_sealed_column_is_sealed_anew_and_reads_the_same(world, keys, config):
    order = world.shipped(note="Ring twice")
    aftersales.open_case(order, "broken", "money", None, "It came in two")
    customers.note_about(customers.Customer.of(order.shop).first(), "Likes blue")
    customers.remember(None, ZHOU.name, ZHOU.phone, ZHOU.address, "CN")
    person = accounts.find_or_make(accounts.Contact("phone", ZHOU.phone))
    jobs.run_pending(1000)
    before = sealed_with("test")
    assert {"order_recipient", "customer", "known_phone", "person", "message", "event_words", "aftersales_said", "order"} <= set(
        before
    )
    personal.configure(keys)
    done = rotating.reseal()
    assert sealed_with("test") == {} and sealed_with("k2") == before
    assert done["order_recipient"] == 1 and not any(rotating.reseal().values())
    assert accounts.person_by_contact(ZHOU.phone).id == person.id
    assert orders.orders_of_person(About(phone=ZHOU.phone)) == [order.id]
    assert orders.recipient_of(order).address == ZHOU.address and world.again(order).note == "Ring twice"
    assert customers.Customer.of(order.shop).first().note == "Likes blue"
    assert audit.problems() == []
    personal.configure((*config.secrets, keys[0]))  # back again, for what ends every test
    assert sum(rotating.reseal().values()) == sum(done.values())


def test_a_value_that_changes_meanwhile_is_left_to_whoever_changes_it(world, keys, config, monkeypatch):
    order = world.paid(note="before")
    personal.configure(keys)
    real = personal.unseal

    def meanwhile(stored):
        text = real(stored)
        if text == "before":
            orders.Order.update(note="after").where(orders.Order.id == order.id).execute()
        return text

    monkeypatch.setattr(rotating.personal, "unseal", meanwhile)
    rotating.reseal()
    monkeypatch.undo()
    assert world.again(order).note == "after"
    personal.configure((*config.secrets, keys[0]))
    rotating.reseal()


def test_a_new_key_stands_first_and_the_file_stays_closed(tmp_path):
    path = tmp_path / "secret.key"
    path.write_text("k1:" + "00" * 32 + "\n")
    assert rotating.add_key(path) == "k2" and rotating.add_key(path) == "k3"
    names = [line.partition(":")[0] for line in path.read_text().splitlines()]
    assert names == ["k3", "k2", "k1"] and oct(path.stat().st_mode)[-3:] == "600"


def test_a_person_is_found_by_the_same_index_however_it_is_computed(app, config):
    key = hmac.digest(config.secrets[-1][1], b"microstore blind index", "sha256")
    for kind, value in (("phone", "+8613800138000"), ("email", "li@example.com"), ("phone", "+8613800138000")):
        assert personal.blind(kind, value) == hmac.digest(key, f"{kind}\0{value}".encode(), "sha256").hex()[:32]
    assert personal.blind("phone", "") is personal.blind("email", None) is None


def _add_with_the_others(ready: threading.Barrier, path) -> str:
    ready.wait()
    return rotating.add_key(path)


def test_two_new_keys_at_once_are_both_kept(tmp_path):
    path = tmp_path / "secret.key"
    path.write_text(f"k0:{secrets.token_hex(32)}\n")
    for _round in range(5):
        before = len(path.read_text().splitlines())
        ready = threading.Barrier(4)
        with ThreadPoolExecutor(4) as pool:
            names = set(pool.map(_add_with_the_others, [ready] * 4, [path] * 4))
        lines = path.read_text().splitlines()
        assert len(names) == 4 and len(lines) == before + 4
        assert all(len(line.partition(":")[2]) == 64 for line in lines)
    assert [each.name for each in tmp_path.iterdir()] == ["secret.key"] and path.stat().st_mode & 0o777 == 0o600


def test_whoever_died_putting_in_a_key_is_named_and_nothing_is_done(tmp_path, monkeypatch):
    path = tmp_path / "secret.key"
    path.write_text("k0:" + "00" * 32 + "\n")
    monkeypatch.setattr(rotating, "PATIENCE", 0.2)
    (tmp_path / ".secret.key.lock").touch()
    with pytest.raises(rotating.Busy, match=r"\.secret\.key\.lock"):
        rotating.add_key(path)
    assert path.read_text() == "k0:" + "00" * 32 + "\n"


@pytest.fixture
def queue(config):
    """`queue(secret, *older)`: the market starts anew with these secrets; afterwards as before."""

    def start(secret, *older):
        ids.configure(secret)
        jobs.configure(older)

    yield start
    start(config.secret)


def test_what_was_queued_before_the_keys_were_rotated_is_done_after(world, queue, config):
    made = []
    task = jobs.task(lambda number: made.append(number))
    with db.transaction():
        task.later(7)
    new = secrets.token_bytes(32)
    queue(new, config.secret)
    with db.transaction():
        task.later(8)
    jobs.run_pending(10)
    assert made == [7, 8]


def test_what_nobody_of_us_queued_is_never_done(world, queue, config):
    made = []
    task = jobs.task(lambda number: made.append(number))
    queue(secrets.token_bytes(32))
    with db.transaction():
        task.later(9)
    queue(secrets.token_bytes(32), config.secret)
    with pytest.raises(ValueError, match="mismatch"):
        jobs.run_pending(10)
    assert made == []
