"""Stories of identity checks."""

from datetime import timedelta

import pytest

from storefront import accounts, verification
from storefront.kit import clock as clocks
from storefront.kit import events
from storefront.verification import papers
from tests.support.everything import photo
from tests.support.factories import World

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
CANARY = {
    "name": "Kestrel Quillfeather",
    "number": "K77 1950-0429",
    "company": "Quillfeather Pottery Ltd",
    "company_number": "HRB 771950",
}


def again(check):
    """The check as the database has it now, with its shop."""
    return verification.by_code(check.code)


class Identity:
    """Checks of Mei's shop, as far as a story goes."""

    def __init__(self, world: World, clock):
        self.world, self.clock = world, clock
        self.operator = accounts.make_operator("+8613500135000")
        self.other = accounts.make_operator("+8613500135001", "support")

    @property
    def shop(self):
        return self.world.mei.fresh()

    def begun(self, kind="individual", keeper=None):
        keeper = keeper or self.world.mei
        return verification.begin(keeper.fresh(), kind, keeper.owner)

    def filled(self, kind="individual", keeper=None, **more):
        check = self.begun(kind, keeper)
        for number, side in enumerate(("first", "second")):
            papers.attach(check, side, photo(number))
        return verification.fill(check, **{**CANARY, "country": "CN", **more})

    def sent(self, *args, **more):
        return verification.send(self.filled(*args, **more))

    def looked(self, check, person=None):
        verification.look(check, person or self.operator, "decide")
        return check

    def verified(self, kind="individual", **more):
        check = self.looked(self.sent(kind, **more))
        return verification.accept(check, self.operator, ("name", "number", "valid", "trade", "company"))

    def asked_again(self, **more):
        return verification.ask_again(self.looked(self.sent(**more)), self.operator, ("blurred",), "The left corner.")

    def refused(self, **more):
        return verification.refuse(self.looked(self.sent(**more)), self.operator, "unchanged", "The year was painted over.")

    def appealed(self, **more):
        return verification.appeal(self.refused(**more), "It was the light.")

    def later(self, period):
        """That much later, and the sweep has been there."""
        self.clock.freeze(clocks.now() + period)
        with events.acting("clock"):
            verification.sweep()

    def kinds(self, check) -> list[str]:
        return [row.kind for row in events.timeline(f"check:{check.id}")]


@pytest.fixture
def identity(world, clock):
    clock.freeze(clock.now().replace(microsecond=0))
    return Identity(world, clock)
