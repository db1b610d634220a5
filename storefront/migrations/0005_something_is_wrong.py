"""Cases, what both sides say and show in them."""

from storefront.migrations import run

TABLES = """
CREATE TABLE aftersales_case (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    code VARCHAR(8) NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('open', 'accepted', 'offered', 'declined', 'replacing', 'returning', 'sent_back', 'withdrawn', 'escalated', 'decided', 'appealed', 'closed')),
    reason VARCHAR(20) NOT NULL CHECK (reason IN ('never_came', 'broken', 'not_as_described', 'changed_mind', 'withdrawal')),
    want VARCHAR(10) NOT NULL CHECK (want IN ('money', 'another', 'part', 'back')),
    currency VARCHAR(3) NOT NULL,
    stake_minor {bigint} NOT NULL,
    asked_minor {bigint} NOT NULL,
    opened_at {timestamp} NOT NULL,
    answer_by {timestamp},
    act_at {timestamp},
    reply_by {timestamp},
    return_by {timestamp},
    decide_by {timestamp},
    appeal_by {timestamp},
    fulfil_by {timestamp},
    answered_at {timestamp},
    offered_minor {bigint},
    return_address TEXT,
    return_carrier VARCHAR(30) NOT NULL,
    return_number VARCHAR(60) NOT NULL,
    sent_back_at {timestamp},
    escalated_at {timestamp},
    escalated_by VARCHAR(6) NOT NULL,
    overdue_at {timestamp},
    decision VARCHAR(10) NOT NULL CHECK (decision IN ('', 'refund', 'split', 'back', 'nothing')),
    award_minor {bigint} NOT NULL,
    decided_at {timestamp},
    decided_by_id INTEGER,
    buyer_agreed_at {timestamp},
    seller_agreed_at {timestamp},
    appealed_at {timestamp},
    appealed_by VARCHAR(6) NOT NULL,
    ruled_by_id INTEGER,
    closed_at {timestamp},
    outcome VARCHAR(16) NOT NULL,
    refunded_minor {bigint} NOT NULL,
    fulfilled_at {timestamp},
    unfulfilled_at {timestamp},
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE RESTRICT,
    FOREIGN KEY (decided_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (ruled_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    CHECK (stake_minor > 0 AND asked_minor > 0 AND asked_minor <= stake_minor),
    CHECK (offered_minor IS NULL OR (offered_minor > 0 AND offered_minor <= stake_minor)),
    CHECK (award_minor >= 0 AND award_minor <= stake_minor),
    CHECK (refunded_minor >= 0 AND refunded_minor <= stake_minor),
    CHECK (ruled_by_id IS NULL OR ruled_by_id <> decided_by_id)
);
CREATE UNIQUE INDEX aftersales_case_code ON aftersales_case (code);
CREATE INDEX aftersales_case_decided_by_id ON aftersales_case (decided_by_id);
CREATE INDEX aftersales_case_ruled_by_id ON aftersales_case (ruled_by_id);
CREATE INDEX aftersales_case_shop_id_state_id ON aftersales_case (shop_id, state, id);
CREATE INDEX aftersales_case_order_id_id ON aftersales_case (order_id, id);
CREATE INDEX aftersales_case_state_answer_by ON aftersales_case (state, answer_by);
CREATE INDEX aftersales_case_state_act_at ON aftersales_case (state, act_at);
CREATE INDEX aftersales_case_state_reply_by ON aftersales_case (state, reply_by);
CREATE INDEX aftersales_case_state_return_by ON aftersales_case (state, return_by);
CREATE INDEX aftersales_case_state_decide_by ON aftersales_case (state, decide_by);
CREATE INDEX aftersales_case_state_appeal_by ON aftersales_case (state, appeal_by);
CREATE INDEX aftersales_case_fulfil_by ON aftersales_case (fulfil_by);
CREATE UNIQUE INDEX aftersales_case_one_open ON aftersales_case (order_id) WHERE (state IN ('open', 'accepted', 'offered', 'declined', 'replacing', 'returning', 'sent_back', 'withdrawn', 'escalated', 'decided', 'appealed'));

CREATE TABLE aftersales_said (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    side VARCHAR(8) NOT NULL CHECK (side IN ('buyer', 'seller', 'market')),
    person_id INTEGER,
    about VARCHAR(10) NOT NULL,
    words TEXT NOT NULL,
    at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (case_id) REFERENCES aftersales_case (id) ON DELETE RESTRICT,
    FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE INDEX aftersales_said_shop_id ON aftersales_said (shop_id);
CREATE INDEX aftersales_said_person_id ON aftersales_said (person_id);
CREATE INDEX aftersales_said_case_id_id ON aftersales_said (case_id, id);

CREATE TABLE aftersales_shot (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    said_id INTEGER NOT NULL,
    picture_id INTEGER NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (said_id) REFERENCES aftersales_said (id) ON DELETE RESTRICT,
    FOREIGN KEY (picture_id) REFERENCES picture (id) ON DELETE RESTRICT
);
CREATE INDEX aftersales_shot_shop_id ON aftersales_shot (shop_id);
CREATE INDEX aftersales_shot_said_id_id ON aftersales_shot (said_id, id);
CREATE INDEX aftersales_shot_picture_id ON aftersales_shot (picture_id);

CREATE TABLE aftersales_withdrawal (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    case_id INTEGER,
    code VARCHAR(10) NOT NULL,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    currency VARCHAR(3) NOT NULL,
    amount_minor {bigint} NOT NULL CHECK (amount_minor >= 0),
    refund_by {timestamp} NOT NULL,
    at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE RESTRICT,
    FOREIGN KEY (case_id) REFERENCES aftersales_case (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX aftersales_withdrawal_order_id ON aftersales_withdrawal (order_id);
CREATE UNIQUE INDEX aftersales_withdrawal_code ON aftersales_withdrawal (code);
CREATE INDEX aftersales_withdrawal_shop_id_id ON aftersales_withdrawal (shop_id, id);
CREATE INDEX aftersales_withdrawal_case_id ON aftersales_withdrawal (case_id);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
