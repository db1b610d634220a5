"""What people type is text on every page: no payload of theirs becomes an element, an attribute, a script or a link."""

import json
import re

from storefront.kit import db
from tests.support import crawl, hostile
from tests.support.addresses import FILES
from tests.support.callers import undone

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
    hostile.number_links()
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
