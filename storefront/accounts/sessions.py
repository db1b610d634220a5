"""Sessions: one row per signed-in device; the cookie's secret is kept as a hash, limits are compared at every use."""

from datetime import timedelta

from storefront.accounts import rules
from storefront.accounts.models import Person, Session
from storefront.kit import clock, db, events, ids
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _

_SEEN_EVERY = timedelta(hours=1)


@db.verb
def open_session(person: Person, device: str, network: str, replaces: str | None = None) -> str:
    """Sign a person in on a device and return the new secret for its cookie (256 bits); the secret it replaces dies.

    The session begins fresh: sensitive acts need no new proof for ten minutes. Raises Refused for a blocked person.
    """
    if person.blocked_at is not None or person.erased_at is not None:
        raise Refused(_("This account is closed. Write to us if you think that is wrong."))
    if replaces:
        close_session(replaces)
    now, token = clock.now(), ids.secret() + ids.secret()
    session = Session.create(
        token_hash=ids.digest(token),
        person=person.id,
        device=device[:80],
        network=network[:64],
        created_at=now,
        seen_at=now,
        expires_at=now + rules.limits(person.role)[1],
        fresh_until=now + rules.FRESH,
    )
    events.record("person.signed_in", subject=f"person:{person.id}", session=session.id, device=device[:80])
    return token


def find(token: str | None) -> Session | None:
    """The living session of a cookie's secret, with its person, or None. Notes at intervals that it was used."""
    if not token or len(token) > 100:
        return None
    session = Session.select(Session, Person).join(Person).where(Session.token_hash == ids.digest(token)).first()
    now = clock.now()
    if session is None or not alive(session, now):
        return None
    idle = rules.limits(session.person.role)[0]
    if now - session.seen_at >= min(_SEEN_EVERY, idle / 30):
        db.note(Session.update(seen_at=now).where(Session.id == session.id).execute)
    return session


def alive(session: Session, now) -> bool:
    """Whether a session still opens doors: not revoked, within the limits of its person's role of today, person not kept out."""
    person = session.person
    if session.revoked_at is not None or person.blocked_at is not None or person.erased_at is not None:
        return False
    idle, absolute = rules.limits(person.role)
    return now < session.expires_at and now < session.created_at + absolute and now < session.seen_at + idle


def close_session(token: str | None) -> None:
    """Sign out the device that holds this secret."""
    if token:
        _revoke(Session.token_hash == ids.digest(token))


def sessions_of(person: Person) -> list[Session]:
    """The living sessions of a person, last used first."""
    rows = Session.select(Session, Person).join(Person).where(Session.person == person.id, Session.revoked_at.is_null())
    now = clock.now()
    return [row for row in rows.order_by(Session.seen_at.desc(), Session.id.desc()).limit(100) if alive(row, now)]


def revoke(person: Person, session_id: int) -> None:
    """Sign out one device of this person. NotFound where it is not theirs."""
    if not _revoke(Session.id == session_id, Session.person == person.id):
        raise NotFound


def revoke_others(person: Person, keep: int) -> int:
    """Sign out every device but the one with session id `keep`; returns how many."""
    return _revoke(Session.person == person.id, Session.id != keep)


def revoke_all(person: Person | int) -> int:
    """Sign a person out everywhere."""
    return _revoke(Session.person == getattr(person, "id", person))


@db.verb
def _revoke(*where) -> int:
    return Session.update(revoked_at=clock.now()).where(*where, Session.revoked_at.is_null()).execute()


def is_fresh(session: Session) -> bool:
    """Whether this session proved itself in the last ten minutes."""
    return session.fresh_until is not None and clock.now() < session.fresh_until


@db.verb
def freshen(session: Session) -> None:
    """A new proof was given: sensitive acts are open for ten minutes."""
    session.fresh_until = clock.now() + rules.FRESH
    Session.update(fresh_until=session.fresh_until).where(Session.id == session.id).execute()


def sweep() -> None:
    """Forget sessions and codes that ended more than ninety days ago. Every minute, a few at a time."""
    from storefront.accounts.models import SignInCode

    before = clock.now() - timedelta(days=90)
    old = Session.select(Session.id).where(Session.expires_at < before).limit(500)
    Session.delete().where(Session.id.in_([row.id for row in old])).execute()
    spent = SignInCode.select(SignInCode.id).where(SignInCode.expires_at < clock.now() - timedelta(days=2)).limit(500)
    SignInCode.delete().where(SignInCode.id.in_([row.id for row in spent])).execute()
