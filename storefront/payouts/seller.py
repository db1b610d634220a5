"""The owner takes money out: how much, to which account, when it arrives; asks once more, and can take it back before the batch.

Helpers find none of these pages. Whatever moves money or shows where it goes wants a proof that is fresh.
"""

from datetime import timedelta

from flask import request

from storefront import accounts, ledger, shops
from storefront.kit import clock, dates, hypermedia, ids, security
from storefront.kit.errors import Refused
from storefront.kit.money import Money
from storefront.payouts import account, asking, finding, page, rules, settings, words
from storefront.payouts.forms import AccountForm, AmountForm, ConfirmForm
from storefront.shops import owners_only

bp = shops.seller_blueprint("payouts_seller", __name__)
bp.after_request(security.private)
A_DAY = timedelta(days=1)
MOST_A_DAY = 20


def _base(shop) -> str:
    return f"/sell/{shop.slug}/money"


# --- taking out ------------------------------------------------------------------------------------------------------------------


def _show(shop, form: AmountForm, status: int = 200, need: str = ""):
    """The form, with the day of arrival for what is typed."""
    where, wallet = account.account_of(shop), ledger.wallet(shop)
    amount = form.amount.data if isinstance(form.amount.data, Money) and not form.amount.errors else None
    arrives_on = page.arrives_on(shop, where)
    identity = (
        need == "identity"
        or bool(where)
        and asking.needs_identity(shop, amount or max(wallet.available, settings.least(shop.currency)))
    )
    return hypermedia.page(
        "payouts/seller_withdraw.html", status, form=form, wallet=wallet, account=where, least=settings.least(shop.currency), identity=identity,
        identity_words=asking.identity_words(), unchecked=settings.unchecked_most(shop.currency), blocked=shop.state == "suspended",
        arrives=words.arrives(amount, arrives_on, where.ending) if where and amount else "", when=words.day(arrives_on),
        open_at=page.open_at(shop, where), base=_base(shop),
    )  # fmt: skip


@bp.get("/money/withdraw")
@owners_only
def withdraw(shop):
    """How much, where to, and when it arrives. The amount is all there is until something else is typed."""
    if "amount" in request.args:
        form = AmountForm(request.args, currency=shop.currency)
        form.validate()
        return _show(shop, form)
    available = ledger.wallet(shop).available
    return _show(shop, AmountForm(currency=shop.currency, data={"amount": available if available.minor > 0 else None}))


@bp.get("/money/withdraw/confirm")
@owners_only
def confirm(shop):
    """Asked once more, because money leaves: so much, to this account, by then."""
    accounts.require_fresh()
    form = AmountForm(request.args, currency=shop.currency)
    where = account.account_of(shop)
    try:
        if not form.validate():
            raise Refused("")
        asking.check(shop, form.amount.data, ledger.wallet(shop).available, where)
    except Refused as refusal:
        return _refused(shop, form, refusal)
    sure = ConfirmForm(currency=shop.currency, data={"amount": form.amount.data, "account": str(where.id)})
    return _confirm(shop, sure, where)


def _confirm(shop, form: ConfirmForm, where, status: int = 200):
    amount = form.amount.data
    sentence = words.arrives(amount, page.arrives_on(shop, where), where.ending)
    return hypermedia.page(
        "payouts/seller_confirm.html", status, form=form, amount=amount, account=where, sentence=sentence, base=_base(shop),
        open_at=page.open_at(shop, where), left=ledger.wallet(shop).available - amount,
    )  # fmt: skip


def _refused(shop, form, refusal: Refused):
    """The form once more, with what was wrong; who has no account yet is asked for it, who was not checked is sent there."""
    if isinstance(refusal, asking.NeedsAccount):
        return hypermedia.leave(f"{_base(shop)}/account")
    identity = isinstance(refusal, asking.NeedsIdentity)
    if refusal.sentence and not identity:
        form.refuse(refusal)
    return _show(shop, form, 422, "identity" if identity else "")


