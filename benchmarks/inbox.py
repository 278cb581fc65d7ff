"""The support team at work: 500 conversations in the queue, 20 agents connected."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse, ClientSession, ClientTimeout, CookieJar

from benchmarks.chat import Chat, Event, open_chat, read_events
from benchmarks.errors import NoAnswer
from benchmarks.rows import Row, at_most, every_one
from benchmarks.subject import Subject
from benchmarks.timings import percentile
from conversations.accounts import save_account
from conversations.desk import Desk, open_desk
from conversations.ownership import Owner

_WAITING, _AGENTS = 500, 20
_PATIENCE_SECONDS = 30
_PASSWORD = "a password of the benchmarks"


class Listener:
    """Reads a stream, and knows when a text was in it."""

    def __init__(self, stream: ClientResponse, texts: Callable[[Event], Sequence[str]]) -> None:
        self._stream = stream
        self._texts = texts
        self._arrivals: dict[str, asyncio.Future[float]] = {}
        self.reading = asyncio.create_task(self._read())

    async def arrival_of(self, text: str) -> float:
        """Raises `NoAnswer`."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self._arrival(text)
        except TimeoutError:
            raise NoAnswer(f"{text!r} did not arrive within {_PATIENCE_SECONDS} s.") from None

    def stop(self) -> None:
        self.reading.cancel()
        self._stream.close()

    def _arrival(self, text: str) -> asyncio.Future[float]:
        return self._arrivals.setdefault(text, asyncio.get_running_loop().create_future())

    async def _read(self) -> None:
        async for event in read_events(self._stream.content.iter_any()):
            for text in self._texts(event):
                if not self._arrival(text).done():
                    self._arrival(text).set_result(event.arrived)


@dataclass(frozen=True, slots=True)
class Agent:
    """A support agent's browser, with the news of all conversations open."""

    http: ClientSession
    csrf: str
    news: Listener

    async def queue(self) -> Any:
        async with self.http.get("/inbox/api/queue?limit=100") as answer:
            return await answer.json()

    async def post(self, conversation: str, what: str, **fields: str) -> None:
        path, headers = f"/inbox/api/conversations/{conversation}/{what}", {"x-csrf-token": self.csrf}
        async with self.http.post(path, json=fields, headers=headers) as answer:
            await answer.read()


async def measure(subject: Subject) -> list[Row]:
    desk = open_desk(subject.deskbell.database_url)
    async with AsyncExitStack() as stack:
        stack.callback(desk.close)
        await asyncio.to_thread(_fill, desk)
        agents = [await _come(subject, desk, stack, number) for number in range(_AGENTS)]
        counted = (await agents[0].queue())["counts"]["waiting"]
        lists = await _times(subject.size.answers, lambda n: agents[n % _AGENTS].queue())
        there_and_back = await _talk(subject, agents[0])
    where = f"{_WAITING} conversations in the queue, {_AGENTS} support agents connected"
    return [
        every_one(f"{where}: counted", counted, _WAITING),
        at_most(f"{where}: the queue, p95", percentile(lists, 95), 200, "ms"),
        at_most(f"{where}: a word to the agent and back, p95", percentile(there_and_back, 95), 150, "ms"),
    ]


def _fill(desk: Desk) -> None:
    """Conversations that wait for a person, each with a question that the bot has answered."""
    chats = []
    for number in range(_WAITING):
        chats.append(desk.journal.open_conversation("widget").id)
        desk.journal.append_inbound(chats[-1], "a", text=f"hello number {number}")
    until = time.monotonic() + _PATIENCE_SECONDS
    while min(desk.journal.last_seqs(chats).values()) < 2:
        if time.monotonic() > until:
            raise NoAnswer("The bot did not answer those who are to wait.")
        time.sleep(0.1)
    for chat in chats:
        desk.journal.change_owner(chat, Owner.WAITING)


async def _come(subject: Subject, desk: Desk, stack: AsyncExitStack, number: int) -> Agent:
    email = f"agent{number}@shop.example"
    await asyncio.to_thread(save_account, desk.team.accounts, f"Agent {number}", email, _PASSWORD)
    jar, timeout = CookieJar(unsafe=True), ClientTimeout(total=None)  # the gateway's host is an address
    http = ClientSession(subject.deskbell.url, cookie_jar=jar, timeout=timeout, raise_for_status=True)
    await stack.enter_async_context(http)
    async with http.post("/inbox/api/sign-in", json={"email": email, "password": _PASSWORD}) as answer:
        csrf = (await answer.json())["csrf"]
    async with http.get("/inbox/api/queue?limit=1") as answer:
        cursor = (await answer.json())["cursor"]
    news = Listener(await http.get(f"/inbox/api/events?after={cursor}"), _news_texts)
    stack.callback(news.stop)
    return Agent(http, csrf, news)


async def _talk(subject: Subject, agent: Agent) -> list[float]:
    """The agent has a conversation; each word of the customer is answered as soon as it is seen."""
    chat = await open_chat(subject.http)
    listener = Listener(await chat.open_stream(), _texts)
    conversation = await _taken(agent, chat)

    async def to_and_fro(number: int) -> None:
        await chat.send(f"customer says {number}")
        await agent.news.arrival_of(f"customer says {number}")
        text = f"agent says {number}"
        await agent.post(conversation, "replies", id=secrets.token_urlsafe(9), text=text)
        await listener.arrival_of(text)

    times = await _times(subject.size.answers, to_and_fro)
    listener.stop()
    return times


async def _taken(agent: Agent, chat: Chat) -> str:
    """The id of the conversation, which the agent has then."""
    text = f"hello {secrets.token_hex(4)}"
    await chat.send(text)
    await agent.news.arrival_of(text)
    rows = (await agent.queue())["lists"]["bot"]["conversations"]
    conversation = str(rows[0]["id"])
    await agent.post(conversation, "take")
    return conversation


async def _times(count: int, act: Callable[[int], Awaitable[Any]]) -> list[float]:
    """Seconds of each, one after the other."""
    times = []
    for number in range(count):
        began = time.perf_counter()
        await act(number)
        times.append(time.perf_counter() - began)
    return times


def _texts(event: Event) -> Sequence[str]:
    return [event.data["text"]] if event.kind == "message" else []


def _news_texts(event: Event) -> Sequence[str]:
    if event.kind != "conversation":
        return []
    return [item["data"]["text"] for item in event.data["items"] if item["kind"] == "message"]
