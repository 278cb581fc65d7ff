"""How many short questions, written blind, are heard as what they ask of what was just told.

They are never trained on. Whoever wrote them knew the kinds and the situations by their names alone. A
question is right when its kind is the likeliest of those that may be asked there; to ask nothing further is
one of them.
"""

from pathlib import Path

import pytest
import yaml

from bot import quiet_rasa

quiet_rasa.settle()

from rasa.core.channels.channel import UserMessage
from rasa.utils.endpoints import EndpointConfig

from actions.order_talk.asked_further import LIKELY, kinds_after, likeliest
from actions.order_talk.further_asked import FURTHER_GUESSES
from bot.agent import load_agent
from bot.train import train

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
BLIND = yaml.safe_load(Path(__file__).with_name("blind_further.yml").read_text(encoding="utf-8"))["questions"]

FEWEST_RIGHT, MOST_WRONG = 112, 6

FAILED = "order 7: The payment for it did not go through. Nothing was charged. Items are kept until Friday."
WAITS = "order 7: We are waiting for your bank transfer. We keep your items until Friday 27 November."
BACK = "ask_where_refund_is 7: The refund of order 7 is not paid yet. €9.00 goes back to your card by Friday."
CANCELLED = (
    "7 done Order 7 is cancelled, and nothing of it will be sent. €9.00 goes back to your card by Friday."
)
RETURN = (
    "7 done The return of hat is started. Print the label from https://l.example.org and hand the parcel in "
    "with Nordpost by Friday. €9.00 goes back to your card within 7 days after it has reached us."
)
EXCHANGE = (
    "7 done The exchange of hat for size M is started. Print the label and hand the parcel in with "
    "Nordpost by Friday. Then the new one leaves us when the old one is here."
)
REPORT = (
    "7 done Our team knows now that something of order 7 is damaged, and a person gets back to you within 5 "
    "working days. Keep the item and one or two photos of it."
)
WISHED = "7 done Our team has your wish for a refund of order 7. A person decides, and gets back to you."
COMING = "order 7: Order 7 is on its way with Bluewing. It should arrive on Monday 23 November."
HERE = "order 7: Order 7 is paid and still being packed. It leaves us tomorrow."
PARCELS = "order 7: Order 7 comes in 2 parcels. Parcel 1 is on its way. Parcel 2 is still being packed."
ADDRESS = "7 done Order 7 now goes to 12 Rosenweg, 8004 Zürich. This costs nothing."
NO_ITEMS = (
    "7 refused Order 7 left us on Friday, so its items can't be changed any more. You can start a return."
)
LEFT = (
    "7 refused Order 7 left us on Friday, so it can't be cancelled any more. You can refuse it at the door."
)

TOLD = {
    "payment failed": FAILED,
    "payment failed told": FAILED,
    "unpaid": WAITS,
    "waits for payment": WAITS,
    "waits for its payment": WAITS,
    "invoice told": "ask_for_invoice 7: The invoice for order 7 is number HP-7. Here it is: https://i.example.org",
    "cancelled": CANCELLED,
    "cancellation": CANCELLED,
    "cancellation done": CANCELLED,
    "charged twice": "report_double_charge 7: €9.00 was charged, and €9.00 is only set aside by your bank.",
    "charge": "ask_about_charge 7: For order 7: €9.00 was charged on Friday. The order comes to €9.00.",
    "refund": BACK,
    "return": RETURN,
    "return told": RETURN,
    "return started": RETURN,
    "mail with the return label sent": RETURN,
    "confirmation sent by mail": ADDRESS,
    "mail with a code sent": "7 code sent",
    "order delivered": "order 7: Order 7 was delivered on Thursday 12 November.",
    "exchange": EXCHANGE,
    "exchange started": EXCHANGE,
    "wrong item": REPORT,
    "report of wrong item": REPORT,
    "report of damaged item": REPORT,
    "report done": REPORT,
    "reported missing": "7 done Our team knows now that order 7 is missing, and a person gets back to you.",
    "complaint": "7 done Thank you for telling us. Your words stand with order 7, and a person reads them.",
    "person asked": "asked for a person",
    "refund asked": WISHED,
    "address change done": ADDRESS,
    "address change asked": "7 I will have order 7 sent to 12 Rosenweg, 8004 Zürich. This costs nothing.",
    "address change refused": "7 refused Order 7 left us, so its address can't be changed any more.",
    "change of items done": "7 done The hat is taken off order 7. €9.00 goes back to your card by Friday.",
    "change of items refused": NO_ITEMS,
    "cancellation refused": LEFT,
    "on its way": COMING,
    "late": "order 7: Order 7 is late, and we are sorry. The new day is tomorrow.",
    "being packed": HERE,
    "order being packed": HERE,
    "split order": PARCELS,
    "split order told": PARCELS,
    "express asked": "ask_why_it_is_late 7: I can't make order 7 leave sooner, nor change it to express.",
    "redelivery asked": "faq not-at-home",
    "asked for number": "asked for the number",
    "asked for postcode": "which proof 7",
}


@pytest.fixture(scope="module")
def agent():
    return load_agent(train(ROOT), EndpointConfig())


def test_every_situation_is_one_that_is_known():
    assert {one["told"] for one in BLIND} - set(TOLD) == set()


async def test_most_are_heard_as_what_they_ask(agent):
    heard = [(one["kind"], await kind_of(agent, one)) for one in BLIND]
    right = sum(kind == wanted for wanted, kind in heard)
    wrong = sum(kind is not None and kind != wanted for wanted, kind in heard)
    print(f"{right} of {len(heard)} right, {wrong} taken for another kind")  # noqa: T201
    assert right >= FEWEST_RIGHT
    assert wrong <= MOST_WRONG


async def kind_of(agent, question):
    parsed = await agent.processor.parse_message(UserMessage(text=question["said"]))
    return likeliest(parsed[FURTHER_GUESSES], kinds_after(TOLD[question["told"]]), LIKELY)
