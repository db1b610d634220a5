"""Every page of the market, with an address where it shows something: what the contracts about pages walk through.

`LivedIn(world)` makes a market in which people have lived for a while, and `.examples()` lists its pages. A page that is added to the
market is added here; tests/contracts/test_pages.py says which one is missing.
"""

import io
import time
from dataclasses import dataclass, field, replace

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
from storefront.admin import health_pages, rules_form
from storefront.kit import clock, events, jobs, post
from storefront.kit.money import Money
from storefront.shipping import table
from tests.support.factories import World, make_person


@dataclass(frozen=True)
class Example:
    """One page as somebody sees it. `who` is a name of `LivedIn.people`, or "" for anybody; `before` are posts (address, fields) in the
    same browser that lead to it; `sends` makes it the answer to a post with these fields."""

    endpoint: str
    url: str
    who: str = ""
    what: str = ""
    status: int = 200
    before: tuple = ()
    sends: dict | None = field(default=None, hash=False)

    @property
    def name(self) -> str:
        """What a failure calls it."""
        return f"{self.endpoint}{f' ({self.what})' if self.what else ''}"


# Addresses that answer with something else than a page of their own, and what that is.
NOT_PAGES = {
    "hooks.notice": "a service's notice",
    "invoices.download": "PDF",
    "invoices_seller.download": "PDF",
    "ledger_seller.statement_file": "CSV",
    "links.follow": "a redirect to what the link is for; its page for an ended link is listed",
    "links.png": "PNG",
    "links.svg": "SVG",
    "media.picture": "picture",
    "verification_admin.paper": "a photo of papers, JPEG",
    "media.private": "picture",
    "opening.check_name": "a region of opening.new",
    "opening.first": "a redirect to the first photo",
    "orders.now": "a region of orders.show",
    "my_data.now": "a region of my_data.show",
    "guest_data.guest_now": "a region of guest_data.guest_show",
    "aftersales.now": "a region of aftersales.show",
    "aftersales_seller.now": "a region of aftersales_seller.show",
    "payments.qr": "PNG",
    "sell.last": "a redirect to the shop used last",
    "share.card": "JPEG",
    "share.poster": "PNG",
    "share.shop_qr": "SVG",
    "share_from.anything": "a redirect to the page of the thing",
    "share_seller.order_qr": "SVG",
    "shops.icon": "SVG",
    "shops.icon_png": "PNG",
    "shops.manifest": "a manifest",
    "shops.theme": "CSS",
    "shops_seller.glaze_css": "CSS",
    "site.favicon": "a redirect to the icon",
    "site.health": "a word for monitors",
    "site.robots": "robots.txt",
}

