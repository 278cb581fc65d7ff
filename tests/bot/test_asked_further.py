"""What a short question asks further of what was told last, by how likely each kind of question is."""

import pytest

from actions.order_talk.asked_further import AGAIN, LOOK, SURE, asked_further
from actions.order_talk.further_asked import NOTHING_FURTHER, Asked
from actions.order_talk.further_facts import Further
from actions.order_talk.matters import Matter
from actions.order_talk.terms_asked import Term

UNPAID = "order 10058: We are waiting for your bank transfer. We keep your items until Friday 27 November."
PARCELS = "order 10047: Order 10047 comes in 2 parcels. Parcel 2 is still being packed."
BACK = "ask_where_refund_is 10044: €119.00 goes back to your PayPal account by Tuesday 24 November."
INVOICE = "ask_for_invoice 10030: The invoice for order 10030 is number HP-10030."
COMING = "order 10042: It should arrive on Monday 23 November."
REFUSED = "refused Order 10042 left us, so it can't be cancelled. You can refuse the parcel."
DONE = "done Order 10057 now goes to 12 Rosenweg."
STARTED = "10030 done The return of Tern daypack is started. Please hand the parcel in by Wednesday."
OFFERED = "10030 For order 10030 I will start the return of Tern daypack. The label costs you nothing."
REPORTED = "9988 done Our team knows now that something of order 9988 is damaged."

ANSWERS = [
    (UNPAID, Asked.PAY_BY_WHEN, Further.PAY_BY_WHEN),
    (UNPAID, Asked.HOW_TO_PAY, Matter.FAILED_PAYMENT),
    (UNPAID, Asked.ANYTHING_TAKEN, Further.TAKEN),
    (INVOICE, Asked.IF_NOT_PAID, "faq pay-later"),
    (INVOICE, Asked.MAIL_NOT_HERE, Matter.INVOICE),
    (PARCELS, Asked.DELIVERY_TWICE, Further.DELIVERY_ONCE),
    (PARCELS, Asked.OTHER_PARCEL, Further.PART_HERE),
    (BACK, Asked.ALL_MONEY_BACK, Further.ALL_BACK),
    (BACK, Asked.IF_NO_MONEY, Further.NO_MONEY),
    (COMING, Asked.IS_DAY_SURE, Further.SURE),
    (COMING, Asked.REFUSE_AT_DOOR, Further.REFUSE),
    (COMING, Asked.NOBODY_HOME, Further.NOBODY_HOME),
    (REFUSED, Asked.WHY_NOT, AGAIN),
    (REFUSED, Asked.RETURN_LATER, Further.RETURN_UNTIL),
    (DONE, Asked.COSTS_EXTRA, Term.COST),
    (DONE, Asked.IS_IT_DONE, LOOK),
    (STARTED, Asked.WHERE_LABEL, Further.LABEL),
    (STARTED, Asked.HAND_IN_BY_WHEN, Further.HAND_IN),
    (OFFERED, Asked.WHERE_LABEL, "faq return-label"),
    (OFFERED, Asked.ALL_MONEY_BACK, Term.MONEY),
    (REPORTED, Asked.PHOTOS_NEEDED, Term.KEEP),
    (REPORTED, Asked.HOW_WILL_I_HEAR, Further.HOW_HEARD),
    (REPORTED, Asked.WHAT_SUM, Further.REPORT_MONEY),
    (REPORTED, Asked.MONEY_BACK_WHEN, Further.REPORT_MONEY),
    (REPORTED, Asked.REPORT_NEWS, Further.REPORT_NEWS),
    (UNPAID, Asked.WHERE_TO_TRANSFER, Further.TRANSFER_TO),
    (UNPAID, Asked.UNTIL_WHEN, Further.PAY_BY_WHEN),
    (STARTED, Asked.UNTIL_WHEN, Further.HAND_IN),
    (COMING, Asked.WHOLE_OR_PART, Further.WHOLE_OR_PART),
    (BACK, Asked.REFUND_ELSEWHERE, Further.BACK_ELSEWHERE),
    (BACK, Asked.CREDIT_NOTE, Further.CREDIT_NOTE),
]


@pytest.mark.parametrize(("told", "asked", "answer"), ANSWERS)
def test_what_was_told_last_says_what_answers(told, asked, answer):
    assert asked_further({asked: 0.9, NOTHING_FURTHER: 0.1}, [told])[0] == answer


def test_a_kind_counts_beside_those_that_fit_what_was_told():
    guesses = {Asked.HOW_TO_PACK: 0.5, Asked.PAY_LATER: 0.4, NOTHING_FURTHER: 0.1}
    assert asked_further(guesses, [UNPAID]) == (Further.PAY_LATER,)
    assert asked_further(guesses, [STARTED]) == ("faq return-condition",)
    assert asked_further(guesses, ["utter_greet"]) == ()


def test_what_is_surer_to_ask_nothing_further_is_left_to_what_it_was_heard_as():
    assert asked_further({Asked.PAY_LATER: 0.3, NOTHING_FURTHER: 0.6}, [UNPAID]) == ()


def test_what_is_hardly_likely_is_no_question_even_where_no_other_fits():
    assert asked_further({Asked.PAY_LATER: 0.05, Asked.HOW_TO_PACK: 0.94}, [UNPAID]) == ()


def test_more_is_needed_where_the_words_were_heard_as_something_else():
    guesses = {Asked.PAY_LATER: 0.6, NOTHING_FURTHER: 0.3}
    assert asked_further(guesses, [UNPAID]) == (Further.PAY_LATER,)
    assert asked_further(guesses, [UNPAID], SURE) == ()


def test_the_latest_answer_that_fits_is_meant():
    guesses = {Asked.HOW_THE_SUM_COMES: 0.9, NOTHING_FURTHER: 0.1}
    assert asked_further(guesses, [UNPAID, BACK])[0] is Further.ALL_BACK
    assert asked_further(guesses, [BACK, UNPAID])[0] is Further.SUM
    assert asked_further(guesses, [UNPAID, "faq jobs", "faq cookies", "faq reviews"]) == ()
