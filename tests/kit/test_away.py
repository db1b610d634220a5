"""A database that cannot be reached or written is no bug: people are asked to come back, and a mistake in a query still is one."""

import contextlib
import errno
import html
import io
import re

import jinja2
import peewee
import pytest

from storefront import policies, shops
from storefront.kit import db, events, files, pagecache, web
from storefront.kit.errors import TooMany
from storefront.kit.templating import CompiledTemplates
from storefront.media.models import Picture
from storefront.policies import reading
from tests.support import clients
from tests.support.everything import photo


class Cause(Exception):
    def __init__(self, sqlstate):
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def test_reading_goes_on_and_writing_is_answered_with_come_back(client, market, monkeypatch):
    def full(*_args, **_more):
        raise peewee.OperationalError("database or disk is full" if db.on_sqlite() else Cause("53100"))

    shop, mug = market.mei.shop, market.mei.mug
    monkeypatch.setattr(db.database.obj, "begin", full)
    answer = client.post("/cart/items", data={"shop": shop.slug, "variant": mug.code, "quantity": "1"})
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "30"
    assert "Nothing was done. Try again in a minute." in answer.text
    toast = client.post(
        "/cart/items", data={"shop": shop.slug, "variant": mug.code, "quantity": "1"}, headers={"HX-Request": "true"}
    )
    assert toast.status_code == 503 and toast.headers["HX-Retarget"] == "#toasts"
    assert client.get(f"/@{shop.slug}").status_code == 200
    monkeypatch.undo()
    assert client.post("/cart/items", data={"shop": shop.slug, "variant": mug.code, "quantity": "1"}).status_code == 303


def test_what_was_typed_stays_on_the_page_that_says_not_now_and_goes_through_from_there(client, market, monkeypatch):
    """The page takes the form's place, and the browser keeps nothing of the checkout."""

    def full(*_args, **_more):
        raise peewee.OperationalError("database or disk is full" if db.on_sqlite() else Cause("53100"))

    shop, mug = market.mei.shop, market.mei.mug
    typed = {"shop": shop.slug, "variant": mug.code, "quantity": "2", "note": '南山路18号 "302" <b>'}
    monkeypatch.setattr(db.database.obj, "begin", full)
    answer = client.post("/cart/items", data=typed)
    form = answer.text.split('<form method="post">')[1].split("</form>")[0]
    kept = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
    assert answer.status_code == 503 and {name: html.unescape(value) for name, value in kept} == typed
    assert "<b>" not in form and "no-store" in answer.headers["Cache-Control"]
    monkeypatch.undo()
    assert client.post("/cart/items", data={name: html.unescape(value) for name, value in kept}).status_code == 303


def test_what_another_site_sent_is_not_offered_as_our_own(client, market, monkeypatch):
    def away():
        raise peewee.OperationalError("unable to open database file" if db.on_sqlite() else Cause("08006"))

    typed = {"shop": market.mei.shop.slug, "variant": market.mei.mug.code, "quantity": "2"}
    monkeypatch.setattr(db, "open_connection", away)  # it is the first thing asked of a request
    ours = client.post("/cart/items", data=typed)
    theirs = client.post("/cart/items", data=typed, headers={"Sec-Fetch-Site": "cross-site"})
    assert ours.status_code == 503 and '<form method="post">' in ours.text
    assert theirs.status_code in (403, 503) and "<form method" not in theirs.text and market.mei.mug.code not in theirs.text


@pytest.mark.parametrize(
    "seconds, sentence",
    [
        (0, "That was too often. Try again in 1 minute."),
        (2520, "That was too often. Try again in 42 minutes."),
        (86_000, "That was too often. Try again in 24 hours."),
    ],
)
def test_whoever_tried_too_often_hears_when_to_come_back_and_keeps_what_was_typed(app, database, seconds, sentence):
    with app.test_request_context(
        "/report", method="POST", data={"words": "I made it."}, headers={"Origin": "http://localhost", "Accept-Language": "en"}
    ):
        app.preprocess_request()
        answer = web.error_page(TooMany(retry_after=seconds))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(max(1, seconds)))
    page = answer.get_data(as_text=True)
    assert sentence in page and '<input type="hidden" name="words" value="I made it.">' in page


