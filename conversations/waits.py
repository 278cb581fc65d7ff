"""The port of those who wait for a person: who they are, and the one notice that each of them is owed.

Asking for a person grants one `notice` for the outcome. It is spent when somebody takes the conversation,
when the customer takes the wish back, or by telling that nobody could come. All calls block and may raise
`JournalUnavailable`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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
class PastWait:
    """`ended_at` is None while it lasts; `was_taken`: it ended because a person took the conversation."""

    asked_at: datetime
    ended_at: datetime | None
    was_taken: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The line as one conversation sees it: how many wait longer, and the waits that began in `LOOK_BACK`.

    `asked_at` is None for one that does not wait.
    """

    ahead: int
    asked_at: datetime | None
    lately: Sequence[PastWait]


def past_waits(changes: Iterable[tuple[str, str, datetime]]) -> Sequence[PastWait]:
    """From changes of owner (conversation, owner, time), in each conversation in order."""
    began: dict[str, datetime] = {}
    ended = []
    for conversation_id, owner, at in changes:
        since = began.pop(conversation_id, None)
        if since is not None:
            ended.append(PastWait(since, at, owner == Owner.SUPPORT_AGENT))
        if owner == Owner.WAITING:
            began[conversation_id] = at
    return [*ended, *(PastWait(since, None, was_taken=False) for since in began.values())]


class Waits(Protocol):
    def line(self, conversation_id: str) -> Line:
        """For this one, which waits or is about to ask. Raises `UnknownConversation`."""

    def waiting(self, limit: int = 500) -> Sequence[Waiting]:
        """Who waits for a person, the longest first."""

    def owed(self, limit: int = 500) -> Sequence[Waiting]:
        """Who waits and has not been told how it went, the longest first."""

    def is_somebody_there(self) -> bool:
        """Whether somebody of the team has the inbox open."""

    def tell_outcome(
        self, conversation_id: str, epoch: int, words: Words, *, gives_up: bool = False
    ) -> int | None:
        """Tells how it went with this wait, once; returns the words' seq. `gives_up`: back to the bot.

        None, having written nothing, when it was told before, when the wait is over or another one, and after
        the customer said "stop" and until they write again. Raises `UnknownConversation`.
        """
