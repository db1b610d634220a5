"""The ledger, and what is paid and goes back."""

from storefront.migrations import run

TABLES = """
CREATE TABLE ledger_account (
    id {bigserial} NOT NULL PRIMARY KEY,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('provider','escrow','shop','fees','referrer','suspense','payout')),
    key VARCHAR(40) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    shop_id INTEGER,
    balance_minor {bigint} NOT NULL,
    held_minor {bigint} NOT NULL,
    CHECK (kind <> 'escrow' OR balance_minor >= 0),
    CHECK (held_minor >= 0)
);
CREATE UNIQUE INDEX ledger_account_kind_key_currency ON ledger_account (kind, key, currency);
CREATE INDEX ledger_account_shop_id_kind ON ledger_account (shop_id, kind);

CREATE TABLE ledger_transaction (
    id {bigserial} NOT NULL PRIMARY KEY,
    kind VARCHAR(20) NOT NULL,
    reference VARCHAR(80) NOT NULL,
    at {timestamp} NOT NULL,
    shop_id INTEGER,
    order_id INTEGER,
    note VARCHAR(200) NOT NULL
);
CREATE UNIQUE INDEX ledger_transaction_kind_reference ON ledger_transaction (kind, reference);
CREATE INDEX ledger_transaction_shop_id_id ON ledger_transaction (shop_id, id);
CREATE INDEX ledger_transaction_order_id_id ON ledger_transaction (order_id, id);

CREATE TABLE ledger_entry (
    id {bigserial} NOT NULL PRIMARY KEY,
    transaction_id {bigint} NOT NULL,
    account_id {bigint} NOT NULL,
    at {timestamp} NOT NULL,
    amount_minor {bigint} NOT NULL CHECK (amount_minor <> 0),
    balance_minor {bigint},
    FOREIGN KEY (transaction_id) REFERENCES ledger_transaction (id) ON DELETE RESTRICT,
    FOREIGN KEY (account_id) REFERENCES ledger_account (id) ON DELETE RESTRICT
);
CREATE INDEX ledger_entry_account_id_id ON ledger_entry (account_id, id);
CREATE INDEX ledger_entry_account_id_at ON ledger_entry (account_id, at);
CREATE INDEX ledger_entry_transaction_id ON ledger_entry (transaction_id);

CREATE TABLE ledger_freeze (
    id {bigserial} NOT NULL PRIMARY KEY,
    account_id {bigint} NOT NULL,
    order_id INTEGER NOT NULL,
    amount_minor {bigint} NOT NULL CHECK (amount_minor > 0),
    at {timestamp} NOT NULL,
    ended_at {timestamp},
    FOREIGN KEY (account_id) REFERENCES ledger_account (id) ON DELETE RESTRICT
);
CREATE INDEX ledger_freeze_account_id_ended_at ON ledger_freeze (account_id, ended_at);
CREATE UNIQUE INDEX ledger_freeze_one ON ledger_freeze (order_id) WHERE (ended_at IS NULL);

CREATE TABLE payment (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    code VARCHAR(22) NOT NULL,
    purpose VARCHAR(12) NOT NULL,
    reference VARCHAR(40) NOT NULL,
    label VARCHAR(40) NOT NULL,
    method VARCHAR(20) NOT NULL,
    mode VARCHAR(10) NOT NULL CHECK (mode IN ('protected','direct')),
    payee TEXT NOT NULL,
    amount_minor {bigint} NOT NULL CHECK (amount_minor > 0),
    currency VARCHAR(3) NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('open', 'to_verify', 'void', 'paid')),
    provider_reference VARCHAR(80),
    paid_at {timestamp},
    declined_at {timestamp},
    refunded_minor {bigint} NOT NULL,
    expires_at {timestamp},
    asked_at {timestamp},
    created_at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    CHECK (refunded_minor >= 0 AND refunded_minor <= amount_minor)
);
CREATE UNIQUE INDEX payment_code ON payment (code);
CREATE INDEX payment_purpose_reference ON payment (purpose, reference);
CREATE INDEX payment_shop_id_state_id ON payment (shop_id, state, id);
CREATE INDEX payment_state_expires_at ON payment (state, expires_at);
CREATE INDEX payment_mode_state_created_at ON payment (mode, state, created_at);
CREATE UNIQUE INDEX payment_one_open ON payment (purpose, reference) WHERE (state IN ('open', 'to_verify'));

CREATE TABLE payment_capture (
    id {serial} NOT NULL PRIMARY KEY,
    provider VARCHAR(20) NOT NULL,
    provider_reference VARCHAR(80) NOT NULL,
    payment_id INTEGER,
    amount_minor {bigint} NOT NULL CHECK (amount_minor > 0),
    currency VARCHAR(3) NOT NULL,
    payee VARCHAR(200) NOT NULL,
    outcome VARCHAR(12) NOT NULL CHECK (outcome IN ('applied','duplicate','late','suspense','returned')),
    problem VARCHAR(200) NOT NULL,
    at {timestamp} NOT NULL,
    placed_at {timestamp},
    FOREIGN KEY (payment_id) REFERENCES payment (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX payment_capture_provider_provider_reference ON payment_capture (provider, provider_reference);
CREATE INDEX payment_capture_payment_id ON payment_capture (payment_id);
CREATE INDEX payment_capture_outcome_id ON payment_capture (outcome, id);

CREATE TABLE refund (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    payment_id INTEGER NOT NULL,
    capture_id INTEGER,
    key VARCHAR(80) NOT NULL,
    amount_minor {bigint} NOT NULL CHECK (amount_minor > 0),
    currency VARCHAR(3) NOT NULL,
    reason TEXT NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('asked', 'sent', 'failed', 'done')),
    counts {boolean} NOT NULL,
    error VARCHAR(300) NOT NULL,
    tries INTEGER NOT NULL,
    next_at {timestamp},
    created_at {timestamp} NOT NULL,
    done_at {timestamp},
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (payment_id) REFERENCES payment (id) ON DELETE RESTRICT,
    FOREIGN KEY (capture_id) REFERENCES payment_capture (id) ON DELETE RESTRICT
);
CREATE INDEX refund_capture_id ON refund (capture_id);
CREATE UNIQUE INDEX refund_key ON refund (key);
CREATE INDEX refund_payment_id_id ON refund (payment_id, id);
CREATE INDEX refund_shop_id_id ON refund (shop_id, id);
CREATE INDEX refund_state_next_at ON refund (state, next_at);

CREATE TABLE payment_method (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    key VARCHAR(20) NOT NULL,
    settings TEXT NOT NULL,
    active {boolean} NOT NULL,
    position INTEGER NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX payment_method_shop_id_key ON payment_method (shop_id, key);

CREATE TABLE payment_notice (
    id {serial} NOT NULL PRIMARY KEY,
    provider VARCHAR(20) NOT NULL,
    event_id VARCHAR(100) NOT NULL,
    body TEXT NOT NULL,
    about VARCHAR(22) NOT NULL,
    outcome VARCHAR(20) NOT NULL,
    problem VARCHAR(200) NOT NULL,
    at {timestamp} NOT NULL
);
CREATE INDEX payment_notice_provider_event_id ON payment_notice (provider, event_id);
CREATE INDEX payment_notice_outcome_id ON payment_notice (outcome, id);
CREATE INDEX payment_notice_about ON payment_notice (about);
CREATE UNIQUE INDEX payment_notice_once ON payment_notice (provider, event_id) WHERE (outcome IN ('applied', 'duplicate', 'late', 'suspense', 'unknown', 'noted'));

CREATE TABLE payment_proof (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    payment_id INTEGER NOT NULL,
    picture_id INTEGER NOT NULL,
    seen_before_id INTEGER,
    at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (payment_id) REFERENCES payment (id) ON DELETE RESTRICT,
    FOREIGN KEY (picture_id) REFERENCES picture (id) ON DELETE RESTRICT,
    FOREIGN KEY (seen_before_id) REFERENCES payment (id) ON DELETE RESTRICT
);
CREATE INDEX payment_proof_shop_id ON payment_proof (shop_id);
CREATE INDEX payment_proof_seen_before_id ON payment_proof (seen_before_id);
CREATE INDEX payment_proof_payment_id ON payment_proof (payment_id);
CREATE INDEX payment_proof_picture_id ON payment_proof (picture_id);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
