"""Notices that somebody wants the launcher to stop: Ctrl-C, a signal, or the end of whoever started it."""

import os
import signal
from types import FrameType

from conversations.process import PARENT

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequest:
    """False until somebody asks. It only takes a note: nothing is ever interrupted half-way."""

    def __init__(self) -> None:
        self._noted = False
        parent = os.environ.pop(PARENT, "")
        self._parent = int(parent) if parent.isdigit() else None
        for number in _SIGNALS:
            signal.signal(number, self._note)

    def __call__(self) -> bool:
        is_orphan = self._parent is not None and os.getppid() != self._parent
        return self._noted or is_orphan

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._noted = True
