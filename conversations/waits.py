"""The port of those who wait for a person: who they are, and the one notice that each of them is owed.

Asking for a person grants one `notice` for the outcome. It is spent when somebody takes the conversation,
when the customer takes the wish back, or by telling that nobody could come. All calls block and may raise
`JournalUnavailable`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low
from typing import Protocol

from conversations.entries import Words
from conversations.ownership import Owner

LOOK_BACK = timedelta(days=7)
"""What is usual is what was so within that time."""


@dataclass(frozen=True, slots=True)
class Waiting:
    conversation_id: str
    epoch: int
    since: datetime


def outcome_ref(conversation_id: str, epoch: int) -> str:
    """What the notice of this wait refers to; the audit reads it (`audit_permits`)."""
    return f"person:{conversation_id}:{epoch}"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What may be promised to who waits: how many wait longer, and how long it usually takes.

    `usual` is what half of those who asked within `LOOK_BACK`, and were joined by a person, waited at most;
    None when nobody was.
    """

    ahead: int
    usual: timedelta | None


def outlook_of(ahead: int, changes: Iterable[tuple[str, str, datetime]]) -> Outlook:
    """From changes of owner (conversation, owner, time), in each conversation in order."""
    began: dict[str, datetime] = {}
    waited = []
    for conversation_id, owner, at in changes:
        since = began.pop(conversation_id, None)
        if owner == Owner.WAITING:
            began[conversation_id] = at
        elif owner == Owner.SUPPORT_AGENT and since is not None:
            waited.append(at - since)
    return Outlook(ahead, median_low(waited) if waited else None)


class Waits(Protocol):
    def outlook(self, conversation_id: str) -> Outlook:
        """For this one, which waits or is about to ask. Raises `UnknownConversation`."""

    def waiting(self, limit: int = 500) -> Sequence[Waiting]:
        """Who waits for a person, the longest first."""

    def tell_outcome(
        self, conversation_id: str, epoch: int, words: Words, *, gives_up: bool = False
    ) -> int | None:
        """Tells how it went with this wait, once; returns the words' seq. `gives_up`: back to the bot.

        None, having written nothing, when it was told before, when the wait is over or another one, and after
        the customer said "stop" and until they write again. Raises `UnknownConversation`.
        """
