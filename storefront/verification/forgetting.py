"""A check that came to nothing keeps who it was about a while longer than its photos, for the market's own questions, and then only
that there was one. The number of papers that were refused stays as a blind key: the same papers behind another shop are still noticed."""

from datetime import timedelta

from storefront.kit import clock, db
from storefront.verification.models import Check

NOTHING = ("ended", "refused", "upheld")  # taken back, lapsed, or a no that nobody appealed or that stayed one
AT_ONCE = 100
_kept = {"days": 30}


def configure(config) -> None:
    """Take how many days names are kept (once, by app.py)."""
    _kept["days"] = config.check_days


@db.verb
def forget_names() -> None:
    """Sweep: names, and companies, of checks whose photos went long ago."""
    named = Check.name.is_null(False) | Check.company.is_null(False) | Check.company_number.is_null(False)
    past = Check.state.in_(NOTHING) & (Check.forgotten_at < clock.now() - timedelta(days=_kept["days"]))
    found = list(Check.across_shops(Check.id, Check.state).where(past, named).limit(AT_ONCE).tuples())
    if found:
        numbers = [number for number, _state in found]
        Check.update(name=None, company=None, company_number=None).where(Check.id.in_(numbers), past).execute()
        Check.update(number_key=None).where(Check.id.in_(numbers), Check.state == "ended").execute()
