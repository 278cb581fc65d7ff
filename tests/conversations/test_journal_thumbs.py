"""What the bot said before, and the customer's thumbs on it, on every adapter."""

import pytest

from conversations.desk import Desk
from conversations.entries import Words
from conversations.errors import UnknownConversation, UnknownEntry
from conversations.journal import Conversation, Journal
from conversations.notices import NoticeKind, NoticeToKeep
from conversations.ownership import Owner
from tests.conversations.offering import offered
from tests.conversations.telling import answer, claim, saying


@pytest.fixture
def answered(journal: Journal, conversation: Conversation) -> str:
    """The customer's message (1), two answers (2 and 3), and its turn (4)."""
    journal.append_inbound(conversation.id, "a", text="Where is it?")
    answer(journal, "On its way.", "It arrives tomorrow.")
    return conversation.id


def test_the_bot_knows_what_it_said_and_where(journal: Journal, answered: str):
    asked = ["It arrives tomorrow.", "On its way.", "Never said."]

    assert journal.said(answered, asked) == {"On its way.": 2, "It arrives tomorrow.": 3}


def test_what_was_said_twice_stands_where_it_was_said_last(journal: Journal, answered: str):
    journal.append_inbound(answered, "b", text="Sure?")
    answer(journal, "On its way.")

    assert journal.said(answered, ["On its way."]) == {"On its way.": 6}


@pytest.mark.parametrize("almost", ["on its way.", "On its way", "On its way. ", "", "Where is it?"])
def test_only_the_very_same_words_of_the_bot_count(journal: Journal, answered: str, almost: str):
    assert journal.said(answered, [almost]) == {}


def test_what_a_person_said_was_not_said_by_the_bot(journal: Journal, answered: str):
    epoch = journal.change_owner(answered, Owner.SUPPORT_AGENT, name="Ana").epoch
    journal.append_support_words(answered, Words("Hello, Ana here."), name="Ana", epoch=epoch)

    assert journal.said(answered, ["Hello, Ana here."]) == {}


def test_what_was_said_elsewhere_was_not_said_here(journal: Journal, answered: str):
    other = journal.open_conversation("widget")

    assert journal.said(other.id, ["On its way."]) == {}


def test_offers_and_notices_were_said_too(desk: Desk):
    offer = offered(desk)
    conversation = desk.ledger.accept(offer.id, "widget")
    shipped = NoticeToKeep(NoticeKind.ORDER_SHIPPED, "10042")
    desk.journal.commit_turn(claim(desk.journal), saying("I will.", notices=(shipped,)))
    [notice] = desk.notices.of_conversation(conversation.id)
    desk.notices.tell(notice.id, Words("It is on its way."))

    texts = [offer.text, "It is on its way."]
    assert desk.journal.said(conversation.id, texts) == {offer.text: 1, "It is on its way.": 5}


@pytest.mark.parametrize("texts", [[], ["a\0b"], ["\ud800"]])
def test_nothing_and_what_cannot_be_said_was_not_said(journal: Journal, answered: str, texts: list[str]):
    assert journal.said(answered, texts) == {}


def test_nothing_is_known_of_an_unknown_conversation(journal: Journal):
    with pytest.raises(UnknownConversation):
        journal.said("no such conversation", ["hello"])
    with pytest.raises(UnknownConversation):
        journal.rate_entry("no such conversation", 1, helpful=True)


def test_words_of_the_bot_and_of_a_person_can_be_rated_again_and_again(journal: Journal, answered: str):
    epoch = journal.change_owner(answered, Owner.SUPPORT_AGENT, name="Ana").epoch
    of_ana = journal.append_support_words(answered, Words("Hello!"), name="Ana", epoch=epoch)
    before = journal.read_stream(answered, 0)

    for seq in (2, 3, of_ana):
        for helpful in (True, False, False):
            journal.rate_entry(answered, seq, helpful)
    assert journal.read_stream(answered, 0) == before


@pytest.mark.parametrize("seq", [1, 4, 5, 0, -1, 10**30])
def test_only_words_said_to_the_customer_can_be_rated(journal: Journal, answered: str, seq: int):
    with pytest.raises(UnknownEntry):
        journal.rate_entry(answered, seq, helpful=True)
