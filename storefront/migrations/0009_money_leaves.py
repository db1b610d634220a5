"""Accounts of sellers, withdrawals and their batches."""

from storefront.migrations import run

TABLES = """
CREATE TABLE payout_account (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    details TEXT NOT NULL,
    contacts TEXT NOT NULL,
    added_by_id INTEGER NOT NULL,
    added_at {timestamp} NOT NULL,
    usable_at {timestamp} NOT NULL,
    ended_at {timestamp},
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (added_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    CHECK (usable_at >= added_at)
);
CREATE INDEX payout_account_added_by_id ON payout_account (added_by_id);
CREATE INDEX payout_account_shop_id_id ON payout_account (shop_id, id);
CREATE UNIQUE INDEX payout_account_one ON payout_account (shop_id) WHERE (ended_at IS NULL);

CREATE TABLE payout_batch (
    id {serial} NOT NULL PRIMARY KEY,
    code VARCHAR(10) NOT NULL,
    kind VARCHAR(4) NOT NULL CHECK (kind IN ('csv','sepa')),
    currency VARCHAR(3) NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('made', 'approved', 'released', 'closed')),
    made_at {timestamp} NOT NULL,
    needs_two {boolean} NOT NULL,
    approved_by_id INTEGER,
    approved_at {timestamp},
    released_by_id INTEGER,
    released_at {timestamp},
    total_minor {bigint},
    closed_at {timestamp},
    FOREIGN KEY (approved_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (released_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    CHECK (kind <> 'sepa' OR currency = 'EUR'),
    CHECK (approved_by_id IS NULL OR released_by_id IS NULL OR approved_by_id <> released_by_id),
    CHECK (released_by_id IS NULL OR NOT needs_two OR approved_by_id IS NOT NULL),
    CHECK ((released_at IS NULL) = (total_minor IS NULL)),
    CHECK (total_minor IS NULL OR total_minor > 0)
);
CREATE UNIQUE INDEX payout_batch_code ON payout_batch (code);
CREATE INDEX payout_batch_approved_by_id ON payout_batch (approved_by_id);
CREATE INDEX payout_batch_released_by_id ON payout_batch (released_by_id);
CREATE INDEX payout_batch_state_id ON payout_batch (state, id);
CREATE UNIQUE INDEX payout_batch_one_made ON payout_batch (kind, currency) WHERE (state = 'made');

CREATE TABLE payout_withdrawal (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    code VARCHAR(10) NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('asked', 'held', 'batched', 'sent', 'done', 'cancelled', 'bounced')),
    account_id INTEGER NOT NULL,
    currency VARCHAR(3) NOT NULL,
    asked_minor {bigint} NOT NULL,
    amount_minor {bigint} NOT NULL,
    asked_by_id INTEGER NOT NULL,
    asked_at {timestamp} NOT NULL,
    held_until {timestamp},
    due_at {timestamp} NOT NULL,
    arrives_on DATE NOT NULL,
    batch_id INTEGER,
    batched_at {timestamp},
    in_file {boolean} NOT NULL,
    sent_at {timestamp},
    done_by {timestamp},
    done_at {timestamp},
    bounced_at {timestamp},
    reason VARCHAR(200) NOT NULL,
    cancelled_at {timestamp},
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (account_id) REFERENCES payout_account (id) ON DELETE RESTRICT,
    FOREIGN KEY (asked_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (batch_id) REFERENCES payout_batch (id) ON DELETE RESTRICT,
    CHECK (asked_minor > 0 AND amount_minor >= 0 AND amount_minor <= asked_minor),
    CHECK (amount_minor > 0 OR state = 'cancelled'),
    CHECK ((batch_id IS NULL) = (state IN ('asked','held','cancelled'))),
    CHECK (state <> 'held' OR held_until IS NOT NULL),
    CHECK (state NOT IN ('sent','done') OR (sent_at IS NOT NULL AND in_file))
);
CREATE UNIQUE INDEX payout_withdrawal_code ON payout_withdrawal (code);
CREATE INDEX payout_withdrawal_account_id ON payout_withdrawal (account_id);
CREATE INDEX payout_withdrawal_asked_by_id ON payout_withdrawal (asked_by_id);
CREATE INDEX payout_withdrawal_shop_id_id ON payout_withdrawal (shop_id, id);
CREATE INDEX payout_withdrawal_state_due_at ON payout_withdrawal (state, due_at);
CREATE INDEX payout_withdrawal_state_done_by ON payout_withdrawal (state, done_by);
CREATE INDEX payout_withdrawal_batch_id_id ON payout_withdrawal (batch_id, id);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
