"""What this room keeps about somebody: their name and address on papers; as a seller, their tax particulars."""

import json

from storefront.invoices.models import Paper, Particulars
from storefront.invoices.papers import forget_buyers
from storefront.kit.about import About, row
from storefront.orders.models import Order
from storefront.shops.models import Shop


def export(about: About) -> dict:
    """The papers of their orders; what their own shops say to the tax office."""
    found: dict = {}
    if about.orders:
        papers = Paper.across_shops(Paper, Order).join(Order).where(Paper.order.in_(about.orders)).order_by(Paper.id)
        listed = [
            {
                "order": paper.order.number,
                "number": paper.key,
                **row(paper, "kind", "currency", "total_minor", "tax_minor", "issued_at"),
                "to": json.loads(paper.buyer) if paper.buyer else {},
            }
            for paper in papers
        ]
        found |= {"papers": listed} if listed else {}
    if about.person:
        mine = Particulars.across_shops(Particulars, Shop).join(Shop).where(Shop.owner == about.person).order_by(Shop.id)
        said = [{"shop": each.shop.name, **row(each, "name", "address", "tax_number", "scheme", "tax_name")} for each in mine]
        found |= {"tax_particulars": said} if said else {}
    return found


def in_the_way(about: About) -> list[str]:
    """Nothing: papers stay without their names."""
    return []


def erase(about: About) -> None:
    """Numbers and sums stay; name and address go, and what their shops told the tax office. A paper that they issued keeps who issued
    it: it belongs to its buyer, too."""
    for start in range(0, len(about.orders), 500):
        forget_buyers(list(about.orders[start : start + 500]))
    if about.person:
        shops = Shop.select(Shop.id).where(Shop.owner == about.person)
        Particulars.update(name="", address="", tax_number="", scheme="", tax_name="").where(
            Particulars.shop.in_(shops)
        ).execute()
