"""T25: hundreds of hostile files into every place that takes one. None is our fault, none takes long or much memory, and what is kept
is a picture of ours: made anew, with nothing of the file that came in, and answered as a picture whatever it was called.
"""

import ctypes
import io
import time
from functools import lru_cache
from pathlib import Path

import pytest
from PIL import Image

from storefront import verification
from storefront.kit import jobs
from storefront.media import names
from storefront.verification.models import Check, Paper
from tests.media import attacks, corpus
from tests.support.callers import Caller, undone

ROOT = Path(__file__).parents[2]
MOST_SECONDS, MOST_BYTES = 2.0, 200 * 1024 * 1024
SAMPLE = 9  # every so many, with every commit
# Which files of the application read what is sent, so that a new one is not forgotten here.
TAKERS = {
    "aftersales/views.py", "catalog/seller_bulk.py", "catalog/seller_item.py", "payments/views.py", "reconciliation/admin_statements.py", "reconciliation/seller.py", "reviews/views.py",
    "shops/seller.py", "verification/seller.py",
}  # fmt: skip
ASKS_ALONE = {"kit/web.py"}  # whether a file came along, by its name: nothing of it is read
# Doors that keep a good picture although something else of the form has to be mended.
KEPT_ALL_THE_SAME = ("as an item", "as papers", "as a review")
NOTHING_OF_IT = (
    b"SECRET",
    b"Secretive",
    b"<script",
    b"<svg",
    b"<?php",
    b"%PDF",
    b"PK\x03\x04",
    b"Exif",
    b"http://ns.adobe.com",
    b"ICC_PROFILE",
    b"alert(",
)


class Door:
    """One place that takes files: who sends, where to, in which field, with what beside it."""

    def __init__(self, caller: Caller, path: str, field: str = "photo", **beside: str):
        self.caller, self.path, self.field, self.beside = caller, path, field, beside
        caller.undo = False  # whoever strikes looks at what was kept, then undoes it

    def send(self, name: str, kind: str, data: bytes):
        sent = {**self.beside, self.field: (io.BytesIO(data), name, kind)}
        return self.caller("POST", self.path, data=sent, content_type="multipart/form-data")


@pytest.fixture
def doors(everything, ask) -> dict[str, Door]:
    mei, lotte = everything.mei, everything.lotte
    sell, owner, visitor, finance = f"/sell/{mei.shop.slug}", ask(mei.people["owner"]), ask(), ask(everything.staff["finance"])
    return {
        "an item": Door(owner, f"{sell}/items/{mei.product.code}", name="Vase", price="99"),
        "pictures of an item": Door(owner, f"{sell}/items/{mei.product.code}/pictures"),
        "many items": Door(owner, f"{sell}/items/bulk/photos"),
        "a cover": Door(owner, f"{sell}/shop/picture", place="cover"),
        "a seal": Door(owner, f"{sell}/shop/picture", place="logo"),
        "a proof": Door(visitor, f"/pay/{lotte.payment.code}/claim"),
        "a problem": Door(visitor, f"/o/{mei.shipped.token}/problem", reason="broken", want="money", words="It broke."),
        "evidence": Door(visitor, f"/o/{mei.case_order.token}/case/evidence", words="Look."),
        "a seller's evidence": Door(owner, f"{sell}/refunds/{mei.case.code}/evidence", words="Look."),
        "a review": Door(visitor, f"/o/{mei.completed.token}/review", item=mei.product.code, stars="4", words="Good."),
        "a review's picture": Door(visitor, f"/o/{mei.completed.token}/review/pictures"),
        "a paper": Door(owner, f"{sell}/verify/papers/first", "first"),
        "papers": Door(owner, f"{sell}/verify", "second", name="x" * 500),
        "a statement": Door(finance, "/admin/statements", "file", source="bank"),
        "a shop's own statement": Door(ask(lotte.people["owner"]), f"/sell/{lotte.shop.slug}/payments/statement", "file"),
        "a provider's statement": Door(finance, "/admin/statements", "file", source="sandbox"),
    }  # fmt: skip


class Watch:
    """What one request costs: seconds of the processor and bytes of memory at the worst moment."""

    _trim = getattr(ctypes.CDLL(None), "malloc_trim", lambda _keep: None)

    def __enter__(self) -> "Watch":
        self._trim(0)
        Path("/proc/self/clear_refs").write_text("5")  # forget how much it was at most
        self._memory, self._began = self._status("VmRSS"), time.process_time()
        return self

    def __exit__(self, *_error) -> None:
        self.seconds, self.bytes = time.process_time() - self._began, self._status("VmHWM") - self._memory

    def _status(self, what: str) -> int:
        line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(what))
        return int(line.split()[1]) * 1024


@lru_cache(1)
def sent_as(name: str) -> tuple[str, str, bytes]:
    """(file name, type as claimed, bytes)."""
    label, kind, make = attacks.FILES[name]
    return label, kind, make()


