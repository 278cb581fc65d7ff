"""What the team reads of a complaint."""

import pytest

from actions.orders.proof import EmailProof

pytestmark = pytest.mark.model


async def test_what_was_told_before_goes_with_a_complaint_about_all_of_it(customer, order_book):
    known = customer.signed_in("demo-priya")
    await known.say("10016")
    await known.say("the wrong size, then weeks late, and in the end the box was soaked")

    heard = await known.say("no, I want to complain about all of that")

    assert "Your words stand with order 10016" in heard.text
    note = order_book.find("10016", EmailProof("priya.raman@example.com")).reports[-1].note
    assert "the box was soaked" in note
    assert "complain about all of that" in note
