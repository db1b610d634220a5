"""The ground (events, jobs, messages, limits), people, pictures and shops."""

from storefront.migrations import run

TABLES = """
CREATE TABLE event_chain_end (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    event_id {bigint} NOT NULL,
    seal VARCHAR(64) NOT NULL,
    at {timestamp} NOT NULL
);

CREATE TABLE event (
    id {bigserial} NOT NULL PRIMARY KEY,
    at {timestamp} NOT NULL,
    kind VARCHAR(80) NOT NULL,
    subject VARCHAR(60) NOT NULL,
    shop_id INTEGER,
    actor VARCHAR(60) NOT NULL,
    network VARCHAR(64) NOT NULL,
    before VARCHAR(30),
    after VARCHAR(30),
    data TEXT NOT NULL,
    seal VARCHAR(64)
);
CREATE INDEX event_subject_id ON event (subject, id);
CREATE INDEX event_shop_id_id ON event (shop_id, id);
CREATE INDEX event_kind_id ON event (kind, id);

CREATE TABLE delivery (
    id {bigserial} NOT NULL PRIMARY KEY,
    event_id {bigint} NOT NULL,
    listener VARCHAR(120) NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('waiting','running','done','failed')),
    tries INTEGER NOT NULL,
    next_at {timestamp} NOT NULL,
    done_at {timestamp},
    error TEXT,
    FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX delivery_event_id_listener ON delivery (event_id, listener);
CREATE INDEX delivery_state_next_at ON delivery (state, next_at);

CREATE TABLE event_words (
    event_id {bigint} NOT NULL PRIMARY KEY,
    words TEXT NOT NULL,
    FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE RESTRICT
);

CREATE TABLE job_counter (
    queue VARCHAR(255) NOT NULL,
    key VARCHAR(255) NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (queue, key)
);

CREATE TABLE job_failure (
    id {bigserial} NOT NULL PRIMARY KEY,
    name VARCHAR(120) NOT NULL,
    error TEXT NOT NULL,
    at {timestamp} NOT NULL
);

CREATE TABLE job_schedule (
    id {serial} NOT NULL PRIMARY KEY,
    queue VARCHAR(255) NOT NULL,
    data {bytes} NOT NULL,
    timestamp {bigint} NOT NULL
);
CREATE INDEX job_schedule_queue_timestamp ON job_schedule (queue, timestamp);

CREATE TABLE job_task (
    id {serial} NOT NULL PRIMARY KEY,
    queue VARCHAR(255) NOT NULL,
    data {bytes} NOT NULL,
    priority REAL NOT NULL
);
CREATE INDEX job_task_priority_id ON job_task (priority, id);

CREATE TABLE job_value (
    queue VARCHAR(255) NOT NULL,
    key VARCHAR(255) NOT NULL,
    value {bytes} NOT NULL,
    PRIMARY KEY (queue, key)
);

CREATE TABLE rate_limit (
    key VARCHAR(160) NOT NULL,
    "window" {timestamp} NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (key, "window")
);

CREATE TABLE message (
    id {bigserial} NOT NULL PRIMARY KEY,
    channel VARCHAR(6) NOT NULL CHECK (channel IN ('text','mail')),
    "to" TEXT NOT NULL,
    to_index VARCHAR(32),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    dedupe VARCHAR(100) NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('waiting','sending','sent','failed','forgotten')),
    tries INTEGER NOT NULL,
    next_at {timestamp} NOT NULL,
    created_at {timestamp} NOT NULL,
    sent_at {timestamp},
    error VARCHAR(300) NOT NULL
);
CREATE UNIQUE INDEX message_dedupe ON message (dedupe);
CREATE INDEX message_state_next_at ON message (state, next_at);
CREATE INDEX message_to_index ON message (to_index);

CREATE TABLE once (
    scope VARCHAR(80) NOT NULL,
    key VARCHAR(64) NOT NULL,
    body VARCHAR(64) NOT NULL,
    result VARCHAR(200),
    at {timestamp} NOT NULL,
    PRIMARY KEY (scope, key)
);

CREATE TABLE person (
    id {serial} NOT NULL PRIMARY KEY,
    name TEXT,
    phone TEXT,
    phone_index VARCHAR(32),
    email TEXT,
    email_index VARCHAR(32),
    language VARCHAR(10) NOT NULL,
    role VARCHAR(10) NOT NULL CHECK (role IN ('','support','finance','operator')),
    notices_by VARCHAR(6) NOT NULL CHECK (notices_by IN ('text','mail','none')),
    last_shop_id INTEGER,
    created_at {timestamp} NOT NULL,
    blocked_at {timestamp},
    erased_at {timestamp}
);
CREATE UNIQUE INDEX person_phone_index ON person (phone_index);
CREATE UNIQUE INDEX person_email_index ON person (email_index);

CREATE TABLE passkey (
    id {serial} NOT NULL PRIMARY KEY,
    person_id INTEGER NOT NULL,
    credential_id VARCHAR(400) NOT NULL,
    public_key TEXT NOT NULL,
    sign_count {bigint} NOT NULL,
    name VARCHAR(80) NOT NULL,
    created_at {timestamp} NOT NULL,
    used_at {timestamp},
    FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE INDEX passkey_person_id ON passkey (person_id);
CREATE UNIQUE INDEX passkey_credential_id ON passkey (credential_id);

CREATE TABLE session (
    id {serial} NOT NULL PRIMARY KEY,
    token_hash VARCHAR(64) NOT NULL,
    person_id INTEGER NOT NULL,
    device VARCHAR(80) NOT NULL,
    network VARCHAR(64) NOT NULL,
    created_at {timestamp} NOT NULL,
    seen_at {timestamp} NOT NULL,
    expires_at {timestamp} NOT NULL,
    fresh_until {timestamp},
    revoked_at {timestamp},
    FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX session_token_hash ON session (token_hash);
CREATE INDEX session_person_id ON session (person_id);

CREATE TABLE sign_in_code (
    id {serial} NOT NULL PRIMARY KEY,
    contact_index VARCHAR(32) NOT NULL,
    purpose VARCHAR(20) NOT NULL,
    code_hash VARCHAR(64) NOT NULL,
    browser_hash VARCHAR(64) NOT NULL,
    tries INTEGER NOT NULL,
    wait_until {timestamp},
    sent_at {timestamp} NOT NULL,
    expires_at {timestamp} NOT NULL,
    used_at {timestamp}
);
CREATE INDEX sign_in_code_contact_index_sent_at ON sign_in_code (contact_index, sent_at);
CREATE INDEX sign_in_code_browser_hash_sent_at ON sign_in_code (browser_hash, sent_at);

CREATE TABLE picture (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    code VARCHAR(22) NOT NULL,
    kind VARCHAR(10) NOT NULL,
    public {boolean} NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    formats VARCHAR(30) NOT NULL,
    tint VARCHAR(7) NOT NULL,
    focus_x INTEGER NOT NULL,
    focus_y INTEGER NOT NULL,
    alt VARCHAR(300) NOT NULL,
    size INTEGER NOT NULL,
    fingerprint VARCHAR(64) NOT NULL,
    created_at {timestamp} NOT NULL
);
CREATE UNIQUE INDEX picture_code ON picture (code);
CREATE INDEX picture_shop_id_kind_id ON picture (shop_id, kind, id);
CREATE INDEX picture_shop_id_fingerprint ON picture (shop_id, fingerprint);

CREATE TABLE picture_space (
    shop_id INTEGER NOT NULL,
    side VARCHAR(7) NOT NULL CHECK (side IN ('own','visitor')),
    bytes {bigint} NOT NULL CHECK (bytes >= 0),
    pictures_count INTEGER NOT NULL,
    PRIMARY KEY (shop_id, side)
);

CREATE TABLE shop (
    id {serial} NOT NULL PRIMARY KEY,
    owner_id INTEGER NOT NULL,
    slug VARCHAR(40) NOT NULL,
    name VARCHAR(60) NOT NULL,
    name_key VARCHAR(80) NOT NULL,
    seal VARCHAR(4) NOT NULL,
    logo_id INTEGER,
    cover_id INTEGER,
    hue INTEGER NOT NULL CHECK (hue BETWEEN 0 AND 360),
    chroma INTEGER NOT NULL CHECK (chroma BETWEEN 0 AND 400),
    bright {boolean} NOT NULL,
    tint {boolean} NOT NULL,
    words VARCHAR(160) NOT NULL,
    about TEXT NOT NULL,
    sent_from VARCHAR(80) NOT NULL,
    state VARCHAR(12) NOT NULL CHECK (state IN ('open', 'holiday', 'suspended', 'closed')),
    state_reason TEXT NOT NULL,
    reopens_on DATE,
    mode VARCHAR(10) NOT NULL CHECK (mode IN ('protected','direct')),
    currency VARCHAR(3) NOT NULL,
    country VARCHAR(2) NOT NULL,
    time_zone VARCHAR(40) NOT NULL,
    language VARCHAR(10) NOT NULL,
    returns_days INTEGER NOT NULL,
    pack_days INTEGER NOT NULL,
    level VARCHAR(12) NOT NULL CHECK (level IN ('none','individual','trader','company')),
    level_at {timestamp},
    came_from_id INTEGER,
    opened_from_here_count INTEGER NOT NULL,
    open_seconds INTEGER,
    tax_mode VARCHAR(8) NOT NULL CHECK (tax_mode IN ('','included','added')),
    eu_rights {boolean} NOT NULL,
    items_count INTEGER NOT NULL,
    orders_count INTEGER NOT NULL,
    sold_count INTEGER NOT NULL,
    reviews_count INTEGER NOT NULL,
    stars_sum INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at {timestamp} NOT NULL,
    FOREIGN KEY (owner_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (logo_id) REFERENCES picture (id) ON DELETE RESTRICT,
    FOREIGN KEY (cover_id) REFERENCES picture (id) ON DELETE RESTRICT,
    FOREIGN KEY (came_from_id) REFERENCES shop (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX shop_slug ON shop (slug);
CREATE UNIQUE INDEX shop_name_key ON shop (name_key);
CREATE INDEX shop_logo_id ON shop (logo_id);
CREATE INDEX shop_cover_id ON shop (cover_id);
CREATE INDEX shop_came_from_id ON shop (came_from_id);
CREATE INDEX shop_owner_id_id ON shop (owner_id, id);
CREATE INDEX shop_state_reopens_on ON shop (state, reopens_on);

CREATE TABLE former_slug (
    slug VARCHAR(40) NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    changed_at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);
CREATE INDEX former_slug_shop_id ON former_slug (shop_id);

CREATE TABLE member (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    role VARCHAR(10) NOT NULL CHECK (role IN ('owner','helper','packer')),
    created_at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX member_shop_id_person_id ON member (shop_id, person_id);
CREATE INDEX member_person_id_shop_id ON member (person_id, shop_id);

CREATE TABLE shop_day (
    shop_id INTEGER NOT NULL,
    day DATE NOT NULL,
    orders_count INTEGER NOT NULL,
    sum_minor {bigint} NOT NULL,
    sold_count INTEGER NOT NULL,
    sold_minor {bigint} NOT NULL,
    pieces_count INTEGER NOT NULL,
    scans_count INTEGER NOT NULL,
    PRIMARY KEY (shop_id, day),
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
