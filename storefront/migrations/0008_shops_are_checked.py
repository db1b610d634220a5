"""Who is behind a shop, and the papers that show it."""

from storefront.migrations import run

TABLES = """
CREATE TABLE verification_check (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    code VARCHAR(8) NOT NULL,
    state VARCHAR(12) NOT NULL CHECK (state IN ('asked', 'in_review', 'asked_again', 'verified', 'refused', 'appealed', 'ended', 'superseded', 'upheld')),
    kind VARCHAR(12) NOT NULL CHECK (kind IN ('individual', 'trader', 'company')),
    by_hand {boolean} NOT NULL,
    asked_by_id INTEGER,
    name TEXT,
    country VARCHAR(2) NOT NULL,
    number TEXT,
    number_key VARCHAR(32),
    company TEXT,
    company_number TEXT,
    asked_at {timestamp} NOT NULL,
    send_by {timestamp},
    sent_at {timestamp},
    waiting_at {timestamp},
    decide_by {timestamp},
    overdue_at {timestamp},
    appeal_by {timestamp},
    delete_at {timestamp},
    missing VARCHAR(120) NOT NULL,
    checked VARCHAR(120) NOT NULL,
    rule VARCHAR(20) NOT NULL CHECK (rule IN ('', 'own_papers', 'unchanged', 'accepted_papers', 'of_age', 'one_person', 'closed_before')),
    words TEXT NOT NULL,
    decided_at {timestamp},
    decided_by_id INTEGER,
    appealed_at {timestamp},
    appeal_words TEXT NOT NULL,
    ruled_at {timestamp},
    ruled_by_id INTEGER,
    ruling TEXT NOT NULL,
    ended VARCHAR(10) NOT NULL CHECK (ended IN ('', 'withdrawn', 'lapsed')),
    forgotten_at {timestamp},
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (asked_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (decided_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (ruled_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    CHECK (ruled_by_id IS NULL OR ruled_by_id <> decided_by_id),
    CHECK (state <> 'refused' OR rule <> ''),
    CHECK (state <> 'verified' OR decided_by_id IS NOT NULL)
);
CREATE UNIQUE INDEX verification_check_code ON verification_check (code);
CREATE INDEX verification_check_asked_by_id ON verification_check (asked_by_id);
CREATE INDEX verification_check_decided_by_id ON verification_check (decided_by_id);
CREATE INDEX verification_check_ruled_by_id ON verification_check (ruled_by_id);
CREATE INDEX verification_check_shop_id_id ON verification_check (shop_id, id);
CREATE INDEX verification_check_state_waiting_at ON verification_check (state, waiting_at);
CREATE INDEX verification_check_state_send_by ON verification_check (state, send_by);
CREATE INDEX verification_check_state_decide_by ON verification_check (state, decide_by);
CREATE INDEX verification_check_delete_at ON verification_check (delete_at);
CREATE INDEX verification_check_number_key ON verification_check (number_key);
CREATE UNIQUE INDEX verification_check_one_open ON verification_check (shop_id) WHERE (state IN ('asked', 'in_review', 'asked_again', 'appealed'));
CREATE UNIQUE INDEX verification_check_one_counts ON verification_check (shop_id) WHERE (state = 'verified');

CREATE TABLE verification_paper (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    check_id INTEGER NOT NULL,
    code VARCHAR(22) NOT NULL,
    side VARCHAR(6) NOT NULL CHECK (side IN ('first', 'second')),
    key VARCHAR(40) NOT NULL,
    size INTEGER NOT NULL,
    created_at {timestamp} NOT NULL,
    ready_at {timestamp},
    dropped_at {timestamp},
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (check_id) REFERENCES verification_check (id) ON DELETE RESTRICT
);
CREATE INDEX verification_paper_shop_id ON verification_paper (shop_id);
CREATE UNIQUE INDEX verification_paper_code ON verification_paper (code);
CREATE INDEX verification_paper_check_id_id ON verification_paper (check_id, id);
CREATE INDEX verification_paper_dropped_at ON verification_paper (dropped_at);
CREATE INDEX verification_paper_key ON verification_paper (key);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
