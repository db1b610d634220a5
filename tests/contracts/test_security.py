"""What every page and every form keeps to: headers, cookies, where posts may come from, where redirects lead, what a GET may change,
which fields are read, and that text which people type stays text.
"""

import json
import re
from dataclasses import replace
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest

from storefront import accounts, orders, shops
from storefront.kit import db, hypermedia, security
from tests.support import crawl
from tests.support.addresses import address, pages_of, routes
from tests.support.callers import undone

READABLE_COOKIES = {"bag", "lang", "theme", "no-passkey"}  # scripts read the count; language and theme are no secrets
FILES = (
    "media.",
    "share.",
    "links.",
    "shops.icon",
    "shops.theme",
    "shops.manifest",
    "site.favicon",
    "site.robots",
    "payments.qr",
)


@pytest.fixture
def callers(ask, everything):
    """Who may call a route, by its policy."""
    owner = ask(everything.mei.people["owner"])
    return {
        "public": ask(),
        "link": ask(),
        "person": owner,
        "seller": owner,
        "operator": ask(everything.staff["operator"]),
        "provider": ask(),
    }


@pytest.fixture
def visits(app, everything, callers):
    """[(policy, endpoint, path, caller)] of every page there is to look at."""
    found = []
    for policy, caller in callers.items():
        for rule in routes(app, "GET", policy):
            found.append((policy, rule.endpoint, address(rule, everything.values(rule, everything.mei)), caller))
    for who, path in pages_of(everything.mei):
        policy = {"owner": "seller", "visitor": "link" if path.startswith("/o/") else "public", "operator": "operator"}[who]
        found.append((policy, "", path, callers[policy]))
    return found


# --- headers -----------------------------------------------------------------------------------------------------------------


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


# --- cookies -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_cookies_are_for_this_host_and_not_for_scripts(app, everything, forms, ask, monkeypatch, scheme):
    monkeypatch.setitem(app.config, "MICROSTORE", replace(app.config["MICROSTORE"], url=f"{scheme}://localhost"))
    visitor, set_by = ask(), {}
    place = everything.mei
    tried = [
        ("POST", "/language/zh-CN", {}), ("POST", "/theme/dark", {}),
        ("POST", "/signin", {"contact": "+8613811112222"}), ("POST", "/open", {"name": "New", "contact": "+8613811113333"}), ("GET", "/open", {}),
        ("POST", "/cart/items", {"shop": place.shop.slug, "variant": place.variant.code, "quantity": "1"}),
        ("POST", "/checkout", checkout_form(place) | {"remember": "y"}), ("POST", "/signin/passkey/options", {}), ("POST", "/signout", {}),
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


# --- where posts may come from -----------------------------------------------------------------------------------------------

FROM_ELSEWHERE = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "null"},
    {"Origin": None},
    {"Origin": None, "Referer": "https://evil.example/http://localhost/"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"},
    {"Origin": "http://["},
]


def test_posts_from_other_sites_do_nothing(app, everything, callers):
    providers = 0
    for policy, caller in callers.items():
        for rule in routes(app, "POST", policy):
            path = address(rule, everything.values(rule, everything.mei))
            for headers in FROM_ELSEWHERE:
                answer = caller("POST", path, headers=headers)
                if policy == "provider":  # these carry a signature instead
                    providers += 1
                    assert answer.status_code in (400, 401, 404, 422), path
                else:
                    assert answer.status_code == 403 and not answer.wrote, (path, headers, answer.status_code)
    assert providers


def test_posts_of_other_verbs_and_kinds_do_nothing(app, everything, callers):
    """GET to what is for POST; and a page cannot send JSON as text from elsewhere."""
    only_post = {rule.rule for rule in routes(app, "POST")} - {rule.rule for rule in routes(app, "GET")}
    for policy, caller in callers.items():
        for rule in routes(app, "POST", policy):
            path = address(rule, everything.values(rule, everything.mei))
            if rule.rule in only_post:
                assert caller("GET", path).status_code in (404, 405), path
            if policy != "provider":
                answer = caller(
                    "POST", path, headers={"Origin": "https://evil.example"}, data='{"a": "b"}', content_type="text/plain"
                )
                assert answer.status_code == 403, path


