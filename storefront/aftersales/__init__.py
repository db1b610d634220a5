"""Aftersales: something is wrong with an order, and how it is put right, step by step and by a clock at every step.

    buyer asks ─ seller answers within 48 h ─┬─ accepts (10 s undo) ──────────── money back, or another one
                 silence decides for the     ├─ offers part, or another one ──── taken, refused, silence takes it
                 buyer                       ├─ asks to send it back ─────────── parcel, arrival, money back
                                             └─ declines with a reason ──────── over after 7 days, unless
                                                 either side asks the market ── decided within 72 h, perhaps divided
                                                                                appealed once, by somebody else

A case freezes its order: nothing is released, completed by the clock or withdrawn (`orders.pause`, `ledger.freeze`); it ends in one
place (`ending.close`), which sends back what was agreed through `orders.refund`, once, and lets the order go on. At most one case of
an order is open. In direct mode the same road is walked; what the market cannot enforce it says, and counts (`Unfulfilled`).

Buyers in the Union may withdraw from their contract, or a part of it, without a reason (`withdrawing`, `parts`): what has left comes
back in a case of its own kind, what has not is called off; with all of it the order ends.

Buyer: /o/<token>/problem, /o/<token>/case, /o/<token>/withdrawal, and for guests /withdrawal. Seller: /sell/<shop>/refunds. Market: /admin/cases. Deadlines: `periods`.
"""

from storefront.aftersales.answering import (
    accept,
    arrived,
    ask_back,
    carry_out,
    concede,
    decline,
    not_paid_back,
    offer,
    paid_back,
    say_where,
    send_another,
    undo,
)
from storefront.aftersales.deciding import agree, appeal, decide, escalate, losers, may_escalate, rule, settle
from storefront.aftersales.ending import at_stake
from storefront.aftersales.events import (
    Accepted,
    Answered,
    Appealed,
    BackDecided,
    Closed,
    Decided,
    Declined,
    Escalated,
    EvidenceGiven,
    Fulfilled,
    NotFulfilled,
    Offered,
    OfferRefused,
    OfferTaken,
    Opened,
    Overdue,
    Replaced,
    ReturnAsked,
    Returned,
    Ruled,
    SentBack,
    Silent,
    Unfulfilled,
)
from storefront.aftersales.finding import by_code, case_of, of_market, of_shop, to_answer_count, to_decide_count
from storefront.aftersales.goods import goods_of
from storefront.aftersales.listeners import note_not_paid_back, note_paid_back
from storefront.aftersales.models import CASE, OPEN, Case, Said, Shot, Withdrawal
from storefront.aftersales.opening import open_case, reasons_for, why_not
from storefront.aftersales.periods import today as periods_today
from storefront.aftersales.replying import give_evidence, refuse_offer, send_back, take_offer, withdraw
from storefront.aftersales.rules import PERIODS, Periods
from storefront.aftersales.sweeping import carry_out_due, sweep
from storefront.aftersales.withdrawing import (
    ContractWithdrawn,
    LinkAsked,
    ask_for_link,
    withdraw_from_contract,
    withdrawal_of,
    withdrawals_of,
)

__all__ = [
    "NotFulfilled", "not_paid_back", "note_not_paid_back", "ContractWithdrawn", "LinkAsked", "Withdrawal", "ask_for_link", "say_where", "goods_of", "withdraw_from_contract", "withdrawal_of", "withdrawals_of",
    "CASE", "OPEN", "PERIODS", "Accepted", "Answered", "Appealed", "BackDecided", "Case", "Closed", "Decided", "Declined", "Escalated", "EvidenceGiven",
    "Fulfilled", "OfferRefused", "OfferTaken", "Offered", "Opened", "Overdue", "Periods", "Replaced", "ReturnAsked", "Returned", "Ruled", "Said", "SentBack",
    "Shot", "Silent", "Unfulfilled", "accept", "agree", "appeal", "arrived", "ask_back", "at_stake", "by_code", "carry_out", "carry_out_due",
    "case_of", "concede", "decide", "decline", "escalate", "give_evidence", "losers", "may_escalate", "note_paid_back", "of_market", "of_shop",
    "offer", "open_case", "paid_back", "periods_today", "reasons_for", "refuse_offer", "rule", "send_another", "send_back", "settle", "sweep", "take_offer",
    "to_answer_count", "to_decide_count", "undo", "why_not", "withdraw",
]  # fmt: skip
