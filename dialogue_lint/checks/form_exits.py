"""Every question of a form can be dropped, and a person is one step away."""

from __future__ import annotations

from collections.abc import Iterable

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.finding import Finding

CANCEL = "never_mind"
PERSON = "ask_for_human"


def form_exits(dialogue: Dialogue) -> Iterable[Finding]:
    for form in dialogue.domain.forms.values():
        for slot, place in form.required.items():
            turns = list(dialogue.answers_within(form.name, slot))
            if not any(CANCEL in turn.intents and turn.closes_form for turn in turns):
                yield Finding(
                    place,
                    f"When {form.name} asks for {slot}, the customer can't cancel.",
                    f"Add a rule with active_loop: {form.name}, intent: {CANCEL}, "
                    "action: action_deactivate_loop and active_loop: null.",
                )
            if not any(PERSON in turn.intents for turn in turns):
                yield Finding(
                    place,
                    f"When {form.name} asks for {slot}, the customer can't ask for a person.",
                    f"Add a rule with active_loop: {form.name} and intent: {PERSON}.",
                )
