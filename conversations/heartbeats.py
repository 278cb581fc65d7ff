"""The port of heartbeats: which parts of Deskbell are alive, as the database sees it.

The bot worker and the action server open no public port; the gateway's `/health/ready` and the launcher
learn from here whether they are there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

BEAT_EVERY = timedelta(seconds=2)
"""How often a part beats. One that has not been seen for three beats counts as away."""

FORGOTTEN_AFTER = timedelta(hours=1)
"""A process that died without a word leaves its last beat behind; a newcomer clears it away after this."""


class Part(StrEnum):
    GATEWAY = "gateway"
    BOT = "bot"
    ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """`name` tells processes of the same part apart; `detail` is for people (the model's file name)."""

    part: Part
    name: str
    detail: str
    at: datetime


class Heartbeats(Protocol):
    def beat(self, part: Part, name: str, detail: str = "") -> None:
        """Says that this process is alive and ready to work. Raises `JournalUnavailable`."""

    def stop(self, part: Part, name: str) -> None:
        """Says that this process goes away on purpose. Raises `JournalUnavailable`."""

    def alive(self, within: timedelta = 3 * BEAT_EVERY) -> Sequence[Heartbeat]:
        """Whoever beat within this time. Raises `JournalUnavailable`."""
