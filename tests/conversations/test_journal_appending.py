"""What comes in: conversations and customers' messages, on every adapter."""

from datetime import timedelta

import pytest

from conversations.clock import HandClock
from conversations.errors import ClientIdReused, UnknownChoice, UnknownConversation
from conversations.journal import RETURNING, Conversation, Journal, Receipt
from conversations.ownership import Owner, Ownership
from tests.conversations.telling import YES, answer, claim, kinds, offer_choices, spoken

UNSTORABLE = ["a\0b", "\ud800", "ok \udfff"]


def test_a_new_conversation_belongs_to_the_bot_and_is_empty(journal: Journal):
    opened = journal.open_conversation("widget", "customer-7")

    assert journal.conversation(opened.id) == opened
    assert (opened.channel, opened.customer_id, opened.last_seq) == ("widget", "customer-7", 0)
    assert opened.ownership == Ownership(Owner.BOT, 0)
    assert journal.read_stream(opened.id, 0) == []


def test_a_customer_returns_to_the_conversation_they_used_last(journal: Journal, clock: HandClock):
    first = journal.open_conversation("widget", "customer-7")
    clock.move(timedelta(days=1))
    second = journal.open_conversation("widget", "customer-7")
    assert journal.return_to_conversation("widget", "customer-7").id == second.id

    clock.move(timedelta(days=1))
    journal.append_inbound(first.id, "a", text="hello")
    assert journal.return_to_conversation("widget", "customer-7") == journal.conversation(first.id)


@pytest.mark.parametrize(("channel", "customer_id"), [("widget", "customer-8"), ("facebook", "customer-7")])
def test_nobody_returns_to_a_conversation_of_others_or_elsewhere(
    journal: Journal, channel: str, customer_id: str
):
    opened = journal.open_conversation("widget", "customer-7")
    guest = journal.open_conversation(channel)

    returned = journal.return_to_conversation(channel, customer_id)
    assert returned.id not in {opened.id, guest.id}
    assert (returned.channel, returned.customer_id, returned.last_seq) == (channel, customer_id, 0)


def test_after_a_long_time_a_new_conversation_begins(journal: Journal, clock: HandClock):
    opened = journal.return_to_conversation("widget", "customer-7")
    clock.move(RETURNING)
    assert journal.return_to_conversation("widget", "customer-7").id == opened.id
    clock.move(timedelta(microseconds=1))
    assert journal.return_to_conversation("widget", "customer-7").id != opened.id


def test_the_ids_of_conversations_cannot_be_guessed(journal: Journal):
    ids = {journal.open_conversation("widget").id for _ in range(50)}

    assert len(ids) == 50
    assert min(map(len, ids)) >= 22


def test_a_message_is_in_the_stream_once_it_is_appended(journal: Journal, conversation: Conversation):
    assert journal.append_inbound(conversation.id, "a", text="Where is my order?") == Receipt(1, True)

    [item] = journal.read_stream(conversation.id, 0)
    assert (item.seq, item.kind) == (1, "message")
    assert item.data == {
        "seq": 1,
        "speaker": "customer",
        "text": "Where is my order?",
        "choices": [],
        "because": None,
        "at": "2030-01-01T09:00:00.000Z",
    }


def test_the_same_client_id_again_gives_the_first_receipt(journal: Journal, conversation: Conversation):
    journal.append_inbound(conversation.id, "a", text="hello", page={"order_number": "10042"})
    journal.append_inbound(conversation.id, "b", text="anybody?")

    assert journal.append_inbound(conversation.id, "a", text="hello") == Receipt(1, False)
    assert journal.conversation(conversation.id).last_seq == 2


def test_a_retry_after_the_answer_changes_nothing(journal: Journal, conversation: Conversation):
    journal.append_inbound(conversation.id, "a", text="hello")
    answer(journal, "Hello!")

    assert journal.append_inbound(conversation.id, "a", text="hello") == Receipt(1, False)
    assert journal.claim_turn("worker") is None


def test_a_retry_may_come_from_another_address(journal: Journal, conversation: Conversation):
    first = journal.append_inbound(conversation.id, "a", text="hello", address="home")

    assert journal.append_inbound(conversation.id, "a", text="hello", address="train") == Receipt(
        first.seq, False
    )


def test_nobody_reads_where_a_message_came_from(journal: Journal, conversation: Conversation):
    journal.append_inbound(conversation.id, "a", text="hello", address="digest-of-an-address")

    shown = [
        journal.read_entries(conversation.id, 0),
        journal.read_stream(conversation.id, 0),
        claim(journal),
    ]
    assert "digest-of-an-address" not in repr(shown)


def test_a_client_id_with_another_text_is_refused(journal: Journal, conversation: Conversation):
    journal.append_inbound(conversation.id, "a", text="hello")

    with pytest.raises(ClientIdReused):
        journal.append_inbound(conversation.id, "a", text="good bye")
    assert spoken(journal, conversation.id) == [("customer", "hello")]


