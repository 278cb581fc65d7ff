"""The gateway's log: one JSON object a line, on stderr, with dotted event names.

Never in it: message text, e-mail addresses, tokens, local variables of a traceback.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

import structlog


def set_up_logs() -> None:
    """For the whole process: our own lines from info upwards, those of libraries from warning upwards."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutWords())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


class WithoutWords(logging.Formatter):
    """Lines of libraries. Sanic puts exceptions, and so perhaps a customer's words, into its messages:
    what stays is where it was logged, and the type and the path of what failed.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "event": f"library.{record.name}",
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "at": f"{record.filename}:{record.lineno}",
        }
        failed = record.exc_info[1] if record.exc_info else None
        if failed is not None:
            return json.dumps({**line, "type": type(failed).__name__, "lines": lines_of(failed)})
        return json.dumps(line)


def lines_of(exception: BaseException) -> list[str]:
    """The lines of code that the exception came through, without what they held."""
    steps = traceback.extract_tb(exception.__traceback__)
    return [f"{Path(step.filename).name}:{step.lineno}" for step in steps]
