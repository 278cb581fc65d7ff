"""A signed-in customer with an open stream, who listens for the answers."""

import asyncio
import itertools
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import jwt
from aiohttp import ClientResponse, ClientSession

from benchmarks.chat import Chat, Event, open_chat, read_events
from benchmarks.errors import NoAnswer, StreamEnded, UnexpectedAnswer, UnexpectedCrowd
from benchmarks.lines import CUSTOMERS, Line, customer_id

SHOP_KEY = "what the shop of the benchmarks signs with"
SHOP_KEYS = f'{{"bench": {{"alg": "HS256", "key": "{SHOP_KEY}"}}}}'
"""For `DESKBELL_SHOP_KEYS`."""

PATIENCE_SECONDS = 30
_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class Answer:
    """The first words of a turn and when they arrived; "" and its end when the bot had nothing new to say."""

    text: str
    arrived: float


class Customer:
    """Made by `arrive`. `leave` closes the stream. `number` says which orders are theirs."""

    def __init__(self, number: int, chat: Chat, stream: ClientResponse) -> None:
        self.number = number
        self._chat = chat
        self._stream = stream
        self._answers: dict[int, asyncio.Future[Answer]] = {}
        self._listening = asyncio.create_task(self._listen())

    async def ask(self, line: Line) -> float:
        """Seconds from before the message was sent until its answer was in the stream.

        Raises `UnexpectedAnswer`, `NoAnswer`, `StreamEnded`.
        """
        began = time.time()
        answer = await self.answer_to(await self.send(line))
        if not line.is_answered_by(answer.text):
            raise UnexpectedAnswer(f"{line.text!r} was answered by {answer.text!r}")
        return answer.arrived - began

    async def send(self, line: Line) -> int:
        return await self._chat.send(line.text)

    async def answer_to(self, seq: int) -> Answer:
        """Returns when the turn of this message has ended. Raises `NoAnswer`, `StreamEnded`."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._answer(seq)
        except TimeoutError:
            raise NoAnswer(f"No answer to message {seq} came within {PATIENCE_SECONDS} s.") from None
        finally:
            del self._answers[seq]

    async def leave(self) -> None:
        self._listening.cancel()
        self._stream.close()

    def _answer(self, seq: int) -> asyncio.Future[Answer]:
        """It may arrive before the gateway's receipt does, so whoever comes first makes the place for it."""
        return self._answers.setdefault(seq, asyncio.get_running_loop().create_future())

    async def _listen(self) -> None:
        words: Answer | None = None
        async for event in read_events(self._stream.content.iter_any()):
            if _is_of_the_bot(event) and words is None:
                words = Answer(event.data["text"], event.arrived)
            elif event.kind == "turn":
                self._answer(event.data["seq"]).set_result(words or Answer("", event.arrived))
                words = None
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(StreamEnded("The stream ended before the answer came."))


async def arrive(http: ClientSession) -> Customer:
    """Somebody who was not here before. Raises `UnexpectedCrowd`."""
    number = next(_numbers)
    if number >= CUSTOMERS:
        raise UnexpectedCrowd(f"Only {CUSTOMERS} customers have orders.")
    chat = await open_chat(http, _customer_token(number))
    return Customer(number, chat, await chat.open_stream())


def _customer_token(number: int) -> str:
    expires = datetime.now(UTC) + timedelta(minutes=10)
    claims = {"sub": customer_id(number), "aud": "deskbell", "exp": expires}
    return jwt.encode(claims, SHOP_KEY, algorithm="HS256", headers={"kid": "bench"})


def _is_of_the_bot(event: Event) -> bool:
    return event.kind == "message" and event.data["speaker"] == "bot"
