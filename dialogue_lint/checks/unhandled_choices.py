"""Whatever the bot gives the customer to pick leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.domain import Button
from dialogue_lint.finding import Finding
from dialogue_lint.speech.actions import constants_of

HELP_PAGE = "faq_entry"


def unhandled_choices(dialogue: Dialogue) -> Iterable[Finding]:
    read = _read_entities(dialogue)
    for button in dialogue.buttons():
        yield from _unanswered(button, dialogue)
        yield from _unread(button, read)
        yield from _leading_nowhere(button, dialogue)


def _unanswered(button: Button, dialogue: Dialogue) -> Iterator[Finding]:
    if button.intent not in dialogue.answered:
        problem = f"Picking this means {button.intent}, and no rule answers that."
        yield Finding(
            button.place, problem, "Name an intent that a rule answers, or add the rule to data/rules/."
        )


def _unread(button: Button, read: set[str]) -> Iterator[Finding]:
    for entity in sorted(button.entities.keys() - read):
        yield Finding(
            button.place,
            f"Picking this gives {entity}, and nothing reads it.",
            "Map it to a slot in domain.yml, read it in the action that answers, or leave it out.",
        )


def _leading_nowhere(button: Button, dialogue: Dialogue) -> Iterator[Finding]:
    slug = button.entities.get(HELP_PAGE)
    if slug is not None and slug not in {page.entry.slug for page in dialogue.help_pages}:
        problem = f"Picking this leads to the help page “{slug}”, which isn't there."
        yield Finding(button.place, problem, "Name a file of data/faq/ without its .md.")


def _read_entities(dialogue: Dialogue) -> set[str]:
    """Entities that fill a slot, or that the code of an action names."""
    mapped = {entity for slot in dialogue.domain.slots.values() for entity in slot.entities}
    modules = dialogue.actions_source.modules.values()
    return mapped | {text for module in modules for _, text in constants_of(module)}
