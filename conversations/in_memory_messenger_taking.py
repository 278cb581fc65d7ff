"""One person's events on Messenger, carried into the in-memory journal."""

from dataclasses import replace
from functools import partial

from conversations.bell import Bell
from conversations.clock import Clock
from conversations.entries import Speaker, Words
from conversations.errors import UnknownChoice
from conversations.in_memory_conversation import InMemoryConversation
from conversations.in_memory_journal import InMemoryJournal
from conversations.in_memory_messenger_record import InMemoryPart, InMemoryThread
from conversations.in_memory_record import InMemoryRecord
from conversations.messaging_window import MessagingWindow, Writer
from conversations.messenger import (
    CHANNEL,
    DELETED,
    MAILS_NOTICES,
    PAGE_INBOX,
    PAGE_INBOX_NAME,
    PAGE_REST,
    TAKEN_BACK,
    PartState,
    page_of,
    yields_of,
)
from conversations.messenger_events import (
    Attached,
    Deleted,
    Echo,
    Event,
    Meaning,
    Quiet,
    Routed,
    Said,
    came_from,
    deletion_key,
    notice_address,
)
from conversations.messenger_tokens import token_in
from conversations.ownership import Owner


class InMemoryPerson:
    """Whoever calls holds the record's lock."""

    def __init__(
        self, record: InMemoryRecord, bell: Bell, clock: Clock, page_id: str, person_id: str
    ) -> None:
        self._record = record
        self._journal = InMemoryJournal(bell, clock, record)
        self._clock = clock
        self._page_id = page_id
        self._person_id = person_id
        self.thread = record.messenger.thread_with(page_id, person_id)
        self.messages = 0
        self.has_changed = False

    def take(self, event: Event, meaning: Meaning) -> None:
        if self.thread is not None:
            self.thread.came_from = came_from(event) or self.thread.came_from
        match meaning:
            case Said() | Attached() if self._is_taken_back(event.key):
                if self.thread is not None:
                    _note_message(self.thread, event)
                self._blank(event.key)
            case Said() | Attached():
                self._hear(event, meaning)
            case Quiet(is_message=True) if self.thread is not None:
                _note_message(self.thread, event)
            case Echo() if token := token_in(meaning.token):
                self._note_own(event.key, token, meaning)
            case Echo() if self._is_ours(meaning):
                self._blank(event.key)
            case Echo():
                self._note_echo(meaning)
            case Deleted():
                self._blank(meaning.message)
                if self.thread is not None:
                    self._take_back(self.thread, meaning.message)
            case Routed():
                self._route(meaning)

    def _hear(self, event: Event, meaning: Said | Attached) -> None:
        thread = self._thread()
        _note_message(thread, event)
        if event.is_standby:
            self._give_to_page()
        else:
            self._take_back_from_page()
        choice_id = meaning.choice_id if isinstance(meaning, Said) else None
        page = page_of(meaning)
        if choice_id is None and (address := notice_address(meaning.text)):
            thread.notice_email, page = address, MAILS_NOTICES
        yields = yields_of(MessagingWindow(thread.wrote_at), self._clock())
        append = partial(
            self._journal.append_inbound, thread.conversation_id, event.key, page=page, yields=yields
        )
        try:
            if choice_id is None:
                append(text=meaning.text)
            else:
                append(choice_id=choice_id)
        except UnknownChoice:
            append(text=meaning.text)
        self.messages += 1
        self.has_changed = True

    def _note_own(self, key: str, token: str, echo: Echo) -> None:
        known = self._record.messenger
        page = known.pages.get(self._page_id)
        part = next((part for part in known.parts if part.token == token), None)
        if part is None:
            del known.events[self._page_id, key]
            return
        part.state, part.mid, part.problem = PartState.SENT, echo.mid, None
        if page is not None and page.app_id is None:
            page.app_id = echo.app_id

    def _is_ours(self, echo: Echo) -> bool:
        of_our_app = echo.app_id is not None and echo.app_id == self._our_app()
        return of_our_app or any(part.mid == echo.mid for part in self._record.messenger.parts)

    def _note_echo(self, echo: Echo) -> None:
        if not echo.text:
            return
        kept = self._give_to_page()
        if not kept.messages:
            return
        seq = kept.write_support_words(Words(echo.text), self._clock())
        part = InMemoryPart(kept.id, seq, 0, Writer.PERSON, "messages", {}, self._clock())
        part.state, part.mid = PartState.SENT, echo.mid
        self._record.messenger.parts.append(part)

    def _is_taken_back(self, key: str) -> bool:
        kept = self._record.messenger.events.get((self._page_id, deletion_key(key)))
        return kept is not None and kept.event.person_id == self._person_id

    def _blank(self, mid: str) -> None:
        kept = self._record.messenger.events.get((self._page_id, mid))
        if kept is not None and kept.event.person_id == self._person_id:
            kept.event = replace(kept.event, body={})

    def _take_back(self, thread: InMemoryThread, client_id: str) -> None:
        kept = self._kept()
        message = kept.message_with(client_id)
        if message is None or message.choice is not None:
            return
        if notice_address(message.text) == thread.notice_email:
            thread.notice_email = None
        repeating = kept.take_back(message.seq, DELETED, TAKEN_BACK)
        for answer in kept.answers_to(message.seq):
            self._drop(kept, answer)
        for part in self._record.messenger.parts_of(kept.id):
            if part.seq in repeating and not part.is_open:
                part.body = {}
        self.has_changed = True

    def _drop(self, kept: InMemoryConversation, seq: int) -> None:
        """What was laid out of it says nothing, and what was not is never sent."""
        record = self._record.messenger
        parts = [part for part in record.parts_of(kept.id) if part.seq == seq]
        if not parts:
            parts = [InMemoryPart(kept.id, seq, 0, Writer.BOT, "messages", {}, self._clock())]
            record.parts += parts
        for part in parts:
            part.body = {}
            if part.is_open:
                part.state, part.problem = PartState.DROPPED, "taken back"

    def _route(self, routed: Routed) -> None:
        if self.thread is None:
            return
        if routed.to_app is not None and routed.to_app == self._our_app() and not routed.asks:
            self._take_back_from_page(whatever_the_time=True)
            return
        kept = self._give_to_page()
        if routed.asks and routed.to_app is not None:
            seq = kept.write_status(
                "thread_passed", "Another inbox asked for the conversation.", self._clock()
            )
            body = {"target_app_id": routed.to_app}
            part = InMemoryPart(kept.id, seq, 0, Writer.BOT, "pass_thread_control", body, self._clock())
            self._record.messenger.parts.append(part)

    def _give_to_page(self) -> InMemoryConversation:
        self._thread()
        kept = self._kept()
        now = kept.ownership
        if now.owner is Owner.SUPPORT_AGENT and now.agent_id == PAGE_INBOX:
            return kept
        self.has_changed = True
        if now.owner is Owner.SUPPORT_AGENT:
            kept.change_owner(now.passed_to(PAGE_INBOX_NAME, PAGE_INBOX), self._clock())
            return kept
        if now.owner is Owner.CLOSED:
            kept.set_owner(now.changed_to(Owner.BOT), self._clock())
            now = kept.ownership
        kept.change_owner(now.changed_to(Owner.SUPPORT_AGENT, PAGE_INBOX_NAME, PAGE_INBOX), self._clock())
        return kept

    def _take_back_from_page(self, *, whatever_the_time: bool = False) -> None:
        kept, now = self._kept(), self._clock()
        if kept.ownership.owner is not Owner.SUPPORT_AGENT or kept.ownership.agent_id != PAGE_INBOX:
            return
        said = [entry.at for entry in kept.entries if entry.speaker is Speaker.SUPPORT]
        since = max([*said, kept.owner_since or kept.opened_at])
        if whatever_the_time or now - since > PAGE_REST:
            kept.change_owner(kept.ownership.changed_to(Owner.BOT), now)
            self.has_changed = True

    def _thread(self) -> InMemoryThread:
        if self.thread is None:
            opened = self._journal.open_conversation(CHANNEL)
            self.thread = InMemoryThread(opened.id, self._page_id, self._person_id)
            self.thread.came_from = self._came_from()
            self._record.messenger.threads[opened.id] = self.thread
        return self.thread

    def _came_from(self) -> str | None:
        events = [
            kept.event
            for kept in self._record.messenger.events.values()
            if (kept.event.page_id, kept.event.person_id) == (self._page_id, self._person_id)
        ]
        latest = sorted(events, key=lambda event: event.at, reverse=True)
        return next(filter(None, map(came_from, latest)), None)

    def _kept(self) -> InMemoryConversation:
        return self._record.find(self._thread().conversation_id)

    def _our_app(self) -> str | None:
        page = self._record.messenger.pages.get(self._page_id)
        return None if page is None else page.app_id


def _note_message(thread: InMemoryThread, event: Event) -> None:
    """What a person writes opens the messaging window; a late delivery never moves it back."""
    thread.wrote_at = event.at if thread.wrote_at is None else max(event.at, thread.wrote_at)
    if thread.refused_at is not None and event.at > thread.refused_at:
        thread.refused_at = None
