"""When the command was typed: before Python started, and before packages were installed."""

import os
import time

BEGAN = "DESKBELL_BEGAN"
"""In the environment: whole seconds since 1970, written down by `make`."""


def beginning() -> float:
    """That moment, in seconds since 1970; now, when the launcher was started by hand."""
    noted, now = os.environ.pop(BEGAN, ""), time.time()
    return min(int(noted), now) if noted.isascii() and noted.isdigit() else now


def seconds_since(began: float) -> int:
    """Whole ones; 0 when somebody put the clock back meanwhile."""
    return max(0, round(time.time() - began))
