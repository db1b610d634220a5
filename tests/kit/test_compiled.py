"""Methods that are compiled once and kept are those that Python would have compiled."""

import collections
import dataclasses
from collections import namedtuple

import pytest

from storefront.kit import compiled


def classes():
    @dataclasses.dataclass(frozen=True)
    class Parcel:
        code: str
        grams: int = 500
        marks: list = dataclasses.field(default_factory=list)

    return Parcel, namedtuple("Place", "street town")


@pytest.fixture
def compiling(monkeypatch):
    """The texts that are compiled, in order."""
    texts = []

    def noting(text, *rest, **options):
        texts.append(text)
        return compile(text, *rest, **options)

    monkeypatch.setattr(compiled, "compile", noting, raising=False)
    return texts


def test_the_second_start_compiles_nothing_and_its_classes_do_the_same(tmp_path, compiling):
    with compiled.kept(tmp_path):
        classes()
    assert len(compiling) >= 2
    compiling.clear()
    with compiled.kept(tmp_path):
        Parcel, Place = classes()
    assert compiling == []
    plain, also = classes()
    one = Parcel("K7Q2", marks=["fragile"])
    assert repr(one) == repr(plain("K7Q2", marks=["fragile"])) and one == Parcel("K7Q2", 500, ["fragile"]) != Parcel("K7Q3")
    assert Parcel("K7Q2").marks is not Parcel("K7Q2").marks
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.grams = 1
    assert tuple(Place(town="Hangzhou", street="Nanshan")) == ("Nanshan", "Hangzhou") == also("Nanshan", "Hangzhou")


def test_a_class_that_is_new_or_changed_is_compiled_and_kept_too(tmp_path, compiling):
    with compiled.kept(tmp_path):
        namedtuple("Place", "street town")
    compiling.clear()
    for _ in range(2):
        with compiled.kept(tmp_path):
            found = namedtuple("Place", "street town land")("Nanshan", "Hangzhou", "CN")
            namedtuple("Place", "street town")
        assert found.land == "CN"
    assert len(compiling) == 1


def test_python_has_its_own_again_afterwards_also_where_the_start_failed(tmp_path):
    with pytest.raises(LookupError), compiled.kept(tmp_path):
        assert "exec" in vars(dataclasses) and "eval" in vars(collections)
        raise LookupError
    assert "exec" not in vars(dataclasses) and "eval" not in vars(collections)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "damage", [lambda content: content[:-1], lambda content: b"", lambda content: content[:40] + b"x" + content[41:]]
)
def test_a_damaged_file_is_as_none(tmp_path, compiling, damage):
    with compiled.kept(tmp_path):
        classes()
    (file,) = tmp_path.iterdir()
    whole, first = file.read_bytes(), list(compiling)
    file.write_bytes(damage(whole))
    with compiled.kept(tmp_path):
        classes()
    assert compiling == first * 2
    compiling.clear()
    with compiled.kept(tmp_path):
        classes()
    assert compiling == []


def test_where_nothing_can_be_kept_it_starts_all_the_same(tmp_path):
    for _ in range(2):
        with compiled.kept(tmp_path / "not" / "there"):
            Parcel, _place = classes()
        assert Parcel("K7Q2").grams == 500
