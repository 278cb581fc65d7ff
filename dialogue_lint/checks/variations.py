"""What can be said twice can be said in another way."""

from __future__ import annotations

from collections.abc import Iterable

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.finding import Finding

_FEWEST = 2


def variations(dialogue: Dialogue) -> Iterable[Finding]:
    for response in dialogue.domain.responses.values():
        wordings = {" ".join(item.text.split()).lower() for item in response.variations if not item.is_once}
        is_once = any(item.is_once for item in response.variations)
        if len(wordings) < _FEWEST and not is_once:
            yield Finding(
                response.place,
                f"{response.name} has only one wording, so the customer may read the same text twice.",
                "Add another `- text:`, or write metadata: {once: true} if it can be said only once.",
            )
