"""What goes out on Messenger, in memory: the fake of the port, for tests."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from conversations.clock import Clock
from conversations.in_memory_messenger_record import InMemoryPart, InMemoryThread
from conversations.in_memory_record import InMemoryRecord
from conversations.messaging_window import FOR_A_PERSON, MessagingWindow
from conversations.messenger import SEND_LEASE, ClaimedThread, LaidOut, Part, PartState, Thread


class InMemoryMessengerOutbox:
    def __init__(self, record: InMemoryRecord, clock: Clock) -> None:
        self._record = record
        self._known = record.messenger
        self._clock = clock

    def due(self, limit: int = 100) -> Sequence[str]:
        with self._record.lock:
            firsts = [
                self._known.first_open(thread.conversation_id)
                for thread in self._known.threads.values()
                if self._may_be_sent(thread) and thread.refused_at is None
            ]
            due = [part for part in firsts if part is not None and part.next_at <= self._clock()]
            return [part.conversation_id for part in sorted(due, key=lambda part: part.next_at)][:limit]

    def with_news(self, limit: int = 100) -> Sequence[str]:
        with self._record.lock:
            return [
                thread.conversation_id
                for thread in self._known.threads.values()
                if self._may_be_sent(thread)
                and self._record.find(thread.conversation_id).last_seq > thread.laid_out_seq
            ][:limit]

    def thread(self, conversation_id: str) -> Thread | None:
        with self._record.lock:
            thread = self._known.threads.get(conversation_id)
            return None if thread is None else thread.as_read

    def claim(self, conversation_id: str) -> ClaimedThread | None:
        with self._record.lock:
            thread = self._known.threads.get(conversation_id)
            if thread is None or not self._is_free(thread):
                return None
            thread.lease = secrets.token_urlsafe(12)
            thread.lease_until = self._clock() + SEND_LEASE
            return ClaimedThread(thread.as_read, thread.lease)

    def lay_out(self, claimed: ClaimedThread, laid_out: LaidOut) -> None:
        id_, now = claimed.thread.conversation_id, self._clock()
        with self._record.lock:
            conversation = self._record.find(id_)
            thread = self._known.threads[id_]
            if thread.lease != claimed.lease:
                return
            thread.laid_out_seq = laid_out.up_to_seq
            thread.bot_spoke_at = laid_out.bot_spoke_at
            thread.has_person_spoken = laid_out.has_person_spoken
            known = {part.seq for part in self._known.parts_of(id_)}
            self._known.parts += [
                InMemoryPart(id_, part.seq, part.part, part.writer, part.call, dict(part.body), now)
                for part in laid_out.parts
                if part.seq not in known
            ]
            if laid_out.disclosed is not None:
                conversation.write_status("disclosed", laid_out.disclosed, now)

    def first_open(self, conversation_id: str) -> Part | None:
        with self._record.lock:
            part = self._known.first_open(conversation_id)
            return None if part is None else part.as_read

    def begin(self, part: Part) -> None:
        with self._record.lock:
            for kept in self._same(part):
                kept.state, kept.attempts = PartState.TRYING, part.attempts + 1
                kept.tried_at = self._clock()

    def end(
        self, part: Part, state: PartState, *, mid: str | None = None, problem: str | None = None
    ) -> None:
        with self._record.lock:
            for kept in self._same(part):
                kept.state, kept.mid, kept.problem = state, mid, problem

    def drop_message(self, part: Part, problem: str) -> None:
        with self._record.lock:
            for kept in self._known.parts_of(part.conversation_id):
                if kept.seq == part.seq and kept.is_open:
                    kept.state, kept.problem = PartState.DROPPED, problem

    def put_off(self, part: Part, until: datetime, problem: str, *, is_unclear: bool = False) -> None:
        with self._record.lock:
            for kept in self._same(part):
                kept.state = PartState.TRYING if is_unclear else PartState.READY
                kept.next_at, kept.problem = until, problem

    def refuse(self, conversation_id: str, at: datetime) -> None:
        with self._record.lock:
            if conversation_id in self._known.threads:
                self._known.threads[conversation_id].refused_at = at

    def release(self, claimed: ClaimedThread) -> None:
        with self._record.lock:
            thread = self._known.threads.get(claimed.thread.conversation_id)
            if thread is not None and thread.lease == claimed.lease:
                thread.lease = thread.lease_until = None

    def windows(self, conversation_ids: Sequence[str]) -> Mapping[str, MessagingWindow]:
        with self._record.lock:
            threads = [self._known.threads[id_] for id_ in conversation_ids if id_ in self._known.threads]
            return {thread.conversation_id: MessagingWindow(thread.wrote_at) for thread in threads}

    def _same(self, part: Part) -> Sequence[InMemoryPart]:
        """The part, while it is open: an echo may have said meanwhile that it was sent."""
        return [kept for kept in self._known.parts if kept.token == part.token and kept.is_open]

    def _is_free(self, thread: InMemoryThread) -> bool:
        return thread.lease_until is None or thread.lease_until <= self._clock()

    def _may_be_sent(self, thread: InMemoryThread) -> bool:
        is_fresh = thread.wrote_at is not None and thread.wrote_at > self._clock() - FOR_A_PERSON
        return is_fresh and self._is_free(thread)
