"""What the market's own people see."""

from storefront import policies
from storefront.admin import health_pages, rules_form
from tests.support.pages.example import Example
from tests.support.pages.lived_in import LivedIn


def rules(**changes: str) -> dict[str, str]:
    """What the page of rules sends, with something changed."""
    form = rules_form.form_for(None, policies.current(), "Asia/Shanghai")
    values = {field.name: field._value() for field in form if field.type != "BooleanField"}
    return values | {field.name: "y" for field in form if field.type == "BooleanField" and field.data} | changes


def books(place: LivedIn) -> list[Example]:
    """The market's money, what fits nothing, and statements."""
    item, done, draft = (
        f"/admin/suspense/{place.parked.id}",
        f"/admin/statements/{place.statement.code}",
        f"/admin/statements/{place.uploaded.code}",
    )
    return [
        Example("reconciliation_admin.index", "/admin/money", "operator"),
        Example("reconciliation_admin.suspense", "/admin/suspense", "operator"),
        Example("reconciliation_admin.item", item, "operator"),
        Example("reconciliation_admin.item", f"/admin/suspense/{place.large.id}", "operator", "waits for a second person"),
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
        Example("statements_admin.show", f"/admin/statements/{place.unmapped.code}", "operator", "columns unknown"),
        Example("statements_admin.take_in", f"{draft}/lines", "operator", "no days", 422, sends={}),
    ]


def pages(place: LivedIn) -> list[Example]:
    """The operator's pages."""
    number = place.orders["wrong"].number
    return [
        Example("queue_admin.index", "/admin", "operator"),
        Example("verification_admin.index", "/admin/verify", "operator"),
        Example("verification_admin.show", f"/admin/verify/{place.refused.code}", "operator", "refused"),
        Example("verification_admin.refuse", f"/admin/verify/{place.waiting.code}/refusal", "operator", "no rule", 422, sends={}),
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
        Example("people_admin.show", f"/admin/people/{place.mei.owner.id}", "operator"),
        Example("people_admin.look_up", f"/admin/people/{place.mei.owner.id}/contact", "operator", sends={"reason": "A call"}),
        Example(
            "people_admin.give_role",
            f"/admin/people/{place.mei.owner.id}/role",
            "operator",
            "no role",
            422,
            sends={"role": "king"},
        ),
        *[
            Example(f"people_admin.{view}", f"/admin/people/{place.mei.owner.id}/{path}", "operator", "no reason", 422, sends={})
            for view, path in (("close", "closure"), ("open_again", "opening"))
        ],
        Example("rules_admin.index", "/admin/rules", "operator"),
        Example("rules_admin.preview", "/admin/rules/preview", "operator", sends=rules(confirm_days="9", share="2.5")),
        Example(
            "rules_admin.publish",
            "/admin/rules",
            "operator",
            "out of bounds",
            422,
            sends=rules(hold_minutes="1", shop_1="nobody"),
        ),
        Example("health_admin.index", "/admin/health", "operator"),
        *[Example("health_admin.show", f"/admin/health/{what}", "operator", what) for what in health_pages.LISTS],
        Example("health_admin.before_off", f"/admin/health/deliveries/{place.given_up.id}/off", "operator"),
        Example("health_admin.off", f"/admin/health/deliveries/{place.given_up.id}/off", "operator", "no reason", 422, sends={}),
        Example("health_admin.before_all_off", f"/admin/health/texts/off?upto={place.unsent.id}", "operator"),
        Example(
            "health_admin.all_off", f"/admin/health/texts/off?upto={place.unsent.id}", "operator", "no reason", 422, sends={}
        ),
        Example("audit_admin.index", "/admin/audit", "operator"),
        Example("moderation_admin.index", "/admin/reports", "operator"),
        *[
            Example("moderation_admin.index", f"/admin/reports?state={state}", "operator", state)
            for state in ("appeals", "force", "done")
        ],
        Example("moderation_admin.show", f"/admin/reports/{place.report.code}", "operator"),
        Example("moderation_admin.show", f"/admin/reports/{place.report.code}?do=suspend&rule=fraud", "operator", "pause"),
        Example("moderation_admin.show", f"/admin/reports/{place.dismissed.code}", "operator", "decided"),
        Example(
            "moderation_admin.measure",
            f"/admin/reports/{place.report.code}/measure",
            "operator",
            "empty",
            422,
            sends={"do": "hide"},
        ),
        Example("moderation_admin.show_measure", f"/admin/measures/{place.hidden.code}", "operator", "appealed"),
        Example("moderation_admin.show_measure", f"/admin/measures/{place.paused.code}", "operator", "in force"),
        Example(
            "moderation_admin.answer",
            f"/admin/measures/{place.hidden.code}/answer",
            "operator",
            "empty",
            422,
            sends={"do": "uphold"},
        ),
        Example("aftersales_admin.index", "/admin/cases", "operator"),
        Example("aftersales_admin.show", f"/admin/cases/{place.quarrel.code}", "operator"),
        Example("payments_admin.index", "/admin/payments", "operator"),
        *books(place),
        Example("payouts_admin.index", "/admin/payouts", "operator"),
        Example("payouts_admin.index", "/admin/payouts?state=done", "operator", "closed"),
        Example("payouts_admin.show", f"/admin/payouts/{place.batch.code}", "operator"),
        Example(
            "payouts_admin.bounce",
            f"/admin/payouts/{place.batch.code}/{place.in_batch.code}/bounce",
            "operator",
            "no reason",
            422,
            sends={},
        ),
        Example("shops_admin.suspend", f"/admin/shops/{place.mei.shop.slug}/suspension", "operator", "no reason", 422, sends={}),
        Example("orders_admin.index", "/admin/orders?q=ZZZZ", "operator", "not found", 422),
        *[
            Example("orders_admin.show", f"/admin/orders/{order.shop.slug}/{order.number}", "operator", name)
            for name, order in place.orders.items()
            if name in ("refunded", "transfer")
        ],
    ]
