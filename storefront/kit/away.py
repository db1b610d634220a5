"""Not a bug, and nobody's mistake: the database or the disk cannot be used at the moment. Used as `db.is_away` and `db.UNREACHABLE`."""

import peewee

from storefront.kit import files


def sqlstate(error: BaseException) -> str | None:
    """The SQLSTATE of a PostgreSQL error, or None."""
    for cause in (error, getattr(error, "__cause__", None), getattr(error, "orig", None), *getattr(error, "args", ())):
        state = getattr(cause, "sqlstate", None)
        if state:
            return state
    return None


# What SQLite says when the disk is full, fails, may not be written, or stays locked, and about a savepoint of a transaction that it gave
# up for that; PostgreSQL's classes of the same.
_AWAY = ("is full", "i/o error", "readonly", "unable to open", "is locked", "not a database", "malformed", "no such savepoint")
_AWAY_STATES = ("08", "25006", "53", "55P03", "57", "58")
UNREACHABLE = (peewee.OperationalError, peewee.InterfaceError, peewee.InternalError)


def is_away(error: BaseException) -> bool:
    """Whether the database, or the disk for files beside it, cannot be reached or written at the moment, as opposed to a mistake in what
    it was asked."""
    if isinstance(error, OSError):
        return files.has_no_room(error)
    if not isinstance(error, UNREACHABLE):
        return False
    from storefront.kit import db  # it imports this file

    if db.on_sqlite():
        return any(words in str(error) for words in _AWAY)
    state = sqlstate(error)
    return state.startswith(_AWAY_STATES) if state else not isinstance(error, peewee.InternalError)
