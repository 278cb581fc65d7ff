"""How many sentences, written blind, lead to what they are about. They are never trained on.

A sentence is right when it leads to an action or a help page that the name of its wish asks for; a question
back is not. One of another world is right when it leads to nothing.
"""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot import quiet_rasa

quiet_rasa.settle()

from rasa.utils.endpoints import EndpointConfig

from actions.faq.search import FaqSearch
from actions.faq.shelf import load_shelf
from bot.agent import load_agent
from bot.leads_to import NONE, lead_of
from bot.train import train

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
BLIND, AGAIN = (
    yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    for name in ("blind_wishes.yml", "blind_wishes_again.yml")
)
EITHER = pytest.mark.parametrize("blind", [BLIND, AGAIN], ids=["before the training data", "after it"])
TODAY = date(2026, 11, 22)

# For each wish, by its name alone, the wishes of the bot (first) and the help pages that answer it.
RIGHT = {
    "place_order": ("", "place-an-order order-by-phone"),
    "cancel_order": ("cancel_order", "cancel-an-order"),
    "change_order": ("change_items", "change-items"),
    "check_cancellation_fee": ("", "cancel-an-order"),
    "track_order": ("ask_order_status ask_where_parcels_are ask_when_it_arrives", "track-a-parcel"),
    "delivery_options": (
        "ask_about_delivery_options",
        "delivery-countries delivery-cost delivery-times express-delivery delivery-day parcel-shop",
    ),
    "delivery_period": (
        "ask_when_it_arrives ask_about_delivery_options ask_order_status",
        "delivery-times express-delivery",
    ),
    "set_up_shipping_address": ("change_address", "account-edit change-delivery-address"),
    "change_shipping_address": ("change_address", "account-edit change-delivery-address"),
    "check_invoice": ("ask_for_invoice", "invoice"),
    "get_invoice": ("ask_for_invoice", "invoice"),
    "check_payment_methods": ("", "payment-methods pay-later"),
    "payment_issue": ("report_failed_payment report_double_charge", "payment-declined charged-twice"),
    "check_refund_policy": ("", "refund-times refund-method returns return-deadline"),
    "get_refund": ("ask_for_refund start_return", "refund-times refund-method"),
    "track_refund": ("ask_where_refund_is", "refund-times"),
    "create_account": ("", "account-create"),
    "edit_account": ("", "account-edit"),
    "delete_account": ("", "account-delete"),
    "switch_account": ("", "account-switch"),
    "recover_password": ("", "account-password"),
    "registration_problems": ("", "registration-trouble"),
    "newsletter_subscription": ("", "newsletter-subscribe newsletter-unsubscribe"),
    "complaint": ("complain", "complaints"),
    "review": ("praise", "reviews"),
    "contact_customer_service": ("ask_for_human", "opening-hours"),
    "contact_human_agent": ("ask_for_human", ""),
}
FEWEST_OF_A_HUNDRED = 85
FEWEST_OF_A_WISH = 5
"""Of the twelve or eight of it: no wish may be lost behind the average."""

FEWEST_ELSEWHERE_OF_A_HUNDRED = 80


def right_answers(wish):
    actions, pages = RIGHT[wish]
    return {f"action:{name}" for name in actions.split()} | {f"faq:{slug}" for slug in pages.split()}


@pytest.fixture(scope="module")
def leads_to():
    agent = load_agent(train(ROOT), EndpointConfig("nowhere"))
    faq = FaqSearch(load_shelf(ROOT / "data" / "faq"))

    async def answer(text):
        return (await lead_of(agent, faq, text, TODAY)).answer

    return answer


def test_every_wish_has_its_right_answers():
    assert RIGHT.keys() == {line["wish"] for line in BLIND["sentences"]}


@EITHER
async def test_most_sentences_lead_to_what_they_are_about(leads_to, blind):
    right = Counter()
    for line in blind["sentences"]:
        right[line["wish"]] += await leads_to(line["text"]) in right_answers(line["wish"])
    assert right.total() >= FEWEST_OF_A_HUNDRED / 100 * len(blind["sentences"])
    assert {wish: found for wish, found in right.items() if found < FEWEST_OF_A_WISH} == {}


@EITHER
async def test_most_sentences_of_other_worlds_lead_to_nothing(leads_to, blind):
    answers = [await leads_to(text) for text in blind["other_worlds"]]
    unanswered = sum(answer == NONE for answer in answers)
    assert unanswered >= FEWEST_ELSEWHERE_OF_A_HUNDRED / 100 * len(answers)
