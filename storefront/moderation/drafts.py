"""What the operator's fields begin with, in the language of whoever will read it: the seller a measure, whoever told an answer."""

from storefront.kit.drafting import Draft, draft
from storefront.kit.i18n import gettext as _
from storefront.moderation import words
from storefront.moderation.rules import RULES
from storefront.shops import Shop


def of_measure(shop: Shop, act: str, rule: str, name, writers: str = "") -> dict[str, Draft]:
    """{field: ready words} of a measure about the thing called `name`, for the owner of its shop; for whoever wrote it where it is
    not the shop's, in the language `writers`."""
    reader = [(writers, _("whoever wrote it"))] if writers else [(shop.owner.language, shop.name)]
    key = rule if rule in RULES else "other"
    return {
        "reason": draft(reader, lambda: words.draft_reason(key, name)),
        "remedy": draft(reader, lambda: words.draft_remedy(act)),
    }


def of_nothing(voices) -> dict[str, Draft]:
    """The same of an answer to those of `voices` who will hear it, in the languages in which they told."""
    told = [(voice.language, _("whoever reported it")) for voice in reversed(voices) if voice.contact or voice.person_id]
    return {"answer": draft(told, words.draft_nothing)}


def texts(drafts: dict[str, Draft]) -> dict[str, str]:
    """What a form begins with."""
    return {name: written.text for name, written in drafts.items()}
