"""Picture files by address, and the element that shows them."""

from datetime import timedelta

import pytest

from storefront import media
from storefront.kit import ids, jobs
from tests.media.corpus import photo


@pytest.fixture
def picture(world):
    return media.keep(photo(), world.mei.shop.id, "item")


@pytest.fixture
def proof(world):
    return media.keep(photo(), world.mei.shop.id, "proof", public=False)


def test_a_public_picture_is_inert_and_kept_for_a_year(client, picture):
    answer = client.get(picture.url(320))
    assert answer.status_code == 200 and answer.data[:3] == b"\xff\xd8\xff"
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (
        "sandbox" in answer.headers["Content-Security-Policy"]
        and "default-src 'none'" in answer.headers["Content-Security-Policy"]
    )
    assert "Set-Cookie" not in answer.headers
    again = client.get(picture.url(320), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304 and again.data == b""
    assert client.head(picture.url(320)).status_code == 200


def test_every_format_has_its_fixed_type(client, picture):
    jobs.run_pending()
    for fmt in ("avif", "webp", "jpeg"):
        assert client.get(picture.url(640, fmt)).headers["Content-Type"] == f"image/{fmt}"


@pytest.mark.parametrize(
    "name", ["x.jpeg", "../secret.key", "..%2f..%2fsecret.key", "a" * 22 + "-320.jpeg", "a" * 22 + "-320.svg", "a" * 22]
)
def test_anything_else_is_not_there(client, picture, name):
    assert client.get(f"/pictures/{name}").status_code == 404


def test_a_private_picture_is_reached_by_its_signed_path_alone_and_not_for_long(client, proof, clock):
    path = proof.url(320)
    assert path.startswith("/pictures/private/") and proof.code not in path
    answer = client.get(path)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store" and "sandbox" in answer.headers["Content-Security-Policy"]
    name = f"{proof.code}-320.jpeg"
    assert client.get(f"/pictures/{name}").status_code == 404
    assert client.get(f"/pictures/private/{name}").status_code == 404
    assert client.get(path[:-2] + "AA").status_code == 404
    assert client.get(f"/pictures/private/{ids.sign('other', name, 600)}").status_code == 404
    clock.advance(timedelta(minutes=11))
    assert client.get(path).status_code == 404


def test_a_signed_path_leads_to_pictures_only(client, proof):
    for name in ("../../secret.key", "private/x", proof.code, f"private/{proof.code}-320.jpeg"):
        assert client.get(f"/pictures/private/{ids.sign('picture', name, 600)}").status_code == 404


@pytest.mark.parametrize("formats", ["jpeg", "avif,webp,jpeg"])
@pytest.mark.parametrize("focus", [(50, 50), (0, 100), (20, 80)])
def test_the_quick_element_is_the_one_that_the_macro_draws(app, formats, focus):
    shown = media.Shown("c" * 22, 1080, 810, formats, "#c82828", *focus, 'a <b> & "c"')
    with app.test_request_context("/"):
        for widths in ((320, 640), (320, 640, 1080, 1600), (320,)):
            for first in (True, False):
                context = {"p": shown, "widths": widths, "first": first, "alt": shown.alt}
                macro = app.jinja_env.from_string('{{ ui.picture(p, "50vw", alt, first, widths=widths, id="p1") }}').render(
                    context
                )
                quick = str(media.picture_tag(shown, "50vw", shown.alt, first, widths, id="p1"))
                assert _attributes(macro) == _attributes(quick)


def _attributes(markup: str) -> list:
    """The elements with their attributes, whatever their order and quoting of entities."""
    import html
    import re

    elements = re.findall(r"<(\w+)([^>]*)>", markup)
    return [
        (
            tag,
            sorted(
                (name, " ".join(html.unescape(value).split()))
                for name, value in re.findall(r'([\w-]+)="([^"]*)"', rest)
                if (name, value) != ("class", "")
            ),
        )
        for tag, rest in elements
    ]
