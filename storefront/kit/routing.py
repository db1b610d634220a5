"""Addresses: rules that cost nothing at the start, and hosts that are looked at once."""

from functools import lru_cache

from flask import Flask
from werkzeug.routing import MapAdapter, Rule
from werkzeug.wsgi import get_host


class LateRule(Rule):
    """A rule whose builders (`url_for`) are compiled when an address is first built from it.

    Werkzeug compiles two for every rule at once. Most are never used, and a few hundred rules are a tenth of a second.
    """

    def _compile_builder(self, append_unknown=True):
        compile_now, built = super()._compile_builder, []

        def build(rule, **values):
            if not built:
                built.append(compile_now(append_unknown))
            return built[0](rule, **values)

        return build


def know_hosts(app: Flask) -> None:
    """Let `app` look once at each host that it is asked by. Flask looks thrice a request, with the slowest codec that Python has."""
    look = app.create_url_adapter

    @lru_cache(256)
    def known(scheme: str, header: str | None, name: str, port: str, trusted: tuple[str, ...]) -> tuple[str, str]:
        asked = {"wsgi.url_scheme": scheme, "HTTP_HOST": header, "SERVER_NAME": name, "SERVER_PORT": port}
        host = get_host(asked, trusted)  # raises SecurityError, which is not kept
        return host, app.url_map.bind(host).server_name

    def bind(request) -> MapAdapter | None:
        if request is None or "HTTP_UPGRADE" in request.environ:
            return look(request)
        given = request.environ
        scheme, port = given["wsgi.url_scheme"], given.get("SERVER_PORT", "")
        request.trusted_hosts = app.config["TRUSTED_HOSTS"]
        trusted = tuple(request.trusted_hosts or ())
        request.host, server = known(scheme, given.get("HTTP_HOST"), given.get("SERVER_NAME", ""), port, trusted)
        script, path, query = (
            given.get(name, "").encode("latin1").decode(errors="replace") for name in ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")
        )
        return MapAdapter(app.url_map, server, script or "/", "", scheme, path, given["REQUEST_METHOD"], query)

    app.create_url_adapter = bind
