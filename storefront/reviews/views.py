"""Reviews for everybody, and the page on which the buyer writes one: behind the private link of the order, without account or script."""

from datetime import timedelta

from flask import g, request

from storefront import catalog, media, orders, reviews, shops
from storefront.kit import clock, hypermedia, ids, pagecache, security
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.reviews import finding, page, rules
from storefront.reviews.forms import ReviewForm

public = shops.public_blueprint("reviews", __name__)
mine = orders.link_blueprint("review", __name__)
blueprints = [public, mine]

KEPT_SECONDS = 300
PICTURES_A_DAY = 60


# --- for everybody --------------------------------------------------------------------------------------------------------


@public.get("/p/<code>/reviews")
def index(shop, code: str):
    """What buyers say of an item: everything, with pictures, or with so many stars."""
    item = catalog.product_by_code(shop, code.upper())
    if item.state not in ("on_sale", "off_sale"):
        raise NotFound
    stars, pictured = ids.number(request.args.get("stars"), 5) or None, request.args.get("pictures") == "1"
    before = ids.number(request.args.get("before"))
    rows, more = finding.of_product(shop, item.id, stars, pictured, before)
    here = f"/@{shop.slug}/p/{item.code}/reviews"
    context = {
        "shop": shop, "item": item, "rating": catalog.rating(item.stars_sum, item.reviews_count), "reviews": page.shown(shop, rows),
        "chips": page.chips(here, stars, pictured), "more": page.onward(here, stars, pictured, rows[-1].id) if more else None, "tab": "items",
    }  # fmt: skip
    answer = hypermedia.page("reviews/index.html", **context)
    if set(request.args) <= {"stars", "pictures", "before"}:
        pagecache.keep(request.environ, shops.tag(shop), shop.version, KEPT_SECONDS)
    return answer


# --- the buyer's ----------------------------------------------------------------------------------------------------------


def _chosen(things: list, code: str):
    """The thing that is being reviewed: the one that was asked for, else the first without a review."""
    for thing in things:
        if thing.code == code.upper():
            return thing
    if code:
        raise NotFound
    return next((thing for thing in things if thing.review is None), None)


def _page(
    status: int = 200, form: ReviewForm | None = None, code: str | None = None, sent=(), photo_error: str = "", toast: str = ""
):
    order = g.order
    things = finding.of_order(order)
    thing = _chosen(things, (code if code is not None else request.args.get("item", ""))[:8])
    no = reviews.why_not(order)
    review = thing.review if thing else None
    if review is not None:
        no = rules.why_not_edit(review.edit_until, review.answered_at is not None, review.state == "hidden", clock.now())
    if form is None and thing is not None:
        form = ReviewForm(data={"stars": str(review.stars), "words": review.words} if review else {"stars": ""})
    context = {
        "order": order, "shop": order.shop, "things": things, "thing": thing, "no": no, "form": form, "photo_error": photo_error,
        "pictures": [*(review.pictures if review and not sent else ()), *sent], "most": rules.MOST_PHOTOS, "hours": page.EDIT_HOURS,
        "covers": media.by_codes([one.picture_code for one in things if one.picture_code]), "tab": "me",
        "toasts": [page.Said(toast)] if toast else [],
    }  # fmt: skip
    return hypermedia.page("reviews/new.html", status, **context)


@mine.get("/review")
def new():
    """Stars, words, pictures; for one thing of the order at a time."""
    return _page()


@mine.post("/review")
def write():
    order, form = g.order, ReviewForm(request.form)
    code = request.form.get("item", "")[:8]
    thing = _chosen(finding.of_order(order), code)
    if thing is None:
        raise NotFound
    kept = request.form.getlist("picture")[:100]
    try:
        for upload in _uploads():
            kept.append(_send(upload).code)
        if not form.validate():
            return _page(422, form, thing.code, finding.sent_ahead(order, kept))
        reviews.write(order, thing.product_id, form.number, form.words.data or "", kept)
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _page(422, form, thing.code, finding.sent_ahead(order, kept), refusal.sentence if refusal.field == "photo" else "")
    return hypermedia.leave(f"/o/{order.token}/review?item={thing.code}")


def _uploads() -> list:
    return [upload.stream for upload in request.files.getlist("photo") if upload.filename][: rules.MOST_PHOTOS]


def _send(upload):
    security.hit(f"review:{g.order.id}", PICTURES_A_DAY, timedelta(days=1), _("That is enough for today."))
    return reviews.send_ahead(g.order, upload)


@mine.post("/review/pictures")
def send():
    """One picture that travels by itself while the words are written; the answer is its line in the list."""
    uploads = _uploads()
    try:
        if not uploads:
            raise Refused(_("Choose a photo first."), field="photo")
        picture = _send(uploads[0])
    except Refused as refusal:
        if refusal.status != 422:
            raise
        return hypermedia.page("reviews/_refused.html", 422, sentence=refusal.sentence)
    if hypermedia.wants_fragment():
        return hypermedia.page("reviews/_picture.html", picture=picture)
    return _page(code="", sent=[picture])
