"""Orders in the inbox: only what this conversation's customer has proved, and every look is written down."""

from dataclasses import replace
from datetime import date

import pytest

from actions.orders.changes import CancelOrder
from actions.orders.demo_orders import demo_orders
from actions.orders.errors import OrderBookUnavailable
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.order import OrderState
from actions.orders.proof import CustomerProof
from conversations.capabilities import LASTS, Tier
from conversations.clock import HandClock
from conversations.desk import in_memory_desk, in_memory_identity
from conversations.in_memory_record import InMemoryRecord
from tests.gateway.gateways import Gateways
from tests.gateway.shop_signing import SHOP_KEYS, customer_token
from tests.gateway.team import Colleagues

ORDERS = demo_orders(date(2030, 1, 1))
MINE = next(order for order in ORDERS if order.number == "10042")
ANOTHERS = next(order for order in ORDERS if order.number not in {MINE.number, "10057"})
UNSENT = next(order for order in ORDERS if order.number == "10057")
CANARY = replace(MINE, name="Canary Person", items=(replace(MINE.items[0], name="canary boots"),))
PROOF = f"email:{MINE.email}"


class AwayOrderBook(InMemoryOrderBook):
    def find(self, order_number, access):
        raise OrderBookUnavailable("away")


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def record():
    return InMemoryRecord()


@pytest.fixture
async def gateways(settings, record, clock):
    desk = in_memory_desk(clock, record)
    gateways = Gateways(settings, desk)
    gateways.orders = InMemoryOrderBook([CANARY, UNSENT, ANOTHERS])
    yield gateways
    await gateways.close()
    desk.close()


@pytest.fixture
def prove(record, clock):
    identity = in_memory_identity(record, clock)

    def prove(chat: str, seq: int, number: str = MINE.number) -> None:
        identity.begin_attempt(f"{chat}:{seq}", number, PROOF)
        identity.accept_attempt(f"{chat}:{seq}", number, PROOF)

    return prove


async def test_an_order_is_seen_only_where_its_customer_has_proved_it(client, colleagues, prove):
    theirs, others = await client.open(), await client.open()
    seq = await theirs.say(f"order {MINE.number}", "a")
    await others.say(f"order {MINE.number}", "a")
    ana = await colleagues.come("Ana")
    assert (await ana.get(f"conversations/{theirs.conversation_id}/orders"))[1] == {"orders": []}
    assert not (await ana.whole(theirs.conversation_id))["may_see_orders"]

    prove(theirs.conversation_id, seq)

    assert (await ana.whole(theirs.conversation_id))["may_see_orders"]
    _, answer = await ana.get(f"conversations/{theirs.conversation_id}/orders")
    (order,) = answer["orders"]
    assert (order["number"], order["proof"]) == (MINE.number, "seen")
    assert order["items"][0]["name"] == "canary boots"
    assert order["told"]
    assert {may["what"] for may in order["may"]} >= {"cancel_order", "start_return", "ask_for_refund"}
    assert all(may["because"] and may["label"] for may in order["may"])
    other = f"conversations/{others.conversation_id}"
    for path in ("queue", other, f"{other}/orders"):
        assert "canary" not in str(await ana.get(path)).lower()


async def test_what_may_be_done_with_an_order_that_has_not_left_yet_includes_another_address(
    client, colleagues, prove
):
    visitor = await client.open()
    seq = await visitor.say(f"order {UNSENT.number}", "a")
    prove(visitor.conversation_id, seq, UNSENT.number)
    ana = await colleagues.come("Ana")
    _, answer = await ana.get(f"conversations/{visitor.conversation_id}/orders")
    may = {one["what"]: one for one in answer["orders"][0]["may"]}
    assert may["change_address"]["is_possible"]
    assert may["change_address"]["because"] == "It can still be sent to another address. This costs nothing."
    assert may["cancel_order"]["is_possible"]
    assert not may["start_return"]["is_possible"]


