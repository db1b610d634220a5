"""The market's side: look at the papers with a reason, say yes, ask again, say no; and somebody else decides an appeal."""

from storefront import shops
from storefront.kit import clock, db, events
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.shops import Member
from storefront.verification import papers, rules
from storefront.verification.asking import enter, free_code, until
from storefront.verification.events import Accepted, AskedAgain, Looked, Overturned, TurnedDown, Upheld
from storefront.verification.models import CHECK, OPEN, Check, Paper
from storefront.verification.rules import PERIODS

LOOKED = events.name_of(Looked)


# --- looking at papers -------------------------------------------------------------------------------------------------------


@db.verb
def look(check: Check, person, reason: str, words: str = "") -> None:
    """Open the papers for ten minutes. `reason` is one of rules.REASONS; both stay in the audit, with who it was.

    Raises Refused (field "reason") without one, NotFound where the papers have gone.
    """
    if reason not in rules.REASONS:
        raise Refused(_("Say why you open these papers: it stays on record."), field="reason")
    refuse_partial(check.shop_id, person)
    shown = papers.of_check(check)
    if not shown:
        raise NotFound
    with events.acting("operator", person.id):
        events.record(
            Looked(check.id, person.id, reason), subject=f"check:{check.id}", shop=check.shop_id, words=(words or "").strip()[:300],
            papers=[paper.id for paper in shown.values()],
        )  # fmt: skip


def may_see(check: Check, person) -> bool:
    """Whether this person gave a reason for these papers a little while ago."""
    row = events.Event
    mine = (row.subject == f"check:{check.id}") & (row.kind == LOOKED) & (row.actor == f"operator:{person.id}")
    return row.select(row.id).where(mine, row.at > clock.now() - PERIODS.look).exists()


def paper_for(check: Check, code: str, person) -> Paper:
    """One paper of a check, for somebody who may see it now. NotFound for everybody and everything else."""
    paper = next((each for each in papers.of_check(check).values() if each.code == code), None)
    if paper is None or not may_see(check, person):
        raise NotFound
    return paper


def _refuse_unseen(check: Check, person) -> None:
    """Whoever decides about papers has opened them since they were sent."""
    row = events.Event
    mine = (row.subject == f"check:{check.id}") & (row.kind == LOOKED) & (row.actor == f"operator:{person.id}")
    if not row.select(row.id).where(mine, row.at >= check.sent_at).exists():
        raise Refused(_("Open the papers first."))


# --- deciding ----------------------------------------------------------------------------------------------------------------


def refuse_partial(shop_id: int, person, field: str | None = None) -> None:
    """Nobody decides about a shop they work in."""
    if Member.of(shop_id).where(Member.person == person.id).exists():
        raise Refused(_("You work in this shop, so somebody else decides this check."), field)


def _written(words: str) -> str:
    text = (words or "").strip()
    if len(text) > 2000:
        raise Refused(_("That is %(length)s characters; there is room for %(most)s.", length=len(text), most=2000), field="words")
    return text


@db.verb
def accept(check: Check, person, ticked) -> Check:
    """The papers fit: the shop gets the level it asked for, and its pages say what was checked and when."""
    check = enter(check)
    if not CHECK.may(check, "accept"):
        raise Changed
    refuse_partial(check.shop_id, person)
    _refuse_unseen(check, person)
    checked = rules.refuse_ticks(check.kind, ticked)
    now = clock.now()
    _supersede(check)
    CHECK.change(
        check, "accept", Accepted(check.id), checked=checked, decided_at=now, decided_by=person.id, delete_at=now + PERIODS.keep
    )
    return _give_level(check)


def _supersede(check: Check) -> None:
    """What counted until now gives way. Inside the verb that says yes."""
    for old in Check.of(check.shop_id).where(Check.state == "verified", Check.id != check.id):
        CHECK.change(old, "supersede")


def _give_level(check: Check) -> Check:
    if check.kind not in rules.above(check.shop.level):
        raise Changed(_("The shop stands at this level or a higher one already."))
    shops.verify(check.shop, check.kind)
    return check


@db.verb
def ask_again(check: Check, person, missing, words: str = "") -> Check:
    """Something does not fit or cannot be read: `missing` are keys of rules.MISSING. Raises Refused (field "missing") without any."""
    check = enter(check)
    if not CHECK.may(check, "ask_again"):
        raise Changed
    refuse_partial(check.shop_id, person)
    _refuse_unseen(check, person)
    keys = [key for key in rules.MISSING if key in missing]
    text = _written(words)
    if not keys and not text:
        raise Refused(_("Say what is missing: the seller reads it."), field="missing")
    columns = {"missing": ",".join(keys), "words": text, "send_by": clock.now() + PERIODS.send, "decide_by": None}
    return CHECK.change(check, "ask_again", AskedAgain(check.id), note={"missing": keys, **until(columns["send_by"])}, **columns)


