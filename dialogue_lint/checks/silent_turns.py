"""After whatever a rule or story answers the customer hears something, unless it needs no answer."""

from __future__ import annotations

from collections.abc import Iterable

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.finding import Finding


def silent_turns(dialogue: Dialogue) -> Iterable[Finding]:
    for rule in dialogue.rules:
        for turn in rule.turns:
            is_quiet = bool(turn.intents) and dialogue.quiet_intents.issuperset(turn.intents)
            if dialogue.last_to_speak(turn) is None and not is_quiet:
                after = f"After {' or '.join(turn.intents)}" if turn.intents else "Here"
                yield Finding(
                    turn.place,
                    f"{after} the {rule.kind} “{rule.sentence}” ends and nothing has been said.",
                    "End it with a response, a form that goes on asking, or an action that speaks.",
                )
