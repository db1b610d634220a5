"""The one component that puts withdrawals into batches: the job worker, by the clock or because somebody pressed a button.

A button writes a task; the minute's sweep calls the same function. Each withdrawal joins by a compare-and-swap of its own row, in a
transaction of its own, so that it is in one batch whoever asks how often, and a worker that dies in between leaves nothing half done.
"""

from storefront import ledger
from storefront.kit import clock, db, events, ids, jobs
from storefront.kit.errors import Changed
from storefront.payouts import asking, rules, settings
from storefront.payouts.models import BATCH, OPEN, WITHDRAWAL, BankAccount, Batch, Withdrawal
from storefront.shops.models import Shop

MOST = 500  # of one round; the next minute goes on


def waiting(early: bool = False, limit: int = MOST) -> list[Withdrawal]:
    """What the batch takes now: due, to an account that may be used, of a shop that is not paused. `early` takes what is due later
    too, but never sooner to a new account."""
    now = clock.now()
    ready = Withdrawal.state.in_(OPEN) & (Withdrawal.held_until.is_null() | (Withdrawal.held_until <= now))
    rows = Withdrawal.across_shops(Withdrawal, BankAccount).join(BankAccount).switch(Withdrawal).join(Shop)
    rows = rows.where(ready, Shop.state != "suspended")
    if not early:
        rows = rows.where(Withdrawal.due_at <= now)
    return list(rows.order_by(Withdrawal.id).limit(limit))


def make(early: bool = False) -> int:
    """Put what waits into batches; returns how many withdrawals joined one."""
    return jobs.each(join, waiting(early))


@jobs.task
def make_now() -> None:
    """Somebody of the market wants the batch today: the worker makes it."""
    make(early=True)


def join(withdrawal: Withdrawal) -> Withdrawal:
    """One withdrawal into the batch of its kind, once. What the shop owes by now stays in its balance first; where that is all of it, the
    withdrawal is over and no batch is begun for it. Raises Changed where it is in a batch already, was taken back, or may not leave yet."""
    row = _keep_what_is_owed(withdrawal)
    return row if row.state == "cancelled" else _enter(row)


@db.verb
def _keep_what_is_owed(withdrawal: Withdrawal) -> Withdrawal:
    free = ledger.free(withdrawal.shop_id, withdrawal.currency)
    row = _ready(withdrawal)
    asking.keep(row, -free.minor)
    return row


@db.verb
def _enter(withdrawal: Withdrawal) -> Withdrawal:
    account = BankAccount.of(withdrawal.shop_id).where(BankAccount.id == withdrawal.account_id).get()
    sepa = bool(settings.payer().iban)
    kind = rules.kind_of_file(account.number, account.known["is_iban"], withdrawal.currency, sepa, account.holder)
    batch = _batch(kind, withdrawal.currency)
    free = ledger.free(withdrawal.shop_id, withdrawal.currency)
    row = _ready(withdrawal)
    if free.minor < 0:  # a refund came in between: the next minute keeps it back
        raise Changed
    WITHDRAWAL.change(row, "batch", note={"batch": batch.id}, batch=batch.id, batched_at=clock.now())
    return row


def _ready(withdrawal: Withdrawal) -> Withdrawal:
    """Its row, locked. Raises Changed where it may not leave now."""
    row = asking.locked(withdrawal)
    if row.state not in OPEN or (row.held_until is not None and row.held_until > clock.now()):
        raise Changed
    if Shop.select(Shop.id).where(Shop.id == row.shop_id, Shop.state == "suspended").exists():
        raise Changed  # paused since it was looked for: what is its own stays until it is reinstated
    return row


def _batch(kind: str, currency: str) -> Batch:
    """The batch that takes withdrawals of this kind, its row locked; a new one where the last was looked at already."""
    wanted = Batch.select().where(Batch.kind == kind, Batch.currency == currency, Batch.state == BATCH.initial)
    for _try in range(3):
        found = db.locked(wanted).first()
        if found is not None:
            return found
        columns = {"code": ids.code(8), "kind": kind, "currency": currency, "made_at": clock.now()}
        made = Batch.insert(**columns).on_conflict(action="IGNORE").as_rowcount().execute()
        if made:
            found = db.locked(wanted).get()
            events.record("payout_batch.make", subject=f"payout_batch:{found.id}", after=found.state)
            return found
    raise Changed
