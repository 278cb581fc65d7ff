"""Only the right proof opens an order, and what is wrong looks like what does not exist."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from actions.orders import identifiers
from actions.orders.errors import OrderNotFound
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.proof import (
    Access,
    CustomerProof,
    EmailProof,
    Owner,
    Pass,
    PostcodeProof,
    Proof,
    Tier,
    is_proven,
    tier_of,
)
from tests.actions.orders.sample_orders import an_order

any_text = st.text() | st.text(st.characters(codec=None))
any_proof = (
    st.builds(EmailProof, any_text) | st.builds(PostcodeProof, any_text) | st.builds(CustomerProof, any_text)
)


@given(any_proof)
def test_nothing_proves_an_unknown_order(proof: Proof) -> None:
    assert not is_proven(proof, None)


@given(any_text)
def test_nothing_empty_is_a_proof(text: str) -> None:
    nobody = Owner(email="", postcode="", customer_id=None)

    for proof in (EmailProof(text), PostcodeProof(text), CustomerProof(text)):
        assert not is_proven(proof, nobody)


@given(any_proof, st.integers(0, 10**12))
def test_a_wrong_proof_and_an_unknown_order_cannot_be_told_apart(proof: Proof, number: int) -> None:
    order = an_order()
    assume(not is_proven(proof, Owner(order.email, order.postcode, order.customer_id)))
    assume(str(number) != order.number)

    refused = _refusal(InMemoryOrderBook([order]), order.number, proof)
    unknown = _refusal(InMemoryOrderBook([order]), str(number), proof)

    assert (type(refused), refused.args, vars(refused)) == (type(unknown), unknown.args, vars(unknown))


@given(any_text)
def test_an_email_proves_only_the_order_with_that_email(text: str) -> None:
    order = an_order()
    owner = Owner(order.email, order.postcode, order.customer_id)

    is_theirs = identifiers.email(text) == identifiers.email(order.email)

    assert is_proven(EmailProof(text), owner) is is_theirs


def test_a_customer_is_compared_as_it_is_written() -> None:
    owner = Owner("nora@example.com", "8004", customer_id="Nora")

    assert is_proven(CustomerProof("Nora"), owner)
    assert not is_proven(CustomerProof("nora"), owner)
    assert not is_proven(CustomerProof("Nora "), owner)


def test_what_is_private_does_not_show_when_a_proof_or_an_order_is_logged() -> None:
    order = an_order()

    for value in (EmailProof(order.email), PostcodeProof(order.postcode), CustomerProof("nora"), order):
        shown = repr(value)
        assert order.email not in shown
        assert order.postcode not in shown
        assert "Nora" not in shown
        assert "nora" not in shown


def _refusal(book: InMemoryOrderBook, number: str, proof: Proof) -> OrderNotFound:
    with pytest.raises(OrderNotFound) as caught:
        book.find(number, proof)
    return caught.value


@pytest.mark.parametrize(
    ("access", "tier"),
    [
        (EmailProof("nora.field@example.com"), Tier.SEEN),
        (PostcodeProof("SW1A 1AA"), Tier.SEEN),
        (CustomerProof("nora"), Tier.CONFIRMED),
        (Pass("20001", Tier.SEEN), Tier.SEEN),
        (Pass("20001", Tier.CONFIRMED), Tier.CONFIRMED),
        (Pass("20002", Tier.CONFIRMED), None),
        (Pass("", Tier.CONFIRMED), None),
        (CustomerProof("somebody"), None),
    ],
)
def test_what_is_shown_decides_what_may_be_done(access: Access, tier: Tier | None) -> None:
    owner = Owner("nora.field@example.com", "SW1A 1AA", "nora", "20001")

    assert tier_of(access, owner) is tier
    assert tier_of(access, None) is None


def test_a_pass_opens_no_order_that_has_no_number() -> None:
    assert tier_of(Pass("", Tier.CONFIRMED), Owner("a@example.com", "1", None, "")) is None
