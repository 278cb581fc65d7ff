"""The port of those who wait for a person: who they are, and the one notice that each of them is owed.

Asking for a person grants one `notice` for the outcome. It is spent when somebody takes the conversation,
when the customer takes the wish back, or by telling that nobody could come. All calls block and may raise
`JournalUnavailable`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.entries import Words


@dataclass(frozen=True, slots=True)
class Waiting:
    conversation_id: str
    epoch: int
    since: datetime


def outcome_ref(conversation_id: str, epoch: int) -> str:
    """What the notice of this wait refers to; the audit reads it (`audit_permits`)."""
    return f"person:{conversation_id}:{epoch}"


class Waits(Protocol):
    def waiting(self, limit: int = 500) -> Sequence[Waiting]:
        """Who waits for a person, the longest first."""

    def tell_outcome(
        self, conversation_id: str, epoch: int, words: Words, *, gives_up: bool = False
    ) -> int | None:
        """Tells how it went with this wait, once; returns the words' seq. `gives_up`: back to the bot.

        None, having written nothing, when it was told before, when the wait is over or another one, and after
        the customer said "stop" and until they write again. Raises `UnknownConversation`.
        """
