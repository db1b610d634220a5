"""The buyer's papers, behind the private link of the order: as a page to print, and as PDF."""

from flask import Blueprint, Response, g, request

from storefront import orders
from storefront.invoices import papers, pdf
from storefront.invoices.sheet import sheet_of
from storefront.kit import events, hypermedia, security

bp = Blueprint("invoices", __name__, url_prefix="/o/<token>/papers")
bp.policy = "link"


@bp.before_request
def enter():
    order = orders.by_token(request.view_args.pop("token"))
    g.order, g.shop = order, order.shop
    events.act_as(events.Actor("buyer", "", events.actor().network))


@bp.after_request
def keep_private(response):
    return security.private(response)


def page(paper, order, back: str):
    """The paper as a page."""
    made = sheet_of(paper)
    return hypermedia.page("invoices/show.html", paper=paper, order=order, shop=order.shop, sheet=made, back=back, tab="me")


def file(paper, shop) -> Response:
    """The paper as PDF."""
    answer = Response(pdf.draw(sheet_of(paper), paper.issued_at), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{shop.slug}-{paper.key}.pdf"'
    return answer


@bp.get("/<key>")
def show(key):
    return page(papers.paper_of(g.order, key), g.order, f"/o/{g.order.token}")


@bp.get("/<key>.pdf")
def download(key):
    return file(papers.paper_of(g.order, key), g.shop)
