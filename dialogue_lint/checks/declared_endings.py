"""A goodbye or an acknowledgement is only said to a customer who has closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.endings import ENDINGS, allowed
from dialogue_lint.finding import Finding, Place
from dialogue_lint.rules import ActionStep, Turn


def declared_endings(dialogue: Dialogue) -> Iterable[Finding]:
    for place, ending in _declared(dialogue):
        if ending not in ENDINGS:
            yield Finding(place, f"There is no ending “{ending}”.", f"Write {allowed()}.")
    for rule in dialogue.rules:
        for turn in rule.turns:
            for step in turn.steps:
                yield from _misplaced(step, turn, dialogue)


def _declared(dialogue: Dialogue) -> Iterator[tuple[Place, str]]:
    for response in dialogue.domain.responses.values():
        yield from ((item.place, item.ends) for item in response.variations if item.ends is not None)
    yield from (
        (action.place, action.ends) for action in dialogue.actions.values() if action.ends is not None
    )


def _misplaced(step: ActionStep, turn: Turn, dialogue: Dialogue) -> Iterator[Finding]:
    for ending in sorted(_endings_of(step.name, dialogue) & ENDINGS.keys()):
        closing = ENDINGS[ending]
        if not turn.intents or not closing.issuperset(turn.intents):
            after = " or ".join(turn.intents) or "the bot's own words"
            yield Finding(
                step.place,
                f"{step.name} declares that it ends with the {ending}, and here it follows {after}.",
                f"Say something else here, or keep it to {' and '.join(sorted(closing))}.",
            )


def _endings_of(name: str, dialogue: Dialogue) -> set[str]:
    """Of a response, or of an action and the responses that it says."""
    action = dialogue.actions.get(name)
    names = {name, *(said.response for said in action.utterances if said.response)} if action else {name}
    responses = [dialogue.domain.responses[name] for name in names if name in dialogue.domain.responses]
    found = {item.ends for response in responses for item in response.variations if item.ends}
    return found | {action.ends} if action and action.ends else found
