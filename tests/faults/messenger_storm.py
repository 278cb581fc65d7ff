"""Many persons on Messenger whose messages are delivered in any order and again, while parts are killed."""

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from sqlalchemy import text

from conversations.desk import Desk
from conversations.messaging_window import MessagingWindow
from conversations.messenger import Thread
from conversations.sql_database import open_engine
from gateway.messenger.double.deliveries import Deliveries, Post, poster
from gateway.messenger.double.platform import Fault, MessengerPlatform
from gateway.messenger.layout import Layout
from gateway.messenger.webhook import PATH
from tests.gateway.messenger.conftest import CREDENTIALS
from tests.gateway.messenger.graph_server import graph_server
from tests.running_deskbell import RunningDeskbell, running_deskbell

PATIENCE = 600
WRITTEN_AGO = timedelta(minutes=30)
"""The first message. What comes late may come in any order: it is what an outage leaves behind."""

SENTENCES = (
    "Where is my order 1{number}?",
    "Do you ship to {place}?",
    "How do I return something number {number}?",
    "When are you open on day {number}?",
    "What does delivery to {place} cost?",
    "I want to talk to a person about {number}",
    "thanks",
)
PLACES = ("Norway", "the islands", "Zurich", "Spain", "the moon")
FAULTS = (Fault(400, 613), Fault(500, 1, 1357046, is_sent=True), Fault(500, 1, 1357046), Fault(503))


@dataclass
class Storm:
    """What is left when everything has been answered."""

    written: dict[str, list[str]] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)
    seconds: float = 0
    database_url: str = ""
    platform: MessengerPlatform | None = None


class _Raging:
    def __init__(self, platform: MessengerPlatform, chance: random.Random) -> None:
        self.platform = platform
        self.chance = chance
        self.written: dict[str, list[str]] = {}

    def write_all(self, persons: int, messages: int) -> None:
        """Everybody writes everything, each a little later than the one before."""
        moment = datetime.now(UTC) - WRITTEN_AGO
        for _ in range(messages):
            for number in range(persons):
                moment += timedelta(milliseconds=50)
                self.platform.clock = lambda moment=moment: moment
                sentence = self.chance.choice(SENTENCES)
                named = {"number": self.chance.randint(1000, 9999), "place": self.chance.choice(PLACES)}
                text = sentence.format(**named)
                person = f"person-{number}"
                self.written.setdefault(person, []).append(self.platform.writes(person, text))
        self.platform.clock = lambda: datetime.now(UTC)


@dataclass(frozen=True)
class _Storming:
    kills: Sequence[str]
    most: int


async def rage(
    folder: Path, persons: int, messages: int, kills: Sequence[str], most: int, seed: int
) -> Storm:
    """`kills` names the parts in their order; `most` is how many events a delivery has at most."""
    platform = MessengerPlatform(CREDENTIALS.app_secret, CREDENTIALS.page_token)
    raging = _Raging(platform, random.Random(seed))
    raging.write_all(persons, messages)
    async with graph_server(platform) as server:
        channel = {
            "MESSENGER_VERIFY": CREDENTIALS.verify,
            "MESSENGER_APP_SECRET": CREDENTIALS.app_secret,
            "MESSENGER_PAGE_TOKEN": CREDENTIALS.page_token,
            "MESSENGER_GRAPH_URL": server.url,
        }
        starting = running_deskbell(folder, **channel)
        deskbell = await asyncio.to_thread(starting.__enter__)
        try:
            return await _deliver_and_kill(deskbell, raging, _Storming(kills, most))
        finally:
            await asyncio.to_thread(starting.__exit__, None, None, None)