# --- where redirects lead ----------------------------------------------------------------------------------------------------

ELSEWHERE = [
    "//evil.example", "https://evil.example", "https:evil.example", "/\\evil.example", "\\\\evil.example", "http:///evil.example", "/\t/evil.example",
    "//localhost@evil.example", "%2f%2fevil.example", "/%2f/evil.example\r\nX: y", "javascript:alert(1)", " //evil.example", "/\n/evil.example", "///evil.example",
]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_next_leads_nowhere_else(app, everything, callers, target):
    assert hypermedia.safe_next(target, "/home") == "/home" or target.startswith("/%2f")
    for policy in ("public", "person"):
        for method in ("GET", "POST"):
            for rule in routes(app, method, policy):
                if rule.endpoint.startswith(FILES):
                    continue
                path = address(rule, everything.values(rule, everything.mei))
                more = {"data": {"next": target, "to": target, "back": target}} if method == "POST" else {}
                answer = callers[policy](method, path, query_string={"next": target, "from": target}, **more)
                for header in ("Location", "HX-Redirect", "HX-Location"):
                    there = urlsplit(answer.headers.get(header, ""))
                    assert there.scheme in ("", "http") and there.netloc in ("", "localhost"), (method, path, answer.headers)
                    assert not re.match(
                        r"[/\\]{2}", answer.headers.get(header, "").removeprefix("http:/")[0:2] if not there.netloc else ""
                    ), path


# --- what a GET may change ---------------------------------------------------------------------------------------------------

# What is counted or noted when somebody looks: {table: columns}; every column where the table is one of counters.
COUNTERS = {
    "session": {"seen_at", "expires_at"},
    "person": {"last_shop_id"},
    "share_link": {"visits_count"},
    "share_link_day": None,
    "shop_day": {"scans_count"},
    "rate_limit": None,
    "notice": {"read_at"},
    "payment": {"asked_at"},
}
WRITE = re.compile(r'(INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"(?: SET (.*?) WHERE )?', re.DOTALL)


def changed_by(sql: str) -> str | None:
    """The table that a statement changes in more than its counters."""
    verb, table, columns = WRITE.match(sql).groups()
    counters = COUNTERS.get(table, set())
    if counters is None or (verb == "UPDATE" and set(re.findall(r'"(\w+)" = ', columns)) <= counters):
        return None
    return table


def test_the_reader_of_statements_knows_a_change():
    assert changed_by('INSERT INTO "rate_limit" ("key") VALUES (?)') is None
    assert changed_by('UPDATE "session" SET "seen_at" = ? WHERE ("id" = ?)') is None
    assert changed_by('UPDATE "session" SET "seen_at" = ?, "revoked_at" = ? WHERE ("id" = ?)') == "session"
    assert changed_by('DELETE FROM "order" WHERE ("id" = ?)') == "order"


def test_looking_changes_nothing(visits):
    for _policy, endpoint, path, caller in visits:
        changed = {changed_by(sql) for sql in caller("GET", path).wrote} - {None}
        if endpoint.startswith(("share.", "share_seller.", "orders_seller.home")):  # the first look makes the link of its thing
            changed -= {"share_link"}
        assert not changed, (endpoint, path, changed)


# --- fields that nobody asked for --------------------------------------------------------------------------------------------

UNASKED = {
    "price": "1", "price_minor": "1", "total": "0.01", "total_minor": "1", "items_minor": "1", "discount": "9999", "discount_minor": "9999",
    "delivery_minor": "0", "currency": "JPY", "shop_id": "2", "owner": "2", "owner_id": "2", "status": "paid", "state": "completed", "paid_minor": "99999",
    "role": "operator", "is_verified": "1", "verified": "1", "level": "company", "balance": "999999", "id": "1", "version": "9", "created_at": "2000-01-01",
    "token": "x", "mode": "direct", "released_minor": "9", "orders_count": "999", "sold_count": "999", "items_count": "99", "phone_index": "x", "blocked_at": "",
    "number": "AAAA", "network": "x", "confirmed_at": "2000-01-01", "public": "1", "person": "2", "person_id": "2",
}  # fmt: skip


