"""The port of Messenger: what the platform told us, with whom a conversation is, and what goes out to them.

The journal stays the one record of what was said. Around it stand here the events as they came, each person's
messaging window, and for each of the journal's words the parts in which they go out. All calls block, each is
one transaction, and each may raise `JournalUnavailable`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from conversations.keyed_digests import KeyedDigests
from conversations.messaging_window import MessagingWindow, Writer
from conversations.messenger_events import Attached, Event, Said

CHANNEL = "messenger"

PAGE_INBOX = "messenger-page"
"""The owner's id while a colleague answers in the page's own inbox at Messenger."""

PAGE_INBOX_NAME = "A colleague on Messenger"

PAGE_REST = timedelta(hours=24)
"""When that colleague has written nothing for so long, the next message is the bot's again."""

SETTLES = timedelta(milliseconds=200)
"""Deliveries may overtake each other: so long a person's event waits for an earlier one."""

LATE = timedelta(seconds=20)
"""An event that comes so long after it happened comes again, after a failure or an outage."""

SETTLES_LATE = timedelta(seconds=5)
"""What is late comes in any order: it waits until for so long nothing late has come for its page."""

SETTLES_AT_MOST = timedelta(seconds=60)
"""However long an outage lasted, and however much of it keeps coming."""

YIELDS = timedelta(days=1)
"""What came too late to be answered before the person writes again is thought about behind what comes in
so much later: an outage of a day leaves a lot of it, and somebody else waits for their answer now."""

KEPT = timedelta(days=7)
"""How long events are kept after they were taken. The platform delivers again for a day and a half."""

SEND_LEASE = timedelta(seconds=20)
"""For so long a person's parts are one sender's; those of a sender that died wait at most this long."""

ATTACHMENT = {"attachment": "yes"}
"""The `page` of a message that is no text: the bot acknowledges it, and reads nothing into it."""

ATTACHED_LINES = "attached_lines"
"""In the `page` of a message with words: how many of its last lines only say what came along."""

MAILS_NOTICES = {"notice_email": "yes"}
"""The `page` of a message that gives an address for what comes too late for Messenger."""

DELETED = "(The customer took this message back.)"

TAKEN_BACK = {"taken_back": "yes"}
"""The `page` of such a message: the bot answers nothing."""


class PartState(StrEnum):
    READY = "ready"
    TRYING = "trying"  # asked for; unclear until the answer or the echo says so
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class PartToSend:
    """One call for one of the journal's items. `body` is the call's, without the recipient.

    A `notice` in it marks what the customer asked to be told.
    """

    seq: int
    part: int
    writer: Writer
    body: Mapping[str, Any]
    call: str = "messages"


@dataclass(frozen=True, slots=True)
class Part:
    """`token` goes along as metadata and comes back in the echo. `attempts` counts those that began.

    `problem` is why it was put off."""

    conversation_id: str
    seq: int
    part: int
    writer: Writer
    call: str
    body: Mapping[str, Any]
    token: str
    state: PartState
    attempts: int
    next_at: datetime
    tried_at: datetime | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Thread:
    """A person on Messenger and their conversation.

    `refused_at`: since then the platform takes nothing for this person, until they write.
    `has_person_spoken`: somebody of the support team, since the bot last did (`bot_spoke_at`).
    `notice_email` was given for what comes too late to be told here. `came_from` is the `ref` of the link
    that led here last.
    """

    conversation_id: str
    page_id: str
    person_id: str
    window: MessagingWindow
    refused_at: datetime | None
    laid_out_seq: int
    bot_spoke_at: datetime | None
    has_person_spoken: bool
    notice_email: str | None = None
    came_from: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimedThread:
    thread: Thread
    lease: str


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The journal's items up to `up_to_seq` as parts. `disclosed` is what was said of the bot being one."""

    up_to_seq: int
    parts: Sequence[PartToSend]
    bot_spoke_at: datetime | None
    has_person_spoken: bool
    disclosed: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a person's events came to: `messages` new ones, and whether one waits for the bot."""

    conversation_id: str | None
    messages: int


@dataclass(frozen=True, slots=True)
class Page:
    """`heard_at` is when the platform last delivered; `lately` how many events came in the hour before."""

    page_id: str
    app_id: str | None
    heard_at: datetime
    lately: int


