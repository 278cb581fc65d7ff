"""The journal on SQL: SQLite in a file, or PostgreSQL. Every call is one short transaction.

The transactions stand in `sql_appending`, `sql_turns`, `sql_ownership`, `sql_statuses` and `sql_reading`;
here they begin and end, and afterwards the bell rings.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select

from conversations import sql_appending, sql_ownership, sql_ratings, sql_reading, sql_statuses, sql_turns
from conversations.bell import Bell, Topic
from conversations.clock import Clock, utc_now
from conversations.contents import Contents, require_storable_result, require_storable_words
from conversations.entries import Entry, StreamItem, TurnEnd, Words
from conversations.errors import JournalUnavailable, LeaseLost
from conversations.journal import ClaimedTurn, Conversation, Note, Receipt, TurnResult
from conversations.ownership import Owner, Ownership
from conversations.sql_database import Database
from conversations.storable import require_storable
from conversations.tables import conversations

# A standby of PostgreSQL refuses a row's lock, so this finds out whether it takes writes.
_ANYTHING = select(conversations.c.id).limit(1).with_for_update(skip_locked=True)


class SqlJournal:
    def __init__(self, database: Database, bell: Bell, clock: Clock = utc_now) -> None:
        self._database = database
        self._bell = bell
        self._clock = clock

    def open_conversation(self, channel: str, customer_id: str | None = None) -> Conversation:
        require_storable(channel, customer_id)
        with self._database.write() as connection:
            return sql_appending.open_conversation(connection, channel, customer_id, self._clock)

    def return_to_conversation(self, channel: str, customer_id: str) -> Conversation:
        require_storable(channel, customer_id)
        with self._database.write() as connection:
            return sql_appending.return_to_conversation(connection, channel, customer_id, self._clock)

    def conversation(self, conversation_id: str) -> Conversation:
        with self._database.read() as connection:
            return sql_reading.read_conversation(connection, conversation_id)

    def append_inbound(
        self,
        conversation_id: str,
        client_id: str,
        *,
        text: str | None = None,
        choice_id: str | None = None,
        page: Mapping[str, str] | None = None,
        address: str | None = None,
    ) -> Receipt:
        contents = Contents(client_id, text, choice_id, page, address)
        with self._database.write() as connection:
            receipt, waits = sql_appending.append_inbound(connection, conversation_id, contents, self._clock)
        if receipt.is_new:
            self._ring_stream(conversation_id, work=waits)
        return receipt

    def claim_turn(self, worker: str) -> ClaimedTurn | None:
        require_storable(worker)
        with self._database.read() as connection:  # an idle look takes no lock from those who write
            if not sql_turns.something_waits(connection, self._clock):
                return None
        with self._database.write() as connection:
            turn = sql_turns.claim_turn(connection, worker, self._clock)
        if turn is not None:
            self._bell.ring(Topic.TYPING, turn.conversation_id)
        return turn

    def renew_lease(self, turn: ClaimedTurn) -> None:
        with self._database.write() as connection:
            sql_turns.renew_lease(connection, turn, self._clock)

    def release_turn(
        self, turn: ClaimedTurn, retry_after: timedelta = timedelta(0), note: str | None = None
    ) -> None:
        require_storable(note)
        try:
            with self._database.write() as connection:
                sql_turns.release_turn(connection, turn, retry_after, note, self._clock)
        except LeaseLost:
            return
        if note is not None:
            self._bell.ring(Topic.STREAM, turn.conversation_id)
        if not retry_after:
            self._bell.ring(Topic.WORK, turn.conversation_id)

    def note_deed(self, conversation_id: str, inbound_seq: int, deed: str) -> None:
        require_storable(deed)
        with self._database.write() as connection:
            sql_turns.note_deed(connection, conversation_id, inbound_seq, deed, self._clock)
        self._ring_stream(conversation_id)

    def commit_turn(self, turn: ClaimedTurn, result: TurnResult) -> TurnEnd:
        require_storable_result(result)
        with self._database.write() as connection:
            end, more_waits = sql_turns.commit_turn(connection, turn, result, self._clock)
        self._ring_stream(turn.conversation_id, work=more_waits)
        return end

    def change_owner(
        self, conversation_id: str, owner: Owner, *, name: str | None = None, epoch: int | None = None
    ) -> Ownership:
        require_storable(name)
        with self._database.write() as connection:
            ownership, waits = sql_ownership.change_owner(
                connection, conversation_id, owner, name, epoch, self._clock
            )
        self._ring_stream(conversation_id, work=waits)
        return ownership

    def append_support_words(self, conversation_id: str, words: Words, *, name: str, epoch: int) -> int:
        require_storable_words(words)
        with self._database.write() as connection:
            seq = sql_ownership.append_support_words(
                connection, conversation_id, words, name, epoch, self._clock
            )
        self._ring_stream(conversation_id)
        return seq

    def tell_delayed(self, older_than: timedelta, text: str) -> Sequence[str]:
        require_storable(text)
        with self._database.write() as connection:
            told = sql_statuses.tell_delayed(connection, older_than, text, self._clock)
        for conversation_id in told:
            self._ring_stream(conversation_id)
        return told

    def tell_status(self, conversation_id: str, status: str, text: str) -> int:
        require_storable(status, text)
        with self._database.write() as connection:
            seq = sql_statuses.tell_status(connection, conversation_id, status, text, self._clock)
        self._ring_stream(conversation_id)
        return seq

    def read_stream(self, conversation_id: str, after: int, limit: int = 500) -> Sequence[StreamItem]:
        with self._database.read() as connection:
            return sql_reading.read_stream(connection, conversation_id, after, limit)

    def read_entries(self, conversation_id: str, after: int, limit: int = 500) -> Sequence[Entry]:
        with self._database.read() as connection:
            return sql_reading.read_entries(connection, conversation_id, after, limit)

    def said(self, conversation_id: str, texts: Iterable[str]) -> Mapping[str, int]:
        with self._database.read() as connection:
            return sql_reading.said(connection, conversation_id, texts)

    def rate_entry(self, conversation_id: str, seq: int, helpful: bool) -> None:
        with self._database.write() as connection:
            sql_ratings.rate_entry(connection, conversation_id, seq, helpful, self._clock)

    def read_notes(self, conversation_id: str) -> Sequence[Note]:
        with self._database.read() as connection:
            return sql_reading.read_notes(connection, conversation_id)

    def last_seqs(self, conversation_ids: Iterable[str]) -> Mapping[str, int]:
        with self._database.read() as connection:
            return sql_reading.last_seqs(connection, conversation_ids)

    def is_available(self) -> bool:
        try:
            with self._database.write() as connection:
                connection.execute(_ANYTHING).first()
        except JournalUnavailable:
            return False
        return True

    def close(self) -> None:
        self._database.close()

    def _ring_stream(self, conversation_id: str, *, work: bool = False) -> None:
        self._bell.ring(Topic.STREAM, conversation_id)
        if work:
            self._bell.ring(Topic.WORK, conversation_id)
