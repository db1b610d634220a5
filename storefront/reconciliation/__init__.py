"""The market's books beside the world: money that fits nothing, statements of providers and banks, and sums that must agree.

Three desks for staff with the role finance or operator; nobody else sees them:

    /admin/money        what every kind of account holds, per currency, and the differences, which must read zero (balancing.py)
    /admin/suspense     money that could not be matched: placed on the order that it fits exactly, or sent back (desk.py)
    /admin/statements   files of providers and banks, compared with our books line by line (taking.py, comparing.py)

What was sent back and came back waits at the same desk (returning.py). A sum above the market's limit (`policies.suspense_minor`) needs two people. A statement is CSV, MT940 or CAMT.053 (formats/); the same
file is taken in once, the same line is one row, and comparing again finds nothing twice. What differs is a finding of one kind:
*missing* (we have it, the statement does not), *extra*, another *amount*, *fee* or *currency*, or two lines *swapped*. A finding is
settled by itself when the books or a later statement explain it, or resolved by somebody who writes what it was. Findings move no money.

A direct shop has a page of its own, /sell/…/payments/statement: which of its open orders are in its bank's file (own.py, matching.py), to be
confirmed together. That file is not kept.

What a statement should have is said by sources (sources.py): captures, refunds, transfers to our bank, withdrawals. What a provider
keeps as its agreed fee and what it moves to our bank is booked from its statement (booking.py). The slot "admin.money" on the money page
is for panels of theirs. What banks wrote beside their lines is forgotten after a time (forgetting.py).
"""

from storefront.reconciliation import returning
from storefront.reconciliation.balancing import balances, check, check_due, differences
from storefront.reconciliation.comparing import resolve
from storefront.reconciliation.desk import agree, ask, counts, needs_two, withdraw
from storefront.reconciliation.events import ReturnBounced, ReturnFailed
from storefront.reconciliation.forgetting import forget_due
from storefront.reconciliation.models import DECISION, FINDING, STATEMENT, BookCheck, Decision, Finding, Line, Statement
from storefront.reconciliation.returning import deliver_due, try_again
from storefront.reconciliation.sources import BANK, Movement, sources
from storefront.reconciliation.taking import compare_again, configure, discard, map_columns, take_in, upload, work_due

__all__ = [
    "ReturnBounced", "ReturnFailed", "counts", "returning",
    "BANK", "DECISION", "FINDING", "STATEMENT", "BookCheck", "Decision", "Finding", "Line", "Movement", "Statement", "agree", "ask", "balances",
    "check", "check_due", "compare_again", "configure", "deliver_due", "differences", "discard", "forget_due", "map_columns", "needs_two", "resolve",
    "sources", "take_in", "try_again", "upload", "withdraw", "work_due",
]  # fmt: skip
