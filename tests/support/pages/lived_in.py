"""A market in which people have lived for a while."""

import io
import time
from dataclasses import replace

from PIL import Image, ImageDraw

from storefront import (
    accounts,
    aftersales,
    catalog,
    customers,
    invoices,
    media,
    moderation,
    orders,
    payments,
    payouts,
    policies,
    privacy,
    reconciliation,
    reviews,
    share,
    shipping,
    shops,
    stock,
    verification,
)
from storefront.accounts import Contact
from storefront.kit import clock, events, jobs, post
from storefront.kit.money import Money
from storefront.payments import refunding
from storefront.shipping import table
from tests.support.factories import World, make_person


def drawn(colour: tuple[int, int, int], size=(900, 900)) -> bytes:
    """A picture of something round."""
    picture = Image.new("RGB", size, colour)
    ImageDraw.Draw(picture).ellipse(
        (size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4), fill=tuple(c // 2 for c in colour)
    )
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


class LivedIn:
    """Mei's shop (protected) and Lotte's (direct) after a few weeks, Kim's that opened this morning, and a market that looks after them."""

    def __init__(self, world: World):
        self.world, self.mei, self.lotte = world, world.mei, world.lotte
        shops.verify(self.mei.shop, "company")
        self.kim = shops.open_shop(make_person("Kim Park", "+8613500135000"), "Kim Reads", came_from=self.mei.shop)
        table.give_default(self.kim)
        self.people = {
            "mei": self.mei.owner,
            "lotte": self.lotte.owner,
            "kim": shops.owner_of(self.kim),
            "zhou": accounts.find_or_make(Contact("phone", "+8613800138000")),
            "operator": accounts.make_operator("+8613800138999"),
            "kept": accounts.find_or_make(Contact("email", "kept@example.com")),
        }
        self._goods()
        self._sold_by_mei()
        self._sold_by_lotte()
        self._reviewed()
        self._money_leaves()
        self._books_compared()
        self._closed_doors()
        self._who_they_are()
        self._about_somebody()
        self._reported()
        self._what_failed()
        self._what_holds()

    def _what_holds(self) -> None:
        """Rules that were published: a fee of one shop, words, a banner that is over."""
        over = policies.Banner({"en": "Closed on Monday"}, ends_at=clock.now())
        kept = replace(policies.current(), shop_fees={self.kim.id: policies.Fee(100)}, banned_words=("replica",), banners=(over,))
        policies.publish(kept, self.people["operator"], note="A first version")

    def _goods(self) -> None:
        shop, mug = self.mei.shop, self.mei.mug.product
        colours = ((196, 214, 203), (203, 190, 214), (214, 205, 190))
        self.photos = [media.keep(drawn(colour), shop.id, "item") for colour in colours]
        catalog.attach(mug, self.photos)
        catalog.save(mug, was_minor=14800)
        shops.change_picture(shop, "cover", media.keep(drawn((120, 150, 140), (1600, 1000)), shop.id, "cover"))
        shops.change_look(
            shop,
            words="Thrown, glazed and fired in Jingdezhen.",
            about="Two wheels, one kiln.\n\nSince 2014.",
            sent_from="Jingdezhen",
        )
        self.shelf = catalog.create_collection(shop, "Tea table")
        catalog.put_on_shelf(shop, self.shelf, mug)
        self.cup = self.mei.sells("cup", "Teacup", 6800)
        glazes = catalog.set_options(
            self.cup.product, [("Glaze", ["Celadon", "Ink blue", "Blush"]), ("Size", ["Small", "Large"])]
        )
        catalog.attach(self.cup.product, self.photos[1:])
        rows = [catalog.Row(6800 + 2000 * (n % 2), 0 if n > 3 else n + 1, self.photos[1 + n % 2].id) for n in range(len(glazes))]
        catalog.set_variants(self.cup.product, {each.code: row for each, row in zip(glazes, rows, strict=True)})
        self.vase = self.mei.sells("vase", "Bud vase, sold out", 9800, 0)
        self.gone = self.mei.sells("gone", "Old plate", 5800)
        catalog.take_off_sale(self.gone.product)
        self.draft = catalog.create_draft(shop)
        catalog.attach(self.draft, self.photos[:2])
        self.poster = share.new_poster(shop, "product", mug.code, "market stall")
        self.ended = share.new_poster(shop, "product", mug.code, "shop window")
        share.retire(self.ended)
        share.visited(self.poster, shop.today)

    def _sold_by_mei(self) -> None:
        world, mei = self.world, self.mei
        table.option(mei.shop, shipping.options_of(mei.shop)[0].id)
        shipping.Option.create(shop=mei.shop, kind="pickup", place="Studio 4, Taoxi Road, Saturdays", position=1)
        shipping.Option.create(
            shop=mei.shop, kind="courier", name="Abroad", regions="DE,FR", fee_minor=8000, free_over_minor=90000, position=2
        )
        pickup = next(choice for choice in shipping.quote(mei.fresh(), "CN", "CN-ZJ", 12800) if choice.kind == "pickup")
        self.orders = {
            "unpaid": world.placed(),
            "paid": world.paid(items=[(mei.mug, 2), (mei.bowl, 1)], note="Please wrap it as a present."),
            "part": world.paid(items=[(mei.bowl, 3)]),
            "pickup": world.paid(items=[(mei.bowl, 1)], choice=pickup),
            "shipped": world.shipped(items=[(mei.bowl, 1)]),
            "confirmed": world.completed(items=[(mei.bowl, 1)]),
            "refunded": world.paid(items=[(mei.bowl, 1)]),
            "called off": world.paid(items=[(mei.bowl, 1)]),
            "wrong": world.shipped(items=[(mei.bowl, 1)]),
            "quarrel": world.shipped(items=[(mei.bowl, 1)]),
            "short": world.placed(items=[(mei.bowl, 1)]),
        }
        shipping.ship(self.orders["part"], "SF1357924680124", pieces={orders.lines_of(self.orders["part"])[0].id: 1})
        orders.refund(self.orders["refunded"], 5000, "A chip in the rim", key="a-refund-of-the-tour")
        orders.cancel(self.orders["called off"], "Out of clay")
        for back in payments.refunds_for("order", str(self.orders["called off"].id)):
            refunding.fail(back, "account closed")  # the provider will not send it back
        tried = payments.payment_of("order", str(self.orders["unpaid"].id))
        payments.arriving.declined(tried.method, tried.code)
        world.pay(self.orders["short"], minor=100)
        half = Money(self.orders["wrong"].total_minor // 2, "CNY")
        self.case = aftersales.open_case(
            self.orders["wrong"], "broken", "part", half, "The rim has a chip.", [drawn((90, 80, 70))]
        )
        self.quarrel = aftersales.open_case(self.orders["quarrel"], "not_as_described", "money", None, "It is green.")
        aftersales.decline(self.quarrel, "It is the celadon of the picture.")
        aftersales.escalate(self.quarrel, "buyer", "It is not.")
        self.known = customers.remember(None, "Zhou Yining", "+8613800138000", "浙江省杭州市上城区南山路18号302室", "CN")

    def _sold_by_lotte(self) -> None:
        world, lotte = self.world, self.lotte
        self.orders |= {
            "transfer": world.placed(lotte),
            "claimed": world.placed(lotte, items=[(lotte.loaf, 1)]),
            "cash": world.placed(lotte, items=[(lotte.loaf, 2)], method="cash"),
        }
        catalog.save(lotte.loaf.product, no_return="perishable")
        invoices.change_mode(lotte.fresh(), "included")
        for category, rate in (("standard", 19000), ("reduced", 7000)):
            invoices.set_rate(lotte.shop, "DE", category, rate)
        invoices.change_particulars(lotte.shop, "Charlotte Berg e.K.", "Lindenweg 4\n50674 Köln", "DE136695976", "vat", "MwSt.")
        self.orders |= {"in the Union": world.paid(lotte), "withdrawn": world.shipped(lotte)}
        aftersales.withdraw_from_contract(self.orders["withdrawn"], "Petra Oberländer")
        self.orders["of two kinds"] = world.shipped(lotte, items=[(lotte.jam, 2), (lotte.loaf, 1)])
        payments.claim(payments.payment_of("order", str(self.orders["claimed"].id)), drawn((230, 230, 235), (500, 900)))

    def _who_they_are(self) -> None:
        """Lotte's papers wait, Kim is filling in, and a shop on holiday heard a no."""
        self.people |= {key: shops.owner_of(self.others[key]) for key in ("away", "paused")}
        verification.begin(self.kim, "individual", self.people["kim"])
        self.waiting, self.refused = (self._papers(shop) for shop in (self.lotte.fresh(), self.others["away"]))
        for check in (self.waiting, self.refused):
            verification.look(check, self.people["operator"], "decide")
        self.refused = verification.refuse(self.refused, self.people["operator"], "unchanged", "The year was painted over.")

    def _reported(self) -> None:
        """A mug is told of, a shop was and stays, and a bottle is hidden: its seller appeals."""

        def thing(kind, id_):
            return moderation.kinds.get(kind).things([id_])[id_]

        second = accounts.make_operator("+8613800138998")
        mug, gin = self.mei.mug.product, self.lotte.sells("gin", "Sloe gin, 500 ml", 2400).product
        contact = Contact("email", "lin@example.com")
        self.report = moderation.report(thing("item", mug.id), "copy", "My teacher makes these.", contact)
        moderation.report(thing("item", mug.id), "untrue", "It is not celadon.", None, self.people["zhou"])
        self.dismissed = moderation.report(thing("shop", self.kim.id), "fraud", "Never heard of.")
        moderation.dismiss(self.dismissed, second, "We looked at it and found that it breaks none of our rules.")
        because = {"rule": "forbidden", "reason": "Spirits are not sold here.", "remedy": "Sell it without alcohol, then appeal."}
        self.hidden = moderation.take(thing("item", gin.id), second, **because)
        self.hidden = moderation.appeal(self.hidden, "It is a syrup for children.")

    def _papers(self, shop):
        check = verification.begin(shop, "trader", shops.owner_of(shop))
        for number, side in enumerate(("first", "second")):
            verification.attach(check, side, drawn((210 - number * 30, 205, 190), (700, 450)))
        verification.fill(check, shop.name, "CN", f"E{shop.id}5550123", "", "91330100")
        return verification.send(check)

    def _money_leaves(self) -> None:
        """Mei has earned something and taken part of it out: one came back, one is in a batch, one waits."""
        shop, owner = self.mei.fresh(), self.mei.owner
        order = self.world.completed(items=[(self.mei.bowl, 3)])
        orders.Order.update(settle_at=clock.now()).where(orders.Order.id == order.id).execute()
        orders.settle_due()
        account = payouts.change_account(shop, owner, payouts.read(shop, "Mei Chen", "6222 0212 3456 4417", "ICBC Jingdezhen"))
        payouts.BankAccount.update(usable_at=account.added_at).where(payouts.BankAccount.id == account.id).execute()
        came_back, in_batch, self.withdrawal = (
            payouts.ask(shop, owner, Money(minor, "CNY"), f"a-withdrawal-of-{minor}") for minor in (5000, 12000, 8000)
        )
        self.batch = payouts.join(came_back).batch
        payouts.mark_bounced(payouts.join(in_batch) and payouts.by_id_anywhere(came_back.id), "There is no such account.")
        self.came_back, self.in_batch = came_back, in_batch

    def _books_compared(self) -> None:
        """Money that fits nothing, some of it above the limit and asked back; a statement that does not agree and one not taken in."""
        people = [accounts.make_operator(f"+861380013899{number}", "finance") for number in (7, 8)]
        for number, minor in ((1, 9900), (2, 3_200_000)):
            payments.arrived("sandbox", "nobody", payments.Captured(f"stray-of-the-tour-{number}", minor, "CNY", "microstore"))
        rows = payments.Capture.select().where(payments.Capture.provider_reference.startswith("stray-of-the-tour"))
        self.parked, self.large = rows.order_by(payments.Capture.id)
        reconciliation.ask(self.large, "return", people[0], "The payer wrote to us: it was meant for somebody else.")
        captures = payments.Capture.select().where(payments.Capture.provider == "sandbox").order_by(payments.Capture.id).limit(4)
        table = "type,id,gross,fee,currency,created_utc\n"
        for number, row in enumerate(captures):
            amount, fee = Money(row.amount_minor + 100 * (number == 1), "CNY").plain(), "0.35" if number == 2 else "0"
            table += f"capture,{row.provider_reference},{amount},{fee},CNY,{row.at:%Y-%m-%d %H:%M:%S}\n"
        table += f"capture,txn_nobody_knows,42.00,0,CNY,{clock.now():%Y-%m-%d %H:%M:%S}\n"
        self.statement, _new = reconciliation.upload("sandbox", "settlement-november.csv", table.encode(), people[0])
        reconciliation.take_in(self.statement, self.statement.starts_at, self.statement.ends_at)
        until = time.monotonic() + 60
        while self.statement.state != "done" and time.monotonic() < until:  # a server beside us may have taken the work
            jobs.run_pending(10_000)
            time.sleep(0.05)
            self.statement = reconciliation.Statement.get_by_id(self.statement.id)
        finding = reconciliation.Finding.get(reconciliation.Finding.kind == "extra")
        reconciliation.resolve(finding, people[1], "A payment of the provider's own test account.")
        faulty = "Buchungstag;Referenz;Betrag\n21.11.2026;B-1;128,00\n22.11.2026;B-2;zwölf\n"
        self.uploaded, _new = reconciliation.upload("bank", "umsaetze.csv", faulty.encode(), people[0])
        unknown = "wann,nummer,wieviel\n2026-11-21,T1,3\n"
        self.unmapped, _new = reconciliation.upload("bank", "columns.csv", unknown.encode(), people[0])
        reconciliation.check()

    def _reviewed(self) -> None:
        """Zhou is glad about a mug, shows it, and is answered; about a bowl there is nothing yet."""
        self.orders["reviewed"] = order = self.world.completed(items=[(self.mei.mug, 1), (self.mei.bowl, 1)])
        shown = [reviews.send_ahead(order, drawn(colour)).code for colour in ((120, 160, 140), (150, 130, 110))]
        words = "Heavier than it looks, in a good way. Came wrapped in newspaper with a handwritten note."
        self.review = reviews.write(order, self.mei.mug.product.id, 5, words, shown)
        reviews.answer(self.review, "Thank you, Yining. The note was from my daughter.", self.mei.owner)
        reviews.write(self.world.completed(items=[(self.mei.mug, 1)]), self.mei.mug.product.id, 3, "Smaller than I thought.")

    def _about_somebody(self) -> None:
        """Somebody with a file of everything about them."""
        privacy.ask_export(privacy.about_person(self.people["kept"]))
        privacy.make(privacy.latest_export(privacy.about_person(self.people["kept"])).id)

    def _what_failed(self) -> None:
        now = clock.now()
        jobs.JobFailure.create(name="storefront.media.encode", error="OSError('no room')", at=now)
        post.put("text", "+8613800138000", "", "Paid.", dedupe="a message of the tour")
        self.unsent = post.Message.get(post.Message.dedupe == "a message of the tour")
        post.Message.update(state="failed", error="refused").where(post.Message.id == self.unsent.id).execute()
        self.given_up = events.Delivery.get_by_id(1)
        events.Delivery.update(state="failed", error="TimeoutError()").where(events.Delivery.id == 1).execute()

    def _closed_doors(self) -> None:
        names = {"away": "Gone Fishing", "paused": "Paused Pots", "closed": "Closed Corner"}
        self.others = {}
        for number, (key, name) in enumerate(names.items()):
            shop = self.others[key] = shops.open_shop(make_person(name, f"+861340013400{number}"), name)
            table.give_default(shop)
        shops.close_for_holiday(self.others["away"])
        because = {"rule": "forbidden", "reason": "Sells what it may not sell.", "remedy": "Take the knives off sale and appeal."}
        self.paused = moderation.suspend(self.others["paused"], self.people["operator"], **because)
        self.others["paused"] = shops.Shop.get_by_id(self.others["paused"].id)
        shops.close(self.others["closed"])
        stock.set_count(self.mei.jar, 1)
        self.mei.fresh()
