"""The desk's first page: what waits, riskiest and oldest first. The other pages are in the files beside."""

from flask import g, request

from storefront import accounts
from storefront.admin import audit_pages, frame, health_pages, order_pages, pace, people_pages, queue, rules_pages, shop_pages
from storefront.kit import hypermedia, ids, security

bp = accounts.admin_blueprint("queue_admin", __name__)
bp.add_app_template_global(frame.may, "staff_may")
bp.add_app_template_global(frame.places, "staff_places")
bp.add_app_template_global(frame.counts, "staff_counts")


@bp.get("")
@accounts.needs("staff")
def index():
    """The queue, as far as it is for whoever is here. Polled by itself: 204 while nothing has changed."""
    rows = frame.waiting()
    if hypermedia.wants_fragment() and request.args.get("seen") == queue.stamp(rows):
        return hypermedia.nothing()
    page = hypermedia.page(
        "admin/queue.html", rows=rows, stamp=queue.stamp(rows), nav=frame.nav("queue"), moment=frame.moment, NOW=queue.NOW
    )
    return security.private(page)


@bp.get("/more")
@accounts.needs("staff")
def more():
    """Every place of the desk, for phones."""
    return security.private(hypermedia.page("admin/more.html", nav=frame.nav("more"), places=frame.places()))


@bp.before_app_request
def begin():
    """Note when a request came, for the health page."""
    g.began = ids.monotonic()


@bp.after_app_request
def end(response):
    """Note how long its page took and whether it failed."""
    endpoint, seen = request.endpoint, g.__dict__
    if endpoint and "began" in seen:
        pace.note(endpoint, ids.monotonic() - seen["began"])
    if "fault" in seen:
        pace.failed(endpoint or "", *seen["fault"])
    return response


blueprints = [bp, shop_pages.bp, order_pages.bp, health_pages.bp, audit_pages.bp, people_pages.bp, rules_pages.bp]
