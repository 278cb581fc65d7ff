"""What bad input gets: the documented status, a clear message, and nothing written."""

import gzip
import json

import jwt
import pytest
import pytest_asyncio

from conversations.desk import in_memory_desk
from tests.gateway.conftest import SECRET, settings_for
from tests.gateway.gateways import Gateways
from tests.gateway.offering import DEVICE

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(tmp_path_factory):
    """One gateway takes it all: what one request does must not harm the next."""
    gateways = Gateways(settings_for(tmp_path_factory.mktemp("web")), in_memory_desk())
    yield (await gateways.start()).client
    await gateways.close()


BODIES = {
    "an empty text": ({"id": "a", "text": ""}, 422),
    "a blank text": ({"id": "a", "text": " \n\t "}, 422),
    "a text of invisible characters": ({"id": "a", "text": "\u200b\u2060"}, 422),
    "a text of letters that show nothing": ({"id": "a", "text": "\u3164\u2800 \uffa0"}, 422),
    "a mark without a letter": ({"id": "a", "text": "\u0301"}, 422),
    "2,001 characters": ({"id": "a", "text": "x" * 2001}, 413),
    "a NUL": ({"id": "a", "text": "a\0b"}, 422),
    "a lone surrogate": (b'{"id": "a", "text": "\\ud83d"}', 422),
    "a control character": ({"id": "a", "text": "a\x1bb"}, 422),
    "a carriage return": ({"id": "a", "text": "a\rb"}, 422),
    "a text that is a number": ({"id": "a", "text": 5}, 422),
    "a text that is null": ({"id": "a", "text": None}, 422),
    "a text that is a list": ({"id": "a", "text": ["x"]}, 422),
    "no id": ({"text": "x"}, 422),
    "an id that is a number": ({"id": 5, "text": "x"}, 422),
    "an empty id": ({"id": "", "text": "x"}, 422),
    "an id of 65 characters": ({"id": "a" * 65, "text": "x"}, 422),
    "an id with a space": ({"id": "a b", "text": "x"}, 422),
    "an id with a line break at its end": ({"id": "a\n", "text": "x"}, 422),
    "neither text nor choice": ({"id": "a"}, 422),
    "both text and choice": ({"id": "a", "text": "x", "choice": "c"}, 422),
    "a choice that was never offered": ({"id": "a", "choice": "c"}, 422),
    "a choice that is an object": ({"id": "a", "choice": {}}, 422),
    "a page that is text": ({"id": "a", "text": "x", "page": "p"}, 422),
    "an order number that is a number": ({"id": "a", "text": "x", "page": {"order_number": 1}}, 422),
    "an order number of 33 characters": ({"id": "a", "text": "x", "page": {"order_number": "1" * 33}}, 422),
    "an unknown field": ({"id": "a", "text": "x", "sender": "b"}, 400),
    "an unknown field of the page": ({"id": "a", "text": "x", "page": {"url": "u"}}, 400),
    "a list": (b"[]", 400),
    "a string": (b'"text"', 400),
    "null": (b"null", 400),
    "no JSON": (b"id=a&text=x", 400),
    "nothing": (b"", 400),
    "half of an object": (b'{"id": "a", "te', 400),
    "two objects": (b"{}{}", 400),
    "a name that stands twice": (b'{"id": "a", "id": "b", "text": "x"}', 400),
    "NaN": (b'{"id": "a", "text": NaN}', 400),
    "bytes that are no UTF-8": (b'{"id": "a", "text": "\xff"}', 400),
    "a number of 5,000 digits": (b'{"id": ' + b"1" * 5000 + b"}", 400),
    "lists 8,000 deep": (b"[" * 8000 + b"]" * 8000, 400),
    "an object 5 deep": (b'{"page":{"a":{"a":{"a":{}}}}}', 400),
    "17 KB": (b'{"id": "a", "text": "' + b"x" * 17_000 + b'"}', 413),
    "1 MB": (b'{"id": "a", "text": "' + b"x" * 1_000_000 + b'"}', 413),
}


