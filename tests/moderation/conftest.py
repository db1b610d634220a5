"""People who tell, and people who decide."""

import pytest

from storefront import accounts, moderation
from storefront.kit import events
from tests.support import clients
from tests.support.factories import World

RULE = {"rule": "copy", "reason": "It carries a mark of somebody else", "remedy": "Take the mark off and appeal.", "ending": ""}


class Desk:
    """Reports and measures in Mei's shop. `mug` and `shop` are the things as an operator sees them."""

    def __init__(self, world: World):
        self.world, self.mei = world, world.mei
        self.one = accounts.make_operator("+8613500135001")
        self.other = accounts.make_operator("+8613500135002")

    def item(self, name: str = "mug", keeper=None) -> moderation.Thing:
        keeper = keeper or self.world.mei
        product = keeper.goods[name].product
        return moderation.kinds.get("item").things([product.id])[product.id]

    def shop(self, keeper=None) -> moderation.Thing:
        shop = (keeper or self.world.mei).fresh()
        return moderation.kinds.get("shop").things([shop.id])[shop.id]

    def told(self, thing=None, reason="copy", network="10.0.0.0/24", person=None, contact=None, words="") -> moderation.Report:
        """Somebody from `network` tells of the mug."""
        with events.acting("visitor"):
            events.act_as(events.Actor("visitor", "", network))
            return moderation.report(thing or self.item(), reason, words, contact, person)

    def taken(self, thing=None, **more) -> moderation.Measure:
        """The first operator hides the mug."""
        return moderation.take(thing or self.item(), self.one, **RULE | more)

    def appealed(self, **more) -> moderation.Measure:
        return moderation.appeal(self.taken(**more), "It is my own mark")


@pytest.fixture
def desk(world) -> Desk:
    return Desk(world)


@pytest.fixture
def visitor(app, database):
    """`visitor(person)`: a browser where somebody is signed in, or nobody."""

    def make(person=None):
        return clients.browser(app, person)

    return make


@pytest.fixture
def people():
    """`people(3)`: so many who can sign in."""
    return lambda count: [accounts.find_or_make(accounts.Contact("phone", f"+86136000{number:05}")) for number in range(count)]
