"""Collections: made, filled, ordered, renamed and deleted."""

import re

import pytest

from storefront import catalog
from tests.catalog.conftest import value


def test_collections_are_made_filled_ordered_renamed_and_deleted(desk, shop, product, client):
    assert desk.post("/collections", {"name": "Tea"}).headers["Location"] == "/sell/meis-kiln/collections/tea"
    mug, jar = product("mug").code, product("jar").code
    for code in (mug, jar):
        assert desk.post("/collections/tea/items", {"item": code}).status_code == 303
    standing = lambda html: re.findall(r'<li id="item-(\w+)"', html)  # noqa: E731
    assert standing(desk.get("/collections/tea").text) == [jar, mug]
    assert standing(desk.post(f"/collections/tea/items/{mug}/move", {"to": "up"}, target="standing").text) == [mug, jar]
    assert standing(desk.post(f"/collections/tea/items/{jar}/remove", target="standing").text) == [mug]
    found = desk.get("/collections/tea?q=bowl", target="standing").text
    assert "Noodle bowl" in found and "Moon jar" not in found
    desk.post("/collections/tea", {"name": "Tea things"})
    assert "Tea things" in client.get(f"/@{shop.slug}").text
    desk.post("/collections", {"name": "Bowls"})
    desk.post("/collections/bowls/move", {"to": "up"})
    assert [shelf.slug for shelf in catalog.collections_of(shop)] == ["bowls", "tea"]
    assert desk.post("/collections/tea/delete").headers["Location"] == "/sell/meis-kiln/collections?said=shelf-deleted&code=tea"
    assert client.get(f"/@{shop.slug}/c/tea").status_code == 404
    assert "/collections/tea/undelete" in desk.get("/collections?said=shelf-deleted&code=tea").text
    desk.post("/collections/tea/undelete")
    assert client.get(f"/@{shop.slug}/c/tea").status_code == 200


@pytest.mark.parametrize("name", ["", " ", "tea", "x" * 61])
def test_a_collection_needs_a_name_of_its_own(desk, shop, name):
    catalog.create_collection(shop, "Tea")
    answer = desk.post("/collections", {"name": name})
    assert answer.status_code == 422 and 'id="name-error"' in answer.text and value(answer.text, "name") == name.strip()
    assert len(catalog.collections_of(shop)) == 1
