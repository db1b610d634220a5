"""Statements of banks and providers, line by line."""

from storefront.migrations import run

TABLES = """
CREATE TABLE book_check (
    id {serial} NOT NULL PRIMARY KEY,
    at {timestamp} NOT NULL,
    until {timestamp} NOT NULL,
    sums TEXT NOT NULL,
    differences TEXT NOT NULL,
    sentences TEXT NOT NULL
);

CREATE TABLE suspense_decision (
    id {serial} NOT NULL PRIMARY KEY,
    capture_id INTEGER NOT NULL,
    verb VARCHAR(10) NOT NULL CHECK (verb IN ('place','return')),
    payment_id INTEGER,
    refund_id INTEGER,
    reason VARCHAR(500) NOT NULL,
    needs_two {boolean} NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('asked', 'decided', 'failed', 'withdrawn', 'done')),
    asked_by_id INTEGER NOT NULL,
    asked_at {timestamp} NOT NULL,
    agreed_by_id INTEGER,
    done_at {timestamp},
    tries INTEGER NOT NULL,
    next_at {timestamp},
    error VARCHAR(300) NOT NULL,
    FOREIGN KEY (capture_id) REFERENCES payment_capture (id) ON DELETE RESTRICT,
    FOREIGN KEY (payment_id) REFERENCES payment (id) ON DELETE RESTRICT,
    FOREIGN KEY (refund_id) REFERENCES refund (id) ON DELETE RESTRICT,
    FOREIGN KEY (asked_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (agreed_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    CHECK (NOT needs_two OR agreed_by_id IS NULL OR agreed_by_id <> asked_by_id),
    CHECK (state IN ('asked','withdrawn') OR agreed_by_id IS NOT NULL),
    CHECK ((verb = 'place') = (payment_id IS NOT NULL))
);
CREATE INDEX suspense_decision_capture_id ON suspense_decision (capture_id);
CREATE INDEX suspense_decision_payment_id ON suspense_decision (payment_id);
CREATE INDEX suspense_decision_refund_id ON suspense_decision (refund_id);
CREATE INDEX suspense_decision_asked_by_id ON suspense_decision (asked_by_id);
CREATE INDEX suspense_decision_agreed_by_id ON suspense_decision (agreed_by_id);
CREATE INDEX suspense_decision_state_next_at ON suspense_decision (state, next_at);
CREATE UNIQUE INDEX suspense_decision_one ON suspense_decision (capture_id) WHERE (state != 'withdrawn');

CREATE TABLE statement (
    id {serial} NOT NULL PRIMARY KEY,
    code VARCHAR(12) NOT NULL,
    source VARCHAR(20) NOT NULL,
    format VARCHAR(10) NOT NULL CHECK (format IN ('csv', 'mt940', 'camt')),
    name VARCHAR(120) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    body TEXT NOT NULL,
    options TEXT NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('uploaded', 'reading', 'comparing', 'done', 'discarded')),
    starts_at {timestamp},
    ends_at {timestamp},
    lines_count INTEGER NOT NULL,
    read_count INTEGER NOT NULL,
    errors_count INTEGER NOT NULL,
    matched_count INTEGER NOT NULL,
    open_count INTEGER NOT NULL CHECK (open_count >= 0),
    uploaded_by_id INTEGER NOT NULL,
    uploaded_at {timestamp} NOT NULL,
    next_at {timestamp},
    done_at {timestamp},
    FOREIGN KEY (uploaded_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    CHECK (starts_at IS NULL OR starts_at < ends_at)
);
CREATE UNIQUE INDEX statement_code ON statement (code);
CREATE INDEX statement_uploaded_by_id ON statement (uploaded_by_id);
CREATE INDEX statement_state_next_at ON statement (state, next_at);
CREATE UNIQUE INDEX statement_once ON statement (source, digest) WHERE (state != 'discarded');

CREATE TABLE statement_line (
    id {bigserial} NOT NULL PRIMARY KEY,
    statement_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    key VARCHAR(120) NOT NULL,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('capture', 'refund', 'transfer', 'fee', 'bank', 'other')),
    reference VARCHAR(80) NOT NULL,
    ours VARCHAR(120) NOT NULL,
    amount_minor {bigint} NOT NULL,
    fee_minor {bigint},
    currency VARCHAR(3) NOT NULL,
    at {timestamp} NOT NULL,
    words TEXT NOT NULL,
    subject VARCHAR(40) NOT NULL,
    FOREIGN KEY (statement_id) REFERENCES statement (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX statement_line_statement_id_key ON statement_line (statement_id, key);
CREATE INDEX statement_line_statement_id_number ON statement_line (statement_id, number);
CREATE INDEX statement_line_subject ON statement_line (subject);

CREATE TABLE statement_finding (
    id {bigserial} NOT NULL PRIMARY KEY,
    statement_id INTEGER NOT NULL,
    key VARCHAR(60) NOT NULL,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('missing', 'extra', 'amount', 'fee', 'currency', 'swapped')),
    line_id {bigint},
    other_id {bigint},
    subject VARCHAR(40) NOT NULL,
    reference VARCHAR(120) NOT NULL,
    expected_minor {bigint},
    expected_currency VARCHAR(3) NOT NULL,
    got_minor {bigint},
    got_currency VARCHAR(3) NOT NULL,
    at {timestamp} NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('open', 'resolved', 'settled')),
    said VARCHAR(500) NOT NULL,
    resolved_by_id INTEGER,
    resolved_at {timestamp},
    FOREIGN KEY (statement_id) REFERENCES statement (id) ON DELETE RESTRICT,
    FOREIGN KEY (line_id) REFERENCES statement_line (id) ON DELETE RESTRICT,
    FOREIGN KEY (other_id) REFERENCES statement_line (id) ON DELETE RESTRICT,
    FOREIGN KEY (resolved_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    CHECK (state <> 'resolved' OR said <> ''),
    CHECK (kind = 'missing' OR line_id IS NOT NULL)
);
CREATE INDEX statement_finding_line_id ON statement_finding (line_id);
CREATE INDEX statement_finding_other_id ON statement_finding (other_id);
CREATE INDEX statement_finding_resolved_by_id ON statement_finding (resolved_by_id);
CREATE UNIQUE INDEX statement_finding_statement_id_key ON statement_finding (statement_id, key);
CREATE INDEX statement_finding_statement_id_state_id ON statement_finding (statement_id, state, id);
CREATE INDEX statement_finding_state_subject ON statement_finding (state, subject);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