def checkout_form(place) -> dict[str, str]:
    """A good order of one thing, as the page sends it."""
    option = next(row for row in shops_options(place) if row.kind == "courier")
    agreed = place.variant.price_minor + option.fee_minor
    return {
        "shop": place.shop.slug, "v": place.variant.code, "n": "1", "name": "Lin Xia", "tel": "13900139777", "address": "上海市静安区南京西路1266号",
        "country": "CN", "option": str(option.id), "pay": "sandbox", "agreed": str(agreed), "once": "k" * 22,
    }  # fmt: skip


def shops_options(place):
    from storefront import shipping

    return shipping.options_of(place.shop)


def row_of(model, row_id: int) -> dict:
    """A row as the database has it."""
    found = db.database.execute_sql(f'SELECT * FROM "{model._meta.table_name}" WHERE id = {db.database.param}', (row_id,))
    return dict(zip([column[0] for column in found.description], found.fetchone(), strict=True))


def newest_order(place):
    return orders.Order.of(place.shop).order_by(orders.Order.id.desc()).first()


def test_a_checkout_reads_no_price_from_its_form(everything, ask):
    place, visitor = everything.mei, ask()
    plain = visitor("POST", "/checkout", data=checkout_form(place), look=lambda: newest_order(place))
    more = visitor("POST", "/checkout", data={**UNASKED, **checkout_form(place)}, look=lambda: newest_order(place))
    assert plain.status_code == more.status_code == 303
    for field in orders.Order._meta.sorted_fields:
        if field.name not in ("number", "token", "token_hash", "placed_at", "expires_at", "id"):
            assert getattr(more.looked, field.name) == getattr(plain.looked, field.name), field.name
    assert more.looked.state == "pending" and more.looked.total_minor == int(checkout_form(place)["agreed"])
    for low in ("0", "1", "-1", "1e9", ""):
        refused = visitor("POST", "/checkout", data=checkout_form(place) | {"agreed": low}, look=lambda: newest_order(place))
        assert refused.status_code in (409, 422) and refused.looked.id < plain.looked.id


def test_quantities_that_make_no_sense_are_refused(everything, ask):
    place = everything.mei
    buyer = ask(bag=True)
    for quantity in ("-1", "1.5", "1e3", str(2**31), str(2**63), "１", "1\0", "NaN", "1000", "x"):
        added = buyer("POST", "/cart/items", data={"shop": place.shop.slug, "variant": place.variant.code, "quantity": quantity})
        changed = buyer("POST", f"/cart/lines/{everything.line.id}", data={"quantity": quantity})
        bought = buyer("POST", "/checkout", data=checkout_form(place) | {"n": quantity})
        assert added.status_code in (400, 422) or added.headers.get("Location", "").startswith("/@"), (
            quantity,
            added.status_code,
        )
        assert bought.status_code in (400, 422), (quantity, bought.status_code)
        assert changed.status_code in (400, 422) or (quantity == "1000" and changed.status_code < 500), (
            quantity,
            changed.status_code,
        )


def test_settings_read_only_what_they_show(app, everything, ask, forms):
    """Every form of a shop and of a person, sent with fields that it does not have."""
    place = everything.mei
    owner = ask(place.people["owner"])
    kept_of_shop = (
        "owner_id",
        "level",
        "level_at",
        "version",
        "state",
        "orders_count",
        "sold_count",
        "items_count",
        "created_at",
        "came_from_id",
    )
    kept_of_person = ("role", "phone_index", "email_index", "blocked_at", "created_at")

    def look():
        shop, person = row_of(shops.Shop, place.shop.id), row_of(accounts.Person, place.keeper.owner.id)
        return {name: shop[name] for name in kept_of_shop if name != "version"}, {name: person[name] for name in kept_of_person}

    before = look()
    tried = 0
    for endpoint in ("shops_seller.save_look", "shops_seller.save_settings", "me.save_settings"):
        path, fields = forms[endpoint]
        answer = owner(
            "POST", path, data={**{name: value for name, value in UNASKED.items() if name not in fields}, **fields}, look=look
        )
        assert answer.status_code in (200, 303), (endpoint, answer.status_code)
        assert answer.looked in (None, before), endpoint
        tried += 1
    assert tried == 3


