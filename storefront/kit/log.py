"""Structured logs: JSON lines in production, readable lines in development. Personal data never goes in.

Nobody logs a contact, and still a message of a library may quote one: whatever looks like a number or an address is taken out of
every line, and out of the errors that are kept for the operator (`plain`).
"""

import re

import structlog

_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|\+\d[\d ()-]{6,}\d|\b1[3-9]\d{9}\b")
_SECRET = re.compile(r"(/o/|/q/|/pay/)[\w-]{8,}")


def plain(error: BaseException | str) -> str:
    """An error in words, without whatever in it looks like a contact or a private link."""
    text = error if isinstance(error, str) else repr(error)
    return _SECRET.sub(r"\1…", _CONTACT.sub("…", text))


def _without_contacts(_logger, _method, values: dict) -> dict:
    for name, value in values.items():
        if isinstance(value, str) and name not in ("timestamp", "level"):
            values[name] = plain(value)
    return values


_log = structlog.get_logger("microstore")


def configure(production: bool) -> None:
    """Choose the form of the lines."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_contacts,
            structlog.processors.JSONRenderer() if production else structlog.dev.ConsoleRenderer(colors=False),
        ],
        cache_logger_on_first_use=False,
    )


def bind(**values) -> None:
    """Add values to every line of this context (request id, shop)."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(**values)


def info(event: str, **values) -> None:
    _log.info(event, **values)


def warning(event: str, **values) -> None:
    _log.warning(event, **values)


def error(event: str, **values) -> None:
    _log.error(event, **values)
