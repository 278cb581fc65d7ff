"""The items of a stream, in the shapes of the HTTP contract (docs/architecture.md)."""

from datetime import UTC, datetime
from typing import Any

from conversations.entries import Entry, StreamItem, TurnEnd
from conversations.ownership import Ownership


def message_item(entry: Entry) -> StreamItem:
    because = entry.because
    data = {
        "seq": entry.seq,
        "speaker": entry.speaker.value,
        "text": entry.text,
        "choices": [{"id": choice.id, "label": choice.label} for choice in entry.choices],
        "because": None if because is None else {"kind": because.kind, "ref": because.ref},
        "at": _iso(entry.at),
    }
    orders = frozenset(choice.id for choice in entry.choices if choice.is_an_order)
    return StreamItem(entry.seq, "message", data, orders)


def turn_item(seq: int, inbound_seq: int, end: TurnEnd) -> StreamItem:
    """`seq` is the item's own place in the stream; its data names the customer's message."""
    data: dict[str, Any] = {"seq": inbound_seq, "outcome": end.outcome.value, "reason": end.reason}
    if end.ref is not None:
        data["ref"] = end.ref
    return StreamItem(seq, "turn", data)


def owner_item(seq: int, ownership: Ownership, at: datetime) -> StreamItem:
    data: dict[str, Any] = {"seq": seq, "owner": ownership.owner.value}
    if ownership.name is not None:
        data["name"] = ownership.name
    return StreamItem(seq, "owner", {**data, "at": _iso(at)})


def status_item(seq: int, status: str, text: str, at: datetime) -> StreamItem:
    return StreamItem(seq, "status", {"seq": seq, "status": status, "text": text, "at": _iso(at)})


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
