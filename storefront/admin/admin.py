"""The desk's first page: what waits, riskiest and oldest first. The other pages are in the files beside."""

from flask import g, request

from storefront import accounts
from storefront.admin import audit_pages, frame, health_pages, order_pages, pace, queue, shop_pages
from storefront.kit import hypermedia, ids, security

bp = accounts.admin_blueprint("queue_admin", __name__)
bp.add_app_template_global(frame.may, "staff_may")


@bp.get("")
@accounts.needs("support")
def index():
    """The queue. Polled by itself: 204 while nothing has changed."""
    rows = queue.waiting()
    if hypermedia.wants_fragment() and request.args.get("seen") == queue.stamp(rows):
        return hypermedia.nothing()
    page = hypermedia.page(
        "admin/queue.html", rows=rows, stamp=queue.stamp(rows), nav=frame.nav("queue", rows), moment=frame.moment, NOW=queue.NOW
    )
    return security.private(page)


@bp.before_app_request
def begin():
    """Note when a request came, for the health page."""
    g.began = ids.monotonic()


@bp.after_app_request
def end(response):
    """Note how long its page took and whether it failed."""
    if request.endpoint and "began" in g:
        pace.note(request.endpoint, ids.monotonic() - g.began, response.status_code)
    return response


blueprints = [bp, shop_pages.bp, order_pages.bp, health_pages.bp, audit_pages.bp]
