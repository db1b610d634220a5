"""Moderation: anybody tells the market about a shop, an item, a review; an operator looks, and decides under a rule, with a reason.

A report alone changes nothing that anybody else sees. It is one row for each thing, however many tell of it; the queue stands by the
moment at which somebody should have looked, which comes sooner the more people told, the heavier what they say, and for a shop that
nobody checked. A decision is "nothing", or a measure: the item or review is hidden, the shop paused, until it is lifted or for some
days. Its seller reads rule, reason and what can be done, and appeals once; somebody else answers. Orders that were placed, their refunds
and cases go on under any measure.

    report   open → dismissed | acted
    measure  in_force → appealed → upheld | lifted;  lifted or expired from any state in force

What can be reported is a registry (`kinds`): app.py adds shops, items, reviews, and what rooms to the right have. The market's lists of
words are held against what sellers write (`Watch`).
"""

from storefront.moderation.appealing import appeal, grant, may_appeal, of_shop, uphold
from storefront.moderation.deciding import dismiss, expire, in_force, lift, reinstate, suspend, take
from storefront.moderation.drafts import of_measure as ready_words
from storefront.moderation.events import Answered, Appealed, Expired, Lifted, Reported, Taken, Upheld
from storefront.moderation.finding import voices_to_tell
from storefront.moderation.forms import MeasureForm
from storefront.moderation.models import IN_FORCE, MEASURE, REPORT, Measure, Report, Voice
from storefront.moderation.reporting import find_words, report
from storefront.moderation.sweeping import sweep
from storefront.moderation.things import ItemKind, ReviewKind, ShopKind, Thing, find, kinds, thing_of
from storefront.moderation.watching import Watch

__all__ = [
    "Answered", "Appealed", "Expired", "IN_FORCE", "ItemKind", "Lifted", "MEASURE", "Measure", "MeasureForm", "REPORT", "Report", "Reported", "ReviewKind", "ShopKind", "Taken",
    "Thing", "Upheld", "Voice", "Watch", "appeal", "dismiss", "expire", "find", "find_words", "grant", "in_force", "kinds", "lift", "may_appeal", "of_shop", "ready_words",
    "reinstate", "report", "suspend", "sweep", "take", "thing_of", "uphold", "voices_to_tell",
]  # fmt: skip
