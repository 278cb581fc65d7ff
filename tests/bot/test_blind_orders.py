"""How many sentences, written blind, reach what they are about. They are never trained on."""

from pathlib import Path

import pytest
import yaml

from bot import quiet_rasa

quiet_rasa.settle()

from rasa.core.channels.channel import UserMessage
from rasa.utils.endpoints import EndpointConfig

from bot.agent import load_agent
from bot.train import train

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
SENTENCES, AGAIN, THIRD = (
    yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))["sentences"]
    for name in ("blind_orders.yml", "blind_orders_again.yml", "blind_orders_third.yml")
)
HEARD_AS = {
    "where_is_order": "ask_order_status",
    "where_is_parcel_of_split_order": "ask_where_parcels_are",
    "when_does_it_arrive": "ask_when_it_arrives",
    "why_is_it_late": "ask_why_it_is_late",
    "cancel_order": "cancel_order",
    "change_delivery_address": "change_address",
    "change_or_remove_items": "change_items",
    "start_return": "start_return",
    "exchange_item": "start_exchange",
    "return_some_items_or_reason_or_label": "start_return",
    "report_parcel_missing": "report_missing_parcel",
    "report_damaged": "report_damaged_item",
    "report_wrong_item": "report_wrong_item",
    "ask_for_refund": "ask_for_refund",
    "where_is_refund": "ask_where_refund_is",
    "get_invoice": "ask_for_invoice",
    "explain_charge": "ask_about_charge",
    "payment_failed": "report_failed_payment",
    "charged_twice": "report_double_charge",
    "delivery_options_and_dates": "ask_about_delivery_options",
    "complaint_about_order": "complain",
    "praise_about_order": "praise",
}
FEWEST = 180
"""Of 200, as issue 4 asks; docs/figures.md says how many there are."""

FEWEST_AGAIN = 95
"""Of 110, in terser and odder words, which came after the training data: what was measured, less three."""

FEWEST_OF_THIRD = 119
"""Of 132, written after that by somebody else: nine in ten."""

LISTS = [(SENTENCES, FEWEST), (AGAIN, FEWEST_AGAIN), (THIRD, FEWEST_OF_THIRD)]


@pytest.mark.parametrize(("sentences", "fewest"), LISTS)
async def test_most_sentences_that_nobody_trained_on_are_heard(sentences, fewest):
    agent = load_agent(train(ROOT), EndpointConfig("nowhere"))
    heard = [await _intent(agent, line["text"]) == HEARD_AS[line["wish"]] for line in sentences]
    assert sum(heard) >= fewest


async def _intent(agent, text):
    return (await agent.processor.parse_message(UserMessage(text)))["intent"]["name"]
