"""What cases add to other rooms' pages; app.py puts them into their slots."""

from storefront import catalog, orders
from storefront.aftersales import finding, opening, page, withdrawing, words
from storefront.kit import hypermedia
from storefront.kit.i18n import ngettext


def buyer_banner(order, **_context) -> str | None:
    """Slot "order.more" on the buyer's page: how a case stands, or the way to say that something is wrong."""
    case = finding.case_of(order)
    may_ask = order.paused_at is None and opening.why_not(order) is None
    if case is None and not may_ask:
        return None
    heading, sentence = words.for_buyer(case) if case is not None else ("", "")
    return hypermedia.render(
        "aftersales/_banner.html", order=order, case=case, heading=heading, sentence=sentence, may_ask=may_ask
    )


def withdraw_button(order, **_context) -> str | None:
    """Slot "order.more" on the buyer's page: the button of the right to withdraw, for as long as it holds; then its receipt."""
    to = orders.recipient_of(order)
    if not withdrawing.holds_for(order, to.country):
        return None
    made = withdrawing.withdrawal_of(order)
    may = withdrawing.why_not_withdraw(order, orders.lines_of(order), to.country) is None
    return hypermedia.render("aftersales/_withdraw.html", order=order, made=made, may=may) if may or made is not None else None


def exempt(item, **_context) -> str | None:
    """Slot "product.delivery" on the item page: why it cannot simply be sent back, said before it is bought."""
    words = catalog.no_return_words(item.no_return) if item.no_return else ""
    return hypermedia.render("aftersales/_exempt.html", words=words, sealed=item.no_return == "hygiene") if words else None


def rail(order, buyer: bool) -> list[tuple[str, str]] | None:
    """Slot "order.rail" on every page of a paused order: where its money is while a case is open."""
    case = finding.case_of(order)
    return page.rail(case, buyer=buyer) if case is not None and case.is_open else None


def seller_panel(order, **_context) -> str | None:
    """Slot "order.case" on the seller's page: what the buyer asks, and the way to answer."""
    case = finding.case_of(order)
    if case is None:
        return None
    heading, sentence = words.for_seller(case, finding.backs_of([case])[case.id])
    url = f"/sell/{order.shop.slug}/refunds/{case.code}"
    return hypermedia.render(
        "aftersales/_panel.html", case=case, heading=heading, sentence=sentence, url=url, reason=words.reason(case.reason)
    )


def todo(shop) -> tuple | None:
    """Slot "today.todo": (count, words, address, hot), or nothing where nothing waits."""
    count = finding.to_answer_count(shop)
    return (
        (count, ngettext("refund to answer", "refunds to answer", count), f"/sell/{shop.slug}/refunds", True) if count else None
    )


def queue() -> tuple | None:
    """Slot "admin.queue": (count, words, address, hot, since), or nothing where nothing waits."""
    count = finding.to_decide_count()
    if not count:
        return None
    return count, ngettext("case to decide", "cases to decide", count), "/admin/cases", True, finding.to_decide_since()
