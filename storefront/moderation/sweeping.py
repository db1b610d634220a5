"""Deadlines that passed: measures that were for a time end, contacts of whoever told are forgotten. Every minute, bounded."""

from storefront.kit import clock, jobs
from storefront.moderation import rules
from storefront.moderation.deciding import expire
from storefront.moderation.models import IN_FORCE, Measure, Report, Voice


def sweep() -> None:
    """Do what is due."""
    now = clock.now()
    due = Measure.across_shops().where(Measure.state.in_(IN_FORCE), Measure.ends_at.is_null(False), Measure.ends_at <= now)
    jobs.each(expire, due.order_by(Measure.ends_at).limit(200))
    answered = Report.across_shops(Report.id).where(Report.decided_at <= now - rules.CONTACTS_KEPT)
    told = Voice.across_shops(Voice.id).where(Voice.contact_index.is_null(False), Voice.report.in_(answered)).limit(500)
    ids = [voice.id for voice in told]
    if ids:
        Voice.update(contact=None, contact_index=None).where(Voice.id.in_(ids)).execute()
