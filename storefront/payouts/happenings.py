"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "payouts.AccountChanged": _l("The account for its money was changed"),
    "payouts.Asked": _l("Withdrawal asked for"),
    "payouts.Cancelled": _l("Withdrawal taken back by the shop"),
    "payouts.Kept": _l("Withdrawal kept back, in whole or in part"),
    "payouts.Sent": _l("Withdrawal sent by the bank"),
    "payouts.Bounced": _l("Withdrawal came back"),
    "withdrawal.hold": _l("Withdrawal waits: the account is new"),
    "withdrawal.batch": _l("Withdrawal put into a batch"),
    "withdrawal.arrive": _l("Withdrawal arrived"),
    "payout_batch.make": _l("Batch of withdrawals made"),
    "payout_batch.approve": _l("Batch approved by the first of two"),
    "payout_batch.release": _l("Batch released"),
    "payout_batch.file": _l("File for the bank taken"),
    "payout_batch.close": _l("Batch finished"),
}

STATES = {
    "withdrawal": {
        "asked": _l("asked for"),
        "held": _l("waits for the new account"),
        "batched": _l("at the market"),
        "sent": _l("sent"),
        "done": _l("arrived"),
        "bounced": _l("came back"),
        "cancelled": _l("stayed here"),
    },
    "payout_batch": {
        "made": _l("to release"),
        "approved": _l("needs a second person"),
        "released": _l("to send"),
        "closed": _l("closed"),
    },
}

NOUNS = {"withdrawal": _l("Withdrawal"), "payout_batch": _l("Batch of withdrawals")}
