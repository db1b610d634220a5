"""Choices, places and words, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.catalog import rules
from storefront.catalog.rules import Way

GLAZES, SIZES = ["Celadon", "Ink", "Blush"], ["S", "L"]
OPTIONS = [{"name": "Glaze", "values": GLAZES}, {"name": "Size", "values": SIZES}]


def ways(*left: int | None) -> list[Way]:
    """The six combinations in order, with so many left; "-" in place of a number leaves one out."""
    combinations = rules.matrix([("Glaze", GLAZES), ("Size", SIZES)])
    return [Way("".join(c), c, 100 + 20 * (c[1] == "L"), n) for c, n in zip(combinations, left, strict=True) if n != "-"]


def test_the_matrix_is_every_combination_in_reading_order():
    assert rules.matrix([]) == [()]
    assert rules.matrix([("Glaze", GLAZES), ("Size", SIZES)])[:3] == [("Celadon", "S"), ("Celadon", "L"), ("Ink", "S")]
    assert len(rules.matrix([("a", list("abc")), ("b", list("de")), ("c", list("fg"))])) == 12


@pytest.mark.parametrize(("typed", "values"), [
    ("Celadon, Ink blue,Blush", ["Celadon", "Ink blue", "Blush"]),
    ("青瓷、墨蓝，胭脂；天目", ["青瓷", "墨蓝", "胭脂", "天目"]),
    (" S ;; S ; M\nL ", ["S", "M", "L"]),
    ("", []),
    (" , ,, ", []),
    ("320  ml", ["320 ml"]),
])  # fmt: skip
def test_values_are_read_as_people_write_them(typed, values):
    assert rules.split_values(typed) == values


def test_the_first_that_can_be_bought_is_preselected():
    assert rules.preselected(ways(0, 3, 1, 1, 1, 1)).code == "CeladonL"
    assert rules.preselected(ways(None, 3, 1, 1, 1, 1)).code == "CeladonS"
    assert rules.preselected(ways(0, 0, 0, 0, 0, 0)).code == "CeladonS"
    assert rules.preselected([]) is None


def test_an_exact_choice_is_taken_while_it_is_there():
    assert rules.closest(ways(1, 1, 1, 1, 1, 1), ("Ink", "L")).code == "InkL"


def test_who_changes_the_size_keeps_the_glaze_where_possible():
    # Ink in L is sold out: asked for Ink and L, the glaze stays
    assert rules.closest(ways(1, 1, 1, 0, 1, 1), ("Ink", "L")).code == "InkS"
    # but the size that was just chosen stays as chosen
    assert rules.closest(ways(1, 1, 1, 0, 1, 1), ("Ink", "L"), keep=1).code == "CeladonL"


def test_what_is_not_made_is_never_offered():
    there = ways(1, 1, 1, "-", "-", "-")
    assert rules.closest(there, ("Blush", "S"), keep=0) is None
    assert rules.closest(there, ("Ink", "L"), keep=0).code == "InkS"


def test_a_value_that_cannot_be_had_leads_nowhere_and_others_say_what_they_change():
    there = ways(7, 3, 2, 0, 0, 0)
    glaze, size = rules.values_of(OPTIONS, there, there[0])
    assert [(v.name, v.chosen, v.target and v.target.code) for v in glaze[1]] == [
        ("Celadon", True, "CeladonS"),
        ("Ink", False, "InkS"),
        ("Blush", False, None),
    ]
    assert [(v.name, v.step_minor, v.exact) for v in size[1]] == [("S", 0, True), ("L", 20, True)]
    # with the large one chosen, ink is only there in the small one: it leads there, and that is not exact
    large = rules.values_of(OPTIONS, there, there[1])
    ink = large[0][1][1]
    assert ink.target.code == "InkS" and not ink.exact and ink.step_minor == -20


def test_what_is_chosen_is_shown_even_when_it_is_sold_out():
    there = ways(0, 0, 0, 0, 0, 0)
    glaze, size = rules.values_of(OPTIONS, there, there[0])
    assert [v.target is not None for v in glaze[1]] == [True, False, False] and glaze[1][0].chosen
    assert size[1][0].chosen


def test_values_have_pictures_where_each_has_its_own():
    def way(glaze, size, picture):
        return Way(glaze + size, (glaze, size), 1, None, picture)

    options = [("Glaze", ["A", "B"]), ("Size", SIZES)]
    both = [way("A", "S", 1), way("A", "L", 1), way("B", "S", 2), way("B", "L", 2)]
    assert rules.value_pictures(options, both) == [[1, 2], []]
    assert rules.value_pictures(options, [way("A", "S", 1), way("A", "L", 3), way("B", "S", 2), way("B", "L", 2)]) == [[], []]
    assert rules.value_pictures(options, [way("A", "S", 1), way("A", "L", 1), way("B", "S", 1), way("B", "L", 1)]) == [[], []]
    assert rules.value_pictures(options, [way("A", "S", 1), way("A", "L", 1), way("B", "S", None), way("B", "L", None)]) == [
        [],
        [],
    ]


stock = st.lists(st.one_of(st.none(), st.integers(-1, 3), st.just("-")), min_size=6, max_size=6)


@given(stock, st.sampled_from(rules.matrix([("g", GLAZES), ("s", SIZES)])))
def test_a_choice_leads_to_something_that_can_be_bought_or_nowhere(left, wanted):
    there = ways(*left)
    found = rules.closest(there, wanted)
    buyable = [way for way in there if not way.sold_out]
    if any(way.choices == wanted for way in buyable):
        assert found.choices == wanted
    elif buyable:
        assert found in buyable
    for chosen in there:
        for _name, values in rules.values_of(OPTIONS, there, chosen):
            assert sum(value.chosen for value in values) == 1
            for place, value in [(0 if value.name in GLAZES else 1, value) for value in values]:
                if value.target is not None and not value.chosen:
                    assert not value.target.sold_out and value.target.choices[place] == value.name


@pytest.mark.parametrize(("text", "parts", "key"), [
    ("812", 1, (812,)), ("12800-44", 2, (12800, 44)), ("812", 2, None), ("-1", 1, None), ("", 1, None), (None, 1, None), ("1e9", 1, None),
    ("١٢", 1, None), ("9" * 16, 1, None), ("1; DROP TABLE product", 1, None), ("1-2-3", 2, None), (" 1", 1, None),
])  # fmt: skip
def test_only_keys_are_keys(text, parts, key):
    assert rules.cursor(text, parts) == key


@given(st.text(max_size=40), st.integers(1, 3))
def test_no_text_breaks_a_key(text, parts):
    found = rules.cursor(text, parts)
    assert found is None or len(found) == parts


@pytest.mark.parametrize(("name", "slug"), [
    ("Mugs", "mugs"), ("Last pieces!", "last-pieces"), ("Café & Tee", "cafe-tee"), ("茶具", "x"), ("  ", "x"), ("Größe L", "grosse-l"), ("a" * 60, "a" * 40),
])  # fmt: skip
def test_a_shelf_has_an_address_of_letters(name, slug):
    assert rules.slug_for(name, "x") == slug
