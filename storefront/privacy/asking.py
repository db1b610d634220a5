"""What somebody asks for: an export, to be forgotten, and not to be after all."""

from datetime import timedelta

import peewee

from storefront.kit import clock, dates, db, events, ids, post, security
from storefront.kit.about import About
from storefront.kit.errors import Changed, Gone, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.privacy import whom
from storefront.privacy.models import ERASURE, EXPORT, NOBODYS, Erasure, Export
from storefront.privacy.registry import keepers
from storefront.privacy.rules import EXPORTS_A_DAY, PERIODS

BEING_MADE = ("asked", "making")


def _key(about: About) -> str:
    return f"person:{about.person}" if about.person else about.indexes[0]


# --- an export ---------------------------------------------------------------------------------------------------------------


def latest_export(about: About) -> Export | None:
    """The newest export, however it stands."""
    return Export.select().where(whom.mine(Export, about)).order_by(Export.id.desc()).first()


@db.verb
def ask_export(about: About) -> Export:
    """Have everything put together. One at a time: the same again gives the one that is being made; an earlier one ends.

    Raises TooMany past five a day.
    """
    before = latest_export(about)
    if before is not None and before.state in BEING_MADE:
        return before
    security.hit(
        f"export:{_key(about)}", EXPORTS_A_DAY, timedelta(days=1), _("That was the last one for today. Come back tomorrow.")
    )
    if before is not None and before.state in ("ready", "failed"):
        EXPORT.change(before, "end", **NOBODYS)
    row = Export.create(code=ids.secret(), steps_count=max(1, len(list(keepers))), asked_at=clock.now(), **whom.columns(about))
    events.record("export.asked", subject=f"export:{row.id}", after="asked", person=about.person)
    from storefront.privacy.making import make

    make.later(row.id)
    return row


def export_named(about: About, code: str) -> Export:
    """One of somebody's own exports. Raises NotFound, Gone where its time is over."""
    row = Export.select().where(whom.mine(Export, about), Export.code == code).first()
    if row is None:
        raise NotFound
    if row.state != "ready" or row.ends_at <= clock.now():
        raise Gone(_("This file is not here any more. Ask for a new one."))
    return row


@db.verb
def take(row: Export) -> str:
    """The JSON of an export that is ready; that it was taken is written down. The caller asked for a fresh proof."""
    Export.update(taken_count=Export.taken_count + 1).where(Export.id == row.id).execute()
    events.record("export.taken", subject=f"export:{row.id}", person=row.person_id)
    return row.content


# --- being forgotten ---------------------------------------------------------------------------------------------------------


def obstacles(about: About) -> list[str]:
    """Sentences: why somebody cannot be forgotten yet."""
    return [sentence for _name, keeper in keepers for sentence in keeper.in_the_way(about)]


def latest_erasure(about: About) -> Erasure | None:
    """The newest wish to be forgotten, however it stands."""
    return Erasure.select().where(whom.mine(Erasure, about)).order_by(Erasure.id.desc()).first()


@db.verb
def ask_erasure(about: About, language: str, back: str) -> Erasure:
    """Be forgotten in some days; `back` is the page where it can be called off. The same again gives the one that waits.

    Raises Refused with what stands in the way.
    """
    before = latest_erasure(about)
    if before is not None and before.state == "waiting":
        return before
    if sentences := obstacles(about):
        raise Refused(sentences[0])
    now = clock.now()
    try:
        row = Erasure.create(language=language, asked_at=now, due_at=now + PERIODS.wait, **whom.columns(about))
    except peewee.IntegrityError:  # asked twice in the same moment
        raise Changed() from None
    events.record("erasure.asked", subject=f"erasure:{row.id}", after="waiting", person=about.person)
    _tell(
        about,
        f"erasure:{row.id}",
        _("Your data at %(market)s will be erased", market=PERIODS.market),
        _(
            "Your data at %(market)s will be erased on %(day)s. Was that not you? Call it off here: %(link)s",
            market=PERIODS.market,
            day=dates.day(row.due_at, PERIODS.zone),
            link=f"{PERIODS.base_url}{back}",
        ),
    )
    return row


@db.verb
def call_off(about: About) -> Erasure:
    """Stay after all. Raises Changed where nothing waits any more."""
    row = latest_erasure(about)
    if row is None:
        raise NotFound
    ERASURE.change(row, "call_off", ended_at=clock.now(), contact=None, sentence=_("There is nothing to call off any more."))
    _tell(
        about, f"erasure:{row.id}:off", _("Nothing will be erased"), _("Your data at %(market)s stays: the erasure was called off.", market=PERIODS.market)
    )  # fmt: skip
    return row


def _tell(about: About, key: str, subject: str, body: str) -> None:
    for contact in whom.contacts_of(about):
        post.put(contact.channel, contact.value, subject if contact.kind == "email" else "", body, f"{key}:{contact.kind}")
