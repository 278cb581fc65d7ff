"""What somebody who asks for a person can expect: who is there, which place in line, how long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from actions.handoff.opening_hours import OpeningHours
from actions.handoff.usual_wait import usual_wait
from conversations.clock import Clock
from conversations.waits import Waits


@dataclass(frozen=True, slots=True)
class Outlook:
    """`place` counts from 1. `usual` is None when too little is known.

    `closes_at` is None outside the hours; `opens_at` is when they begin, or begin again after `closes_at`.
    `is_somebody_there`: in the hours, or because somebody of the team has the inbox open.
    `due_at` is when the customer is told that nobody could come.
    """

    now: datetime
    opens_at: datetime
    closes_at: datetime | None
    is_somebody_there: bool
    due_at: datetime
    place: int
    usual: timedelta | None

    @property
    def facts(self) -> str:
        """The same as long as there is nothing new to say."""
        times = f"{self.usual} {self.due_at:%d %H:%M} {self.opens_at:%d %H:%M}"
        return f"{self.place} {times} {self.is_somebody_there}"


class Reception:
    """Knows the team's hours, who is there and who waits. Both methods may raise `JournalUnavailable`."""

    def __init__(self, waits: Waits, hours: OpeningHours, clock: Clock) -> None:
        self._waits = waits
        self._clock = clock
        self.hours = hours

    def outlook(self, conversation_id: str) -> Outlook:
        """For who waits as well as for who is about to. Raises `UnknownConversation`."""
        now, hours = self._clock(), self.hours
        line = self._waits.line(conversation_id)
        closes_at = hours.closes_at(now)
        return Outlook(
            now=now,
            opens_at=hours.opens_at(closes_at or now),
            closes_at=closes_at,
            is_somebody_there=closes_at is not None or self._waits.is_somebody_there(),
            due_at=hours.due_at(line.asked_at or now),
            place=line.ahead + 1,
            usual=usual_wait(line.lately, hours, now),
        )

    def is_somebody_there(self) -> bool:
        return self.hours.closes_at(self._clock()) is not None or self._waits.is_somebody_there()
