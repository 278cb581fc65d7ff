"""Tells customers who wait for a person that nobody could come, once, when the promised time is over.

Looked at every minute, by any one worker. The notice was granted by asking for a person, and is spent by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from actions.handoff.opening_hours import OpeningHours
from actions.handoff.outlook import Reception
from actions.handoff.wordings import nobody_came
from conversations.clock import Clock
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Words
from conversations.errors import UnknownConversation
from conversations.waits import Waiting, Waits

Said = Callable[[str, Sequence[str]], Mapping[str, int]]
"""Which of these texts the bot said in a conversation (`Journal.said`)."""

_NEXT = (
    ChoiceToOffer("Leave a message", ChoiceMeaning("ask_for_human", {"for_team": "wanted"})),
    ChoiceToOffer("Where is my order?", ChoiceMeaning("ask_order_status")),
    ChoiceToOffer("I no longer need a person", ChoiceMeaning("decline_human")),
)


class WaitWatch:
    """`look` blocks, and may raise `JournalUnavailable`: what was not told is told next time."""

    def __init__(self, waits: Waits, said: Said, hours: OpeningHours, clock: Clock) -> None:
        self._waits = waits
        self._said = said
        self._hours = hours
        self._clock = clock
        self._reception = Reception(waits, hours, clock)

    def look(self) -> int:
        """Tells who has waited long enough, and returns how many were told. They keep their place."""
        now = self._clock()
        due = [wait for wait in self._waits.owed() if self._hours.due_at(wait.since) <= now]
        return sum(self._tell(wait, now) for wait in due)

    def _tell(self, wait: Waiting, now: datetime) -> bool:
        is_somebody_there = self._reception.is_somebody_there()
        texts = nobody_came(wait.since, now, self._hours, is_somebody_there=is_somebody_there)
        try:
            said = self._said(wait.conversation_id, texts)
            fresh = next((text for text in texts if text not in said), None)
            if fresh is None:
                return False
            words = Words(fresh, _NEXT)
            return self._waits.tell_outcome(wait.conversation_id, wait.epoch, words) is not None
        except UnknownConversation:
            return False  # it was erased meanwhile
