"""A conversation as the journal tells it, made comparable with the same conversation held again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from conversations.entries import Entry, Speaker, TurnEnd
from conversations.journal import Journal


@dataclass(frozen=True)
class Exchange:
    """What the customer said, what the bot said to it, the choices under that, and how it ended."""

    message: str
    words: tuple[str, ...]
    labels: tuple[str, ...]
    end: TurnEnd

    @property
    def was_given_up(self) -> bool:
        """Three workers died over it, by chance: the customer got an apology, the dialogue stood still."""
        return self.end.reason.startswith("given up")


def read_stream(journal: Journal, conversation_id: str) -> list[tuple[int, str, Any]]:
    """Every item, as JSON brings it to a client."""
    items: list[Any] = []
    while more := journal.read_stream(conversation_id, items[-1].seq if items else 0):
        items += more
    return [(item.seq, item.kind, json.loads(json.dumps(dict(item.data)))) for item in items]


def read_exchanges(journal: Journal, conversation_id: str) -> list[Exchange]:
    entries = _read_entries(journal, conversation_id)
    names = _names_of_responses()
    return [_exchange(message, entries, names) for message in entries if message.speaker is Speaker.CUSTOMER]


def _exchange(message: Entry, entries: Sequence[Entry], names: dict[str, str]) -> Exchange:
    assert message.turn is not None
    replies = [entry for entry in entries if entry.because and entry.because.ref == str(message.seq)]
    return Exchange(
        message.text,
        tuple(names.get(entry.text, entry.text) for entry in replies),
        tuple(choice.label for entry in replies for choice in entry.choices),
        message.turn,
    )


def _read_entries(journal: Journal, conversation_id: str) -> list[Entry]:
    entries: list[Entry] = []
    while more := journal.read_entries(conversation_id, entries[-1].seq if entries else 0):
        entries += more
    return entries


def _names_of_responses() -> dict[str, str]:
    """The domain's responses by their texts: which of its texts Rasa takes is left to chance."""
    domain = yaml.safe_load((Path(__file__).parents[2] / "domain.yml").read_text("utf-8"))
    responses: dict[str, Sequence[dict[str, str]]] = domain["responses"]
    return {variant["text"]: name for name, variants in responses.items() for variant in variants}
