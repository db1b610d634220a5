"""Stories of what goes wrong with an order. Money, payments and cases are recomputed after each of them."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from storefront import accounts, aftersales, ledger, orders, payments, shipping, shops, stock
from storefront.kit import jobs
from storefront.kit.money import Money
from storefront.ledger import audit as ledger_audit
from storefront.payments import audit as payments_audit
from tests.support.factories import FAMILIE, World

FEE = 490  # of the basket
HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)


def again(case):
    """The case as the database has it now, with its order."""
    fresh = aftersales.Case.across_shops().where(aftersales.Case.id == case.id).get()
    fresh.order = orders.Order.across_shops().where(orders.Order.id == fresh.order_id).get()
    fresh.shop = fresh.order.shop
    return fresh


class Quarrel:
    """Orders that went wrong. `world.mei` is protected, `world.lotte` is direct."""

    def __init__(self, world: World, clock):
        self.world, self.clock = world, clock

    def opened(self, reason="broken", want="money", part=None, order=None, keeper=None, words="", **how):
        """A case about an order on its way. The order is the mug of ¥128.00, unless it is said."""
        order = order or self.world.shipped(keeper, **how)
        return aftersales.open_case(order, reason, want, part, words)

    def carried_out(self, **how):
        """Accepted, and the undo has passed."""
        case = aftersales.accept(self.opened(**how))
        self.clock.advance(aftersales.PERIODS.undo)
        assert aftersales.carry_out_due() == 1
        return again(case)

    def offered(self, minor=6400, **how):
        case = self.opened(**how)
        return aftersales.offer(case, Money(minor, case.currency) if minor else None)

    def declined(self, **how):
        return aftersales.decline(self.opened(**how), "It left whole")

    def returning(self, **how):
        how.setdefault("want", "back")
        return aftersales.ask_back(self.opened(**how), "Kiln Road 1, Jingdezhen")

    def sent_back(self, **how):
        return aftersales.send_back(self.returning(**how), "SF1357924680124")

    def replacing(self, **how):
        how.setdefault("want", "another")
        return self.carried_out(**how)

    def escalated(self, **how):
        return aftersales.escalate(self.declined(**how), "buyer")

    def decided(self, operator, decision="split", minor=7680, **how):
        case = self.escalated(**how)
        return aftersales.decide(
            case, operator, decision, Money(minor, case.currency), "We looked at it", "Kiln Road 1, Jingdezhen"
        )

    def appealed(self, operator, side="buyer", **how):
        return aftersales.appeal(self.decided(operator, **how), side, "That is not fair")

    def contract_withdrawn(self, order=None, **how):
        """The case of a buyer in Germany who withdrew after the order was sent."""
        how.setdefault("buyer", FAMILIE)
        if order is None and how.get("keeper") is None:
            shipping.Option.update(regions="").where(shipping.Option.shop == self.world.mei.shop.id).execute()  # everywhere
        order = order or self.world.shipped(**how)
        aftersales.withdraw_from_contract(order)
        return again(aftersales.case_of(order))

    # --- where the money is ------------------------------------------------------------------------------------------------

    def money(self, order) -> SimpleNamespace:
        """In minor units: what the order's escrow holds, what the shop can withdraw, what is frozen, what went back."""
        order = self.world.again(order)
        wallet = ledger.wallet(order.shop)
        return SimpleNamespace(
            escrow=ledger.balance("escrow", order.id, order.currency).minor,
            free=wallet.available.minor,
            frozen=wallet.frozen.minor if wallet.frozen else 0,
            back=sum(row.amount_minor for row in payments.refunds_for("order", str(order.id))),
            total=ledger.balance("shop", order.shop_id, order.currency).minor,
        )

    def settle(self, order):
        """Ten seconds after it was confirmed."""
        self.clock.advance(orders.UNDO)
        orders.settle_due()
        return self.world.again(order)

    def to_the_end(self, order):
        """Let the order go on until its seller is paid."""
        for _ in range(40):
            self.clock.advance(DAY)
            jobs.sweep()
            orders.settle_due()
        return self.world.again(order)


@pytest.fixture
def quarrel(world, clock, request):
    clock.freeze(clock.now().replace(microsecond=0))
    yield Quarrel(world, clock)
    if not request.node.get_closest_marker("tampers"):
        assert ledger_audit.problems() == []
        assert payments_audit.problems() == []


@pytest.fixture
def operator(database):
    return accounts.make_operator("+8613500135000")


@pytest.fixture
def colleague(database):
    return accounts.make_operator("+8613500135001", "support")


@pytest.fixture
def told(app):
    """Deliver events; returns (kind, to whom) of every notice on a page."""
    from storefront.notifications import Notice

    def deliver():
        jobs.run_pending(1000)
        return [(row.kind, row.person.name) for row in Notice.select().order_by(Notice.id)]

    return deliver


@pytest.fixture
def home(quarrel):
    """Lotte sells in Germany, and the market holds the money."""
    shops.Shop.update(mode="protected").where(shops.Shop.id == quarrel.world.lotte.shop.id).execute()
    quarrel.world.lotte.fresh()
    return quarrel


def story(home, how="shipped", **more):
    """An order of Lotte's, by what became of it."""
    return getattr(home.world, how)(home.world.lotte, **more)


@pytest.fixture
def basket(home):
    """Three jars of jam at 5.50, a loaf at 6.80 of which ten are counted, and the way at 4.90: 28.20."""
    lotte = home.world.lotte
    shipping.Option.insert(
        shop=lotte.shop.id, kind="courier", regions="DE", fee_minor=FEE, days_least=2, days_most=4, place="", name="DHL", active=True, position=0
    ).execute()  # fmt: skip
    shipping.Option.delete().where(shipping.Option.shop == lotte.shop.id, shipping.Option.fee_minor != FEE).execute()
    stock.set_count(lotte.loaf, 10)
    return [(lotte.jam, 3), (lotte.loaf, 1)]


def by_name(order):
    """(the line of jam, the line of the loaf)."""
    return orders.lines_of(order)


def shelf(home):
    left = stock.left([home.world.lotte.jam.id, home.world.lotte.loaf.id])
    return left[home.world.lotte.jam.id], left[home.world.lotte.loaf.id]


def take(home, order, jam=0, loaf=0, **more):
    """Withdraw from so many; returns the receipt."""
    lines = zip(by_name(order), (jam, loaf), strict=True)
    return aftersales.withdraw_from_contract(home.world.again(order), pieces={line.id: n for line, n in lines if n}, **more)


@pytest.fixture
def sign_in(live_server):
    """Give a phone the session of a person; returns the page."""

    def enter(page, person):
        token = accounts.open_session(person, "test", "")
        page.context.add_cookies([{"name": "session", "value": token, "url": live_server.url}])
        return page

    return enter
