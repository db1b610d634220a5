"""What banks write beside money may name people, so it is kept as long as it is needed to find whose the money was, and no longer.

Sums, references and what of ours a line is stay for good. A statement in which something is still to be looked at keeps its words
until it was; a file that nobody took in goes as a whole.
"""

from datetime import timedelta

from storefront.kit import clock, db
from storefront.reconciliation.models import STATEMENT, Line, Statement

AT_ONCE = 5  # statements in one sweep: the next one is a minute away
_kept = {"days": 180}


def configure(config) -> None:
    """Take how many days words are kept (once, by app.py)."""
    _kept["days"] = config.statement_days


def forget_due() -> None:
    """Sweep: words of statements that were compared long ago, and files that were left lying."""
    before = clock.now() - timedelta(days=_kept["days"])
    kept = Statement.words_gone_at.is_null()
    done = (Statement.state == "done") & (Statement.done_at <= before) & (Statement.open_count == 0)
    left = (Statement.state == "uploaded") & (Statement.uploaded_at <= before)
    for (number,) in list(Statement.select(Statement.id).where(kept, done).limit(AT_ONCE).tuples()):
        _forget_words(number)
    for row in list(Statement.select().where(kept, left).limit(AT_ONCE)):
        STATEMENT.change(row, "discard", body="", next_at=None)


@db.verb
def _forget_words(number: int) -> None:
    """Both at once; a comparison that began meanwhile still has them."""
    now = clock.now()
    ready = (Statement.id == number) & (Statement.state == "done") & (Statement.open_count == 0)
    if Statement.update(words_gone_at=now).where(ready).execute():
        Line.update(words="").where(Line.statement == number).execute()