@pytest.mark.parametrize("on_sqlite, on_postgres", [("no such column: prise", "42703"), ('near "FORM": syntax error', "42601")])
def test_a_mistake_in_a_query_is_a_bug(database, on_sqlite, on_postgres):
    error = peewee.OperationalError(on_sqlite) if db.on_sqlite() else peewee.OperationalError(Cause(on_postgres))
    assert not db.is_away(error)
    assert not db.is_away(ValueError("disk is full"))


RAISES = "DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$"


@pytest.mark.parametrize("inside", [contextlib.nullcontext, lambda: db.database.atomic()], ids=["a transaction", "a savepoint"])
def test_what_is_heard_of_a_disk_that_fills_in_the_middle_is_that_and_the_next_one_goes_through(database, market, inside):
    """SQLite has ended the transaction by itself by then: giving it up once more must not hide why."""
    shop = market.mei.shop
    with pytest.raises(peewee.OperationalError) as heard, db.transaction(), inside():
        events.record("a.fact", subject="shop:1", shop=shop)
        if db.on_sqlite():
            database.execute_sql("ROLLBACK")
            raise peewee.OperationalError("database or disk is full")
        database.execute_sql(RAISES)
    assert db.is_away(heard.value)
    with db.transaction():
        events.record("another.fact", subject="shop:1", shop=shop)
    assert [event.kind for event in events.timeline("shop:1")][-1:] == ["another.fact"]
    assert not events.Event.select().where(events.Event.kind == "a.fact").exists()


@pytest.fixture
def away(monkeypatch):
    """`away()`: from now on nothing can be read or written, as while a database restarts."""

    def gone(*_args, **_more):
        raise peewee.OperationalError("unable to open database file" if db.on_sqlite() else "the connection is closed")

    return lambda: monkeypatch.setattr(type(db.database.obj), "execute_sql", gone)


def test_a_database_that_cannot_even_be_read_is_answered_with_come_back(client, market, away):
    policies.forget()  # nothing is known yet: this process has just begun
    away()
    for path in ("/help/money", f"/@{market.mei.shop.slug}/about", "/there/is/no/such/page", "/q/23456789"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30"), path
        assert "Nothing was done. Try again in a minute." in answer.text


def test_rules_and_kept_pages_hold_on_while_it_is_away(client, market, away, monkeypatch):
    held, seen = policies.current(), client.get(f"/@{market.mei.shop.slug}")
    monkeypatch.setattr(reading, "_others", True)
    monkeypatch.setattr(reading, "_looked_at", -1000.0)
    monkeypatch.setattr(pagecache.versions, "reader", shops.read_version)
    away()
    assert policies.current() is held
    kept = client.get(f"/@{market.mei.shop.slug}")
    assert kept.status_code == 200 and kept.data == seen.data


def test_a_kept_page_hears_of_a_mistake_in_the_question(client, market, monkeypatch):
    client.get(f"/@{market.mei.shop.slug}")

    def wrong(_tag):
        raise peewee.OperationalError("no such column: prise" if db.on_sqlite() else Cause("42703"))

    monkeypatch.setattr(pagecache.versions, "reader", wrong)
    with pytest.raises(peewee.OperationalError):
        client.get(f"/@{market.mei.shop.slug}")


@pytest.fixture
def full(monkeypatch):
    """No file finds room any more."""

    def write(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "write", write)


def test_a_photo_that_finds_no_room_is_answered_with_come_back_and_leaves_nothing(app, market, full):
    shop, before = market.mei.shop, Picture.across_shops().count()
    answer = clients.browser(app, market.mei.owner).post(
        f"/sell/{shop.slug}/items/{market.mei.mug.product.code}/pictures",
        data={"photo": (io.BytesIO(photo()), "mug.jpg")},
        content_type="multipart/form-data",
    )
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert Picture.across_shops().count() == before


def test_a_poster_is_drawn_where_it_cannot_be_kept(client, market, full):
    assert client.get(f"/@{market.mei.shop.slug}/poster.png").data.startswith(b"\x89PNG")


def test_pages_are_made_where_compiled_templates_cannot_be_kept(monkeypatch, tmp_path):
    def nowhere(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", nowhere)
    env = jinja2.Environment(loader=jinja2.DictLoader({"page": "made"}), bytecode_cache=CompiledTemplates(str(tmp_path)))
    assert env.get_template("page").render() == "made"
    assert not db.is_away(OSError("the text service answered 500"))
