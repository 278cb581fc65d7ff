"""Runs the conversations in `*.yml` beside this file: what the customer says, and what must come back.

A step is `customer` (text; `the code` types that of the latest mail; or `picks` a choice by its label, with
`page` for the order in view, `times` to repeat it), or what the `team` does (`takes`, `hands back`, `closes`
it); then any of `bot` (each of these stands in the bot's
words), `never` (none of these does), `choices` (each is offered), `lacks` (none is), `outcome`, `reason`,
`owner`, `notices` (what the customer waits to be told), `orders` (their states in the order book by now). A
file may begin with `signed_in: <customer id>`, and `now: <time>` for another than NOW.
"""

import re
from pathlib import Path

import pytest
import yaml

from actions.orders.demo_orders import demo_orders
from actions.orders.proof import EmailProof
from conversations.accounts import save_account
from tests.dialogues.conftest import NOW
from tests.gateway.team import CHEAP_PASSWORDS, PASSWORD

pytestmark = pytest.mark.model

FILES = sorted(Path(__file__).parent.glob("*.yml"))
KEYS = {
    "customer",
    "picks",
    "page",
    "bot",
    "never",
    "choices",
    "lacks",
    "outcome",
    "owner",
    "notices",
    "times",
    "reason",
    "orders",
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_conversation(file, customer, mailer, order_book, clock, desk):
    conversation = yaml.safe_load(file.read_text(encoding="utf-8"))
    clock.move(conversation.get("now", NOW) - NOW)
    if "signed_in" in conversation:
        customer = customer.signed_in(conversation["signed_in"])
    for step in conversation["steps"]:
        if "team" in step:
            act(step["team"], customer, desk.team)
            continue
        if "new_chat_of" in step:
            customer = customer.signed_in(step["new_chat_of"])
            continue
        assert step.keys() <= KEYS
        for _ in range(step.get("times", 1)):
            heard = await take(step, customer, mailer)
        check(step, heard, customer)
        assert {number: state_of(order_book, number) for number in step.get("orders", {})} == step.get(
            "orders", {}
        )


def state_of(order_book, number):
    """As somebody from the shop sees it: the demo's orders prove themselves by their own e-mail."""
    email = next(order.email for order in demo_orders(NOW.date()) if order.number == number)
    return order_book.find(number, EmailProof(email)).state.value


def act(what, customer, team):
    ana = save_account(team.accounts, "Ana", "ana@shop.example", PASSWORD, CHEAP_PASSWORDS)
    acts = {"takes": team.floor.take, "hands back": team.floor.hand_back, "closes": team.floor.close}
    acts[what](customer.conversation, ana)


async def take(step, customer, mailer):
    if step.get("customer") == "the code":
        return await customer.say(re.search(r"\b\d{6}\b", mailer.sent[-1].text)[0])
    if "picks" in step:
        return await customer.pick(step["picks"])
    return await customer.say(step["customer"], page=step.get("page"))


def check(step, heard, customer):
    said = heard.text.lower()
    for part in step.get("bot", []):
        assert part.lower() in said, f"{step}: {heard.text}"
    for part in step.get("never", []):
        assert part.lower() not in said, f"{step}: {heard.text}"
    for label in step.get("choices", []):
        assert label in heard.choices, f"{step}: {list(heard.choices)}"
    for label in step.get("lacks", []):
        assert label not in heard.choices, f"{step}: {list(heard.choices)}"
    assert heard.outcome == step.get("outcome", "answered")
    if "reason" in step:
        assert heard.reason == step["reason"]
    if "notices" in step:
        assert customer.notices == step["notices"]
    if "owner" in step:
        assert customer.owner == step["owner"]
