"""People, their codes, their sessions on devices, their passkeys."""

import peewee

from storefront.kit import db
from storefront.kit.personal import SealedField

ROLES = ("", "support", "finance", "operator")


class Person(db.Base):
    """Somebody who signs in. Buyers need not be one. Phone and e-mail are sealed and found by blind index."""

    id = peewee.AutoField()
    name = SealedField(null=True)
    phone = SealedField(null=True)  # E.164
    phone_index = peewee.CharField(32, null=True, unique=True)
    email = SealedField(null=True)
    email_index = peewee.CharField(32, null=True, unique=True)
    language = peewee.CharField(10, default="en")
    role = peewee.CharField(10, default="", constraints=[peewee.Check("role IN ('','support','finance','operator')")])
    notices_by = peewee.CharField(6, default="text", constraints=[peewee.Check("notices_by IN ('text','mail','none')")])
    last_shop_id = peewee.IntegerField(null=True)
    created_at = db.UTCDateTimeField()
    blocked_at = db.UTCDateTimeField(null=True)  # by the operator: every session is dead at once
    erased_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "person"


class SignInCode(db.Base):
    """A six-digit code: stored hashed, bound to the browser that asked, good once and for one purpose."""

    id = peewee.AutoField()
    contact_index = peewee.CharField(32)
    purpose = peewee.CharField(20)  # signin, confirm (a sensitive act), contact (a new number), mydata (a guest and their data)
    code_hash = peewee.CharField(64)
    browser_hash = peewee.CharField(64)
    tries = peewee.IntegerField(default=0)
    wait_until = db.UTCDateTimeField(null=True)  # after the third wrong try
    sent_at = db.UTCDateTimeField()
    expires_at = db.UTCDateTimeField()
    used_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "sign_in_code"
        indexes = ((("contact_index", "sent_at"), False), (("browser_hash", "sent_at"), False))


class Session(db.Base):
    """One device that is signed in. Only the hash of its cookie is kept; revoking is a column, at once effective."""

    id = peewee.AutoField()
    token_hash = peewee.CharField(64, unique=True)
    person = db.ForeignKey(Person)
    device = peewee.CharField(80)  # "Chrome on Android"
    network = peewee.CharField(64, default="")
    created_at = db.UTCDateTimeField()
    seen_at = db.UTCDateTimeField()
    expires_at = db.UTCDateTimeField()
    fresh_until = db.UTCDateTimeField(null=True)  # until when sensitive acts need no new proof
    revoked_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "session"


class Passkey(db.Base):
    """A WebAuthn credential."""

    id = peewee.AutoField()
    person = db.ForeignKey(Person)
    credential_id = peewee.CharField(400, unique=True)  # base64url
    public_key = peewee.TextField()  # base64url COSE
    sign_count = peewee.BigIntegerField(default=0)
    name = peewee.CharField(80)
    created_at = db.UTCDateTimeField()
    used_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "passkey"