CODE_TO = {"contact": "+8613600136000"}
FIELDS = {"name": "", "tel": "12", "address": "", "pay": "sandbox"}


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

    # --- the story --------------------------------------------------------------------------------------------------------

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
        payments.arriving.declined(payments.payment_of("order", str(self.orders["unpaid"].id)).code)
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
        until = time.monotonic() + 20
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
        post.Message.update(state="failed", error="refused").where(post.Message.dedupe == "a message of the tour").execute()
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

    # --- its pages ----------------------------------------------------------------------------------------------------------

    def examples(self) -> list[Example]:
        """All of them."""
        return [
            *self.public(),
            *self.buying(),
            *self.buyers(),
            *self.accounts(),
            *self.selling(),
            *self.beginning(),
            *self.market(),
        ]

    def public(self) -> list[Example]:
        """What anybody can look at."""
        mei, mug, cup = "/@meis-kiln", self.mei.mug.product.code, self.cup.product.code
        return [
            Example("site.home", "/"),
            Example("catalog.home", mei),
            Example("catalog.home", f"/@{self.kim.slug}", what="nothing on sale yet"),
            Example("catalog.home", "/@oma-lotte", what="direct"),
            Example("catalog.home", "/@gone-fishing", what="on holiday"),
            Example("catalog.home", "/@paused-pots", what="suspended", status=410),
            Example("catalog.home", "/@closed-corner", what="closed", status=410),
            Example("catalog.index", f"{mei}/items"),
            Example("catalog.index", f"{mei}/items?q=mug", what="found"),
            Example("catalog.index", f"{mei}/items?q=bicycle", what="nothing found"),
            Example("catalog.collection", f"{mei}/c/{self.shelf.slug}"),
            Example("catalog.show", f"{mei}/p/{mug}", what="pictures"),
            Example("catalog.show", f"{mei}/p/{cup}", what="choices"),
            Example("reviews.index", f"{mei}/p/{mug}/reviews"),
            Example("reviews.index", f"{mei}/p/{cup}/reviews", what="none"),
            Example("catalog.show", f"{mei}/p/{self.vase.product.code}", what="sold out"),
            Example("catalog.show", f"{mei}/p/{self.gone.product.code}", what="no longer sold", status=410),
            Example("catalog.show", f"/@oma-lotte/p/{self.lotte.jam.product.code}", what="direct"),
            Example("shops.about", f"{mei}/about"),
            Example("share.show", f"{mei}/share"),
            Example("share.show", f"{mei}/share?product={mug}", what="an item"),
            Example("links.follow", f"/q/{self.ended.code}", what="ended", status=410),
            Example("moderation.new", f"/report?about=item:meis-kiln/{mug}"),
            Example("moderation.new", "/report?about=shop:oma-lotte", what="a shop"),
            Example("moderation.new", "/report?about=shop:oma-lotte&sent=1", what="sent"),
            Example(
                "moderation.create", "/report", what="no reason", status=422, sends={"about": "shop:oma-lotte", "contact": "12"}
            ),
            Example("site.help_index", "/help"),
            *[Example("site.help_topic", f"/help/{topic}", what=topic) for topic in ("buying", "selling", "money", "privacy")],
            *[Example("site.legal", f"/legal/{doc}", what=doc) for doc in ("terms", "privacy")],
            Example("site.offline", "/offline"),
            Example("site.patterns", "/patterns"),
            Example("site.not_found", "/nowhere", status=404),
            Example("sandbox", "/sandbox/", what="of the test bank"),
        ]

    def buying(self) -> list[Example]:
        """Bag and checkout."""
        mug = {"shop": "meis-kiln", "variant": self.mei.mug.code}
        jam = {"shop": "oma-lotte", "variant": self.lotte.jam.code}
        one = f"/checkout?shop=meis-kiln&v={self.mei.mug.code}&n=1"
        direct = f"/checkout?shop=oma-lotte&v={self.lotte.jam.code}&n=2"
        sent = {**FIELDS, "shop": "meis-kiln", "v": self.mei.mug.code, "n": "1"}
        return [
            Example("cart.show", "/cart", what="empty"),
            Example("cart.show", "/cart", what="two shops", before=(("/cart/items", mug), ("/cart/items", jam))),
            Example("checkout.new", one),
            Example("checkout.new", direct, what="direct"),
            Example("checkout.new", f"{one}&paste=1", what="paste"),
            Example("checkout.create", "/checkout", what="refused", status=422, sends=sent),
        ]

    def buyers(self) -> list[Example]:
        """Behind the private link of an order, and the payment."""
        found = []
        for what, order in self.orders.items():
            found.append(Example("orders.show", f"/o/{order.token}", what=what))
        for what in ("unpaid", "transfer", "claimed"):
            payment = payments.payment_of("order", str(self.orders[what].id))
            found.append(Example("payments.show", f"/pay/{payment.code}", what=what))
        return [
            *found,
            Example("orders.cancellation", f"/o/{self.orders['paid'].token}/cancellation"),
            Example("review.new", f"/o/{self.orders['confirmed'].token}/review"),
            Example("review.new", f"/o/{self.orders['shipped'].token}/review", what="not yet"),
            Example("review.new", f"/o/{self.orders['reviewed'].token}/review?item={self.mei.mug.product.code}", what="answered"),
            Example("aftersales.problem", f"/o/{self.orders['shipped'].token}/problem"),
            Example("aftersales.problem", f"/o/{self.orders['shipped'].token}/problem?reason=broken", what="broken"),
            Example("aftersales.show", f"/o/{self.orders['wrong'].token}/case", what="asked"),
            Example("aftersales.show", f"/o/{self.orders['quarrel'].token}/case", what="the market looks"),
            Example("aftersales.show", f"/o/{self.orders['withdrawn'].token}/case", what="withdrawn"),
            Example("withdrawal.show", f"/o/{self.orders['in the Union'].token}/withdrawal", what="to declare"),
            Example("withdrawal.show", f"/o/{self.orders['withdrawn'].token}/withdrawal", what="receipt"),
            Example("withdrawal.show", f"/o/{self.orders['paid'].token}/withdrawal", what="not here"),
            Example("withdrawal_public.find", "/withdrawal?shop=oma-lotte"),
            Example("withdrawal_public.find", "/withdrawal?asked=1", what="asked"),
            Example("withdrawal_public.ask", "/withdrawal", what="a mistake", status=422, sends={"number": "", "contact": "12"}),
            Example("invoices.show", f"/o/{self.orders['in the Union'].token}/papers/00001", what="invoice"),
            Example("invoices.show", f"/o/{self.orders['refunded'].token}/papers/C-00001", what="credit note"),
        ]

    def accounts(self) -> list[Example]:
        """Signing in, and the pages about oneself."""
        return [
            Example("accounts.signin", "/signin"),
            Example("accounts.signin", "/signin?with=email", what="e-mail"),
            Example("accounts.send", "/signin", what="refused", status=422, sends={"contact": "12"}),
            Example("accounts.code", "/signin/code", before=(("/signin", CODE_TO),)),
            Example(
                "accounts.check",
                "/signin/code",
                what="wrong",
                status=422,
                before=(("/signin", CODE_TO),),
                sends={"code": "000000"},
            ),
            Example("me.show", "/me", "zhou"),
            Example("me.show", "/me", "mei", what="a seller"),
            Example("me.settings", "/me/settings", "mei"),
            Example("me.contact", "/me/contact", "mei"),
            Example("me.contact_code", "/me/contact/code", "mei", before=(("/me/contact", {"contact": "+8613600136001"}),)),
            Example("me.again", "/signin/again", "mei"),
            Example("me.again_code", "/signin/again/code", "mei", before=(("/signin/again", {"to": "phone"}),)),
            Example("my_passkeys.offer", "/me/passkey", "mei"),
            Example("my_data.show", "/me/data", "mei", "a shop stands in the way"),
            Example("my_data.show", "/me/data", "kept", "a file is ready"),
            Example("my_data.show", "/me/data", "kept", "waiting", before=(("/me/data/erasure", {"sure": "y"}),)),
            Example("my_data.erasure", "/me/data/erasure", "kept", "not sure", 422, sends={"sure": ""}),
            Example("guest_data.guest_show", f"/o/{self.orders['paid'].token}/data"),
            Example(
                "guest_data.code",
                f"/o/{self.orders['paid'].token}/data/code",
                before=((f"/o/{self.orders['paid'].token}/data/proof", {"to": "phone"}),),
            ),
            Example("notifications.index", "/notices", "mei"),
            Example("notifications.index", "/notices", "kim", what="none"),
        ]

    def selling(self) -> list[Example]:
        """Mei's and Lotte's desks."""
        sell, mug, cup = "/sell/meis-kiln", self.mei.mug.product.code, self.cup.product.code
        buyer = customers.page_of(self.mei.shop)[0][0]
        pages = {
            "orders_seller.home": [""],
            "orders_seller.index": ["/orders", *[f"/orders?state={state}" for state in ("pay", "shipped", "done", "cancelled")]],
            "orders_seller.show": [
                f"/orders/{order.number}" for order in self.orders.values() if order.shop_id == self.mei.shop.id
            ],
            "shipping_seller.scan": ["/ship"],
            "shipping_seller.slips": ["/ship/print"],
            "shipping_seller.delivery": ["/delivery", f"/delivery?edit={shipping.options_of(self.mei.shop)[2].id}"],
            "aftersales_seller.index": ["/refunds"],
            "reviews_seller.index": ["/reviews", "/reviews?state=all"],
            "aftersales_seller.show": [f"/refunds/{self.case.code}", f"/refunds/{self.quarrel.code}"],
            "catalog_seller.index": ["/items", "/items?q=nothing"],
            "catalog_item_seller.edit": [
                f"/items/{mug}",
                f"/items/{cup}",
                f"/items/{self.draft.code}",
                f"/items/{self.gone.product.code}",
            ],
            "catalog_item_seller.new": ["/items/new"],
            "catalog_choices_seller.edit": [f"/items/{cup}/choices"],
            "catalog_pictures_seller.edit": [f"/items/{mug}/pictures/{self.photos[0].code}"],
            "catalog_bulk_seller.bulk": ["/items/bulk"],
            "catalog_shelves_seller.index": ["/collections"],
            "catalog_shelves_seller.show": [f"/collections/{self.shelf.slug}"],
            "share_seller.index": ["/share"],
            "share_seller.show": ["/share/shop", f"/share/product/{mug}", f"/share/product/{mug}?new=1"],
            "share_seller.print_poster": [f"/share/print/{self.poster.code}"],
            "customers_seller.index": ["/customers"],
            "customers_seller.show": [f"/customers/{buyer.code}"],
            "ledger_seller.show": ["/money"],
            "payouts_seller.withdraw": ["/money/withdraw"],
            "payouts_seller.confirm": ["/money/withdraw/confirm?amount=50"],
            "payouts_seller.index": ["/money/withdrawals"],
            "payouts_seller.show": [f"/money/withdrawals/{one.code}" for one in (self.withdrawal, self.came_back)],
            "payouts_seller.show_account": ["/money/account"],
            "payments_seller.index": ["/payments"],
            "shops_seller.look": ["/shop"],
            "shops_seller.more": ["/more"],
            "shops_seller.settings": ["/settings"],
            "shops_seller.confirm_close": ["/settings/close"],
        }
        found = [Example(endpoint, sell + path, "mei", path) for endpoint, paths in pages.items() for path in paths]
        lotte = [f"/orders/{order.number}" for order in self.orders.values() if order.shop_id == self.lotte.shop.id]
        found += [Example("orders_seller.show", f"/sell/oma-lotte{path}", "lotte", "direct") for path in lotte]
        found += [Example("payments_seller.edit", f"/sell/oma-lotte/payments/{key}", "lotte", key) for key in ("epc", "bank")]
        return [
            *found,
            Example("moderation_seller.index", "/sell/oma-lotte/measures", "lotte"),
            Example("moderation_seller.index", "/sell/meis-kiln/measures", "mei", "none"),
            Example("moderation_seller.show", f"/sell/oma-lotte/measures/{self.hidden.code}", "lotte", "appealed"),
            Example("moderation_seller.show", f"/sell/paused-pots/measures/{self.paused.code}", "paused", "to appeal"),
            Example(
                "moderation_seller.appeal",
                f"/sell/paused-pots/measures/{self.paused.code}/appeal",
                "paused",
                "empty",
                422,
                sends={},
            ),
            Example("orders_seller.home", "/sell/paused-pots", "paused", "of a paused shop"),
            Example("catalog_item_seller.edit", f"/sell/oma-lotte/items/{self.lotte.gin.product.code}", "lotte", "hidden"),
            Example("payments_seller.index", "/sell/oma-lotte/payments", "lotte", "direct"),
            Example("sell.switch", "/sell/shops", "mei"),
            Example("payouts_seller.confirm", f"{sell}/money/withdraw/confirm?amount=1", "mei", "too little", 422),
            Example(
                "payouts_seller.save_account",
                f"{sell}/money/account",
                "mei",
                "a mistake",
                422,
                sends={"holder": "Mei", "number": "DE88"},
            ),
            Example("verification_seller.show", "/sell/meis-kiln/verify", "mei", "checked"),
            Example("verification_seller.show", f"/sell/{self.kim.slug}/verify", "kim", "filling in"),
            Example("verification_seller.send", f"/sell/{self.kim.slug}/verify", "kim", "half", 422, sends={"name": "Kim Park"}),
            Example("verification_seller.show", "/sell/oma-lotte/verify", "lotte", "in review"),
            Example("invoices_seller.tax", "/sell/oma-lotte/tax", "lotte", "registered"),
            Example("invoices_seller.tax", "/sell/meis-kiln/tax", "mei", "no tax"),
            Example("invoices_seller.save_rate", "/sell/oma-lotte/tax/rates", "lotte", "a mistake", 422, sends={"rate": "much"}),
            Example("invoices_seller.show", f"/sell/meis-kiln/orders/{self.orders['paid'].number}/papers/00001", "mei"),
            Example("verification_seller.show", "/sell/gone-fishing/verify", "away", "refused"),
            Example("verification_seller.show", "/sell/paused-pots/verify", "paused", "not begun"),
        ]

    def beginning(self) -> list[Example]:
        """Opening a shop, and Kim's desk on the first morning."""
        opened = {"name": "Sun and Tea", "contact": "+8613600136002"}
        empty = {
            "orders_seller.home": "", "orders_seller.index": "/orders", "shipping_seller.scan": "/ship", "shipping_seller.slips": "/ship/print",
            "aftersales_seller.index": "/refunds", "reviews_seller.index": "/reviews", "catalog_seller.index": "/items", "catalog_shelves_seller.index": "/collections",
            "customers_seller.index": "/customers", "ledger_seller.show": "/money", "payouts_seller.withdraw": "/money/withdraw",
            "payouts_seller.index": "/money/withdrawals", "payouts_seller.show_account": "/money/account", "share_seller.index": "/share",
        }  # fmt: skip
        return [
            Example("opening.new", "/open"),
            Example("opening.new", "/open?from=meis-kiln", what="from a shop"),
            Example("opening.new", "/open", "mei", what="a second shop"),
            Example(
                "opening.send", "/open", what="name taken", status=422, sends={"name": "Mei's Kiln", "contact": "+8613600136003"}
            ),
            Example("opening.code", "/open/code", before=(("/open", opened),)),
            *[Example(endpoint, f"/sell/{self.kim.slug}{path}", "kim", "first morning") for endpoint, path in empty.items()],
            Example("catalog_item_seller.new", f"/sell/{self.kim.slug}/items/new?first=1", "kim", "first photo"),
        ]

    def rules(self, **changes: str) -> dict[str, str]:
        """What the page of rules sends, with something changed."""
        form = rules_form.form_for(None, policies.current(), "Asia/Shanghai")
        values = {field.name: field._value() for field in form if field.type != "BooleanField"}
        return values | {field.name: "y" for field in form if field.type == "BooleanField" and field.data} | changes

    def books(self) -> list[Example]:
        """The market's money, what fits nothing, and statements."""
        item, done, draft = (
            f"/admin/suspense/{self.parked.id}",
            f"/admin/statements/{self.statement.code}",
            f"/admin/statements/{self.uploaded.code}",
        )
        return [
            Example("reconciliation_admin.index", "/admin/money", "operator"),
            Example("reconciliation_admin.suspense", "/admin/suspense", "operator"),
            Example("reconciliation_admin.item", item, "operator"),
            Example("reconciliation_admin.item", f"/admin/suspense/{self.large.id}", "operator", "waits for a second person"),
            Example(
                "reconciliation_admin.place",
                f"{item}/place",
                "operator",
                "a mistake",
                422,
                sends={"shop": "meis-kiln", "order": "ZZZZ"},
            ),
            Example("statements_admin.index", "/admin/statements", "operator"),
            Example("statements_admin.upload", "/admin/statements", "operator", "no file", 422, sends={"source": "bank"}),
            Example("statements_admin.show", done, "operator"),
            Example("statements_admin.show", f"{done}?state=done", "operator", "what was resolved"),
            Example("statements_admin.show", draft, "operator", "not taken in yet"),
            Example("statements_admin.show", f"/admin/statements/{self.unmapped.code}", "operator", "columns unknown"),
            Example("statements_admin.take_in", f"{draft}/lines", "operator", "no days", 422, sends={}),
        ]

    def market(self) -> list[Example]:
        """The operator's pages."""
        number = self.orders["wrong"].number
        return [
            Example("queue_admin.index", "/admin", "operator"),
            Example("verification_admin.index", "/admin/verify", "operator"),
            Example("verification_admin.show", f"/admin/verify/{self.refused.code}", "operator", "refused"),
            Example(
                "verification_admin.refuse", f"/admin/verify/{self.waiting.code}/refusal", "operator", "no rule", 422, sends={}
            ),
            Example("shops_admin.index", "/admin/shops", "operator"),
            Example("shops_admin.index", "/admin/shops?q=nobody", "operator", "nothing found"),
            Example("shops_admin.show", "/admin/shops/meis-kiln", "operator"),
            Example("shops_admin.show", "/admin/shops/paused-pots", "operator", "suspended"),
            Example("orders_admin.index", "/admin/orders", "operator"),
            Example("orders_admin.index", "/admin/orders?shop=meis-kiln", "operator", "of a shop"),
            Example("orders_admin.show", f"/admin/orders/meis-kiln/{number}", "operator"),
            Example("queue_admin.more", "/admin/more", "operator"),
            Example("people_admin.index", "/admin/people", "operator"),
            Example("people_admin.index", "/admin/people?q=%2B8613999999999", "operator", "nobody", 422),
            Example("people_admin.show", f"/admin/people/{self.mei.owner.id}", "operator"),
            Example("people_admin.look_up", f"/admin/people/{self.mei.owner.id}/contact", "operator", sends={"reason": "A call"}),
            Example(
                "people_admin.give_role",
                f"/admin/people/{self.mei.owner.id}/role",
                "operator",
                "no role",
                422,
                sends={"role": "king"},
            ),
            Example("rules_admin.index", "/admin/rules", "operator"),
            Example("rules_admin.preview", "/admin/rules/preview", "operator", sends=self.rules(confirm_days="9", share="2.5")),
            Example(
                "rules_admin.publish",
                "/admin/rules",
                "operator",
                "out of bounds",
                422,
                sends=self.rules(hold_minutes="1", shop_1="nobody"),
            ),
            Example("health_admin.index", "/admin/health", "operator"),
            *[Example("health_admin.show", f"/admin/health/{what}", "operator", what) for what in health_pages.LISTS],
            Example("audit_admin.index", "/admin/audit", "operator"),
            Example("moderation_admin.index", "/admin/reports", "operator"),
            *[
                Example("moderation_admin.index", f"/admin/reports?state={state}", "operator", state)
                for state in ("appeals", "force", "done")
            ],
            Example("moderation_admin.show", f"/admin/reports/{self.report.code}", "operator"),
            Example("moderation_admin.show", f"/admin/reports/{self.report.code}?do=suspend&rule=fraud", "operator", "pause"),
            Example("moderation_admin.show", f"/admin/reports/{self.dismissed.code}", "operator", "decided"),
            Example(
                "moderation_admin.measure",
                f"/admin/reports/{self.report.code}/measure",
                "operator",
                "empty",
                422,
                sends={"do": "hide"},
            ),
            Example("moderation_admin.show_measure", f"/admin/measures/{self.hidden.code}", "operator", "appealed"),
            Example("moderation_admin.show_measure", f"/admin/measures/{self.paused.code}", "operator", "in force"),
            Example(
                "moderation_admin.answer",
                f"/admin/measures/{self.hidden.code}/answer",
                "operator",
                "empty",
                422,
                sends={"do": "uphold"},
            ),
            Example("aftersales_admin.index", "/admin/cases", "operator"),
            Example("aftersales_admin.show", f"/admin/cases/{self.quarrel.code}", "operator"),
            Example("payments_admin.index", "/admin/payments", "operator"),
            *self.books(),
            Example("payouts_admin.index", "/admin/payouts", "operator"),
            Example("payouts_admin.index", "/admin/payouts?state=done", "operator", "closed"),
            Example("payouts_admin.show", f"/admin/payouts/{self.batch.code}", "operator"),
            Example(
                "payouts_admin.bounce",
                f"/admin/payouts/{self.batch.code}/{self.in_batch.code}/bounce",
                "operator",
                "no reason",
                422,
                sends={},
            ),
            Example(
                "shops_admin.suspend", f"/admin/shops/{self.mei.shop.slug}/suspension", "operator", "no reason", 422, sends={}
            ),
            Example("orders_admin.index", "/admin/orders?q=ZZZZ", "operator", "not found", 422),
            *[
                Example("orders_admin.show", f"/admin/orders/{order.shop.slug}/{order.number}", "operator", name)
                for name, order in self.orders.items()
                if name in ("refunded", "transfer")
            ],
        ]