def assert_is_error(answer):
    assert set(answer) == {"error", "message"}
    assert answer["message"][0].isupper() or answer["message"][0] == "`"
    assert "Traceback" not in answer["message"]


async def assert_nothing_was_written(visitor):
    assert await visitor.read() == (200, {"entries": []})


@pytest.mark.parametrize("name", BODIES)
async def test_a_bad_message_is_refused_and_nothing_is_written(client, name):
    body, status = BODIES[name]
    visitor = await client.open()
    headers = {**visitor.headers, "content-type": "application/json"}
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with client.session.post(client.url("messages"), data=data, headers=headers) as response:
        assert response.status == status
        assert_is_error(await response.json())
    await assert_nothing_was_written(visitor)


SESSIONS = {
    "an unknown field": ({"customer": "1"}, 400),
    "a token that is a number": ({"customer_token": 1}, 422),
    "a token that is null": ({"customer_token": None}, 422),
    "a token that is no token": ({"customer_token": "x"}, 401),
    "a token that is not ASCII": ({"customer_token": "ä.ö.ü"}, 401),
    "a token of 5,000 characters": ({"customer_token": "x" * 5000}, 413),
    "a list": ([], 400),
}


@pytest.mark.parametrize("name", SESSIONS)
async def test_a_bad_session_request_is_refused(client, name):
    fields, status = SESSIONS[name]
    async with client.session.post(client.url("session"), json=fields) as response:
        assert response.status == status
        assert_is_error(await response.json())


GONE = "a token of a conversation that is gone"


def forged(algorithm="HS256", key=SECRET, **changes):
    claims = {"sub": "c", "aud": "deskbell-conversation", "iat": 1, "exp": 9_999_999_999, **changes}
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, key, algorithm=algorithm)


TOKENS = {
    "no token": None,
    "an empty token": "Bearer ",
    "another scheme": "Basic dXNlcjpwYXNz",
    "no JWT": "Bearer abc",
    "alg none": f"Bearer {forged(algorithm='none', key=None)}",
    "a wrong key": f"Bearer {forged(key='x' * 32)}",
    "an expired token": f"Bearer {forged(exp=2)}",
    "a token for something else": f"Bearer {forged(aud='deskbell')}",
    "a token without an end": f"Bearer {forged(exp=None)}",
    GONE: f"Bearer {forged()}",
    "a token of another algorithm": f"Bearer {forged(algorithm='HS384', key='s' * 48)}",
}


CUES = {
    "no visitor": ({"cue": "payment_failed"}, 422),
    "a visitor of 15 characters": ({"visitor": "v" * 15, "cue": "payment_failed"}, 422),
    "a visitor of 65 characters": ({"visitor": "v" * 65, "cue": "payment_failed"}, 422),
    "a visitor with a dot": ({"visitor": "visitor.0123456789", "cue": "payment_failed"}, 422),
    "a visitor with a line break at its end": ({"visitor": f"{DEVICE}\n", "cue": "payment_failed"}, 422),
    "a visitor that is a number": ({"visitor": 10**20, "cue": "payment_failed"}, 422),
    "a visitor that is an address": ({"visitor": "ada.lovelace@example.org", "cue": "page_error"}, 422),
    "no cue": ({"visitor": DEVICE}, 422),
    "an unknown cue": ({"visitor": DEVICE, "cue": "page_view"}, 422),
    "a cue that is a list": ({"visitor": DEVICE, "cue": ["payment_failed"]}, 422),
    "a cue that is null": ({"visitor": DEVICE, "cue": None}, 422),
    "a cue of 65 characters": ({"visitor": DEVICE, "cue": "c" * 65}, 422),
    "a page that is null": ({"visitor": DEVICE, "cue": "payment_failed", "page": None}, 422),
    "an order number of 33 characters": (
        {"visitor": DEVICE, "cue": "payment_failed", "page": {"order_number": "1" * 33}},
        422,
    ),
    "an order number with a NUL": (
        {"visitor": DEVICE, "cue": "payment_failed", "page": {"order_number": "1\0"}},
        422,
    ),
    "what was typed": ({"visitor": DEVICE, "cue": "form_rejected", "page": {"value": "4111"}}, 400),
    "an unknown field": ({"visitor": DEVICE, "cue": "payment_failed", "times": 3}, 400),
    "a customer token that is null": (
        {"visitor": DEVICE, "cue": "payment_failed", "customer_token": None},
        422,
    ),
    "a customer token that is none": (
        {"visitor": DEVICE, "cue": "payment_failed", "customer_token": "x"},
        401,
    ),
    "a customer token of 5,000 characters": (
        {"visitor": DEVICE, "cue": "payment_failed", "customer_token": "x" * 5000},
        413,
    ),
    "a list": ([], 400),
    "17 KB": ({"visitor": "v" * 17_000, "cue": "payment_failed"}, 413),
}


