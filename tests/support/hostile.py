"""Texts that attack whoever shows them, and every column in which people's words are kept.

`TEXTS` are made of what breaks out of a place and of what would do harm outside of it. `fill(texts)` puts them everywhere: into every
column of `TYPED`, and into the words inside the JSON of `INSIDE`. A text column is listed here, or named in `OURS`: a test says which
new one is missing.
"""

import json

import peewee

from storefront.kit import db
from storefront.kit.personal import SealedField

MARK = "zq7"  # stands in every text, so that what a page made of it can be found

BREAKERS = ("", '">', "'>", "</textarea>", "</title>", "</script>", "</style>", "-->", "]]>", "</option></select>", "</template>", "</dialog>", '\\">', "</a>")  # fmt: skip
HARM = (
    f"<script>{MARK}()</script>", f"<img src={MARK} onerror={MARK}()>", f"<svg onload={MARK}()>", f"<svg/onload={MARK}()//", f"<details open ontoggle={MARK}()>",
    f"<input autofocus onfocus={MARK}()>", f"<video src={MARK} onerror={MARK}()>", f"<audio src={MARK} onerror={MARK}()>", f"<body onload={MARK}()>",
    f"<iframe srcdoc='<script>{MARK}()</script>'>", f"<iframe src=javascript:{MARK}()>", f"<object data=javascript:{MARK}()>", f"<embed src=//{MARK}>",
    f"<a href=javascript:{MARK}()>x</a>", f"<form action=javascript:{MARK}()>", f"<button formaction=javascript:{MARK}()>", f"<base href=//{MARK}/>",
    f"<meta http-equiv=refresh content=0;url=//{MARK}>", f"<link rel=stylesheet href=//{MARK}>", f"<style>@import'//{MARK}'</style>",
    f"<style>*{{background:url(//{MARK})}}</style>", f"<p style=position:fixed;inset:0 {MARK}>", f"<b hx-get=/{MARK} hx-trigger=load>",
    f"<b data-hx-get=/{MARK} data-hx-trigger=load>", f"<b hx-on::load={MARK}()>", f"<b hx-on:click={MARK}()>", f"<b hx-get=/ hx-trigger=load hx-vals='js:{{a:{MARK}()}}'>",
    f"<div hx-ext={MARK}>", f"<math><mi xlink:href=javascript:{MARK}()>", f"<template {MARK}>", f"<dialog open {MARK}>", f"<marquee onstart={MARK}()>", f"<x-{MARK}>",
    f"<noscript><p title='</noscript><img src={MARK} onerror={MARK}()>'>", f"<svg><animate onbegin={MARK}() attributeName=x>", f"<svg><script>{MARK}()</script>",
    f"<img srcset=//{MARK}>", f"<slot {MARK}>",
)  # fmt: skip
ALONE = (
    f'" onfocus={MARK}() autofocus x="', f"' onfocus={MARK}() autofocus x='", f"` onfocus={MARK}() x=`", f'" onload={MARK}() x="', f'" style=color:red {MARK} x="',
    f'" hx-get=/{MARK} hx-trigger=load x="', f"' hx-on::load={MARK}() x='", f'" srcdoc={MARK} x="', f"javascript:{MARK}()", f"JaVaScRiPt:{MARK}()", f"java\tscript:{MARK}()",
    f" javascript:{MARK}()", f"vbscript:{MARK}", f"data:text/html,<script>{MARK}()</script>", f"//{MARK}.example", f"https://{MARK}.example/<img src=x onerror={MARK}()>",
    f"[x](javascript:{MARK}())", f"![x](//{MARK}.example/x.png)", f"&lt;img src=x onerror={MARK}()&gt;", f"&#60;img src=x onerror={MARK}()&#62;", f"&#x3c;script&#x3e;{MARK}()",
    f"\\u003cscript\\u003e{MARK}()", f"\\x3cscript\\x3e{MARK}()", f"%3Cscript%3E{MARK}()%3C/script%3E", f"+ADw-script+AD4-{MARK}()", f"＜script＞{MARK}()＜/script＞",
    f"{{{{ '{MARK}'.__class__ }}}}", f"{{% include '{MARK}' %}}", f"${{{MARK}()}}", f"#{{{MARK}()}}", f"<%= {MARK} %>", f"<?php {MARK}(); ?>", f"<!--<b {MARK}>", f"<!--[if IE]>{MARK}",
    f"<![CDATA[{MARK}", f"\u202e{MARK}\u202c<b {MARK}>", f"<\u200bscript>{MARK}()</script>", f"</{MARK}", f"<{MARK}", f'{{"a":"</script><script>{MARK}()</script>"}}', f"*/{MARK}()/*", f"';{MARK}()//",
)  # fmt: skip
TEXTS = [*(before + harm for harm in HARM for before in BREAKERS), *ALONE]

