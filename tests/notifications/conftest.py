"""What leaves the outbox: by text, by mail, or not at all."""

import pytest

from storefront import orders
from storefront.kit import jobs
from storefront.kit.post import Message


@pytest.fixture
def written(clock):
    """`written()`: the messages that were written since it was asked last, everything that waits included."""
    seen = [0]

    def since() -> list[Message]:
        clock.advance(orders.UNDO)
        jobs.run_pending(1000)
        rows = list(Message.select().where(Message.id > seen[0]).order_by(Message.id))
        seen[0] = rows[-1].id if rows else seen[0]
        return rows

    return since
