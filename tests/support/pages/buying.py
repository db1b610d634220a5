"""What anybody sees: shops and items, the bag, orders behind their links, one's own account."""

from storefront import payments
from tests.support.pages.example import Example
from tests.support.pages.lived_in import LivedIn

CODE_TO = {"contact": "+8613600136000"}
FIELDS = {"name": "", "tel": "12", "address": "", "pay": "sandbox"}


def public(place: LivedIn) -> list[Example]:
    """What anybody can look at."""
    mei, mug, cup = "/@meis-kiln", place.mei.mug.product.code, place.cup.product.code
    return [
        Example("site.home", "/"),
        Example("catalog.home", mei),
        Example("catalog.home", f"/@{place.kim.slug}", what="nothing on sale yet"),
        Example("catalog.home", "/@oma-lotte", what="direct"),
        Example("catalog.home", "/@gone-fishing", what="on holiday"),
        Example("catalog.home", "/@paused-pots", what="suspended", status=410),
        Example("catalog.home", "/@closed-corner", what="closed", status=410),
        Example("catalog.index", f"{mei}/items"),
        Example("catalog.index", f"{mei}/items?q=mug", what="found"),
        Example("catalog.index", f"{mei}/items?q=bicycle", what="nothing found"),
        Example("catalog.collection", f"{mei}/c/{place.shelf.slug}"),
        Example("catalog.show", f"{mei}/p/{mug}", what="pictures"),
        Example("catalog.show", f"{mei}/p/{cup}", what="choices"),
        Example("reviews.index", f"{mei}/p/{mug}/reviews"),
        Example("reviews.index", f"{mei}/p/{cup}/reviews", what="none"),
        Example("catalog.show", f"{mei}/p/{place.vase.product.code}", what="sold out"),
        Example("catalog.show", f"{mei}/p/{place.gone.product.code}", what="no longer sold", status=410),
        Example("catalog.show", f"/@oma-lotte/p/{place.lotte.jam.product.code}", what="direct"),
        Example("shops.about", f"{mei}/about"),
        Example("share.show", f"{mei}/share"),
        Example("share.show", f"{mei}/share?item={mug}", what="an item"),
        Example("links.follow", f"/q/{place.ended.code}", what="ended", status=410),
        Example("moderation.new", f"/report?about=item:meis-kiln/{mug}"),
        Example("moderation.new", "/report?about=shop:oma-lotte", what="a shop"),
        Example("moderation.new", "/report?about=shop:oma-lotte&sent=1", what="sent"),
        Example("moderation.create", "/report", what="no reason", status=422, sends={"about": "shop:oma-lotte", "contact": "12"}),
        Example("site.help_index", "/help"),
        *[Example("site.help_topic", f"/help/{topic}", what=topic) for topic in ("buying", "selling", "money", "privacy")],
        *[Example("site.legal", f"/legal/{doc}", what=doc) for doc in ("terms", "privacy")],
        Example("site.offline", "/offline"),
        Example("site.patterns", "/patterns"),
        Example("site.not_found", "/nowhere", status=404),
        Example("sandbox", "/sandbox/", what="of the test bank"),
    ]


def bag_and_checkout(place: LivedIn) -> list[Example]:
    """Bag and checkout."""
    mug = {"shop": "meis-kiln", "variant": place.mei.mug.code}
    jam = {"shop": "oma-lotte", "variant": place.lotte.jam.code}
    one = f"/checkout?shop=meis-kiln&v={place.mei.mug.code}&n=1"
    direct = f"/checkout?shop=oma-lotte&v={place.lotte.jam.code}&n=2"
    sent = {**FIELDS, "shop": "meis-kiln", "v": place.mei.mug.code, "n": "1"}
    return [
        Example("cart.show", "/cart", what="empty"),
        Example("cart.show", "/cart", what="two shops", before=(("/cart/items", mug), ("/cart/items", jam))),
        Example("checkout.new", one),
        Example("checkout.new", direct, what="direct"),
        Example("checkout.new", f"{one}&paste=1", what="paste"),
        Example("checkout.create", "/checkout", what="refused", status=422, sends=sent),
    ]


def behind_the_link(place: LivedIn) -> list[Example]:
    """Behind the private link of an order, and the payment."""
    found = []
    for what, order in place.orders.items():
        found.append(Example("orders.show", f"/o/{order.token}", what=what))
    for what in ("unpaid", "transfer", "claimed"):
        payment = payments.payment_of("order", str(place.orders[what].id))
        found.append(Example("payments.show", f"/pay/{payment.code}", what=what))
    return [
        *found,
        Example("orders.cancellation", f"/o/{place.orders['paid'].token}/cancellation"),
        Example("review.new", f"/o/{place.orders['confirmed'].token}/review"),
        Example("review.new", f"/o/{place.orders['shipped'].token}/review", what="not yet"),
        Example("review.new", f"/o/{place.orders['reviewed'].token}/review?item={place.mei.mug.product.code}", what="answered"),
        Example("aftersales.problem", f"/o/{place.orders['shipped'].token}/problem"),
        Example("aftersales.problem", f"/o/{place.orders['shipped'].token}/problem?reason=broken", what="broken"),
        Example("aftersales.show", f"/o/{place.orders['wrong'].token}/case", what="asked"),
        Example("aftersales.show", f"/o/{place.orders['quarrel'].token}/case", what="the market looks"),
        Example("aftersales.show", f"/o/{place.orders['withdrawn'].token}/case", what="withdrawn"),
        Example("withdrawal.show", f"/o/{place.orders['in the Union'].token}/withdrawal", what="to declare"),
        Example("withdrawal.show", f"/o/{place.orders['of two kinds'].token}/withdrawal", what="to choose"),
        Example(
            "withdrawal.amount",
            f"/o/{place.orders['of two kinds'].token}/withdrawal/amount",
            what="nothing chosen",
            status=422,
            sends={"name": "Petra Oberländer"},
        ),
        Example("withdrawal.show", f"/o/{place.orders['withdrawn'].token}/withdrawal", what="receipt"),
        Example("withdrawal.show", f"/o/{place.orders['paid'].token}/withdrawal", what="not here"),
        Example("withdrawal_public.find", "/withdrawal?shop=oma-lotte"),
        Example("withdrawal_public.find", "/withdrawal?asked=1", what="asked"),
        Example("withdrawal_public.ask", "/withdrawal", what="a mistake", status=422, sends={"number": "", "contact": "12"}),
        Example("invoices.show", f"/o/{place.orders['in the Union'].token}/papers/00001", what="invoice"),
        Example("invoices.show", f"/o/{place.orders['refunded'].token}/papers/C-00001", what="credit note"),
    ]


def account(place: LivedIn) -> list[Example]:
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
        Example("guest_data.guest_show", f"/o/{place.orders['paid'].token}/data"),
        Example(
            "guest_data.code",
            f"/o/{place.orders['paid'].token}/data/code",
            before=((f"/o/{place.orders['paid'].token}/data/proof", {"to": "phone"}),),
        ),
        Example("notifications.index", "/notices", "mei"),
        Example("notifications.index", "/notices", "kim", what="none"),
    ]
