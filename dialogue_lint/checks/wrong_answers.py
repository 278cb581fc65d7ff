"""Whoever gives a form an answer that it can't use is told what the answer looks like."""

from __future__ import annotations

from collections.abc import Iterable

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.finding import Finding
from dialogue_lint.rules import Turn

NOT_UNDERSTOOD = "nlu_fallback"


def wrong_answers(dialogue: Dialogue) -> Iterable[Finding]:
    for form in dialogue.domain.forms.values():
        for slot, place in form.required.items():
            turns = [
                turn for turn in dialogue.answers_within(form.name, slot) if NOT_UNDERSTOOD in turn.intents
            ]
            if not turns:
                yield Finding(
                    place,
                    f"When {form.name} asks for {slot}, nothing answers what no intent fits.",
                    f"Add a rule for {NOT_UNDERSTOOD} with active_loop: {form.name} that explains {slot}.",
                )
            elif not any(_explains(slot, turn, dialogue) for turn in turns):
                yield Finding(
                    place,
                    f"A wrong answer to the question for {slot} of {form.name} gets no explanation.",
                    f"Let the action after {NOT_UNDERSTOOD} look up sentences for “{slot}”.",
                )


def _explains(slot: str, turn: Turn, dialogue: Dialogue) -> bool:
    """A response explains whatever is asked; an action the slots that its sentences are kept by."""
    actions = [dialogue.actions[step.name] for step in turn.steps if step.name in dialogue.actions]
    says_response = any(step.name in dialogue.domain.responses for step in turn.steps)
    return says_response or any(slot in action.explains for action in actions)
