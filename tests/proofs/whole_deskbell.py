"""All of Deskbell in one process: gateway, worker and action server, each behind its own socket, over one
SQLite file. The processes' own code runs; only the clock is moved by hand, and no floor is waited for.
"""

import asyncio
import contextlib
import json
import secrets
import socket
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from ipaddress import ip_network

import aiohttp
from sanic import Sanic

from actions.faq.search import FaqSearch
from actions.faq.shelf import FaqShelf
from actions.handoff.opening_hours_file import load_opening_hours
from actions.handoff.outlook import Reception
from actions.mail.in_memory_mailer import InMemoryMailer
from actions.orders.proof import EmailProof
from actions.orders.shop import Shop
from actions.orders.terms import load_terms
from actions.server import create_app
from actions.wiring import all_actions
from bot.action_endpoint import SignedActionEndpoint
from bot.hand_over import person_asked
from bot.turn import think
from bot.worker import Worker
from conversations.accounts import save_account
from conversations.clock import HandClock
from conversations.cues import Cues
from conversations.desk import Desk, open_desk, open_identity
from conversations.errors import JournalUnavailable
from conversations.journal import LEASE
from conversations.signatures import CallSigner
from gateway.app import build_gateway
from gateway.server import GatewayServer, listen_on
from gateway.settings import Settings
from tests.actions.orders.conftest import filled_sql_book
from tests.conversations.identity_model import Guest
from tests.conversations.proving import SECRET
from tests.gateway.shop_signing import SHOP_KEYS, customer_token
from tests.gateway.team import PASSWORD
from tests.proofs.canaries import canary_orders, proofs_of
from tests.proofs.small_shop import NOTHING_OUT, KnockOuts
from tests.proofs.witnesses import Outages, WitnessedBook, WitnessedIdentity

Sanic.test_mode = True  # lets apps of one name follow each other in one process
PATIENCE = 30
SIGNER = CallSigner.of(SECRET)


class BreakingJournal:
    """A journal that can't be reached for the next commits, as if the worker had died before them."""

    def __init__(self, journal, clock: HandClock) -> None:
        self._journal = journal
        self._clock = clock
        self.dies = 0

    def __getattr__(self, name: str):
        return getattr(self._journal, name)

    def commit_turn(self, turn, result):
        if self.dies:
            self.dies -= 1
            self._clock.move(LEASE + timedelta(seconds=1))
            raise JournalUnavailable("The worker died.")
        return self._journal.commit_turn(turn, result)


@dataclass
class Heard:
    """How one message ended, and what was said to it."""

    texts: list[str]
    choices: dict[str, str]
    outcome: str
    reason: str

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


class Addresses(dict[str, str | None]):
    """By the id of a message, or of its conversation: each of them is held from one address."""

    def __missing__(self, message_id: str) -> str | None:
        return self[message_id.rpartition(":")[0]]


class WholeDeskbell:
    """Use it as a context. The agent's action endpoint is pointed at the actions that are served here."""

    def __init__(
        self,
        url: str,
        agent,
        settings: Settings,
        how_many_orders: int = 12,
        clock: HandClock | None = None,
        out: KnockOuts = NOTHING_OUT,
    ) -> None:
        self.url = url
        self.clock = clock or HandClock()
        orders = canary_orders(self.clock().date(), how_many_orders)
        self.mailer = InMemoryMailer()
        self.held_back: list[float] = []
        self._agent = agent
        self._settings = settings
        shop = Shop(load_terms(), UTC, self.clock)
        self._orders = book = filled_sql_book(url, orders, shop)
        proofs = {order.number: set(proofs_of(order)) for order in orders}
        self.identity = WitnessedIdentity(
            open_identity(url, SECRET, self.clock), self.clock, Outages(), proofs, addresses=Addresses()
        )
        self.book = WitnessedBook(out.book(book), Outages())
        self.orders = {order.number: order for order in orders}
        self._desks = [open_desk(url, self.clock) for _ in range(3)]
        self.journal = BreakingJournal(self._desks[1].journal, self.clock)
        self._reception = Reception(self._desks[2].team.waits, load_opening_hours(), self.clock)
        self._actions = all_actions(
            self.book,
            FaqSearch(FaqShelf([])),
            lambda conversation: self._desks[2].journal.conversation(conversation).customer_id,
            self._desks[2].notices.of_conversation,
            self.identity,
            self.mailer,
            shop,
            self._reception,
        )
        self._stack = contextlib.AsyncExitStack()

    async def __aenter__(self) -> "WholeDeskbell":
        await self._serve_actions()
        await self._serve_customers(self._desks[0])
        await self._work(self._desks[1])
        self.session = await self._stack.enter_async_context(
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None, sock_read=PATIENCE))
        )
        self._team = await self._stack.enter_async_context(
            aiohttp.ClientSession(self.base, cookie_jar=aiohttp.CookieJar(unsafe=True))
        )
        save_account(self._desks[0].team.accounts, "Ana", "ana@shop.example", PASSWORD)
        signing_in = {"email": "ana@shop.example", "password": PASSWORD}
        async with self._team.post("/inbox/api/sign-in", json=signing_in) as response:
            assert response.status == 200, await response.text()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._stack.aclose()
        self.identity.close()
        self._orders.close()
        for desk in self._desks:
            desk.close()

    async def open(self, address: str, customer: str | None = None) -> "Person":
        """Somebody opens a conversation, from an address, perhaps signed in at the shop."""
        fields = {} if customer is None else {"customer_token": customer_token(sub=customer)}
        async with self.session.post(
            f"{self.base}/webhooks/widget/session", json=fields, headers={"x-forwarded-for": address}
        ) as response:
            assert response.status == 201, await response.text()
            opened = await response.json()
        guest = self.identity.guests[opened["conversation"]] = Guest(opened["conversation"], customer)
        self.identity.addresses[guest.conversation] = address
        return Person(self, guest, opened["token"], address)

    def owner_of(self, number: str) -> EmailProof:
        """What the one who ordered knows, for a look at the order behind Deskbell's back."""
        return EmailProof(self.orders[number].email)

    async def get(self, path: str) -> str:
        """As somebody of the support team sees it."""
        async with self._team.get(path) as response:
            assert response.status in {200, 503}, (path, await response.text())
            return await response.text()

    async def _serve_actions(self) -> None:
        app = create_app(self._actions, SIGNER, self._desks[2].journal.note_deed)
        app.config.TOUCHUP = False
        listening = socket.create_server(("127.0.0.1", 0))
        server = await app.create_server(sock=listening, return_asyncio_server=True)
        await server.startup()
        self._stack.callback(Sanic.unregister_app, app)
        self._stack.push_async_callback(server.close)
        endpoint: SignedActionEndpoint = self._agent.action_endpoint
        endpoint.url = f"http://127.0.0.1:{listening.getsockname()[1]}/webhook"
        self._stack.push_async_callback(endpoint.close)

    async def _serve_customers(self, desk: Desk) -> None:
        gateway = build_gateway(self._settings, desk, Cues({}))
        gateway.app.config.TOUCHUP = False
        server = GatewayServer(gateway, finish_seconds=0.2)
        listening = listen_on("127.0.0.1", 0)
        await server.start(listening)
        self.base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self._stack.push_async_callback(server.stop)

    async def _work(self, desk: Desk) -> None:
        async def thinking(turn):
            async def find_said(texts):
                return await asyncio.to_thread(desk.journal.said, turn.conversation_id, texts)

            return await think(self._agent, person_asked(self._reception), find_said, turn)

        async def at_once(seconds: float) -> None:
            """Whoever is held back is released at once: these proofs don't wait."""
            self.held_back.append(seconds)

        worker = Worker(self.journal, desk.bell, thinking, name="w", now=self.clock, sleep=at_once)
        running = asyncio.create_task(worker.run())

        async def stop() -> None:
            worker.stop()
            await running

        self._stack.push_async_callback(stop)


