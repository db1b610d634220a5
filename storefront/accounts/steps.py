"""The time between asking for a code and typing it, kept in a sealed cookie of the browser that asked.

So the code page can be loaded again (phones do that when one goes to read the text), works without script, and needs no contact in
any address. The cookie also carries the browser's secret that the code is bound to, and whatever the page wants to carry along
(the name of a shop to be, where to go afterwards).
"""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask import Response, request

from storefront.accounts import codes, doors, rules
from storefront.accounts.models import Person
from storefront.accounts.rules import Contact
from storefront.kit import clock, ids, personal, security

COOKIE = "step"


@dataclass(frozen=True)
class Step:
    """A code that was sent: to whom, what for, when, and what the page carries along."""

    contact: Contact
    purpose: str
    browser: str
    sent_at: datetime
    shown: str | None = None  # the code itself, where messages are only printed (development)
    carried: dict = field(default_factory=dict)

    @property
    def late(self) -> bool:
        """Whether the message should have come by now: time to offer another way."""
        return clock.now() - self.sent_at >= rules.OFFER_OTHER_WAY


def begin(contact: Contact | str, purpose: str, **carried) -> Step:
    """Send a code and return the step to keep in the browser. Raises as `codes.send_code`."""
    found = current(purpose)
    browser = found.browser if found else ids.secret()
    sent = codes.send_code(contact, purpose, browser)
    return Step(sent.contact, purpose, browser, sent.at, sent.shown, carried)


def again(step: Step) -> Step:
    """Send a new code for the same step."""
    sent = codes.send_code(step.contact, step.purpose, step.browser)
    return replace(step, sent_at=sent.at, shown=sent.shown)


def current(purpose: str) -> Step | None:
    """The step this browser is at for `purpose`, or None."""
    token = ids.unsign("step", request.cookies.get(doors.cookie_name(COOKIE), ""))
    if token is None:
        return None
    try:
        held = json.loads(personal.unseal(token))
        if held["purpose"] != purpose:
            return None
        sent_at = datetime.fromisoformat(held["sent_at"])
        return Step(Contact(*held["contact"]), purpose, held["browser"], sent_at, held["shown"], held["carried"])
    except (ValueError, KeyError, TypeError):
        return None


def keep(response: Response, step: Step) -> Response:
    """Put the step into the browser."""
    held = {
        "contact": [step.contact.kind, step.contact.value],
        "purpose": step.purpose,
        "browser": step.browser,
        "sent_at": step.sent_at.isoformat(),
        "shown": step.shown,
        "carried": step.carried,
    }
    seconds = int(rules.CODE_LIVES.total_seconds())
    token = ids.sign("step", personal.seal(json.dumps(held)), seconds)
    doors.set_cookie(response, COOKIE, token, seconds)
    return security.private(response)


def forget(response: Response) -> Response:
    """The step is done."""
    doors.drop_cookie(response, COOKIE)
    return response


def prove(step: Step, code: str) -> Contact:
    """The contact of a typed code, whether anybody has an account with it or not. Raises as `codes.prove`."""
    return codes.prove(step.contact, code, step.browser, step.purpose)


def finish(step: Step, code: str) -> Person:
    """The person of a typed code. Raises as `codes.check_code`."""
    return codes.check_code(step.contact, code, step.browser, step.purpose)
