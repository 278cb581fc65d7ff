"""Which wording comes next: what was told before in this conversation is told another way.

The dialogue remembers it in the slot `told`, by what was told and the facts in it; changed facts make a new
answer, and so a new beginning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

_SLOT = "told"
_TOPICS_REMEMBERED = 30


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` to say, `remembered` the event that keeps it, `is_last` when there is no other way to say it."""

    text: str
    remembered: dict[str, Any]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Told:
    """How often each thing was told."""

    times: Mapping[str, int]

    @classmethod
    def of(cls, tracker: Tracker) -> Told:
        return cls(tracker.get_slot(_SLOT) or {})

    def wording(self, topic: str, wordings: Sequence[str]) -> Wording:
        """The next wording of `topic`, from the first to the last; the last one again after that."""
        before = self.times.get(topic, 0)
        others = {name: times for name, times in self.times.items() if name != topic}
        kept = dict(list(others.items())[-(_TOPICS_REMEMBERED - 1) :])
        index = min(before, len(wordings) - 1)
        remembered = SlotSet(_SLOT, {**kept, topic: before + 1})
        return Wording(wordings[index], remembered, is_last=index == len(wordings) - 1)
