"""What this room adds to other rooms' pages; app.py puts it into their slots."""

from markupsafe import Markup

from storefront.kit import hypermedia
from storefront.kit.i18n import ngettext
from storefront.payouts import account, finding, page, settings

SHOWN = 5


def money(shop, wallet) -> Markup | None:
    """Slot "money.withdraw" on the seller's Money page: the button, what is on its way, and the last withdrawals."""
    rows, more = finding.of_shop(shop, limit=SHOWN)
    if shop.mode == "direct" and not rows and wallet.available.minor <= 0:
        return None
    page.dress(rows, shop)
    return Markup(
        hypermedia.render(
            "payouts/_money.html", shop=shop, wallet=wallet, rows=rows, more=more, flying=finding.in_flight(shop),
            account=account.account_of(shop), least=settings.least(shop.currency), base=f"/sell/{shop.slug}/money",
        )
    )  # fmt: skip


def market() -> Markup:
    """Slot "admin.money" on the market's Money page: what is on its way to sellers, and what waits for a person."""
    listed, _more = finding.batches(("made", "approved", "released"), limit=SHOWN)
    flying = page.counted(finding.flying_sums())
    waiting = sum(1 for _batch, count, _sum in listed if count)
    return Markup(hypermedia.render("payouts/_market.html", flying=flying, waiting=waiting))


def queue() -> tuple | None:
    """Slot "admin.queue": (count, words, address, hot, since), or nothing where nothing waits."""
    since = finding.to_release()
    if not since:
        return None
    return len(since), ngettext("batch of withdrawals", "batches of withdrawals", len(since)), "/admin/payouts", True, since[0]
