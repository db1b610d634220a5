"""What a version changes, in words: (what, before, after)."""

from collections.abc import Sequence

from storefront.admin.rules_form import LEVELS, PERIODS, SUMS, handles, per_cent, spans
from storefront.kit import dates, web
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import language, ngettext
from storefront.kit.money import Money
from storefront.policies import Banner, Cap, Fee, Policies, differences

SHOWN = 30  # words or categories named one by one


def changes(before: Policies, after: Policies) -> list[tuple[str, str, str]]:
    """Every difference between two versions."""
    found = differences(before, after)
    shops = {int(name.partition(":")[2]) for name, _old, _new in found if name.startswith("fee:")}
    slugs = handles(shops)
    rows = []
    for name, old, new in found:
        if name.startswith("banned_"):
            rows += _lines(name, old, new)
        elif name == "closed_days":
            rows += _lines(name, spans(old), spans(new))
        else:
            rows.append((what(name, slugs), _value(name, old, before.currency), _value(name, new, after.currency)))
    return rows


def what(name: str, slugs: dict[int, str]) -> str:
    """What is set by one entry of the rules; `slugs` are the handles of shops."""
    kind, _colon, key = name.partition(":")
    if kind == "cap":
        return _("Limit a day: %(level)s", level=LEVELS[key])
    if kind == "fee" and key:
        return _("Fee of /@%(shop)s", shop=slugs.get(int(key), key))
    named = {
        "fee": _("The market's fee"),
        "banners": _("Banners"),
        "currency": _("Currency"),
        "particulars": _("Who runs this market"),
        "closed_days": _("Days on which banks are closed"),
        "banned_words": _("Banned words"),
        "banned_categories": _("Banned categories"),
    }
    return str(named.get(kind) or PERIODS.get(kind) or SUMS[kind])


def _value(name: str, value, currency: str) -> str:
    if value is None:
        return _("No limit") if name.startswith("cap:") else _("as the market's")
    if isinstance(value, Fee):
        return fee(value)
    if isinstance(value, Cap):
        total = Money(value.minor, currency).display()
        return _("%(orders)s orders, %(sum)s", orders=value.orders, sum=total)
    if name in SUMS:
        return Money(value, currency).display()
    if name == "banners":
        return " · ".join(banner(each) for each in value) or _("None.")
    return str(value)


def fee(found: Fee) -> str:
    """ "No fee", "2.5% + ¥0.30"; sums of several currencies one after the other."""
    if found.is_free:
        return _("No fee")
    parts = [per_cent(found.share_bp) + "%"] if found.share_bp else []
    parts += [" / ".join(Money(minor, code).display() for code, minor in sorted(found.fixed.items()))] if found.fixed else []
    return " + ".join(parts)


def banner(found: Banner) -> str:
    """A banner in a line: its words, from when and until when."""
    zone = web.config().time_zone
    span = " – ".join(dates.moment(at, zone) if at else "" for at in (found.starts_at, found.ends_at)).strip()
    words = found.text(language())[0]
    return f"{words} ({span})" if span != "–" else words


def _lines(name: str, old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str, str]]:
    """Words or days that come and go, not all of them twice."""
    gone, come = [line for line in old if line not in new], [line for line in new if line not in old]
    if not gone and not come:  # only their order
        return []

    def some(lines: list[str]) -> str:
        rest = len(lines) - SHOWN
        more = [ngettext("and %(num)s more", "and %(num)s more", rest)] if rest > 0 else []
        return ", ".join([*lines[:SHOWN], *more])

    return [(what(name, {}), some(gone), some(come))]
