"""The public pages of a shop's goods: the same for everybody, kept as ready bytes, and quick when they are not."""

from urllib.parse import quote

from flask import request

from storefront import media, shops
from storefront.catalog import looking, pieces, reading
from storefront.kit import hypermedia, ids, pagecache
from storefront.kit.errors import NotFound
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext

bp = shops.public_blueprint("catalog", __name__)
bp.add_app_template_global(pieces.price_tag, "price_tag")
bp.add_app_template_global(media.picture_tag, "picture_tag")

KEPT_SECONDS = 300


def _kept(shop, response, *known: str):
    """Let this answer be kept. Addresses with words of somebody's own in them are made anew each time: they would push others out."""
    if set(request.args) <= set(known):
        pagecache.keep(request.environ, shops.tag(shop), shop.version, KEPT_SECONDS)
    return response


def _goods(shop, path: str, cards: reading.Cards, total: int | None, **kept) -> dict:
    """What a list of goods shows: cards, how many of how many, and where it goes on."""
    before = request.args.get("n", "")
    shown = (ids.number(before, 999_999) or 0) + len(cards.items)
    query = "".join(f"&{key}={value}" for key, value in kept.items() if value)
    more = f"{path}?after={cards.after}&n={shown}{query}" if cards.after else None
    words = ""
    if more:
        words = (
            _("%(shown)s of %(total)s shown", shown=shown, total=total)
            if total
            else ngettext("%(num)s shown", "%(num)s shown", shown)
        )
    return {"shop": shop, "cards": cards.items, "more": more, "shown": words, "first_page": not request.args.get("after")}


def _chips(shop, here: str) -> list[tuple[str, str, str, bool]]:
    """(id, words, address, current) of the collections, with everything first; none where there are no collections."""
    listed = reading.chips(shop)
    if not listed:
        return []
    everything = _("All %(count)s", count=shop.items_count) if shop.items_count else _("All")
    chips = [("chip-all", everything, f"/@{shop.slug}", here == "")]
    return chips + [(f"chip-{slug}", name, f"/@{shop.slug}/c/{slug}", here == slug) for slug, name in listed]


def _shelf(shop, template: str, context: dict):
    """The page; or, for a chip, its goods and the chips; or, for "Show more", only the goods that follow."""
    if hypermedia.wants_fragment() and request.htmx.target == "goods" and context["first_page"]:
        return hypermedia.reply(f"{template}#goods", also=[f"{template}#chips"], **context)
    return _kept(shop, hypermedia.page(template, **context), "after", "n")


@bp.get("")
def home(shop):
    """What the shop sells, its first item wide."""
    cards = reading.cards(shop, after=request.args.get("after"))
    context = _goods(shop, f"/@{shop.slug}", cards, shop.items_count)
    return _shelf(shop, "catalog/home.html", context | {"chips": _chips(shop, ""), "tab": "shop", "wide": context["first_page"]})


@bp.get("/c/<slug>")
def collection(shop, slug: str):
    """One shelf, with a link of its own."""
    it = reading.shelf(shop, slug)
    if it is None:
        raise NotFound
    cards = reading.shelf_cards(shop, it, after=request.args.get("after"))
    context = _goods(shop, f"/@{shop.slug}/c/{it.slug}", cards, it.items_count)
    return _shelf(
        shop,
        "catalog/collection.html",
        context | {"chips": _chips(shop, it.slug), "collection": it, "tab": "items", "wide": False},
    )


@bp.get("/items")
def index(shop):
    """Everything, to filter, sort and search."""
    text, sort, stock = (
        request.args.get("q", "").strip()[:100],
        request.args.get("sort", ""),
        request.args.get("stock", "") == "1",
    )
    sort = sort if sort in reading.SORTS and not text else ""
    cards = reading.cards(shop, sort, request.args.get("after"), text, stock)
    kept = {"q": quote(text), "sort": sort, "stock": "1" if stock else ""}
    total = None if text or stock else shop.items_count
    context = _goods(shop, f"/@{shop.slug}/items", cards, total, **kept)
    context |= {"q": text, "sort": sort, "stock": stock, "sorts": _sorts(shop, sort, stock), "tab": "items", "wide": False}
    if hypermedia.wants_fragment() and request.htmx.target == "goods" and context["first_page"]:
        return hypermedia.reply(
            "catalog/index.html#goods", also=["catalog/index.html#sorting", "catalog/index.html#count"], **context
        )
    return _kept(shop, hypermedia.page("catalog/index.html", **context), "after", "n", "sort", "stock")


def _sorts(shop, sort: str, stock: bool) -> list[tuple[str, str, str, bool]]:
    def url(sort, stock):
        query = "&".join(part for part in (f"sort={sort}" if sort else "", "stock=1" if stock else "") if part)
        return f"/@{shop.slug}/items" + (f"?{query}" if query else "")

    names = {"": _("As the shop shows them"), "low": _("Lowest price"), "high": _("Highest price"), "sold": _("Most sold")}
    chips = [(f"sort-{key or 'shop'}", words, url(key, stock), sort == key) for key, words in names.items()]
    return [*chips, ("sort-stock", _("In stock"), url(sort, not stock), stock)]


@bp.get("/p/<code>")
def show(shop, code: str):
    """An item. Gone ones lead to what is there."""
    item = reading.item(shop, code.upper())
    if item is None or item.state == "draft":
        raise NotFound
    if item.state != "on_sale" or not item.ways:
        return gone(shop, item)
    asked = request.args.to_dict()
    look = looking.look(shop, item, asked)
    context = {"shop": shop, "look": look, "item": item, "rail": shops.rail_before(shop)}
    if hypermedia.wants_fragment() and request.htmx.target == "buybox":
        also = ["catalog/show.html#actionbar", *(["catalog/show.html#pictures"] if item.has_choices else [])]
        return hypermedia.reply("catalog/show.html#buybox", also=also, **context)
    return _kept(shop, hypermedia.page("catalog/show.html", **context), "v", *(f"o{place}" for place in range(len(item.options))))


def gone(shop, item: reading.Item):
    """410 with the shop and what is like it."""
    return hypermedia.page(
        "catalog/gone.html", 410, shop=shop, item=item, cards=reading.similar(shop, item.id), more=None, shown="", wide=False
    )
