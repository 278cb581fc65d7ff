"""The last words of a turn ask something, offer next steps, or say goodbye where the customer closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.endings import allowed
from dialogue_lint.finding import Finding
from dialogue_lint.questions import asks, quoted
from dialogue_lint.speech.utterances import Utterance

_STRANDED = "leaves the customer without a question, a next step or a goodbye."


def dead_ends(dialogue: Dialogue) -> Iterable[Finding]:
    last = {step.name for rule in dialogue.rules for step in map(dialogue.last_to_speak, rule.turns) if step}
    actions = [action for name, action in dialogue.actions.items() if name in last and action.ends is None]
    spoken = [said for action in actions for said in action.utterances if not said.goes_on]
    for said in (*spoken, *dialogue.replies):
        yield from _of_code(said)
    for name in last | {said.response for said in spoken if said.response and not said.has_choices}:
        yield from _of_response(name, dialogue)


def _of_code(said: Utterance) -> Iterator[Finding]:
    if said.has_choices:
        return
    for text in said.texts.known:
        if not asks(text.words):
            remedy = f"Ask something, pass buttons=, or set ends = {allowed()} in the action of a farewell."
            yield Finding(text.place, f"{quoted(text.words)} {_STRANDED}", remedy)
    for place in said.texts.unknown:
        yield Finding(
            place,
            "What is said here can't be read from the code, and it offers no next steps.",
            "Pass buttons= that are never empty, or wordings that stand in the code.",
        )


def _of_response(name: str, dialogue: Dialogue) -> Iterator[Finding]:
    response = dialogue.domain.responses.get(name)
    for variation in response.variations if response else ():
        if not (asks(variation.text) or variation.has_choices or variation.ends):
            problem = f"{name}: {quoted(variation.text)} {_STRANDED}"
            remedy = (
                f"Ask something, add buttons, or declare metadata: {{ends: {allowed()}}} after a farewell."
            )
            yield Finding(variation.place, problem, remedy)
