"""Whose is it? Every route of the application × every kind of caller × own and foreign things.

The routes come from the application itself: a new one is tried without being named here, one without a policy or with a parameter
that has no example in tests/support/everything.py fails the build. A thing of another shop is not there (404): not refused (403),
not changed, and no word of it is on the page.
"""

from storefront import accounts, orders
from storefront.kit import db, security
from tests.support.addresses import COMMON, PARAMETER, address, routes

# Parameters that name no thing of a shop: kinds, sizes, ways to pay, colours.
NO_THING = {"shop", "kind", "key", *(name for name in COMMON if "/" not in name)}
# A new item has its code before it exists, so that a code of another shop begins an item of one's own.
BEGINS_ITS_OWN = {"catalog_item_seller.save", "catalog_item_seller.draft", "catalog_item_seller.upload"}
# Who only ships sees what goes where. (Owners and helpers: `shops.owners_only` at the view.)
PACKER_MAY = {
    "orders_seller.home", "orders_seller.index", "orders_seller.show", "orders_seller.note", "share_seller.order_qr",
    "shipping_seller.ship", "shipping_seller.undo", "shipping_seller.correct", "shipping_seller.hand_over",
    "shipping_seller.scan", "shipping_seller.slips", "shops_seller.more", "shops_seller.glaze_css",
}  # fmt: skip
# Money, and how the shop looks and settles, is the owner's.
OWNERS_ALONE = (
    "invoices_seller.remove_",
    "invoices_seller.save_",
    "invoices_seller.tax",
    "ledger_seller.",
    "payments_seller.",
    "payouts_seller.",
    "shops_seller.",
    "verification_seller.",
)
FOR_ALL = ("shops_seller.more", "shops_seller.glaze_css")


def gives_away(place, answer, path: str) -> list[str]:
    """Words of a shop that are on a page whose address does not say them."""
    text = answer.text.replace(path, "")
    return [word for word in place.canaries if word in text]


def of_policy(app, *policies):
    """(method, rule) of every route with one of these policies."""
    return [(method, rule) for method in ("GET", "POST") for rule in routes(app, method, *policies)]


def needed(endpoint: str, place) -> dict:
    """What a post must name so that there is something to find: things of `place`."""
    return {
        "shops_seller.save_picture": {"place": "cover"},
        "catalog_shelves_seller.put_on_shelf": {"item": place.product.code},
        "orders_seller.paid_back": {"refund": str(place.refund.id)},
        "orders_seller.not_paid_back": {"refund": str(place.refund.id), "words": "Another order."},
    }.get(endpoint, {})


def named_in_forms(place) -> dict[str, dict]:
    """Things of a shop that forms name, by endpoint."""
    return {
        "catalog_shelves_seller.put_on_shelf": {"item": place.product.code},
        "catalog_item_seller.save": {"name": "x", "price": "1", "shelves": place.collection.slug, "whole": "1"},
        "catalog_choices_seller.set_variants": {
            f"price-{place.variant.code}": "1",
            f"picture-{place.variant.code}": place.picture.code,
        },
        "catalog_bulk_seller.put_all_on_sale": {f"name-{place.product.code}": "x", f"price-{place.product.code}": "1"},
        "orders_seller.paid_back": {"refund": str(place.refund.id if place.refund else 1)},
        "orders_seller.not_paid_back": {"refund": str(place.refund.id if place.refund else 1), "words": "Another order."},
        "share_seller.create": {"about": f"product:{place.product.code}", "label": "Stall"},
        "shipping_seller.save_option": {"edit": str(place.option.id), "kind": "pickup", "place": "Here"},
        "shipping_seller.ship": {
            "part": "1",
            "number": "SF1357924680999",
            **{f"line-{line.id}": "1" for line in orders.lines_of(place.paid)},
        },
        "share_seller.end": {"code": place.poster.code},
    }


def test_every_route_says_who_may_call_it(app):
    without = [
        rule.endpoint for rule in app.url_map.iter_rules() if security.policy_of(app, rule.endpoint) not in security.POLICIES
    ]
    assert not without


def test_every_parameter_has_an_example_of_its_own_shop(app, everything):
    """Otherwise "not found" would prove nothing."""
    for rule in app.url_map.iter_rules():
        mine, theirs = everything.values(rule, everything.mei), everything.values(rule, everything.lotte)
        for name in PARAMETER.findall(rule.rule):
            if name not in NO_THING and rule.endpoint != "share_from.anything":
                assert mine[name] != theirs[name], f"{rule.rule}: <{name}> is the same in both shops"


# --- the dashboard -----------------------------------------------------------------------------------------------------------


def test_visitors_are_sent_to_sign_in(app, everything, ask):
    visitor = ask()
    for method, rule in of_policy(app, "seller", "person", "operator"):
        path = address(rule, everything.values(rule, everything.mei))
        answer = visitor(method, path)
        wanted = f"/signin?next={path}" if method == "GET" else "/signin"
        assert (answer.status_code, answer.headers.get("Location")) == (303, wanted), (method, path)


