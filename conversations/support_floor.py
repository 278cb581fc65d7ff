"""The port of the support team's floor: who takes a conversation, what they write, and how they let go.

What an agent writes to the customer goes through the journal's rules (a `support` permit of the epoch in
which the agent owns it). Notes are for the team: nothing that a customer reads or exports holds one.

All calls block, each is one transaction, and each may raise `JournalUnavailable` and `UnknownConversation`.
Doing again what is so already changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.journal import Receipt


@dataclass(frozen=True, slots=True)
class SupportAgent:
    """A person of the support team. `name` is what customers read."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class SupportNote:
    """`agent` is None for what the bot had already done when a person took over (`Journal.read_notes`)."""

    id: str
    after_seq: int
    agent: SupportAgent | None
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderLook:
    """One line of the trail: who looked at which order, in which conversation."""

    agent_id: str
    order_number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One look, for who reads the trail of all conversations. The agent's name is that of today."""

    agent: SupportAgent
    order_number: str
    conversation_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TrailPage:
    """`more` is handed in for the next page; None: there is no more."""

    lines: Sequence[TrailLine]
    more: str | None = None


class SupportFloor(Protocol):
    def take(self, conversation_id: str, agent: SupportAgent, from_agent: str | None = None) -> None:
        """Makes the agent the owner. Of two at once, one gets it.

        With `from_agent`, also from that colleague. Raises `TakenByAnother`, and `OwnerChangeRefused` when
        the conversation is closed.
        """

    def reply(self, conversation_id: str, agent: SupportAgent, client_id: str, text: str) -> Receipt:
        """Words to the customer; the same `client_id` from the same agent again is the same words.

        Raises `NotYours`, `ClientIdReused`, `PermitRefused` (the customer has never written).
        """

    def add_note(
        self, conversation_id: str, agent: SupportAgent, client_id: str, text: str
    ) -> tuple[SupportNote, bool]:
        """The note, and whether it is new. Any agent, whoever owns it. Raises `ClientIdReused`."""

    def pass_on(self, conversation_id: str, agent: SupportAgent, to: SupportAgent) -> None:
        """To a colleague. Raises `NotYours`."""

    def hand_back(self, conversation_id: str, agent: SupportAgent) -> None:
        """To the bot; also one that waits, by anybody. Raises `NotYours`."""

    def close(self, conversation_id: str, agent: SupportAgent) -> None:
        """Until the customer writes again; also one that waits, by anybody. Raises `NotYours`."""

    def mark_read(self, conversation_id: str, agent: SupportAgent, seq: int) -> None:
        """The agent has read everything up to this seq. It never goes back."""

    def note_look(self, conversation_id: str, agent: SupportAgent, order_number: str) -> None:
        """Writes down that the agent looks at this order: before anything of it is shown."""

    def looks(self, conversation_id: str) -> Sequence[OrderLook]:
        """The trail of looks in this conversation, the oldest first."""

    def trail(self, limit: int, order_number: str | None = None, more: str | None = None) -> TrailPage:
        """The looks in all conversations, or those at one order, the latest first.

        Raises `ValueError` for a `more` that is none.
        """

    def notes(self, conversation_id: str) -> Sequence[SupportNote]:
        """Every note, the bot's own included, the oldest first."""

    def writers(self, conversation_id: str) -> Mapping[int, SupportAgent]:
        """Who wrote a person's words, by their seq."""
