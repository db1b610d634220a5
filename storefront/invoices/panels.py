"""What invoices add to other rooms' pages."""

from storefront.invoices import papers, rules, taxing
from storefront.invoices.sheet import title_of
from storefront.kit import hypermedia
from storefront.kit.money import Money


def _list(order, base: str, cls: str = "") -> str | None:
    if not order.paid_minor:
        return None
    rows = [(title_of(paper.kind), paper.key, f"{base}/papers/{paper.key}", paper.total) for paper in papers.papers_of(order)]
    return hypermedia.render("invoices/_papers.html", rows=rows, cls=cls) if rows else None


def buyer_papers(order) -> str | None:
    """Slot "order.papers" on the buyer's page."""
    return _list(order, f"/o/{order.token}")


def seller_papers(order, **_context) -> str | None:
    """Slot "order.refunds" on the seller's page: below the money that went back."""
    return _list(order, f"/sell/{order.shop.slug}/orders/{order.number}", "section")


def bag_tax(shop, items: list, choice) -> rules.Tax | None:
    """Slot "cart.tax": what comes on top of a bag, as if it went inside the shop's country."""
    tax = taxing.quote(shop, items, choice) if shop.tax_mode == "added" else None
    return tax if tax is not None and tax.minor else None


def item_tax(shop, amount_minor: int, fee_minor: int, category: str) -> Money | None:
    """Slot "price.tax": what comes on top of one item and its delivery inside the shop's country."""
    if shop.tax_mode != "added":
        return None
    held = [rules.Rule(row.place, row.category, row.rate, bool(row.on_delivery)) for row in taxing.rates_of(shop)]
    return rules.quote(held, "added", shop.currency, [(amount_minor, category)], fee_minor, shop.country, shop.country).added
