"""SQLite as this process uses it: one writer at a time, connections that are handed on, and questions that pass few hands. Bound by `kit.db`."""

import logging
import threading
import time

import peewee

from storefront.kit import turns

PATIENCE = 20  # seconds


class SerialSqlite(peewee.SqliteDatabase):
    """SQLite with one writer at a time inside the process, queued fairly by a lock instead of by sleeping."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._writer = threading.RLock()
        self._holding = threading.local()
        self._idle: list = []
        # Peewee's functions written in Python serve nothing here, and kill: a connection that closes because a native thread of the
        # server ends gives them back while the interpreter takes that thread apart, and pysqlite3 aborts the whole process.
        for name in list(self._functions):
            self.unregister_function(name)

    def _set_pragmas(self, conn):
        """Two processes that meet a new file at once both turn it to WAL. SQLite lets one do it and tells the other at once that the file
        is locked, whatever it was told about waiting: both hold what the other one waits for."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return super()._set_pragmas(conn)
            except peewee.sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(0.01)

    def _connect(self):
        """The connection that was given back last: it knows the newest pages of the file, and what it prepared is still near."""
        try:
            return self._idle.pop()
        except IndexError:
            return super()._connect()

    def give_back(self) -> None:
        """Leave this thread's connection to whoever wants one next. Threads that kept theirs would each read anew what the others wrote."""
        if self.in_transaction():
            return
        connection, stuck = self._state.conn, getattr(self._holding, "stuck", False)
        self._state.reset()
        self._holding.stuck = False
        if stuck or connection.in_transaction:  # it could not begin, or not undo: nobody goes on where that stands
            super()._close(connection)
        else:
            self._idle.append(connection)

    def _close(self, conn):
        """Really, and with it those that nobody uses: whoever closes wants the file to be left alone."""
        idle, self._idle = self._idle, []
        for each in (conn, *idle):
            super()._close(each)

    def execute_sql(self, sql, params=None):
        # SQLite looks at the number behind LIMIT when it plans, and plans anew each time it is bound: that is most of a small read.
        if params and sql.endswith(("LIMIT ?", "OFFSET ?")):
            places = 2 if sql.endswith("OFFSET ?") else 1
            head, *rest = sql.rsplit("?", places)
            sql, params = (
                head + "".join(f"{int(number)}{text}" for number, text in zip(params[-places:], rest, strict=True)),
                params[:-places],
            )
        connection = self._state.conn
        if connection is None or self.query_hooks or peewee.logger.isEnabledFor(logging.DEBUG):
            return super().execute_sql(sql, params)
        try:
            return connection.execute(sql, params or ())
        except Exception:
            with peewee.__exception_wrapper__:  # becomes one of Peewee's
                raise

    def begin(self, lock_type=None):
        if not self._writer.acquire(blocking=False):
            with turns.lent():
                self._writer.acquire()
        try:
            super().begin(lock_type)
        except BaseException:
            self._holding.stuck = True  # such as a question that is still being answered: with it there is nothing to be written
            self._writer.release()
            raise
        self._holding.held = True

    def _let_go(self):
        if getattr(self._holding, "held", False):
            self._holding.held = False
            self._writer.release()

    def commit(self):
        with turns.lent():  # the disk takes longer than a page
            result = super().commit()  # a failed commit is followed by rollback(), which lets go
            self._let_go()
        return result

    def rollback(self):
        try:
            if self.connection().in_transaction:  # a full disk or a failing one makes SQLite roll back by itself
                return super().rollback()
        finally:
            self._let_go()
