"""What a process of Deskbell owes to whoever started it: to say when it is ready, and not to outlive them.

The launcher and the tests hand both over in the environment. A part that a person starts by hand gets
neither variable, announces nothing and watches nobody.
"""

import os
import threading
import time
from pathlib import Path

READY_FILE = "DESKBELL_READY_FILE"
"""Names the file that the part writes once it can work."""

PARENT = "DESKBELL_PARENT"
"""The process id that the part must not outlive."""

_LOOK_EVERY_SECONDS = 0.5


def announce_ready() -> None:
    """Says that this process can work now. Call it once, after everything slow is done."""
    if named := os.environ.get(READY_FILE):
        Path(named).write_text(f"{os.getpid()}\n", encoding="ascii")


def exit_when_orphaned() -> None:
    """Ends this process, without ceremony, soon after the one that started it is gone.

    Call it first in `__main__`, before slow imports. Nothing is lost: every turn is one transaction.
    """
    if named := os.environ.get(PARENT):
        # Polling, and not prctl(PR_SET_PDEATHSIG): that one fires when the *thread* that started us ends,
        # and macOS does not have it.
        threading.Thread(target=_watch, args=(int(named),), name="orphan-watch", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY_SECONDS)
    os._exit(1)
