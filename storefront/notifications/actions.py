"""Writing notices and messages down; reading notices."""

import json

from storefront import accounts
from storefront.accounts.models import Person
from storefront.kit import clock, db, post
from storefront.kit.i18n import speaking
from storefront.notifications import sentences
from storefront.notifications.models import Notice

MOST_STAFF = 50


@db.verb
def tell_person(person: Person, kind: str, data: dict, url: str, dedupe: str, shop=None, also_send: bool = True) -> None:
    """Put a notice on the person's page, and send the same sentence the way they chose: by text, by mail, or not at all. Once per
    `dedupe`."""
    written = (
        Notice.insert(
            person=person.id,
            shop=getattr(shop, "id", shop),
            kind=kind,
            data=json.dumps(data, ensure_ascii=False),
            url=url,
            dedupe=dedupe,
            at=clock.now(),
        )
        .on_conflict(conflict_target=[Notice.dedupe], action="IGNORE")
        .as_rowcount()
        .execute()
    )
    if not written or not also_send or person.notices_by == "none":
        return
    phone, email = accounts.phone_of(person), accounts.email_of(person)
    send_to(phone, email, person.language, kind, data, url, f"{dedupe}:out", by=person.notices_by)


def tell_staff(kind: str, data: dict, url: str, key: str, also_send: bool, role: str = "support") -> None:
    """The same to everybody of the market who looks after cases and checks, or has another `role`."""
    may = Person.role.in_((role, "operator")) & Person.blocked_at.is_null()
    for person in Person.select().where(may).limit(MOST_STAFF):
        tell_person(person, kind, data | {"to": "market"}, url, f"{key}:market:{person.id}", also_send=also_send)


def send_to(
    phone: str | None, email: str | None, language: str, kind: str, data: dict, url: str, dedupe: str, by: str = "mail"
) -> None:
    """One message to somebody, with the link that leads to the thing: the way they like it (`by`), else the way there is."""
    from storefront.notifications import links

    with speaking(language):
        sentence = sentences.of(kind, data)
        address = links.absolute(url)
        if email and (by != "text" or not phone):
            post.put("mail", email, sentences.subject(kind, data), f"{sentence}\n\n{address}\n", dedupe)
        elif phone:
            post.put("text", phone, "", f"{sentence} {address}", dedupe)


def notices_of(person: Person, before: int | None = None, limit: int = 30) -> tuple[list[Notice], bool]:
    """(notices, newest first; whether there are older ones)."""
    query = Notice.select().where(Notice.person == person.id).order_by(Notice.id.desc()).limit(limit + 1)
    if before:
        query = query.where(Notice.id < before)
    found = list(query)
    return found[:limit], len(found) > limit


def unread_count(person: Person, most: int = 100) -> int:
    """Unread notices, counted up to `most`."""
    return Notice.select(Notice.id).where(Notice.person == person.id, Notice.read_at.is_null()).limit(most).count()


@db.verb
def mark_read(person: Person, up_to: int) -> None:
    """Everything up to this notice was seen."""
    Notice.update(read_at=clock.now()).where(Notice.person == person.id, Notice.id <= up_to, Notice.read_at.is_null()).execute()
