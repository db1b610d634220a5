"""Verbs about a person: finding, making, changing contacts, roles."""

import peewee

from storefront.accounts import sessions
from storefront.accounts.models import ROLES, Person
from storefront.accounts.rules import Contact
from storefront.kit import clock, db, events, personal
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.kit.i18n import LANGUAGES, language
from storefront.kit.i18n import gettext as _

_LIVING = Person.blocked_at.is_null() & Person.erased_at.is_null()


def index_of(contact: Contact) -> str:
    """The blind index of a contact."""
    return personal.blind(contact.kind, contact.value)


def person_by_contact(contact: Contact | str) -> Person | None:
    """Whoever has this contact (a Contact, or an E.164 number or address in lower case), or None."""
    if isinstance(contact, str):
        contact = Contact("email" if "@" in contact else "phone", contact)
    column = Person.phone_index if contact.kind == "phone" else Person.email_index
    return Person.get_or_none(column == index_of(contact))


def phone_of(person: Person) -> str | None:
    """The person's mobile number in E.164, or None."""
    return person.phone


def email_of(person: Person) -> str | None:
    """The person's e-mail address, or None."""
    return person.email


def contacts_of(person: Person) -> list[Contact]:
    """The proven ways to reach a person, phone first."""
    return [Contact(kind, value) for kind, value in (("phone", person.phone), ("email", person.email)) if value]


@db.verb
def find_or_make(contact: Contact) -> Person:
    """Whoever has this proven contact; a new person where nobody has."""
    person = person_by_contact(contact)
    if person is not None:
        return person
    key = index_of(contact)
    columns = {contact.kind: contact.value, f"{contact.kind}_index": key}
    target = Person.phone_index if contact.kind == "phone" else Person.email_index
    row = {"language": language(), "notices_by": contact.channel, "created_at": clock.now(), **columns}
    made = Person.insert(**row).on_conflict(conflict_target=[target], action="IGNORE").as_rowcount().execute()
    person = Person.get(target == key)
    if made:
        events.record("person.came", subject=f"person:{person.id}", contact=contact.kind)
    return person


@db.verb
def change_contact(person: Person, contact: Contact, keep: int = 0) -> Person:
    """Give a person a proven contact in place of the one of the same kind; every device but the session `keep` is signed out with it.

    Call it only after a code for the purpose "contact" was typed. Refused where somebody else has it.
    """
    other = person_by_contact(contact)
    if other is not None and other.id != person.id:
        raise _taken()
    columns = {contact.kind: contact.value, f"{contact.kind}_index": index_of(contact)}
    try:
        Person.update(**columns).where(Person.id == person.id).execute()
    except peewee.IntegrityError:  # two people proved it at the same moment
        raise _taken() from None
    for name, value in columns.items():
        setattr(person, name, value)
        person._dirty.discard(name)
    sessions.revoke_others(person, keep)
    events.record("person.contact_changed", subject=f"person:{person.id}", contact=contact.kind)
    return person


def _taken() -> Refused:
    return Refused(_("This contact belongs to another account. Sign in with it, or use a different one."), "contact")


@db.verb
def change_settings(
    person: Person, *, name: str | None = None, language: str | None = None, notices_by: str | None = None
) -> Person:
    """Change what a person may change about themselves; None leaves a thing as it is."""
    if name is not None:
        person.name = name[:80] or None
    if language is not None and language in LANGUAGES:
        person.language = language
    if notices_by is not None:
        if notices_by == "text" and not person.phone or notices_by == "mail" and not person.email:
            raise Refused(_("Add this contact first, then notices can go there."), "notices_by")
        person.notices_by = notices_by
    person.save()
    return person


@db.verb
def remember_shop(person: Person, shop_id: int | None) -> None:
    """Keep which shop the person worked in last: /sell leads there."""
    if person.last_shop_id != shop_id:
        Person.update(last_shop_id=shop_id).where(Person.id == person.id).execute()
        person.last_shop_id = shop_id