async def _deliver_and_kill(deskbell: RunningDeskbell, raging: _Raging, storming: _Storming) -> Storm:
    began, platform = time.monotonic(), raging.platform
    platform.faults.extend(FAULTS)
    async with aiohttp.ClientSession() as session:
        killer = _Killer(deskbell, poster(session, f"{deskbell.url}{PATH}"), storming.kills, raging.chance)
        deliveries = Deliveries(
            platform,
            killer,
            most=storming.most,
            copies=lambda chance: chance.randint(1, 5),
            seed=raging.chance.randrange(1000),
            pause_seconds=0.1,
        )
        delivering = asyncio.create_task(deliveries.run())
        try:
            await _until_all_is_said(deskbell.database_url, raging, killer)
        finally:
            delivering.cancel()
    seconds = time.monotonic() - began
    return Storm(raging.written, deliveries.statuses, killer.killed, seconds, deskbell.database_url, platform)


class _Killer:
    """Posts deliveries, and kills a part in the middle of every second one that comes through."""

    def __init__(
        self, deskbell: RunningDeskbell, post: Post, kills: Sequence[str], chance: random.Random
    ) -> None:
        self._deskbell = deskbell
        self._post = post
        self.due = list(kills)
        self.killed: list[str] = []
        self._chance = chance
        self._delivered = 0

    async def __call__(self, body: bytes, headers: dict[str, str]) -> int:
        if not self.due or self._delivered % 2 == 0:
            status = await self._post(body, headers)
        else:
            posting = asyncio.create_task(self._post(body, headers))
            await asyncio.sleep(self._chance.uniform(0, 0.02))
            self._kill(self.due.pop(0))
            status = await posting
        self._delivered += status == 200
        return status

    def _kill(self, part: str) -> None:
        self._deskbell.kill(part)
        self._deskbell.start_part(part)
        self.killed.append(part)


async def _until_all_is_said(database_url: str, raging: _Raging, killer: _Killer) -> None:
    expected = sum(map(len, raging.written.values()))
    async with asyncio.timeout(PATIENCE):
        while True:
            left = await asyncio.to_thread(_what_is_left, database_url, expected)
            if not any(left) and not raging.platform.events and not killer.due:
                return
            await asyncio.sleep(0.3)


def _what_is_left(database_url: str, expected: int) -> tuple[int, int, int]:
    """Messages without an end, items that are not laid out, parts that are not sent."""
    engine = open_engine(database_url)
    with engine.connect() as connection:

        def one(query: str) -> int:
            return connection.exec_driver_sql(query).scalar_one()

        ended = one("SELECT count(*) FROM turns")
        behind = one(
            "SELECT count(*) FROM messenger_threads JOIN conversations ON id = conversation_id"
            " WHERE last_seq > laid_out_seq"
        )
        unsent = one("SELECT count(*) FROM messenger_parts WHERE state IN ('ready', 'trying')")
    engine.dispose()
    return expected - ended, behind, unsent


def conversations_of(database_url: str) -> Mapping[str, str]:
    """Each person's conversation."""
    engine = open_engine(database_url)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT person_id, conversation_id FROM messenger_threads").all()
    engine.dispose()
    return dict(map(tuple, rows))


def heard(database_url: str, conversation_id: str) -> list[tuple[str, bool]]:
    """The customer's messages in order by the platform's ids, each with whether it has ended."""
    query = text(
        "SELECT client_id, outcome IS NOT NULL FROM entries LEFT JOIN turns"
        " ON turns.conversation_id = entries.conversation_id AND inbound_seq = entries.seq"
        " WHERE entries.conversation_id = :id AND client_id IS NOT NULL ORDER BY entries.seq"
    )
    engine = open_engine(database_url)
    with engine.connect() as connection:
        rows = connection.execute(query, {"id": conversation_id}).all()
    engine.dispose()
    return [(client_id, bool(ended)) for client_id, ended in rows]


def laid_out(desk: Desk, conversation_id: str) -> list[str]:
    """What the journal's items come to on Messenger, all at once: each text once and in order."""
    thread = Thread(conversation_id, "", "", MessagingWindow(None), None, 0, None, False)
    items = desk.journal.read_stream(conversation_id, 0, 10_000)
    entries = {entry.seq: entry.text for entry in desk.journal.read_entries(conversation_id, 0, 10_000)}
    bodies = [part.body["message"] for part in Layout(thread).of(items, entries).parts]
    return [body.get("text") or body["attachment"]["payload"].get("text", "") for body in bodies]