@bp.post("/money/withdrawals")
@owners_only
def ask(shop):
    """Take it out, once."""
    form = ConfirmForm(request.form, currency=shop.currency)
    valid = form.validate()
    accounts.require_fresh(page.confirm_url(shop, form.amount.data if valid else None))
    where = account.account_of(shop)
    try:
        if not valid:
            raise Refused("")
        if where is None or str(where.id) != form.account.data:
            return hypermedia.leave(page.confirm_url(shop, form.amount.data))  # another account than the one that was shown
        security.hit(f"withdraw:{shop.id}", MOST_A_DAY, A_DAY)
        row = asking.ask(shop, accounts.current(), form.amount.data, form.once.data)
    except Refused as refusal:
        return _refused(shop, form, refusal)
    return hypermedia.leave(f"{_base(shop)}/withdrawals/{row.code}")


# --- withdrawals -----------------------------------------------------------------------------------------------------------------


@bp.get("/money/withdrawals")
@owners_only
def index(shop):
    """All of them, newest first."""
    rows, more = finding.of_shop(shop, ids.number(request.args.get("before")))
    page.dress(rows, shop)
    return hypermedia.page("payouts/seller_index.html", rows=rows, more=more, base=_base(shop))


def _one(shop, code: str, status: int = 200, problem: str = ""):
    row = finding.by_code(shop, code)
    page.dress([row], shop)
    return hypermedia.page(
        "payouts/seller_show.html", status, row=row, rail=words.steps(row), problem=problem, timeline=page.timeline(row, shop),
        may_cancel=asking.WITHDRAWAL.may(row, "cancel"), base=_base(shop), needed=f"{_base(shop)}/account" if row.state == "bounced" else "",
        held=dates.moment(row.held_until, shop.time_zone) if row.state == "held" and row.held_until > clock.now() else "",
    )  # fmt: skip


@bp.get("/money/withdrawals/<code>")
@owners_only
def show(shop, code):
    """One withdrawal: how it stands, and what happened to it."""
    return _one(shop, code)


@bp.post("/money/withdrawals/<code>/cancellation")
@owners_only
def cancel(shop, code):
    """Take it back while no batch has it."""
    row = finding.by_code(shop, code)
    try:
        asking.cancel(row)
    except Refused as refusal:
        return _one(shop, code, refusal.status, refusal.sentence)
    return hypermedia.leave(f"{_base(shop)}/withdrawals/{row.code}")


# --- the account -----------------------------------------------------------------------------------------------------------------


def _account(shop, form: AccountForm, status: int = 200):
    where = account.account_of(shop)
    return hypermedia.page(
        "payouts/seller_account.html", status, form=form, account=where, base=_base(shop), open_at=page.open_at(shop, where),
        hours=int(rules.NEW_ACCOUNT.total_seconds() // 3600), euros=shop.currency == "EUR",
        since=dates.day(where.added_at, shop.time_zone) if where else "",
    )  # fmt: skip


@bp.get("/money/account")
@owners_only
def show_account(shop):
    """Where the money goes, by its last four signs; and another one in its place, after a fresh proof."""
    accounts.require_fresh()
    form, where = AccountForm(), account.account_of(shop)
    misfit = account.misfit_of(where, shop.currency) if where is not None else None
    if misfit:
        form.refuse(Refused(misfit[1], misfit[0]))
    return _account(shop, form)


@bp.post("/money/account")
@owners_only
def save_account(shop):
    """The money goes there from now on."""
    accounts.require_fresh(f"{_base(shop)}/account")
    form = AccountForm(request.form)
    try:
        if not form.validate():
            raise Refused("")
        security.hit(f"payout-account:{shop.id}", MOST_A_DAY, A_DAY)
        account.change_account(shop, accounts.current(), account.read(shop, form.holder.data, form.number.data, form.bank.data))
    except Refused as refusal:
        if refusal.sentence:
            form.refuse(refusal)
        return _account(shop, form, 422)
    return hypermedia.leave(f"{_base(shop)}/withdraw")
