"""Brings what is new in the journal to the streams that are open in this process.

A conversation is read once for all its streams: when a bell rings for it, and when a slow look at all
open conversations finds that it has grown (a ring may be lost). Reading always starts from where the
streams stand, so that nothing depends on what a ring said. A feed with a source of its own, as the support
team's, is read whenever any conversation rings.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from conversations.bell import Topic
from conversations.errors import JournalUnavailable, UnknownConversation
from conversations.journal import Journal
from gateway.errors import Busy
from gateway.event_frames import TYPING, frame
from gateway.journal_calls import JournalCalls
from gateway.subscription import Subscription

MOST_STREAMS = 2000
MOST_STREAMS_OF_A_CONVERSATION = 10
_ITEMS_AT_A_TIME = 100

log = structlog.get_logger(__name__)


class Source(Protocol):
    """Where a feed's frames come from. `most_streams` of it are open at once."""

    most_streams: int

    def read(self, after: int) -> tuple[Sequence[tuple[int, bytes]], bool]:
        """Frames after this place, each with its own, in order; and whether there may be more. Blocks.

        Raises `JournalUnavailable` and `UnknownConversation` (the streams end).
        """


class _OneConversation:
    most_streams = MOST_STREAMS_OF_A_CONVERSATION

    def __init__(self, journal: Journal, conversation_id: str) -> None:
        self._journal = journal
        self._conversation_id = conversation_id

    def read(self, after: int) -> tuple[Sequence[tuple[int, bytes]], bool]:
        items = self._journal.read_stream(self._conversation_id, after, _ITEMS_AT_A_TIME)
        return [(item.seq, frame(item)) for item in items], len(items) == _ITEMS_AT_A_TIME


@dataclass(slots=True)
class _Feed:
    """The open streams of one conversation, or of a source of its own, the oldest first."""

    conversation_id: str
    source: Source
    subscriptions: list[Subscription] = field(default_factory=list)
    is_rung: bool = False
    reading: "asyncio.Task[None] | None" = None


class StreamHub:
    """Lives on one event loop; `wake` and `ring` are called there."""

    def __init__(self, journal: Journal, calls: JournalCalls, most_streams: int = MOST_STREAMS) -> None:
        self._journal = journal
        self._calls = calls
        self._most_streams = most_streams
        self._feeds: dict[str, _Feed] = {}
        self._sources: dict[str, Source] = {}
        self._is_closed = False
        self.open_streams = 0

    def add_source(self, name: str, source: Source) -> None:
        """From now on `subscribe(name, …)` streams this source. No conversation has such a name."""
        self._sources[name] = source

    def subscribe(self, conversation_id: str, after: int) -> Subscription:
        """A stream of everything after this seq. Give it back with `unsubscribe`. Raises `Busy`."""
        if self._is_closed or self.open_streams >= self._most_streams:
            raise Busy("Too many streams are open. Try again in a moment.", retry_after_seconds=5)
        feed = self._feeds.get(conversation_id)
        if feed is None:
            source = self._sources.get(conversation_id) or _OneConversation(self._journal, conversation_id)
            feed = self._feeds[conversation_id] = _Feed(conversation_id, source)
        if len(feed.subscriptions) >= feed.source.most_streams:
            oldest = feed.subscriptions[0]
            self.unsubscribe(oldest)
            oldest.end()
        subscription = Subscription(conversation_id, after)
        feed.subscriptions.append(subscription)
        self.open_streams += 1
        self.wake(conversation_id)
        return subscription

    def unsubscribe(self, subscription: Subscription) -> None:
        """Frees everything the stream held. A second time does nothing."""
        feed = self._feeds.get(subscription.conversation_id)
        if feed is None or subscription not in feed.subscriptions:
            return
        feed.subscriptions.remove(subscription)
        self.open_streams -= 1
        if not feed.subscriptions:
            del self._feeds[subscription.conversation_id]

    def ring(self, topic: Topic, conversation_id: str) -> None:
        if topic is Topic.STREAM:
            for name in (conversation_id, *self._sources):
                self.wake(name)
        elif topic is Topic.TYPING and (feed := self._feeds.get(conversation_id)):
            for subscription in feed.subscriptions:
                subscription.hint(TYPING)

    def wake(self, conversation_id: str) -> None:
        """Reads what is new in this conversation, if somebody here streams it."""
        feed = self._feeds.get(conversation_id)
        if feed is None:
            return
        feed.is_rung = True
        if feed.reading is None:
            feed.reading = asyncio.create_task(self._read(feed))

    def caught_up(self, subscription: Subscription) -> None:
        """The client took what waited: reads on for it if it had fallen behind."""
        if subscription.is_behind:
            subscription.is_behind = False
            self.wake(subscription.conversation_id)

    async def look(self) -> None:
        """Finds what no ring told: growth, a restored database (streams step back), an erased conversation.

        Raises `JournalUnavailable`, `Busy`.
        """
        for name in self._sources:
            self.wake(name)
        ours = [feed for name, feed in self._feeds.items() if name not in self._sources]
        before = {feed.conversation_id: _positions(feed) for feed in ours}
        if not before:
            return
        last_seqs = await self._calls.run(self._journal.last_seqs, list(before))
        for conversation_id, positions in before.items():
            if feed := self._feeds.get(conversation_id):
                self._compare(feed, positions, last_seqs.get(conversation_id))

    def close(self) -> None:
        """Ends every stream and opens no more."""
        self._is_closed = True
        for feed in self._feeds.values():
            _end(feed)

    def _compare(self, feed: _Feed, positions: Mapping[Subscription, int], last_seq: int | None) -> None:
        if last_seq is None:
            _end(feed)
            return
        for subscription in feed.subscriptions:
            # Only from a position that was read before the look: a seq that is new since then is not lost.
            if positions.get(subscription, 0) > last_seq:
                subscription.position = min(subscription.position, last_seq)
        if any(subscription.position < last_seq for subscription in feed.subscriptions):
            self.wake(feed.conversation_id)

    async def _read(self, feed: _Feed) -> None:
        try:
            while feed.is_rung and feed.subscriptions:
                feed.is_rung = False
                await self._read_once(feed)
        except UnknownConversation:
            _end(feed)
        except (JournalUnavailable, Busy) as exc:
            log.warning("stream.unreadable", problem=type(exc).__name__)  # `look` tries again.
        finally:
            feed.reading = None

    async def _read_once(self, feed: _Feed) -> None:
        for subscription in feed.subscriptions:
            subscription.is_behind |= not subscription.has_room
        ready = [subscription for subscription in feed.subscriptions if not subscription.is_behind]
        if not ready:
            return
        after = min(subscription.position for subscription in ready)
        frames, is_more = await self._calls.run(feed.source.read, after)
        for seq, event in frames:
            for subscription in ready:
                subscription.offer(seq, event)
        feed.is_rung |= is_more


def _positions(feed: _Feed) -> Mapping[Subscription, int]:
    return {subscription: subscription.position for subscription in feed.subscriptions}


def _end(feed: _Feed) -> None:
    for subscription in feed.subscriptions:
        subscription.end()
