"""The seller shares: the shop's link, a poster for every place, and what each of them brought."""

from flask import request

from storefront import share, shops
from storefront.kit import hypermedia, ids
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.share import page, picking, things
from storefront.share.forms import AnyPosterForm, PosterForm
from storefront.share.pictures import SIZES
from storefront.share.rules import label_of, leads
from storefront.share.views import qr_of

bp = shops.seller_blueprint("share_seller", __name__)
POSTERS = tuple(f"share_seller.{view}" for view in ("show", "create", "new_poster", "print_poster"))


@bp.before_request
def not_for_packers():
    """Who only ships prints the code on a packing slip, and no posters."""
    if request.endpoint != "share_seller.order_qr":
        shops.refuse_packers()


@bp.before_request
def nothing_to_share():
    """While the market has paused the shop, and once it has closed, its pictures lead nowhere: the overview says so."""
    shop = request.view_args["shop"]
    if request.endpoint in POSTERS and not leads(shop.state):
        return hypermedia.leave(f"/sell/{shop.slug}/share")
    return None


# --- everything at a glance ------------------------------------------------------------------------------------------------


def _rows(shop) -> dict:
    """The list of links: what sold best first, or every link, newest first."""
    newest = request.values.get("by") == "newest"
    before = request.values.get("before", "")
    if newest:
        found, more = share.newest_links(shop, ids.number(before))
    else:
        found, more = share.links_of(shop), False
    for link in found:
        link.shop = shop
    names = things.names_of(shop, found)
    here = f"/sell/{shop.slug}/share"
    return {
        "rows": [page.row(link, names) for link in found],
        "chips": [(_("Best first"), here, not newest), (_("Newest first"), f"{here}?by=newest", newest)],
        "older": f"{here}?by=newest&before={found[-1].id}" if more else None,
        "by": "newest" if newest else "",
    }


def _overview(shop, form=None) -> dict:
    form = form or AnyPosterForm(data={"about": request.args.get("about")} if request.args.get("about") else None)
    thing, link = things.find(shop, "shop"), share.link_for(shop, "shop")
    return {
        "shop": shop,
        "form": form,
        "week": page.week_words(shop),
        "leads": leads(shop.state),
        **page.ways(thing, link),
        **_rows(shop),
        **picking.context(shop, form),
    }


@bp.get("/share")
def index(shop):
    return hypermedia.page("share/seller_index.html", **_overview(shop))


@bp.post("/share")
def create(shop):
    """A new poster of whatever was chosen."""
    form = AnyPosterForm(request.form)
    thing = picking.chosen(shop, form.about.data)
    fine = form.validate()
    if thing is None:
        form.form_errors.append(_("Choose what the poster shows."))
    elif fine:
        try:
            link = share.new_poster(shop, thing.kind, thing.target, label_of(form.label.data))
            return hypermedia.leave(f"{thing.sell_path}?link={link.code}")
        except Refused as refusal:
            form.refuse(refusal)
    return hypermedia.reply("share/seller_index.html#new_poster", status=422, **_overview(shop, form))


# --- one thing -----------------------------------------------------------------------------------------------------------------


def _sheet(shop, thing, form=None) -> dict:
    link = page.link_to(thing, request.args.get("link")) or share.link_for(shop, thing.kind, thing.target)
    size = request.args.get("size") if request.args.get("size") in SIZES else "screen"
    here = f"{thing.sell_path}?link={link.code}"
    words = {"screen": _("To send"), "a4": "A4", "a6": "A6", "roll": "58 mm"}
    found = share.links_to(shop, thing.kind, thing.target)
    for each in found:
        each.shop = shop
    return {
        "shop": shop, "form": form or PosterForm(), "size": size, "label": page.label_words(link),
        "sizes": [(words[each], here if each == "screen" else f"{here}&size={each}", each == size) for each in SIZES],
        "print_url": f"/sell/{shop.slug}/share/print/{link.code}?size={'a4' if size == 'screen' else size}",
        "rows": [page.row(each, {}) for each in found], "is_new": request.args.get("new") == "1",
        **page.ways(thing, link), "shown": page.poster_url(thing, link, size),
    }  # fmt: skip


@bp.get("/share/<kind>", defaults={"target": ""})
@bp.get("/share/<kind>/<target>")
def show(shop, kind: str, target: str):
    """One thing: its poster in every size, the ways to send it; `?new=1` right after it went on sale."""
    return hypermedia.page("share/seller_show.html", **_sheet(shop, things.find(shop, kind, target)))


@bp.post("/share/<kind>", defaults={"target": ""})
@bp.post("/share/<kind>/<target>")
def new_poster(shop, kind: str, target: str):
    """A poster of this thing for one more place, with a code of its own."""
    thing, form = things.find(shop, kind, target), PosterForm(request.form)
    if form.validate():
        try:
            link = share.new_poster(shop, thing.kind, thing.target, label_of(form.label.data))
            return hypermedia.leave(f"{thing.sell_path}?link={link.code}")
        except Refused as refusal:
            form.refuse(refusal)
    return hypermedia.reply("share/seller_show.html#new_poster", status=422, **_sheet(shop, thing, form))


@bp.get("/share/print/<code>")
def print_poster(shop, code: str):
    """The poster alone on a page of its size, for the browser's own printing."""
    size = request.args.get("size", "a4")
    link = share.of_shop(shop, code)
    if size not in SIZES[1:] or link.kind == "order":
        raise NotFound
    thing = things.find(shop, link.kind, link.target)
    return hypermedia.page(
        "share/seller_print.html",
        size=size,
        shown=page.poster_url(thing, page.link_to(thing, code), size),
        **page.ways(thing, link),
    )


# --- ending a link ---------------------------------------------------------------------------------------------------------------


@bp.post("/share/links/<code>/end")
def end(shop, code: str):
    """The code stops working; it can be brought back."""
    share.retire(share.of_shop(shop, code))
    undo = f"/sell/{shop.slug}/share/links/{code.upper()}/back"
    return _list_again(shop, _("Ended. Its code leads to a page that says so."), undo)


@bp.post("/share/links/<code>/back")
def back(shop, code: str):
    """Undo: the code works again."""
    share.bring_back(share.of_shop(shop, code))
    return _list_again(shop, _("It works again."))


def _list_again(shop, sentence: str, undo: str | None = None):
    return hypermedia.reply(
        "share/seller_index.html#links", also=["toast.html#toast"], otherwise=f"/sell/{shop.slug}/share#links",
        shop=shop, sentence=sentence, undo_url=undo, undo_target="links", undo_values={"by": request.values.get("by", "")}, **_rows(shop),
    )  # fmt: skip


# --- packing slips -----------------------------------------------------------------------------------------------------------------


@bp.get("/orders/<number>/qr.svg")
def order_qr(shop, number: str):
    """The code on a packing slip: it leads whoever works in the shop to the order, and nobody else anywhere."""
    order = share.keepers.get("orders").by_number(shop, number)
    answer = qr_of(share.link_for(shop, "order", order.number))
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer
