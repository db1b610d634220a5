"""The seller's Money page: what can be withdrawn, what is held, and the statement of a month."""

from datetime import date

import peewee
from babel.dates import format_skeleton
from flask import Response, request

from storefront import shops
from storefront.kit import dates, hypermedia, ids
from storefront.kit.errors import NotFound
from storefront.kit.i18n import babel_locale, language
from storefront.kit.money import Money
from storefront.ledger import export, fees, statements
from storefront.shops import owners_only
from storefront.shops.models import ShopDay

bp = shops.seller_blueprint("ledger_seller", __name__)
CHIPS = 12


def _month(shop) -> statements.Month:
    found = statements.month_of(shop, request.args.get("month"))
    if found is None:
        raise NotFound
    return found


@bp.get("/money")
@owners_only
def show(shop):
    """Two sums and a month. What the market never held, it does not count here, and says so."""
    month, before = _month(shop), request.args.get("before", "")
    before = ids.number(before, 2**63 - 1)
    wallet, months = statements.wallet(shop), statements.months(shop)[:CHIPS]
    if month.key not in months:
        months.append(month.key)
    fee = fees.rule_for(shop)
    return hypermedia.page(
        "ledger/seller_show.html", shop=shop, wallet=wallet, month=month, before=before, book=statements.statement(shop, month, before),
        months=[(month_words(key), f"/sell/{shop.slug}/money?month={key}", key == month.key) for key in months],
        kept=shop.mode == "protected" or bool(wallet.available or wallet.held) or len(months) > 1, fee="" if fee.is_free else fee.words(shop.currency),
        sold=_sold(shop, month) if shop.mode == "direct" else None, words=statements.words, when=lambda at: _when(at, shop),
        title=month_words(month.key),
    )  # fmt: skip


def month_words(key: str) -> str:
    """ "November 2026"."""
    return format_skeleton("yMMMM", date.fromisoformat(f"{key}-01"), locale=babel_locale(language()))


def _when(at, shop) -> str:
    return f"{dates.day(at, shop.time_zone)} {dates.time(at, shop.time_zone)}"


def _sold(shop, month: statements.Month) -> Money:
    """What a direct shop sold in the month, from the days that the write keeps: at most 31 rows."""
    after = date(month.first.year + month.first.month // 12, month.first.month % 12 + 1, 1)
    days = ShopDay.of(shop, peewee.fn.SUM(ShopDay.sold_minor)).where(ShopDay.day >= month.first, ShopDay.day < after)
    return Money(int(days.scalar() or 0), shop.currency)


@bp.get("/money.csv")
@owners_only
def statement_file(shop):
    """The month as a file."""
    month = _month(shop)
    response = Response(export.statement_csv(shop, month), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{shop.slug}-{month.key}.csv"'
    return response
