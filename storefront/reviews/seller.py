"""The seller's page: what buyers say, and one public answer to each."""

from flask import request

from storefront import accounts, reviews, shops
from storefront.kit import hypermedia, ids
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.reviews import finding, page
from storefront.reviews.forms import AnswerForm

bp = shops.seller_blueprint("reviews_seller", __name__)
bp.before_request(shops.refuse_packers)


def _context(shop, form: AnswerForm | None = None, code: str = "") -> dict:
    everything = request.values.get("state") == "all"
    before = ids.number(request.args.get("before"))
    rows, more = finding.of_shop(shop, not everything, before)
    here, state = f"/sell/{shop.slug}/reviews", "all" if everything else "answer"
    return {
        "rows": page.shown(shop, rows), "form": form, "code": code, "state": state, "here": "more",
        "more": f"{here}?state={state}&before={rows[-1].id}" if more else None,
        "chips": [(_("To answer"), here, not everything), (_("All"), f"{here}?state=all", everything)],
    }  # fmt: skip


@bp.get("/reviews")
def index(shop):
    return hypermedia.page("reviews/seller_index.html", **_context(shop))


@bp.post("/reviews/<code>/answer")
def answer(shop, code):
    """Once, and everybody can read it. A double tap says the same again."""
    review, form = reviews.by_code(shop, code), AnswerForm(request.form)
    try:
        if not form.validate():
            return _again(shop, form, review.code, 422)
        if review.answer != (form.answer.data or "").strip():
            reviews.answer(review, form.answer.data, accounts.current())
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _again(shop, form, review.code, 422)
    return _again(shop, None, review.code, 200)


def _again(shop, form, code: str, status: int):
    """The list as it stands now, with htmx; else the page of everything, at the review that was answered."""
    said = {"toast": _("Answered. Everybody can read it.")} if status == 200 else {}
    return hypermedia.reply(
        "reviews/seller_index.html#reviews",
        also=["reviews/toast.html#toast"] if said else [],
        otherwise=f"/sell/{shop.slug}/reviews?state=all#review-{code}",
        status=status,
        **_context(shop, form, code),
        **said,
    )
