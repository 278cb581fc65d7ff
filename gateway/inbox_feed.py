"""The news of all conversations as frames for the streams of the support team."""

from collections.abc import Sequence
from contextlib import suppress

import orjson

from conversations.desk import Desk
from conversations.errors import UnknownConversation
from conversations.inbox_log import LogLine
from gateway.inbox_shapes import Json, has_words_of_a_person, item_json, note_json, row_json

INBOX = "/inbox"
"""The name of the feed: no conversation can have it."""

RESET = b"event: reset\ndata: {}\n\n"
_LINES_AT_A_TIME = 50


class InboxFeed:
    """A source of the hub: `read` blocks."""

    most_streams = 500

    def __init__(self, desk: Desk) -> None:
        self._journal = desk.journal
        self._team = desk.team

    def read(self, after: int) -> tuple[Sequence[tuple[int, bytes]], bool]:
        lines = self._team.log.read(after, _LINES_AT_A_TIME)
        return [(line.number, self._frame(line)) for line in lines], len(lines) == _LINES_AT_A_TIME

    def _frame(self, line: LogLine) -> bytes:
        with suppress(UnknownConversation):  # It was erased meanwhile.
            if line.note_id is not None:
                return self._note(line)
            data = {"conversation": self._row(line), "items": self._items(line)}
            return _event(line.number, b"conversation", data)
        return b"id: %d\n\n" % line.number

    def _row(self, line: LogLine) -> Json:
        return row_json(self._team.queue.row(line.conversation_id), with_unread=False)

    def _items(self, line: LogLine) -> list[Json]:
        wanted = line.up_to_seq - line.after_seq
        items = self._journal.read_stream(line.conversation_id, line.after_seq, wanted)
        has_writers = any(map(has_words_of_a_person, items))
        writers = self._team.floor.writers(line.conversation_id) if has_writers else {}
        return [item_json(item, writers) for item in items if item.seq <= line.up_to_seq]

    def _note(self, line: LogLine) -> bytes:
        notes = self._team.floor.notes(line.conversation_id)
        note = next(note for note in notes if note.id == line.note_id)
        data = {"conversation": line.conversation_id, "note": note_json(note)}
        return _event(line.number, b"note", data)


def _event(number: int, kind: bytes, data: Json) -> bytes:
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (number, kind, orjson.dumps(data))
