"""The gateway's log: one JSON object a line, on stderr, with dotted event names.

Never in it: message text, e-mail addresses, tokens, local variables of a traceback. The log lines of
libraries go through the same door, and their tracebacks shrink to the exception's type.
"""

import logging
import sys
import traceback
from pathlib import Path

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger


def set_up_logs() -> None:
    before: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*before, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[
                only_type_of_exception,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def lines_of(exception: BaseException) -> list[str]:
    """The lines of code that the exception came through, without what they held."""
    steps = traceback.extract_tb(exception.__traceback__)
    return [f"{Path(step.filename).name}:{step.lineno}" for step in steps]


def only_type_of_exception(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """An exception's message may repeat what a customer wrote: the log names its type only."""
    failed = event.pop("exc_info", None)
    record = event.get("_record")
    if failed is None and record is not None:
        failed = record.exc_info
    event.pop("exc_text", None)
    if record is not None:
        record.exc_info = record.exc_text = None
    if isinstance(failed, tuple) and failed[1] is not None:
        event["type"], event["lines"] = type(failed[1]).__name__, lines_of(failed[1])
        # Sanic logs the exception itself as the event.
        event["event"] = f"{event.get('logger', record.name if record else 'library')}.failed"
    return event
