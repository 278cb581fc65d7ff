"""What customers say for each intent, from `data/nlu/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dialogue_lint.finding import Place
from dialogue_lint.yaml_tree import Branch


@dataclass(frozen=True, slots=True)
class Examples:
    """`intents` with the line where each is taught; `meanings`: sentence in small letters → intent."""

    intents: Mapping[str, Place]
    meanings: Mapping[str, str]

    def meaning_of(self, sentence: str) -> str | None:
        """The intent that has exactly this sentence among its examples."""
        return self.meanings.get(sentence)


def examples_of(files: Iterable[Branch]) -> Examples:
    """Without those of questions asked further, which mean nothing of their own: no message is heard so."""
    intents: dict[str, Place] = {}
    meanings: dict[str, str] = {}
    for entry in (entry for file in files for entry in file.get("nlu")):
        intent, is_asked_further = entry.get("intent").text, bool(entry.get("metadata").get("asks"))
        if intent and not is_asked_further:
            intents.setdefault(intent, entry.get("intent").place)
            for line in (entry.get("examples").text or "").splitlines():
                meanings[line.strip().removeprefix("- ").lower()] = intent
    return Examples(intents, meanings)
