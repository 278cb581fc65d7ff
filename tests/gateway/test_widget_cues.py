"""What comes of a cue: an offer or silence, and never anything else."""

import asyncio

import pytest

from conversations.errors import JournalUnavailable
from tests.gateway.answering import answer_all
from tests.gateway.offering import DEVICE, PAGE, PAYMENT_FAILED
from tests.gateway.shop_signing import SHOP_KEYS, customer_token

OTHER_DEVICE = "device-9876543210"
SILENCE = (204, None)


@pytest.fixture
async def vouched(gateways):
    return (await gateways.start(shop_keys=SHOP_KEYS)).client


async def offer_of(client, visitor=DEVICE, **fields):
    status, answer = await client.cue(visitor, **fields)
    assert status == 200
    return answer["offer"]


async def test_a_cue_gets_an_offer_of_one_line(client):
    offer = await offer_of(client, page=PAGE)
    assert offer == {"id": offer["id"], "text": PAYMENT_FAILED.text}
    assert len(offer["id"]) >= 22


async def test_there_is_one_offer_at_a_time(client):
    await offer_of(client)
    assert await client.cue(DEVICE) == SILENCE
    assert await client.cue(DEVICE, "page_error") == SILENCE


async def test_every_device_is_considered_by_itself(client):
    first, second = await offer_of(client), await offer_of(client, OTHER_DEVICE)
    assert first["id"] != second["id"]


@pytest.mark.parametrize("outcome", ["accepted", "declined", "ignored", "never"])
async def test_after_any_answer_the_device_hears_no_more_in_this_visit(client, outcome):
    offer = await offer_of(client)
    await client.end_offer(offer["id"], outcome)
    assert await client.cue(DEVICE) == SILENCE
    assert await client.cue(DEVICE, "page_error") == SILENCE


@pytest.mark.parametrize("outcome", ["declined", "ignored", "never"])
async def test_the_no_of_a_customer_holds_on_every_device(vouched, outcome):
    offer = await offer_of(vouched, customer_token=customer_token())
    await vouched.end_offer(offer["id"], outcome)
    assert await vouched.cue(OTHER_DEVICE, customer_token=customer_token()) == SILENCE


async def test_a_guest_on_another_device_is_not_bound_by_it(vouched):
    offer = await offer_of(vouched, customer_token=customer_token())
    await vouched.end_offer(offer["id"], "declined")
    await offer_of(vouched, OTHER_DEVICE)
    await offer_of(vouched, "device-of-customer-8", customer_token=customer_token(sub="customer-8"))


@pytest.mark.parametrize("changes", [{"exp": 1}, {"aud": "other"}, {"sub": ""}])
async def test_a_bad_customer_token_is_refused_and_not_taken_for_a_guests(vouched, changes):
    status, answer = await vouched.cue(DEVICE, customer_token=customer_token(**changes))
    assert (status, answer["error"]) == (401, "bad_token")
    await offer_of(vouched)


async def test_a_device_with_a_conversation_open_is_left_alone(running, client):
    visitor = await client.open()
    await visitor.say("hello", "a")
    answer_all(running.journal)
    assert await client.cue(DEVICE, token=visitor.token) == SILENCE
    await offer_of(client, OTHER_DEVICE)


async def test_a_customer_with_a_conversation_open_elsewhere_is_left_alone(vouched):
    visitor = await vouched.open(customer_token=customer_token())
    await visitor.say("hello", "a")
    assert await vouched.cue(DEVICE, customer_token=customer_token()) == SILENCE


async def test_a_bad_token_of_a_conversation_is_refused_and_not_taken_for_none(client):
    status, answer = await client.cue(DEVICE, token="forged")
    assert (status, answer["error"]) == (401, "bad_token")
    await offer_of(client)


async def test_a_cue_that_the_shop_has_switched_off_is_met_with_silence(client):
    assert await client.cue(DEVICE, "rage_click") == SILENCE
    await offer_of(client)


FORBIDDEN = ["page_view", "time_on_page", "scroll_depth", "exit_intent", "idle", "cart_value", "purchase"]


@pytest.mark.parametrize("name", [*FORBIDDEN, "returning_visitor", "unknown", "PAYMENT_FAILED", "10042"])
async def test_what_is_no_cue_of_the_shop_is_refused(client, name):
    status, answer = await client.cue(DEVICE, name)
    assert (status, answer["error"]) == (422, "unusable")
    assert name not in answer["message"]


@pytest.mark.parametrize("page", [{}, {"order_number": "10042"}, {"order_number": "no such order"}])
async def test_no_answer_depends_on_whether_there_is_such_an_order(client, page):
    offer = await offer_of(client, page=page)
    assert offer["text"] == PAYMENT_FAILED.text
    assert await client.cue(DEVICE, page=page) == SILENCE


async def test_many_cues_at_once_get_one_offer(client):
    answers = await asyncio.gather(*(client.cue(DEVICE) for _ in range(20)))
    assert sorted(status for status, _ in answers) == [200] + [204] * 19


async def test_two_gateways_make_one_offer(gateways):
    clients = [(await gateways.start()).client for _ in range(2)]
    answers = await asyncio.gather(*(clients[number % 2].cue(DEVICE) for number in range(20)))
    assert sorted(status for status, _ in answers) == [200] + [204] * 19


async def test_an_offer_of_one_gateway_is_accepted_at_another(gateways):
    first, second = [(await gateways.start()).client for _ in range(2)]
    offer = await offer_of(first)
    status, opened = await second.end_offer(offer["id"], "accepted")
    assert status == 200
    _, read = await first.visitor(opened["token"]).read()
    assert read["entries"][0]["text"] == PAYMENT_FAILED.text


async def test_one_visitor_sends_only_so_many_cues(gateways):
    client = (await gateways.start(has_rate_limit=True)).client
    statuses = [(await client.cue(DEVICE))[0] for _ in range(30)]
    assert statuses[:20] == [200] + [204] * 19
    assert 429 in statuses
    await offer_of(client, OTHER_DEVICE)


async def test_one_address_sends_only_so_many_cues_whatever_devices_it_makes_up(gateways):
    client = (await gateways.start(has_rate_limit=True)).client
    statuses = []
    for number in range(200):
        fields = {"visitor": f"made-up-device-{number}", "cue": "payment_failed"}
        async with client.session.post(client.url("cues"), json=fields) as response:
            statuses.append((response.status, "retry-after" in response.headers))
    assert statuses[:120] == [(200, False)] * 120
    assert (429, True) in statuses


class LostLedger:
    def consider(self, cue, who):
        raise JournalUnavailable("away")

    def close(self):
        pass


class BuggyLedger(LostLedger):
    """Fails in a way that nobody foresaw, with all that it knows in the message."""

    def consider(self, cue, who):
        raise KeyError(f"bug with {who} and {cue}")


async def test_without_a_database_a_cue_is_told_to_try_later(gateways):
    gateways.take(ledger=LostLedger())
    client = (await gateways.start()).client
    status, answer = await client.cue(DEVICE)
    assert (status, answer["error"]) == (503, "busy")


async def test_a_bug_tells_nobody_whose_cue_it_was(gateways, capsys):
    gateways.take(ledger=BuggyLedger())
    client = (await gateways.start()).client
    status, answer = await client.cue(DEVICE, page=PAGE)
    logged = "".join(capsys.readouterr())
    assert status == 500
    assert "KeyError" in logged
    for private in (DEVICE, PAGE["order_number"], PAYMENT_FAILED.text):
        assert private not in logged
        assert private not in answer["message"]
