"""The seller's side: money is asked for, and taken back before the batch; and what the market keeps of it when it has to.

Asking moves the money at once, from the shop's balance to `payout`, under the lock of the shop's account: the same money can neither
be asked for twice nor be frozen and leave. Until the batch it can come back.
"""

from storefront import ledger, shops
from storefront.accounts import Person
from storefront.kit import clock, db, events, ids, once
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.payouts import rules, settings
from storefront.payouts.account import account_of, misfit_of
from storefront.payouts.events import Asked, Cancelled, Kept
from storefront.payouts.models import IN_FLIGHT, OPEN, OUT, WITHDRAWAL, BankAccount, Withdrawal


class NeedsIdentity(Refused):
    """More than an unchecked shop may withdraw: the way on is /sell/<shop>/verify."""


class NeedsAccount(Refused):
    """Nobody has said where the money goes: the way on is /sell/<shop>/money/account."""


def check(shop, amount: Money, free: Money, account: BankAccount | None) -> None:
    """Raise Refused where `amount` cannot leave now. `free` is what can be withdrawn: less than the balance while some is frozen."""
    if shop.state == "suspended":
        raise Refused(_("The market has paused your shop. What is yours stays in your balance until it is reinstated."))
    if account is None:
        raise NeedsAccount(_("Say first where your money should go."))
    misfit = misfit_of(account, shop.currency)
    if misfit:
        raise NeedsAccount(misfit[1], misfit[0])
    if free.minor <= 0:
        raise Refused(_("There is nothing to withdraw now."), "amount")
    least = settings.least(shop.currency)
    the_last = shop.state == "closed" and amount == free  # nothing will be added to it, and nobody is forgotten while it is there
    if amount < least and not the_last:
        raise Refused(_("The smallest amount is %(amount)s.", amount=least.display()), "amount")
    if amount > free:
        raise Refused(_("You can withdraw %(amount)s at most now.", amount=free.display()), "amount")
    if needs_identity(shop, amount):
        raise NeedsIdentity(identity_words())


def identity_words() -> str:
    """What an unchecked shop reads."""
    return _("To withdraw, we need to know it is you: 2 photos, about a minute.")


def needs_identity(shop, amount: Money) -> bool:
    """Whether this much more is above what an unchecked shop may take out in all."""
    return not shop.verified and taken(shop) + amount > settings.unchecked_most(shop.currency)


def taken(shop) -> Money:
    """What a shop has withdrawn in all, and what is on its way."""
    from peewee import fn

    rows = Withdrawal.of(shop, fn.COALESCE(fn.SUM(Withdrawal.amount_minor), 0)).where(
        Withdrawal.currency == shop.currency, Withdrawal.state.in_((*IN_FLIGHT, *OUT))
    )
    return Money(int(rows.scalar()), shop.currency)


@db.verb
def ask(shop, person: Person, amount: Money, key: str) -> Withdrawal:
    """The seller takes `amount` out, once per `key`: it leaves the balance now and goes with the next batch.

    Raises Refused (NeedsAccount, NeedsIdentity among them) where it cannot.
    """
    scope = f"withdrawal:shop:{shop.id}"
    earlier = once.claim(scope, key, {"minor": amount.minor, "currency": amount.currency})
    if earlier:
        return Withdrawal.of(shop).where(Withdrawal.id == int(earlier)).get()
    shop = shops.Shop.get_by_id(shop.id)  # as it is now: paused, checked
    free, account = ledger.free(shop), account_of(shop)
    check(shop, amount, free, account)
    row = _write(shop, person, amount, account)
    ledger.post("paid_out", _reference(row), _legs(row, -amount.minor), row.currency, shop)
    if account.usable_at > row.asked_at:
        WITHDRAWAL.change(row, "hold", held_until=account.usable_at)
    once.keep(scope, key, str(row.id))
    return row


