"""The oracle: proves the invariants of the books on any database. `python app.py check` runs it, and so does every test.

Each feature audits its own tables; this module only asks them all and adds what lies between them: that rows of one shop belong to
that shop, that nothing points at nothing, and that history was not rewritten.
"""

from functools import reduce
from operator import add

from peewee import Value

from storefront.kit import audit, db, registry

audits = registry.Registry("audit")  # name → function() -> list of sentences, registered by app.py


def run(since_last: bool = False) -> list[str]:
    """Every difference found, as sentences that begin with the invariant's name; empty when everything holds.

    With `since_last` the chain of events is read only from where this process verified it last: for whoever asks again and again.
    """
    with db.connection():
        with db.at_once():
            found = [sentence for name, each in audits for sentence in _said(name, each)]
            found += [*_strangers(), *_pointing_nowhere()]
        return [*found, *audit.problems(since_last)]


def everything() -> list[str]:
    """As `run`, and whether the database's own file is whole: for the operator, and after a restore."""
    return [*_damage(), *run()]


def _said(name: str, audit) -> list[str]:
    """What one audit says. A value that cannot even be read, such as half a JSON text, is a difference too and hides no other."""
    try:
        return audit()
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        return [f"{name}: something there cannot be read ({type(error).__name__}: {error})"]


def _strangers() -> list[str]:
    """I8: a row of a shop belongs to things of the same shop."""
    return [
        f"I8 {table}: a row of shop {mine} belongs to {there} {number} of shop {theirs}"
        for table, there, number, mine, theirs in db.asked(_mixed)
    ]


def _mixed():
    return reduce(add, (_of_two_shops(field) for field in _inside_shops()))


def _inside_shops():
    """Every foreign key from a shop's table to a shop's table."""
    for model in db.models():
        if issubclass(model, db.ShopOwned):
            yield from (field for field in model._meta.refs if issubclass(field.rel_model, db.ShopOwned))


def _of_two_shops(field):
    mine, theirs = field.model, field.rel_model.alias()
    names = Value(mine._meta.table_name), Value(field.rel_model._meta.table_name)
    rows = mine.across_shops(*names, field, mine.shop, theirs.shop)
    return rows.join(theirs, on=(field == getattr(theirs, field.rel_field.name))).where(mine.shop != theirs.shop)


def _pointing_nowhere() -> list[str]:
    """A row whose other half is gone. PostgreSQL refuses that at all times; SQLite is asked."""
    if not db.on_sqlite():
        return []
    rows = db.database.execute_sql("PRAGMA foreign_key_check").fetchall()
    return [f"I5 {table}: row {number} points at a row of {parent} that is gone" for table, number, parent, _key in rows]


def _damage() -> list[str]:
    """What is broken in the file that holds everything. PostgreSQL keeps checksums of its own."""
    if not db.on_sqlite():
        return []
    with db.connection():
        answers = [line for (line,) in db.database.execute_sql("PRAGMA integrity_check(20)").fetchall()]
    return [] if answers == ["ok"] else [f"the database file is damaged: {line}" for line in answers]
