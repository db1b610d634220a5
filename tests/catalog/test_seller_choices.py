"""Choices: options become rows, rows become variants, and what makes no sense is said beside it."""

import re

import pytest

from storefront import catalog, stock
from tests.catalog.conftest import value


def test_options_become_rows_and_rows_become_variants(desk, shop, product, pictured):
    mug, codes = pictured
    answer = desk.post(
        f"/items/{mug.code}/options", {"name0": "Glaze", "values0": "Celadon、Ink", "name1": "Size", "values1": "S, L"}
    )
    assert answer.headers["Location"] == f"/sell/meis-kiln/items/{mug.code}/choices"
    page = desk.get(f"/items/{mug.code}/choices").text
    rows = re.findall(r'name="(\w+)-price"', page)
    assert re.findall(r'<legend class="label">([^<]*)<', page) == ["Celadon · S", "Celadon · L", "Ink · S", "Ink · L"]
    sent = {}
    for n, code in enumerate(rows):
        sent |= {
            f"{code}-price": str(100 + n),
            f"{code}-stock": str(n),
            f"{code}-picture": codes[n // 2],
            **({f"{code}-active": "y"} if n != 1 else {}),
        }
    assert desk.post(f"/items/{mug.code}/choices", sent).headers["Location"] == f"/sell/meis-kiln/items/{mug.code}?said=saved"
    variants = catalog.variants_of(product("mug"))
    assert [(v.choice_text, v.price_minor) for v in variants] == [("Celadon · S", 10000), ("Ink · S", 10200), ("Ink · L", 10300)]
    assert list(stock.left([v.id for v in variants]).values()) == [0, 2, 3]
    again = desk.get(f"/items/{mug.code}/choices").text
    assert again.count('type="checkbox"') == 4 and again.count(" checked") == 3


@pytest.mark.parametrize(("sent", "words"), [
    ({"name0": "Glaze", "values0": ""}, "Say what there is"),
    ({"name0": "", "values0": "a, b"}, "Say what people choose"),
    ({"name0": "a", "values0": "1", "name1": "A", "values1": "2"}, "same name"),
    ({"name0": "a", "values0": ",".join(map(str, range(31)))}, "31 combinations"),
    ({"name0": "x" * 41, "values0": "a"}, "there is room for 40"),
])  # fmt: skip
def test_options_that_make_no_sense_are_refused_beside_them(desk, product, sent, words):
    answer = desk.post(f"/items/{product('mug').code}/options", sent)
    assert answer.status_code == 422 and words in answer.text and not product("mug").has_choices
    assert value(answer.text, "name0") == sent["name0"]


def test_rows_that_make_no_sense_stop_all(desk, glazed):
    rows = [variant.code for variant in catalog.variants_of(glazed)]
    sent = {f"{code}-price": "1", f"{code}-active": "y"} if (code := rows[0]) else {}
    sent |= {
        f"{rows[1]}-price": "",
        f"{rows[1]}-active": "y",
        f"{rows[2]}-price": "3",
        f"{rows[2]}-stock": "x",
        f"{rows[2]}-active": "y",
    }
    answer = desk.post(f"/items/{glazed.code}/choices", sent)
    assert (
        answer.status_code == 422
        and f'id="{rows[1]}-price-error"' in answer.text
        and f'id="{rows[2]}-stock-error"' in answer.text
    )
    assert catalog.variants_of(glazed)[0].price_minor == 12800
    nothing = desk.post(f"/items/{glazed.code}/choices", {})
    assert nothing.status_code == 422 and "At least one combination" in nothing.text
    assert len(catalog.variants_of(glazed)) == 6


def test_without_choices_there_is_no_matrix(desk, product):
    assert desk.get(f"/items/{product('mug').code}/choices").status_code == 404
    assert desk.post(f"/items/{product('mug').code}/choices").status_code == 404


def test_rows_that_were_open_during_a_sale_do_not_undo_it(desk, world, glazed):
    variants = catalog.variants_of(glazed)
    stock.set_count(variants[0], 4)
    page = desk.get(f"/items/{glazed.code}/choices").text
    sent = {name: value(page, name) for name in re.findall(r'name="(\w+-(?:price|stock|stock_seen))"', page)}
    sent |= {f"{variant.code}-active": "y" for variant in variants}
    world.paid(items=[(variants[0], 3)])
    sent[f"{variants[1].code}-stock"] = "9"
    assert desk.post(f"/items/{glazed.code}/choices", sent).status_code == 303
    assert list(stock.left([variant.id for variant in variants]).values())[:2] == [1, 9]
