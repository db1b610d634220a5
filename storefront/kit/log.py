"""Structured logs: JSON lines in production, readable lines in development. Personal data never goes in."""

import structlog

_log = structlog.get_logger("microstore")


def configure(production: bool) -> None:
    """Choose the form of the lines."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
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
