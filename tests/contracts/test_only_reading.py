"""A disk without room, or a database that stands by, takes no order; whoever only looks sees every page all the same."""

import contextlib

from storefront.kit import db

NEED_A_LINK = ("share.", "share_seller.", "orders_seller.home")  # the first look makes the link of its thing


@contextlib.contextmanager
def nothing_can_be_written(monkeypatch):
    """Every write inside is refused by the database itself."""
    monkeypatch.setattr(
        db, "close_connection", lambda: None
    )  # a request gives its connection back; this one is the one that refuses
    on, off = (
        ("PRAGMA query_only = 1", "PRAGMA query_only = 0")
        if db.on_sqlite()
        else ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
    )
    db.open_connection()
    db.database.execute_sql(on)
    try:
        yield
    finally:
        db.database.execute_sql(off)
        monkeypatch.undo()


def test_every_page_is_shown_while_nothing_can_be_written(app, visits, monkeypatch):
    expected = [caller("GET", path).status_code for _policy, _endpoint, path, caller in visits]
    found = []
    with nothing_can_be_written(monkeypatch):
        for (policy, endpoint, path, caller), usual in zip(visits, expected, strict=True):
            if endpoint.startswith(NEED_A_LINK):
                continue
            monkeypatch.setattr(caller, "undo", False)
            app.pages.clear()
            answer = caller("GET", path)
            if answer.status_code != usual:
                found.append((policy, endpoint, path, usual, answer.status_code))
    assert found == [], "\n" + "\n".join(map(str, found))
