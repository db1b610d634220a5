"""Moderation: the owner of a shop hears what the market did to it or to its things; whoever reported hears how it ended."""

from datetime import date

from storefront import accounts, moderation, shops
from storefront.kit import dates, db
from storefront.kit.i18n import gettext as _
from storefront.moderation import Measure, Report
from storefront.notifications.actions import send_to, tell_person
from storefront.notifications.sentences import says, sentence
from storefront.shops.models import Shop

ABOUT_MEASURES = (moderation.Taken, moderation.Upheld, moderation.Lifted, moderation.Expired)


@db.verb
def tell_about_measure(event, row) -> None:
    """The owner of the shop, with the way to the rule, the reason and the appeal."""
    measure = Measure.across_shops().where(Measure.id == event.measure).get()
    if not moderation.kinds.get(measure.kind).of_seller:
        return
    shop = Shop.get_by_id(measure.shop_id)
    data = {
        "shop": shop.name, "name": measure.name, "reason": measure.reason, "answer": measure.answer, "paused": measure.act == "suspend",
        "until": dates.local(measure.appeal_by, shop.time_zone).date().isoformat(),
    }  # fmt: skip
    url = f"/sell/{shop.slug}/measures/{measure.code}"
    tell_person(shops.owner_of(shop), f"measure.{type(event).__name__}", data, url, f"event:{row.id}:measure", shop=shop)


@db.verb
def tell_reporters(event, row) -> None:
    """Whoever told of a thing and left a contact, or was signed in: it was looked at."""
    report = Report.across_shops().where(Report.id == event.report).get()
    data = {"name": report.name, "acted": report.state == "acted", "answer": report.answer}
    for voice in moderation.voices_to_tell(report.id):
        dedupe = f"event:{row.id}:voice:{voice.id}"
        if voice.person_id:
            person = accounts.Person.get_by_id(voice.person_id)
            tell_person(person, "report.Answered", data, "/", dedupe, also_send=not voice.contact)
        if voice.contact:
            phone, email = (None, voice.contact) if "@" in voice.contact else (voice.contact, None)
            send_to(phone, email, voice.language, "report.Answered", data, "/", f"{dedupe}:out")


def _day(data: dict) -> str:
    return dates.day(date.fromisoformat(data["until"]))


@says(
    "measure.Taken",
    lambda d: _("%(shop)s is paused", shop=d["shop"]) if d["paused"] else _("“%(name)s” is hidden", name=d["name"]),
)
def taken(data: dict) -> str:
    """Why, what goes on, and until when it can be appealed."""
    if data["paused"]:
        said = _(
            "The market has paused %(shop)s: %(reason)s Nothing is sold until it is reinstated. Orders, payments and refunds go on.",
            shop=data["shop"],
            reason=sentence(data["reason"]),
        )
    else:
        said = _(
            "The market has hidden “%(name)s”: %(reason)s Orders that were placed go on.",
            name=data["name"],
            reason=sentence(data["reason"]),
        )
    return said + _(" ") + _("You can appeal until %(day)s.", day=_day(data))


@says("measure.Upheld", lambda d: _("Your appeal about “%(name)s”", name=d["name"]))
def upheld(data: dict) -> str:
    """Somebody else looked, and it stays."""
    return _(
        "Somebody else looked at your appeal about “%(name)s”. The decision stays: %(answer)s",
        name=data["name"],
        answer=sentence(data["answer"]),
    )


@says(
    "measure.Lifted",
    lambda d: _("%(shop)s is open again", shop=d["shop"]) if d["paused"] else _("“%(name)s” is back", name=d["name"]),
)
def lifted(data: dict) -> str:
    """It is where it was."""
    if data["paused"]:
        said = _("The market has reinstated %(shop)s: everything is where it was.", shop=data["shop"])
    else:
        said = _("The market has taken its decision about “%(name)s” back: everything is where it was.", name=data["name"])
    return said + _(" ") + sentence(data["answer"]) if data["answer"] else said


@says("measure.Expired", lambda d: _("The decision about “%(name)s” is over", name=d["name"]))
def expired(data: dict) -> str:
    """It was for a time."""
    return _("The time of the market’s decision about “%(name)s” is over: everything is where it was.", name=data["name"])


@says("report.Answered", lambda d: _("What you reported: %(name)s", name=d["name"]))
def answered(data: dict) -> str:
    """To whoever told: how it ended."""
    if data["acted"]:
        return _(
            "We looked at “%(name)s”, which you reported: it goes against our rules, and we acted. Thank you.", name=data["name"]
        )
    return _("We looked at “%(name)s”, which you reported. %(answer)s", name=data["name"], answer=sentence(data["answer"]))
