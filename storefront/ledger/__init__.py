"""The ledger: whose money it is, to the last minor unit, and how it came to be so.

Double entry, append-only. A transaction is a set of legs in one currency that sum to zero, unique by (kind, reference), so that
the same thing booked again is harmless; to undo, post the opposite. Balances of orders' escrow, shops and payouts are kept by the
write and recomputed by `audit`. Accounts: `provider:sandbox` (what a gateway holds for the market, negative), `escrow:17` (held
for order 17), `shop:3` (its own), `fees`, `referrer`, `suspense:capture:9` (money that arrived and could not be placed), `payout`.

    paid        provider → escrow          ledger.order_paid(order_id, shop, provider, money, "capture:9")
    released    escrow → shop              ledger.order_released(order_id, shop, money, fee)
    fee         shop → fees                  (posted by order_released)
    refunded    escrow or shop → provider  ledger.order_refunded(order_id, shop, provider, money, "refund:4", settled=…, fee_back=…)
    suspended   provider → suspense        ledger.to_suspense(provider, money, "capture:9")
    elsewhere   provider → provider        a refund that came back, paid by the market's bank: payments.elsewhere
    returned    suspense → provider        ledger.from_suspense("capture:9", money, "refund:5", provider="sandbox")

While a question about an order is open, what it brought to its shop is frozen (`freeze`): it cannot be withdrawn.
The seller reads it at /sell/<shop>/money: what can be withdrawn, what is held, and a statement per month.
"""

from storefront.ledger.actions import (
    SUSPENSE,
    Contradiction,
    NotEnough,
    balance,
    from_suspense,
    order_paid,
    order_refunded,
    order_released,
    post,
    to_suspense,
    total,
)
from storefront.ledger.export import neutral
from storefront.ledger.fees import rule_for
from storefront.ledger.holding import brought, free, freeze, frozen, unfreeze
from storefront.ledger.models import Account, Entry, Freeze, Transaction
from storefront.ledger.rules import FREE, FeeRule, fee, fee_back
from storefront.ledger.statements import Wallet, history, month_of, name_orders_with, statement, wallet

__all__ = [
    "FREE", "SUSPENSE", "Account", "Contradiction", "Entry", "FeeRule", "Freeze", "NotEnough", "Transaction", "Wallet", "balance", "brought",
    "fee", "fee_back", "free", "freeze", "from_suspense", "frozen", "history", "month_of", "name_orders_with", "neutral",
    "order_paid", "order_refunded", "order_released", "post", "rule_for", "statement", "to_suspense", "total", "unfreeze", "wallet",
]  # fmt: skip