def test_a_typed_label_is_not_the_picked_choice(journal: Journal, conversation: Conversation):
    choice = offer_choices(journal, conversation.id).choices[0]
    journal.append_inbound(conversation.id, "pick", choice_id=choice.id)

    with pytest.raises(ClientIdReused):
        journal.append_inbound(conversation.id, "pick", text=choice.label)


def test_two_conversations_may_use_the_same_client_id(journal: Journal):
    first, second = journal.open_conversation("widget"), journal.open_conversation("widget")

    assert journal.append_inbound(first.id, "a", text="one").is_new
    assert journal.append_inbound(second.id, "a", text="two").is_new


def test_a_picked_choice_says_its_label_and_carries_its_meaning(journal: Journal, conversation: Conversation):
    asked = offer_choices(journal, conversation.id)
    journal.append_inbound(conversation.id, "pick", choice_id=asked.choices[0].id)

    picked = claim(journal).inbound.choice
    assert spoken(journal, conversation.id)[-1] == ("customer", "Yes, cancel it")
    assert picked is not None
    assert (picked.meaning, picked.entry_seq) == (YES.meaning, asked.seq)


def test_a_retried_choice_gives_the_first_receipt(journal: Journal, conversation: Conversation):
    choice = offer_choices(journal, conversation.id).choices[0]
    first = journal.append_inbound(conversation.id, "pick", choice_id=choice.id)

    assert journal.append_inbound(conversation.id, "pick", choice_id=choice.id) == Receipt(first.seq, False)


@pytest.mark.parametrize("choice_id", ["never-issued", "", *UNSTORABLE])
def test_a_choice_that_was_never_issued_is_refused(
    journal: Journal, conversation: Conversation, choice_id: str
):
    with pytest.raises(UnknownChoice):
        journal.append_inbound(conversation.id, "a", choice_id=choice_id)
    assert journal.conversation(conversation.id).last_seq == 0


def test_a_choice_of_another_conversation_is_refused(journal: Journal, conversation: Conversation):
    choice = offer_choices(journal, conversation.id).choices[0]
    stranger = journal.open_conversation("widget")

    with pytest.raises(UnknownChoice):
        journal.append_inbound(stranger.id, "a", choice_id=choice.id)


@pytest.mark.parametrize("conversation_id", ["no-such-id", "", *UNSTORABLE])
def test_an_unknown_conversation_is_refused(journal: Journal, conversation_id: str):
    with pytest.raises(UnknownConversation):
        journal.append_inbound(conversation_id, "a", text="hello")
    with pytest.raises(UnknownConversation):
        journal.conversation(conversation_id)


@pytest.mark.parametrize("text", UNSTORABLE)
def test_text_that_no_database_can_hold_is_a_value_error(
    journal: Journal, conversation: Conversation, text: str
):
    for message in (
        {"client_id": "a", "text": text},
        {"client_id": text, "text": "hello"},
        {"client_id": "a", "text": "hello", "page": {"order_number": text}},
        {"client_id": "a", "text": "hello", "page": {text: "10042"}},
        {"client_id": "a", "text": "hello", "address": text},
    ):
        with pytest.raises(ValueError, match="cannot be stored"):
            journal.append_inbound(conversation.id, **message)  # type: ignore[arg-type]
    assert journal.conversation(conversation.id).last_seq == 0


@pytest.mark.parametrize("contents", [{}, {"text": "hello", "choice_id": "c"}])
def test_a_message_is_either_a_text_or_a_choice(
    journal: Journal, conversation: Conversation, contents: dict[str, str]
):
    with pytest.raises(ValueError, match="either a text or a choice"):
        journal.append_inbound(conversation.id, "a", **contents)


@pytest.mark.parametrize(
    "text", ["", " ", "'; DROP TABLE entries; --", "ö 🛎️ \U0010ffff", "x" * 100_000, "%s {}"]
)
def test_any_other_text_is_kept_as_it_came(journal: Journal, conversation: Conversation, text: str):
    journal.append_inbound(conversation.id, "a", text=text)

    assert spoken(journal, conversation.id) == [("customer", text)]
    assert claim(journal).inbound.text == text


def test_a_message_to_a_closed_conversation_gives_it_back_to_the_bot(
    journal: Journal, conversation: Conversation
):
    journal.change_owner(conversation.id, Owner.CLOSED)
    journal.append_inbound(conversation.id, "a", text="one more thing")

    assert kinds(journal, conversation.id, after=1) == ["message", "owner"]
    assert journal.conversation(conversation.id).ownership == Ownership(Owner.BOT, 2)
    assert claim(journal).inbound.text == "one more thing"


def test_a_message_to_a_support_agent_is_done_at_once(journal: Journal, conversation: Conversation):
    journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana")
    receipt = journal.append_inbound(conversation.id, "a", text="hello Ana")

    [message, turn] = journal.read_stream(conversation.id, after=1)
    assert (message.data["text"], turn.data["seq"]) == ("hello Ana", receipt.seq)
    assert turn.data["outcome"] == "passed_on"
    assert journal.claim_turn("worker") is None
