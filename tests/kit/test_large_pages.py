"""Memory is put together in large pages: what is full, and nothing else."""

import ctypes
import mmap
from pathlib import Path

import pytest

from storefront.kit import large_pages

SIZE = 8 * large_pages.LARGE


def _area(filled: int) -> tuple[mmap.mmap, int]:
    """(private memory of 16 MB, its address), of which so many small pages in each large one were written to."""
    area = mmap.mmap(-1, SIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    for page in range(SIZE // large_pages.SMALL):
        if page % 512 < filled:
            area[page * large_pages.SMALL] = 1 + page % 250
    return area, ctypes.addressof(ctypes.c_char.from_buffer(area))


def _there(address: int) -> int:
    """How many small pages of an area are in memory."""
    return sum(large_pages._used(ctypes.CDLL(None), start) for start in range(address, address + SIZE, large_pages.LARGE))


def _in_large_pages() -> int:
    """Kilobytes of this process."""
    rows = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in rows if line.startswith("AnonHugePages:"))


@pytest.fixture
def full():
    return _area(512)


@pytest.fixture
def thin():
    return _area(16)


def test_full_memory_is_put_together_and_reads_as_before(full):
    area, address = full
    before = area[:]
    made = large_pages.gather()
    assert area[:] == before and _there(address) == SIZE // large_pages.SMALL
    assert (_in_large_pages() > 0) == (made > 0)


def test_memory_that_is_mostly_air_stays_as_small_as_it_is(thin):
    _area, address = thin
    assert _there(address) == 8 * 16
    large_pages.gather()
    assert _there(address) == 8 * 16


def test_a_system_that_has_never_heard_of_it_is_asked_once(full, monkeypatch):
    monkeypatch.setattr(large_pages, "COLLAPSE", 9999)
    asked = []
    used = large_pages._used
    monkeypatch.setattr(large_pages, "_used", lambda libc, start: asked.append(start) or used(libc, start))
    assert large_pages.gather() == 0
    assert sum(used(ctypes.CDLL(None), start) >= large_pages.NEARLY_FULL for start in asked) == 1


def test_without_the_files_of_linux_nothing_happens(monkeypatch):
    monkeypatch.setattr(large_pages, "Path", lambda _name: Path("/nowhere/at/all"))
    assert large_pages.gather() == 0
