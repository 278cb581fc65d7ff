"""What a proof allows, for how long, and to whom, asked of every adapter."""

from datetime import timedelta

import pytest

from conversations.capabilities import Capability, Tier
from tests.conversations.proving import EMAIL, ORDER, OTHER_ORDER, Office

HOUR = timedelta(hours=1)
JUST_BEFORE = timedelta(microseconds=-1)


def test_who_proved_an_order_may_see_it_and_not_change_it(office: Office):
    conversation = office.open()
    assert office.identity.pass_for(conversation, ORDER, Tier.SEEN) is None
    office.prove(conversation)

    seen = Capability(ORDER, Tier.SEEN, office.clock() + HOUR)
    assert office.identity.pass_for(conversation, ORDER, Tier.SEEN) == seen
    assert office.identity.pass_for(conversation, ORDER, Tier.CONFIRMED) is None


def test_a_proof_that_was_begun_allows_nothing(office: Office):
    conversation = office.open()
    office.identity.begin_attempt(office.message(conversation), ORDER, EMAIL)

    assert office.identity.pass_for(conversation, ORDER, Tier.SEEN) is None


def test_a_proof_counts_for_its_order_and_its_conversation_only(office: Office):
    mine, yours = office.open("ada"), office.open("ada")
    office.prove(mine)

    assert office.identity.pass_for(mine, OTHER_ORDER, Tier.SEEN) is None
    assert office.identity.pass_for(yours, ORDER, Tier.SEEN) is None
    assert office.identity.capabilities_of(yours) == []


def test_a_capability_ends_after_an_hour_however_often_it_is_used(office: Office):
    conversation = office.open()
    office.prove(conversation)
    for _ in range(4):
        assert office.identity.pass_for(conversation, ORDER, Tier.SEEN) is not None
        office.clock.move(HOUR / 4)

    assert office.identity.pass_for(conversation, ORDER, Tier.SEEN) is None
    assert office.identity.capabilities_of(conversation) == []
    office.clock.move(JUST_BEFORE)
    assert office.identity.pass_for(conversation, ORDER, Tier.SEEN) is not None


def test_a_new_proof_counts_from_its_own_moment(office: Office):
    conversation = office.open()
    office.prove(conversation)
    office.clock.move(HOUR / 2)
    office.prove(conversation)
    office.clock.move(HOUR / 2)

    assert office.identity.capabilities_of(conversation) == [
        Capability(ORDER, Tier.SEEN, office.clock() + HOUR / 2)
    ]


def test_accepting_again_makes_nothing_last_longer(office: Office):
    conversation = office.open()
    message = office.message(conversation)
    office.identity.begin_attempt(message, ORDER, EMAIL)
    office.identity.accept_attempt(message, ORDER, EMAIL)
    office.clock.move(HOUR)
    office.identity.accept_attempt(message, ORDER, EMAIL)

    assert office.identity.pass_for(conversation, ORDER, Tier.SEEN) is None


def test_the_latest_proof_comes_first(office: Office):
    conversation = office.open()
    for order_number in (ORDER, OTHER_ORDER, "10044", ORDER):
        office.prove(conversation, order_number)

    held = office.identity.capabilities_of(conversation)
    assert [capability.order_number for capability in held] == [ORDER, "10044", OTHER_ORDER]


def test_what_is_revoked_is_gone_until_it_is_proved_again(office: Office):
    conversation, other = office.open(), office.open()
    message = office.message(conversation)
    office.identity.begin_attempt(message, ORDER, EMAIL)
    office.identity.accept_attempt(message, ORDER, EMAIL)
    for held_by in (conversation, other):
        office.prove(held_by, OTHER_ORDER)
    office.identity.revoke(conversation, ORDER)
    office.identity.accept_attempt(message, ORDER, EMAIL)

    assert office.identity.pass_for(conversation, ORDER, Tier.SEEN) is None
    assert office.identity.pass_for(conversation, OTHER_ORDER, Tier.SEEN) is not None
    office.identity.revoke(conversation)
    assert office.identity.capabilities_of(conversation) == []
    assert office.identity.pass_for(other, OTHER_ORDER, Tier.SEEN) is not None
    office.prove(conversation)
    assert office.identity.pass_for(conversation, ORDER, Tier.SEEN) is not None


@pytest.mark.parametrize("name", ["", "nobody", "a\0b", "\ud800"])
def test_who_is_not_known_holds_nothing(office: Office, name: str):
    conversation = office.open()
    office.prove(conversation)

    assert office.identity.pass_for(name, ORDER, Tier.SEEN) is None
    assert office.identity.pass_for(conversation, name, Tier.SEEN) is None
    assert office.identity.capabilities_of(name) == []
    office.identity.revoke(name)
    office.identity.revoke(conversation, name)
    assert office.identity.pass_for(conversation, ORDER, Tier.SEEN) is not None
