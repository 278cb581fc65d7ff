"""Wires Messenger, and runs what it does by itself: carrying in what was delivered, sending what is new."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from actions.mail.mailer import Mailer
from conversations.bell import Topic
from conversations.clock import Clock, utc_now
from conversations.desk import Desk
from conversations.messenger import MessengerBook, Taken
from gateway.journal_calls import JournalCalls
from gateway.messenger.credentials import Credentials
from gateway.messenger.deletion import MessengerDeletion
from gateway.messenger.demo import MessengerDemo
from gateway.messenger.graph import GraphApi
from gateway.messenger.intake import Intake
from gateway.messenger.notice_mail import NoticeMail
from gateway.messenger.our_page import ASKS_EVERY_SECONDS, OurPage
from gateway.messenger.sender import Sender
from gateway.messenger.silence import Silence
from gateway.messenger.webhook import MessengerWebhook
from gateway.settings import Settings


@dataclass(frozen=True, slots=True)
class MessengerParts:
    """What the channel is made with: real credentials and HTTP, or the double's (`demo`)."""

    credentials: Credentials
    graph: GraphApi
    clock: Clock = utc_now
    demo: MessengerDemo | None = None
    asks_every_seconds: float = ASKS_EVERY_SECONDS


class MessengerChannel:
    """`start` and `stop` on the event loop that serves requests."""

    def __init__(
        self,
        parts: MessengerParts,
        desk: Desk,
        book: MessengerBook,
        mailer: Mailer,
        calls: JournalCalls,
        settings: Settings,
    ) -> None:
        self.graph = parts.graph
        self._tasks: list[asyncio.Task[None]] = []
        clock = parts.clock
        self.sender = Sender(book.outbox, desk, calls, parts.graph, NoticeMail(mailer), clock)
        self.page = OurPage(parts.graph, parts.asks_every_seconds)
        self._intake = Intake(book.inbox, self.page, calls, self._taken, clock)
        self.webhook = MessengerWebhook(
            parts.credentials, book.inbox, calls, self.page, self._intake.wake, settings, clock
        )
        self._deletion = MessengerDeletion(
            parts.credentials, book.erasures, parts.graph, calls, settings.secret, settings.public_url
        )
        self.silence = Silence(book.inbox, self.page, calls, clock)
        self.demo = parts.demo
        self._leads_to_page = settings.is_demo and parts.demo is None

    def add_to(self, app: Sanic[Any, Any]) -> None:
        self.webhook.add_to(app)
        self._deletion.add_to(app)
        if self.demo is not None:
            self.demo.add_to(app)
        elif self._leads_to_page:
            app.add_route(self.to_page, "/demo/messenger", methods=["GET", "HEAD"], name="messenger_page")

    async def to_page(self, request: Request) -> HTTPResponse:
        """The demo shop's link leads to the page itself, where there is a real one."""
        page_id = self.page.id
        return redirect(f"https://m.me/{page_id}" if page_id else "/", status=303)

    async def check(self) -> None:
        """Raises `SettingError` when the platform does not know our credentials."""
        await self.page.check()

    def start(self) -> None:
        self._tasks = [asyncio.create_task(act.run()) for act in (self._intake, self.sender)]
        self._tasks.append(asyncio.create_task(self.page.learn()))
        if self.demo is not None:
            self._tasks.append(asyncio.create_task(self.demo.run(self.webhook.accept)))

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.graph.close()

    async def health(self) -> Mapping[str, Any]:
        """For `/health/ready`: `state` is `fine`, or else `message` says what to do about it.

        `refused`: nothing can be sent; `waiting`: nothing is taken until the platform says whose token it is;
        `silent`: nothing comes.

        Raises `JournalUnavailable`, `Busy`.
        """
        deliveries = await self.silence.look()
        last = None if deliveries.last is None else deliveries.last.isoformat(timespec="seconds")
        if self.sender.trouble is not None:
            message = f"Messenger sends nothing: error {self.sender.trouble}. Look at the page and its token."
            return {"state": "refused", "last_delivery": last, "message": message}
        if self.page.id is None:
            message = (
                "Messenger does not say whose token it is: what comes waits. Look whether it can be reached."
            )
            return {"state": "waiting", "last_delivery": last, "message": message}
        if deliveries.are_silent and self.demo is None:  # Nobody writes to the demo for hours.
            message = (
                f"Nothing came for {deliveries.minutes:.0f} minutes. Look at the webhook in your app at Meta."
            )
            return {"state": "silent", "last_delivery": last, "message": message}
        return {"state": "fine", "last_delivery": last}

    def ring(self, topic: Topic, conversation_id: str) -> None:
        self.sender.ring(topic, conversation_id)

    def _taken(self, taken: Taken) -> None:
        if taken.conversation_id is not None:
            self.sender.expect(taken.conversation_id)