async def test_every_look_that_shows_something_is_in_the_trail(running, client, colleagues, prove):
    visitor = await client.open()
    seq = await visitor.say(f"order {MINE.number}", "a")
    chat, floor = visitor.conversation_id, running.desk.team.floor
    ana, ben = await colleagues.come("Ana"), await colleagues.come("Ben")
    await ana.get(f"conversations/{chat}/orders")
    assert floor.looks(chat) == []
    prove(chat, seq)
    for agent in (ana, ben, ana):
        await agent.whole(chat)
        await agent.get(f"conversations/{chat}/orders")
    assert [(look.agent_id, look.order_number) for look in floor.looks(chat)] == [
        (agent.id, MINE.number) for agent in (ana, ben, ana)
    ]


async def test_a_proof_that_has_expired_shows_nothing(client, colleagues, prove, clock):
    visitor = await client.open()
    seq = await visitor.say(f"order {MINE.number}", "a")
    prove(visitor.conversation_id, seq)
    ana = await colleagues.come("Ana")
    clock.move(LASTS[Tier.SEEN])
    assert (await ana.get(f"conversations/{visitor.conversation_id}/orders"))[1] == {"orders": []}


async def test_a_customer_whom_the_shop_vouches_for_has_proved_their_own(gateways):
    gateways.orders = InMemoryOrderBook([replace(CANARY, customer_id="customer-7"), ANOTHERS])
    running = await gateways.start(shop_keys=SHOP_KEYS)
    visitor = await running.client.open(customer_token=customer_token())
    await visitor.say("my orders", "a")
    colleagues = Colleagues(running)
    ana = await colleagues.come("Ana")
    _, answer = await ana.get(f"conversations/{visitor.conversation_id}/orders")
    assert [(order["number"], order["proof"]) for order in answer["orders"]] == [(MINE.number, "signed_in")]
    await colleagues.close()


async def test_a_shop_that_is_away_is_said_and_nothing_is_noted(gateways, prove):
    gateways.orders = AwayOrderBook([CANARY])
    running = await gateways.start()
    visitor = await running.client.open()
    seq = await visitor.say(f"order {MINE.number}", "a")
    prove(visitor.conversation_id, seq)
    colleagues = Colleagues(running)
    ana = await colleagues.come("Ana")
    status, answer = await ana.get(f"conversations/{visitor.conversation_id}/orders")
    assert (status, answer["error"]) == (503, "busy")
    assert running.desk.team.floor.looks(visitor.conversation_id) == []
    await colleagues.close()


async def test_every_order_of_the_demo_can_be_shown(gateways, client, colleagues, prove):
    """In every state: what may be done is weighed for each of them."""
    for order in ORDERS[:40]:
        gateways.orders.put(order)
    ana = await colleagues.come("Ana")
    for order in ORDERS[:40]:
        visitor = await client.open()
        seq = await visitor.say(f"order {order.number}", "a")
        prove(visitor.conversation_id, seq, order.number)
        status, answer = await ana.get(f"conversations/{visitor.conversation_id}/orders")
        assert (status, answer["orders"][0]["number"]) == (200, order.number)


async def test_what_the_shops_tables_left_to_the_team_is_shown(client, colleagues, prove, gateways):
    left = replace(CANARY, state=OrderState.PAID, parcels=(), left_to_team=("cancel_order",))
    gateways.orders.put(left)
    gateways.orders.change(
        left.number, CustomerProof(left.customer_id), CancelOrder(), key="k", version=left.version
    )
    visitor = await client.open()
    prove(visitor.conversation_id, await visitor.say("my order", "a"))
    ana = await colleagues.come("Ana")
    _, answer = await ana.get(f"conversations/{visitor.conversation_id}/orders")
    (asked,) = answer["orders"][0]["asked_of_team"]
    assert asked["what"] == "Cancel the order"
    assert asked["at"]