@pytest.mark.parametrize("name", CUES)
async def test_a_bad_cue_is_refused(client, name):
    fields, status = CUES[name]
    answer = await client.post("cues", fields)
    assert answer[0] == status
    assert_is_error(answer[1])


@pytest.mark.parametrize("name", [name for name in TOKENS if name not in {"no token", GONE}])
async def test_a_cue_with_a_bad_token_is_refused(client, name):
    headers = {"authorization": TOKENS[name]}
    body = {"visitor": DEVICE, "cue": "payment_failed"}
    async with client.session.post(client.url("cues"), json=body, headers=headers) as response:
        assert response.status == 401
        assert_is_error(await response.json())


async def test_a_cue_with_a_token_of_a_conversation_that_is_gone_is_like_one_without(client):
    body = {"visitor": "device-of-the-erased", "cue": "payment_failed"}
    headers = {"authorization": TOKENS[GONE]}
    async with client.session.post(client.url("cues"), json=body, headers=headers) as response:
        assert response.status == 200


OUTCOMES = {
    "nothing": ({}, 422),
    "no end": ({"outcome": "waiting"}, 422),
    "an unknown end": ({"outcome": "maybe"}, 422),
    "an end in capitals": ({"outcome": "ACCEPTED"}, 422),
    "a list": ({"outcome": ["accepted"]}, 422),
    "an object": ({"outcome": {}}, 422),
    "null": ({"outcome": None}, 422),
    "an unknown field": ({"outcome": "accepted", "visitor": DEVICE}, 400),
    "text": ("accepted", 400),
}


@pytest.mark.parametrize("name", OUTCOMES)
async def test_a_bad_end_of_an_offer_is_refused(client, name):
    fields, status = OUTCOMES[name]
    answer = await client.post("offers/abc", fields)
    assert answer[0] == status
    assert_is_error(answer[1])


FEEDBACK = {
    "no seq": ({"helpful": True}, 422),
    "no thumb": ({"seq": 1}, 422),
    "a seq of 0": ({"seq": 0, "helpful": True}, 422),
    "a seq below 0": ({"seq": -1, "helpful": True}, 422),
    "a seq that no browser can count to": ({"seq": 2**53, "helpful": True}, 422),
    "a seq of 400 digits": ({"seq": 10**400, "helpful": True}, 422),
    "a seq that is text": ({"seq": "1", "helpful": True}, 422),
    "a seq that is a truth": ({"seq": True, "helpful": True}, 422),
    "a broken seq": ({"seq": 1.0, "helpful": True}, 422),
    "a thumb that is a number": ({"seq": 1, "helpful": 1}, 422),
    "a thumb that is text": ({"seq": 1, "helpful": "true"}, 422),
    "a thumb that is null": ({"seq": 1, "helpful": None}, 422),
    "words": ({"seq": 1, "helpful": True, "text": "great"}, 400),
}


@pytest.mark.parametrize("name", FEEDBACK)
async def test_a_bad_thumb_is_refused(client, name):
    fields, status = FEEDBACK[name]
    visitor = await client.open()
    answer = await client.post("feedback", fields, visitor.token)
    assert answer[0] == status
    assert_is_error(answer[1])


CONTENT_TYPES = ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", ""]


