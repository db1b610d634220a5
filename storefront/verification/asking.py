"""The seller's side: begin, fill in, send, take it back, appeal."""

from datetime import timedelta

import peewee

from storefront.kit import clock, db, events, ids, personal
from storefront.kit.errors import Changed, Refused, TooMany
from storefront.kit.i18n import gettext as _
from storefront.shops import Shop
from storefront.verification import papers, rules
from storefront.verification.events import Appealed, Sent
from storefront.verification.models import CHECK, EDITABLE, OPEN, Check
from storefront.verification.rules import PERIODS, SIDES

BEGUN_A_MONTH, A_MONTH = 10, timedelta(days=30)


def enter(check: Check) -> Check:
    """The check as it stands now, its row locked, with its shop."""
    fresh = db.locked(Check.of(check.shop_id).where(Check.id == check.id)).get()
    fresh.shop = Shop.get_by_id(fresh.shop_id)
    return fresh


@db.verb
def begin(shop: Shop, kind: str, person) -> Check:
    """Begin a check of a shop as `kind`, or change what an unsent one asks for.

    Raises Refused (field "kind") for a kind that would not be more than the shop has, Changed where a check waits for somebody else. A
    shop that has closed is checked, too: what is left in its balance may need it to be withdrawn.
    """
    if kind not in rules.above(shop.level):
        raise Refused(_("Choose who runs this shop."), field="kind")
    there = Check.of(shop).where(Check.state.in_(OPEN)).first()
    if there is not None:
        return _change_kind(there, kind)
    now = clock.now()
    _refuse_often(shop, now)
    try:
        with db.database.atomic():
            check = Check.create(
                shop=shop, code=free_code(), kind=kind, asked_by=person.id, country=shop.country, asked_at=now, send_by=now + PERIODS.send
            )  # fmt: skip
    except peewee.IntegrityError:  # two at the same moment
        raise Changed from None
    events.record("check.begin", subject=f"check:{check.id}", shop=shop, after=check.state, level=kind)
    return check


def _refuse_often(shop: Shop, now) -> None:
    """Counted by the checks themselves: what a limit counts is forgotten after two days."""
    lately = Check.of(shop, Check.asked_at).where(Check.asked_at > now - A_MONTH, ~Check.by_hand).order_by(Check.id)
    begun = [moment for (moment,) in lately.tuples()]
    if len(begun) >= BEGUN_A_MONTH:
        wait = begun[-BEGUN_A_MONTH] + A_MONTH - now
        raise TooMany(_("That was too often. Ask again in a few weeks."), retry_after=int(wait.total_seconds()))


def _change_kind(check: Check, kind: str) -> Check:
    if check.state not in EDITABLE:
        raise Changed(_("Your papers have been sent already. Have a look at how it stands now."))
    if kind != check.kind:
        Check.update(kind=kind).where(Check.id == check.id, Check.state.in_(EDITABLE)).execute()
        check.kind = kind
        check._dirty.clear()
        events.record("check.kind", subject=f"check:{check.id}", shop=check.shop_id, level=kind)
    return check


def free_code() -> str:
    """A code that no check has yet."""
    while True:
        code = ids.code(6)
        if not Check.across_shops(Check.id).where(Check.code == code).exists():
            return code


@db.verb
def fill(check: Check, name: str, country: str, number: str, company: str = "", company_number: str = "") -> Check:
    """Keep what was typed, complete or not; `number` may be anything here, `send` is strict."""
    plain = rules.read_number(number) or (number or "").strip()[:40]
    values = {"name": name, "country": country, "number": plain, "company": company, "company_number": company_number}
    values = {field: (value or "").strip() or (None if field != "country" else "") for field, value in values.items()}
    values["number_key"] = personal.blind("papers", rules.number_key_text(country, plain)) if rules.read_number(plain) else None
    if not Check.update(**values).where(Check.id == check.id, Check.state.in_(EDITABLE)).execute():
        raise Changed
    for field, value in values.items():
        setattr(check, field, value)
    check._dirty.clear()
    return check


@db.verb
def send(check: Check) -> Check:
    """Everything is there: the market looks at it by `decide_by`. Raises Refused with the field of what is missing.

    Sent again, it stays sent.
    """
    check = enter(check)
    if check.state == "in_review":
        return check
    if CHECK.may(check, "send"):
        rules.refuse_late(check.send_by, clock.now())
        rules.refuse_gaps(check.kind, check.name, rules.read_number(check.number), check.company, check.company_number)
        there = papers.of_check(check)
        for side in SIDES:
            if side not in there:
                raise Refused(_("This photo is missing."), field=side)
    now = clock.now()
    columns = {"sent_at": now, "waiting_at": now, "decide_by": now + PERIODS.review, "overdue_at": None, "send_by": None}
    return CHECK.change(check, "send", Sent(check.id), note=until(columns["decide_by"]), missing="", words="", **columns)


@db.verb
def withdraw(check: Check) -> Check:
    """Take it back before it is decided: the papers go at once."""
    check = enter(check)
    return CHECK.change(check, "withdraw", ended="withdrawn", delete_at=clock.now(), send_by=None)


@db.verb
def appeal(check: Check, words: str) -> Check:
    """Ask for somebody else to look again, once and with a reason. Raises Refused (field "words") without one."""
    check = enter(check)
    if CHECK.may(check, "appeal"):
        rules.refuse_late(check.appeal_by, clock.now())
        if not may_appeal(check):
            raise Changed(_("You have begun a new check. It is decided there."))
        if not (words or "").strip():
            raise Refused(_("Write why the decision is wrong."), field="words")
    now = clock.now()
    columns = {"appealed_at": now, "waiting_at": now, "decide_by": now + PERIODS.review, "overdue_at": None, "delete_at": None}
    text = (words or "").strip()
    return CHECK.change(check, "appeal", Appealed(check.id), note=until(columns["decide_by"]), appeal_words=text, **columns)


def until(deadline) -> dict:
    """The deadline that a step sets, kept with its event: whoever hears of it later reads what was said then."""
    return {"by": deadline.isoformat()}


def may_appeal(check: Check) -> bool:
    """Whether a no can be appealed now: in time, once, and before a new check was begun."""
    if check.state != "refused" or check.appealed_at is not None or not rules.in_time(check.appeal_by, clock.now()):
        return False
    return not Check.of(check.shop_id).where(Check.id > check.id, Check.state != "ended").exists()