def test_an_item_reads_only_what_it_shows(everything, ask, forms):
    from storefront import catalog

    place = everything.mei
    owner = ask(place.people["owner"])
    data = {"name": "Vase", "price": "99", **{name: value for name, value in UNASKED.items() if name != "price"}}
    path = f"/sell/{place.shop.slug}/items/{place.product.code}"
    before = row_of(catalog.Product, place.product.id)
    after = owner("POST", path, data=data, look=lambda: row_of(catalog.Product, place.product.id)).looked
    for name in ("shop_id", "id", "code", "sold_count", "created_at", "state", "position"):
        assert after[name] == before[name], name


# --- text stays text ---------------------------------------------------------------------------------------------------------

MARK = "zq7"  # stands in every payload, so that what a page made of it can be found
PAYLOADS = [
    f"<script>{MARK}()</script>", f"<img src={MARK} onerror={MARK}()>", f"<svg onload={MARK}()>", f"<svg/onload={MARK}()//", f"\"><b {MARK}>", f"'><b {MARK}>",
    f"\" onfocus={MARK}() autofocus x=\"", f"' onfocus={MARK}() x='", f"` onfocus={MARK}() x=`", f"javascript:{MARK}()", f"JaVaScRiPt:{MARK}()", f"java\tscript:{MARK}()",
    f"data:text/html,{MARK}", f"<a href=javascript:{MARK}()>x</a>", f"<iframe srcdoc={MARK}>", f"<object data={MARK}>", f"<base href=//{MARK}>", f"<meta http-equiv=refresh {MARK}>",
    f"<link rel=stylesheet href=//{MARK}>", f"<style>{MARK}{{}}</style>", f"<form action=//{MARK}>", f"<input {MARK} autofocus>", f"<b hx-get=/{MARK} hx-trigger=load>",
    f"\" hx-get=/{MARK} hx-trigger=load \"", f"' hx-on::load={MARK}() '", f"<b hx-on:load={MARK}()>", f"<b data-hx-post=/{MARK}>", f"<hx-partial {MARK}>", f"</textarea><b {MARK}>",
    f"</title><b {MARK}>", f"</script><b {MARK}>", f"</style><b {MARK}>", f"--><b {MARK}>", f"]]><b {MARK}>", f"<!--<b {MARK}>", f"&lt;b {MARK}&gt;<b {MARK}>", f"&#60;b {MARK}&#62;",
    f"{{{{ '{MARK}'.__class__ }}}}<b {MARK}>", f"{{% raw %}}<b {MARK}>", f"\\u003cb {MARK}\\u003e</b {MARK}>", f"%3Cb {MARK}%3E", f"<math><mi {MARK}>", f"<template {MARK}>",
]  # fmt: skip
# Dangerous only where a page decodes it once more than it should, or writes attributes in an odd way.
DECODED_ONLY = [f"` onfocus={MARK}() x=`", f"&#60;b {MARK}&#62;", f"\\u003cb {MARK}\\u003e</b {MARK}>", f"%3Cb {MARK}%3E"]
# Texts that people type and pages show: {table: columns}. Longest payload: 44 characters.
TYPED = {
    "shop": ["name", "words", "about", "sent_from", "state_reason"], "product": ["name", "words", "state_reason"], "collection": ["name"], "picture": ["alt"],
    "variant": ["choices"], "order": ["note", "seller_note", "cancel_reason", "delivery_name"], "order_line": ["name", "choices"],
    "order_recipient": ["name", "address", "short_name"], "person": ["name"], "customer": ["name", "note"], "known_phone": ["name", "address"],
    "share_link": ["label"], "delivery_option": ["name", "place"], "parcel": ["number"], "aftersales_said": ["words"], "aftersales_case": ["return_address", "return_number"],
    "session": ["device"], "passkey": ["name"], "refund": ["reason", "error"], "payment_capture": ["problem"],
}  # fmt: skip
NEVER_OURS = {"iframe", "object", "embed", "base", "math", "applet", "frame", "marquee"}
LINKING = {"href", "src", "action", "formaction", "srcset", "data", "poster"}
# Where our own links lead: paths, and other applications with the words encoded in their query.
OUR_LINK = re.compile(
    r"(/(?!/)|#|\?|http://localhost/|https://[a-z.-]+/|[a-z]+://?[a-z.-]*[/?]|mailto:|sms:|tel:|blob:)[^<>\"'\s]*"
)
ACTIVE = re.compile(r"on|style$|srcdoc$|hx-(?!vals|confirm|headers)|data-hx")


