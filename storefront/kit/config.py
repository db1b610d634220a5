"""Every setting, typed, with one sentence each. Nothing else reads the environment.

`Config.from_env()` reads `MICROSTORE_*`; a name it does not know stops the start, so a typing error is never a silent
default. In production it also refuses the sandbox gateway, console adapters and test switches.
"""

import os
import secrets
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

PREFIX = "MICROSTORE_"


class BadConfig(SystemExit):
    """A setting that cannot work; the message says which and how it should look."""


def setting(default, doc: str):
    """A field of Config with its sentence of documentation."""
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True)
class Config:
    """The installation's settings. Build it with `from_env()` or `for_tests()`."""

    data: Path = setting(Path("data"), "Folder for the database, pictures and the secret key.")
    database: str = setting(
        "", "Database URL: postgresql://user:password@host/name, or sqlite:///path; empty = SQLite in the data folder."
    )
    host: str = setting("0.0.0.0", "Address the server listens on; 127.0.0.1 behind a proxy on the same machine.")
    port: int = setting(8000, "Port the server listens on.")
    url: str = setting(
        "", "Public address that links and QR codes carry, such as https://shops.example; empty = this machine's address."
    )
    environment: str = setting(
        "development", "development or production; production refuses the sandbox, console adapters and test switches."
    )
    market_name: str = setting("Microstore", "Name of this market, in titles, mails and on the home page.")
    threads: int = setting(16, "Request threads per server process.")
    workers: int = setting(1, "Server processes; more than one needs PostgreSQL.")
    jobs: str = setting("inside", "inside = the server runs the job worker; outside = run `python app.py work` beside it.")
    trusted_proxies: int = setting(0, "How many reverse proxies in front add X-Forwarded-For; 0 ignores the header.")
    country: str = setting("CN", "Country of a new shop and of phone numbers typed without a country code (ISO 3166).")
    currency: str = setting("CNY", "Currency of a new shop (ISO 4217); each shop can change it until its first order.")
    time_zone: str = setting("Asia/Shanghai", "Time zone of a new shop (IANA name); each shop can change it.")
    mail_url: str = setting(
        "console://", "How mail leaves: console:// prints it, smtp://user:password@host:587?tls=start sends it."
    )
    mail_from: str = setting("Microstore <no-reply@localhost>", "Sender of mails.")
    text_url: str = setting(
        "console://", "How text messages leave: console:// prints, or an https URL template with {to} and {text}."
    )
    text_prefixes: str = setting("", "Phone prefixes texts may go to, such as +86,+49; empty = every country.")
    texts_per_day: int = setting(2000, "Stop sending sign-in texts after this many in a day, against pumping fraud.")
    sandbox: bool = setting(True, "Offer the built-in sandbox gateway in protected shops (development only).")
    sandbox_url: str = setting("", "Where the sandbox gateway answers; empty = inside this server under /sandbox.")
    hold_minutes: int = setting(30, "How long an unpaid order keeps its stock.")
    confirm_days: int = setting(7, "Days after delivery until receipt confirms itself.")
    extend_days: int = setting(7, "Days that 'I need more time' adds, once.")
    pack_days: int = setting(2, "Days a seller has to ship, unless the shop says otherwise.")
    cap_orders: int = setting(50, "Orders a day for a shop without a checked identity.")
    cap_minor: int = setting(
        1_000_000,
        "Sum of orders a day for a shop without a checked identity, in minor units of its currency (or their rough equivalent).",
    )
    withdraw_least_minor: int = setting(
        1000, "Smallest withdrawal, in minor units of the market's currency (or their rough equivalent)."
    )
    withdraw_unchecked_minor: int = setting(
        50_000, "What a shop without a checked identity may withdraw in all, in minor units of the market's currency."
    )
    bank_holder: str = setting(
        "", "Holder of the market's own bank account in Latin letters, as its bank has it; empty = the market's name."
    )
    bank_iban: str = setting("", "IBAN of the market's own account: batches of withdrawals in euros become SEPA files.")
    bank_bic: str = setting("", "BIC of the market's bank, where that bank wants it in SEPA files.")
    open_orders: int = setting(5, "Unpaid orders one buyer may have open in one shop at a time.")
    open_orders_network: int = setting(40, "Unpaid orders one network address may have open at a time.")
    erasure_days: int = setting(7, "Days in which somebody who asked to be forgotten can call it off.")
    export_days: int = setting(7, "Days for which an export of somebody's own data can be downloaded.")
    address_days: int = setting(
        14, "Days after everything of an order left until its shop sees the address only on asking, on record."
    )
    statement_days: int = setting(
        180, "Days after a statement was compared until what banks wrote beside its lines is forgotten; sums and references stay."
    )
    provider_days: int = setting(
        180,
        "Days after a payment service told something until its words are forgotten, once the money has its place; what became of it stays.",
    )
    notice_days: int = setting(365, "Days until a notice on somebody's page goes; texts and mails go after 90.")
    check_days: int = setting(
        30,
        "Days after the photos of an identity check that came to nothing went until the names and company in it are forgotten.",
    )
    outbox_days: int = setting(
        30, "Days until it goes that a listener was told of an event; the event stays, and so does what failed."
    )
    upload_mb: int = setting(25, "Largest upload in megabytes.")
    picture_quota_mb: int = setting(2000, "Pictures one shop may keep, in megabytes.")
    synchronous: str = setting(
        "full", "SQLite durability: full keeps every acknowledged order through a power cut; normal is for measurements only."
    )
    failpoints: str = setting(
        "", "Test switch: named places where the process ends or waits (`storefront/kit/failpoints.py`); refused in production."
    )
    secrets: tuple[tuple[str, bytes], ...] = field(default=(), repr=False, metadata={"doc": "", "internal": True})

    # --- derived -----------------------------------------------------------------------------------------------
    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.data / 'microstore.db'}"

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def secret(self) -> bytes:
        """The current secret key."""
        return self.secrets[0][1]

    @property
    def base_url(self) -> str:
        """The public address without a trailing slash."""
        return (self.url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def pictures(self) -> Path:
        return self.data / "pictures"

    @property
    def papers(self) -> Path:
        """Where identity papers lie, encrypted. No page serves this folder."""
        return self.data / "papers"

    # --- making one --------------------------------------------------------------------------------------------
    @classmethod
    def from_env(cls, environ: dict[str, str] | None = None) -> "Config":
        """Read MICROSTORE_* from `environ` (default: the process's). Raises BadConfig with a sentence."""
        environ = dict(os.environ if environ is None else environ)
        known = {PREFIX + f.name.upper(): f for f in fields(cls) if not f.metadata.get("internal")}
        given = {name: text for name, text in environ.items() if name.startswith(PREFIX)}
        for name in given:
            if name not in known:
                raise BadConfig(f"{name} is not a setting of Microstore. The settings are listed in README.md.")
        values = {known[name].name: _typed(name, known[name], text) for name, text in given.items()}
        config = cls(**values)
        config = replace(config, data=config.data.expanduser().absolute())
        config.check()
        config.data.mkdir(parents=True, exist_ok=True)
        config.pictures.mkdir(exist_ok=True)
        return replace(config, secrets=_keyring(config.data / "secret.key"))

    @classmethod
    def for_tests(cls, data: Path, database: str = "", **values) -> "Config":
        """Settings for a test: keys made at run time, everything local."""
        data = Path(data)
        data.mkdir(parents=True, exist_ok=True)
        (data / "pictures").mkdir(exist_ok=True)
        values.setdefault("url", "http://localhost")
        return cls(data=data, database=database, secrets=(("test", secrets.token_bytes(32)),), **values)

    def check(self) -> None:
        """Stop at combinations that cannot work or must not be."""
        if self.environment not in ("development", "production"):
            raise BadConfig("MICROSTORE_ENVIRONMENT is development or production.")
        if self.jobs not in ("inside", "outside"):
            raise BadConfig("MICROSTORE_JOBS is inside or outside.")
        if self.synchronous not in ("full", "normal"):
            raise BadConfig("MICROSTORE_SYNCHRONOUS is full or normal.")
        if not self.database_url.startswith(("sqlite:///", "postgresql://", "postgres://")):
            raise BadConfig("MICROSTORE_DATABASE starts with postgresql:// or sqlite:///.")
        if self.is_sqlite and self.workers > 1:
            raise BadConfig("SQLite is one process: set MICROSTORE_WORKERS=1, or use PostgreSQL.")
        if not self.production:
            return
        if not self.url.startswith("https://"):
            raise BadConfig("In production MICROSTORE_URL is the public https:// address.")
        if self.mail_url.startswith("console:") and self.text_url.startswith("console:"):
            raise BadConfig("In production MICROSTORE_MAIL_URL or MICROSTORE_TEXT_URL must really send.")
        for name in ("sandbox", "failpoints"):
            if getattr(self, name):
                raise BadConfig(f"In production MICROSTORE_{name.upper()} must be off.")
        if self.synchronous != "full":
            raise BadConfig("In production MICROSTORE_SYNCHRONOUS must be full.")


def _typed(name: str, spec, text: str):
    kind = type(spec.default)
    try:
        if kind is bool:
            return {
                "1": True,
                "true": True,
                "yes": True,
                "on": True,
                "0": False,
                "false": False,
                "no": False,
                "off": False,
                "": False,
            }[text.strip().lower()]
        if kind is int:
            return int(text)
        return kind(text)
    except (KeyError, ValueError):
        raise BadConfig(f"{name}={text!r} should be {'yes or no' if kind is bool else 'a whole number'}.") from None


def _keyring(path: Path) -> tuple[tuple[str, bytes], ...]:
    """The keys in `path`, one "id:hex" a line, newest first; made on the first start, mode 600."""
    if not path.exists():
        _make_key(path)
    keys = []
    for line in path.read_text().splitlines():
        name, _, value = line.strip().partition(":")
        if name and value:
            keys.append((name, bytes.fromhex(value)))
    if not keys:
        raise BadConfig(f"{path} holds no key. Restore it from the backup: without it personal data cannot be read.")
    return tuple(keys)


def _make_key(path: Path) -> None:
    """A first key. Of several processes that start in a new folder at once one makes it, and nobody ever sees half of it."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as out:
            out.write(f"k1:{secrets.token_hex(32)}\n")
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(partial, path)
        except FileExistsError:  # somebody was faster, and may have used theirs already
            pass
        except OSError:  # a file system without links
            partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