def test_owners_reach_what_is_theirs(app, everything, ask):
    for place in (everything.mei, everything.lotte):
        owner = ask(place.people["owner"])
        for method, rule in of_policy(app, "seller"):
            path = address(rule, everything.values(rule, place))
            answer = owner(method, path, data=needed(rule.endpoint, place) if method == "POST" else None)
            refused = answer.status_code in (401, 403, 404) or answer.status_code >= 500
            assert not refused and "/signin" not in answer.headers.get("Location", ""), (
                method,
                rule.endpoint,
                answer.status_code,
                answer.text[-600:],
            )


def test_the_shop_of_others_is_not_there(app, everything, ask):
    """For another shop's owner, a person without one, and the market's own staff alike."""
    nobody = accounts.find_or_make(accounts.Contact("phone", "+8613911112222"))
    place = everything.mei
    for person in (everything.lotte.people["owner"], nobody, *everything.staff.values()):
        stranger = ask(person)
        for method, rule in of_policy(app, "seller"):
            path = address(rule, everything.values(rule, place))
            answer = stranger(method, path)
            assert answer.status_code == 404, (method, rule.endpoint, answer.status_code)
            assert not gives_away(place, answer, path), (method, rule.endpoint)


def foreign_values(everything, rule, ours, theirs):
    """Ways to fill a route of our own shop with things of theirs: each parameter alone, and all of them."""
    own, other = everything.values(rule, ours), everything.values(rule, theirs)
    names = [name for name in own if name not in NO_THING]
    for changed in [[name] for name in names] + ([names] if len(names) > 1 else []):
        yield {**own, **{name: other[name] for name in changed}}


def rows_of(shop) -> dict[str, list[tuple]]:
    """Everything that the database keeps of a shop."""
    found = {}
    for model in db.models():
        fields = {field.column_name: field for field in model._meta.sorted_fields}
        if "shop_id" in fields:
            found[model._meta.table_name] = sorted(model.raw(*_select(model, shop.id)).tuples(), key=repr)
    return found


def _select(model, shop_id: int):
    return f'SELECT * FROM "{model._meta.table_name}" WHERE shop_id = {db.database.param}', shop_id


def test_things_of_others_are_not_in_ones_own_shop(app, everything, ask):
    for ours, theirs in ((everything.mei, everything.lotte), (everything.lotte, everything.mei)):
        owner = ask(ours.people["owner"])
        before = rows_of(theirs.shop)
        for method, rule in of_policy(app, "seller"):
            for values in foreign_values(everything, rule, ours, theirs):
                path = address(rule, values)
                answer = owner(method, path, look=lambda shop=theirs.shop: rows_of(shop))
                where = (method, rule.endpoint, values, answer.status_code)
                assert answer.status_code == 404 or (rule.endpoint in BEGINS_ITS_OWN and answer.status_code < 500), where
                assert not gives_away(theirs, answer, path), where
                assert answer.looked in (None, before), where


def test_forms_that_name_things_of_others_change_nothing_of_theirs(app, everything, ask):
    """A shelf, a picture, a line, a refund of the other shop, sent to a page of one's own."""
    for ours, theirs in ((everything.mei, everything.lotte), (everything.lotte, everything.mei)):
        owner, named = ask(ours.people["owner"]), named_in_forms(theirs)
        before = rows_of(theirs.shop)
        for rule in routes(app, "POST", "seller"):
            if rule.endpoint in named:
                data = named.pop(rule.endpoint)
                path = address(rule, everything.values(rule, ours))
                answer = owner("POST", path, data=data, look=lambda shop=theirs.shop: rows_of(shop))
                assert answer.status_code < 500 and answer.status_code != 403, (rule.endpoint, answer.status_code)
                assert not gives_away(theirs, answer, theirs.collection.slug), rule.endpoint  # a form shows again what was sent
                assert answer.looked in (None, before), rule.endpoint
        assert not named, "routes that are not there"


def test_lists_show_only_ones_own(app, everything, ask):
    """Also when one looks for what is in the other shop: by number of an order, phone, name and word."""
    for ours, theirs in ((everything.mei, everything.lotte), (everything.lotte, everything.mei)):
        owner = ask(ours.people["owner"])
        for rule in routes(app, "GET", "seller"):
            path = address(rule, everything.values(rule, ours))
            answer = owner("GET", path)
            assert not gives_away(theirs, answer, path), path
        for page in (
            "",
            "/orders",
            "/items",
            "/customers",
            "/refunds",
            "/money",
            "/share",
            "/collections",
            f"/collections/{ours.collection.slug}",
        ):
            for sought in (theirs.canary, theirs.buyer.phone, theirs.buyer.name, theirs.paid.number, theirs.customer.code):
                answer = owner("GET", f"/sell/{ours.shop.slug}{page}", query_string={"q": sought, "number": sought})
                echoed = {theirs.canary, theirs.canary.lower(), theirs.buyer.phone[-8:], theirs.buyer.name}
                assert not set(gives_away(theirs, answer, sought)) - echoed, (page, sought)
                assert theirs.product.code not in answer.text and theirs.customer.code not in answer.text.replace(sought, "")


