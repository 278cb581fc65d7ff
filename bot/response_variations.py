"""Chooses a response's variation by how often it was said: the next one each time, never the same again.

Rasa's own generator picks at random. What was said is kept in the slot `told`, which the worker brings up to
date at the end of the turn (`bot/turn.py`).
"""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.trackers import DialogueStateTracker

TOLD_SLOT = "told"
USED_UP = "used_up"
"""A key of a message: how often it came up since every variation was said. Its text is the first of them."""


class VariedResponses(TemplatedNaturalLanguageGenerator):
    """The responses of the domain, each in the order in which its variations stand there."""

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        slots = tracker.current_slot_values()
        variations = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, slots
        )
        if not variations:
            return None
        said = (slots.get(TOLD_SLOT) or {}).get(utter_action, 0)
        used_up = max(0, said - len(variations) + 1)
        filled = self._fill_response(dict(variations[0 if used_up else said]), slots, **kwargs)
        return {**filled, USED_UP: used_up}
