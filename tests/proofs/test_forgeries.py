"""The proof that no forged or replayed token is accepted, over HTTP. Codes: `test_replayed_codes.py`."""

import random
from collections import Counter
from dataclasses import replace

import jwt
import pytest

from conversations.desk import in_memory_desk
from gateway.shop_keys import read_shop_keys
from tests.conftest import PROVE
from tests.gateway.conftest import SECRET, settings_for
from tests.gateway.gateways import Gateways
from tests.gateway.shop_signing import SHOP_KEYS, customer_token, describe
from tests.proofs.forging import Forger, expired

FORGERIES = 5_000 if PROVE else 500
SEED = 20261122
SAID_TO_ALL = {
    "error": "bad_token",
    "message": "The customer token is not valid or has expired. Ask the shop for a new one.",
}
OLD, NEW, NEWEST = "o" * 32, "n" * 32, "x" * 32


@pytest.fixture
async def gateways(tmp_path):
    desk = in_memory_desk()
    gateways = Gateways(replace(settings_for(tmp_path / "web"), shop_keys=SHOP_KEYS), desk)
    yield gateways
    await gateways.close()
    desk.close()


@pytest.fixture
async def running(gateways):
    return await gateways.start()


async def session_status(client, token):
    status, answer = await client.post("session", {"customer_token": token})
    return status, answer


async def statuses(client, token):
    """Of every call that a conversation's token opens."""
    visitor = client.visitor(token)
    events = client.url("events")
    async with client.session.get(events, headers=visitor.headers) as response:
        streamed = response.status
    posted, _ = await visitor.post(id="m", text="hello")
    read, _ = await visitor.read()
    return {streamed, posted, read, await visitor.rate(1, True)}


@pytest.mark.proof
async def test_no_forged_token_of_a_conversation_opens_anything(running):
    mine, theirs = await running.client.open(), await running.client.open()
    await theirs.say("only mine", "m1")
    claims = jwt.decode(mine.token, SECRET, algorithms=["HS256"], audience="deskbell-conversation")
    forger, made = Forger(random.Random(SEED), mine.token, claims, {}), Counter()
    for _ in range(FORGERIES):
        how, token = forger.forge(theirs.conversation_id)
        made[how] += 1
        assert await statuses(running.client, token) == {401}, (how, token)
    assert len(made) == 11
    assert (await mine.read())[0] == 200
    assert [entry.text for entry in running.journal.read_entries(theirs.conversation_id, 0)] == ["only mine"]


@pytest.mark.proof
async def test_no_forged_token_of_a_customer_opens_a_conversation(running):
    valid = customer_token()
    claims = jwt.decode(valid, options={"verify_signature": False})
    forger, made = Forger(random.Random(SEED), valid, claims, {"kid": "k1"}), Counter()
    for _ in range(FORGERIES):
        how, token = forger.forge("customer-8")
        made[how] += 1
        assert await session_status(running.client, token) == (401, SAID_TO_ALL), (how, token)
    assert len(made) == 11
    assert (await session_status(running.client, valid))[0] == 201


async def test_a_token_is_good_for_what_it_was_made_for_only(running):
    guest = await running.client.open()
    claims = jwt.decode(guest.token, SECRET, algorithms=["HS256"], audience="deskbell-conversation")
    for_customers = jwt.encode({**claims, "aud": "deskbell"}, SECRET, headers={"kid": "k1"})
    for token in (guest.token, for_customers):
        assert (await session_status(running.client, token))[0] == 401
    late = jwt.encode(expired(claims), SECRET)
    for token in (customer_token(), customer_token(aud="deskbell-conversation"), for_customers, late):
        assert await statuses(running.client, token) == {401}


async def test_claims_beside_the_customer_change_nothing(running):
    token = customer_token(customer_id="customer-8", tier="confirmed", orders=["10042"], admin=True)
    visitor = await running.client.open(customer_token=token)
    assert running.journal.conversation(visitor.conversation_id).customer_id == "customer-7"


async def test_two_keys_are_live_at_once_and_change_while_the_gateway_runs(gateways, tmp_path):
    file = tmp_path / "keys.json"

    def put(**keys):
        aside = file.with_suffix(".new")
        aside.write_text(describe(**{kid: ("HS256", key) for kid, key in keys.items()}))
        aside.replace(file)

    def signed(kid, key):
        claims = jwt.decode(customer_token(), options={"verify_signature": False})
        return jwt.encode(claims, key, headers={"kid": kid})

    async def accepted(*tokens):
        return [(await session_status(client, token))[0] == 201 for token in tokens]

    put(old=OLD, new=NEW)
    client = (await gateways.start(shop_keys=read_shop_keys(str(file)))).client
    old, new, newest = signed("old", OLD), signed("new", NEW), signed("newest", NEWEST)
    assert await accepted(old, new, newest) == [True, True, False]
    assert await accepted(signed("new", OLD), signed("old", NEW)) == [False, False]
    put(new=NEW, newest=NEWEST)
    assert await accepted(old, new, newest) == [False, True, True]
