"""I2 and I9, recomputed: what is on its way to sellers is in the books, to the unit; nothing left twice, to a new account or without the
people it needs. Each question asks for differences only."""

from peewee import JOIN, Case, Value, fn

from storefront.kit import db, machine
from storefront.ledger import Account, Entry, Transaction
from storefront.payouts.models import BATCH, IN_FLIGHT, OUT, WITHDRAWAL, BankAccount, Batch, Withdrawal

KINDS = ("paid_out", "payout_cancelled", "payout_sent", "payout_bounced")  # of transactions; what was kept is named apart


def problems() -> list[str]:
    """Every difference, as a sentence that names the shop, the withdrawal or the batch."""
    return [
        *(
            f"I2 payout of shop {shop} {currency}: {there} in the books, open withdrawals add up to {minor}"
            for shop, currency, there, minor in db.asked(_in_flight)
        ),
        *(f"I2 shop {shop} {currency}: {minor} on its way without an account in the books" for shop, currency, minor in db.asked(_unbooked)),
        *(f"I2 withdrawal {row}: left with {minor}, the books say {there}" for row, minor, there in db.asked(_sent)),
        *(f"I2 withdrawal {row}: should have moved {minor}, the books moved {there}" for row, minor, there in db.asked(_moved)),
        *(f"I2 {reference}: left in the books, but is {state}" for reference, state in db.asked(_left_only_in_books)),
        *(f"I2 batch {batch}: released {total}, its lines add up to {minor}" for batch, total, minor in db.asked(_released)),
        *(f"I9 withdrawal {row}: left before its account could be used" for (row,) in db.asked(_too_early)),
        *machine.problems(WITHDRAWAL, Withdrawal),
        *machine.problems(BATCH, Batch),
    ]  # fmt: skip


def _open_sums():
    rows = Withdrawal.across_shops(
        Withdrawal.shop.alias("shop"), Withdrawal.currency.alias("currency"), fn.SUM(Withdrawal.amount_minor).alias("minor")
    )
    return rows.where(Withdrawal.state.in_(IN_FLIGHT)).group_by(Withdrawal.shop, Withdrawal.currency).alias("open_sums")


def _in_flight():
    """The account `payout` of a shop is what its open withdrawals add up to."""
    sums = _open_sums()
    there = fn.COALESCE(sums.c.minor, 0)
    on = (sums.c.shop == Account.shop_id) & (sums.c.currency == Account.currency)
    rows = Account.select(Account.key, Account.currency, Account.balance_minor, there).join(sums, JOIN.LEFT_OUTER, on=on)
    return rows.where(Account.kind == "payout", Account.balance_minor != there)


def _unbooked():
    sums = _open_sums()
    on = (sums.c.shop == Account.shop_id) & (sums.c.currency == Account.currency) & (Account.kind == "payout")
    rows = Account.select(sums.c.shop, sums.c.currency, sums.c.minor).from_(sums).join(Account, JOIN.LEFT_OUTER, on=on)
    return rows.where(Account.id.is_null())


def _reference():
    return Value("withdrawal:").concat(Withdrawal.id.cast("TEXT"))


def _sent():
    """What is out left `payout` once, with its amount."""
    leg = Entry.select(Transaction.reference.alias("reference"), Entry.amount_minor.alias("minor")).join(Transaction)
    leg = leg.switch(Entry).join(Account).where(Transaction.kind == "payout_sent", Account.kind == "payout").alias("leg")
    rows = Withdrawal.across_shops(Withdrawal.id, Withdrawal.amount_minor, leg.c.minor)
    rows = rows.join(leg, JOIN.LEFT_OUTER, on=(leg.c.reference == _reference()))
    return rows.where(Withdrawal.state.in_(OUT), fn.COALESCE(leg.c.minor, 0) + Withdrawal.amount_minor != 0)


def _moved():
    """Each one's postings: what was asked for went in, and what left, came back or was taken back went out again."""
    total = fn.SUM(Entry.amount_minor).alias("minor")
    legs = Entry.select(Transaction.reference.alias("reference"), total).join(Transaction).switch(Entry).join(Account)
    legs = legs.where(Transaction.kind.in_(KINDS), Account.kind == "payout").group_by(Transaction.reference).alias("legs")
    over = Case(None, [(Withdrawal.state.in_(IN_FLIGHT), 0)], Withdrawal.amount_minor)
    there, wanted = fn.COALESCE(legs.c.minor, 0), Withdrawal.asked_minor - over
    rows = Withdrawal.across_shops(Withdrawal.id, wanted, there)
    return rows.join(legs, JOIN.LEFT_OUTER, on=(legs.c.reference == _reference())).where(there != wanted)


def _left_only_in_books():
    """Nothing is booked as sent that was not."""
    rows = Transaction.select(Transaction.reference, Withdrawal.state)
    rows = rows.join(Withdrawal, JOIN.LEFT_OUTER, on=(Transaction.reference == _reference()))
    return rows.where(Transaction.kind == "payout_sent", Withdrawal.id.is_null() | Withdrawal.state.not_in((*OUT, "bounced")))


def _released():
    """A batch's file adds up to what was released."""
    lines = Withdrawal.across_shops(Withdrawal.batch.alias("batch"), fn.SUM(Withdrawal.amount_minor).alias("minor"))
    lines = lines.where(Withdrawal.in_file).group_by(Withdrawal.batch).alias("lines")
    rows = Batch.select(Batch.code, Batch.total_minor, lines.c.minor).join(lines, JOIN.LEFT_OUTER, on=(lines.c.batch == Batch.id))
    return rows.where(fn.COALESCE(Batch.total_minor, 0) != fn.COALESCE(lines.c.minor, 0))


def _too_early():
    """Nothing joins a batch before its account may be used."""
    rows = Withdrawal.across_shops(Withdrawal.id).join(BankAccount)
    return rows.where(Withdrawal.batched_at < BankAccount.usable_at)