def test_what_helpers_and_packers_find(app, everything, ask):
    place = everything.mei
    helper, packer = ask(place.people["helper"]), ask(place.people["packer"])
    for method, rule in of_policy(app, "seller"):
        path = address(rule, everything.values(rule, place))
        for name, role in (("helper", helper), ("packer", packer)):
            status = role(method, path, data=needed(rule.endpoint, place) if method == "POST" else None).status_code
            alone = rule.endpoint.startswith(OWNERS_ALONE) and rule.endpoint not in FOR_ALL
            hidden = alone or (name == "packer" and rule.endpoint not in PACKER_MAY)
            assert (status == 404) == hidden, (name, method, rule.endpoint, status)


# --- orders, pictures, people ------------------------------------------------------------------------------------------------


def test_links_that_nobody_was_given_lead_nowhere(app, everything, ask):
    """Order links, payment links, private pictures: an altered secret is not there, also for the shop's owner and for staff."""
    place = everything.mei
    for caller in (ask(), ask(place.people["owner"]), ask(everything.staff["operator"])):
        for method, rule in of_policy(app, "link"):
            values = everything.values(rule, place)
            name = next(name for name in ("token", "code") if name in values)
            secret = str(values[name])
            for wrong in (secret[:-1] + ("A" if secret[-1] != "A" else "B"), secret.swapcase(), "1", place.paid.number):
                answer = caller(method, address(rule, {**values, name: wrong}))
                assert answer.status_code == 404, (method, rule.endpoint, wrong, answer.status_code)
                assert place.canary not in answer.text


def test_an_order_link_shows_its_own_order_alone(app, everything, ask):
    for ours, theirs in ((everything.mei, everything.lotte), (everything.lotte, everything.mei)):
        for method, rule in of_policy(app, "link"):
            if method == "GET":
                answer = ask()(method, address(rule, everything.values(rule, ours)))
                assert not gives_away(theirs, answer, ""), rule.endpoint


def test_devices_and_passkeys_of_others_are_not_there(app, everything, ask):
    """A foreign id ends nothing."""
    lotte = ask(everything.lotte.people["owner"])
    for method, rule in of_policy(app, "person"):
        values = everything.values(rule, everything.mei)
        if values:
            answer = lotte(method, address(rule, values))
            assert answer.status_code == 404, (method, rule.endpoint)
            assert everything.mei.canary not in answer.text


def test_pages_of_a_person_show_nobody_else(app, everything, ask):
    mei = ask(everything.mei.people["owner"])
    for method, rule in of_policy(app, "person"):
        if method == "GET" and not PARAMETER.search(rule.rule):
            answer = mei("GET", rule.rule)
            assert answer.status_code in (200, 302, 303)
            assert not gives_away(everything.lotte, answer, ""), rule.rule


# --- the market's desk -------------------------------------------------------------------------------------------------------


def test_the_desk_is_there_for_staff_alone(app, everything, ask):
    nobody = accounts.find_or_make(accounts.Contact("phone", "+8613911112222"))
    for person in (nobody, everything.mei.people["owner"], everything.lotte.people["owner"]):
        caller = ask(person)
        for method, rule in of_policy(app, "operator"):
            path = address(rule, everything.values(rule, everything.mei))
            answer = caller(method, path)
            assert answer.status_code == 404, (method, rule.endpoint, answer.status_code)
            assert not gives_away(everything.mei, answer, path), rule.endpoint


# Who works at which part of the desk, by the word after /admin. A view may ask for the operator where somebody decides.
WHO = {
    "": "staff", "more": "staff", "shops": "support", "orders": "support", "cases": "support", "reports": "support", "measures": "support", "verify": "support",
    "money": "finance", "payments": "finance", "payouts": "finance", "suspense": "finance", "statements": "finance", "people": "operator", "rules": "operator", "health": "operator", "audit": "operator",
}  # fmt: skip


def test_every_part_of_the_desk_is_there_for_its_roles_alone(app, everything, ask):
    callers, wrong = {role: ask(everything.staff[role]) for role in ("support", "finance")}, []
    for method, rule in of_policy(app, "operator"):
        wanted, part = getattr(app.view_functions[rule.endpoint], "role", None), rule.rule.split("/")[2:3]
        assert wanted in (WHO["".join(part)], "operator"), (rule.endpoint, wanted)
        for role, caller in callers.items():
            answer = caller(method, address(rule, everything.values(rule, everything.mei)))
            if (answer.status_code != 404) != (wanted in (role, "staff")) or answer.status_code >= 500:
                wrong.append((role, method, rule.endpoint, answer.status_code))
    assert not wrong


def test_the_operator_reaches_the_whole_desk(app, everything, ask):
    operator = ask(everything.staff["operator"])
    for method, rule in of_policy(app, "operator"):
        answer = operator(method, address(rule, everything.values(rule, everything.mei)))
        assert answer.status_code < 500 and answer.status_code not in (401, 403, 404), (method, rule.endpoint, answer.status_code)
