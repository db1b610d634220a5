"""A GET looks: what it may write is what counts that somebody looked."""

import re

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
