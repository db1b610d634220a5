"""What the oracle asks: every report and measure stands where its timeline ends, a report counts its people, and what a measure in
force should hide is hidden."""

from peewee import JOIN, Case, fn

from storefront.catalog.models import Product
from storefront.kit import db, machine
from storefront.moderation.models import IN_FORCE, MEASURE, REPORT, Measure, Report, Voice
from storefront.shops.models import Shop


def problems() -> list[str]:
    """Every difference, as a sentence that names the thing."""
    return [
        *machine.problems(REPORT, Report),
        *machine.problems(MEASURE, Measure),
        *(f"report {report}: {real} people told, it says {said}" for report, said, real in db.asked(_people)),
        *(f"report {report}: belongs to another shop than what was told about it" for (report,) in db.asked(_of_others)),
        *(f"report {report}: its measure is of another shop" for (report,) in db.asked(_measures_of_others)),
        *(f"measure {measure}: in force, but its shop is {state}" for measure, state in db.asked(_shops)),
        *(f"measure {measure}: in force, but its item is {state}" for measure, state in db.asked(_items)),
    ]


def _people():
    real = fn.COALESCE(fn.SUM(Case(None, ((Voice.counts, 1),), 0)), 0)
    rows = Report.across_shops(Report.id, Report.people_count, real).join(Voice, JOIN.LEFT_OUTER, on=(Voice.report == Report.id))
    return rows.group_by(Report.id, Report.people_count).having(Report.people_count != real)


def _of_others():
    return Voice.across_shops(Voice.report).join(Report).where(Voice.shop != Report.shop)


def _measures_of_others():
    return Report.across_shops(Report.id).join(Measure, on=(Report.measure == Measure.id)).where(Report.shop != Measure.shop)


def _shops():
    rows = Measure.across_shops(Measure.id, Shop.state).join(Shop, on=(Measure.thing_id == Shop.id))
    return rows.where(Measure.kind == "shop", Measure.state.in_(IN_FORCE), Shop.state != "suspended")


def _items():
    rows = Measure.across_shops(Measure.id, Product.state).join(Product, on=(Measure.thing_id == Product.id))
    return rows.where(Measure.kind == "item", Measure.state.in_(IN_FORCE), Product.state.not_in(("hidden", "deleted")))
