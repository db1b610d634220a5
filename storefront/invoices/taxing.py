"""A shop's tax: who it is for the tax office, its rates, what a bag is taxed, and what was taxed in an order."""

from storefront import shops
from storefront.invoices import rules
from storefront.invoices.models import CATEGORIES, SCHEMES, Particulars, Rate, Taxed
from storefront.invoices.rules import Rule, Tax
from storefront.kit import clock, db, events
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.prepared import one, prepared
from storefront.orders.models import Order
from storefront.shops.models import Shop

MOST_RATES = 100


@prepared
def _rates(shop_id):
    return Rate.of(shop_id).order_by(Rate.place, Rate.id)


@one
def _particulars(shop_id):
    return Particulars.of(shop_id)


def rates_of(shop) -> list[Rate]:
    """The shop's table of rates."""
    return _rates(shop.id)


def particulars_of(shop) -> Particulars:
    """Who sells, for the tax office; empty where nothing was said yet."""
    return _particulars(shop.id) or Particulars(shop=shop.id)


def quote(
    shop, items: list[tuple[object, int]], choice, country: str = "", region: str = "", discount_minor: int = 0
) -> Tax | None:
    """The tax of `items` (catalog.Offer, pieces) with one delivery choice, at the place they go to (default: the shop's country).

    None where the shop charges no tax: that costs no query. What is picked up is taxed where the shop is.
    """
    if not shop.tax_mode:
        return None
    if not country or (choice is not None and choice.kind == "pickup"):
        country = region = shop.country
    held = [Rule(row.place, row.category, row.rate, bool(row.on_delivery)) for row in rates_of(shop)]
    lines = [(offer.price_minor * pieces, offer.tax_category) for offer, pieces in items]
    fee = choice.fee_minor if choice is not None else 0
    return rules.quote(held, shop.tax_mode, shop.currency, lines, fee, country, region, discount_minor)


@db.verb
def freeze(order: Order, tax: Tax, lines: list) -> None:
    """Write down with a new order what was taxed in it. `lines` are its lines, in the order in which they were taxed."""
    if sum(part.tax_minor for part in tax.parts) != order.tax_minor or tax.mode != order.tax_mode:
        raise ValueError("the order was placed with another tax")
    Taxed.insert_many(
        [
            {
                "shop": order.shop_id,
                "order": order.id,
                "line": lines[part.line].id if part.line is not None else None,
                "rate": part.rate,
                "amount_minor": part.amount_minor,
                "tax_minor": part.tax_minor,
            }
            for part in tax.parts
        ]
    ).execute()


def taxed_of(order: Order) -> list[Taxed]:
    """What was taxed in an order; nothing where it was not, without a query."""
    return list(Taxed.of(order.shop_id).where(Taxed.order == order.id).order_by(Taxed.id)) if order.tax_mode else []


# --- what the seller sets ---------------------------------------------------------------------------------------------------


@db.verb
def change_particulars(shop, name: str, address: str, tax_number: str, scheme: str, tax_name: str = "") -> Particulars:
    """Say who sells. Papers that are written already stay as they are. Raises Refused with the field."""
    if scheme not in SCHEMES:
        raise Refused(_("Choose one of these."), field="scheme")
    if scheme == "small" and shop.tax_mode:
        raise Refused(
            _("A small business that charges no tax has prices without tax. Choose No tax above first."), field="scheme"
        )
    for field, value in (("legal_name", name), ("address", address), ("tax_number", tax_number)):
        if scheme and not value:
            raise Refused(_("An invoice needs this. Or choose No tax number, and buyers get receipts."), field=field)
    values = {
        "name": name,
        "address": address,
        "tax_number": tax_number,
        "scheme": scheme,
        "tax_name": tax_name,
        "updated_at": clock.now(),
    }
    Particulars.insert(shop=shop.id, **values).on_conflict(
        conflict_target=[Particulars.shop], update={getattr(Particulars, key): value for key, value in values.items()}
    ).execute()
    events.record("shop.particulars_changed", subject=f"shop:{shop.id}", shop=shop, scheme=scheme)
    return particulars_of(shop)


@db.verb
def change_mode(shop, mode: str) -> Shop:
    """Say what prices are: "" (no tax is charged), "included" (with tax) or "added" (tax comes on top). Placed orders keep theirs."""
    if mode not in ("", "included", "added"):
        raise Refused(_("Choose one of these."), field="mode")
    if mode and particulars_of(shop).scheme == "small":
        raise Refused(_("You said below that you are a small business that charges no tax."), field="mode")
    if mode == shop.tax_mode:
        return shop
    Shop.update(tax_mode=mode).where(Shop.id == shop.id).execute()
    events.record("shop.tax_changed", subject=f"shop:{shop.id}", shop=shop, was=shop.tax_mode, now=mode)
    shop.tax_mode = mode
    shop._dirty.clear()
    shops.touch(shop)
    return shop


@db.verb
def set_rate(shop, place: str, category: str, rate: int, on_delivery: bool = True) -> Rate:
    """Set the rate (thousandths of a per cent) of a kind of goods at a place ("" is everywhere else). Raises Refused with the field."""
    if category not in CATEGORIES:
        raise Refused(_("Choose one of these."), field="category")
    if not 0 <= rate <= rules.WHOLE:
        raise Refused(_("Write a rate from 0 to 100 per cent, such as 19 or 8.875."), field="rate")
    held = rates_of(shop)
    if len(held) >= MOST_RATES and (place, category) not in {(row.place, row.category) for row in held}:
        raise Refused(_("There is room for %(most)s rates.", most=MOST_RATES), field="rate")
    values = {"rate": rate, "on_delivery": on_delivery}
    Rate.insert(shop=shop.id, place=place, category=category, **values).on_conflict(
        conflict_target=[Rate.shop, Rate.place, Rate.category],
        update={getattr(Rate, key): value for key, value in values.items()},
    ).execute()
    events.record("shop.tax_rate_set", subject=f"shop:{shop.id}", shop=shop, place=place, category=category, rate=rate)
    shops.touch(shop)
    return Rate.of(shop).where(Rate.place == place, Rate.category == category).get()


@db.verb
def remove_rate(shop, rate_id: int) -> None:
    """Take a rate out of the table. Raises NotFound."""
    row = Rate.of(shop).where(Rate.id == rate_id).first()
    if row is None:
        raise NotFound
    Rate.delete().where(Rate.id == row.id).execute()
    events.record("shop.tax_rate_removed", subject=f"shop:{shop.id}", shop=shop, place=row.place, category=row.category)
    shops.touch(shop)