@db.verb
def make_operator(contact: Contact | str, role: str = "operator") -> Person:
    """Give somebody (a contact as typed is fine) a role in the market; "" takes it away.

    Their open sessions end: a role begins with a new sign-in. Refused where the contact cannot be read.
    """
    if isinstance(contact, str):
        from storefront.accounts import codes

        contact = codes.read(contact)
    return _set_role(find_or_make(contact), role)


def _set_role(person: Person, role: str) -> Person:
    before = person.role
    Person.update(role=role).where(Person.id == person.id).execute()
    person.role = role
    person._dirty.discard("role")
    sessions.revoke_all(person)
    events.record("person.role", subject=f"person:{person.id}", before=before, after=role)
    return person


@db.verb
def give_role(person_id: int, role: str, by: Person) -> Person:
    """An operator gives somebody a role, or takes it away (""): at once, open sessions end.

    Raises Refused (field "role") for one's own role, for the last operator, and where it changes nothing; NotFound for nobody.
    """
    operators = list(db.locked(Person.select().where(Person.role == "operator").order_by(Person.id)))
    person = Person.get_or_none(Person.id == person_id)
    if person is None:
        raise NotFound
    if role not in ROLES:
        raise Refused(_("Choose one."), "role")
    if person.id == by.id:
        raise Refused(_("Nobody changes their own role. Ask another operator."), "role")
    if role == person.role:
        raise Refused(_("This is their role already."), "role")
    if role and (person.blocked_at is not None or person.erased_at is not None):
        raise Refused(_("This account is closed."), "role")
    others = [each for each in operators if each.id != person.id and each.blocked_at is None and each.erased_at is None]
    if person.role == "operator" and not others:
        raise Refused(_("This is the last operator. Make somebody else operator first."), "role")
    return _set_role(person, role)


@db.verb
def look_up(person: Person, reason: str) -> list[Contact]:
    """The contacts of somebody, in full, for staff who say why: that is written down. Raises Refused (field "reason") without one."""
    if not reason.strip():
        raise Refused(_("Write why you need it."), "reason")
    events.record("person.looked_up", subject=f"person:{person.id}", reason=reason.strip()[:300])
    return contacts_of(person)


def staff() -> list[Person]:
    """Everybody with a role, operators first."""
    order = {role: place for place, role in enumerate(reversed(ROLES))}
    return sorted(Person.select().where(Person.role != "").order_by(Person.id).limit(500), key=lambda one: order[one.role])


@db.verb
def block(person_id: int, reason: str, by: Person | None = None) -> None:
    """Keep a person out: every session ends at once, and no code or passkey opens a new one.

    Raises Refused (field "reason") without a reason, for oneself (`by`) and for the last operator; Changed where it was done already.
    """
    reason = _reason(reason)
    operators = list(db.locked(Person.select().where(_LIVING, Person.role == "operator").order_by(Person.id)))
    if by is not None and person_id == by.id:
        raise Refused(_("Nobody closes their own account here. Ask another operator."), "reason")
    if [each.id for each in operators] == [person_id]:
        raise Refused(_("This is the last operator. Make somebody else operator first."), "reason")
    if not Person.update(blocked_at=clock.now()).where(Person.id == person_id, _LIVING).execute():
        raise Changed(_("This account is closed."))
    sessions.revoke_all(person_id)
    events.record("person.blocked", subject=f"person:{person_id}", reason=reason)


@db.verb
def unblock(person_id: int, reason: str) -> None:
    """Let a blocked person in again. Raises Refused (field "reason") without a reason, Changed for whoever is not kept out."""
    reason = _reason(reason)
    if not Person.update(blocked_at=None).where(Person.id == person_id, Person.blocked_at.is_null(False)).execute():
        raise Changed(_("This account is open."))
    events.record("person.unblocked", subject=f"person:{person_id}", reason=reason)


def _reason(text: str) -> str:
    reason = text.strip()[:300]
    if not reason:
        raise Refused(_("Write why: it stays on record."), "reason")
    return reason
