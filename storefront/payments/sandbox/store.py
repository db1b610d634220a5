"""What the sandbox remembers: a small SQLite file of its own, so that a restart loses nothing."""

import json
import secrets
import sqlite3
import threading
from pathlib import Path

from storefront.kit import clock

_TABLES = """
CREATE TABLE IF NOT EXISTS session (id TEXT PRIMARY KEY, code TEXT NOT NULL, payee TEXT NOT NULL, amount INTEGER NOT NULL,
    currency TEXT NOT NULL, label TEXT NOT NULL, back TEXT NOT NULL, expires REAL NOT NULL, declined INTEGER NOT NULL DEFAULT 0,
    closed INTEGER NOT NULL DEFAULT 0, UNIQUE (payee, code));
CREATE TABLE IF NOT EXISTS capture (id TEXT PRIMARY KEY, session TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL,
    payee TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS capture_session ON capture (session);
CREATE TABLE IF NOT EXISTS refund (key TEXT PRIMARY KEY, id TEXT NOT NULL, capture TEXT NOT NULL, amount INTEGER NOT NULL,
    at REAL NOT NULL DEFAULT 0, bounced REAL NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS refund_capture ON refund (capture);
CREATE TABLE IF NOT EXISTS notice (id INTEGER PRIMARY KEY, body BLOB NOT NULL, due REAL NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS notice_due ON notice (done, due);
"""
BOUNCES_AFTER = 60  # seconds: so long a refund to a closed account travels until it comes back
PAUSES = (1, 5, 30, 120, 600, 3600, 21600, 43200)  # seconds between tries; then it gives up


class Declined(Exception):
    """The sandbox says no; the text says why."""


