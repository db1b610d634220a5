"""The contract of every store, held by the folder; object storage will run the same tests."""

import threading

import pytest

from storefront.media.store import BadName, LocalStore

NAME = "Aa0_-" + "x" * 17 + "-640.avif"


@pytest.fixture
def store(tmp_path):
    return LocalStore(tmp_path / "pictures")


def test_what_was_put_is_there(store):
    assert not store.exists(NAME)
    store.put(NAME, b"one")
    assert store.exists(NAME) and store.open(NAME) == b"one"
    store.put(NAME, b"two")
    assert store.open(NAME) == b"two"
    assert store.url(NAME) is None


def test_what_is_not_there_is_a_key_error_and_deleting_it_is_none(store):
    with pytest.raises(KeyError):
        store.open(NAME)
    store.delete(NAME)
    store.put(NAME, b"x")
    store.delete(NAME)
    assert not store.exists(NAME)


def test_private_files_stand_apart(store):
    store.put("private/" + NAME, b"secret")
    assert not store.exists(NAME) and store.open("private/" + NAME) == b"secret"
    with pytest.raises(KeyError):
        store.open(NAME)


def test_folders_stay_short(store):
    store.put(NAME, b"x")
    path = next(store.folder.rglob("*.avif"))
    assert path.relative_to(store.folder).parts == ("Aa", "0_", NAME)


@pytest.mark.parametrize("name", [
    "", "x", "../../etc/passwd", "/etc/passwd", NAME + "/..", NAME.replace("avif", "php"), NAME.replace("avif", "svg"), "private/../" + NAME,
    "private/private/" + NAME, NAME + "\x00.jpeg", NAME.replace("640", "0640"), NAME.replace("-640", ""), "\u00e9" * 22 + "-320.jpeg", NAME + "\n",
])  # fmt: skip
def test_other_names_never_reach_the_disk(store, name):
    for call in (
        lambda: store.put(name, b"x"),
        lambda: store.open(name),
        lambda: store.delete(name),
        lambda: store.exists(name),
        lambda: store.url(name),
    ):
        with pytest.raises(BadName):
            call()


def test_a_file_appears_complete_or_not_at_all(store):
    big = [bytes([n]) * 300_000 for n in range(6)]
    threads = [threading.Thread(target=store.put, args=(NAME, data)) for data in big]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.open(NAME) in big
    assert [path.name for path in store.folder.rglob("*") if path.is_file()] == [NAME]


def test_a_write_that_fails_leaves_nothing(store, monkeypatch):
    monkeypatch.setattr("os.fsync", lambda _handle: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError):
        store.put(NAME, b"x")
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []
