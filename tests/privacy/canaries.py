"""Somebody who leaves a mark in every field that the product takes, and whoever looks for those marks afterwards."""

import io
import json

from PIL import Image

from storefront import accounts, aftersales, checkout, customers, moderation, orders, payments, reconciliation, reviews, shipping
from storefront.accounts.models import Passkey
from storefront.kit import clock, db, jobs, post
from storefront.kit.money import Money
from storefront.payments import refunding

PHONE = "+8613877665544"
EMAIL = "quetzal.pangolin@example.com"
NAME = "Quetzalina Pangolinova"
ADDRESS = "浙江省杭州市上城区鸭嘴兽路7731号"
WORDS = "QuetzalWords"
# Any spelling in which one of them could lie somewhere.
MARKS = (
    "13877665544", "138 7766 5544", "77665544", "quetzal", "Quetzal", "QUETZAL", "pangolin", "Pangolin", "鸭嘴兽", "7731号", "\\u9e2d\\u5634",
)  # fmt: skip


def photo(colour=(10, 120, 90)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (500, 400), colour).save(out, "JPEG")
    return out.getvalue()


class Somebody:
    """An account with a phone and an address, who bought, quarrelled and was written about, in two shops."""

    def __init__(self, world, client):
        self.world = world
        self.buyer = checkout.Buyer(NAME, PHONE, ADDRESS, "CN", "CN-ZJ")
        self.by_mail = checkout.Buyer(NAME, "", "Pangolinweg 9, 50674 Köln", "DE", "DE", EMAIL)
        self.person = accounts.find_or_make(accounts.Contact("phone", PHONE))
        accounts.change_contact(self.person, accounts.Contact("email", EMAIL))
        accounts.change_settings(self.person, name=NAME)
        accounts.open_session(self.person, f"Phone {WORDS}", "10.1.2.0/24")
        Passkey.create(person=self.person, credential_id=WORDS, public_key="x", name=WORDS, created_at=clock.now())
        accounts.send_code(accounts.Contact("phone", PHONE), "confirm", "a browser")
        self.orders = [
            self._finished(world.mei),
            self._quarrelled(world.mei),
            self._called_off(world.mei),
            self._direct(world.lotte),
        ]
        self._said_in_public(world.mei)
        self._on_a_statement()
        customers.remember(None, NAME, PHONE, ADDRESS, "CN")
        for customer in customers.Customer.across_shops():
            customers.note_about(customer, f"Likes {WORDS}")
        client.post("/signin", data={"contact": PHONE})
        jobs.run_pending(3000)

    def _placed(self, keeper, story="placed", **more):
        buyer = more.pop("buyer", self.buyer)
        return getattr(self.world, story)(keeper, buyer=buyer, note=f"Ring {WORDS}", network="10.9.8.7", **more)

    def _finished(self, keeper):
        order = self._placed(keeper, "shipped", number="QUETZAL1357924680")
        orders.note_to_self(order, f"Wrap {WORDS}")
        part = Money(500, order.currency)
        orders.refund(order, part.minor, f"A chip, {WORDS}", key="part of it")
        jobs.run_pending(1000)
        return orders.complete(self.world.again(order))

    def _quarrelled(self, keeper):
        order = self._placed(keeper, "shipped")
        case = aftersales.open_case(order, "broken", "money", None, f"In two {WORDS}", [photo()])
        aftersales.decline(case, f"It was whole {WORDS}")
        aftersales.concede(case)
        return self.world.again(order)

    def _called_off(self, keeper):
        order = self._placed(keeper, "paid")
        orders.cancel(order, f"Changed my mind {WORDS}")
        return order

    def _direct(self, keeper):
        order = self._placed(keeper, buyer=self.by_mail)
        payments.claim(payments.payment_of("order", str(order.id)), photo((200, 20, 20)))
        self.world.pay(order)
        shipping.ship(self.world.again(order))
        return orders.complete(self.world.again(order))

    def _said_in_public(self, keeper):
        """A review with a picture, and a report with a contact."""
        order = self.orders[0]
        sent = reviews.send_ahead(order, photo((20, 30, 200)))
        reviews.write(order, orders.lines_of(order)[0].product_id, 4, f"Lovely {WORDS}", pictures=[sent.code])
        product = orders.lines_of(order)[0].product_id
        thing = moderation.kinds.get("item").things([product])[product]
        moderation.report(thing, "fraud", f"Not so lovely {WORDS}", contact=accounts.Contact("email", EMAIL))
        moderation.report(thing, "fraud", f"Nor this {WORDS}", person=self.person)

    def _on_a_statement(self):
        """What the bank wrote beside the money that came."""
        paid = payments.paid_payment("order", str(self.orders[0].id))
        capture = payments.Capture.get(payments.Capture.payment == paid.id)
        statement = reconciliation.Statement.create(
            code="STATEMENT1", source="bank", format="csv", name="bank.csv", digest="d" * 64, uploaded_by=self.person.id, uploaded_at=clock.now()
        )  # fmt: skip
        reconciliation.Line.create(
            statement=statement.id, number=1, key="capture:x", kind="capture", reference="x", amount_minor=capture.amount_minor, currency="CNY",
            at=clock.now(), words=f"{NAME} says {WORDS}", subject=f"capture:{capture.id}",
        )  # fmt: skip


def settle() -> None:
    """Let everything run out: undo, releases, refunds, messages."""
    from datetime import timedelta

    for refund in list(payments.Refund.across_shops().where(payments.Refund.state.in_(("asked", "sent")))):
        refunding.succeed(refund)  # the gateway has done it
    for _ in range(4):
        clock.advance(timedelta(minutes=5))
        jobs.run_pending(3000)
        jobs.sweep()
    jobs.run_pending(3000)


# --- looking for them ----------------------------------------------------------------------------------------------------------


def in_rows() -> list[str]:
    """Tables in whose rows a mark stands, read as the application reads them: sealed columns opened."""
    found = []
    for model in db.models():
        rows = model.across_shops() if issubclass(model, db.ShopOwned) else model.select()
        for row in rows:
            text = json.dumps({name: str(value) for name, value in row.__data__.items()}, ensure_ascii=False)
            found += [f"{model._meta.table_name}: {mark} in {text[:300]}" for mark in MARKS if mark in text]
    return found


def in_stored_rows() -> list[str]:
    """Marks in what the database stores, on either engine: every column of every row as it lies there."""
    found = []
    for model in db.models():
        for row in db.database.execute_sql(f'SELECT * FROM "{model._meta.table_name}"').fetchall():
            text = " ".join(
                bytes(value).decode(errors="replace") if isinstance(value, (bytes, memoryview)) else str(value) for value in row
            )
            found += [f"{model._meta.table_name}: {mark}" for mark in MARKS if mark in text]
    return found


def in_files(folder) -> list[str]:
    """Marks in the bytes of every file of a folder: the database with its free pages and journal, pictures, whatever lies there."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "secret.key":
            raw = path.read_bytes()
            found += [
                f"{path.relative_to(folder)}: {mark}" for mark in MARKS if mark.encode() in raw or mark.encode("utf-16-le") in raw
            ]
    return found


def indexes() -> list[str]:
    """The blind indexes by which somebody could be found again."""
    from storefront.kit import personal

    return [personal.blind("phone", PHONE), personal.blind("email", EMAIL)]


def messages_waiting() -> int:
    return post.Message.select().where(post.Message.state == "waiting").count()
