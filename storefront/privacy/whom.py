"""Whom a question is about: an account, or the contact that a guest proved."""

from storefront import accounts, orders
from storefront.kit.about import About


def about_person(person: accounts.Person) -> About:
    """Somebody with an account: every contact of theirs is proven."""
    return _with_orders(About(person.id, accounts.phone_of(person) or "", accounts.email_of(person) or ""))


def about_contact(contact: accounts.Contact) -> About:
    """A guest who proved one contact. Whoever has an account with it is that person: a code to it would sign them in."""
    person = accounts.person_by_contact(contact)
    if person is not None:
        return about_person(person)
    return _with_orders(About(**{contact.kind: contact.value}))


def _with_orders(about: About) -> About:
    return about.with_orders(orders.orders_of_person(about))


def contact_of(about: About) -> accounts.Contact | None:
    """The proven contact of a guest; None for somebody with an account."""
    if about.person:
        return None
    return accounts.Contact("phone", about.phone) if about.phone else accounts.Contact("email", about.email)


def contacts_of(about: About) -> list[accounts.Contact]:
    """Where they can be told."""
    return [accounts.Contact(kind, value) for kind, value in (("phone", about.phone), ("email", about.email)) if value]


def columns(about: About) -> dict:
    """What a row of ours keeps to know whose it is."""
    contact = contact_of(about)
    if contact is None:
        return {"person": about.person}
    return {"contact": contact.value, "contact_index": about.indexes[0]}


def mine(model, about: About):
    """The condition that finds somebody's rows."""
    return model.person == about.person if about.person else model.contact_index == about.indexes[0]


def left_by(model, about: About):
    """The same, and what they asked for before they had an account: with a contact that is theirs now."""
    return mine(model, about) | model.contact_index.in_(about.indexes)


def about_row(row) -> About:
    """Whom a row of ours is about, as things stand now."""
    if row.person_id:
        return about_person(accounts.Person.get_by_id(row.person_id))
    return _with_orders(About(**{"email" if "@" in row.contact else "phone": row.contact}))
