"""Reading the stream, the entries and the latest numbers, on every adapter."""

import pytest

from conversations.entries import ChoiceMeaning, ChoiceToOffer, Words
from conversations.errors import UnknownConversation
from conversations.journal import Conversation, Journal, TurnResult
from conversations.ownership import Owner
from tests.conversations.telling import ANSWERED, NO, answer, claim, offer_choices

FAR_BEYOND_THE_END = [10**6, 2**63, 10**30]


def test_the_stream_is_dense_and_in_order(journal: Journal, conversation: Conversation):
    for number in range(5):
        journal.append_inbound(conversation.id, str(number), text="hello")
        answer(journal, "One.", "Two.")
    journal.tell_status(conversation.id, "delayed", "Still here.")
    journal.change_owner(conversation.id, Owner.CLOSED)

    stream = journal.read_stream(conversation.id, 0)
    assert [item.seq for item in stream] == list(range(1, 23))
    assert journal.conversation(conversation.id).last_seq == 22


def test_the_stream_read_in_pieces_is_the_stream(journal: Journal, conversation: Conversation):
    offer_choices(journal, conversation.id)
    journal.change_owner(conversation.id, Owner.WAITING)
    offer_choices(journal, conversation.id, "again")
    whole = journal.read_stream(conversation.id, 0)

    pieces = [journal.read_stream(conversation.id, after, limit=2) for after in range(0, len(whole), 2)]

    assert [item for piece in pieces for item in piece] == whole


def test_a_choice_that_stands_for_an_order_is_known_beside_what_the_stream_says(
    journal: Journal, conversation: Conversation
):
    order = ChoiceToOffer("10042", ChoiceMeaning("give_order_details", {"order_number": "10042"}))
    journal.append_inbound(conversation.id, "asks", text="Where is it?")
    journal.commit_turn(claim(journal), TurnResult(ANSWERED, (Words("Which one?", (order, NO)),)))

    words = journal.read_stream(conversation.id, 0)[1]
    first, second = words.data["choices"]
    assert words.orders == {first["id"]}
    assert first.keys() == second.keys() == {"id", "label"}


def test_entries_carry_their_choices_reason_and_turn(journal: Journal, conversation: Conversation):
    question = offer_choices(journal, conversation.id)
    journal.append_inbound(conversation.id, "later", text="wait")

    asked, answered, waiting = journal.read_entries(conversation.id, 0)
    assert (asked.turn and asked.turn.outcome.value, waiting.turn) == ("answered", None)
    assert answered == question
    assert len(answered.choices) == 2


def test_entries_are_read_after_a_seq_and_up_to_a_limit(journal: Journal, conversation: Conversation):
    for number in range(4):
        journal.append_inbound(conversation.id, str(number), text=str(number))

    assert [entry.text for entry in journal.read_entries(conversation.id, after=1, limit=2)] == ["1", "2"]


@pytest.mark.parametrize("after", FAR_BEYOND_THE_END)
def test_beyond_the_end_there_is_nothing_yet(journal: Journal, conversation: Conversation, after: int):
    journal.append_inbound(conversation.id, "a", text="hello")

    assert journal.read_stream(conversation.id, after) == []
    assert journal.read_entries(conversation.id, after) == []


@pytest.mark.parametrize("after", [-1, -(10**30)])
def test_before_the_beginning_is_the_beginning(journal: Journal, conversation: Conversation, after: int):
    journal.append_inbound(conversation.id, "a", text="hello")

    assert len(journal.read_stream(conversation.id, after)) == 1
    assert len(journal.read_entries(conversation.id, after)) == 1


def test_an_unknown_conversation_cannot_be_read(journal: Journal):
    for read in (journal.read_stream, journal.read_entries):
        with pytest.raises(UnknownConversation):
            read("no-such-id", 0)
    with pytest.raises(UnknownConversation):
        journal.read_notes("no-such-id")


def test_the_latest_numbers_of_many_conversations_come_at_once(journal: Journal):
    quiet, busy = journal.open_conversation("widget").id, journal.open_conversation("widget").id
    journal.append_inbound(busy, "a", text="hello")

    assert journal.last_seqs([quiet, busy, "no-such-id", "\ud800"]) == {quiet: 0, busy: 1}
    assert journal.last_seqs([]) == {}


def test_the_latest_numbers_of_very_many_conversations(journal: Journal, conversation: Conversation):
    many = [f"no-such-id-{number}" for number in range(5000)]

    assert journal.last_seqs([*many, conversation.id]) == {conversation.id: 0}


def test_one_conversation_shows_nothing_of_another(journal: Journal):
    mine, yours = journal.open_conversation("widget").id, journal.open_conversation("widget").id
    offer_choices(journal, mine)

    assert journal.read_stream(yours, 0) == []
    assert journal.read_entries(yours, 0) == []


def test_a_journal_that_works_says_so(journal: Journal):
    assert journal.is_available()
