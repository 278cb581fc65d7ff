"""The JSON of the support team's API (docs/inbox_api.md)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from conversations.entries import Speaker, StreamItem
from conversations.messaging_window import Writer
from conversations.messenger import Thread
from conversations.queue import QueueRow, Tried
from conversations.support_floor import SupportAgent, SupportNote
from conversations.wishes import taken_for

Json = Mapping[str, Any]


def iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def agent_json(agent: SupportAgent) -> Json:
    return {"id": agent.id, "name": agent.name}


def row_json(row: QueueRow, *, with_unread: bool = True) -> Json:
    owner = row.ownership
    agent = None if owner.name is None else {"id": owner.agent_id, "name": owner.name}
    json = {
        "id": row.id,
        "channel": row.channel,
        "customer": row.customer_id,
        "owner": owner.owner.value,
        "agent": agent,
        "epoch": owner.epoch,
        "since": iso(row.since),
        "opened_at": iso(row.opened_at),
        "last_at": iso(row.last_at),
        "last_seq": row.last_seq,
        "said": row.said,
        "wants": row.wants,
    }
    return {**json, "unread": row.unread} if with_unread else json


def item_json(item: StreamItem, writers: Mapping[int, SupportAgent]) -> Json:
    """As the customer's stream has it; a person's words also say whose they are."""
    data = dict(item.data)
    if item.kind == "message" and item.seq in writers:
        data["by"] = agent_json(writers[item.seq])
    return {"seq": item.seq, "kind": item.kind, "data": data}


def has_words_of_a_person(item: StreamItem) -> bool:
    return item.kind == "message" and item.data["speaker"] == Speaker.SUPPORT.value


def window_json(thread: Thread | None) -> Json | None:
    """Until when Messenger takes words for this person; None for a conversation that is not there."""
    if thread is None:
        return None
    ends = {writer: thread.window.closes_at(writer) for writer in Writer}
    return {
        "bot_until": _iso_or_none(ends[Writer.BOT]),
        "person_until": _iso_or_none(ends[Writer.PERSON]),
        "is_refused": thread.refused_at is not None,
    }


def _iso_or_none(at: datetime | None) -> str | None:
    return None if at is None else iso(at)


def note_json(note: SupportNote) -> Json:
    agent = None if note.agent is None else agent_json(note.agent)
    return {
        "id": note.id,
        "after": note.after_seq,
        "agent": agent,
        "text": note.text,
        "at": iso(note.at),
    }


def tried_json(tried: Tried) -> Json:
    return {
        "seq": tried.seq,
        "asked": tried.asked,
        "what": taken_for(tried.reason),
        "outcome": tried.outcome.value,
        "reason": tried.reason,
        "at": iso(tried.at),
    }
