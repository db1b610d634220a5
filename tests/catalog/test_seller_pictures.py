"""The pictures of an item: their order, what must stay in view, words for who does not see them."""

import re

from storefront.catalog import photos


def test_pictures_move_and_go_with_undo(desk, pictured):
    mug, codes = pictured
    base = f"/items/{mug.code}/pictures"
    order = lambda html: re.findall(r'id="picture-([\w-]{22})"', html)  # noqa: E731
    assert order(desk.post(f"{base}/{codes[1]}/move", {"to": "up"}, target="pictures").text) == [codes[1], codes[0], codes[2]]
    assert (
        desk.post(f"{base}/{codes[1]}/move", {"to": "down"}).headers["Location"] == f"/sell/meis-kiln/items/{mug.code}#pictures"
    )
    removed = desk.post(f"{base}/{codes[0]}/remove", target="pictures").text
    assert order(removed) == codes[1:] and "Removed." in removed and f"{base}/{codes[0]}/back" in removed
    assert order(desk.post(f"{base}/{codes[0]}/back", target="pictures").text) == [codes[1], codes[2], codes[0]]
    assert desk.post(f"{base}/{'y' * 22}/remove").status_code == 404


def test_one_tap_says_what_must_stay_in_view(desk, pictured):
    mug, codes = pictured
    base = f"/items/{mug.code}/pictures/{codes[0]}"
    page = desk.get(base).text
    assert page.count('name="at"') == 9 and re.search(r'value="50,50"[^>]*aria-pressed="true"', page)
    region = desk.post(f"{base}/focus", {"at": "0,100"}, target="spot").text
    assert region.lstrip().startswith("<form") and re.search(r'value="0,100"[^>]*aria-pressed="true"', region)
    for nonsense in ("", "x", "10,10", "0,100,5", "-1,0"):
        assert desk.post(f"{base}/focus", {"at": nonsense}).status_code == 303
    shown = photos.pictures_of(mug)[0]
    assert (shown.focus_x, shown.focus_y) == (0, 100)


def test_words_for_who_does_not_see_it(desk, pictured, client):
    mug, codes = pictured
    assert desk.post(f"/items/{mug.code}/pictures/{codes[0]}", {"alt": 'A mug, "bare" foot'}).status_code == 303
    assert 'alt="A mug, &#34;bare&#34; foot"' in client.get(f"/@meis-kiln/p/{mug.code}").text
    assert desk.post(f"/items/{mug.code}/pictures/{codes[0]}", {"alt": "x" * 301}).status_code == 422
