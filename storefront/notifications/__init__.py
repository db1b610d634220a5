"""Notices: what happened, told to whoever should know it, in their language, by text or mail and on the page.

Listeners react to events after the commit (wired in app.py). Each message and notice carries a dedupe key made of the event, so
that an event delivered twice tells nobody twice.
"""

from storefront.notifications.actions import mark_read, notices_of, tell_person, unread_count
from storefront.notifications.cases import ABOUT_CASES, tell_about_case
from storefront.notifications.checks import ABOUT_CHECKS, tell_about_check
from storefront.notifications.forgetting import configure, forget_old
from storefront.notifications.listeners import tell_about_money_back, tell_about_order, tell_about_payment
from storefront.notifications.measures import ABOUT_MEASURES, tell_about_measure, tell_reporters
from storefront.notifications.models import Notice
from storefront.notifications.parcels import tell_about_parcel, tell_nothing_more_comes
from storefront.notifications.paying_back import ABOUT_PAYING_BACK, tell_about_paying_back
from storefront.notifications.payouts import ABOUT_PAYOUTS, tell_about_account, tell_about_payout
from storefront.notifications.refunds import ABOUT_REFUNDS, tell_about_refund
from storefront.notifications.returns import ABOUT_RETURNS, tell_about_return
from storefront.notifications.reviews import ABOUT_REVIEWS, invite_to_review, tell_about_review
from storefront.notifications.shops import ABOUT_SHOPS, tell_about_shop
from storefront.notifications.withdrawals import ABOUT_WITHDRAWALS, tell_about_withdrawal

__all__ = [
    "configure", "forget_old",
    "ABOUT_WITHDRAWALS", "tell_about_withdrawal",
    "ABOUT_RETURNS", "tell_about_return", "ABOUT_PAYING_BACK", "tell_about_paying_back", "tell_about_parcel", "tell_nothing_more_comes",
    "ABOUT_REFUNDS", "tell_about_refund",
    "ABOUT_PAYOUTS", "tell_about_account", "tell_about_payout",
    "ABOUT_CASES", "ABOUT_CHECKS", "ABOUT_MEASURES", "ABOUT_REVIEWS", "ABOUT_SHOPS", "Notice", "invite_to_review", "mark_read", "notices_of", "tell_about_case", "tell_about_check", "tell_about_money_back", "tell_about_order", "tell_about_payment",
    "tell_about_review", "tell_about_measure", "tell_about_shop", "tell_person", "tell_reporters", "unread_count",
]  # fmt: skip
