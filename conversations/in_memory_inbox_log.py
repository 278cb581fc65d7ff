"""The inbox log in memory: the fake of the port, for tests."""

from collections.abc import Sequence

from conversations.clock import Clock
from conversations.in_memory_conversation import InMemoryConversation
from conversations.in_memory_record import InMemoryRecord
from conversations.inbox_log import KEPT, MOST_ITEMS, LogLine
from conversations.support_floor import SupportNote


class InMemoryInboxLog:
    def __init__(self, record: InMemoryRecord, clock: Clock) -> None:
        self._record = record
        self._clock = clock

    def read(self, after: int, limit: int = 100) -> Sequence[LogLine]:
        with self._record.lock:
            self._number_what_is_new()
            return [line for line, _ in self._record.support.log if line.number > after][:limit]

    def bounds(self) -> tuple[int, int]:
        with self._record.lock:
            self._number_what_is_new()
            log = self._record.support.log
            return (log[0][0].number - 1, log[-1][0].number) if log else (0, 0)

    def _number_what_is_new(self) -> None:
        known, now = self._record.support, self._clock()
        for kept in self._record.conversations.values():
            for after in range(known.logged.get(kept.id, 0), kept.last_seq, MOST_ITEMS):
                up_to = min(after + MOST_ITEMS, kept.last_seq)
                known.log.append((LogLine(_next(self._record), kept.id, after, up_to), now))
            known.logged[kept.id] = kept.last_seq
        known.log[:-1] = [line for line in known.log[:-1] if line[1] >= now - KEPT]


def add_note_line(record: InMemoryRecord, conversation_id: str, note: SupportNote) -> None:
    line = LogLine(_next(record), conversation_id, 0, 0, note.id)
    record.support.log.append((line, note.at))


def tell_again(record: InMemoryRecord, kept: InMemoryConversation, inbound_seq: int) -> None:
    """The end of this message's turn is news again."""
    ended = next(it.seq for it in kept.stream if it.kind == "turn" and it.data["seq"] == inbound_seq)
    logged = record.support.logged
    logged[kept.id] = min(logged.get(kept.id, 0), ended - 1)


def _next(record: InMemoryRecord) -> int:
    log = record.support.log
    return log[-1][0].number + 1 if log else 1
