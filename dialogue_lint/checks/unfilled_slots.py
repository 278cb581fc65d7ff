"""What the customer answers to a form reaches the slot that was asked for."""

from __future__ import annotations

from collections.abc import Iterable

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.domain import Slot
from dialogue_lint.finding import Finding
from dialogue_lint.speech.actions import filled_slots


def unfilled_slots(dialogue: Dialogue) -> Iterable[Finding]:
    set_in_code = filled_slots(dialogue.actions_source)
    for form in dialogue.domain.forms.values():
        for name, place in form.required.items():
            slot = dialogue.domain.slots.get(name)
            if slot is None or not (_listens(slot, dialogue) or name in set_in_code):
                yield Finding(
                    place,
                    f"{form.name} asks for {name}, and no answer ever fills that slot.",
                    f"Give the slot {name} a mapping, for example type: from_entity with a declared entity.",
                )


def _listens(slot: Slot, dialogue: Dialogue) -> bool:
    """Whether a mapping takes the slot from the customer's words; `custom` takes it from code."""
    from_words = slot.sources & {"from_text", "from_intent", "from_trigger_intent"}
    return bool(from_words or slot.entities & dialogue.domain.entities)
