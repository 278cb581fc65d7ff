"""Sends what is new in the journal to persons on Messenger: each person's parts in order, each once.

The platform has no idempotency key. A part whose outcome is unclear waits for its echo, and goes out again
only when none has come; meanwhile nothing later is sent to that person.
"""

import asyncio
import random
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import structlog

from actions.mail.errors import MailNotSent, MailRefused
from conversations.bell import Topic
from conversations.clock import Clock
from conversations.desk import Desk
from conversations.entries import StreamItem
from conversations.errors import JournalUnavailable, UnknownConversation
from conversations.messaging_window import SendAs
from conversations.messenger import ClaimedThread, MessengerOutbox, Part, PartState, Thread
from conversations.messenger_tokens import metadata_of
from conversations.ownership import Owner
from gateway.errors import Busy
from gateway.journal_calls import JournalCalls
from gateway.messenger.errors import (
    GraphError,
    NotReached,
    PageTrouble,
    PersonUnavailable,
    Refused,
    Throttled,
    Unclear,
    WindowClosed,
)
from gateway.messenger.graph import GraphApi
from gateway.messenger.layout import Layout, is_pointing
from gateway.messenger.notice_mail import NoticeMail
from gateway.messenger.words import plainer

LOOK_EVERY_SECONDS = 1.0
_NEWS_EVERY = 5
"""Looks. A bell rings for what is new: this is for what it did not ring for."""

ECHO_WITHIN = timedelta(seconds=20)
"""An echo comes within seconds. When none has come by then, the words have not been sent."""

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 5, 15, 60, 300, 900))
MOST_ATTEMPTS = 30
_PAUSE_OF_PAGE = timedelta(seconds=30)
_PAUSE_WHEN_THROTTLED = timedelta(seconds=2)
_LOOK_AT_WINDOW = timedelta(minutes=10)
_SECONDS_OF_A_CLAIM = 8.0  # and one call more: less than the lease
_AT_ONCE = 32
_ITEMS_AT_A_TIME = 100
_MOST_REMEMBERED = 20_000
_WAITS_FOR_PERSON = "waits until the person writes"
NOT_DELIVERED = "This could not be delivered on Messenger."

log = structlog.get_logger(__name__)


