"""Which wording comes next: what was told before in this conversation is told another way, or pointed to.

The dialogue remembers it in the slot `told`, by what was told and the facts in it; changed facts make a new
answer, and so a new beginning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking_action import Button, Events, talk_to_person

_SLOT = "told"
_TOPICS_REMEMBERED = 60


@dataclass(frozen=True, slots=True)
class Told:
    """How often each thing was told in this conversation."""

    times: Mapping[str, int]

    @classmethod
    def of(cls, tracker: Tracker) -> Told:
        return cls(tracker.get_slot(_SLOT) or {})

    def was_told(self, topic: str) -> bool:
        return self.times.get(topic, 0) > 0

    def tell(
        self,
        dispatcher: CollectingDispatcher,
        topic: str,
        wordings: Sequence[str],
        buttons: Sequence[Button] = (),
    ) -> Events:
        """Says the next wording of `topic`; the last one offers a person beside it.

        When all were said, nothing is said again: the worker is shown the answer that stands above.
        """
        before = self.times.get(topic, 0)
        if before < len(wordings):
            is_last = before == len(wordings) - 1 > 0
            dispatcher.utter_message(
                text=wordings[before], buttons=_with_person(buttons) if is_last else list(buttons)
            )
        else:
            dispatcher.utter_message(json_message={"answered_before": list(wordings[:-1] or wordings)})
        return [self._remembered(topic, before + 1)]

    def _remembered(self, topic: str, times: int) -> dict[str, object]:
        others = [(name, count) for name, count in self.times.items() if name != topic]
        remembered: dict[str, object] = SlotSet(_SLOT, dict([*others, (topic, times)][-_TOPICS_REMEMBERED:]))
        return remembered


def _with_person(buttons: Sequence[Button]) -> list[Button]:
    person = talk_to_person()
    return [*buttons, person] if person not in buttons else list(buttons)
