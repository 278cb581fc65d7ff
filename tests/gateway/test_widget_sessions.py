"""Opening a conversation: as a guest, or as a customer whom the shop vouches for."""

import jwt
import pytest

from tests.gateway.conftest import SECRET
from tests.gateway.shop_signing import SHOP_KEYS, customer_token


@pytest.fixture
async def vouched(gateways):
    return await gateways.start(shop_keys=SHOP_KEYS)


async def test_a_guest_opens_a_conversation_of_their_own(running, client):
    visitor, other = await client.open(), await client.open()
    assert visitor.conversation_id != other.conversation_id
    assert running.journal.conversation(visitor.conversation_id).customer_id is None
    assert running.journal.conversation(visitor.conversation_id).channel == "widget"


async def test_a_customer_of_the_shop_is_known_by_the_shops_word(vouched):
    visitor = await vouched.client.open(customer_token=customer_token())
    assert vouched.journal.conversation(visitor.conversation_id).customer_id == "customer-7"


async def test_a_customer_who_comes_back_finds_the_conversation_again(vouched):
    visitor = await vouched.client.open(customer_token=customer_token())
    vouched.journal.append_inbound(visitor.conversation_id, "a", text="where is my order?")
    on_the_phone = await vouched.client.open(customer_token=customer_token())
    somebody_else = await vouched.client.open(customer_token=customer_token(sub="customer-8"))
    guest = await vouched.client.open()

    assert on_the_phone.conversation_id == visitor.conversation_id
    _, body = await on_the_phone.read()
    assert [entry["text"] for entry in body["entries"]] == ["where is my order?"]
    assert visitor.conversation_id not in {somebody_else.conversation_id, guest.conversation_id}


async def test_a_customer_token_does_not_open_a_conversation_by_itself(vouched):
    status, _ = await vouched.client.visitor(customer_token()).read()
    assert status == 401


@pytest.mark.parametrize("changes", [{"exp": 1}, {"aud": "other"}, {"sub": ""}])
async def test_a_bad_customer_token_opens_nothing(vouched, changes):
    body = {"customer_token": customer_token(**changes)}
    async with vouched.client.session.post(vouched.client.url("session"), json=body) as response:
        assert response.status == 401
        assert (await response.json())["error"] == "bad_token"


async def test_the_token_of_a_conversation_names_no_customer(vouched):
    visitor = await vouched.client.open(customer_token=customer_token())
    claims = jwt.decode(visitor.token, SECRET, algorithms=["HS256"], audience="deskbell-conversation")
    assert set(claims) == {"sub", "aud", "iat", "exp"}
    assert claims["sub"] == visitor.conversation_id


async def test_one_address_opens_only_so_many_conversations(gateways):
    running = await gateways.start(has_rate_limit=True)
    client, statuses = running.client, []
    for _ in range(35):
        async with client.session.post(client.url("session"), json={}) as response:
            statuses.append((response.status, response.headers.get("retry-after")))
    assert [status for status, _ in statuses[:30]] == [201] * 30
    assert (429, "2") in statuses


async def test_behind_a_trusted_proxy_each_client_has_a_limit_of_its_own(gateways):
    from ipaddress import ip_network

    running = await gateways.start(has_rate_limit=True, trusted_proxies=(ip_network("127.0.0.0/8"),))
    client = running.client

    async def open_from(address):
        headers = {"x-forwarded-for": address}
        async with client.session.post(client.url("session"), json={}, headers=headers) as response:
            return response.status

    assert 429 in [await open_from("203.0.113.1") for _ in range(35)]
    assert await open_from("203.0.113.2") == 201
