"""What this room keeps about somebody: what they told the market, and, of their shops, what was decided and what they appealed."""

from peewee import Value

from storefront.kit import events
from storefront.kit.about import About, row
from storefront.moderation.models import Measure, Report, Voice
from storefront.shops.models import Shop


def _told(about: About):
    """Their voices: by account, and by a contact they left."""
    mine = Voice.contact_index.in_(about.indexes)
    return mine | (Voice.person == about.person) if about.person else mine


def _shops(about: About):
    return Shop.select(Shop.id).where(Shop.owner == about.person)


def export(about: About) -> dict:
    """Reports with their words and how they ended; measures against their shops with the appeals."""
    found = {}
    voices = Voice.across_shops(Voice, Report).join(Report).where(_told(about)).order_by(Voice.id)
    if told := [
        {**row(voice, "reason", "words", "contact", "at"), **row(voice.report, "kind", "name", "state", "answer")}
        for voice in voices
    ]:
        found["reports"] = told
    if about.person:
        measures = Measure.across_shops().where(Measure.shop.in_(_shops(about))).order_by(Measure.id)
        columns = (
            "code",
            "kind",
            "name",
            "act",
            "rule",
            "reason",
            "remedy",
            "state",
            "taken_at",
            "appealed_at",
            "appeal",
            "answer",
            "ended_at",
        )
        if taken := [row(measure, *columns) for measure in measures]:
            found["measures"] = taken
    return found


def in_the_way(about: About) -> list[str]:
    """Nothing: what was reported can be decided without them, and a measure ends with nobody's data."""
    return []


def erase(about: About) -> None:
    """Their words and contacts go; that somebody told stays, and so does what was decided."""
    voices = list(Voice.across_shops(Voice.id, Voice.report).where(_told(about)))
    if voices:
        gone = {"words": "", "contact": None, "contact_index": None, "network": ""}
        mine = Voice.id.in_([voice.id for voice in voices])
        Voice.update(gone).where(mine).execute()
        nameless = Value("gone:").concat(Voice.id.cast("TEXT"))  # a guest was told apart by the network, which goes as well
        Voice.update(who=nameless).where(mine, Voice.who.startswith("network:")).execute()
        events.forget_words([f"report:{voice.report_id}" for voice in voices])
    if about.person:
        measures = list(Measure.across_shops(Measure.id).where(Measure.shop.in_(_shops(about)), Measure.appeal.is_null(False)))
        if measures:
            Measure.update(appeal=None).where(Measure.id.in_([measure.id for measure in measures])).execute()
            events.forget_words([f"measure:{measure.id}" for measure in measures])
