"""One person's events, carried into the journal within one transaction that holds this person's lock."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, literal_column, select, text
from sqlalchemy.engine import Connection

from conversations.clock import Clock
from conversations.contents import Contents
from conversations.entries import Words
from conversations.errors import UnknownChoice
from conversations.messaging_window import MessagingWindow
from conversations.messenger import (
    CHANNEL,
    MAILS_NOTICES,
    PAGE_INBOX,
    PAGE_INBOX_NAME,
    PAGE_REST,
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
from conversations.messenger_tables import (
    messenger_events,
    messenger_pages,
    messenger_parts,
    messenger_threads,
)
from conversations.messenger_tokens import new_token, token_in
from conversations.ownership import Owner
from conversations.sql_appending import append_inbound, open_conversation
from conversations.sql_conversation import LockedConversation, lock_conversation
from conversations.sql_messenger_taking_back import take_back
from conversations.sql_ownership import change_locked, write_locked
from conversations.tables import from_micros, to_micros

_FIND = select(messenger_threads).where(
    messenger_threads.c.page_id == bindparam("page_id"),
    messenger_threads.c.person_id == bindparam("person_id"),
)
_EARLIER_EVENTS = (
    select(messenger_events)
    .where(
        messenger_events.c.page_id == bindparam("page_id"),
        messenger_events.c.person_id == bindparam("person_id"),
    )
    .order_by(messenger_events.c.at.desc())
    .limit(20)
)
_KNOWN_EVENT = select(literal_column("1")).where(
    messenger_events.c.page_id == bindparam("page_id"),
    messenger_events.c.key == bindparam("key"),
    messenger_events.c.person_id == bindparam("person_id"),
)
_BLANK_EVENT = (
    messenger_events.update()
    .where(
        messenger_events.c.page_id == bindparam("this_page"),
        messenger_events.c.key == bindparam("this_key"),
        messenger_events.c.person_id == bindparam("this_person"),
    )
    .values(body={})
)
_FORGET_EVENT = messenger_events.delete().where(
    messenger_events.c.page_id == bindparam("page_id"), messenger_events.c.key == bindparam("key")
)
_OPEN = messenger_threads.insert()
_SAVE = messenger_threads.update().where(messenger_threads.c.conversation_id == bindparam("this_id"))
_APP = select(messenger_pages.c.app_id).where(messenger_pages.c.page_id == bindparam("page_id"))
_LEARN_APP = messenger_pages.update().where(
    messenger_pages.c.page_id == bindparam("this_page"), messenger_pages.c.app_id.is_(None)
)
_OURS = (
    messenger_parts.update()
    .where(messenger_parts.c.token == bindparam("this_token"))
    .values(state="sent", mid=bindparam("this_mid"), problem=None)
)
_SENT_AS = select(literal_column("1")).where(messenger_parts.c.mid == bindparam("mid"))
_ADD_PART = messenger_parts.insert()
_CUSTOMER_WROTE = text("SELECT 1 FROM entries WHERE conversation_id = :id AND speaker = 'customer' LIMIT 1")
_LAST_OF_TEAM = text("SELECT max(at) FROM entries WHERE conversation_id = :id AND speaker = 'support'")


class Person:
    """What a transaction changes in the thread's row is written by `save`."""

    def __init__(self, connection: Connection, page_id: str, person_id: str, clock: Clock) -> None:
        self._connection = connection
        self._page_id = page_id
        self._person_id = person_id
        self._clock = clock
        row = connection.execute(_FIND, {"page_id": page_id, "person_id": person_id}).first()
        self.conversation_id: str | None = None if row is None else row.conversation_id
        self._wrote_at: int | None = None if row is None else row.wrote_at
        self._refused_at: int | None = None if row is None else row.refused_at
        self._notice_email: str | None = None if row is None else row.notice_email
        self._came_from: str | None = None if row is None else row.came_from
        self.messages = 0
        self.has_changed = False

    def take(self, event: Event, meaning: Meaning) -> None:
        self._came_from = came_from(event) or self._came_from
        match meaning:
            case Said() | Attached() if self._is_taken_back(event.key):
                self._note_message(event)
                self._blank(event.key)
            case Said() | Attached():
                self._hear(event, meaning)
            case Quiet(is_message=True):
                self._note_message(event)
            case Echo() if token := token_in(meaning.token):
                self._note_own(event.key, token, meaning)
            case Echo() if self._is_ours(meaning):
                self._blank(event.key)
            case Echo():
                self._note_echo(meaning)
            case Deleted():
                self._blank(meaning.message)
                self._take_back(meaning.message)
            case Routed():
                self._route(meaning)

    def save(self) -> None:
        if self.conversation_id is not None:
            values: dict[str, Any] = {"wrote_at": self._wrote_at, "refused_at": self._refused_at}
            values |= {"notice_email": self._notice_email, "came_from": self._came_from}
            self._connection.execute(_SAVE, {"this_id": self.conversation_id, **values})

    def _hear(self, event: Event, meaning: Said | Attached) -> None:
        id_ = self._conversation()
        self._note_message(event)
        if event.is_standby:
            self._give_to_page()
        else:
            self._take_back_from_page()
        choice_id = meaning.choice_id if isinstance(meaning, Said) else None
        page = page_of(meaning)
        if choice_id is None and (address := notice_address(meaning.text)):
            self._notice_email, page = address, MAILS_NOTICES
        as_words, yields = Contents(event.key, meaning.text, None, page), self._yields()
        try:
            contents = as_words if choice_id is None else Contents(event.key, None, choice_id, page)
            append_inbound(self._connection, id_, contents, self._clock, yields)
        except UnknownChoice:  # of an erased conversation, or of a menu of old: its title says the same
            append_inbound(self._connection, id_, as_words, self._clock, yields)
        self.messages += 1
        self.has_changed = True

    def _yields(self) -> timedelta:
        window = MessagingWindow(from_micros(self._wrote_at or 0))
        return yields_of(window, self._clock())

    def _is_taken_back(self, key: str) -> bool:
        """Whether the customer took it back before it came."""
        this = {"page_id": self._page_id, "key": deletion_key(key), "person_id": self._person_id}
        return self._connection.execute(_KNOWN_EVENT, this).first() is not None

    def _take_back(self, message: str) -> None:
        if (id_ := self.conversation_id) is None:
            return
        said = take_back(self._connection, id_, message, self._clock)
        self.has_changed |= said is not None
        if said is not None and notice_address(said) == self._notice_email:
            self._notice_email = None

    def _blank(self, mid: str) -> None:
        """What was delivered of a message that was taken back: nothing of its words stays."""
        this = {"this_page": self._page_id, "this_key": mid, "this_person": self._person_id}
        self._connection.execute(_BLANK_EVENT, this)

    def _note_message(self, event: Event) -> None:
        """What a person writes opens the messaging window; a late delivery never moves it back."""
        at = to_micros(event.at)
        self._wrote_at = max(at, self._wrote_at or 0)
        if self._refused_at is not None and at > self._refused_at:
            self._refused_at = None

    def _note_own(self, key: str, token: str, echo: Echo) -> None:
        """Nothing is kept of it when the words are not held any more: whom they went to was erased."""
        ours = {"this_token": token, "this_mid": echo.mid}
        if not self._connection.execute(_OURS, ours).rowcount:
            self._connection.execute(_FORGET_EVENT, {"page_id": self._page_id, "key": key})
        elif echo.app_id:
            self._connection.execute(_LEARN_APP, {"this_page": self._page_id, "app_id": echo.app_id})

    def _is_ours(self, echo: Echo) -> bool:
        """Words of our app or of ours that came back without their token."""
        of_our_app = echo.app_id is not None and echo.app_id == self._our_app()
        return of_our_app or self._connection.execute(_SENT_AS, {"mid": echo.mid}).first() is not None

    def _note_echo(self, echo: Echo) -> None:
        """Words of the page that we did not write: somebody of the shop answers there.

        The journal takes a colleague's words only behind a customer's; before those, just whose turn it is.
        """
        if not echo.text:
            return
        conversation = self._give_to_page()
        if not self._customer_wrote():
            return
        seq = write_locked(conversation, Words(echo.text))
        part: dict[str, Any] = {"conversation_id": conversation.id, "seq": seq, "part": 0, "writer": "person"}
        part |= {"call": "messages", "body": {}, "token": new_token(), "state": "sent", "attempts": 0}
        part |= {"next_at": conversation.now, "tried_at": None, "mid": echo.mid, "problem": None}
        self._connection.execute(_ADD_PART, part)

    def _route(self, routed: Routed) -> None:
        if self.conversation_id is None:
            return
        if routed.to_app is not None and routed.to_app == self._our_app() and not routed.asks:
            self._take_back_from_page(whatever_the_time=True)
            return
        conversation = self._give_to_page()
        if routed.asks and routed.to_app is not None:
            self._pass_thread(conversation, routed.to_app)

    def _pass_thread(self, conversation: LockedConversation, to_app: str) -> None:
        """Gives the platform's thread to the app that asked for it: a call that goes out like words."""
        seq = conversation.write_status("thread_passed", "Another inbox asked for the conversation.")
        conversation.save()
        part: dict[str, Any] = {"conversation_id": conversation.id, "seq": seq, "part": 0, "writer": "bot"}
        part |= {"call": "pass_thread_control", "body": {"target_app_id": to_app}, "token": new_token()}
        part |= {"state": "ready", "attempts": 0, "next_at": conversation.now}
        self._connection.execute(_ADD_PART, {**part, "tried_at": None, "mid": None, "problem": None})

    def _give_to_page(self) -> LockedConversation:
        """Makes the page's own inbox the owner: from now on the bot is quiet, and the team sees why."""
        conversation = lock_conversation(self._connection, self._conversation(), self._clock)
        now = conversation.ownership
        if now.owner is Owner.SUPPORT_AGENT and now.agent_id == PAGE_INBOX:
            return conversation
        self.has_changed = True
        if now.owner is Owner.SUPPORT_AGENT:
            change_locked(conversation, now.passed_to(PAGE_INBOX_NAME, PAGE_INBOX))
            return conversation
        if now.owner is Owner.CLOSED:
            conversation.set_owner(now.changed_to(Owner.BOT))
            now = conversation.ownership
        change_locked(conversation, now.changed_to(Owner.SUPPORT_AGENT, PAGE_INBOX_NAME, PAGE_INBOX))
        return conversation

    def _take_back_from_page(self, *, whatever_the_time: bool = False) -> None:
        """Who answered on the page has let go, or has been silent for `PAGE_REST`."""
        conversation = lock_conversation(self._connection, self._conversation(), self._clock)
        now = conversation.ownership
        if now.owner is not Owner.SUPPORT_AGENT or now.agent_id != PAGE_INBOX:
            return
        last = self._connection.execute(_LAST_OF_TEAM, {"id": conversation.id}).scalar_one()
        since = max(last or 0, conversation.owner_since or 0)
        if whatever_the_time or conversation.now - since > PAGE_REST // timedelta(microseconds=1):
            change_locked(conversation, now.changed_to(Owner.BOT))
            self.has_changed = True

    def _came_from_before(self) -> str | None:
        """What led here may have come earlier, when there was nothing to say to it."""
        person = {"page_id": self._page_id, "person_id": self._person_id}
        rows = self._connection.execute(_EARLIER_EVENTS, person).all()
        events = (
            Event(row.page_id, row.key, row.person_id, row.is_standby, row.body, from_micros(row.at))
            for row in rows
        )
        return next(filter(None, map(came_from, events)), None)

    def _conversation(self) -> str:
        if self.conversation_id is None:
            self._came_from = self._came_from or self._came_from_before()
            opened = open_conversation(self._connection, CHANNEL, None, self._clock)
            self.conversation_id = opened.id
            row: dict[str, Any] = {"conversation_id": opened.id, "page_id": self._page_id}
            row["person_id"] = self._person_id
            row |= {
                "notice_email": None,
                "came_from": None,
                "wrote_at": None,
                "refused_at": None,
                "laid_out_seq": 0,
                "bot_spoke_at": None,
            }
            self._connection.execute(
                _OPEN, {**row, "has_person_spoken": False, "lease": None, "lease_until": None}
            )
        return self.conversation_id

    def _customer_wrote(self) -> bool:
        return self._connection.execute(_CUSTOMER_WROTE, {"id": self.conversation_id}).first() is not None

    def _our_app(self) -> str | None:
        found: str | None = self._connection.execute(_APP, {"page_id": self._page_id}).scalar_one_or_none()
        return found