def page_of(meaning: Said | Attached) -> Mapping[str, str] | None:
    """What the journal notes beside a message: the bot reads by it what are words, and what is none."""
    if isinstance(meaning, Attached):
        return ATTACHMENT
    return {ATTACHED_LINES: str(meaning.attached)} if meaning.attached else None


def yields_of(window: MessagingWindow, now: datetime) -> timedelta:
    """How much later others may write, and still be thought about before a message of this person's."""
    return timedelta(0) if window.send_as(Writer.BOT, now) else YIELDS


class MessengerInbox(Protocol):
    """What comes in. Any number of gateways may do it at once."""

    def keep(self, events: Sequence[Event], digests: KeyedDigests) -> None:
        """Stores those that are new, and that were not erased. Durable when it returns."""

    def settled(
        self, page_id: str, began: datetime, limit: int = 200
    ) -> tuple[Sequence[str], datetime | None]:
        """The persons of this page whose events may be taken now; and when the next one's may be.

        What was stored before `began`, when this gateway started, counts as late.
        """

    def take(self, page_id: str, person_id: str) -> Taken:
        """Carries this person's new events into the journal, by the platform's time, each exactly once."""

    def forget(self, page_id: str, before: datetime) -> None:
        """Older events that were taken, which the journal knows without them, or that are another page's."""

    def pages(self) -> Sequence[Page]:
        """The pages that we ever heard of."""


class MessengerOutbox(Protocol):
    """What goes out, a person's parts in order. `lease` is that of the claim."""

    def due(self, limit: int = 100) -> Sequence[str]:
        """Conversations whose next part may be tried now."""

    def with_news(self, limit: int = 100) -> Sequence[str]:
        """Conversations with items that are not laid out. Looks at everybody who wrote within a week."""

    def thread(self, conversation_id: str) -> Thread | None:
        """None for a conversation that is not on Messenger."""

    def claim(self, conversation_id: str) -> ClaimedThread | None:
        """None when another sender has it, or it is not on Messenger."""

    def lay_out(self, claimed: ClaimedThread, laid_out: LaidOut) -> None:
        """Keeps the parts, once; an item that came from Messenger itself has its part already.

        Raises `UnknownConversation` for one that was erased meanwhile.
        """

    def first_open(self, conversation_id: str) -> Part | None:
        """The part that is in turn, whatever its state."""

    def begin(self, part: Part) -> None:
        """It is asked for now: from here until the answer it is unclear."""

    def end(
        self, part: Part, state: PartState, *, mid: str | None = None, problem: str | None = None
    ) -> None:
        """Unless an echo has said meanwhile that it was sent."""

    def drop_message(self, part: Part, problem: str) -> None:
        """The part, and what is still open of the same words: nobody reads the end of what did not begin."""

    def put_off(self, part: Part, until: datetime, problem: str, *, is_unclear: bool = False) -> None:
        """It is tried again then. `is_unclear` keeps it `trying`: an echo may still say that it was sent."""

    def refuse(self, conversation_id: str, at: datetime) -> None:
        """Nothing reaches this person until they write again."""

    def release(self, claimed: ClaimedThread) -> None:
        """Others may send."""

    def windows(self, conversation_ids: Sequence[str]) -> Mapping[str, MessagingWindow]:
        """The messaging windows of those of these conversations that are on Messenger."""


class MessengerErasures(Protocol):
    def ask(self, code: str, person_digest: str) -> str:
        """Writes the request down; the code of an earlier one of the same person when there is one."""

    def erase(self, person_ids: Sequence[str], digests: KeyedDigests) -> int:
        """Everything that is held about these persons, for good; returns how many conversations.

        Of their events digests stay for a while (`keyed_digests.erased_event_digests`), so that a late copy
        begins nothing anew.
        """

    def done(self, code: str) -> None:
        """The request has been carried out."""

    def state(self, code: str) -> tuple[datetime, datetime | None] | None:
        """When it was asked for, and carried out; None for a code that nobody was given."""


@dataclass(frozen=True, slots=True)
class MessengerBook:
    inbox: MessengerInbox
    outbox: MessengerOutbox
    erasures: MessengerErasures
