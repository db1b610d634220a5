"""Finding checks: of a shop, the market's queue, and the same papers behind other shops."""

from types import SimpleNamespace

from storefront.kit.errors import NotFound
from storefront.shops import Member, Shop
from storefront.verification.models import OPEN, WAITING, Check

MOST = 100


def of_shop(shop) -> SimpleNamespace:
    """Where a shop stands, with one question: `.open` (somebody has to do something), `.last` (the newest that did not end by itself),
    `.counts` (the one that gave its level); None for what there is not. `.all` newest first."""
    rows = list(Check.of(shop).order_by(Check.id.desc()).limit(20))
    for check in rows:
        check.shop = shop
    return SimpleNamespace(
        all=rows,
        open=next((check for check in rows if check.state in OPEN), None),
        counts=next((check for check in rows if check.state == "verified"), None),
        last=next((check for check in rows if check.state != "ended"), None),
    )


def open_of(shop) -> Check | None:
    """The check of a shop that somebody still has to do something about."""
    return Check.of(shop).where(Check.state.in_(OPEN)).first()


def by_code(code: str) -> Check:
    """A check by its code, for the market, with its shop. NotFound where there is none."""
    check = Check.across_shops(Check, Shop).join(Shop).where(Check.code == code).first()
    if check is None:
        raise NotFound
    return check


def _waiting():
    return Check.across_shops(Check, Shop).join(Shop).where(Check.state.in_(WAITING))


def waiting(limit: int = 25) -> list[Check]:
    """What waits for the market, oldest first."""
    return list(_waiting().order_by(Check.waiting_at, Check.id).limit(limit))


def next_for(person) -> Check | None:
    """The oldest that this person may decide: no appeal of their own no, no shop that they work in."""
    mine = Member.across_shops(Member.shop).where(Member.person == person.id)
    own_no = (Check.state == "appealed") & (Check.decided_by == person.id)
    return _waiting().where(~own_no, Check.shop.not_in(mine)).order_by(Check.waiting_at, Check.id).first()


def waiting_since() -> list:
    """When each that waits began to, oldest first, and which are overdue: [(moment, overdue)], at most a hundred."""
    rows = Check.across_shops(Check.waiting_at, Check.overdue_at).where(Check.state.in_(WAITING))
    return [(at, late is not None) for at, late in rows.order_by(Check.waiting_at).limit(MOST).tuples()]


def same_papers(check: Check) -> list[Check]:
    """Checks of other shops for which papers with the same number were sent, with their shops."""
    if not check.number_key:
        return []
    rows = Check.across_shops(Check, Shop).join(Shop).where(Check.number_key == check.number_key, Check.shop != check.shop_id)
    return list(rows.order_by(Check.id.desc()).limit(10))


def checked_name(shop) -> str | None:
    """The name that was checked: of the company, else of the person; None where nothing counts or it was noted by hand."""
    check = Check.of(shop).where(Check.state == "verified").first()
    return (check.company or check.name) if check is not None else None
