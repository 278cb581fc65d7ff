"""The port of the inbox log: what is new in all conversations, in one order that has no gap that fills later.

Writers of conversations know nothing of it. Whoever reads first numbers what has grown since: one transaction
after the other, so that a number that is seen has every smaller one before it, on both databases
(docs/decisions/0006-the-inbox-log.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

KEPT = timedelta(days=2)
"""How long a line of the log is kept. Whoever was away for longer loads the queue again."""

MOST_ITEMS = 100
"""Items of a conversation in one line of the log."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """In this conversation there is news: the items after `after_seq` up to `up_to_seq`, or a note."""

    number: int
    conversation_id: str
    after_seq: int
    up_to_seq: int
    note_id: str | None = None


class InboxLog(Protocol):
    """All calls block and may raise `JournalUnavailable`."""

    def read(self, after: int, limit: int = 100) -> Sequence[LogLine]:
        """Numbers what is new, then returns the lines after this number, in order."""

    def bounds(self) -> tuple[int, int]:
        """Numbers what is new. The number after which everything can still be read, and the latest one."""
