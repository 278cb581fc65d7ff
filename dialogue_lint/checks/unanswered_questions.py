"""Who is asked something that a yes or a no answers can answer it with a yes or a no, or pick a choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.finding import Finding, Place
from dialogue_lint.questions import quoted, yes_or_no_question

_ANSWERS = ("yes", "no")


def unanswered_questions(dialogue: Dialogue) -> Iterable[Finding]:
    missing = [word for word in _ANSWERS if dialogue.examples.meaning_of(word) not in dialogue.answered]
    if not missing:
        return
    for place, words in sorted(set(_without_choices(dialogue))):
        question = yes_or_no_question(words)
        if question is not None:
            yield Finding(
                place,
                f"{quoted(question)} can be answered with “{missing[0]}”, and no rule answers that.",
                "Add choices to it, ask with what, which or how, or teach intents that say yes and no.",
            )


def _without_choices(dialogue: Dialogue) -> Iterator[tuple[Place, str]]:
    for response in dialogue.domain.responses.values():
        yield from ((item.place, item.text) for item in response.variations if not item.has_choices)
    spoken = [said for action in dialogue.actions.values() for said in action.utterances]
    for said in (*spoken, *dialogue.replies):
        if not said.has_choices:
            yield from ((text.place, text.words) for text in said.texts.known)
