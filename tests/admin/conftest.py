"""The market's staff, each in a browser of their own."""

from datetime import timedelta

import pytest

from storefront import accounts
from storefront.kit.events import Delivery, Event
from storefront.kit.jobs import JobFailure
from storefront.kit.post import Message
from tests.support import clients


@pytest.fixture
def desk(app, world):
    """`desk("operator")`, `desk("support")`, `desk("finance")`: a browser where somebody with that role is signed in; `.person` is who."""
    made = {}

    def browser(role: str = "operator"):
        if role not in made:
            person = accounts.make_operator(f"+86135001360{len(made):02}", role) if role else world.mei.owner
            client = clients.browser(app, person)
            client.person = person
            made[role] = client
        return made[role]

    return browser


@pytest.fixture
def trouble(database, clock):
    """`trouble.job()`, `.delivery()`, `.message()`: something that failed, `ago` before now."""

    class Trouble:
        def job(self, ago=timedelta(hours=1)):
            return JobFailure.create(name="media.encode", error="OSError('disk full')", at=clock.now() - ago)

        def delivery(self, ago=timedelta(hours=2), state="failed"):
            row = Event.create(at=clock.now() - ago, kind="thing.happened", subject="thing:1", actor="system", data="{}")
            return Delivery.create(
                event=row, listener="notifications.listeners.tell", state=state, next_at=clock.now() - ago, error="KeyError('x')"
            )

        def message(self, ago=timedelta(hours=3), state="failed", to="+8613911112222"):
            at = clock.now() - ago
            return Message.create(
                channel="mail" if "@" in to else "text", to=to, body="Hello", dedupe=f"test:{to}:{state}", state=state, next_at=at, created_at=at, error=f"OSError: {to} refused"
            )  # fmt: skip

    return Trouble()
