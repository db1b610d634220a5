"""Verification: who is behind a shop, checked by people, with papers that nobody else sees.

    asked ─ send ─ in_review ─┬─ accept ──── verified (the shop's level; its badge says what was checked, and when)
      │                       ├─ ask again ─ asked_again ─ send …
    14 days, then it lapses   └─ refuse ──── refused, by a rule and in words ─ appeal, once ─ decided by somebody else

A seller is asked for it late: before the first withdrawal, or when the day's cap is near. Photos are cleaned and encrypted before they
touch the disk (`papers`); support and the operator open them for ten minutes after saying why, and every look is an event. Papers go
thirty days after the decision, and the names of a check that came to nothing a while later; what was checked and when stays. Deadlines: `rules.PERIODS`.

Seller: /sell/<shop>/verify. Market: /admin/verify.
"""

from storefront.verification import forgetting, papers
from storefront.verification.asking import appeal, begin, fill, may_appeal, send, withdraw
from storefront.verification.deciding import accept, ask_again, by_hand, look, may_see, refuse, revoke, rule_appeal
from storefront.verification.events import (
    Accepted,
    Appealed,
    AskedAgain,
    Forgotten,
    Lapsed,
    Looked,
    Overdue,
    Overturned,
    Sent,
    TurnedDown,
    Upheld,
)
from storefront.verification.finding import by_code, checked_name, next_for, of_shop, open_of, waiting
from storefront.verification.models import CHECK, OPEN, Check, Paper
from storefront.verification.page import NEAR
from storefront.verification.page import cap as cap_used
from storefront.verification.papers import attach, of_check, reseal_all
from storefront.verification.rules import KINDS, PERIODS, RULES
from storefront.verification.sweeping import sweep


def configure(config) -> None:
    """Take the settings: where papers lie, and how long names are kept. Called when the app is made."""
    papers.configure(config)
    forgetting.configure(config)


__all__ = [
    "CHECK", "KINDS", "NEAR", "OPEN", "PERIODS", "RULES", "Accepted", "Appealed", "AskedAgain", "Check", "Forgotten", "Lapsed", "Looked", "Overdue",
    "Overturned", "Paper", "Sent", "TurnedDown", "Upheld", "accept", "appeal", "ask_again", "attach", "begin", "by_code", "by_hand", "cap_used",
    "checked_name", "configure", "fill", "look", "may_appeal", "may_see", "next_for", "of_check", "of_shop", "open_of", "refuse", "reseal_all", "revoke",
    "rule_appeal", "send", "sweep", "waiting", "withdraw",
]  # fmt: skip