class Attack:
    """Files through doors, one after the other; what went wrong, and what it cost at most."""

    def __init__(self, app, config, everything, doors):
        self.app, self.folders, self.everything, self.doors = app, (config.pictures, config.papers), everything, doors
        self.wrong, self.kept, self.refused, self.sent = [], 0, 0, 0
        self.slowest, self.largest = (0.0, ""), (0, "")

    def strike(self, door: str, name: str, encode: bool = False) -> None:
        """One file through one door; `encode` also lets the worker make its other formats."""
        (label, kind, data), before = sent_as(name), self._files()
        where = f"{name} as {door}"
        with undone():
            Check.update(state="asked").where(Check.id == self.everything.mei.check.id).execute()
            with Watch() as watch:
                answer = self.doors[door].send(label, kind, data)
            if encode:
                jobs.run_pending(100)
            made = self._files() - before
            self._look_at(where, answer, data, made)
        for path in made:
            path.unlink()
        self.sent += 1
        self.slowest, self.largest = max(self.slowest, (watch.seconds, where)), max(self.largest, (watch.bytes, where))
        if watch.seconds > MOST_SECONDS or watch.bytes > MOST_BYTES:
            self.wrong.append(f"{where}: {watch.seconds:.1f} s, {watch.bytes / 2**20:.0f} MB")

    def _files(self) -> set[Path]:
        return {path for folder in self.folders for path in folder.rglob("*") if path.is_file()}

    def _look_at(self, where: str, answer, data: bytes, made: set[Path]) -> None:
        if answer.status_code not in (200, 303, 413, 422):
            self.wrong.append(f"{where}: {answer.status_code}")
        if made and answer.status_code not in (200, 303) and not where.endswith(KEPT_ALL_THE_SAME):
            self.wrong.append(f"{where}: refused with {answer.status_code}, yet {len(made)} files stayed")
        self.kept, self.refused = self.kept + bool(made), self.refused + (answer.status_code in (413, 422))
        for path in made:
            found = self._ours(path, data)
            if found:
                self.wrong.append(f"{where}: {path.name}: {found}")

    def _ours(self, path: Path, data: bytes) -> str:
        """What is wrong with a file that was kept, or nothing."""
        bytes_, fmt = path.read_bytes(), path.suffix.lstrip(".")
        if path.suffix == ".sealed":
            paper = Paper.across_shops().where(Paper.code == path.stem).first()
            if b"JFIF" in bytes_ or paper is None:
                return "not sealed"
            bytes_, fmt = verification.papers.read(paper), "jpeg"
        if bytes_ == data or data in bytes_:
            return "the file that was sent"
        if any(word in bytes_ for word in NOTHING_OF_IT):
            return f"holds {[word for word in NOTHING_OF_IT if word in bytes_]}"
        with Image.open(io.BytesIO(bytes_)) as image:
            image.load()
            left = {"exif", "xmp", "icc_profile", "comment", "XML:com.adobe.xmp", "photoshop"} & set(image.info)
            if image.format.lower() != fmt or image.getexif() or left or getattr(image, "n_frames", 1) != 1 or image.width > 1600:
                return f"{image.format} {image.size} {left}"
        return "" if path.suffix == ".sealed" else self._served(path)

    def _served(self, path: Path) -> str:
        """A public one is answered as what it is, and runs nothing."""
        if "private" in path.parts:
            return ""
        answer = self.app.test_client().get(f"/pictures/{path.name}")
        headers, kind = answer.headers, names.TYPES[path.suffix.lstrip(".")]
        inert = "sandbox" in headers["Content-Security-Policy"] and headers["X-Content-Type-Options"] == "nosniff"
        return "" if answer.status_code == 200 and headers["Content-Type"] == kind and inert else f"answered as {headers}"

    def proved(self) -> None:
        assert not self.wrong, f"{len(self.wrong)} of {self.sent}\n" + "\n".join(self.wrong[:60])


@pytest.fixture
def attack(app, config, everything, doors) -> Attack:
    return Attack(app, config, everything, doors)


def test_every_place_that_takes_files_is_attacked():
    found = {
        str(path.relative_to(ROOT / "storefront"))
        for path in (ROOT / "storefront").rglob("*.py")
        if "request.files" in path.read_text()
    }
    assert found == TAKERS | ASKS_ALONE
    assert len(attacks.FILES) >= 200


def test_every_door_takes_a_picture_and_refuses_a_drawing(attack):
    """What the doors are for, so that the rest is known to reach them; and each file of a small sample through one of them."""
    for door in attack.doors:
        kept = attack.kept
        if "statement" not in door:
            attack.strike(door, "corpus: jpeg with exif and place")
            assert attack.kept > kept, door
        refused = attack.refused
        attack.strike(door, "drawing with script")
        assert attack.refused > refused, door
    for number, name in enumerate(sorted(attacks.FILES)[::SAMPLE]):
        if not name.startswith("large") and "bomb" not in name:
            attack.strike(list(attack.doors)[number % len(attack.doors)], name)
    attack.proved()


@pytest.mark.drill
@pytest.mark.timeout(7200)
def test_hundreds_of_hostile_files_through_every_door(attack, tell):
    """T25."""
    for name in attacks.FILES:
        for number, door in enumerate(attack.doors):
            attack.strike(door, name, encode=number == 1)
    tell(
        f"{len(attacks.FILES)} files × {len(attack.doors)} doors: {attack.kept} kept, {attack.refused} refused; the slowest "
        f"{attack.slowest[0]:.1f} s ({attack.slowest[1]}), the largest {attack.largest[0] / 2**20:.0f} MB ({attack.largest[1]})"
    )
    attack.proved()


def test_control_a_picture_that_was_kept_as_it_came_is_found(attack, config):
    sent = corpus.photo(exif=corpus.exif())
    path = config.pictures / f"{'a' * 22}-640.jpeg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sent)
    try:
        assert attack._ours(path, sent) == "the file that was sent"
        assert "Exif" in attack._ours(path, b"something else")
    finally:
        path.unlink()