@pytest.mark.parametrize("content_type", CONTENT_TYPES)
async def test_a_wrong_content_type_is_refused(client, content_type):
    visitor = await client.open()
    headers = {**visitor.headers, "content-type": content_type}
    body = b'{"id": "a", "text": "x"}'
    async with client.session.post(client.url("messages"), data=body, headers=headers) as response:
        assert response.status == 415
        assert_is_error(await response.json())
    await assert_nothing_was_written(visitor)


async def test_json_may_say_that_it_is_utf_8(client):
    visitor = await client.open()
    headers = {**visitor.headers, "content-type": 'Application/JSON; charset="UTF-8"'}
    body = b'{"id": "a", "text": "x"}'
    async with client.session.post(client.url("messages"), data=body, headers=headers) as response:
        assert response.status == 202


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
async def test_a_compressed_body_is_refused(client, coding):
    visitor = await client.open()
    headers = {**visitor.headers, "content-type": "application/json", "content-encoding": coding}
    body = gzip.compress(b'{"id": "a", "text": "x"}')
    async with client.session.post(client.url("messages"), data=body, headers=headers) as response:
        assert response.status == 415
    await assert_nothing_was_written(visitor)


CALLS = [
    ("POST", "messages", {"id": "a", "text": "x"}),
    ("POST", "feedback", {"seq": 1, "helpful": True}),
    ("GET", "messages", None),
    ("GET", "events", None),
]


@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize("call", CALLS)
async def test_a_bad_token_opens_nothing(client, name, call):
    method, path, body = call
    headers = {} if TOKENS[name] is None else {"authorization": TOKENS[name]}
    async with client.session.request(method, client.url(path), json=body, headers=headers) as response:
        assert response.status == 401
        assert response.headers["www-authenticate"] == "Bearer"
        assert_is_error(await response.json())


@pytest.mark.parametrize("after", ["-1", "1.5", "x", "1e3", "٣", str(2**53), "9" * 400, "+1", "1_0"])
@pytest.mark.parametrize("path", ["messages", "events"])
async def test_a_place_that_is_no_number_in_range_is_refused(client, after, path):
    visitor = await client.open()
    params = {"after": after}
    async with client.session.get(client.url(path), params=params, headers=visitor.headers) as response:
        assert response.status == 422
        assert_is_error(await response.json())


@pytest.mark.parametrize("place", ["-1", "x", str(2**53)])
async def test_a_last_event_id_that_is_no_number_in_range_is_refused(client, place):
    visitor = await client.open()
    headers = {**visitor.headers, "last-event-id": place}
    async with client.session.get(client.url("events"), headers=headers) as response:
        assert response.status == 422


async def test_an_id_used_again_with_another_text_is_refused(client):
    visitor = await client.open()
    await visitor.say("one", "a")
    status, answer = await visitor.post(id="a", text="two")
    assert (status, answer["error"]) == (409, "client_id_reused")
    _, read = await visitor.read()
    assert [entry["text"] for entry in read["entries"]] == ["one"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "session", "POST"),
        ("PUT", "messages", "GET, POST"),
        ("POST", "events", "GET"),
        ("BREW", "events", "GET"),
        ("GET", "cues", "POST"),
        ("GET", "offers/abc", "POST"),
        ("DELETE", "feedback", "POST"),
        ("POST", "../../widget/deskbell.js", "GET, HEAD"),
    ],
)
async def test_a_wrong_method_is_refused_with_the_right_ones(client, method, path, allowed):
    async with client.session.request(method, client.url(path)) as response:
        assert response.status == 405
        assert set(allowed.split(", ")) == set(response.headers["allow"].split(", ")) - {"OPTIONS"}
        assert_is_error(await response.json())


LATER = ["webhooks/widget/offers", "webhooks/widget/export", "webhooks/facebook/webhook"]
ELSEWHERE = ["nowhere", "widget/../../etc/passwd", "%2e%2e/etc/passwd", "a%00b", "%ff"]


@pytest.mark.parametrize("path", [*LATER, *ELSEWHERE])
async def test_a_path_that_is_not_there_is_answered_as_json(client, path):
    async with client.session.get(f"{client.base}/{path}") as response:
        assert response.status == 404
        assert_is_error(await response.json())
