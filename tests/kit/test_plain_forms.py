"""A plain form that is here already is read at once, and reads as any other does."""

from io import BufferedReader, BytesIO
from urllib.parse import urlencode

import pytest
from flask import request
from werkzeug.exceptions import BadRequest

from storefront.kit import turns

PLAIN = "application/x-www-form-urlencoded"
BODIES = [
    b"",
    b"a=1&a=2&b=",
    b"a&=x&&b=1;c=2",
    urlencode({"name": "周 一", "note": "a+b & c=d\r\n%"}).encode(),
    "name=周".encode(),
    b"a=%ff%fe&b=%zz&%61=1",
    b"\xff=1&a=2",
]


def read(app, body: bytes, stream, kind: str = PLAIN):
    with app.test_request_context(
        "/", method="POST", content_type=kind, environ_overrides={"CONTENT_LENGTH": str(len(body))}
    ) as context:
        context.request.environ["wsgi.input"] = stream
        return (
            list(request.form.items(multi=True)),
            list(request.files),
            list(request.values.items(multi=True)),
            request.get_data(),
        )


@pytest.mark.parametrize("body", BODIES)
def test_a_form_reads_the_same_whether_it_is_here_or_still_comes(app, body):
    assert read(app, body, BytesIO(body)) == read(app, body, BufferedReader(BytesIO(body)))


def test_no_more_is_read_than_the_request_says(app):
    assert read(app, b"a=1", BytesIO(b"a=1&b=2"))[0] == [("a", "1")]


@pytest.mark.parametrize("body", [b"a=\0", b"a%00=1", b"a=x%00y"])
@pytest.mark.parametrize("wrap", [BytesIO, lambda body: BufferedReader(BytesIO(body))])
def test_a_form_with_nul_is_refused(app, body, wrap):
    with pytest.raises(BadRequest):
        read(app, body, wrap(body))


def test_a_large_form_is_left_to_those_who_guard_against_it(app):
    body = b"a=" + b"x" * turns.SMALL
    assert read(app, body, BytesIO(body)) == read(app, body, BufferedReader(BytesIO(body)))
