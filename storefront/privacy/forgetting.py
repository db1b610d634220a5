"""Forgetting somebody on the day that was set: all rooms in one transaction, then what the disk still remembers."""

from datetime import timedelta

from storefront.kit import clock, db, jobs, overwriting, post
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import speaking
from storefront.privacy import whom
from storefront.privacy.asking import obstacles
from storefront.privacy.models import ERASURE, EXPORT, NOBODYS, Erasure, Export
from storefront.privacy.registry import keepers
from storefront.privacy.rules import PERIODS

A_DAY = timedelta(days=1)


def erase_due(limit: int = 20) -> None:
    """Every minute: whoever's day has come."""
    due = Erasure.select().where(Erasure.state == "waiting", Erasure.due_at <= clock.now()).order_by(Erasure.id).limit(limit)
    rows = list(due)
    if rows:
        with overwriting.thoroughly():
            jobs.each(erase, rows)


@db.verb
def erase(row: Erasure) -> Erasure:
    """Forget somebody now, or refuse where something stands in the way again. They are told either way."""
    about = whom.about_row(row)
    with speaking(row.language):
        sentences = obstacles(about)
        if not row.person_id and whom.accounts.person_by_contact(whom.contact_of(about)) is not None:
            sentences.append(_("Somebody opened an account with this contact. Sign in and ask there."))
        if sentences:
            ERASURE.change(row, "refuse", why="\n".join(sentences), ended_at=clock.now(), contact=None)
            _say(
                row,
                about,
                _("Your data is still here"),
                _("Your data at %(market)s was not erased: %(why)s", market=PERIODS.market, why=sentences[0]),
            )
            return row
        for _name, keeper in keepers:
            keeper.erase(about)
        _forget_wishes(row, about)
        _say(
            row,
            about,
            _("Your data was erased"),
            _("Your data at %(market)s was erased. This is the last message.", market=PERIODS.market),
        )
    ERASURE.change(row, "finish", ended_at=clock.now(), contact=None, contact_index=None, why="")
    return row


def _forget_wishes(row: Erasure, about) -> None:
    """What they asked for besides this, as a guest too: files end, and another wish to be forgotten is fulfilled with this one."""
    for export in list(Export.select().where(whom.left_by(Export, about), Export.state != "ended").order_by(Export.id)):
        EXPORT.change(export, "end", **NOBODYS)
    others = whom.left_by(Erasure, about) & (Erasure.id != row.id)
    gone = {"contact": None, "contact_index": None}
    for other in list(Erasure.select().where(others, Erasure.state == "waiting").order_by(Erasure.id)):
        ERASURE.change(other, "finish", ended_at=clock.now(), why="", **gone)
    Export.update(**gone).where(whom.left_by(Export, about)).execute()
    Erasure.update(**gone, why="").where(others).execute()


def _say(row: Erasure, about, subject: str, body: str) -> None:
    for contact in whom.contacts_of(about):
        post.put(contact.channel, contact.value, subject if contact.kind == "email" else "", body, _goodbye(row, contact.kind))


def _goodbye(row: Erasure, kind: str) -> str:
    return f"erased:{row.id}:{kind}"


def forget_goodbyes() -> None:
    """Every minute: the last message names whom it went to, so it goes as soon as it has left, or after a day."""
    ended = Erasure.select(Erasure.id, Erasure.ended_at).where(
        Erasure.state == "done", Erasure.ended_at > clock.now() - 3 * A_DAY
    )
    keys = {_goodbye(row, kind): row.ended_at for row in ended for kind in ("phone", "email")}
    if not keys:
        return
    late = [key for key, at in keys.items() if at <= clock.now() - A_DAY]
    gone = post.Message.dedupe.in_(list(keys)) & post.Message.state.in_(("sent", "failed"))
    if late:
        gone |= post.Message.dedupe.in_(late)
    if post.Message.select(post.Message.id).where(gone).exists():
        with overwriting.thoroughly():
            post.Message.delete().where(gone).execute()
