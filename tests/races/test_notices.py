"""T8: a storm of notices over the real door. Whatever is told, how often, in whatever order and by whomever: the end is a function of
what really happened, money counts once, and every attempt at a lie is written down."""

import json
import random
from collections import Counter
from dataclasses import dataclass, field

import pytest

from storefront import ledger, orders, payments, shops, stock
from storefront.payments.models import Capture, Notice, Payment
from storefront.payments.sandbox import signing
from storefront.shipping import table
from tests.support.factories import Keeper, make_person
from tests.support.storm import storm

pytestmark = pytest.mark.race

# What becomes of a payment → how often, of a hundred.
KINDS = {"good": 72, "twice": 8, "altered": 5, "other money": 2, "other shop": 3, "unknown": 2, "late": 5, "declined first": 3}
PAID = ("good", "twice", "declined first")
PLACES = 8


@dataclass
class Story:
    """What really happened with one order, and every notice about it: (bytes, whether it is signed by the gateway)."""

    kind: str
    order: object
    payment: Payment
    said: list[tuple[bytes, bool]] = field(default_factory=list)

    @property
    def is_paid(self) -> bool:
        return self.kind in PAID

    def tell(self, dice, event: str, **about) -> None:
        """One event, told once to five times."""
        capture = {"payment": self.payment.code, "amount": self.payment.amount_minor, "currency": "CNY", "payee": "microstore"}
        body = {"id": event, "type": "payment.captured", "capture": f"txn-{event}", **capture, **about}
        self.said += [(json.dumps(body).encode(), True)] * dice.randint(1, 5)


@pytest.fixture
def keepers(market) -> list[Keeper]:
    """Two protected shops: money for one never reaches the other."""
    owner = make_person("Lin Xia", "+8613900139001")
    other = Keeper(shops.open_shop(owner, "Lin's Tea"), owner)
    shops.verify(other.shop, "company")
    table.give_default(other.shop)
    other.sells("mug", "Oolong, 100 g", 9900)
    stock.set_count(market.mei.mug, 100_000)
    return [market.mei, other]


def happen(market, keepers, dice, count: int) -> list[Story]:
    """Orders, and what is going to be told about them."""
    stories = []
    for number in range(count):
        kind = dice.choices(list(KINDS), list(KINDS.values()))[0]
        keeper = dice.choice(keepers)
        order = market.placed(
            keeper, items=[(keeper.mug, 1)], method="sandbox", buyer=_somebody(number), key=f"storm-{number:015d}"
        )
        story = Story(kind, order, payments.payment_of("order", str(order.id)))
        stories.append(story)
        if kind == "late":
            orders.cancel(order, "Too late")
        wrong = {
            "altered": {"amount": story.payment.amount_minor + dice.choice((-1, 1, 100))},
            "other money": {"currency": "USD"},
            "other shop": {"payee": "another-merchant"},
            "unknown": {"payment": f"nobody-{number}"},
        }
        story.tell(dice, f"evt-{number}", **wrong.get(kind, {}))
        if kind == "twice":
            story.tell(dice, f"evt-{number}-again")
        if kind == "declined first":
            story.tell(dice, f"evt-{number}-no", type="payment.declined")
        if dice.random() < 0.05:
            forged = {
                "id": f"forged-{number}",
                "type": "payment.captured",
                "capture": f"forged-{number}",
                "payment": story.payment.code,
            }
            forged |= {"amount": story.payment.amount_minor, "currency": "CNY", "payee": "microstore"}
            story.said.append((json.dumps(forged).encode(), False))
    return stories


def _somebody(number: int):
    from storefront import checkout

    return checkout.Buyer("Zhou Yining", f"+86138{number:08d}", "杭州市南山路18号302室", "CN", "CN-ZJ")


def deliver(app, sandbox, said: list[tuple[bytes, bool]]) -> Counter:
    """Post every notice, in `PLACES` threads at once; how each was answered."""

    def some(part):
        browser, answers = app.test_client(), Counter()
        for body, honest in part:
            by = signing.sign(sandbox.secret if honest else b"somebody else", body)
            answer = browser.post("/hooks/sandbox", data=body, headers={signing.HEADER: by}, content_type="application/json")
            answers[honest, answer.status_code] += 1
        return answers

    parts = [lambda part=said[place::PLACES]: some(part) for place in range(PLACES)]
    return sum(storm(parts, wide=PLACES), Counter())


def blow(app, sandbox, market, keepers, seed: int, count: int) -> str:
    """The whole storm; returns it in a sentence."""
    dice = random.Random(seed)
    stories = happen(market, keepers, dice, count)
    said = [one for story in stories for one in story.said]
    dice.shuffle(said)
    lies = sum(not honest for _body, honest in said)
    assert deliver(app, sandbox, said) == Counter({(True, 200): len(said) - lies, (False, 401): lies})
    _ends_as_the_model_says(keepers, stories)
    assert Notice.select().where(Notice.outcome == "refused").count() == lies
    assert Notice.select().where(Notice.outcome != "refused").count() == len(said) - lies
    return f"{len(said)} notices about {count} orders, {lies} of them forged"


def _ends_as_the_model_says(keepers, stories: list[Story]) -> None:
    paid = [story for story in stories if story.is_paid]
    kinds = Counter(story.kind for story in stories)
    stands = {"late": "cancelled"} | dict.fromkeys(PAID, "confirmed")
    wanted = {
        story.order.id: (stands.get(story.kind, "pending"), story.payment.amount_minor * story.is_paid) for story in stories
    }
    columns = (orders.Order.id, orders.Order.state, orders.Order.paid_minor)
    assert {number: (state, minor) for number, state, minor in orders.Order.across_shops(*columns).tuples()} == wanted
    for keeper in keepers:
        held = sum(story.payment.amount_minor for story in paid if story.order.shop_id == keeper.shop.id)
        assert ledger.wallet(keeper.fresh()).held.minor == held
    outcomes = Counter(row.outcome for row in Capture.select(Capture.outcome))
    parked = sum(kinds[kind] for kind in ("altered", "other money", "other shop", "unknown"))
    assert outcomes == Counter(applied=len(paid), duplicate=kinds["twice"], late=kinds["late"], suspense=parked)
    postings = Counter(row.kind for row in ledger.Transaction.select(ledger.Transaction.kind))
    back = kinds["twice"] + kinds["late"]  # they come and go
    assert postings == Counter(paid=len(paid), suspended=parked + back, returned=back)
    assert payments.Refund.across_shops().where(~payments.Refund.counts).count() == back


@pytest.mark.timeout(300)
def test_a_storm_of_notices_about_five_hundred_orders(app, sandbox, market, keepers, capsys):
    said = blow(app, sandbox, market, keepers, 20141, 500)
    with capsys.disabled():
        print(f"\n  {said}")


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_a_storm_of_notices_about_ten_thousand_orders(app, sandbox, market, keepers, pytestconfig, monkeypatch, capsys):
    monkeypatch.setattr("storefront.payments.notices._REFUSED_AN_HOUR", 10**6)
    said = blow(app, sandbox, market, keepers, pytestconfig.seed, 10_000)
    with capsys.disabled():
        print(f"\n  {said}")