class Sender:
    """Lives on one event loop. `run` goes on until it is cancelled."""

    def __init__(
        self,
        outbox: MessengerOutbox,
        desk: Desk,
        calls: JournalCalls,
        graph: GraphApi,
        notice_mail: NoticeMail,
        clock: Clock,
    ) -> None:
        self._outbox = outbox
        self._journal = desk.journal
        self._notices = desk.notices
        self._notice_mail = notice_mail
        self._calls = calls
        self._graph = graph
        self._clock = clock
        self._began = clock()
        self._not_before = self._began
        self._is_ours: dict[str, bool] = {}
        self._rung: set[str] = set()
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._acts: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._looks = -1
        self.trouble: str | None = None
        """What the platform has against the page or its token, while it lasts."""

    def ring(self, topic: Topic, conversation_id: str) -> None:
        """What the bell tells, of whatever channel."""
        if topic is Topic.STREAM:
            self._rung.add(conversation_id)
            self._woken.set()
        elif topic is Topic.TYPING and self._is_ours.get(conversation_id):
            self._do(self._show_typing(conversation_id))

    def read_by_person(self, conversation_id: str) -> None:
        """Somebody of the team has read it: the customer sees so while a person has the conversation."""
        self._do(self._show_seen(conversation_id))

    def expect(self, conversation_id: str) -> None:
        """A message came in: there will be an answer."""
        self._remember(conversation_id, is_ours=True)
        self._rung.add(conversation_id)
        self._woken.set()

    async def run(self) -> None:
        try:
            while True:
                with suppress(JournalUnavailable, Busy):
                    await self._look()
                await self._sleep()
        finally:
            under_way = [*self._under_way.values(), *self._acts]
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _sleep(self) -> None:
        """Until the next look; what rings meanwhile is looked after at once."""
        loop = asyncio.get_running_loop()
        until = loop.time() + LOOK_EVERY_SECONDS
        while (left := until - loop.time()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._woken.wait()
            self._woken.clear()
            rung, self._rung = self._rung, set()
            for conversation_id in rung:
                with suppress(JournalUnavailable, Busy):
                    if await self._knows(conversation_id):
                        self._start(conversation_id)

    async def _look(self) -> None:
        if self._clock() < self._not_before:
            return
        self._looks += 1
        looks = (
            [self._outbox.due] if self._looks % _NEWS_EVERY else [self._outbox.due, self._outbox.with_news]
        )
        for look in looks:
            for conversation_id in await self._calls.run(look, _AT_ONCE):
                self._remember(conversation_id, is_ours=True)
                self._start(conversation_id)

    async def _knows(self, conversation_id: str) -> bool:
        if conversation_id not in self._is_ours:
            found = await self._calls.run(self._outbox.thread, conversation_id)
            self._remember(conversation_id, is_ours=found is not None)
        return self._is_ours[conversation_id]

    def _remember(self, conversation_id: str, *, is_ours: bool) -> None:
        if len(self._is_ours) >= _MOST_REMEMBERED:
            self._is_ours.clear()
        self._is_ours[conversation_id] = is_ours

    def _start(self, conversation_id: str) -> None:
        if self._clock() < self._not_before:
            return
        if conversation_id in self._under_way or len(self._under_way) >= _AT_ONCE:
            self._rung.add(conversation_id)  # once more afterwards: what is new may be too late for it
            return
        task = asyncio.create_task(self.send_all(conversation_id))
        self._under_way[conversation_id] = task
        task.add_done_callback(lambda _: self._finished(conversation_id))

    def _finished(self, conversation_id: str) -> None:
        task = self._under_way.pop(conversation_id)
        if not task.cancelled() and task.exception() is not None:
            log.error("messenger.send_broke", type=type(task.exception()).__name__)
        if self._rung:
            self._woken.set()

    def _do(self, act: Awaitable[None]) -> None:
        task = asyncio.ensure_future(act)
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)

    async def send_all(self, conversation_id: str) -> None:
        """Everything that may go to this person now; whatever hinders it, another look comes."""
        with suppress(JournalUnavailable, Busy, UnknownConversation):  # The next look tries again.
            claimed = await self._calls.run(self._outbox.claim, conversation_id)
            if claimed is None:
                return
            try:
                await self._lay_out(claimed)
                await self._send_parts(conversation_id)
            finally:
                with suppress(JournalUnavailable, Busy):
                    await self._calls.run(self._outbox.release, claimed)

    async def _send_parts(self, conversation_id: str) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + _SECONDS_OF_A_CLAIM
        while loop.time() < until:
            part = await self._calls.run(self._outbox.first_open, conversation_id)
            if part is None or not await self._send(part):
                return
        self._rung.add(conversation_id)

    async def _lay_out(self, claimed: ClaimedThread) -> None:
        thread = claimed.thread
        id_ = thread.conversation_id
        items = await self._calls.run(self._journal.read_stream, id_, thread.laid_out_seq, _ITEMS_AT_A_TIME)
        if not items:
            return
        pointed = {item.data["ref"] for item in items if is_pointing(item)}
        earlier = await self._latest_laid_out(thread) if pointed else ()
        before = {}
        for seq in pointed:
            found = await self._calls.run(self._journal.read_entries, id_, seq - 1, 1)
            before.update({entry.seq: entry.text for entry in found if entry.seq == seq})
        promised: list[datetime] = []
        if thread.notice_email is None:
            notices = await self._calls.run(self._notices.of_conversation, id_)
            promised = [notice.asked_at for notice in notices]
        laid_out = Layout(thread, promised).of(items, before, earlier)
        await self._calls.run(self._outbox.lay_out, claimed, laid_out)
        if len(items) == _ITEMS_AT_A_TIME:
            self._rung.add(id_)

    async def _latest_laid_out(self, thread: Thread) -> Sequence[StreamItem]:
        since = max(0, thread.laid_out_seq - _ITEMS_AT_A_TIME)
        count = thread.laid_out_seq - since
        return await self._calls.run(self._journal.read_stream, thread.conversation_id, since, count)

    async def _send(self, part: Part) -> bool:
        """Whether the next part is in turn now."""
        now = self._clock()
        thread = await self._calls.run(self._outbox.thread, part.conversation_id)
        waits_for_person = part.problem == _WAITS_FOR_PERSON
        if thread is None or thread.refused_at is not None or now < self._not_before:
            return False
        if part.next_at > now and not waits_for_person:
            return False
        if part.state is PartState.TRYING and not await self._may_try_again(part, now):
            return False
        send_as = thread.window.send_as(part.writer, now)
        if send_as is None and part.call == "messages":
            if "notice" in part.body and thread.notice_email is not None:
                return await self._mail(part, thread.notice_email)
            await self._calls.run(self._outbox.put_off, part, now + _LOOK_AT_WINDOW, _WAITS_FOR_PERSON)
            return False
        return await self._try(part, thread, send_as or SendAs.RESPONSE)

    async def _mail(self, part: Part, address: str) -> bool:
        """What was asked for and comes too late for Messenger, to the address that was given for that."""
        try:
            await self._notice_mail.send(part, address)
        except MailRefused:
            await self._calls.run(self._outbox.end, part, PartState.FAILED, problem="mail refused")
            return True
        except MailNotSent:
            until = self._clock() + _LOOK_AT_WINDOW
            await self._calls.run(self._outbox.put_off, part, until, _WAITS_FOR_PERSON)
            return False
        await self._calls.run(self._outbox.end, part, PartState.SENT, problem="by mail")
        return True

    async def _may_try_again(self, part: Part, now: datetime) -> bool:
        """A part that was under way when its sender died, or whose answer did not come: echoes are awaited.

        Also those that were delivered while no gateway ran, so the time counts from our own start.
        """
        until = max(part.tried_at or now, self._began) + ECHO_WITHIN
        if now >= until:
            log.warning("messenger.sent_again", attempts=part.attempts)
            return True
        await self._calls.run(self._outbox.put_off, part, until, "unclear", is_unclear=True)
        return False

    async def _try(self, part: Part, thread: Thread, send_as: SendAs) -> bool:
        await self._calls.run(self._outbox.begin, part)
        try:
            mid = await self._call(part, thread, send_as)
        except GraphError as error:
            return await self._mind(error, part)
        self.trouble = None
        await self._calls.run(self._outbox.end, part, PartState.SENT, mid=mid)
        return True

    async def _call(self, part: Part, thread: Thread, send_as: SendAs) -> str | None:
        """What the platform refuses for its form goes out once more as plain text."""
        try:
            return await self._graph.call(part.call, _body(part, thread, send_as, part.body))
        except Refused:
            simple = plainer(part.body.get("message", {}))
            if simple is None:
                raise
            return await self._graph.call(
                part.call, _body(part, thread, send_as, {**part.body, "message": simple})
            )

    async def _mind(self, error: GraphError, part: Part) -> bool:
        """What has to be done about it. Whether the next part is in turn now."""
        now, outbox = self._clock(), self._outbox
        log.warning("messenger.not_sent", error=error.name, attempts=part.attempts + 1)
        match error:
            case Unclear():
                until = now + ECHO_WITHIN
                await self._calls.run(outbox.put_off, part, until, error.name, is_unclear=True)
            case WindowClosed():
                await self._calls.run(outbox.put_off, part, now, _WAITS_FOR_PERSON)
                await self._calls.run(outbox.refuse, part.conversation_id, now)
            case PersonUnavailable():
                await self._calls.run(outbox.refuse, part.conversation_id, now)
                await self._calls.run(outbox.drop_message, part, error.name)
                await self._tell_team(part)
            case PageTrouble():
                self.trouble = error.name
                self._not_before = now + _PAUSE_OF_PAGE
                await self._calls.run(outbox.put_off, part, self._not_before, error.name)
            case NotReached() if part.attempts + 1 < MOST_ATTEMPTS:
                if isinstance(error, Throttled):
                    self._not_before = max(self._not_before, now + _PAUSE_WHEN_THROTTLED)
                await self._calls.run(outbox.put_off, part, now + _pause(part.attempts + 1), error.name)
            case _:
                await self._calls.run(outbox.end, part, PartState.FAILED, problem=error.name)
                await self._tell_team(part)
                return True
        return False

    async def _tell_team(self, part: Part) -> None:
        if part.call == "messages":
            await self._calls.run(
                self._journal.tell_status, part.conversation_id, "not_delivered", NOT_DELIVERED
            )

    async def _show_seen(self, conversation_id: str) -> None:
        with suppress(JournalUnavailable, Busy, UnknownConversation):
            if not await self._knows(conversation_id):
                return
            found = await self._calls.run(self._journal.conversation, conversation_id)
            if found.ownership.owner is Owner.SUPPORT_AGENT:
                await self._show(conversation_id, "mark_seen")

    async def _show_typing(self, conversation_id: str) -> None:
        await self._show(conversation_id, "mark_seen", "typing_on")

    async def _show(self, conversation_id: str, *actions: str) -> None:
        """A courtesy: nothing hangs on it."""
        with suppress(JournalUnavailable, Busy, GraphError):
            thread = await self._calls.run(self._outbox.thread, conversation_id)
            if thread is None or self._clock() < self._not_before:
                return
            for action in actions:
                body = {"recipient": {"id": thread.person_id}, "sender_action": action}
                await self._graph.call("messages", body)


def _body(part: Part, thread: Thread, send_as: SendAs, body: Mapping[str, Any]) -> Mapping[str, Any]:
    addressed = {"recipient": {"id": thread.person_id}, **body}
    if part.call != "messages":
        return addressed
    message = {**body["message"], "metadata": metadata_of(part.token)}
    if send_as is SendAs.RESPONSE:
        return {**addressed, "message": message, "messaging_type": "RESPONSE"}
    return {**addressed, "message": message, "messaging_type": "MESSAGE_TAG", "tag": send_as.value}


def _pause(attempts: int) -> timedelta:
    """Longer each time, and never the same for two: not all come back at one moment."""
    return PAUSES[min(attempts, len(PAUSES)) - 1] * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)
