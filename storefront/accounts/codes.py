"""Six-digit codes: sending within limits, and proving a contact with one.

Nothing here looks whether a contact is known before its code was typed, so known and unknown contacts get the same answer in the
same time. A code is bound to the browser that asked (a secret in its cookie), to the contact, and to one purpose.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from storefront.accounts import people, rules
from storefront.accounts.models import Person, SignInCode
from storefront.accounts.rules import Contact
from storefront.kit import clock, db, events, ids, post, security
from storefront.kit.config import Config
from storefront.kit.errors import Changed, NotFound, Refused, TooMany
from storefront.kit.i18n import gettext as _

_config: Config | None = None


def configure(config: Config) -> None:
    """Take the settings: country of bare numbers, prefixes, daily budget, address in texts. Called when the app is made."""
    global _config
    _config = config


def settings() -> Config:
    """The settings this room was given."""
    return _config


@dataclass(frozen=True)
class Sent:
    """A code on its way. `shown` is the code itself where texts or mails are only printed (development), else None."""

    contact: Contact
    at: datetime
    shown: str | None


def read(text: str, field: str = "contact") -> Contact:
    """A contact as typed; Refused with what is wrong with it."""
    contact = rules.read_contact(text, _config.country)
    if contact is None:
        raise Refused(rules.contact_problem(text, _config.country) or _("Check this once more."), field)
    return contact


@db.verb
def send_code(contact: Contact | str, purpose: str, browser: str) -> Sent:
    """Send a code for `purpose` ("signin", "confirm", "contact") to be typed in the browser that holds the secret `browser`.

    Earlier codes of this browser for the same end are void. Raises Refused for an impossible contact or prefix, TooMany past
    the limits: 5 an hour per contact, 20 an hour per network, MICROSTORE_TEXTS_PER_DAY texts a day in all.
    """
    if purpose not in rules.PURPOSES:
        raise ValueError(purpose)
    if isinstance(contact, str):
        contact = read(contact)
    _limit(contact)
    now, index = clock.now(), people.index_of(contact)
    code = ids.digits(6)
    mine = (SignInCode.browser_hash == ids.digest(browser), SignInCode.purpose == purpose, SignInCode.used_at.is_null())
    SignInCode.update(used_at=now).where(*mine).execute()
    row = SignInCode.create(
        contact_index=index,
        purpose=purpose,
        code_hash=_hash(code, index, browser, purpose),
        browser_hash=ids.digest(browser),
        sent_at=now,
        expires_at=now + rules.CODE_LIVES,
    )
    subject, body = _words(contact, code)
    post.put(contact.channel, contact.value, subject, body, dedupe=f"code:{row.id}")
    return Sent(contact, now, code if _only_printed(contact) else None)


def _limit(contact: Contact) -> None:
    hour, index = timedelta(hours=1), people.index_of(contact)
    sentence = _("We sent several codes already. Wait an hour, or use another way to sign in.")
    if contact.kind == "phone" and not rules.allowed_prefix(contact.value, _config.text_prefixes):
        raise Refused(_("We cannot send texts to this country yet. Use your e-mail address."), "contact")
    security.hit(f"code:{index}", rules.SENDS_PER_CONTACT, hour, sentence)
    # the counter above begins anew with the clock's hour; the rows make it five in any sixty minutes
    lately = SignInCode.select().where(SignInCode.contact_index == index, SignInCode.sent_at > clock.now() - hour)
    if lately.count() >= rules.SENDS_PER_CONTACT:
        raise TooMany(sentence, retry_after=3600)
    security.hit(
        f"code-network:{events.actor().network}",
        rules.SENDS_PER_NETWORK,
        hour,
        _("Too many codes went to this network. Wait an hour."),
    )
    if contact.kind == "phone":
        sentence = _("We cannot send more texts today. Use your e-mail address.")
        security.hit("code-texts", _config.texts_per_day, timedelta(days=1), sentence)


def _only_printed(contact: Contact) -> bool:
    url = _config.text_url if contact.kind == "phone" else _config.mail_url
    return not _config.production and url.startswith("console:")


def _hash(code: str, index: str, browser: str, purpose: str) -> str:
    # keyed: six digits under a bare hash are read back in a second by whoever sees the table
    return hmac.new(ids.key_for("sign-in codes"), f"{code}\0{index}\0{browser}\0{purpose}".encode(), "sha256").hexdigest()


def _words(contact: Contact, code: str) -> tuple[str, str]:
    market = _config.market_name
    sentence = _(
        "%(code)s is your code for %(market)s. It is good for 10 minutes. We never ask for it.", code=code, market=market
    )
    if contact.kind == "email":
        return _("%(code)s is your code for %(market)s", code=code, market=market), sentence
    host = urlsplit(_config.base_url).netloc
    # the last line lets phones offer the code to this site alone
    return "", f"{sentence}\n\n@{host} #{code}" if _config.base_url.startswith("https://") else sentence


def prove(contact: Contact, code: str, browser: str, purpose: str) -> Contact:
    """Check a typed code and use it up. Raises Refused (wrong, old), TooMany (wait 30 s after three wrong tries).

    Every try is counted before it is compared, and committed by itself, so it must not run inside a transaction.
    """
    if db.database.in_transaction():
        raise RuntimeError("a refused try would be forgotten with the transaction around it")
    now, index = clock.now(), people.index_of(contact)
    mine = (SignInCode.browser_hash == ids.digest(browser), SignInCode.contact_index == index, SignInCode.purpose == purpose)
    row = SignInCode.select().where(*mine, SignInCode.used_at.is_null()).order_by(SignInCode.id.desc()).first()
    if row is None or now >= row.expires_at or row.tries >= rules.TRIES:
        raise Refused(_("This code is no longer good. Send a new one."), "code", again=True)
    if row.wait_until is not None and now < row.wait_until:
        raise _wait(row.wait_until - now)
    tries = row.tries + 1
    wait = now + rules.WAIT if tries == rules.WAIT_AFTER else None
    if not _swap(row, SignInCode.tries == row.tries, tries=tries, wait_until=wait):
        raise Changed(_("Two tries came at once. Type the code again."), "code")
    if not hmac.compare_digest(row.code_hash, _hash("".join(code.split()), index, browser, purpose)):
        if wait is not None:
            raise _wait(rules.WAIT)
        raise Refused(_("That is not the code we sent. Check the latest message."), "code")
    if not _swap(row, used_at=now):
        raise Refused(_("This code is no longer good. Send a new one."), "code", again=True)
    return contact


@db.verb
def _swap(row: SignInCode, *where, **columns) -> int:
    """Change an unused code; 0 where somebody was faster."""
    return SignInCode.update(**columns).where(SignInCode.id == row.id, SignInCode.used_at.is_null(), *where).execute()


def _wait(left: timedelta) -> TooMany:
    seconds = max(1, int(left.total_seconds()))
    sentence = _("That is not the code we sent, three times. Wait %(seconds)s seconds, then try again.", seconds=seconds)
    return TooMany(sentence, "code", retry_after=seconds)


def check_code(contact: Contact, code: str, browser: str, purpose: str = "signin") -> Person:
    """Prove a contact and return its person; somebody new is made for "signin" only (else NotFound). Raises as `prove`."""
    prove(contact, code, browser, purpose)
    if purpose == "signin":
        return people.find_or_make(contact)
    person = people.person_by_contact(contact)
    if person is None:
        raise NotFound
    return person
