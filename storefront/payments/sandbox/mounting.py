"""The sandbox under /sandbox of the market's own server, for development."""

import threading

from storefront.kit import ids
from storefront.kit.config import Config
from storefront.payments.carrier import Carrier, Http
from storefront.payments.sandbox.app import Sandbox

PREFIX = "/sandbox"


def secret() -> bytes:
    """What the market and its sandbox share."""
    return ids.key_for("sandbox gateway")


def inside(config: Config) -> str:
    """Where this server reaches itself, whatever name the outside has for it."""
    host = "127.0.0.1" if config.host in ("", "0.0.0.0", "::") else config.host
    return f"http://{f'[{host}]' if ':' in host else host}:{config.port}"


def made(config: Config, carrier: Carrier | None = None, background: bool = True) -> Sandbox:
    """The sandbox of this installation: its file is in the data folder, its notices go to this server."""
    notify = f"{inside(config)}/hooks/sandbox"
    return Sandbox(config.data / "sandbox.db", secret(), notify, carrier or Http(), background)


class Mounted:
    """WSGI middleware: /sandbox is the sandbox, made at the first request to it; everything else is the market."""

    def __init__(self, app, config: Config):
        self.app, self.config = app, config
        self._sandbox: Sandbox | None = None
        self._making = threading.Lock()

    @property
    def sandbox(self) -> Sandbox:
        with self._making:  # two would each tell of the same payment
            if self._sandbox is None:
                self._sandbox = made(self.config)
            return self._sandbox

    @sandbox.setter
    def sandbox(self, one: Sandbox) -> None:
        self._sandbox = one

    def __call__(self, environ, start_response):
        path = environ.get("PATH_INFO", "")
        if path != PREFIX and not path.startswith(PREFIX + "/"):
            return self.app(environ, start_response)
        script = environ.get("SCRIPT_NAME", "") + PREFIX
        return self.sandbox({**environ, "SCRIPT_NAME": script, "PATH_INFO": path[len(PREFIX) :] or "/"}, start_response)


def mount(app, config: Config):
    """`app` with the sandbox under /sandbox, where the settings want it there; else `app` itself."""
    return Mounted(app, config) if config.sandbox and not config.sandbox_url else app
