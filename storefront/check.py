"""The oracle: proves the invariants of the books on any database. `python app.py check` runs it, and so does every test.

Each feature audits its own tables; this module only asks them all and adds what lies between them.
"""

from storefront.kit import db, registry

audits = registry.Registry("audit")  # name → function() -> list of sentences, registered by app.py


def run() -> list[str]:
    """Every difference found, as sentences that begin with the invariant's name; empty when everything holds."""
    found: list[str] = []
    with db.connection():
        for _name, audit in audits:
            found += audit()
    return found
