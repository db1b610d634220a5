"""At least one of everything in two shops, with words that give away whose it is, and a value for every parameter of a route.

`Everything(world)` furnishes both shops. `canaries` are what must never be seen from the other one's side. `values(rule, place)` fills
a route with that shop's own things: a parameter that nobody thought of stops the tests that go through all routes.
"""

import io

from PIL import Image
from werkzeug.routing import Rule

from storefront import (
    accounts,
    aftersales,
    cart,
    catalog,
    checkout,
    customers,
    invoices,
    media,
    moderation,
    orders,
    payments,
    payouts,
    privacy,
    reconciliation,
    reviews,
    share,
    shipping,
    shops,
    verification,
)
from storefront.accounts.models import Passkey
from storefront.kit import clock, events, jobs, post
from storefront.kit.money import Money
from storefront.payments import methods
from tests.support.addresses import COMMON, PARAMETER

ROLES = ("owner", "helper", "packer")


def photo(number: int = 0, size=(400, 300)) -> bytes:
    """A JPEG of its own for every number."""
    out = io.BytesIO()
    Image.new("RGB", size, ((number * 53 + 90) % 256, 140, (number * 91 + 40) % 256)).save(out, "JPEG")
    return out.getvalue()


class Place:
    """One shop with one of everything in it. `canary` is a word that stands in every text that belongs to it or to its buyers."""

    def __init__(self, world, keeper, canary: str, buyer: checkout.Buyer, number: int):
        self.world, self.keeper, self.canary, self.buyer = world, keeper, canary, buyer
        self.shop = keeper.fresh()
        self._goods(number)
        self._orders(number)
        self._cases()
        self._reviews()
        self._delivery_and_links()
        self._identity(number)
        self._people(number)
        self._money_leaves()
        self._statement(number)
        self._waits_for_people(number)
        self._what_failed()

    @property
    def canaries(self) -> tuple[str, ...]:
        """What nobody from the other shop may read, in any form in which a page may print it."""
        digits = self.buyer.phone[-8:]
        return (self.canary, self.canary.lower(), digits, f"{digits[:4]} {digits[4:]}", self.buyer.address[:12], self.shop.name)

    def _goods(self, number: int) -> None:
        self.product = self.keeper.sells("thing", f"Vase {self.canary}", 9900, 50).product
        self.product = catalog.product_by_code(self.shop, self.product.code)
        self.product.shop = self.shop
        self.picture = media.keep(photo(number), self.shop.id, "item", alt=f"A vase, {self.canary}")
        catalog.attach(self.product, [self.picture, media.keep(photo(number + 1), self.shop.id, "item")])
        catalog.save(self.product, words=f"Turned by hand. {self.canary}")
        self.collection = catalog.create_collection(self.shop, f"Shelf {self.canary}")
        catalog.put_on_shelf(self.shop, self.collection, self.product)
        self.deleted_collection = catalog.create_collection(self.shop, f"Old {self.canary}")
        self.variant = catalog.variants_of(self.product)[0]
        self.choosable = self.keeper.sells("choosable", f"Cup {self.canary}", 4200).product
        self.choosable = catalog.product_by_code(self.shop, self.choosable.code)
        catalog.set_options(self.choosable, [("Glaze", [f"Blue {self.canary}", "Moss"])])

    def _order(self, story: str, **more):
        make = getattr(self.world, story)
        return make(self.keeper, items=[(self.variant, 1)], buyer=self.buyer, note=f"Ring twice {self.canary}", **more)

    def _orders(self, number: int) -> None:
        self.pending = self._order("placed")
        self.paid = self._order("paid")
        self.shipped = self._order("shipped", number=f"SF13579246801{number:02}")
        self.parcel = shipping.parcels_of(self.shipped)[0]
        self.completed = self._order("completed")
        self.cancelled = self._order("paid")
        orders.cancel(self.cancelled, f"Kiln broke {self.canary}")
        orders.note_to_self(self.paid, f"Wrap well {self.canary}")
        self.payment = payments.payment_of("order", str(self.pending.id))
        self.private_picture = media.keep(photo(number + 2), self.shop.id, "proof", public=False)
        if self.shop.mode == "direct":
            payments.claim(self.payment, photo(number + 3))
        # what the operator has to look at
        payments.arrived(
            "sandbox", f"nobody-{number}", payments.Captured(f"stray-{number}", 500, self.shop.currency, "microstore")
        )
        self.capture = payments.Capture.select().order_by(payments.Capture.id.desc()).first()
        self.refund = payments.Refund.of(self.shop).first()
        if self.shop.mode == "direct":
            self._paid_back()

    def _paid_back(self) -> None:
        """Something that the seller says was paid back."""
        order = self._order("shipped")
        row = orders.refund(order, 100, f"A chip {self.canary}", key=f"seller:{order.id}:chip")
        orders.paid_back(order, str(row.id))
        case = aftersales.open_case(self._order("shipped"), "broken", "money", None, f"A crack {self.canary}")
        aftersales.paid_back(aftersales.concede(aftersales.decline(case, f"It left whole {self.canary}")))

    def _reviews(self) -> None:
        """One that waits for an answer, and a picture that was sent ahead for the next."""
        bought = self._order("completed")
        picture = reviews.send_ahead(bought, photo(7))
        self.review = reviews.write(bought, self.product.id, 4, f"Stands well {self.canary}", [picture.code])
        reviews.send_ahead(self.completed, photo(8))

    def _cases(self) -> None:
        self.case = aftersales.open_case(self._order("shipped"), "broken", "money", None, f"It came in two {self.canary}")
        self.case_order = orders.by_token(self.case.order.token)
        escalated = aftersales.open_case(self._order("shipped"), "broken", "money", None, f"And this one {self.canary}")
        aftersales.decline(escalated, f"It left whole {self.canary}")
        self.escalated = aftersales.escalate(escalated, "buyer")

        self._tax()

    def _tax(self) -> None:
        """A rate, and who sells; the receipts are there already."""
        # a credit note of one shop, a receipt of the other: numbers begin with 1 in both
        self.paper_of = self.cancelled if self.shop.mode == "protected" else self.paid
        self.paper_key = invoices.papers_of(self.paper_of)[-1].key
        self.rate = invoices.set_rate(self.shop, "DE", "standard", 19000)
        invoices.change_particulars(self.shop, f"Owner {self.canary}", f"Works {self.canary}", f"TAX {self.canary}", "vat")

    def _delivery_and_links(self) -> None:
        self.option = shipping.options_of(self.shop)[0]
        self.link = share.link_for(self.shop, "product", self.product.code)
        self.poster = share.new_poster(self.shop, "product", self.product.code, f"Market stall {self.canary}")
        self.ended = share.new_poster(self.shop, "shop", "", f"Fair {self.canary}")
        share.retire(self.ended)
        jobs.run_pending(1000)
        self.customer = customers.Customer.of(self.shop).first()
        customers.note_about(self.customer, f"Likes blue {self.canary}")

    def _identity(self, number: int) -> None:
        """A check of who is behind the shop, sent and not decided."""
        self.check = verification.begin(self.shop, "company", self.keeper.owner)
        for side in ("first", "second"):
            verification.attach(self.check, side, photo(number + 4))
        name, register = f"Owner {self.canary}", f"HRB {self.canary}"
        verification.fill(self.check, name, "CN", f"P{number}99{self.canary}", f"Works {self.canary}", register)
        self.check = verification.send(self.check)
        self.paper = verification.of_check(self.check)["first"]

    def _people(self, number: int) -> None:
        self.people = {"owner": self.keeper.owner}
        for place, role in enumerate(ROLES[1:], 1):
            person = accounts.find_or_make(accounts.Contact("phone", f"+86137{number:02}{place:06}"))
            shops.Member.create(shop=self.shop, person=person, role=role, created_at=clock.now())
            self.people[role] = person
        for person in self.people.values():
            accounts.remember_shop(person, self.shop.id)
        owner = self.keeper.owner
        self.passkey = Passkey.create(
            person=owner,
            credential_id=f"credential-{number:05}",
            public_key="x",
            name=f"Phone {self.canary}",
            created_at=clock.now(),
        )
        accounts.open_session(owner, "Chrome on Android", "")
        self.session = accounts.sessions_of(owner)[0]
        self.export = privacy.ask_export(privacy.about_person(owner))
        jobs.run_pending(1000)

    def _money_leaves(self) -> None:
        """Something was earned; part of it waits for the batch, part of it is in one."""
        shops.Shop.update(mode="protected").where(shops.Shop.id == self.shop.id).execute()
        order = self._order("completed")
        shops.Shop.update(mode=self.shop.mode).where(shops.Shop.id == self.shop.id).execute()
        orders.Order.update(settle_at=clock.now()).where(orders.Order.id == order.id).execute()
        orders.settle_due()
        shop, owner = self.keeper.fresh(), self.keeper.owner
        number, bank = ("AT611904300234573201", "") if shop.currency == "EUR" else ("6222021234564417", f"Bank {self.canary}")
        account = payouts.change_account(shop, owner, payouts.read(shop, f"Holder {self.canary}", number, bank))
        payouts.BankAccount.update(usable_at=account.added_at).where(payouts.BankAccount.id == account.id).execute()
        self.batched, self.withdrawal = (
            payouts.ask(shop, owner, Money(minor, shop.currency), f"a-withdrawal-of-{minor}") for minor in (2000, 3000)
        )
        self.batch = payouts.join(self.batched).batch

    def _statement(self, number: int) -> None:
        """A provider's statement with a line that is nobody's."""
        table = f"date,id,amount,currency\n2026-11-21,stray-line-{number},5.00,CNY\n"
        owner = self.keeper.owner
        self.statement, _new = reconciliation.upload("sandbox", f"{number}.csv", table.encode(), owner)
        reconciliation.take_in(self.statement, self.statement.starts_at, self.statement.ends_at)
        jobs.run_pending(1000)
        self.finding = reconciliation.Finding.get(reconciliation.Finding.statement == self.statement.id)

    def _waits_for_people(self, number: int) -> None:
        """Cases that were answered, a large sum that fits nothing and that somebody wants sent back, a file that was not taken in."""
        asked = [
            aftersales.open_case(self._order("shipped"), "broken", "money", None, f"A crack {self.canary}") for _ in range(2)
        ]
        self.offered = aftersales.offer(asked[0], Money(100, self.shop.currency), f"For the crack {self.canary}")
        self.declined = aftersales.decline(asked[1], f"It left whole {self.canary}")
        payments.arrived("sandbox", "nobody", payments.Captured(f"large-{number}", 3_200_000, self.shop.currency, "microstore"))
        self.large = payments.Capture.get(payments.Capture.provider_reference == f"large-{number}")
        payments.arrived("sandbox", "nobody", payments.Captured(f"closed-{number}", 700, self.shop.currency, "microstore"))
        closed = payments.Capture.get(payments.Capture.provider_reference == f"closed-{number}")
        back = reconciliation.ask(closed, "return", self.keeper.owner, "Nobody asked for it.")
        reconciliation.returning.fail(back, f"account closed {self.canary}")
        reconciliation.ask(self.large, "return", self.keeper.owner, "It was meant for somebody else.")
        table = f"wann,nummer,wieviel\n2026-11-21,T{number},3\n".encode()
        self.uploaded, _new = reconciliation.upload("bank", f"columns-{number}.csv", table, self.keeper.owner)

    def _what_failed(self) -> None:
        """A delivery, a message and a job for the operator to look at."""
        self.delivery = events.Delivery.select().order_by(events.Delivery.id.desc()).first()
        self.message = post.Message.select().order_by(post.Message.id.desc()).first()
        for row in (self.delivery, self.message):
            row.state, row.error = "failed", f"no answer {self.canary}"
            row.save()
        self.failure = jobs.JobFailure.create(name="orders.sweep", error=f"no answer {self.canary}", at=clock.now())

    def told(self, operator) -> None:
        """Somebody reported a thing; another one is hidden, and its seller has appealed."""
        things = moderation.kinds.get("item")
        self.report = moderation.report(things.things([self.product.id])[self.product.id], "copy", f"I made it {self.canary}")
        hidden = self.keeper.sells("hidden", f"Bowl {self.canary}", 3300).product
        because = {"rule": "copy", "reason": f"A mark of others {self.canary}", "remedy": f"Take it off {self.canary}"}
        self.measure = moderation.take(things.things([hidden.id])[hidden.id], operator, **because)
        moderation.appeal(self.measure, f"It is mine {self.canary}")

    def _way_with_details(self) -> str:
        return next(way.key for way in methods.possible(self.shop) if methods.details_of(way.key))

    def checkout_form(self) -> dict[str, str]:
        """A good order of one thing, as the page sends it."""
        option = next(row for row in shipping.options_of(self.shop) if row.kind == "courier")
        agreed = self.variant.price_minor + option.fee_minor
        return {
            "shop": self.shop.slug, "v": self.variant.code, "n": "1", "name": "Lin Xia", "tel": "13900139777", "address": "上海市静安区南京西路1266号",
            "country": "CN", "option": str(option.id), "pay": "sandbox", "agreed": str(agreed), "once": "k" * 22,
        }  # fmt: skip

    def own(self) -> dict[str, object]:
        """Values of URL parameters: by endpoint, by blueprint ("orders_seller.*"), or by name alone."""
        return {
            "shop": self.shop.slug,
            "slug": self.collection.slug,
            "code": self.product.code,
            "catalog_shelves_seller.undelete/slug": self.collection.slug,
            "catalog_choices_seller.*/code": self.choosable.code,
            "picture": self.picture.code,
            "number": self.paid.number,
            "shipping_seller.undo/number": self.shipped.number,
            "shipping_seller.correct/number": self.shipped.number,
            "orders_seller.mark_paid/number": self.pending.number,
            "orders_seller.paid_back/number": self.cancelled.number,
            "orders_seller.not_paid_back/number": self.cancelled.number,
            "parcel_id": self.parcel.id,
            "option_id": self.option.id,
            "token": self.shipped.token,
            "orders.cancellation/token": self.paid.token,
            "aftersales.*/token": self.case_order.token,
            "aftersales.problem/token": self.shipped.token,
            "aftersales.ask/token": self.shipped.token,
            "media.private/token": self.private_picture.url().rpartition("/")[2],
            "name": self.picture.url().rpartition("/")[2],
            "payments.*/code": self.payment.code,
            "payments_seller.*/key": self._way_with_details(),
            "aftersales_seller.*/code": self.case.code,
            "reviews_seller.*/code": self.review.code,
            "review.*/token": self.completed.token,
            "payouts_seller.*/code": self.withdrawal.code,
            "payouts_admin.*/code": self.batch.code,
            "payouts_admin.*/withdrawal": self.batched.code,
            "aftersales_admin.*/code": self.escalated.code,
            "customers_seller.*/code": self.customer.code,
            "links.*/code": self.link.code,
            "share_seller.*/code": self.poster.code,
            "share_seller.back/code": self.ended.code,
            "kind": "product",
            "target": self.product.code,
            "share_from.anything/slug": self.shop.slug,
            "handle": self.shop.slug,
            "verification_admin.*/code": self.check.code,
            "moderation_seller.*/code": self.measure.code,
            "moderation_admin.*/code": self.report.code,
            **{f"moderation_admin.{view}/code": self.measure.code for view in ("show_measure", "answer", "lift")},
            "paper": self.paper.code,
            "delivery_id": self.delivery.id,
            "message_id": self.message.id,
            "failure_id": self.failure.id,
            **{f"health_admin.{view}/number": self.message.id for view in ("before_off", "off")},
            **{
                f"health_admin.{view}/what": f"{self.message.channel}s"
                for view in ("before_off", "off", "before_all_off", "all_off")
            },
            "session_id": self.session.id,
            "my_data.file/code": self.export.code,
            "guest_data.file/code": self.export.code,
            "passkey_id": self.passkey.id,
            "capture_id": self.capture.id,
            "statements_admin.*/code": self.statement.code,
            "finding_id": self.finding.id,
            "refund_id": self.refund.id if self.refund else 1,
            "rate_id": self.rate.id,
            "invoices.*/token": self.paper_of.token,
            "invoices.*/key": self.paper_key,
            "invoices_seller.*/number": self.paper_of.number,
            "invoices_seller.*/key": self.paper_key,
            "withdrawal.*/token": self.paid.token,
            "person_id": self.people["helper"].id,
        }


