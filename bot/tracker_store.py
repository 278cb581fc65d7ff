"""The tracker store that Rasa sees: the dialogue state of the turn that runs, and nothing else.

Loading and saving belong to the turn's transactions in the journal, so there is no I/O here.
"""

from __future__ import annotations

from collections.abc import Iterable

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.turn_context import current_turn


class TurnTrackerStore(TrackerStore):
    def __init__(self, domain: Domain) -> None:
        super().__init__(domain)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        return current_turn.get().tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        current_turn.get().tracker = tracker

    async def keys(self) -> Iterable[str]:
        return [current_turn.get().tracker.sender_id]
