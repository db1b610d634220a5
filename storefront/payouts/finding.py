"""Looking at withdrawals and batches."""

from datetime import datetime

from peewee import fn

from storefront.kit.errors import NotFound
from storefront.kit.money import Money
from storefront.payouts.models import IN_FLIGHT, OPEN, BankAccount, Batch, Withdrawal
from storefront.shops.models import Shop

PAGE = 30
MOST = 100


def of_shop(shop, before: int | None = None, limit: int = PAGE) -> tuple[list[Withdrawal], bool]:
    """(a shop's withdrawals with their accounts, newest first; whether there are older ones)."""
    rows = Withdrawal.of(shop, Withdrawal, BankAccount).join(BankAccount).order_by(Withdrawal.id.desc()).limit(limit + 1)
    found = list(rows.where(Withdrawal.id < before) if before else rows)
    return found[:limit], len(found) > limit


def by_code(shop, code: str) -> Withdrawal:
    """One withdrawal of a shop with its account. NotFound for another shop's."""
    row = Withdrawal.of(shop, Withdrawal, BankAccount).join(BankAccount).where(Withdrawal.code == code[:10]).first()
    if row is None:
        raise NotFound
    row.shop = shop
    return row


def anywhere(code: str) -> Withdrawal | None:
    """The withdrawal that a line of a bank's statement names, of whatever shop, or None."""
    return Withdrawal.across_shops(Withdrawal, Shop).join(Shop).where(Withdrawal.code == code[:10]).first()


def by_id_anywhere(withdrawal_id: int) -> Withdrawal:
    """One withdrawal with its shop and account, for the notices."""
    rows = Withdrawal.across_shops(Withdrawal, BankAccount, Shop).join(BankAccount).switch(Withdrawal).join(Shop)
    return rows.where(Withdrawal.id == withdrawal_id).get()


def in_flight(shop) -> Money:
    """What has left a shop's balance and not the market yet."""
    mine = (Withdrawal.currency == shop.currency) & Withdrawal.state.in_(IN_FLIGHT)
    rows = Withdrawal.of(shop, fn.COALESCE(fn.SUM(Withdrawal.amount_minor), 0)).where(mine)
    return Money(int(rows.scalar()), shop.currency)


# --- the market's --------------------------------------------------------------------------------------------------------------


def batch_by_code(code: str) -> Batch:
    """One batch. NotFound where there is none."""
    row = Batch.get_or_none(Batch.code == code[:10])
    if row is None:
        raise NotFound
    return row


def batches(states: tuple[str, ...], before: int | None = None, limit: int = PAGE) -> tuple[list[tuple[Batch, int, Money]], bool]:
    """([(batch, how many withdrawals it pays, their sum)], newest first; whether there are older ones). Two queries."""
    rows = Batch.select().where(Batch.state.in_(states)).order_by(Batch.id.desc()).limit(limit + 1)
    found = list(rows.where(Batch.id < before) if before else rows)
    sums: dict[int, tuple[int, int]] = {}
    if found:
        paid = Withdrawal.across_shops(Withdrawal.batch, fn.COUNT(Withdrawal.id), fn.SUM(Withdrawal.amount_minor))
        counted = Withdrawal.in_file | (Withdrawal.state == "batched")
        paid = paid.where(Withdrawal.batch.in_([row.id for row in found]), counted).group_by(Withdrawal.batch)
        sums = {number: (count, int(minor)) for number, count, minor in paid.tuples()}
    listed = [(row, *_sum(sums.get(row.id, (0, 0)), row.currency)) for row in found[:limit]]
    return listed, len(found) > limit


def _sum(counted: tuple[int, int], currency: str) -> tuple[int, Money]:
    return counted[0], Money(counted[1], currency)


def waiting_sums() -> list[tuple[int, Money]]:
    """[(how many, sum)] per currency of what no batch has yet."""
    rows = Withdrawal.across_shops(Withdrawal.currency, fn.COUNT(Withdrawal.id), fn.SUM(Withdrawal.amount_minor))
    rows = rows.where(Withdrawal.state.in_(OPEN)).group_by(Withdrawal.currency).order_by(Withdrawal.currency)
    return [(count, Money(int(minor), currency)) for currency, count, minor in rows.tuples()]


def flying_sums() -> list[tuple[int, Money]]:
    """[(how many, sum)] per currency of everything that left a balance and not the market yet."""
    rows = Withdrawal.across_shops(Withdrawal.currency, fn.COUNT(Withdrawal.id), fn.SUM(Withdrawal.amount_minor))
    rows = rows.where(Withdrawal.state.in_(IN_FLIGHT)).group_by(Withdrawal.currency).order_by(Withdrawal.currency)
    return [(count, Money(int(minor), currency)) for currency, count, minor in rows.tuples()]


def to_release() -> list[datetime]:
    """When the batches were made that wait for a person, oldest first; of those with something to pay, at most a hundred."""
    with_lines = Withdrawal.across_shops(Withdrawal.batch).where(Withdrawal.state == "batched")
    rows = Batch.select(Batch.made_at).where(Batch.state != "closed", Batch.id.in_(with_lines)).order_by(Batch.id).limit(MOST)
    return [moment for (moment,) in rows.tuples()]