class Everything:
    """Two furnished shops, the people in them, and the market's own staff."""

    def __init__(self, world):
        shops.verify(world.mei.shop, "trader")  # no cap, and something left to be checked
        shops.verify(world.lotte.shop, "trader")
        self.world = world
        zhou = checkout.Buyer("Zhou Kestrelmei", "+8613800138244", "浙江省杭州市上城区南山路9188号302室", "CN", "CN-ZJ")
        familie = checkout.Buyer("Petra Wagtaillotte", "+4915112345333", "Birkenstieg 4177, 50674 Köln", "DE", "DE")
        self.mei = Place(world, world.mei, "Kestrelmei", zhou, 10)
        self.lotte = Place(world, world.lotte, "Wagtaillotte", familie, 40)
        self.staff = {
            role: accounts.make_operator(f"+8613500135{number:03}", role)
            for number, role in enumerate(("support", "operator", "finance"))
        }
        for place in (self.mei, self.lotte):
            verification.look(place.check, self.staff["operator"], "decide", f"To decide {place.canary}")
            place.told(self.staff["operator"])
        self.bag, self.bag_token = cart.open_bag()
        cart.add(self.bag, self.mei.variant.code, self.mei.shop.id, 1)
        self.line = cart.groups(self.bag)[0].lines[0]

    def session(self, person) -> str:
        """The cookie of a browser in which somebody is signed in."""
        return f"session={accounts.open_session(person, 'Chrome on Android', '')}"

    def values(self, rule: Rule, place: Place) -> dict[str, object]:
        """The parameters of a route, filled with what belongs to `place`. Raises KeyError for one without an example."""
        room = rule.endpoint.rpartition(".")[0]
        examples = {**COMMON, "line_id": self.line.id, **place.own()}
        if "<target>" not in rule.rule:
            examples["kind"] = "shop"
        if (rule.defaults or {}).get("kind") == "collection":
            examples["target"] = place.collection.slug
        found = {}
        for name in PARAMETER.findall(rule.rule):
            for key in (f"{rule.endpoint}/{name}", f"{room}.*/{name}", name):
                if key in examples:
                    found[name] = examples[key]
                    break
            else:
                raise KeyError(f"give an example for <{name}> of {rule.rule} ({rule.endpoint}) in tests/support/everything.py")
        return found