# What people type, or what is made of it: {table: columns}.
TYPED = {
    "shop": ["name", "words", "about", "sent_from", "state_reason"], "product": ["name", "words", "state_reason"], "collection": ["name"], "picture": ["alt"],
    "order": ["note", "seller_note", "cancel_reason", "delivery_name"], "order_line": ["name", "choices"], "order_recipient": ["name", "address", "short_name"],
    "person": ["name"], "customer": ["name", "note"], "known_phone": ["name", "address"], "share_link": ["label"], "delivery_option": ["name", "place"],
    "parcel": ["number"], "aftersales_said": ["words"], "aftersales_case": ["return_address", "return_number"], "aftersales_withdrawal": ["name"],
    "session": ["device"], "passkey": ["name"], "refund": ["reason", "error", "other_way"], "refund_bounce": ["problem"], "payment_capture": ["problem", "payee"], "payment_notice": ["problem"],
    "data_erasure": ["why"], "delivery": ["error"], "job_failure": ["error"], "message": ["subject", "body", "error"], "page_fault": ["error"],
    "invoice_particulars": ["name", "address", "tax_number", "tax_name"], "ledger_transaction": ["note"], "measure": ["name", "reason", "remedy", "appeal", "answer"],
    "payout_withdrawal": ["reason"], "policy_version": ["note"], "report": ["name", "answer"], "report_voice": ["words"], "review": ["words", "state_reason", "choices", "answer"],
    "statement": ["name"], "statement_line": ["words", "reference", "ours"], "statement_finding": ["reference", "said"], "suspense_decision": ["reason", "error", "other_way"], "suspense_bounce": ["problem"],
    "verification_check": ["name", "number", "company", "company_number", "words", "appeal_words", "ruling"],
}  # fmt: skip
# Words that stand beside the moment at which they were said: what is empty stays so.
SAID = {("measure", "appeal"), ("measure", "answer"), ("report", "answer"), ("verification_check", "appeal_words"), ("verification_check", "ruling")}  # fmt: skip
# JSON with words of people in it: {(table, column): keys whose texts they are, or None for every text}.
INSIDE = {
    ("variant", "choices"): None, ("product", "options"): None, ("event_words", "words"): None,
    ("notice", "data"): {"name", "words", "shop", "item", "buyer", "place", "goods"}, ("invoice_paper", "content"): {"name", "address", "tax_number", "words", "choices"},
    ("invoice_paper", "buyer"): {"name", "address"}, ("payout_account", "details"): {"holder", "bank"}, ("payment", "payee"): {"holder", "bank", "words"},
    ("payment_method", "settings"): {"holder", "bank", "words"},
}  # fmt: skip
# Columns that only we fill, wherever they stand: codes, states, digests, what was normalised to digits or chosen from a list of ours.
OURS = {
    "act", "actor", "after", "appealed_by", "before", "browser_hash", "buy_code", "carrier", "category", "channel", "code", "code_hash", "contact", "contact_index", "contacts", "country",
    "credential_id", "currency", "dedupe", "delivery_kind", "digest", "email", "email_index", "ended", "endpoint", "escalated_by", "event_id", "expected_currency", "fingerprint", "format", "formats",
    "got_currency", "key", "kind", "language", "level", "link_code", "listener", "method", "mode", "name_key", "network", "no_return", "notices_by", "number_key", "outcome", "phone",
    "phone_index", "pickup_code", "picture_code", "priority", "provider", "provider_reference", "public_key", "purpose", "queue", "region", "regions", "result", "return_carrier", "role", "rule",
    "return_postage", "scheme", "scope", "search_text", "series", "side", "slug", "source", "state", "stood", "subject", "target", "tax_category", "tax_mode", "terms", "time_zone", "tint", "to", "to_index",
    "token", "token_hash", "url", "value", "verb", "want", "who",
}  # fmt: skip
OURS_HERE = {
    "aftersales_case.decision", "aftersales_case.reason", "aftersales_said.about", "aftersales_withdrawal.contact", "book_check.differences", "book_check.sentences", "book_check.sums", "data_export.content",
    "event.data", "event.seal", "event_chain_end.seal", "job_failure.name", "job_schedule.data", "job_task.data", "ledger_transaction.reference", "migration.name", "once.body", "own_columns.options", "own_columns.shape", "page_fault.reference", "order.number", "payment.label", "payment.reference",
    "payment_notice.about", "payment_notice.body", "policy_version.data", "report.reason", "report_voice.reason", "shop.seal", "statement.body", "statement.options",
    "stock_hold.reference", "stock_move.reference", "tax_rate.place", "verification_check.checked", "verification_check.missing", "sign_in_code.purpose",
}  # fmt: skip


