"""What this room keeps about somebody: their account, their devices, their passkeys, the codes they asked for."""

from storefront.accounts.models import Passkey, Person, Session, SignInCode
from storefront.kit import clock, events, security
from storefront.kit.about import About, row
from storefront.kit.i18n import gettext as _


def export(about: About) -> dict:
    """The account, its devices and passkeys, and when codes were sent to these contacts."""
    found = {}
    codes = SignInCode.select().where(SignInCode.contact_index.in_(about.indexes)).order_by(SignInCode.id)
    if sent := [row(code, "purpose", "sent_at") for code in codes]:
        found["codes sent"] = sent
    person = Person.get_or_none(Person.id == about.person) if about.person else None
    if person is None:
        return found
    sessions = Session.select().where(Session.person == person.id).order_by(Session.id)
    passkeys = Passkey.select().where(Passkey.person == person.id).order_by(Passkey.id)
    return found | {
        "account": row(person, "name", "phone", "email", "language", "notices_by", "role", "created_at"),
        "devices": [row(each, "device", "network", "created_at", "seen_at", "expires_at") for each in sessions],
        "passkeys": [row(each, "name", "created_at", "used_at") for each in passkeys],
    }


def in_the_way(about: About) -> list[str]:
    """Whoever works for the market gives that up first."""
    person = Person.get_or_none(Person.id == about.person) if about.person else None
    return [_("You work for this market. Ask an operator to take your role away first.")] if person and person.role else []


def erase(about: About) -> None:
    """The row stays, because orders and decisions point at it; nothing in it tells who it was."""
    SignInCode.delete().where(SignInCode.contact_index.in_(about.indexes)).execute()
    security.Limit.delete().where(security.Limit.key.in_([f"code:{index}" for index in about.indexes])).execute()
    if not about.person:
        return
    Session.delete().where(Session.person == about.person).execute()
    Passkey.delete().where(Passkey.person == about.person).execute()
    events.forget_words([f"person:{about.person}"])
    gone = {"name": None, "phone": None, "phone_index": None, "email": None, "email_index": None, "last_shop_id": None}
    mine = (Person.id == about.person) & Person.erased_at.is_null()
    if Person.update(erased_at=clock.now(), notices_by="none", **gone).where(mine).execute():
        events.record("person.erased", subject=f"person:{about.person}")
