"""Other desks: a hand-over for each time that a customer asks for a person, kept until the desk has it.

The built-in inbox is the default and needs nothing: the conversation stands in its queue, whatever happens to
the other desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 300, 900))
"""How long a desk that is down is left alone after the first, second, … failure."""

TAKEN_FOR = timedelta(seconds=60)
"""How long a hand-over that somebody is delivering is not offered to another process."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """A wait for a person. `up_to_seq` is where the conversation stood, so that a retry says the same."""

    conversation_id: str
    epoch: int
    up_to_seq: int
    asked_at: datetime
    attempts: int

    @property
    def key(self) -> str:
        """The same for every try: a desk that hears it twice knows that it is one."""
        return f"hand-over:{self.conversation_id}:{self.epoch}"


@dataclass(frozen=True, slots=True)
class Case:
    """What a desk gets. `transcript` is (who, text) in order; `link` leads into the inbox."""

    key: str
    conversation_id: str
    asked_at: datetime
    customer_id: str | None
    wants: str
    transcript: Sequence[tuple[str, str]]
    tried: Sequence[tuple[str, str]]
    link: str


class SupportDesk(Protocol):
    def hand_over(self, case: Case) -> None:
        """Returns when the desk has it. The same `key` again is the same hand-over.

        Raises `DeskUnavailable`.
        """

    def close(self) -> None:
        """Gives back connections."""


class BuiltInInbox:
    """The queue has the conversation already."""

    def hand_over(self, case: Case) -> None:
        pass

    def close(self) -> None:
        pass


class HandOverBook(Protocol):
    """The outbox: a row for each wait, written in the transaction in which it begins.

    One that is over before it went out is dropped. All calls block and may raise `JournalUnavailable`.
    """

    def take_due(self, limit: int = 10) -> Sequence[HandOver]:
        """Hand-overs that are due, the longest first; nobody else is given them for `TAKEN_FOR`."""

    def mark_sent(self, hand_over: HandOver) -> None:
        """The desk has it."""

    def put_off(self, hand_over: HandOver) -> None:
        """The desk did not take it: it comes again after the pause that its number of failures asks for."""


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failures (1 or more)."""
    return PAUSES[min(attempts, len(PAUSES)) - 1]
