"""Payouts: a seller's money leaves the market, once, to the right account, and only after people of the market have looked.

    asked ─┬─ (held: the account is new, 48 h) ─┬─ batched ─┬─ sent ─┬─ done
           └─ cancelled by the seller, or kept ─┘           └────────┴─ bounced: in the balance again

Asking moves the money at once (ledger: shop → payout), under the lock of the shop's account, so that it can neither be asked for twice
nor be frozen by a question and leave. The job worker alone puts withdrawals into batches (`batching`), on the next bank day or when
somebody presses the button; what a shop owes by then stays in its balance. People release a batch, above a limit two of them
(`releasing`), take its file to the bank (pain.001 for euros, a table for other lands) and mark each withdrawal sent (payout → provider)
or bounced (back to the shop, with the reason).

Where a shop's money goes (`account`) is sealed, shown by its last four signs, changed only after a fresh proof, used 48 hours later, and
told to the contacts that were there before.

Seller: /sell/<shop>/money/withdraw, …/account, …/withdrawals. Market: /admin/payouts. Periods and bank days: `rules`.
"""

from storefront.payouts.account import account_of, by_id, change_account, read, to_tell
from storefront.payouts.asking import NeedsAccount, NeedsIdentity, ask, cancel, identity_words, keep_for, needs_identity
from storefront.payouts.batching import join, make, make_now, waiting
from storefront.payouts.events import AccountChanged, Asked, Bounced, Cancelled, Kept, Sent
from storefront.payouts.finding import (
    anywhere,
    batch_by_code,
    batches,
    by_code,
    by_id_anywhere,
    flying_sums,
    in_flight,
    of_shop,
    to_release,
    waiting_sums,
)
from storefront.payouts.models import BATCH, IN_FLIGHT, OPEN, OUT, WITHDRAWAL, BankAccount, Batch, Withdrawal
from storefront.payouts.releasing import BANK, file_of, lines_of, mark_all_sent, mark_bounced, mark_done, mark_sent, release
from storefront.payouts.rules import NEW_ACCOUNT
from storefront.payouts.settings import configure, figures
from storefront.payouts.sweeping import sweep

__all__ = [
    "BANK", "BATCH", "IN_FLIGHT", "NEW_ACCOUNT", "OPEN", "OUT", "WITHDRAWAL", "AccountChanged", "Asked", "BankAccount", "Batch", "Bounced", "Cancelled",
    "Kept", "NeedsAccount", "NeedsIdentity", "Sent", "Withdrawal", "account_of", "anywhere", "ask", "batch_by_code", "batches", "by_code",
    "by_id", "by_id_anywhere", "cancel", "change_account", "configure", "figures", "file_of", "flying_sums", "identity_words", "in_flight", "join", "keep_for", "lines_of",
    "make", "make_now", "mark_all_sent", "mark_bounced", "mark_done", "mark_sent", "needs_identity", "of_shop", "read", "release", "sweep",
    "to_release", "to_tell", "waiting", "waiting_sums",
]  # fmt: skip
