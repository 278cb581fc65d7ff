"""How many messages of one conversation may wait for an answer.

Counted in memory as they are written; only when the count reaches the limit is the journal asked which of
them are still unanswered. So it costs one read for every `limit` messages. A gateway that has just started,
or another one beside it, begins to count at nothing: the limit is a brake, not an exact number.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from conversations.entries import Speaker
from conversations.journal import Journal
from gateway.errors import TooMany

_MOST_REMEMBERED = 20_000


@dataclass(slots=True)
class _Count:
    """`messages` may be unanswered; none before or at `done_until` is."""

    messages: int
    done_until: int


class WaitingLimit:
    """Its calls may block, and come from several threads."""

    def __init__(self, journal: Journal, limit: int | None) -> None:
        self._journal = journal
        self._limit = limit
        self._lock = Lock()
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    def check(self, conversation_id: str) -> None:
        """Raises `TooMany` when the conversation holds as many unanswered messages as it may."""
        with self._lock:
            count = self._counts.get(conversation_id)
            if self._limit is None or count is None or count.messages < self._limit:
                return
            done_until = count.done_until
        recounted = self._recount(conversation_id, done_until)
        with self._lock:
            self._counts[conversation_id] = recounted
        if recounted.messages >= self._limit:
            raise TooMany("Many of your messages wait for an answer. Wait for it, then write on.", 5)

    def count(self, conversation_id: str, seq: int) -> None:
        """Says that a new message was written with this seq."""
        with self._lock:
            count = self._counts.setdefault(conversation_id, _Count(0, seq - 1))
            count.messages += 1
            self._counts.move_to_end(conversation_id)
            if len(self._counts) > _MOST_REMEMBERED:
                self._counts.popitem(last=False)

    def _recount(self, conversation_id: str, done_until: int) -> _Count:
        entries = self._journal.read_entries(conversation_id, done_until)
        waiting = [entry for entry in entries if entry.speaker is Speaker.CUSTOMER and entry.turn is None]
        if waiting:
            return _Count(len(waiting), waiting[0].seq - 1)
        return _Count(0, entries[-1].seq if entries else done_until)
