"""The seller's page: say who runs the shop, send two photos, see where it stands, appeal a no."""

from datetime import timedelta

from flask import request

from storefront import accounts, shops
from storefront.kit import hypermedia, security
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.verification import asking, finding, page, papers, rules, words
from storefront.verification.forms import AppealForm, PapersForm
from storefront.verification.rules import PERIODS, SIDES

bp = shops.seller_blueprint("verification_seller", __name__)
bp.after_request(security.private)
UPLOADS_A_DAY = 60


def _page(shop, status: int = 200, *, form=None, errors=None, kind_error="", appeal_form=None, problem=""):
    """The page as it stands; with htmx its region `step`."""
    standing = finding.of_shop(shop)
    check = standing.open or standing.counts
    if standing.open is None and standing.last is not None and standing.last.state in ("refused", "upheld"):
        check = standing.last
    editing = check is not None and check.editable
    kinds = rules.above(shop.level) if standing.open is None or editing else ()
    context = {
        "check": check, "editing": editing, "counts": standing.counts, "form": (form or PapersForm.of(check)) if editing else None,
        "sides": page.sides(check, errors) if editing else [], "heading": words.for_seller(check) if check else None,
        "kinds": [(key, words.kind(key), words.kind_more(key)) for key in kinds], "kind_error": kind_error, "problem": problem,
        "missing": [words.missing(key) for key in check.missing.split(",") if key] if check else [],
        "rule": words.rule(check.rule) if check and check.rule else "", "may_appeal": check is not None and asking.may_appeal(check),
        "appeal_form": appeal_form or AppealForm(), "timeline": page.timeline(check) if check else [], "used": page.cap(shop), "note": shops.cap_note(shop),
        "day": words.day, "seen": page.checked_words(check) if check else "", "periods": PERIODS, "kind_words": words.kind,
        "url": f"/sell/{shop.slug}/verify", "asked": request.args.get("as", ""),
    }  # fmt: skip
    return hypermedia.page("verification/seller_show.html", status, **context)


@bp.get("/verify")
@shops.owners_only
def show(shop):
    return _page(shop)


def _back(shop):
    return hypermedia.leave(f"/sell/{shop.slug}/verify")


@bp.post("/verify/kind")
@shops.owners_only
def begin(shop):
    """Say who runs the shop; what is asked for follows from it."""
    try:
        asking.begin(shop, request.form.get("kind", ""), accounts.current())
    except Refused as refusal:
        if refusal.status == 409:  # it changed meanwhile: here is how it stands now, and why
            return _page(shop, 409, problem=refusal.sentence)
        if refusal.status != 422:
            raise
        return _page(shop, 422, kind_error=refusal.sentence)
    return _back(shop)


def _open(shop):
    check = finding.open_of(shop)
    if check is None:
        raise NotFound
    check.shop = shop
    return check


def _uploaded(side: str):
    """The photo of a side in this request: the first of its two inputs that has one, or None."""
    return next((file for file in request.files.getlist(side) if file.filename), None)


def _attach(shop, check, side: str, file):
    security.hit(
        f"papers:{shop.id}", UPLOADS_A_DAY, timedelta(days=1), _("Those were many photos for one day. Try again tomorrow.")
    )
    return papers.attach(check, side, file.stream)


@bp.post("/verify/papers/<side>")
@shops.owners_only
def upload(shop, side):
    """One photo, as soon as it was chosen."""
    if side not in SIDES:
        raise NotFound
    check, file = _open(shop), _uploaded(side)
    try:
        if file is None:
            raise Refused(_("Choose a picture first."), field=side)
        _attach(shop, check, side, file)
    except Refused as refusal:
        if refusal.status != 422:
            raise
        if not hypermedia.wants_fragment():
            return _page(shop, 422, errors={side: refusal.sentence})
        return hypermedia.reply("catalog/_photo_refused.html", status=422, sentence=refusal.sentence)
    shown = next(each for each in page.sides(check) if each.key == side)
    return hypermedia.reply("verification/_paper.html", otherwise=f"/sell/{shop.slug}/verify", side=shown)


@bp.post("/verify")
@shops.owners_only
def send(shop):
    """Everything at once: what was typed, the photos that did not travel before, and off it goes."""
    check = _open(shop)
    if not check.editable:  # a double tap says the same again
        return _back(shop)
    form, errors = PapersForm.of(check, request.form), _attach_all(shop, check)
    try:
        if not form.validate():
            raise Refused("")
        asking.fill(check, **form.values())
        if errors:
            raise Refused("")
        asking.send(check)
    except Refused as refusal:
        if refusal.status != 422:
            raise
        if refusal.field in SIDES:
            errors[refusal.field] = refusal.sentence
        elif refusal.sentence:
            form.refuse(refusal)
        return _page(shop, 422, form=form, errors=errors)
    return _page(shop) if hypermedia.wants_fragment() else _back(shop)


def _attach_all(shop, check) -> dict[str, str]:
    """Keep the photos that came with the form; returns what is wrong with them, by side."""
    errors = {}
    for side in SIDES:
        file = _uploaded(side)
        if file is None:
            continue
        try:
            _attach(shop, check, side, file)
        except Refused as refusal:
            if refusal.status != 422:
                raise
            errors[side] = refusal.sentence
    return errors


@bp.post("/verify/withdrawal")
@shops.owners_only
def withdraw(shop):
    """Take it back: the photos go."""
    check = finding.open_of(shop)
    if check is not None:
        asking.withdraw(check)
    return _back(shop)


@bp.post("/verify/appeal")
@shops.owners_only
def appeal(shop):
    """A no is looked at again, once, by somebody else."""
    check, form = finding.of_shop(shop).last, AppealForm(request.form)
    if check is None:
        raise NotFound
    if check.state == "appealed":  # a double tap says the same again
        return _back(shop)
    try:
        if not form.validate():
            raise Refused("")
        asking.appeal(check, form.words.data or "")
    except Refused as refusal:
        if refusal.status != 422:
            raise
        if refusal.sentence:
            form.refuse(refusal)
        return _page(shop, 422, appeal_form=form)
    return _back(shop)
