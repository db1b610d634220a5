"""Ways for texts and mails to leave: printed (development), SMTP, and any text-message service with an HTTP interface.

`use(config)` puts one adapter per channel into `post.transports`, chosen by the scheme of MICROSTORE_MAIL_URL and
MICROSTORE_TEXT_URL:

- `console://` prints the message and keeps the last ones in `post.sent_here`, so that a page can show them, marked as such;
- `smtp://user:password@host:587?tls=start` sends mail; `tls=start` (STARTTLS, the default where a password is given),
  `smtps://…` (TLS from the first byte, port 465), `tls=none` (a relay on the same machine);
- `https://service.example/send?to={to}&text={text}` fetches that address per text, blanks filled in and escaped. With
  `#post` at the end the part after `?` is posted as a form instead. Plain http is for this machine's own address only.

An adapter's `send(to, subject, body, key)` returns when the other side has taken the message, and raises otherwise; the outbox tries
again. Who was cut off between sending and hearing the answer sends twice: `key` is the same each time, so that the other side can tell.
It travels as Message-ID, and as the header Idempotency-Key or in the blank {key}.
"""

import http.client
import ipaddress
import re
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from functools import cached_property
from urllib.parse import parse_qs, quote, unquote, urlsplit

from storefront.kit import post
from storefront.kit.config import BadConfig, Config

SECONDS = 10
KEPT = 50


class Console:
    """Development: prints, and keeps the last messages for pages that show them."""

    def __init__(self, channel: str):
        self.channel = channel

    def send(self, to: str, subject: str, body: str, key: str = "") -> None:
        post.sent_here.append((self.channel, to, subject, body))
        del post.sent_here[:-KEPT]
        lines = "\n".join(f"    {line}" for line in (f"{subject}\n{body}" if subject else body).splitlines())
        print(f"--- {self.channel} to {to} (printed, not sent)\n{lines}", flush=True)  # noqa: T201 - printing is its work


class Smtp:
    """Mail by SMTP, encrypted unless the settings say otherwise; a connection per message."""

    def __init__(self, url: str, sender: str):
        parts = urlsplit(url)
        options = parse_qs(parts.query)
        self.host, self.sender = parts.hostname or "", sender
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        default = "wrapped" if parts.scheme == "smtps" else "start" if self.user else "none"
        self.tls = options.get("tls", [default])[0]
        self.port = parts.port or {"wrapped": 465, "start": 587}.get(self.tls, 25)
        self.authority = options.get("ca", [None])[0]
        if self.authority:  # a file that cannot be read is said at the start
            self.context  # noqa: B018
        if not self.host or self.tls not in ("start", "wrapped", "none"):
            raise BadConfig("MICROSTORE_MAIL_URL looks like smtp://user:password@host:587?tls=start (or tls=wrapped, tls=none).")
        if self.tls == "none" and self.user and not _is_here(self.host):
            raise BadConfig("MICROSTORE_MAIL_URL would send a password unencrypted. Use tls=start or smtps://.")
        if "@" not in parseaddr(sender)[1]:
            raise BadConfig("MICROSTORE_MAIL_FROM looks like Name <address@example.com>.")

    @cached_property
    def context(self) -> ssl.SSLContext:
        """Whom to trust. Reading all certificates of the system is a tenth of the start, so that is left to the first mail."""
        return ssl.create_default_context(cafile=self.authority)

    def send(self, to: str, subject: str, body: str, key: str = "") -> None:
        with self._connect() as server:
            if self.tls == "start":
                server.starttls(context=self.context)
            if self.user:
                server.login(self.user, self.password)
            server.send_message(self.message(to, subject, body, key), to_addrs=[to])

    def _connect(self) -> smtplib.SMTP:
        if self.tls == "wrapped":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=self.context)
        return smtplib.SMTP(self.host, self.port, timeout=SECONDS)

    def message(self, to: str, subject: str, body: str, key: str = "") -> EmailMessage:
        """The mail as it travels. Raises ValueError for line breaks in a header."""
        if any(c in text for text in (to, subject) for c in "\r\n\0"):
            raise ValueError("a header of a mail has one line")
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, to, subject
        mail["Date"] = formatdate(usegmt=True)
        domain = parseaddr(self.sender)[1].rpartition("@")[2]
        mail["Message-ID"] = f"<{key}@{domain}>" if key else make_msgid(domain=domain)
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(body)
        return mail


class HttpText:
    """Texts by one HTTP request each. No redirects are followed and the answer's body is not kept."""

    def __init__(self, template: str):
        self.template, _hash, how = template.partition("#")
        self.posts = how == "post"
        parts = urlsplit(self.template)
        if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(parts.hostname or "")):
            raise BadConfig("MICROSTORE_TEXT_URL is an https:// address (http:// on this machine only) with {to} and {text}.")
        if not parts.hostname or "{to}" not in self.template or "{text}" not in self.template or "{" in parts.netloc:
            raise BadConfig("MICROSTORE_TEXT_URL names a service and has the blanks {to} and {text} after it.")

    def send(self, to: str, subject: str, body: str, key: str = "") -> None:
        blanks = {"{to}": to, "{text}": body, "{key}": key}
        filled = re.sub(r"{(?:to|text|key)}", lambda blank: quote(blanks[blank[0]], safe=""), self.template)
        parts = urlsplit(filled)
        target, form = parts.path or "/", parts.query
        if not self.posts:
            target, form = f"{target}?{form}" if form else target, ""
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname, parts.port, timeout=SECONDS)
        try:
            headers = {"User-Agent": "Microstore"} | ({"Content-Type": "application/x-www-form-urlencoded"} if self.posts else {})
            headers |= {"Idempotency-Key": key} if key else {}
            connection.request("POST" if self.posts else "GET", target, form or None, headers)
            status = connection.getresponse().status
        finally:
            connection.close()
        if not 200 <= status < 300:
            raise OSError(f"the text service answered {status}")


def _is_here(host: str) -> bool:
    """Whether a host is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def mail(config: Config):
    """The adapter that MICROSTORE_MAIL_URL names. Raises BadConfig."""
    scheme = urlsplit(config.mail_url).scheme
    if scheme == "console":
        return Console("mail")
    if scheme in ("smtp", "smtps"):
        return Smtp(config.mail_url, config.mail_from)
    raise BadConfig("MICROSTORE_MAIL_URL begins with smtp://, smtps:// or console://.")


def text(config: Config):
    """The adapter that MICROSTORE_TEXT_URL names. Raises BadConfig."""
    scheme = urlsplit(config.text_url).scheme
    if scheme == "console":
        return Console("text")
    return HttpText(config.text_url)


def use(config: Config) -> None:
    """Send texts and mails as the settings say."""
    post.transports.add("mail", mail(config))
    post.transports.add("text", text(config))
