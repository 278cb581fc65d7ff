"""What accepting an offer of help says to the bot, from `data/cues.yml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from dialogue_lint.domain import Button
from dialogue_lint.finding import Finding
from dialogue_lint.yaml_tree import Branch


def buttons_of_cues(cues: Branch) -> Iterator[Button]:
    """A "Yes, please" for each cue, meaning what its `opens` says."""
    for opens in cues.values_of("opens"):
        entities = {key.text or "": value.text for key, value in opens.get("entities").items()}
        yield Button(opens.place, opens.get("intent").text or "", entities)


def unknown_openings(cues: Branch, intents: Collection[str]) -> Iterator[Finding]:
    """Cues whose `opens` names no intent of the bot: accepting such an offer would lead nowhere.

    `make lint-dialogue` also finds those that no rule answers; this is for the start, without the rules.
    """
    for opens in cues.values_of("opens"):
        intent = opens.get("intent")
        if intent.text is not None and intent.text not in intents:
            near = get_close_matches(intent.text, sorted(intents), n=1)
            remedy = f"Did you mean {near[0]}?" if near else "Use one of the intents in domain.yml."
            yield Finding(intent.place, f"The bot knows no intent {intent.text!r}.", remedy)
