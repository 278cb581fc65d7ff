"""Who owns the floor and what a support agent may do, on every adapter."""

import pytest

from conversations.entries import ChoiceMeaning, ChoiceToOffer, Words
from conversations.errors import OwnerChangeRefused, PermitRefused, UnknownConversation
from conversations.journal import Conversation, Journal, TurnResult
from conversations.ownership import Owner, Ownership
from tests.conversations.telling import ANSWERED, YES, answer, claim, kinds, spoken

NO_PERSON = ChoiceToOffer("I no longer need a person", ChoiceMeaning("decline_human"))


@pytest.fixture
def no_person(journal: Journal, conversation: Conversation) -> str:
    """The choice under the answer to who asked for a person, while Ana has the floor."""
    journal.append_inbound(conversation.id, "asks", text="a person please")
    words = Words("You are first in line.", (NO_PERSON,))
    journal.commit_turn(claim(journal), TurnResult(ANSWERED, (words,), new_owner=Owner.WAITING))
    journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana")
    return journal.read_entries(conversation.id, 0)[-1].choices[0].id


def test_a_change_of_owner_is_an_event_of_the_stream(journal: Journal, conversation: Conversation):
    ownership = journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana")

    assert ownership == Ownership(Owner.SUPPORT_AGENT, 1, "Ana")
    assert journal.conversation(conversation.id).ownership == ownership
    [item] = journal.read_stream(conversation.id, 0)
    assert item.data == {"seq": 1, "owner": "support_agent", "name": "Ana", "at": "2030-01-01T09:00:00.000Z"}


def test_a_change_for_an_earlier_epoch_is_refused(journal: Journal, conversation: Conversation):
    journal.change_owner(conversation.id, Owner.WAITING, epoch=0)

    with pytest.raises(OwnerChangeRefused):
        journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana", epoch=0)
    assert journal.conversation(conversation.id).ownership == Ownership(Owner.WAITING, 1)


def test_of_two_who_take_over_one_is_refused(journal: Journal, conversation: Conversation):
    journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana")

    with pytest.raises(OwnerChangeRefused):
        journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ben")


def test_the_owner_of_an_unknown_conversation_cannot_change(journal: Journal):
    with pytest.raises(UnknownConversation):
        journal.change_owner("no-such-id", Owner.CLOSED)


@pytest.mark.parametrize(("owner", "name"), [(Owner.SUPPORT_AGENT, "Ana"), (Owner.CLOSED, None)])
def test_everything_that_waits_is_passed_on_when_the_bot_may_no_longer_answer(
    journal: Journal, conversation: Conversation, owner: Owner, name: str | None
):
    journal.append_inbound(conversation.id, "a", text="one")
    journal.append_inbound(conversation.id, "b", text="two")

    journal.change_owner(conversation.id, owner, name=name)

    assert kinds(journal, conversation.id) == ["message", "message", "owner", "turn", "turn"]
    ends = [entry.turn for entry in journal.read_entries(conversation.id, 0)]
    assert [end.outcome.value for end in ends if end] == ["passed_on", "passed_on"]
    assert journal.claim_turn("worker") is None


def test_the_bot_answers_again_what_comes_after_a_hand_back(journal: Journal, conversation: Conversation):
    journal.append_inbound(conversation.id, "a", text="for the bot")
    answer(journal, "Hello!")
    journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana")
    journal.append_inbound(conversation.id, "b", text="for Ana")
    journal.change_owner(conversation.id, Owner.BOT)
    journal.append_inbound(conversation.id, "c", text="for the bot again")

    assert claim(journal).inbound.client_id == "c"


def test_a_support_agent_writes_with_a_permit_of_their_own(journal: Journal, conversation: Conversation):
    journal.append_inbound(conversation.id, "a", text="a person please")
    epoch = journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana").epoch

    journal.append_support_words(conversation.id, Words("Hi, I am Ana.", (YES,)), name="Ana", epoch=epoch)
    seq = journal.append_support_words(conversation.id, Words("How can I help?"), name="Ana", epoch=epoch)

    first, second = journal.read_entries(conversation.id, after=1)
    assert (second.seq, second.speaker.value) == (seq, "support")
    assert first.because == second.because
    assert first.because is not None
    assert first.because.kind == "support"
    assert [choice.label for choice in first.choices] == ["Yes, cancel it"]


