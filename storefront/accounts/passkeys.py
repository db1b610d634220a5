"""Passkeys (WebAuthn): signing in with the phone's own lock, without a number or a code.

A passkey proves the device and, because verification is required, its owner. Challenges live five minutes in a signed cookie and are
good once. The relying party is the host of MICROSTORE_URL; browsers allow passkeys on https and on localhost only.
"""

import hmac
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import urlsplit

from storefront.accounts import codes, rules
from storefront.accounts.models import Passkey, Person
from storefront.kit import clock, db, events, ids, once
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _

MOST = 20  # of one person
CHALLENGE_SECONDS = 300


def host() -> str:
    """The relying party's id."""
    return urlsplit(codes.settings().base_url).hostname or "localhost"


def origin() -> str:
    """The origin that browsers sign."""
    parts = urlsplit(codes.settings().base_url)
    return f"{parts.scheme}://{parts.netloc}"


def available() -> bool:
    """Whether browsers allow passkeys at this market's address."""
    return origin().startswith("https://") or host() == "localhost"


def of_person(person: Person) -> list[Passkey]:
    """A person's passkeys, oldest first."""
    return list(Passkey.select().where(Passkey.person == person.id).order_by(Passkey.id))


def creation_options(person: Person) -> tuple[str, str]:
    """(JSON for navigator.credentials.create, challenge) to make a passkey for this person."""
    import webauthn
    from webauthn.helpers import structs

    known = [structs.PublicKeyCredentialDescriptor(id=_bytes(key.credential_id)) for key in of_person(person)]
    label = person.name or rules.Contact("phone" if person.phone else "email", person.phone or person.email or "?").masked
    options = webauthn.generate_registration_options(
        rp_id=host(),
        rp_name=codes.settings().market_name,
        user_id=_handle(person),
        user_name=label,
        user_display_name=label,
        exclude_credentials=known,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
    )
    return webauthn.options_to_json(options), _text(options.challenge)


def request_options() -> tuple[str, str]:
    """(JSON for navigator.credentials.get, challenge) to sign in with any passkey of this market."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_authentication_options(
        rp_id=host(), user_verification=structs.UserVerificationRequirement.REQUIRED
    )
    return webauthn.options_to_json(options), _text(options.challenge)


@db.verb
def add(person: Person, credential: dict, challenge: str, device: str) -> Passkey:
    """Keep a passkey that the browser made for `challenge`. Refused where it does not verify or is known already."""
    if len(of_person(person)) >= MOST:
        raise Refused(_("You have many passkeys already. Remove one you no longer use."))
    _use_up(challenge)
    import webauthn

    made = _verified(
        lambda: webauthn.verify_registration_response(
            credential=json.dumps(credential),
            expected_challenge=_bytes(challenge),
            expected_rp_id=host(),
            expected_origin=origin(),
            require_user_verification=True,
        )
    )
    row = {
        "person": person.id,
        "credential_id": _text(made.credential_id),
        "public_key": _text(made.credential_public_key),
        "sign_count": made.sign_count,
        "name": device[:80],
        "created_at": clock.now(),
    }
    if not Passkey.insert(row).on_conflict(conflict_target=[Passkey.credential_id], action="IGNORE").as_rowcount().execute():
        raise Refused(_("This passkey is in use already."))
    passkey = Passkey.get(Passkey.credential_id == row["credential_id"])
    events.record("person.passkey_added", subject=f"person:{person.id}", passkey=passkey.id)
    return passkey


@db.verb
def recognise(credential: dict, challenge: str) -> Person:
    """The person whose passkey signed `challenge`. Refused where nobody's did."""
    _use_up(challenge)
    known = str(credential.get("id", ""))
    known = known if re.fullmatch(r"[A-Za-z0-9_-]{1,400}", known) else ""
    key = Passkey.select(Passkey, Person).join(Person).where(Passkey.credential_id == known).first()
    if key is None:
        raise Refused(_("We do not know this passkey. Sign in with a code."))
    import webauthn

    proof = _verified(
        lambda: webauthn.verify_authentication_response(
            credential=json.dumps(credential),
            expected_challenge=_bytes(challenge),
            expected_rp_id=host(),
            expected_origin=origin(),
            credential_public_key=_bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    )
    Passkey.update(sign_count=proof.new_sign_count, used_at=clock.now()).where(Passkey.id == key.id).execute()
    return key.person


@db.verb
def remove(person: Person, passkey_id: int) -> None:
    """Forget a passkey of this person. NotFound where it is not theirs."""
    if not Passkey.delete().where(Passkey.id == passkey_id, Passkey.person == person.id).execute():
        raise NotFound
    events.record("person.passkey_removed", subject=f"person:{person.id}", passkey=passkey_id)


def _use_up(challenge: str) -> None:
    """A challenge is good once, also when it comes twice at the same moment."""
    if not challenge or once.claim("passkey", ids.digest(challenge), {}) is not None:
        raise Refused(_("That took too long. Try again."))


def _verified(check):
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        return check()
    except (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise Refused(_("This passkey could not be checked. Try again, or sign in with a code."))


def _handle(person: Person) -> bytes:
    """What the authenticator keeps as the user's id: nothing that can be read back."""
    return hmac.digest(ids.key_for("passkey handle"), str(person.id).encode(), "sha256")[:32]


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
