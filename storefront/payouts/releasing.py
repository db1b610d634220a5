"""People of the market release a batch, above a limit two of them, and take its file to the bank; and say what became of each
withdrawal: sent, or come back."""

from dataclasses import dataclass

from storefront import ledger
from storefront.accounts import Person
from storefront.kit import clock, db, events, ids, jobs
from storefront.kit.errors import Changed, Gone, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.payouts import asking, pain, rules, settings, sheet
from storefront.payouts.events import Bounced, Sent
from storefront.payouts.models import BATCH, OUT, WITHDRAWAL, BankAccount, Batch, Withdrawal
from storefront.shops.models import Shop

BANK = "bank"  # the provider's account in the ledger that withdrawals leave from
REASON_LONGEST = 200


def lines_of(batch: Batch) -> list[Withdrawal]:
    """The withdrawals of a batch with their shops and accounts, in the order they joined."""
    rows = Withdrawal.across_shops(Withdrawal, BankAccount, Shop).join(BankAccount).switch(Withdrawal).join(Shop)
    return list(rows.where(Withdrawal.batch == batch.id).order_by(Withdrawal.id))


def to_pay(batch: Batch, lines: list[Withdrawal]) -> list[Withdrawal]:
    """Those that its file tells the bank to pay: all but what was taken out before it was released."""
    return [row for row in lines if (row.in_file if batch.released_at is not None else row.state == "batched")]


def total_of(batch: Batch, lines: list[Withdrawal]) -> Money:
    """What its file adds up to."""
    return Money(sum(row.amount_minor for row in to_pay(batch, lines)), batch.currency)


def stamp(batch: Batch, lines: list[Withdrawal]) -> str:
    """What somebody has looked at who looks at a batch now: which withdrawals it pays."""
    return ids.digest(",".join(f"{row.code} {row.amount_minor}" for row in to_pay(batch, lines)))[:16]


@db.verb
def release(batch: Batch, person: Person, seen: str | None = None) -> Batch:
    """`person` looked at the batch and lets it go. Above the limit for one person this is the first of two: another one repeats it.

    `seen` is the `stamp` of what they looked at. Raises Changed where more has joined since, Refused for the same person twice, for somebody
    whose own money is in it, for money of a shop that was paused since, and for a batch without anything to pay.
    """
    row = _locked(batch.id)
    lines = lines_of(row)
    total = total_of(row, lines)
    if row.state not in ("made", "approved"):
        raise Changed(_("This batch was released already."))
    if seen is not None and seen != stamp(row, lines):
        raise Changed(_("What this batch pays has changed since you looked. Look at it once more."))
    if not total.minor:
        raise Refused(_("There is nothing in it to pay."))
    if any(_is_of(line, person) for line in lines):
        raise Refused(_("Money of your own shop is in this batch, so somebody else has to release it."))
    paused = sorted({line.shop.name for line in to_pay(row, lines) if line.shop.state == "suspended"})
    if paused:
        raise Refused(_("%(shop)s is paused. Take its withdrawal out of the batch first.", shop=paused[0]))
    now = clock.now()
    if row.state == "made" and settings.needs_two(total, person):
        return BATCH.change(row, "approve", needs_two=True, approved_by=person.id, approved_at=now, note={"minor": total.minor})
    if row.approved_by_id == person.id:
        raise Refused(
            _(
                "You have looked at it. Above %(limit)s a second person has to release it.",
                limit=limit_words(row.currency, person),
            )
        )
    Withdrawal.update(in_file=True).where(Withdrawal.batch == row.id, Withdrawal.state == "batched").execute()
    return BATCH.change(
        row, "release", released_by=person.id, released_at=now, total_minor=total.minor, note={"minor": total.minor}
    )


def _is_of(line: Withdrawal, person: Person) -> bool:
    return person.id in (line.asked_by_id, line.shop.owner_id)


def _locked(batch_id: int) -> Batch:
    """The batch as it stands, its row locked. Batches are locked before accounts, accounts before withdrawals, everywhere."""
    return db.locked(Batch.select().where(Batch.id == batch_id)).get()


def limit_words(currency: str, person: Person) -> str:
    """Up to how much `person` may release alone."""
    return settings.one_person_most(currency, person).display()


@dataclass(frozen=True)
class BankFile:
    """What goes to the bank: `data` is the file."""

    name: str
    mimetype: str
    data: bytes


