"""The buyer's papers, behind the private link of the order: as a page to print, and as PDF."""

from flask import Response, g

from storefront import orders
from storefront.invoices import papers
from storefront.invoices.sheet import sheet_of
from storefront.kit import hypermedia

bp = orders.link_blueprint("invoices", __name__, "/papers")


def page(paper, order, back: str):
    """The paper as a page."""
    made = sheet_of(paper)
    return hypermedia.page("invoices/show.html", paper=paper, order=order, shop=order.shop, sheet=made, back=back, tab="me")


def file(paper, shop) -> Response:
    """The paper as PDF."""
    from storefront.invoices import pdf  # here: fonts and the drawing library are for the few who take the file

    answer = Response(pdf.draw(sheet_of(paper), paper.issued_at), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{shop.slug}-{paper.key}.pdf"'
    return answer


@bp.get("/<key>")
def show(key):
    return page(papers.paper_of(g.order, key), g.order, f"/o/{g.order.token}")


@bp.get("/<key>.pdf")
def download(key):
    return file(papers.paper_of(g.order, key), g.shop)
