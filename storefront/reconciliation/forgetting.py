"""What banks write beside money may name people, so it is kept as long as it is needed to find whose the money was, and no longer.

Sums, references and what of ours a line is stay for good. A statement in which something is still to be looked at keeps its words
until it was; a file that nobody took in goes as a whole. How money that was nobody's was paid back by hand may name an account: it is kept as long.
"""

from datetime import timedelta

from storefront.kit import clock, db, events
from storefront.reconciliation.models import STATEMENT, Decision, Line, Statement

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
    paid = (Decision.other_way_at <= before) & Decision.other_way.is_null(False)
    for (number,) in list(Decision.select(Decision.id).where(paid).limit(AT_ONCE).tuples()):
        _forget_how(number)
    for (number,) in list(Statement.select(Statement.id).where(kept, done).limit(AT_ONCE).tuples()):
        _forget_words(number)
    for row in list(Statement.select().where(kept, left).limit(AT_ONCE)):
        STATEMENT.change(row, "discard", body="", next_at=None)


@db.verb
def _forget_how(number: int) -> None:
    """In the row and in the history."""
    Decision.update(other_way=None).where(Decision.id == number).execute()
    events.forget_words([f"suspense:{number}"])


@db.verb
def _forget_words(number: int) -> None:
    """Both at once; a comparison that began meanwhile still has them."""
    now = clock.now()
    ready = (Statement.id == number) & (Statement.state == "done") & (Statement.open_count == 0)
    if Statement.update(words_gone_at=now).where(ready).execute():
        Line.update(words="").where(Line.statement == number).execute()
