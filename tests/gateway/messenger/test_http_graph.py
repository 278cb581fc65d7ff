"""The Graph API over HTTP: where the token travels, and what each trouble is taken for."""

import socket
from dataclasses import replace

import pytest

from conversations.errors import SettingError
from gateway.messenger.channel import MessengerParts
from gateway.messenger.double.platform import APP_SCOPED, Fault
from gateway.messenger.errors import NotReached, PageTrouble, Refused, Throttled, Unclear, WindowClosed
from gateway.messenger.http_graph import HttpGraph
from tests.gateway.messenger.conftest import CREDENTIALS
from tests.gateway.messenger.graph_server import graph_server

HELLO = {"recipient": {"id": "ann"}, "messaging_type": "RESPONSE", "message": {"text": "Hello"}}


@pytest.fixture
async def server(platform):
    async with graph_server(platform) as server:
        yield server


@pytest.fixture
async def graph(server):
    graph = HttpGraph(replace(CREDENTIALS, graph_url=server.url), seconds=0.5)
    yield graph
    await graph.close()


async def test_a_message_is_sent_and_the_token_stands_in_no_address(graph, server, platform):
    platform.writes("ann", "Hello")
    mid = await graph.call("messages", HELLO)
    assert platform.shown_to("ann")[-1].mid == mid
    ((method, path, query, authorization),) = server.requests
    assert (method, path) == ("POST", "/v26.0/me/messages")
    assert authorization == f"Bearer {CREDENTIALS.page_token}"
    assert CREDENTIALS.page_token not in query and CREDENTIALS.app_secret not in query


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(400, 4), Throttled),
        (Fault(400, 613), Throttled),
        (Fault(429), Throttled),
        (Fault(400, 10, 2534022), WindowClosed),
        (Fault(400, 10, 1893063), PageTrouble),
        (Fault(500, 1, 1357046), Unclear),
        (Fault(503), Unclear),
        (Fault(400, 100), Refused),
        (Fault(404), Refused),
    ],
    ids=str,
)
async def test_each_error_is_known_by_what_has_to_be_done(graph, platform, fault, error):
    platform.writes("ann", "Hello")
    platform.faults.append(fault)
    with pytest.raises(error):
        await graph.call("messages", HELLO)


async def test_an_answer_that_does_not_come_leaves_it_unclear(graph, server, platform):
    platform.writes("ann", "Hello")
    server.answers_after = 5
    with pytest.raises(Unclear):
        await graph.call("messages", HELLO)


@pytest.mark.parametrize("garbage", [b"", b"<html>", b"[]", b"\xff"])
async def test_an_answer_that_nobody_can_read_leaves_it_unclear(graph, server, platform, garbage):
    platform.writes("ann", "Hello")
    server.garbage = garbage
    with pytest.raises(Unclear):
        await graph.call("messages", HELLO)


async def test_a_platform_that_is_down_has_certainly_sent_nothing():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    graph = HttpGraph(replace(CREDENTIALS, graph_url=url))
    with pytest.raises(NotReached):
        await graph.call("messages", HELLO)
    await graph.close()


async def test_a_person_is_found_by_the_apps_id(graph, platform):
    platform.writes("ann", "Hello")
    assert await graph.page_scoped_ids(f"{APP_SCOPED}ann") == ["ann"]
    assert await graph.page_scoped_ids(f"{APP_SCOPED}nobody") == []


async def test_the_right_credentials_are_known_at_the_start(gateways, server):
    running = await start(gateways, server)
    await running.server.gateway.messenger.check()


@pytest.mark.parametrize("wrong", [{"app_secret": "f" * 32}, {"page_token": "EAAG" + "x" * 40}])
async def test_wrong_credentials_end_the_start_with_one_sentence(gateways, server, wrong):
    running = await start(gateways, server, **wrong)
    with pytest.raises(SettingError, match=r"credentials\.yml") as refused:
        await running.server.gateway.messenger.check()
    assert "\n" not in str(refused.value)
    assert not any(value in str(refused.value) for value in wrong.values())


async def test_a_platform_that_is_away_keeps_nobody_from_starting(gateways, server):
    running = await start(gateways, server)
    server.garbage = b"<html>"
    await running.server.gateway.messenger.check()


async def start(gateways, server, **changes):
    credentials = replace(CREDENTIALS, graph_url=server.url, **changes)
    gateways.messenger = MessengerParts(credentials, HttpGraph(credentials))
    return await gateways.start()
