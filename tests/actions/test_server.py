"""The action server on a real loopback port: who may call it, and what it answers when things go wrong."""

import json
import socket
import time
from contextlib import asynccontextmanager

import aiohttp
import pytest
from rasa_sdk.events import SlotSet
from sanic import Sanic

from actions.orders.errors import OrderBookUnavailable
from actions.server import create_app
from actions.speaking_action import SpeakingAction
from conversations.errors import JournalUnavailable
from conversations.signatures import SIGNATURE_HEADER, CallSigner

SIGNER = CallSigner.of("a secret of at least thirty-two letters")
Sanic.test_mode = True  # lets apps of one name follow each other in one process
CUSTOMER_WORDS = "my name is Mira and I live in Harbour Street"


class ActionUnderTest(SpeakingAction):
    def __init__(self, does):
        self._does = does

    def name(self):
        return "action_under_test"

    def speak(self, dispatcher, tracker):
        return self._does(dispatcher, tracker)


@asynccontextmanager
async def serving(does, note_deed=lambda *_: None):
    app = create_app([ActionUnderTest(does)], SIGNER, note_deed)
    listening = socket.create_server(("127.0.0.1", 0))
    server = await app.create_server(sock=listening, return_asyncio_server=True)
    try:
        await server.startup()
        async with aiohttp.ClientSession(f"http://127.0.0.1:{listening.getsockname()[1]}") as session:
            yield session
    finally:
        await server.close()
        Sanic.unregister_app(app)


async def call(session, action="action_under_test", signature=None):
    tracker = {
        "sender_id": "c",
        "slots": {},
        "latest_message": {"text": CUSTOMER_WORDS},
        "events": [{"event": "user", "text": CUSTOMER_WORDS, "message_id": "c:7"}],
        "paused": False,
    }
    body = json.dumps({"next_action": action, "sender_id": "c", "tracker": tracker, "domain": {}}).encode()
    headers = {SIGNATURE_HEADER: SIGNER.sign(body, time.time()) if signature is None else signature}
    async with session.post("/webhook", data=body, headers=headers) as response:
        return response.status, await response.text()


def raising(error):
    def does(dispatcher, tracker):
        dispatcher.utter_message(text="half of an answer")
        raise error

    return does


async def test_a_signed_call_runs_the_action():
    def does(dispatcher, tracker):
        dispatcher.utter_message(text="Hello")
        return [SlotSet("email", None)]

    async with serving(does) as session:
        status, body = await call(session)
    assert status == 200
    assert json.loads(body)["responses"][0]["text"] == "Hello"
    assert json.loads(body)["events"][0]["name"] == "email"


@pytest.mark.parametrize("signature", ["", "nonsense", "1.00", "\u00e9"])
async def test_an_unsigned_call_runs_nothing(signature):
    ran = []
    async with serving(lambda dispatcher, tracker: ran.append(1)) as session:
        status, body = await call(session, signature=signature)
    assert status == 401
    assert ran == []
    assert CUSTOMER_WORDS not in body


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{}", b"{", b'{"tracker": 1}', b'{"next_action": "a"}']
)
async def test_a_signed_body_that_is_no_call_is_refused(body):
    async with serving(lambda dispatcher, tracker: []) as session:
        headers = {SIGNATURE_HEADER: SIGNER.sign(body, time.time())}
        async with session.post("/webhook", data=body, headers=headers) as response:
            assert response.status == 400


async def test_an_action_that_fails_says_so_and_shows_nothing_of_the_failure():
    async with serving(raising(RuntimeError("secret detail"))) as session:
        status, body = await call(session)
    assert status == 200
    spoken = [response["text"] for response in json.loads(body)["responses"]]
    assert len(spoken) == 1
    assert "went wrong" in spoken[0]
    assert "secret detail" not in body


async def test_an_order_book_that_is_away_is_no_answer_yet():
    async with serving(raising(OrderBookUnavailable("down"))) as session:
        status, body = await call(session)
    assert status == 503
    assert "half of an answer" not in body


async def test_an_unknown_action_is_named_without_the_customers_words():
    async with serving(raising(RuntimeError())) as session:
        status, body = await call(session, action="action_nobody_knows")
    assert status == 404
    assert CUSTOMER_WORDS not in body


async def test_what_an_action_did_is_noted_before_the_worker_hears_of_it():
    def does(dispatcher, tracker):
        dispatcher.utter_message(json_message={"did": "A mail was sent."})
        dispatcher.utter_message(text="Look into your mail.")
        return []

    noted = []
    async with serving(does, lambda *deed: noted.append(deed)) as session:
        assert (await call(session))[0] == 200
    assert noted == [("c", 7, "A mail was sent.")]


async def test_what_cannot_be_noted_is_tried_again():
    def does(dispatcher, tracker):
        dispatcher.utter_message(json_message={"did": "A mail was sent."})
        return []

    def away(*_):
        raise JournalUnavailable("away")

    async with serving(does, away) as session:
        assert (await call(session))[0] == 503
