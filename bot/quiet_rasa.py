"""Puts Rasa's logging and telemetry in order before it is used. Import it before `rasa`.

Rasa prints every message and the whole history at debug level unless structlog is configured, and its
exception logs carry local variables: neither may reach a log file of a shop.
"""

import logging
import os
import sys
import warnings
from pathlib import Path

import structlog

from bot import slim


def settle(level: int = logging.WARNING) -> None:
    """Telemetry off, stand-ins in, logs at `level` and above as JSON on stderr, without message texts."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    slim.install()
    warnings.simplefilter("ignore")
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            _drop_tracebacks,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(max(level, logging.INFO)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.getLogger().handlers[0].addFilter(_without_traceback)


def stay_within(folder: Path) -> None:
    """Rasa's own settings are kept in `folder`, and nothing is written to the user's home.

    Training and the command line note there whether telemetry is on, also when it is off
    (`rasa/telemetry.py:188`, 3.6.21). Call it after the stand-ins are in: it imports Rasa.
    """
    import rasa.constants

    rasa.constants.GLOBAL_USER_CONFIG_PATH = str(folder / "global.yml")


def _drop_tracebacks(
    _logger: object, _method: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    """Keeps an exception's type; its text and its local variables may hold what a customer wrote."""
    error = event.pop("exc_info", None)
    if error:
        kind = error if isinstance(error, BaseException) else sys.exc_info()[1]
        event["error"] = type(kind).__name__
    return event


def _without_traceback(record: logging.LogRecord) -> bool:
    if record.exc_info:
        error = record.exc_info[0]
        record.msg = f"{record.msg} ({error.__name__ if error else 'error'})"
        record.exc_info = None
    return True
