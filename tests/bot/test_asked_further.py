"""What a short question asks further of what was told last."""

import pytest

from actions.order_talk.asked_further import TERM, Further, asked_further
from actions.order_talk.matters import Matter

UNPAID = "order 10058: We are waiting for your bank transfer. We keep your items until Friday 27 November."
PARCELS = "order 10047: Order 10047 comes in 2 parcels. Parcel 2 is still being packed."
BACK = "ask_where_refund_is 10044: €119.00 goes back to your PayPal account by Tuesday 24 November."
CHARGED = "ask_about_charge 10030: The order comes to €93.90."
COMING = "order 10042: It should arrive on Monday 23 November."
REFUSED = (
    "refused Order 10042 left us, so it can't be cancelled. You can refuse the parcel, or start a return."
)
DONE = "done Order 10057 now goes to 12 Rosenweg."

ASKED = [
    (UNPAID, "until when?", Further.PAY_UNTIL),
    (UNPAID, "what happens if I don't send it", Further.PAY_UNTIL),
    (UNPAID, "and am I charged now?", Further.TAKEN),
    (PARCELS, "does it cost me more?", Further.DELIVERY_ONCE),
    (PARCELS, "can't you ship both in one box", Further.HELD_BACK),
    (PARCELS, "and the one that has not left?", Further.PART_HERE),
    (BACK, "is that everything?", Further.ALL_BACK),
    (BACK, "plus the postage?", Further.ALL_BACK),
    (BACK, "is something kept from it?", Further.ALL_BACK),
    (UNPAID, "may I pay next week?", Further.PAY_UNTIL),
    (BACK, "where will it go", Matter.REFUND_PLACE),
    (BACK, "and if it doesn't come?", "faq refund-times"),
    (CHARGED, "how much of it was delivery", Further.DELIVERY_OF_IT),
    (COMING, "how sure is that", Further.SURE),
    (COMING, "around what time", Matter.ARRIVAL),
    (COMING, "any chance before the weekend?", Further.FASTER),
    (REFUSED, "how many days do I have for that", "faq return-deadline"),
    (REFUSED, "but you still have it there", "again"),
    (DONE, "was there a fee?", TERM),
    (DONE, "does this delay anything?", Further.ON_TIME),
]
OF_THEIR_OWN = [
    (UNPAID, "how long does delivery take?"),
    (PARCELS, "what about my other order from October"),
    (BACK, "I want to return the boots"),
    (COMING, "cancel it"),
    (COMING, "what if I am not in"),
    (CHARGED, "where is it"),
    ("utter_greet", "how long?"),
]


@pytest.mark.parametrize(("told", "text", "answer"), ASKED)
def test_what_was_told_last_says_what_is_asked(told, text, answer):
    assert asked_further(text, [told]) == answer


@pytest.mark.parametrize(("told", "text"), OF_THEIR_OWN)
def test_a_question_with_a_matter_of_its_own_is_left_to_it(told, text):
    assert asked_further(text, [told]) is None


def test_the_latest_answer_that_fits_is_meant():
    assert asked_further("how long", [UNPAID, BACK]) is Matter.REFUND_PLACE
    assert asked_further("how long", [BACK, UNPAID]) is Further.PAY_UNTIL
    assert asked_further("how long", [UNPAID, "faq jobs", "faq cookies"]) is None