def packed(room: int | None, first: int) -> str:
    """As many payloads as there is room for, from the one with this number on; all of them where there is no limit."""
    if room is None:
        return " ".join(PAYLOADS)
    text = PAYLOADS[first]
    for payload in PAYLOADS[first + 1 :]:
        if len(text) + 1 + len(payload) > room:
            break
        text += " " + payload
    return text[:room]


def fill(first: int) -> None:
    """Put payloads into every text, whatever a form would have said to them."""
    models = {model._meta.table_name: model for model in db.models()}
    for table, columns in TYPED.items():
        by_column = {field.column_name: field for field in models[table]._meta.sorted_fields}
        values = {by_column[name]: packed(getattr(by_column[name], "max_length", None), first) for name in columns}
        if table == "variant":
            values = {by_column["choices"]: json.dumps([packed(60, first)])}
        models[table].update(values).execute()
    product = models["product"]
    product.update(options=json.dumps([{"name": packed(40, first), "values": [packed(60, first), "Moss"]}])).where(
        product.has_choices
    ).execute()


def alive(html: str) -> list[str]:
    """What a page made of a payload besides text: elements, attributes, scripts, styles, links to elsewhere."""
    if MARK not in html:
        return []
    found = []
    for tag, attributes in crawl.Page(html).elements:
        if MARK in tag or tag in NEVER_OURS:
            found.append(f"<{tag}>")
        for name, value in attributes:
            value = value or ""
            dead_link = name not in LINKING or (
                OUR_LINK.fullmatch(value) and not re.match(r"(java|vb)script:|data:", value, re.IGNORECASE)
            )
            if MARK in name or (MARK in value and (ACTIVE.match(name) or not dead_link)):
                found.append(f"<{tag} {name}={value!r}>")
    found += re.findall(rf"<!--(?:(?!-->).)*{MARK}", html, re.DOTALL)
    for kind, attributes, text in re.findall(r"<(script|style)\b([^>]*)>(.*?)</\1", html, re.DOTALL | re.IGNORECASE):
        if MARK in text and not (kind == "script" and "ld+json" in attributes and is_json(text)):
            found.append(f"<{kind}{attributes}>{text[:200]}")
    return found


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def test_the_detector_knows_life_when_it_sees_it():
    escaped = [f'<p title="{html_escape(payload)}">{html_escape(payload)}</p>' for payload in PAYLOADS]
    assert [payload for payload, html in zip(PAYLOADS, escaped, strict=True) if alive(html)] == []
    links = [payload for payload in PAYLOADS if alive(f'<a href="{payload}">') or alive(f"<a href='{payload}'>")]
    assert len(links) == len(PAYLOADS)
    frames = ("<p>{}</p>", '<p title="{}">', "<p title='{}'>", "<textarea>{}</textarea>", "<title>{}</title>")
    inert = [payload for payload in PAYLOADS if not any(alive(frame.format(payload)) for frame in frames)]
    assert inert == [
        payload for payload in PAYLOADS if payload in DECODED_ONLY or re.match(r"(?i)(java\s?script|data):", payload)
    ]


def html_escape(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))


SHARES = 10  # after the first round, a tenth of the pages in each


def test_what_people_type_stays_text_on_every_page(app, everything, visits):
    """Every text of the database is payloads: long ones all of them at once, short ones others in each round."""
    pages = [(path, caller) for _policy, endpoint, path, caller in visits if not endpoint.startswith(FILES)]
    for _path, caller in pages:
        caller.undo = False  # the round is undone, not each request
    seen = 0
    for round_, first in enumerate(range(0, len(PAYLOADS), 2)):
        with undone():
            fill(first)
            app.pages.clear()
            for path, caller in pages if not round_ else pages[round_ % SHARES :: SHARES]:
                answer = caller("GET", path)
                assert answer.status_code < 500, (PAYLOADS[first], path)
                assert not alive(answer.text), (PAYLOADS[first], path, alive(answer.text))
                seen += MARK in answer.text
    app.pages.clear()
    assert seen > 4 * len(PAYLOADS)
