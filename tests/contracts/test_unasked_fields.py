"""Forms read the fields they show: prices, owners, states and roles that somebody adds to them change nothing."""

from storefront import accounts, orders, shops
from storefront.kit import db

UNASKED = {
    "price": "1", "price_minor": "1", "total": "0.01", "total_minor": "1", "items_minor": "1", "discount": "9999", "discount_minor": "9999",
    "delivery_minor": "0", "currency": "JPY", "shop_id": "2", "owner": "2", "owner_id": "2", "status": "paid", "state": "completed", "paid_minor": "99999",
    "role": "operator", "is_verified": "1", "verified": "1", "level": "company", "balance": "999999", "id": "1", "version": "9", "created_at": "2000-01-01",
    "token": "x", "mode": "direct", "released_minor": "9", "orders_count": "999", "sold_count": "999", "items_count": "99", "phone_index": "x", "blocked_at": "",
    "number": "AAAA", "network": "x", "confirmed_at": "2000-01-01", "public": "1", "person": "2", "person_id": "2",
}  # fmt: skip


def row_of(model, row_id: int) -> dict:
    """A row as the database has it."""
    found = db.database.execute_sql(f'SELECT * FROM "{model._meta.table_name}" WHERE id = {db.database.param}', (row_id,))
    return dict(zip([column[0] for column in found.description], found.fetchone(), strict=True))


def newest_order(place):
    return orders.Order.of(place.shop).order_by(orders.Order.id.desc()).first()


def test_a_checkout_reads_no_price_from_its_form(everything, ask):
    place, visitor = everything.mei, ask()
    plain = visitor("POST", "/checkout", data=place.checkout_form(), look=lambda: newest_order(place))
    more = visitor("POST", "/checkout", data={**UNASKED, **place.checkout_form()}, look=lambda: newest_order(place))
    assert plain.status_code == more.status_code == 303
    for field in orders.Order._meta.sorted_fields:
        if field.name not in ("number", "token", "token_hash", "placed_at", "expires_at", "id"):
            assert getattr(more.looked, field.name) == getattr(plain.looked, field.name), field.name
    assert more.looked.state == "pending" and more.looked.total_minor == int(place.checkout_form()["agreed"])
    for low in ("0", "1", "-1", "1e9", ""):
        refused = visitor("POST", "/checkout", data=place.checkout_form() | {"agreed": low}, look=lambda: newest_order(place))
        assert refused.status_code in (409, 422) and refused.looked.id < plain.looked.id


def test_quantities_that_make_no_sense_are_refused(everything, ask):
    place = everything.mei
    buyer = ask(bag=True)
    for quantity in ("-1", "1.5", "1e3", str(2**31), str(2**63), "１", "1\0", "NaN", "1000", "x"):
        added = buyer("POST", "/cart/items", data={"shop": place.shop.slug, "variant": place.variant.code, "quantity": quantity})
        changed = buyer("POST", f"/cart/lines/{everything.line.id}", data={"quantity": quantity})
        bought = buyer("POST", "/checkout", data=place.checkout_form() | {"n": quantity})
        assert added.status_code in (400, 422) or added.headers.get("Location", "").startswith("/@"), (
            quantity,
            added.status_code,
        )
        assert bought.status_code in (400, 422), (quantity, bought.status_code)
        assert changed.status_code in (400, 422) or (quantity == "1000" and changed.status_code < 500), (
            quantity,
            changed.status_code,
        )


def test_settings_read_only_what_they_show(app, everything, ask, forms):
    """Every form of a shop and of a person, sent with fields that it does not have."""
    place = everything.mei
    owner = ask(place.people["owner"])
    kept_of_shop = (
        "owner_id",
        "level",
        "level_at",
        "version",
        "state",
        "orders_count",
        "sold_count",
        "items_count",
        "created_at",
        "came_from_id",
    )
    kept_of_person = ("role", "phone_index", "email_index", "blocked_at", "created_at")

    def look():
        shop, person = row_of(shops.Shop, place.shop.id), row_of(accounts.Person, place.keeper.owner.id)
        return {name: shop[name] for name in kept_of_shop if name != "version"}, {name: person[name] for name in kept_of_person}

    before = look()
    tried = 0
    for endpoint in ("shops_seller.save_look", "shops_seller.save_settings", "me.save_settings"):
        path, fields = forms[endpoint]
        answer = owner(
            "POST", path, data={**{name: value for name, value in UNASKED.items() if name not in fields}, **fields}, look=look
        )
        assert answer.status_code in (200, 303), (endpoint, answer.status_code)
        assert answer.looked in (None, before), endpoint
        tried += 1
    assert tried == 3


def test_an_item_reads_only_what_it_shows(everything, ask, forms):
    from storefront import catalog

    place = everything.mei
    owner = ask(place.people["owner"])
    data = {"name": "Vase", "price": "99", **{name: value for name, value in UNASKED.items() if name != "price"}}
    path = f"/sell/{place.shop.slug}/items/{place.product.code}"
    before = row_of(catalog.Product, place.product.id)
    after = owner("POST", path, data=data, look=lambda: row_of(catalog.Product, place.product.id)).looked
    for name in ("shop_id", "id", "code", "sold_count", "created_at", "state", "position"):
        assert after[name] == before[name], name