def _gone_at(check: Check, moment):
    """When papers go; None where there are none any more."""
    return None if check.by_hand or check.forgotten_at else moment


def _no(rule: str, words: str) -> str:
    if rule not in rules.RULES:
        raise Refused(_("Choose the rule."), field="rule")
    return _written(words)


@db.verb
def refuse(check: Check, person, rule: str, words: str = "") -> Check:
    """A no, by one of rules.RULES and in words; it can be appealed once. Raises Refused (field "rule") without a rule."""
    check = enter(check)
    if not CHECK.may(check, "refuse"):
        raise Changed
    refuse_partial(check.shop_id, person)
    _refuse_unseen(check, person)
    text, now = _no(rule, words), clock.now()
    appeal_by = now + PERIODS.appeal
    columns = {"rule": rule, "words": text, "decided_at": now, "decided_by": person.id, "appeal_by": appeal_by, "decide_by": None}
    note = {"rule": rule, **until(appeal_by)}
    return CHECK.change(check, "refuse", TurnedDown(check.id), note=note, delete_at=appeal_by + PERIODS.keep, **columns)


@db.verb
def revoke(check: Check, person, rule: str, words: str = "") -> Check:
    """Take a level back, by a rule and in words; that can be appealed like any other no."""
    check = enter(check)
    if not CHECK.may(check, "revoke"):
        raise Changed
    refuse_partial(check.shop_id, person)
    text, now = _no(rule, words), clock.now()
    columns = {"rule": rule, "words": text, "decided_at": now, "decided_by": person.id, "appeal_by": now + PERIODS.appeal}
    columns |= {"appealed_at": None, "ruled_at": None, "ruled_by": None, "decide_by": None}
    columns["delete_at"] = _gone_at(check, now + PERIODS.appeal + PERIODS.keep)
    CHECK.change(check, "revoke", TurnedDown(check.id), note={"rule": rule, **until(columns["appeal_by"])}, **columns)
    shops.verify(check.shop, "none")
    return check


@db.verb
def rule_appeal(check: Check, person, overturn: bool, words: str) -> Check:
    """Somebody else than who said no decides, and that is final: a yes after all (`overturn`), or it stays a no. With a reason."""
    check = enter(check)
    verb = "overturn" if overturn else "uphold"
    if not CHECK.may(check, verb):
        raise Changed
    rules.refuse_same(check.decided_by_id, person.id)
    refuse_partial(check.shop_id, person)
    text = _written(words)
    if not text:
        raise Refused(_("Write the reason: the seller reads it."), field="words")
    now = clock.now()
    columns = {"ruling": text, "ruled_at": now, "ruled_by": person.id, "decide_by": None}
    columns["delete_at"] = _gone_at(check, now + PERIODS.keep)
    if not overturn:
        return CHECK.change(check, verb, Upheld(check.id), **columns)
    _supersede(check)
    checked = check.checked or ",".join(rules.TICKS[check.kind])
    CHECK.change(check, verb, Overturned(check.id), checked=checked, **columns)
    return _give_level(check)


@db.verb
def by_hand(shop, person, level: str, reason: str) -> Check | None:
    """An operator notes a level without papers (seen by video, say), or takes it back with "none"; `reason` stays on record.

    What the seller has begun and not sent ends where the level by hand says as much or more. Raises Refused (field "level" or "seen"),
    Changed while sent papers or an appeal wait for a decision.
    """
    shop = db.locked(shops.Shop.select().where(shops.Shop.id == shop.id)).get()
    refuse_partial(shop.id, person, "level")
    reason = (reason or "").strip()[:1000]
    if level not in shops.LEVELS:
        raise Refused(_("Choose one."), field="level")
    if level == shop.level:
        raise Refused(_("It stands at this level already."), field="level")
    if not reason:
        raise Refused(_("Write what was seen, or why it is taken back: it stays on record."), field="seen")
    open_one = Check.of(shop).where(Check.state.in_(OPEN)).first()
    if open_one is not None and level != "none":
        if not open_one.editable:
            raise Changed(_("A check of this shop waits already: decide it there."))
        if open_one.kind not in rules.above(level):
            CHECK.change(open_one, "withdraw", note={"by_hand": True}, ended="withdrawn", delete_at=clock.now(), send_by=None)
    for old in Check.of(shop).where(Check.state == "verified"):
        CHECK.change(old, "supersede", note={"by_hand": True})
    if level == "none":
        shops.verify(shop, "none")
        events.record("check.taken_back", subject=f"shop:{shop.id}", shop=shop, words=reason)
        return None
    now = clock.now()
    check = Check.create(
        shop=shop, code=free_code(), kind=level, state="verified", by_hand=True, country=shop.country, asked_at=now, decided_at=now,
        decided_by=person.id, words=reason,
    )  # fmt: skip
    events.record("check.by_hand", subject=f"check:{check.id}", shop=shop, after="verified", level=level, words=reason)
    shops.verify(shop, level)
    return check
