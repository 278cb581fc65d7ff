"""What accepting an offer of help says to the bot, from `data/cues.yml`."""

from __future__ import annotations

from collections.abc import Iterator

from dialogue_lint.domain import Button
from dialogue_lint.yaml_tree import Branch


def buttons_of_cues(cues: Branch) -> Iterator[Button]:
    """A "Yes, please" for each cue, meaning what its `opens` says."""
    for opens in cues.values_of("opens"):
        entities = {key.text or "": value.text for key, value in opens.get("entities").items()}
        yield Button(opens.place, opens.get("intent").text or "", entities)
