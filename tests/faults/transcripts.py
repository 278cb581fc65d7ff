"""A conversation as the journal tells it, made comparable with the same conversation held again."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conversations.entries import Entry, Outcome, Speaker
from conversations.journal import Journal


@dataclass(frozen=True)
class Exchange:
    """What the customer said, what the bot said to it, the choices under that, and how it ended.

    `earlier` is the answer that the turn pointed to: its seq differs, since a delay is told in the stream.
    """

    message: str
    words: tuple[str, ...]
    labels: tuple[str, ...]
    outcome: Outcome
    reason: str
    earlier: str | None

    @property
    def was_given_up(self) -> bool:
        """Three workers died over it, by chance: the customer got an apology, the dialogue stood still."""
        return self.reason.startswith("given up")


def read_stream(journal: Journal, conversation_id: str) -> list[tuple[int, str, Any]]:
    """Every item, as JSON brings it to a client."""
    items: list[Any] = []
    while more := journal.read_stream(conversation_id, items[-1].seq if items else 0):
        items += more
    return [(item.seq, item.kind, json.loads(json.dumps(dict(item.data)))) for item in items]


def read_exchanges(journal: Journal, conversation_id: str) -> list[Exchange]:
    entries = _read_entries(journal, conversation_id)
    return [_exchange(message, entries) for message in entries if message.speaker is Speaker.CUSTOMER]


_WHEN_SAID = re.compile(r"the first in line|number \d+ in line|\d+:\d\d \([\w ]+\)")
"""What depends on who else waits, and on the hour."""


def _exchange(message: Entry, entries: Sequence[Entry]) -> Exchange:
    assert message.turn is not None
    replies = [entry for entry in entries if entry.because and entry.because.ref == str(message.seq)]
    return Exchange(
        message.text,
        tuple(_WHEN_SAID.sub("…", entry.text) for entry in replies),
        tuple(choice.label for entry in replies for choice in entry.choices),
        message.turn.outcome,
        message.turn.reason,
        next((entry.text for entry in entries if entry.seq == message.turn.ref), None),
    )


def _read_entries(journal: Journal, conversation_id: str) -> list[Entry]:
    entries: list[Entry] = []
    while more := journal.read_entries(conversation_id, entries[-1].seq if entries else 0):
        entries += more
    return entries
