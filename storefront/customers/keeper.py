"""What this room keeps about somebody: who they are to each shop they bought in, and what their phone remembers."""

from storefront.customers.models import Customer, KnownPhone
from storefront.kit.about import About, row
from storefront.shops.models import Shop


def export(about: About) -> dict:
    """Their row in every shop, with the shop's note; and where to send things, as their browsers keep it."""
    if not about.phone_index:
        return {}
    rows = Customer.across_shops(Customer, Shop).join(Shop).where(Customer.phone_index == about.phone_index).order_by(Customer.id)
    known = KnownPhone.select().where(KnownPhone.phone_index == about.phone_index).order_by(KnownPhone.id)
    return {
        "customer of": [
            {"shop": each.shop.name, **row(each, "name", "phone", "note", "orders_count", "total_minor", "first_at", "last_at")}
            for each in rows
        ],
        "remembered by browsers": [row(each, "name", "phone", "address", "country", "used_at") for each in known],
    }


def in_the_way(about: About) -> list[str]:
    """Nothing here."""
    return []


def erase(about: About) -> None:
    """Gone with all of it: what they bought stays in the orders."""
    if about.phone_index:
        Customer.delete().where(Customer.phone_index == about.phone_index).execute()
        KnownPhone.delete().where(KnownPhone.phone_index == about.phone_index).execute()
