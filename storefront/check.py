"""The oracle: proves the invariants of the books on any database. `python app.py check` runs it, and so does every test.

Each feature audits its own tables; this module only asks them all and adds what lies between them.
"""

from storefront.kit import audit, db, registry

audits = registry.Registry("audit")  # name → function() -> list of sentences, registered by app.py


def run(since_last: bool = False) -> list[str]:
    """Every difference found, as sentences that begin with the invariant's name; empty when everything holds.

    With `since_last` the chain of events is read only from where this process verified it last: for whoever asks again and again.
    """
    found: list[str] = []
    with db.connection():
        for _name, each in audits:
            found += each()
        found += audit.problems(since_last)
    return found
