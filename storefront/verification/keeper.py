"""What this room keeps about somebody: the checks of their shops, with what they typed. Photos of papers are not handed out: they are
encrypted, and the person has them."""

from storefront.kit import clock, events
from storefront.kit.about import About, row
from storefront.kit.i18n import gettext as _
from storefront.shops.models import Shop
from storefront.verification.models import OPEN, Check


def _checks(about: About):
    owned = Shop.select(Shop.id).where(Shop.owner == about.person)
    return Check.across_shops(Check, Shop).join(Shop).where(Check.shop.in_(owned)).order_by(Check.id)


def export(about: About) -> dict:
    """Every check of the shops they own."""
    if not about.person:
        return {}
    return {
        "identity checks": [
            {
                "shop": check.shop.name,
                **row(
                    check,
                    "code",
                    "kind",
                    "state",
                    "name",
                    "country",
                    "number",
                    "company",
                    "company_number",
                    "checked",
                    "rule",
                    "words",
                ),
                **row(
                    check,
                    "appeal_words",
                    "ruling",
                    "asked_at",
                    "sent_at",
                    "decided_at",
                    "appealed_at",
                    "ruled_at",
                    "forgotten_at",
                ),
            }
            for check in _checks(about)
        ]
    }


def in_the_way(about: About) -> list[str]:
    """A check that is not decided."""
    if not about.person:
        return []
    found = _checks(about).where(Check.state.in_(OPEN)).limit(5)
    return [
        _("The identity check of %(shop)s is not decided. Take it back, or wait for it.", shop=check.shop.name) for check in found
    ]


def erase(about: About) -> None:
    """That something was checked, as what and when, stays; who it was goes, and the papers go with the next sweep."""
    if not about.person:
        return
    numbers = [check.id for check in _checks(about)]
    if not numbers:
        return
    gone = {"name": None, "number": None, "number_key": None, "company": None, "company_number": None}
    Check.update(**gone, words="", appeal_words="", ruling="").where(Check.id.in_(numbers)).execute()
    Check.update(delete_at=clock.now()).where(Check.id.in_(numbers), Check.forgotten_at.is_null(), ~Check.by_hand).execute()
    events.forget_words([f"check:{number}" for number in numbers])