class Store:
    """One connection for all threads, behind a lock. Not WAL, so that several processes may share the file."""

    def __init__(self, path: Path | str):
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(str(path), check_same_thread=False, isolation_level=None, timeout=10)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA synchronous = OFF")  # no real money: a restart loses nothing, a power cut may
        self._connection.executescript(_TABLES)
        for table, column, kind in (("refund", "at", "REAL"), ("refund", "bounced", "REAL"), ("session", "closed", "INTEGER")):
            if column not in {
                row["name"] for row in self._connection.execute(f"PRAGMA table_info({table})")
            }:  # a file from before
                self._connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} NOT NULL DEFAULT 0")

    def _all(self, sql: str, *values) -> list[sqlite3.Row]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, *values) -> sqlite3.Row | None:
        found = self._all(sql, *values)
        return found[0] if found else None

    def _in_one_go(self):
        """A transaction; on an error all of it is undone."""
        return _Transaction(self._lock, self._connection)

    # --- sessions ----------------------------------------------------------------------------------------------------
    def open(self, asked: dict) -> sqlite3.Row:
        """The session of a hand-over; the same hand-over again is the same session."""
        with self._in_one_go():
            self._connection.execute(
                "INSERT OR IGNORE INTO session (id, code, payee, amount, currency, label, back, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    "ses_" + secrets.token_urlsafe(16), asked["code"], asked["payee"], asked["amount"], asked["currency"], asked["label"],
                    asked["back"], asked["expires"],
                ),
            )  # fmt: skip
        return self._one("SELECT * FROM session WHERE payee = ? AND code = ?", asked["payee"], asked["code"])

    def session(self, session_id: str) -> sqlite3.Row | None:
        return self._one("SELECT * FROM session WHERE id = ?", session_id)

    def pay(self, session, amount: int | None = None, delay: float = 0.0, tell: bool = True) -> str:
        """Money moves: `amount` (default what was asked) after `delay` seconds, with a notice unless `tell` is False."""
        capture, at = "txn_" + secrets.token_hex(12), clock.now().timestamp() + delay
        amount = session["amount"] if amount is None else amount
        with self._in_one_go():
            row = (capture, session["id"], amount, session["currency"], session["payee"], at)
            self._connection.execute(
                "INSERT INTO capture (id, session, amount, currency, payee, at) VALUES (?, ?, ?, ?, ?, ?)", row
            )
            if tell:
                about = {"payment": session["code"], "capture": capture, "amount": amount}
                self._tell("payment.captured", at, **about, currency=session["currency"], payee=session["payee"])
        return capture

    def close(self, session) -> None:
        """The payer's account is closed: what is sent back to it comes back."""
        with self._in_one_go():
            self._connection.execute("UPDATE session SET closed = 1 WHERE id = ?", (session["id"],))

    def decline(self, session) -> None:
        """The payer's bank says no."""
        with self._in_one_go():
            self._connection.execute("UPDATE session SET declined = declined + 1 WHERE id = ?", (session["id"],))
            self._tell("payment.declined", clock.now().timestamp(), payment=session["code"])

    def about(self, payee: str, code: str) -> dict:
        """What a merchant is told when it asks about one of its payments."""
        session = self._one("SELECT * FROM session WHERE payee = ? AND code = ?", payee, code)
        if session is None:
            return {"captures": [], "declined": False}
        captures = self._all(
            "SELECT * FROM capture WHERE session = ? AND at <= ? ORDER BY at, id", session["id"], clock.now().timestamp()
        )
        told = [
            {"capture": row["id"], "amount": row["amount"], "currency": row["currency"], "payee": row["payee"]}
            for row in captures
        ]
        return {"captures": told, "declined": bool(session["declined"])}

    # --- refunds -----------------------------------------------------------------------------------------------------
    def refund(self, payee: str, key: str, capture: str, amount: int, currency: str) -> dict:
        """Send money back, once per key. Raises Declined for what cannot be."""
        with self._in_one_go():
            earlier = self._one("SELECT * FROM refund WHERE key = ?", key)
            if earlier is not None:
                if (earlier["capture"], earlier["amount"]) != (capture, amount):
                    raise Declined("this key was used for another refund")
                return {"refund": earlier["id"], "state": "done"}
            row = self._one("SELECT * FROM capture WHERE id = ? AND payee = ?", capture, payee)
            if row is None or row["currency"] != currency:
                raise Declined("no such capture")
            now = clock.now().timestamp()
            there = "SELECT COALESCE(SUM(amount), 0) AS minor FROM refund WHERE capture = ? AND (bounced = 0 OR bounced > ?)"
            if amount <= 0 or self._one(there, capture, now)["minor"] + amount > row["amount"]:
                raise Declined("more than was captured")
            number = "ref_" + secrets.token_hex(12)
            self._connection.execute(
                "INSERT INTO refund (key, id, capture, amount, at) VALUES (?, ?, ?, ?, ?)", (key, number, capture, amount, now)
            )
            self._tell("refund.succeeded", now, key=key, refund=number, amount=amount, currency=currency)
            if self._one("SELECT closed FROM session WHERE id = ?", row["session"])["closed"]:
                self._bounce(key, number, amount, currency, now + BOUNCES_AFTER)
        return {"refund": number, "state": "done"}

    def bounce(self, key: str) -> None:
        """A refund that was reported as done comes back now: the account that it went to is closed."""
        with self._in_one_go():
            row = self._one(
                "SELECT r.*, c.currency FROM refund r JOIN capture c ON c.id = r.capture WHERE r.key = ? AND r.bounced = 0", key
            )
            if row is None:
                raise Declined("no such refund, or it came back before")
            self._bounce(key, row["id"], row["amount"], row["currency"], clock.now().timestamp())

    def _bounce(self, key: str, number: str, amount: int, currency: str, at: float) -> None:
        self._connection.execute("UPDATE refund SET bounced = ? WHERE key = ?", (at, key))
        about = {"key": key, "refund": number, "amount": amount, "currency": currency}
        self._tell("refund.failed", at, **about, problem="the account is closed")

    # --- settlement --------------------------------------------------------------------------------------------------
    def movements(self, payee: str, start: float, end: float) -> list[tuple]:
        """(type, id, the merchant's reference, amount, currency, moment) of everything that moved in [start, end), in order."""
        captures = self._all(
            "SELECT 'capture', c.id, s.code, c.amount, c.currency, c.at FROM capture c JOIN session s ON s.id = c.session"
            " WHERE c.payee = ? AND c.at >= ? AND c.at < ? AND c.at <= ?", payee, start, end, clock.now().timestamp(),
        )  # fmt: skip
        refunds = self._all(
            "SELECT 'refund', r.id, r.key, -r.amount, c.currency, r.at FROM refund r JOIN capture c ON c.id = r.capture"
            " WHERE c.payee = ? AND r.at >= ? AND r.at < ?", payee, start, end,
        )  # fmt: skip
        bounced = self._all(
            "SELECT 'refund_failure', r.id || '_back', r.key, r.amount, c.currency, r.bounced FROM refund r"
            " JOIN capture c ON c.id = r.capture WHERE c.payee = ? AND r.bounced > 0 AND r.bounced >= ? AND r.bounced < ?"
            " AND r.bounced <= ?", payee, start, end, clock.now().timestamp(),
        )  # fmt: skip
        return sorted((tuple(row) for row in (*captures, *refunds, *bounced)), key=lambda row: (row[5], row[1]))

    # --- notices -----------------------------------------------------------------------------------------------------
    def _tell(self, kind: str, due: float, **about) -> None:
        body = json.dumps({"id": "evt_" + secrets.token_hex(12), "type": kind, **about}).encode()
        self._connection.execute("INSERT INTO notice (body, due) VALUES (?, ?)", (body, due))

    def due(self) -> list[sqlite3.Row]:
        """Notices to send now."""
        return self._all("SELECT * FROM notice WHERE done = 0 AND due <= ? ORDER BY due, id LIMIT 50", clock.now().timestamp())

    def waiting(self) -> bool:
        """Whether any notice is still to be sent, now or later."""
        return self._one("SELECT 1 FROM notice WHERE done = 0 LIMIT 1") is not None

    def taken(self, notice) -> None:
        """The merchant answered 200."""
        with self._in_one_go():
            self._connection.execute("UPDATE notice SET done = 1, tries = tries + 1 WHERE id = ?", (notice["id"],))

    def not_taken(self, notice) -> None:
        """Try again later, with growing pauses; in the end give up."""
        tries = notice["tries"] + 1
        given_up = tries > len(PAUSES)
        due = clock.now().timestamp() + (0 if given_up else PAUSES[tries - 1])
        with self._in_one_go():
            self._connection.execute(
                "UPDATE notice SET tries = ?, due = ?, done = ? WHERE id = ?", (tries, due, int(given_up), notice["id"])
            )


class _Transaction:
    def __init__(self, lock, connection):
        self._lock, self._connection = lock, connection

    def __enter__(self):
        self._lock.acquire()
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._lock.release()
            raise

    def __exit__(self, kind, _error, _trace):
        try:
            self._connection.execute("COMMIT" if kind is None else "ROLLBACK")
        finally:
            self._lock.release()
