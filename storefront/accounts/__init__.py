"""People: who somebody is, shown by a code sent to a phone or mailbox, or by a passkey; and on which devices they are signed in.

Nobody has a password. A six-digit code is stored hashed, bound to the browser that asked for it, good once, for ten minutes
and five tries; asking and guessing are limited per contact, per network and per day (`codes`). A session is a row whose cookie
is kept hashed, so that revoking it, blocking a person or taking a role away works at the next request (`sessions`). A passkey
is offered after the first sign-in (`passkeys`). Whether a contact is known makes no difference to any answer before its code
was typed. Buyers need none of this.

Doors for the rooms to the right: `current()`, `signin_url(next)`, `person_blueprint`, `admin_blueprint`, `needs(role)`,
`require_fresh()` for sensitive acts.
"""

from storefront.accounts import steps
from storefront.accounts.codes import Sent, check_code, configure, send_code
from storefront.accounts.doors import (
    admin_blueprint,
    cookie_name,
    current,
    drop_cookie,
    enter_person,
    needs,
    person_blueprint,
    require_fresh,
    set_cookie,
    sign_in,
    signin_url,
    unkept,
)
from storefront.accounts.forms import CodeForm
from storefront.accounts.models import Person
from storefront.accounts.people import (
    block,
    change_contact,
    change_settings,
    contacts_of,
    email_of,
    find_or_make,
    give_role,
    look_up,
    make_operator,
    person_by_contact,
    phone_of,
    remember_shop,
    staff,
    unblock,
)
from storefront.accounts.rules import Contact, read_contact
from storefront.accounts.sessions import close_session, open_session, revoke, revoke_others, sessions_of, sweep
from storefront.accounts.steps import Step

__all__ = [
    "CodeForm", "Contact", "Person", "Sent", "Step", "admin_blueprint", "block", "change_contact", "change_settings",
    "check_code", "close_session", "configure", "contacts_of", "cookie_name", "current", "drop_cookie", "email_of", "enter_person", "find_or_make",
    "give_role", "look_up", "make_operator", "needs", "open_session", "person_blueprint", "person_by_contact", "phone_of", "read_contact",
    "remember_shop", "require_fresh", "revoke", "revoke_others", "send_code", "sessions_of", "set_cookie", "sign_in", "signin_url", "staff", "steps",
    "sweep", "unblock", "unkept",
]  # fmt: skip
