"""Pure decisions about contacts, codes and sessions: every limit stands here."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from storefront.kit import phones
from storefront.kit.i18n import gettext as _

CODE_LIVES = timedelta(minutes=10)
TRIES = 5
WAIT_AFTER = 3  # wrong tries, then…
WAIT = timedelta(seconds=30)
SENDS_PER_CONTACT = 5  # an hour
SENDS_PER_NETWORK = 20  # an hour
OFFER_OTHER_WAY = timedelta(seconds=20)
FRESH = timedelta(minutes=10)
PURPOSES = ("signin", "confirm", "contact", "mydata")

# (idle, absolute): how long a session lives unused, and at all.
PERSON_LIMITS = (timedelta(days=30), timedelta(days=30))
STAFF_LIMITS = (timedelta(minutes=30), timedelta(hours=12))

_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9][a-z0-9-]{0,62})+")


@dataclass(frozen=True)
class Contact:
    """A way to reach somebody: `kind` is "phone" (value in E.164) or "email" (value in lower case)."""

    kind: str
    value: str

    @property
    def channel(self) -> str:
        """How a message travels there: "text" or "mail"."""
        return "text" if self.kind == "phone" else "mail"

    @property
    def masked(self) -> str:
        """What its owner recognises and nobody else can use: "138····8000", "m····@example.com"."""
        if self.kind == "phone":
            return phones.mask(self.value)
        name, _at, host = self.value.partition("@")
        return f"{name[:1]}····@{host}"


def read_contact(text: str, country: str) -> Contact | None:
    """A mobile number or an e-mail address as a person types it, or None. `country` is where a bare number is dialled from."""
    plain = unicodedata.normalize("NFKC", text or "").strip()
    if "@" not in plain:
        number = phones.parse(plain, country)
        return Contact("phone", number) if number else None
    name, _at, host = plain.lower().rpartition("@")
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        return None
    address = f"{name}@{host}"
    return Contact("email", address) if len(address) <= 254 and _EMAIL.fullmatch(address) else None


def contact_problem(text: str, country: str) -> str | None:
    """What is wrong with a contact as typed, in one sentence, or None."""
    if "@" not in unicodedata.normalize("NFKC", text or ""):
        return phones.problem(text, country)
    if read_contact(text, country) is None:
        return _("This e-mail address is not complete. It should look like name@example.com.")
    return None


def allowed_prefix(number: str, prefixes: str) -> bool:
    """Whether texts may go to this E.164 number; `prefixes` is "+86,+49", empty for everywhere."""
    wanted = [prefix.strip() for prefix in prefixes.split(",") if prefix.strip()]
    return not wanted or number.startswith(tuple(wanted))


def limits(role: str) -> tuple[timedelta, timedelta]:
    """(idle, absolute) life of a session of somebody with this role."""
    return STAFF_LIMITS if role else PERSON_LIMITS


def device_name(user_agent: str) -> str:
    """What a browser says it is, such as "Chrome on Android": enough for a person to tell their devices apart."""
    agent = user_agent or ""
    browsers = (
        ("MicroMessenger", "WeChat"), ("EdgA?/|EdgiOS/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/|FxiOS/", "Firefox"), ("Chrome/|CriOS/|Chromium/", "Chrome"), ("Safari/", "Safari"),
    )  # fmt: skip
    systems = (
        ("HarmonyOS|OpenHarmony", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS X|Macintosh", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    )  # fmt: skip
    browser = next((name for pattern, name in browsers if re.search(pattern, agent)), "")
    system = next((name for pattern, name in systems if re.search(pattern, agent)), "")
    if browser and system:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or system or _("A device")


def may(role: str, wanted: str) -> bool:
    """Whether somebody with `role` may do what needs `wanted`; "staff" is any role. The operator may do everything."""
    return bool(role) and (role in ("operator", wanted) or wanted == "staff")
