"""Receipts and invoices."""

from storefront.migrations import run

TABLES = """
CREATE TABLE invoice_counter (
    shop_id INTEGER NOT NULL,
    series VARCHAR(6) NOT NULL CHECK (series IN ('sale', 'credit')),
    last_number INTEGER NOT NULL,
    PRIMARY KEY (shop_id, series),
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);

CREATE TABLE invoice_paper (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    refund_id INTEGER,
    kind VARCHAR(8) NOT NULL CHECK (kind IN ('receipt', 'invoice', 'credit')),
    series VARCHAR(6) NOT NULL CHECK (series IN ('sale', 'credit')),
    number INTEGER NOT NULL CHECK (number > 0),
    currency VARCHAR(3) NOT NULL,
    total_minor {bigint} NOT NULL CHECK (total_minor > 0),
    tax_minor {bigint} NOT NULL CHECK (tax_minor >= 0 AND tax_minor <= total_minor),
    language VARCHAR(10) NOT NULL,
    content TEXT NOT NULL,
    buyer TEXT,
    issued_at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE RESTRICT,
    FOREIGN KEY (refund_id) REFERENCES refund (id) ON DELETE RESTRICT,
    CHECK ((kind = 'credit') = (series = 'credit')),
    CHECK ((kind = 'credit') = (refund_id IS NOT NULL))
);
CREATE UNIQUE INDEX invoice_paper_refund_id ON invoice_paper (refund_id);
CREATE UNIQUE INDEX invoice_paper_shop_id_series_number ON invoice_paper (shop_id, series, number);
CREATE INDEX invoice_paper_order_id_id ON invoice_paper (order_id, id);
CREATE UNIQUE INDEX invoice_paper_one_sale ON invoice_paper (order_id) WHERE (series = 'sale');

CREATE TABLE invoice_particulars (
    shop_id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    tax_number TEXT NOT NULL,
    scheme VARCHAR(10) NOT NULL CHECK (scheme IN ('', 'vat', 'gst', 'sales', 'small')),
    tax_name VARCHAR(20) NOT NULL,
    updated_at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);

CREATE TABLE tax_rate (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    place VARCHAR(10) NOT NULL,
    category VARCHAR(10) NOT NULL CHECK (category IN ('standard', 'reduced', 'zero')),
    rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 100000),
    on_delivery {boolean} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX tax_rate_shop_id_place_category ON tax_rate (shop_id, place, category);

CREATE TABLE order_taxed (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    line_id INTEGER,
    rate INTEGER NOT NULL,
    amount_minor {bigint} NOT NULL,
    tax_minor {bigint} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE RESTRICT,
    FOREIGN KEY (line_id) REFERENCES order_line (id) ON DELETE RESTRICT,
    CHECK (amount_minor >= 0 AND tax_minor >= 0 AND rate >= 0)
);
CREATE INDEX order_taxed_shop_id ON order_taxed (shop_id);
CREATE INDEX order_taxed_line_id ON order_taxed (line_id);
CREATE INDEX order_taxed_order_id_id ON order_taxed (order_id, id);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
