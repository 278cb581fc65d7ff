"""A worker's turn, on every adapter: who gets which message, and what a commit writes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.clock import HandClock
from conversations.entries import Because, Outcome, TurnEnd, Words
from conversations.errors import LeaseLost, OwnerChangeRefused, UnknownConversation
from conversations.journal import LEASE, Conversation, Journal, TurnResult
from conversations.ownership import Owner, Ownership
from tests.conversations.telling import ANSWERED, NO, QUIET, YES, answer, claim, kinds, saying, spoken

TAKEN_OVER = TurnEnd(Outcome.PASSED_ON, "support_agent_owns")


@pytest.fixture
def asked(journal: Journal, conversation: Conversation) -> str:
    """A conversation in which one message waits."""
    journal.append_inbound(conversation.id, "a", text="Where is my order?", page={"order_number": "10042"})
    return conversation.id


def test_a_claim_carries_everything_that_the_turn_needs(journal: Journal, clock: HandClock):
    conversation = journal.open_conversation("widget", "customer-7")
    journal.append_inbound(conversation.id, "a", text="Hello")
    journal.commit_turn(claim(journal), saying("Hello!", snapshot="the tracker"))
    journal.append_inbound(conversation.id, "b", text="Where is it?", page={"order_number": "10042"})

    turn = claim(journal)

    assert (turn.conversation_id, turn.customer_id, turn.channel) == (conversation.id, "customer-7", "widget")
    assert (turn.inbound.seq, turn.inbound.client_id, turn.inbound.text) == (4, "b", "Where is it?")
    assert (turn.inbound.at, turn.inbound.page) == (clock(), {"order_number": "10042"})
    assert (turn.inbound.choice, turn.attempt, turn.snapshot, turn.latest_bot_seq) == (
        None,
        1,
        "the tracker",
        2,
    )
    assert (turn.ownership, turn.lease_until) == (Ownership(), clock() + LEASE)


def test_a_first_claim_has_no_snapshot_and_no_earlier_words(journal: Journal, asked: str):
    turn = claim(journal)

    assert (turn.snapshot, turn.latest_bot_seq) == (None, None)


def test_there_is_nothing_to_claim_when_nobody_waits(journal: Journal, conversation: Conversation):
    assert journal.claim_turn("worker") is None


def test_a_claimed_conversation_is_not_claimed_again(journal: Journal, asked: str):
    journal.append_inbound(asked, "b", text="And another thing")
    claim(journal)

    assert journal.claim_turn("another worker") is None


def test_the_longest_waiting_message_comes_first(journal: Journal, clock: HandClock):
    waiting = [journal.open_conversation("widget").id for _ in range(3)][::-1]
    for conversation_id in waiting:
        journal.append_inbound(conversation_id, "a", text="hello")
        clock.move(timedelta(seconds=1))

    assert [claim(journal).conversation_id for _ in waiting] == waiting


def test_messages_of_a_conversation_come_in_order(journal: Journal, asked: str):
    journal.append_inbound(asked, "b", text="second")
    journal.append_inbound(asked, "c", text="third")

    assert [answer(journal, "ok").inbound.client_id for _ in range(3)] == ["a", "b", "c"]
    assert journal.claim_turn("worker") is None


def test_a_commit_writes_words_then_the_turn_then_the_owner(journal: Journal, asked: str):
    journal.commit_turn(claim(journal), saying("One.", "Two.", new_owner=Owner.WAITING))

    stream = journal.read_stream(asked, after=1)
    assert [item.seq for item in stream] == [2, 3, 4, 5]
    assert [item.kind for item in stream] == ["message", "message", "turn", "owner"]
    assert stream[0].data["because"] == {"kind": "reply", "ref": "1"}
    assert stream[2].data == {"seq": 1, "outcome": "answered", "reason": "answered"}
    assert stream[3].data == {"seq": 5, "owner": "waiting", "at": "2030-01-01T09:00:00.000Z"}


def test_choices_are_issued_with_ids_of_their_own(journal: Journal, asked: str):
    journal.commit_turn(
        claim(journal), TurnResult(ANSWERED, (Words("Sure?", (YES, NO)), Words("Or?", (YES,))))
    )

    first, second = journal.read_entries(asked, after=1)
    assert [choice.label for choice in first.choices] == ["Yes, cancel it", "No, keep it"]
    assert len({choice.id for choice in first.choices + second.choices}) == 3


def test_a_turn_may_end_without_words_but_with_its_reason(journal: Journal, asked: str):
    end = TurnEnd(Outcome.ANSWERED_BEFORE, "same_question", ref=1)

    assert journal.commit_turn(claim(journal), TurnResult(end)) == end
    [turn] = journal.read_stream(asked, after=1)
    assert turn.data == {"seq": 1, "outcome": "answered_before", "reason": "same_question", "ref": 1}
    assert journal.read_entries(asked, 0)[0].turn == end


def test_a_quiet_turn_keeps_the_snapshot_before(journal: Journal, asked: str):
    journal.commit_turn(claim(journal), saying("Hello!", snapshot="first"))
    journal.append_inbound(asked, "b", text="thanks")
    journal.commit_turn(claim(journal), TurnResult(QUIET))
    journal.append_inbound(asked, "c", text="one more thing")

    assert claim(journal).snapshot == "first"


def test_a_later_snapshot_replaces_the_earlier(journal: Journal, asked: str):
    journal.commit_turn(claim(journal), saying(snapshot="first"))
    journal.append_inbound(asked, "b", text="more")
    journal.commit_turn(claim(journal), saying(snapshot="second"))
    journal.append_inbound(asked, "c", text="more")

    assert claim(journal).snapshot == "second"


def test_a_turn_is_committed_once(journal: Journal, asked: str):
    turn = claim(journal)
    journal.commit_turn(turn, saying("Hello!"))

    with pytest.raises(LeaseLost):
        journal.commit_turn(turn, saying("Hello!"))
    assert len(spoken(journal, asked)) == 2


def test_a_turn_of_an_unknown_conversation_has_no_lease(journal: Journal, asked: str):
    turn = replace(claim(journal), conversation_id="erased")

    with pytest.raises(LeaseLost):
        journal.commit_turn(turn, saying("Hello!"))


def test_a_commit_for_a_message_that_is_not_in_turn_writes_nothing(journal: Journal, asked: str):
    journal.append_inbound(asked, "b", text="second")
    turn = claim(journal)
    skipping = replace(turn, inbound=replace(turn.inbound, seq=2))

    with pytest.raises(LeaseLost):
        journal.commit_turn(skipping, saying("Hello!"))
    assert kinds(journal, asked) == ["message", "message"]
    assert journal.commit_turn(turn, saying("Hello!")) == ANSWERED


def test_a_turn_cannot_make_a_person_the_owner(journal: Journal, asked: str):
    turn = claim(journal)

    with pytest.raises(OwnerChangeRefused, match="A turn of the bot cannot make the owner support_agent"):
        journal.commit_turn(turn, saying("Hello!", new_owner=Owner.SUPPORT_AGENT))
    assert spoken(journal, asked) == [("customer", "Where is my order?")]


@pytest.mark.parametrize("before", [Owner.BOT, Owner.WAITING])
def test_a_goodbye_is_answered_and_then_closes_the_conversation(journal: Journal, asked: str, before: Owner):
    if before is Owner.WAITING:
        journal.change_owner(asked, before)
    seen = journal.conversation(asked).last_seq
    journal.commit_turn(claim(journal), saying("Goodbye!", new_owner=Owner.CLOSED))

    assert kinds(journal, asked, after=seen) == ["message", "turn", "owner"]
    assert journal.conversation(asked).ownership.owner is Owner.CLOSED


def test_a_message_after_the_goodbye_opens_the_conversation_again(journal: Journal, asked: str):
    journal.commit_turn(claim(journal), saying("Goodbye!", new_owner=Owner.CLOSED))
    journal.append_inbound(asked, "b", text="One more thing")

    assert claim(journal).inbound.text == "One more thing"
    assert journal.conversation(asked).ownership == Ownership(Owner.BOT, 2)


def test_a_goodbye_does_not_close_over_a_message_that_came_after_it(journal: Journal, asked: str):
    journal.append_inbound(asked, "b", text="One more thing")
    journal.commit_turn(claim(journal), saying("Goodbye!", new_owner=Owner.CLOSED))

    assert claim(journal).inbound.text == "One more thing"
    assert journal.conversation(asked).ownership == Ownership()


def test_asking_for_a_person_twice_changes_the_owner_once(journal: Journal, asked: str):
    journal.commit_turn(claim(journal), saying("I have asked.", new_owner=Owner.WAITING))
    journal.append_inbound(asked, "b", text="a person please")
    journal.commit_turn(claim(journal), saying("Still asked.", new_owner=Owner.WAITING))

    assert journal.conversation(asked).ownership == Ownership(Owner.WAITING, 1)
    assert kinds(journal, asked).count("owner") == 1


def test_a_customer_who_no_longer_waits_goes_back_to_the_bot(journal: Journal, asked: str):
    journal.commit_turn(claim(journal), saying("I have asked.", new_owner=Owner.WAITING))
    journal.append_inbound(asked, "b", text="never mind")
    journal.commit_turn(claim(journal), saying("All right.", new_owner=Owner.BOT))

    assert journal.conversation(asked).ownership == Ownership(Owner.BOT, 2)


def test_words_of_a_turn_that_a_person_overtook_are_dropped(journal: Journal, asked: str):
    turn = claim(journal)
    journal.change_owner(asked, Owner.SUPPORT_AGENT, name="Ana")

    end = journal.commit_turn(turn, saying("Hello!", snapshot="dropped", note="Order 10042 was cancelled."))

    assert end == TAKEN_OVER
    assert spoken(journal, asked) == [("customer", "Where is my order?")]
    assert [(note.inbound_seq, note.text) for note in journal.read_notes(asked)] == [
        (1, "Order 10042 was cancelled.")
    ]
    journal.change_owner(asked, Owner.BOT)
    journal.append_inbound(asked, "b", text="back again")
    assert claim(journal).snapshot is None


def test_a_note_is_kept_even_when_the_person_has_let_go_again(journal: Journal, asked: str):
    turn = claim(journal)
    journal.change_owner(asked, Owner.SUPPORT_AGENT, name="Ana")
    journal.change_owner(asked, Owner.BOT)

    assert journal.commit_turn(turn, saying("Hello!", note="A mail was sent.")) == TAKEN_OVER
    assert [note.text for note in journal.read_notes(asked)] == ["A mail was sent."]


def test_what_was_done_before_a_message_was_put_off_is_told_to_who_takes_it_over(
    journal: Journal, asked: str
):
    journal.release_turn(claim(journal), timedelta(seconds=3), "Order 10042 was cancelled.")
    assert journal.read_notes(asked) == []
    journal.change_owner(asked, Owner.SUPPORT_AGENT, name="Ana")
    assert [(note.inbound_seq, note.text) for note in journal.read_notes(asked)] == [
        (1, "Order 10042 was cancelled.")
    ]


def test_a_message_that_is_put_off_after_a_person_took_over_leaves_its_note_as_well(
    journal: Journal, asked: str
):
    turn = claim(journal)
    journal.change_owner(asked, Owner.SUPPORT_AGENT, name="Ana")
    journal.release_turn(turn, timedelta(seconds=3), "Order 10042 was cancelled.")
    assert [note.text for note in journal.read_notes(asked)] == ["Order 10042 was cancelled."]


def test_of_several_tries_the_latest_says_what_was_done(journal: Journal, asked: str):
    journal.release_turn(claim(journal), note="A mail was sent.")
    overtaken = claim(journal)
    journal.change_owner(asked, Owner.SUPPORT_AGENT, name="Ana")
    journal.commit_turn(overtaken, saying("Hello!", note="A mail was sent. Order 10042 was cancelled."))
    assert [note.text for note in journal.read_notes(asked)] == [
        "A mail was sent. Order 10042 was cancelled."
    ]


def test_what_was_done_is_a_note_also_when_its_worker_dies(journal: Journal, asked: str):
    seq = claim(journal).inbound.seq
    for deed in ("A mail was sent.", "Order 10042 was cancelled.", "A mail was sent."):
        journal.note_deed(asked, seq, deed)
    assert journal.read_notes(asked) == []
    journal.change_owner(asked, Owner.SUPPORT_AGENT, name="Ana")
    assert [note.text for note in journal.read_notes(asked)] == [
        "A mail was sent. Order 10042 was cancelled."
    ]


def test_a_deed_that_is_noted_after_a_person_took_over_is_told_as_well(journal: Journal, asked: str):
    seq = claim(journal).inbound.seq
    journal.change_owner(asked, Owner.SUPPORT_AGENT, name="Ana")
    journal.note_deed(asked, seq, "A mail was sent.")
    assert [note.text for note in journal.read_notes(asked)] == ["A mail was sent."]
    with pytest.raises(UnknownConversation):
        journal.note_deed("no-such-id", 1, "A mail was sent.")


def test_what_was_done_is_no_note_once_the_bot_has_said_it(journal: Journal, asked: str):
    journal.release_turn(claim(journal), note="Order 10042 was cancelled.")
    journal.commit_turn(claim(journal), saying("It is cancelled."))
    journal.change_owner(asked, Owner.SUPPORT_AGENT, name="Ana")
    assert journal.read_notes(asked) == []


def test_a_note_is_not_written_when_nobody_took_over(journal: Journal, asked: str):
    journal.commit_turn(claim(journal), saying("Hello!", note="Order 10042 was cancelled."))

    assert journal.read_notes(asked) == []


def test_a_turn_under_way_when_the_customer_begins_to_wait_is_made_again(journal: Journal, asked: str):
    turn = claim(journal)
    journal.change_owner(asked, Owner.WAITING)

    with pytest.raises(LeaseLost):
        journal.commit_turn(turn, saying("Hello!"))
    assert claim(journal).ownership == Ownership(Owner.WAITING, 1)


def test_a_turn_that_began_under_another_owner_writes_nothing(journal: Journal, asked: str):
    turn = claim(journal)

    with pytest.raises(LeaseLost):
        journal.commit_turn(replace(turn, ownership=Ownership(Owner.BOT, 5)), saying("Hello!"))
    assert kinds(journal, asked) == ["message"]
    assert journal.commit_turn(turn, saying("Hello!")) == ANSWERED


def test_a_customer_who_asks_for_a_person_and_goes_on_writing_waits_for_one(journal: Journal, asked: str):
    journal.append_inbound(asked, "b", text="Hello?")
    journal.commit_turn(claim(journal), saying("I have asked.", new_owner=Owner.WAITING))

    assert journal.conversation(asked).ownership.owner is Owner.WAITING


def test_the_reason_of_words_is_the_message_that_they_answer(journal: Journal, asked: str):
    answer(journal, "One.", "Two.")
    journal.append_inbound(asked, "b", text="second")
    answer(journal, "Three.")

    reasons = [entry.because for entry in journal.read_entries(asked, 0) if entry.because]
    assert reasons == [Because("reply", "1"), Because("reply", "1"), Because("reply", "5")]


@pytest.mark.parametrize("unstorable", ["a\0b", "\ud800"])
def test_a_result_that_no_database_can_hold_is_a_value_error(journal: Journal, asked: str, unstorable: str):
    turn = claim(journal)
    label = replace(YES, label=unstorable)
    entity = replace(YES, meaning=replace(YES.meaning, entities={"order": unstorable}))

    for result in (
        saying(unstorable),
        saying(snapshot=unstorable),
        saying(note=unstorable),
        TurnResult(ANSWERED, (Words("Sure?", (label,)),)),
        TurnResult(ANSWERED, (Words("Sure?", (entity,)),)),
    ):
        with pytest.raises(ValueError, match="cannot be stored"):
            journal.commit_turn(turn, result)
    assert journal.commit_turn(turn, saying("Hello!")) == ANSWERED
