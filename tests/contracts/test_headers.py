"""What every answer carries: the guards in its headers, how long it may be kept, and cookies that are for this host alone."""

from dataclasses import replace
from http.cookies import SimpleCookie

import pytest

from storefront.kit import security
from tests.support.addresses import FILES

READABLE_COOKIES = {"bag", "lang", "theme", "no-passkey"}  # scripts read the count; language and theme are no secrets


def directives(answer) -> dict[str, str]:
    return {
        part.split()[0]: part.strip().partition(" ")[2]
        for part in answer.headers["Content-Security-Policy"].split(";")
        if part.strip()
    }


def test_every_answer_carries_the_guards(visits, callers):
    nothing = [
        ("public", "", path, callers["public"]) for path in ("/nothing", "/@nobody", "/o/nothing", "/sell/nothing/orders/%00")
    ]
    for _policy, endpoint, path, caller in visits + nothing:
        answer = caller("GET", path)
        csp = directives(answer)
        assert csp["default-src"] == "'none'" and csp.get("frame-ancestors") == "'none'", (endpoint, path, csp)
        assert "unsafe-inline" not in str(csp) and "unsafe-eval" not in str(csp).replace("wasm-unsafe-eval", ""), (endpoint, csp)
        assert not {"*", "data:", "http:", "https:"} & set(
            (csp.get("script-src", "") + " " + csp.get("connect-src", "")).split()
        ), (endpoint, csp)
        if "sandbox" not in csp:  # a file; pages have all of it
            assert (
                csp["script-src"].startswith("'self'") and csp["base-uri"] == "'none'" and csp["form-action"].startswith("'self'")
            ), (endpoint, csp)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "microphone=()" in answer.headers["Permissions-Policy"]
        assert "Server" not in answer.headers and "X-Powered-By" not in answer.headers


def test_pages_of_one_person_are_kept_by_no_cache(visits):
    for policy, endpoint, path, caller in visits:
        answer = caller("GET", path)
        kept = answer.headers.get("Cache-Control", "")
        if policy == "link" and not endpoint.startswith(FILES):
            assert kept == "no-store" and answer.headers["Referrer-Policy"] == "no-referrer", (endpoint, path, kept)
        elif policy in ("person", "seller", "operator", "link"):
            assert ("private" in kept or "no-store" in kept) and "public" not in kept, (endpoint, path, kept)
    for path in ("/signin", "/cart", "/checkout", "/open"):
        private = [caller("GET", found) for policy, _endpoint, found, caller in visits if found.partition("?")[0] == path]
        assert all(answer.headers.get("Cache-Control") == "no-store" for answer in private if answer.status_code == 200), path


def test_in_production_browsers_are_told_to_stay_on_https(app, monkeypatch, ask, tmp_path):
    from flask import Flask

    from storefront.kit.config import Config

    bare = Flask("bare")
    security.init_app(bare, replace(Config.for_tests(tmp_path), environment="production", url="https://shops.example"))
    bare.add_url_rule("/", view_func=lambda: "ok")
    assert (
        "max-age=31536000" in bare.test_client().get("/", base_url="https://shops.example").headers["Strict-Transport-Security"]
    )
    assert bare.test_client().get("/", base_url="https://evil.example").status_code == 400  # a host that is not ours
    assert "Strict-Transport-Security" not in ask()("GET", "/help").headers


# --- cookies ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_cookies_are_for_this_host_and_not_for_scripts(app, everything, forms, ask, monkeypatch, scheme):
    monkeypatch.setitem(app.config, "MICROSTORE", replace(app.config["MICROSTORE"], url=f"{scheme}://localhost"))
    visitor, set_by = ask(), {}
    place = everything.mei
    tried = [
        ("POST", "/language/zh-CN", {}), ("POST", "/theme/dark", {}),
        ("POST", "/signin", {"contact": "+8613811112222"}), ("POST", "/open", {"name": "New", "contact": "+8613811113333"}), ("GET", "/open", {}),
        ("POST", "/cart/items", {"shop": place.shop.slug, "variant": place.variant.code, "quantity": "1"}),
        ("POST", "/checkout", place.checkout_form() | {"remember": "y"}), ("POST", "/signin/passkey/options", {}), ("POST", "/signout", {}),
    ]  # fmt: skip
    by_phone = {
        "User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }
    answers = [(path, visitor(method, path, **({"data": data} if data else {}))) for method, path, data in tried]
    answers.append(("/q/", visitor("GET", f"/q/{place.link.code}", headers=by_phone)))
    for path, answer in answers:
        for line in answer.headers.getlist("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                set_by[name] = path
                assert morsel["samesite"] == "Lax" and not morsel["domain"], line
                assert bool(morsel["httponly"]) == (name.removeprefix("__Host-") not in READABLE_COOKIES), line
                assert bool(morsel["secure"]) == (scheme == "https"), line
                assert not name.startswith("__Host-") or morsel["path"] == "/", line
    assert {"bag", "bag_key", "via", "lang", "theme", "known"} <= set(set_by), set_by
    assert ("__Host-session" if scheme == "https" else "session") in set_by