def _write(shop, person: Person, amount: Money, account: BankAccount) -> Withdrawal:
    now = clock.now()
    due = rules.batch_for(now, account.usable_at, settings.zone(), amount.currency, settings.closed())
    row = Withdrawal.create(
        shop=shop.id,
        code=_free_code(),
        account=account.id,
        currency=amount.currency,
        asked_minor=amount.minor,
        amount_minor=amount.minor,
        asked_by=person.id,
        asked_at=now,
        due_at=due,
        arrives_on=rules.arrival(due, settings.zone(), amount.currency, settings.closed()),
    )
    events.record(Asked(row.id), subject=f"withdrawal:{row.id}", shop=shop, after=row.state, minor=amount.minor)
    return row


def _free_code() -> str:
    while True:
        code = ids.code(8)
        if not Withdrawal.across_shops(Withdrawal.id).where(Withdrawal.code == code).exists():
            return code


def _reference(row: Withdrawal) -> str:
    return f"withdrawal:{row.id}"


def _legs(row: Withdrawal, minor: int) -> list:
    """`minor` to the shop's balance from what is on its way (negative: the other way)."""
    return [("shop", str(row.shop_id), minor), ("payout", str(row.shop_id), -minor)]


@db.verb
def cancel(withdrawal: Withdrawal) -> Withdrawal:
    """The seller takes it back before the batch; the money is in the balance again. Raises Changed where the batch has it."""
    ledger.free(withdrawal.shop_id, withdrawal.currency)  # the account is locked before its withdrawals, here as everywhere
    row = locked(withdrawal)
    WITHDRAWAL.change(row, "cancel", Cancelled(row.id), sentence=too_late(), cancelled_at=clock.now())
    ledger.post("payout_cancelled", _reference(row), _legs(row, row.amount_minor), row.currency, row.shop_id)
    return row


def too_late() -> str:
    """Why a withdrawal cannot be taken back any more."""
    return _("It is on its way to the bank already.")


def locked(withdrawal: Withdrawal) -> Withdrawal:
    """The withdrawal as it stands now, its row locked until the transaction ends."""
    return db.locked(Withdrawal.across_shops().where(Withdrawal.id == withdrawal.id)).get()


# --- what has to stay ------------------------------------------------------------------------------------------------------------


@db.verb
def keep_for(order_id: int, shop_id: int, currency: str) -> Money:
    """A question about an order was opened: what the order brought, and is on its way to the seller but in no batch yet, comes back
    into the balance, so that it can be frozen. Call it before `ledger.freeze`. Returns how much came back."""
    free = ledger.free(shop_id, currency)
    frozen = ledger.Freeze.select().where(ledger.Freeze.order_id == order_id, ledger.Freeze.ended_at.is_null())
    lack = ledger.brought(order_id, shop_id, currency).minor - max(0, free.minor)
    if lack <= 0 or frozen.exists():
        return Money(0, currency)
    came = 0
    open_ones = Withdrawal.of(shop_id).where(Withdrawal.state.in_(OPEN), Withdrawal.currency == currency)
    for row in db.locked(open_ones.order_by(Withdrawal.id.desc())):
        came += keep(row, lack - came)
        if came == lack:
            break
    return Money(came, currency)


def keep(row: Withdrawal, most: int) -> int:
    """Of a withdrawal that is in no batch, at most `most` goes back into the balance; without anything left it is over.

    Inside a transaction that holds the shop's account and this row. Returns how much.
    """
    minor = min(most, row.amount_minor)
    if minor <= 0:
        return 0
    left = row.amount_minor - minor
    reference = f"{_reference(row)}:kept:{row.asked_minor - left}"
    if left:
        mine = (Withdrawal.id == row.id) & Withdrawal.state.in_(OPEN) & (Withdrawal.amount_minor == row.amount_minor)
        if not Withdrawal.update(amount_minor=left).where(mine).execute():
            raise Changed
        row.amount_minor = left
        row._dirty.clear()
        events.record(Kept(row.id, minor), subject=_reference(row), shop=row.shop_id)
    else:
        WITHDRAWAL.change(row, "keep", Kept(row.id, minor), amount_minor=0, cancelled_at=clock.now())
    ledger.post("payout_kept", reference, _legs(row, minor), row.currency, row.shop_id)
    return minor
