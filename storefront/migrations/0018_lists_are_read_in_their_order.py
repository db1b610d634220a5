"""Lists are read in the order in which they are shown, as far as they are shown, however much there is."""

from storefront.migrations import run

INDEXES = """
CREATE INDEX aftersales_case_state_id ON aftersales_case (state, id);
CREATE INDEX aftersales_case_escalated ON aftersales_case (state, escalated_at) WHERE (escalated_at IS NOT NULL);
CREATE INDEX aftersales_case_sent_to ON aftersales_case (shop_id, id) WHERE (return_address IS NOT NULL);
CREATE INDEX shop_showing ON shop (state, id) WHERE (items_count > 0);
CREATE INDEX share_link_shown ON share_link (shop_id, orders_count, visits_count, id)
    WHERE ((kind != 'order') AND (((label NOT IN ('', 'passed on')) OR (visits_count > 0)) OR (orders_count > 0)));
CREATE INDEX message_failed ON message (channel, id) WHERE (state = 'failed');
DROP INDEX payment_mode_state_created_at;
CREATE INDEX payment_mode_state_created_at_amount_minor ON payment (mode, state, created_at, amount_minor);
"""


def up(database):
    """Make the orders; the one of payments knows their amounts, too."""
    run(database, INDEXES)
