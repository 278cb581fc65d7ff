"""Messenger's book in memory: what is delivered, and who is forgotten. The fake of the ports, for tests."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from conversations.bell import Bell, Topic
from conversations.clock import Clock
from conversations.in_memory_messenger_outbox import InMemoryMessengerOutbox
from conversations.in_memory_messenger_record import InMemoryErasure, InMemoryEvent, InMemoryPage
from conversations.in_memory_messenger_taking import InMemoryPerson
from conversations.in_memory_record import InMemoryRecord
from conversations.keyed_digests import KeyedDigests
from conversations.messenger import MessengerBook, Page, Taken
from conversations.messenger_erased import event_key, is_erased, person_key
from conversations.messenger_events import Event, meaning_of
from conversations.messenger_settling import NewEvents, ripe
from conversations.tables import from_micros, to_micros


def in_memory_messenger_book(record: InMemoryRecord, bell: Bell, clock: Clock) -> MessengerBook:
    return MessengerBook(
        InMemoryMessengerInbox(record, bell, clock),
        InMemoryMessengerOutbox(record, clock),
        InMemoryMessengerErasures(record, clock),
    )


class InMemoryMessengerInbox:
    def __init__(self, record: InMemoryRecord, bell: Bell, clock: Clock) -> None:
        self._record = record
        self._known = record.messenger
        self._bell = bell
        self._clock = clock

    def keep(self, events: Sequence[Event], digests: KeyedDigests) -> None:
        now = self._clock()
        with self._record.lock:
            for event in events:
                self._known.pages.setdefault(event.page_id, InMemoryPage(now)).heard_at = now
                if not is_erased(event, digests, self._known.erased_keys):
                    self._known.events.setdefault((event.page_id, event.key), InMemoryEvent(event, now))

    def settled(
        self, page_id: str, began: datetime, limit: int = 200
    ) -> tuple[Sequence[str], datetime | None]:
        now = to_micros(self._clock())
        with self._record.lock:
            found = ripe(self._waiting(page_id), to_micros(began))
        ready = [person_id for at, person_id in found if at <= now]
        later = [at for at, _ in found if at > now]
        return ready[:limit], from_micros(min(later)) if later else None

    def take(self, page_id: str, person_id: str) -> Taken:
        with self._record.lock:
            person = InMemoryPerson(self._record, self._bell, self._clock, page_id, person_id)
            for kept in self._new(page_id, person_id):
                person.take(kept.event, meaning_of(kept.event))
                kept.is_new = False
        conversation_id = None if person.thread is None else person.thread.conversation_id
        if conversation_id is not None and person.has_changed:
            self._bell.ring(Topic.STREAM, conversation_id)
            self._bell.ring(Topic.WORK, conversation_id)
        return Taken(conversation_id, person.messages)

    def forget(self, page_id: str, before: datetime) -> None:
        with self._record.lock:
            self._known.events = {
                key: kept
                for key, kept in self._known.events.items()
                if (kept.is_new and key[0] == page_id) or kept.received_at >= before
            }
            self._known.erased_keys = {key: at for key, at in self._known.erased_keys.items() if at >= before}

    def pages(self) -> Sequence[Page]:
        with self._record.lock:
            return [
                Page(page_id, page.app_id, page.heard_at, self._lately(page_id, page.heard_at))
                for page_id, page in self._known.pages.items()
            ]

    def _lately(self, page_id: str, heard_at: datetime) -> int:
        since = heard_at - timedelta(hours=1)
        events = self._known.events.values()
        return sum(kept.event.page_id == page_id and kept.received_at > since for kept in events)

    def _new(self, page_id: str, person_id: str) -> Sequence[InMemoryEvent]:
        theirs = [
            kept
            for kept in self._known.events.values()
            if kept.is_new and (kept.event.page_id, kept.event.person_id) == (page_id, person_id)
        ]
        return sorted(theirs, key=lambda kept: (kept.event.at, kept.received_at, kept.event.key))

    def _waiting(self, page_id: str) -> Sequence[NewEvents]:
        events = [kept.event for kept in self._known.events.values() if kept.is_new]
        waiting = []
        for person_id in sorted({event.person_id for event in events if event.page_id == page_id}):
            new = self._new(page_id, person_id)
            received = [to_micros(kept.received_at) for kept in new]
            delay = max(to_micros(kept.received_at) - to_micros(kept.event.at) for kept in new)
            waiting.append(NewEvents(person_id, min(received), max(received), delay))
        return sorted(waiting, key=lambda one: one.first)


class InMemoryMessengerErasures:
    def __init__(self, record: InMemoryRecord, clock: Clock) -> None:
        self._record = record
        self._known = record.messenger
        self._clock = clock

    def ask(self, code: str, person_digest: str) -> str:
        with self._record.lock:
            kept = self._known.erasures.setdefault(person_digest, InMemoryErasure(code, self._clock()))
            kept.asked_at, kept.done_at = self._clock(), None
            return kept.code

    def erase(self, person_ids: Sequence[str], digests: KeyedDigests) -> int:
        with self._record.lock:
            self._known.erased_keys |= {
                event_key(digests, page_id, key): kept.received_at
                for (page_id, key), kept in self._known.events.items()
                if kept.event.person_id in person_ids
            }
            self._known.erased_keys |= {person_key(digests, id_): self._clock() for id_ in person_ids}
            found = [t.conversation_id for t in self._known.threads.values() if t.person_id in person_ids]
            self._known.events = {
                key: kept
                for key, kept in self._known.events.items()
                if kept.event.person_id not in person_ids
            }
            for conversation_id in found:
                del self._known.threads[conversation_id]
                self._record.erase(conversation_id)
            self._known.parts = [part for part in self._known.parts if part.conversation_id not in found]
        return len(found)

    def done(self, code: str) -> None:
        with self._record.lock:
            for kept in self._known.erasures.values():
                if kept.code == code:
                    kept.done_at = self._clock()

    def state(self, code: str) -> tuple[datetime, datetime | None] | None:
        with self._record.lock:
            kept = next((one for one in self._known.erasures.values() if one.code == code), None)
            return None if kept is None else (kept.asked_at, kept.done_at)
