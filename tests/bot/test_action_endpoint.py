"""The worker's end of an action call, against a small server on loopback that behaves as it is told."""

import asyncio
import json

import pytest

from bot import quiet_rasa

quiet_rasa.settle()

from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa.utils.endpoints import ClientResponseError

from bot.action_endpoint import SignedActionEndpoint
from bot.errors import TurnPostponed, TurnVoided
from bot.turn_context import TurnContext, current_turn
from conversations.signatures import SIGNATURE_HEADER, CallSigner

SIGNER = CallSigner.of("a secret of at least thirty-two letters")


class ActionServer:
    def __init__(self):
        self.status, self.body, self.calls = 200, {"events": [], "responses": []}, []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def answer(self, request):
        await self.may_answer.wait()
        self.calls.append((await request.read(), request.headers.get(SIGNATURE_HEADER, "")))
        return web.json_response(self.body, status=self.status)


@pytest.fixture
async def server():
    behaviour = ActionServer()
    app = web.Application()
    app.router.add_post("/webhook", behaviour.answer)
    async with TestServer(app) as running:
        behaviour.url = str(running.make_url("/webhook"))
        yield behaviour
        behaviour.may_answer.set()


@pytest.fixture
async def endpoint(server):
    endpoint = SignedActionEndpoint(server.url, SIGNER)
    yield endpoint
    await endpoint.close()


@pytest.fixture
def turn():
    context = TurnContext(tracker=None)
    token = current_turn.set(context)
    yield context
    current_turn.reset(token)


async def test_a_call_is_signed_over_its_very_body(server, endpoint, turn):
    import time

    assert await endpoint.request(json={"next_action": "a"}) == server.body
    body, signature = server.calls[0]
    assert json.loads(body) == {"next_action": "a"}
    assert SIGNER.is_signed(body, signature, time.time())


async def test_a_rejection_reaches_rasa_as_rasa_expects_it(server, endpoint, turn):
    server.status, server.body = 400, {"action_name": "a", "error": "no"}
    with pytest.raises(ClientResponseError) as rejected:
        await endpoint.request(json={"next_action": "a"})
    assert json.loads(rejected.value.text) == server.body
    assert turn.failures == []


@pytest.mark.parametrize("status", [401, 404, 500, 502])
async def test_a_failed_action_voids_the_turn(server, endpoint, turn, status):
    server.status = status
    with pytest.raises(TurnVoided):
        await endpoint.request(json={"next_action": "a"})
    assert isinstance(turn.failures[0], TurnVoided)


async def test_a_back_end_that_is_away_postpones_the_turn(server, endpoint, turn):
    server.status = 503
    with pytest.raises(TurnPostponed):
        await endpoint.request(json={"next_action": "a"})
    assert isinstance(turn.failures[0], TurnPostponed)


async def test_a_server_that_is_away_postpones_the_turn_for_longer(unused_tcp_port, turn):
    endpoint = SignedActionEndpoint(f"http://127.0.0.1:{unused_tcp_port}/webhook", SIGNER)
    with pytest.raises(TurnPostponed) as postponed:
        await endpoint.request(json={"next_action": "a"})
    await endpoint.close()
    assert postponed.value.patience.total_seconds() > 60


@pytest.mark.parametrize("action", ["action_ask_for_person", "action_forget_matter"])
async def test_a_server_that_hangs_is_not_waited_for_on_the_way_to_a_person(server, endpoint, turn, action):
    """Another action, called before, is still waited for."""
    server.may_answer.clear()
    other = asyncio.create_task(endpoint.request(json={"next_action": "a"}))
    with pytest.raises(TurnPostponed):
        await endpoint.request(json={"next_action": action})
    assert not other.done()
    server.may_answer.set()
    assert await other == server.body


async def test_a_check_that_needs_no_io_is_answered_without_a_call(server, turn):
    endpoint = SignedActionEndpoint(server.url, SIGNER, {"validate_form": lambda call: {"events": [call]}})
    assert await endpoint.request(json={"next_action": "validate_form"}) == {
        "events": [{"next_action": "validate_form"}]
    }
    await endpoint.close()
    assert server.calls == []
