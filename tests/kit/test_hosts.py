"""Hosts are looked at once; what comes of it is what Flask's own look gives."""

from itertools import product

import pytest
from flask import Flask
from werkzeug.exceptions import SecurityError

HOSTS = (
    "localhost",
    "LOCALHOST:8000",
    "127.0.0.1:80",
    "shops.example",
    None,
    "",
    "a b",
    "l\xf6cal",
    "localhost:99999",
    "[::1]:80",
)
PATHS = ("/", "/@mei/p/x", "/\xe6\xb5\x99", "/\xff")


def _asked(host, path, query, scheme, script) -> dict:
    asked = {"REQUEST_METHOD": "GET", "SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": scheme}
    asked |= {"PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": script}
    return asked if host is None else asked | {"HTTP_HOST": host}


@pytest.mark.parametrize("trusted", (None, ["shops.example", "localhost"]), ids=("any host", "ours"))
def test_addresses_are_taken_apart_as_flask_does(app, monkeypatch, trusted):
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", trusted)

    def found(bind, asked):
        request = app.request_class(dict(asked))
        try:
            return vars(bind(request)), request.host, request.trusted_hosts
        except SecurityError as error:
            return str(error)

    seen = set()
    for parts in product(HOSTS, PATHS, ("", "a=1&b=%20", "\xff"), ("http", "https"), ("", "/x")):
        ours = found(app.create_url_adapter, _asked(*parts))
        assert ours == found(lambda request: Flask.create_url_adapter(app, request), _asked(*parts)), parts
        seen.add(type(ours))
    assert seen == ({str, tuple} if trusted else {tuple})


def test_a_host_that_was_refused_is_refused_again(app, monkeypatch):
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["shops.example"])
    for _ in range(2):
        assert app.test_client().get("/", headers={"Host": "evil.example"}).status_code == 400
        assert app.test_client().get("/", headers={"Host": "shops.example"}).status_code == 200
