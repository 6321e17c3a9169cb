"""What the server writes to its log: what failed and where, and nothing about a visitor.

A traceback ends with a message, and a message may quote a cell of an upload; so may a warning of
the library that reads workbooks. uvicorn writes an address and a query string for each connection.
"""

import logging
import os
import sys
import threading
import traceback
import warnings
from types import TracebackType

MESSAGES = "PARTV_LOG_MESSAGES"
"""Set to 1 on a machine of one's own, it leaves the messages of errors in the log."""

_plain = logging.getLogRecordFactory()
_log = logging.getLogger(__name__)


def discreet() -> None:
    """Keep what is about visitors out of every log of this process. May be called again."""
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)  # below are its connections
    warnings.filterwarnings("ignore", module="openpyxl")
    if os.environ.get(MESSAGES) != "1":
        logging.setLogRecordFactory(_record)
        threading.excepthook = lambda args: _tell(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = lambda args: _tell(args.exc_type, args.exc_value, args.exc_traceback)


def frames(error: BaseException) -> str:
    """The traceback of ``error`` and of its causes, without their messages."""
    parts = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < 10:
        lines = "".join(traceback.format_tb(seen.__traceback__, limit=-40))
        kind = type(seen).__name__
        parts.append(f"Traceback (most recent call last):\n{lines}{kind} (message not logged)")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n\ncaused the following:\n\n".join(reversed(parts))


def _record(*args: object, **kwargs: object) -> logging.LogRecord:
    record = _plain(*args, **kwargs)
    if record.exc_info and record.exc_info[1] is not None:
        if record.levelno < logging.ERROR:  # a visitor's doing: a line is enough
            record.exc_info = None
        else:  # formatters write what stands here instead of the traceback itself
            record.exc_text = frames(record.exc_info[1])
    return record


def _tell(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if not issubclass(kind, SystemExit):
        _log.error("A thread failed", exc_info=(kind, error or kind(), trace))