def unlisted() -> list[str]:
    """Text columns of which nobody said whose words they hold."""
    known = {(table, column) for table, columns in TYPED.items() for column in columns} | set(INSIDE)
    texts = (peewee.CharField, peewee.TextField)
    return [
        f"{model._meta.table_name}.{field.column_name}"
        for model in db.models()
        for field in model._meta.sorted_fields
        if isinstance(field, texts)
        and (model._meta.table_name, field.column_name) not in known
        and field.column_name not in OURS
        and f"{model._meta.table_name}.{field.column_name}" not in OURS_HERE
    ]


def packed(texts: list[str], room: int | None, first: int = 0) -> str:
    """As many texts as there is room for, from the one with this number on; all of them where there is no limit."""
    turned = [*texts[first % len(texts) :], *texts[: first % len(texts)]]
    if room is None:
        return " ".join(turned)
    text = turned[0]
    for another in turned[1:]:
        if len(text) + 1 + len(another) > room:
            break
        text += " " + another
    return text[:room]


def harmless(texts: list[str]) -> list[str]:
    """Texts of the same lengths, with the same spaces, of letters alone."""
    return ["".join(sign if sign.isalnum() or sign.isspace() else "x" for sign in text) for text in texts]


def fill(texts: list[str], first: int = 0, limits: bool = True) -> None:
    """Put texts into every word of people, whatever a form would have said to them; `limits=False` forgets how long a column is."""
    models = {model._meta.table_name: model for model in db.models()}
    number_links()
    for number, (table, columns) in enumerate(TYPED.items()):
        by_column = {field.column_name: field for field in models[table]._meta.sorted_fields}
        values = {}
        for column in columns:
            field = by_column[column]
            room = None if isinstance(field, SealedField) else getattr(field, "max_length", None)
            text = packed(texts, room if limits else None, first + number)
            if (table, column) in SAID:
                said = [
                    row_id for row_id, words in _rows(models[table])(models[table]._meta.primary_key, field).tuples() if words
                ]
                models[table].update({field: text}).where(models[table]._meta.primary_key.in_(said)).execute()
            elif field.null:  # what was never said stays unsaid
                models[table].update({field: text}).where(field.is_null(False)).execute()
            else:
                values[field] = text
        if values:
            models[table].update(values).execute()
    for number, ((table, column), keys) in enumerate(INSIDE.items()):
        _fill_inside(models[table], column, keys, lambda n=number: packed(texts, 60 if limits else None, first + n))


def number_links() -> None:
    """Codes of one label are numbered, and all are about to get one."""
    db.database.execute_sql("UPDATE share_link SET number = id")


def _rows(model):
    """How to select of a model, its shops' rows included."""
    return getattr(model, "across_shops", model.select)


def _fill_inside(model, column: str, keys: set | None, text) -> None:
    field = next(field for field in model._meta.sorted_fields if field.column_name == column)
    for row_id, value in list(_rows(model)(model._meta.primary_key, field).tuples()):
        if not value:
            continue
        told = json.loads(value) if isinstance(value, str) else value
        model.update({field: json.dumps(_replaced(told, keys, text()))}).where(model._meta.primary_key == row_id).execute()


def _replaced(value, keys, text: str, mine: bool = False):
    if isinstance(value, dict):
        return {name: _replaced(each, keys, text, keys is None or name in keys) for name, each in value.items()}
    if isinstance(value, list):
        return [
            _replaced(each, keys, f"{text} {number}" if number else text, mine or keys is None)
            for number, each in enumerate(value)
        ]
    return text if isinstance(value, str) and (mine or keys is None) and value else value
