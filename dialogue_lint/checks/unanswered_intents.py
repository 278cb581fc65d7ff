"""Whatever the customer may mean, a rule answers: outside of forms, and while any form is open."""

from __future__ import annotations

from collections.abc import Iterable

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.finding import Finding


def unanswered_intents(dialogue: Dialogue) -> Iterable[Finding]:
    turns = list(dialogue.answers())
    intents = {**dialogue.examples.intents, **dialogue.domain.intents}
    for intent, place in intents.items():
        if intent in dialogue.quiet_intents:
            continue
        forms = {turn.form for turn in turns if intent in turn.intents}
        if None not in forms:
            problem = f"No rule answers {intent}" + (" while no form is open." if forms else ".")
            yield Finding(place, problem, f"Add a rule with intent: {intent} to data/rules/.")
        for form in dialogue.domain.forms.keys() - forms:
            problem = f"No rule answers {intent} while {form} is open, so the customer meets silence."
            yield Finding(place, problem, f"Add a rule with active_loop: {form} and intent: {intent}.")