@db.verb
def file_of(batch: Batch) -> BankFile:
    """The file of a released batch, the same each time. Account numbers are in it, so that it was made is written down."""
    batch = Batch.get_by_id(batch.id)
    if batch.released_at is None:
        raise Changed(_("Release the batch first."))
    lines = to_pay(batch, lines_of(batch))
    if not all(line.account.number for line in lines):
        raise Gone(_("An account in this file was erased at its owner's wish. The file cannot be made again."))
    assert sum(line.amount_minor for line in lines) == batch.total_minor, f"batch {batch.code} does not add up"
    # the day stands in files for the euro's own system alone, and stays what it was whatever the operator names later
    day = rules.bank_day_from(batch.released_at.astimezone(rules.zone_of(settings.zone())).date(), batch.currency)
    if batch.kind == "sepa":
        found = BankFile(f"{batch.code}.xml", "application/xml", pain.build(batch, lines, settings.payer(), day))
    else:
        found = BankFile(f"{batch.code}.csv", "text/csv", sheet.build(batch, lines).encode())
    events.record("payout_batch.file", subject=f"payout_batch:{batch.id}", lines=len(lines), minor=batch.total_minor)
    return found


# --- what became of them ---------------------------------------------------------------------------------------------------------


@db.verb
def mark_sent(withdrawal: Withdrawal) -> Withdrawal:
    """The bank has taken it. Only of a released batch; once."""
    batch = _batch_of(withdrawal)
    row = asking.locked(withdrawal)
    if row.state == "batched" and batch.released_at is None:
        raise Changed(_("Release the batch first."))
    now = clock.now()
    today = now.astimezone(rules.zone_of(settings.zone())).date()
    closed = settings.closed()
    done_by = rules.batch_moment(rules.bank_day_after(today, row.currency, rules.DONE_AFTER, closed), settings.zone())
    arrives_on = rules.bank_day_after(today, row.currency, closed=closed)
    WITHDRAWAL.change(row, "send", Sent(row.id), sent_at=now, done_by=done_by, arrives_on=arrives_on)
    legs = [("payout", str(row.shop_id), -row.amount_minor), ("provider", BANK, row.amount_minor)]
    ledger.post("payout_sent", f"withdrawal:{row.id}", legs, row.currency, row.shop_id)
    _close_where_done(batch)
    return row


@db.verb
def mark_all_sent(batch: Batch) -> int:
    """The bank has taken the file: everything in it that nothing was said about yet. Returns how many."""
    waiting = [line for line in lines_of(batch) if line.state == "batched"]
    for line in waiting:
        mark_sent(line)
    return len(waiting)


@db.verb
def mark_bounced(withdrawal: Withdrawal, reason: str, person: Person | None = None) -> Withdrawal:
    """It came back from the bank, or is taken out of the batch: the money is in the shop's balance again, with the reason for its
    owner to read. Raises Refused without a reason, and where `person` would say so of the money of their own shop that the bank was told
    to pay: it would be theirs twice."""
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Write the reason: the seller will read it."), "reason")
    if len(reason) > REASON_LONGEST:
        raise Refused(
            _("That is %(length)s characters; there is room for %(most)s.", length=len(reason), most=REASON_LONGEST), "reason"
        )
    batch = _batch_of(withdrawal)
    ledger.free(withdrawal.shop_id, withdrawal.currency)
    row = asking.locked(withdrawal)
    if person is not None and row.in_file and _is_of(row, person):
        raise Refused(_("This is money of your own shop, so somebody else has to say that it came back."), "reason")
    was_out = row.state in OUT
    WITHDRAWAL.change(row, "bounce", Bounced(row.id), bounced_at=clock.now(), reason=reason)
    back_from = ("provider", BANK) if was_out else ("payout", str(row.shop_id))
    legs = [(*back_from, -row.amount_minor), ("shop", str(row.shop_id), row.amount_minor)]
    ledger.post("payout_bounced", f"withdrawal:{row.id}", legs, row.currency, row.shop_id)
    _close_where_done(batch)
    return row


@db.verb
def mark_done(withdrawal: Withdrawal) -> Withdrawal:
    """It arrived: a statement of the bank says so, or it did not come back in time."""
    return WITHDRAWAL.change(asking.locked(withdrawal), "arrive", done_at=clock.now())


def finish_due(limit: int = 200) -> None:
    """Sweep: what did not come back in time has arrived."""
    due = Withdrawal.across_shops().where(Withdrawal.state == "sent", Withdrawal.done_by <= clock.now())
    jobs.each(mark_done, due.order_by(Withdrawal.done_by).limit(limit))


def _batch_of(withdrawal: Withdrawal) -> Batch:
    """Its batch, locked. Raises Changed where no batch has it."""
    if withdrawal.batch_id is None:
        raise Changed
    return _locked(withdrawal.batch_id)


def _close_where_done(batch: Batch) -> None:
    """A batch of which every withdrawal was sent or came back is over. Its row is locked."""
    still = Withdrawal.across_shops(Withdrawal.id).where(Withdrawal.batch == batch.id, Withdrawal.state == "batched")
    if batch.state != "closed" and not still.exists():
        BATCH.change(batch, "close", closed_at=clock.now())
