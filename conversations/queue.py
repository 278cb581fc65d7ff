"""The port of the queue: every conversation as a support agent sees it in a list. It only reads.

All calls block and may raise `JournalUnavailable`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from conversations.capabilities import Capability
from conversations.entries import Outcome
from conversations.ownership import Ownership

LONGEST_LINE = 160
"""Characters of a message that a list shows."""


class QueueList(StrEnum):
    WAITING = "waiting"
    MINE = "mine"
    COLLEAGUES = "colleagues"
    BOT = "bot"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """`since` is when the owner became it; `wants` is "" when nobody knows; `said` are the
    customer's last words, cut, and None before they have written.

    `unread` counts the customer's messages that the asking agent has not read.
    """

    id: str
    channel: str
    customer_id: str | None
    ownership: Ownership
    since: datetime
    opened_at: datetime
    last_at: datetime
    last_seq: int
    said: str | None
    wants: str
    unread: int = 0


@dataclass(frozen=True, slots=True)
class QueuePage:
    """`more` is handed in for the next page; None: there is no more."""

    rows: Sequence[QueueRow]
    more: str | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """One message that the bot took: what was asked, what it was taken for, and how it ended."""

    seq: int
    asked: str
    reason: str
    outcome: Outcome
    at: datetime


class Queue(Protocol):
    def page(self, which: QueueList, agent_id: str, limit: int, more: str | None = None) -> QueuePage:
        """`waiting` by who waits longest, the others by what was written last; only where somebody wrote.

        Raises `ValueError` for a `more` that is none.
        """

    def counts(self, agent_id: str) -> Mapping[QueueList, int]:
        """How many conversations each list holds."""

    def row(self, conversation_id: str, agent_id: str | None = None) -> QueueRow:
        """One conversation. Without an agent nothing is unread. Raises `UnknownConversation`."""

    def tried(self, conversation_id: str, limit: int = 20) -> Sequence[Tried]:
        """The latest messages that the bot took, in order. Raises `UnknownConversation`."""

    def contact_email(self, conversation_id: str) -> str | None:
        """The address that the customer left for the team's answer. Raises `UnknownConversation`."""

    def proofs(self, conversation_id: str) -> Sequence[Capability]:
        """What this conversation's customer has proved and still holds, for each order the best."""
