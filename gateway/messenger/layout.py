"""The journal's items as what goes out to a person on Messenger, in order. Pure.

Words go out as they are. Of the events only those do that a customer has to know of; everything else is the
team's. What is said around the bot's words, so that nobody takes it for a person, is said here too.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from conversations.entries import Outcome, Speaker, StreamItem
from conversations.messaging_window import Writer
from conversations.messenger import PAGE_INBOX_NAME, LaidOut, PartToSend, Thread
from conversations.ownership import Owner
from conversations.permits import PermitKind
from gateway.messenger.notice_mail import HINT
from gateway.messenger.words import Body, messages

LONG_GAP = timedelta(hours=24)
"""After so long without a word of the bot it says again what it is."""

AT_THE_START = "You are chatting with a bot, our automated assistant. You can ask for a person at any time."
AFTER_A_GAP = "This is our bot again, the automated assistant. You can ask for a person at any time."
AFTER_A_PERSON = "Our bot, the automated assistant, answers again. You can ask for a person at any time."

_TOLD_STATUSES = frozenset({"delayed"})
_QUOTED = 80


class Layout:
    """Takes a thread's new items one after the other."""

    def __init__(self, thread: Thread, promised: Collection[datetime] = ()) -> None:
        """`promised` is when something was promised to be told later, and no address was given for it."""
        self._promised = {_to_the_millisecond(at) for at in promised}
        self._bot_spoke_at = thread.bot_spoke_at
        self._has_person_spoken = thread.has_person_spoken
        self._disclosed: str | None = None
        self._pointed: set[int] = set()
        self._parts: list[PartToSend] = []

    def of(
        self, items: Sequence[StreamItem], said_before: dict[int, str], earlier: Sequence[StreamItem] = ()
    ) -> LaidOut:
        """`said_before`: earlier words by their seq, for turns that point to them.

        `earlier`: some of the items that are laid out, up to these; to what they point is not pointed again.
        """
        for item in earlier:
            self._note_pointing(item)
        for item in items:
            self._take(item, said_before)
        last = items[-1].seq
        return LaidOut(last, self._parts, self._bot_spoke_at, self._has_person_spoken, self._disclosed)

    def _take(self, item: StreamItem, said_before: dict[int, str]) -> None:
        data = item.data
        if item.kind == "message" and data["speaker"] == Speaker.BOT.value:
            self._bot_says(item)
        elif item.kind == "message" and data["speaker"] == Speaker.SUPPORT.value:
            self._has_person_spoken = True
            self._add(item.seq, Writer.PERSON, messages(data["text"], _choices(data)))
        elif is_pointing(item) and data["ref"] not in self._pointed:
            self._point_to(item, said_before.get(data["ref"]))
        elif item.kind == "owner" and data["owner"] == Owner.SUPPORT_AGENT.value:
            self._person_comes(item)
        elif item.kind == "status" and data["status"] in _TOLD_STATUSES:
            self._add(item.seq, Writer.BOT, messages(data["text"]))
        self._note_pointing(item)

    def _note_pointing(self, item: StreamItem) -> None:
        """It is pointed to the same answer once, until something else is said."""
        if is_pointing(item):
            self._pointed.add(item.data["ref"])
        elif item.kind == "message" and item.data["speaker"] != Speaker.CUSTOMER.value:
            self._pointed.clear()

    def _bot_says(self, item: StreamItem) -> None:
        data = item.data
        because = data["because"] or {}
        disclosure = self._disclosure(datetime.fromisoformat(data["at"]))
        text = data["text"] if disclosure is None else f"{disclosure}\n\n{data['text']}"
        is_notice = because.get("kind") == PermitKind.NOTICE.value
        if datetime.fromisoformat(data["at"]) in self._promised:
            text = f"{text}\n\n{HINT}"
        bodies = messages(text, _choices(data), orders=item.orders, lasts=is_notice)
        self._add(item.seq, Writer.BOT, bodies, is_notice=is_notice)

    def _disclosure(self, at: datetime) -> str | None:
        before, had_person = self._bot_spoke_at, self._has_person_spoken
        self._bot_spoke_at, self._has_person_spoken = at, False
        if before is None:
            self._disclosed = AT_THE_START
        elif had_person:
            self._disclosed = AFTER_A_PERSON
        elif at - before > LONG_GAP:
            self._disclosed = AFTER_A_GAP
        else:
            return None
        return self._disclosed

    def _point_to(self, item: StreamItem, earlier: str | None) -> None:
        if earlier is not None:
            quoted = earlier if len(earlier) <= _QUOTED else f"{earlier[:_QUOTED].rstrip()}…"
            self._add(item.seq, Writer.BOT, messages(f"My answer to that stands above: “{quoted}”"))

    def _person_comes(self, item: StreamItem) -> None:
        """Not said of a colleague in the page's own inbox: the customer reads them there already."""
        name = item.data.get("name", "")
        self._has_person_spoken = True
        if name != PAGE_INBOX_NAME:
            self._add(item.seq, Writer.BOT, messages(f"{name} from our team is here now."))

    def _add(self, seq: int, writer: Writer, bodies: Sequence[Body], *, is_notice: bool = False) -> None:
        marked = {"notice": True} if is_notice else {}
        parts = [
            PartToSend(seq, part, writer, {"message": body, **marked}) for part, body in enumerate(bodies)
        ]
        self._parts.extend(parts)


def is_pointing(item: StreamItem) -> bool:
    """Whether it is a turn that ends by pointing to an earlier answer (`ref`)."""
    data = item.data
    return item.kind == "turn" and data["outcome"] == Outcome.ANSWERED_BEFORE.value and bool(data.get("ref"))


def _choices(data: Any) -> Sequence[tuple[str, str]]:
    return [(choice["id"], choice["label"]) for choice in data["choices"]]


def _to_the_millisecond(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