def test_a_support_agent_waits_for_the_customers_first_message(journal: Journal, conversation: Conversation):
    epoch = journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana").epoch

    with pytest.raises(PermitRefused):
        journal.append_support_words(conversation.id, Words("Need help?"), name="Ana", epoch=epoch)
    assert spoken(journal, conversation.id) == []


def test_only_the_current_support_agent_writes(journal: Journal, conversation: Conversation):
    journal.append_inbound(conversation.id, "a", text="hello")
    with pytest.raises(PermitRefused):
        journal.append_support_words(conversation.id, Words("Hi"), name="Ana", epoch=0)
    epoch = journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana").epoch

    with pytest.raises(PermitRefused):
        journal.append_support_words(conversation.id, Words("Hi"), name="Ben", epoch=epoch)
    with pytest.raises(PermitRefused):
        journal.append_support_words(conversation.id, Words("Hi"), name="Ana", epoch=epoch - 1)
    assert spoken(journal, conversation.id) == [("customer", "hello")]


def test_a_support_agent_who_let_go_writes_no_more(journal: Journal, conversation: Conversation):
    journal.append_inbound(conversation.id, "a", text="hello")
    epoch = journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana").epoch
    journal.append_support_words(conversation.id, Words("Hi"), name="Ana", epoch=epoch)
    journal.change_owner(conversation.id, Owner.BOT)

    with pytest.raises(PermitRefused):
        journal.append_support_words(conversation.id, Words("Oh, and"), name="Ana", epoch=epoch)


def test_a_support_agent_who_comes_back_may_write_again(journal: Journal, conversation: Conversation):
    journal.append_inbound(conversation.id, "a", text="hello")
    for word in ("Hi", "Hi again"):
        epoch = journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana").epoch
        journal.append_support_words(conversation.id, Words(word), name="Ana", epoch=epoch)
        journal.change_owner(conversation.id, Owner.BOT)

    assert spoken(journal, conversation.id)[1:] == [("support", "Hi"), ("support", "Hi again")]


def test_who_no_longer_needs_a_person_is_back_with_the_bot_at_once(
    journal: Journal, conversation: Conversation, no_person: str
):
    before = journal.conversation(conversation.id)
    journal.append_inbound(conversation.id, "no", choice_id=no_person)

    assert journal.conversation(conversation.id).ownership == Ownership(Owner.BOT, before.ownership.epoch + 1)
    assert kinds(journal, conversation.id, before.last_seq) == ["message", "owner"]
    assert answer(journal, "What can I look up?").inbound.client_id == "no"
    with pytest.raises(PermitRefused):
        journal.append_support_words(conversation.id, Words("Hi"), name="Ana", epoch=before.ownership.epoch)


@pytest.mark.parametrize("text", ["I no longer need a person", " i no longer need a  person. "])
def test_the_label_of_that_choice_counts_as_well_when_it_is_typed(
    journal: Journal, conversation: Conversation, no_person: str, text: str
):
    journal.append_inbound(conversation.id, "no", text=text)

    assert journal.conversation(conversation.id).ownership.owner is Owner.BOT
    assert answer(journal, "What can I look up?").inbound.client_id == "no"


@pytest.mark.parametrize("text", ["I no longer need a person for the first order", "A person please"])
def test_other_words_are_for_who_has_the_floor(
    journal: Journal, conversation: Conversation, no_person: str, text: str
):
    journal.append_inbound(conversation.id, "words", text=text)

    assert journal.conversation(conversation.id).ownership.owner is Owner.SUPPORT_AGENT
    assert journal.claim_turn("worker") is None


def test_that_no_person_is_needed_counts_once_however_often_it_is_picked(
    journal: Journal, conversation: Conversation, no_person: str
):
    for client_id in ("no", "no", "no-again"):
        journal.append_inbound(conversation.id, client_id, choice_id=no_person)

    items = journal.read_stream(conversation.id, 0)
    owners = [item.data["owner"] for item in items if item.kind == "owner"]
    assert owners == ["waiting", "support_agent", "bot"]


def test_any_other_choice_is_for_the_person_who_has_the_floor(journal: Journal, conversation: Conversation):
    journal.append_inbound(conversation.id, "asks", text="cancel my order")
    journal.commit_turn(claim(journal), TurnResult(ANSWERED, (Words("Are you sure?", (YES,)),)))
    journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana")
    [choice] = journal.read_entries(conversation.id, 0)[-1].choices
    journal.append_inbound(conversation.id, "yes", choice_id=choice.id)

    assert journal.conversation(conversation.id).ownership.owner is Owner.SUPPORT_AGENT
    assert journal.claim_turn("worker") is None
