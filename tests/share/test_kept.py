"""The folder of drawn pictures: one drawing per content, bounded waiting, bounded size."""

import threading
import time

import pytest

from storefront.kit.errors import TooMany
from storefront.share import kept
from storefront.share.kept import Kept

KEY, OTHER = "ab" * 16, "cd" * 16


@pytest.fixture
def folder(tmp_path):
    return Kept(tmp_path / "drawn")


def test_what_was_drawn_is_read_ever_after(folder):
    assert folder.fetch(KEY, lambda: b"one") == b"one"
    assert folder.fetch(KEY, lambda: b"two") == b"one"
    assert Kept(folder.folder).fetch(KEY, lambda: b"three") == b"one"


def test_many_who_ask_at_once_wait_for_one_drawing(folder):
    drawn, answers, gate = [], [], threading.Event()

    def draw():
        gate.wait(60)
        drawn.append(1)
        return b"poster"

    threads = [threading.Thread(target=lambda: answers.append(folder.fetch(KEY, draw))) for _ in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(0.05)
    gate.set()
    for thread in threads:
        thread.join(60)
    assert answers == [b"poster"] * 8
    assert len(drawn) == 1


def test_a_crowd_of_different_pictures_is_asked_to_come_back(folder):
    gate = threading.Event()
    threads = [
        threading.Thread(target=folder.fetch, args=(f"{n:032x}", lambda: gate.wait(60) and b"x"))
        for n in range(kept.MOST_WAITING)
    ]
    for thread in threads:
        thread.start()
    try:
        while len(folder._drawing) < kept.MOST_WAITING:
            time.sleep(0.005)
        with pytest.raises(TooMany) as refusal:
            folder.fetch(KEY, lambda: b"one more")
        assert refusal.value.retry_after == 5
    finally:
        gate.set()
        for thread in threads:
            thread.join(60)
    assert folder.fetch(KEY, lambda: b"one more") == b"one more"


def test_a_drawing_that_fails_fails_for_all_who_wait_and_can_be_tried_again(folder):
    def broken():
        raise OSError("no paint")

    with pytest.raises(OSError):
        folder.fetch(KEY, broken)
    assert folder.fetch(KEY, lambda: b"paint") == b"paint"


def test_an_empty_file_is_drawn_again(folder):
    folder.fetch(KEY, lambda: b"one")
    folder._path(KEY).write_bytes(b"")
    assert folder.fetch(KEY, lambda: b"two") == b"two"
    assert folder.fetch(KEY, lambda: b"three") == b"two"


def test_the_folder_forgets_what_was_used_longest_ago(tmp_path):
    import os

    folder = Kept(tmp_path / "drawn", most_bytes=100)
    for age, key in ((300, "aa" * 16), (200, "bb" * 16), (100, "cc" * 16)):
        folder._write(key, b"x" * 40)
        os.utime(folder._path(key), (1_700_000_000 - age,) * 2)
    folder.tidy()
    assert [folder._path(key).exists() for key in ("aa" * 16, "bb" * 16, "cc" * 16)] == [False, True, True]
