"""An answer from the help pages leads on."""

from __future__ import annotations

from collections.abc import Iterable

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.finding import Finding


def help_page_steps(dialogue: Dialogue) -> Iterable[Finding]:
    for page in dialogue.help_pages:
        if not page.entry.next:
            yield Finding(
                page.place_of("next"),
                f"The answer “{page.entry.title}” leaves the customer without a next step.",
                "Write next: [talk_to_person], or the entries that follow from this one.",
            )
