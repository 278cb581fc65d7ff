"""A form asks for each of its slots, and what it asks is a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.finding import Finding, Place
from dialogue_lint.questions import asks, quoted


def form_questions(dialogue: Dialogue) -> Iterable[Finding]:
    for form in dialogue.domain.forms.values():
        for slot, place in form.required.items():
            question = dialogue.question_for(form.name, slot)
            if question not in dialogue.actions and question not in dialogue.domain.responses:
                problem = f"{form.name} has no words to ask for {slot}, so the customer meets silence."
                yield Finding(place, problem, f"Add the response {question} to domain.yml.")
            for text_place, words in _statements(question, dialogue):
                problem = f"{quoted(words)} asks for {slot} without being a question."
                yield Finding(text_place, problem, "Put it as a question, or add buttons.")


def _statements(question: str, dialogue: Dialogue) -> Iterator[tuple[Place, str]]:
    """The wordings of a form's question that neither ask nor offer anything to pick."""
    response = dialogue.domain.responses.get(question)
    for variation in response.variations if response else ():
        if not (asks(variation.text) or variation.has_choices):
            yield variation.place, variation.text
    action = dialogue.actions.get(question)
    for said in action.utterances if action else ():
        if not (said.has_choices or said.goes_on):
            yield from ((text.place, text.words) for text in said.texts.known if not asks(text.words))