def settings_of(url: str) -> Settings:
    """As in the demo, behind a proxy on this machine, without limits on the rate."""
    return Settings(
        host="127.0.0.1",
        port=0,
        database_url=url,
        secret=SECRET,
        shop_keys=SHOP_KEYS,
        origins=frozenset(),
        trusted_proxies=(ip_network("127.0.0.1"),),
        has_rate_limit=False,
        is_demo=False,
    )


@dataclass
class Person:
    """Somebody in one conversation, over HTTP; `bytes_read` is everything that their browser ever got."""

    deskbell: WholeDeskbell
    guest: Guest
    token: str
    address: str
    seq: int = 0
    stream: aiohttp.ClientResponse | None = None
    bytes_read: list[str] = field(default_factory=list)
    choices: dict[str, str] = field(default_factory=dict)
    """What can be picked now: id by label."""

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}", "x-forwarded-for": self.address}

    async def say(self, text: str, **more: object) -> Heard:
        return await self._send(text=text, **more)

    async def pick(self, label: str) -> Heard:
        return await self._send(choice=self.choices[label])

    async def send(self, **fields: object) -> int:
        """The status of the answer to a message of any shape."""
        body = {"id": secrets.token_hex(8), **fields}
        url = f"{self.deskbell.base}/webhooks/widget/messages"
        async with self.deskbell.session.post(url, json=body, headers=self.headers) as response:
            self.bytes_read.append(await response.text())
            return response.status

    async def read_all(self) -> str:
        """`GET messages`, from the beginning."""
        url = f"{self.deskbell.base}/webhooks/widget/messages?after=0"
        async with self.deskbell.session.get(url, headers=self.headers) as response:
            return await response.text()

    async def _send(self, **fields: object) -> Heard:
        status = await self.send(**fields)
        assert status == 202, (fields, self.bytes_read[-1])
        return await self._listen(json.loads(self.bytes_read[-1])["seq"])

    async def _listen(self, seq: int) -> Heard:
        """Everything over the stream, up to the end of the message's turn."""
        if self.stream is None:
            url = f"{self.deskbell.base}/webhooks/widget/events"
            headers = {**self.headers, "last-event-id": str(self.seq)}
            self.stream = await self.deskbell.session.get(url, headers=headers)
        texts, choices = [], {}
        async for line in self.stream.content:
            text = line.decode()
            self.bytes_read.append(text)
            if text.startswith("id: "):
                self.seq = int(text.removeprefix("id: "))
            data = json.loads(text.removeprefix("data: ")) if text.startswith("data: ") else {}
            if data.get("speaker") == "bot" and "text" in data:
                texts.append(data["text"])
                choices |= {choice["label"]: choice["id"] for choice in data["choices"]}
            if "outcome" in data and data["seq"] == seq:
                self.choices = choices
                return Heard(texts, choices, data["outcome"], data["reason"])
        raise AssertionError("The stream ended before the turn.")

    def leave(self) -> None:
        """The connection is lost, or closed; what is said next opens another one."""
        if self.stream is not None:
            self.stream.close()
            self.stream = None
