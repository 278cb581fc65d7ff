"""Which questions the shop's writer is shown: not known, other pages meant, and a thumb down. All masked."""

from datetime import timedelta

import pytest

from conversations import schema
from conversations.audit_record import Period
from conversations.clock import HandClock
from conversations.desk import open_desk
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Outcome, TurnEnd, Words
from conversations.journal import TurnResult
from conversations.sql_database import Database, open_engine
from conversations.sql_unanswered import SqlUnansweredQuestions
from conversations.unanswered import Miss

PAGES = (
    ChoiceToOffer("How do returns work?", ChoiceMeaning("ask_question", {"faq_entry": "returns"})),
    ChoiceToOffer("Talk to a person", ChoiceMeaning("ask_for_human", {})),
)


class Chat:
    """One conversation whose bot answers as it is told to."""

    def __init__(self, journal):
        self.journal = journal
        self.id = journal.open_conversation("widget").id
        self._said = 0

    def say(self, text, answer, reason, choices=()):
        self._said += 1
        self.journal.append_inbound(self.id, str(self._said), text=text)
        turn = self.journal.claim_turn("worker")
        end = TurnEnd(Outcome.ANSWERED, reason)
        self.journal.commit_turn(turn, TurnResult(end, (Words(answer, choices),)))

    def rate_last(self, helpful):
        seq = max(entry.seq for entry in self.journal.read_entries(self.id, 0))
        self.journal.rate_entry(self.id, seq, helpful)


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def url(tmp_path):
    url = f"sqlite:///{tmp_path}/deskbell.db"
    schema.upgrade(url)
    return url


@pytest.fixture
def chat(url, clock):
    desk = open_desk(url, clock)
    yield Chat(desk.journal)
    desk.close()


def missed(url, clock, days=30):
    database = Database(open_engine(url))
    now = clock() + timedelta(seconds=1)
    found = list(SqlUnansweredQuestions(database).within(Period(now - timedelta(days=days), now)))
    database.close()
    return sorted((question.text, question.miss) for question in found)


def test_a_question_that_is_not_known_is_kept_without_what_names_the_customer(url, clock, chat):
    chat.say("Do you rent tents? I am Mira, mira@example.com", "I don't know.", "not known")
    chat.say("Where is my order?", "It is packed.", "ask_order_status")

    assert missed(url, clock) == [("Do you rent tents? I am …, …", Miss.NOT_KNOWN)]


@pytest.mark.parametrize("reason", ["say_no", "ask_for_human", "not known"])
def test_offered_pages_that_are_turned_down_are_a_miss_of_the_question_before(url, clock, chat, reason):
    chat.say(
        "bring back a rented tent",
        "The nearest to “bring back a rented tent” is this.",
        "ask_question",
        PAGES,
    )
    chat.say("no thanks", "All right.", reason)

    assert ("bring back a rented tent", Miss.NOT_MEANT) in missed(url, clock)


def test_offered_pages_of_which_one_is_meant_are_no_miss(url, clock, chat):
    chat.say("bring it back", "The nearest to “bring it back” is this.", "ask_question", PAGES)
    chat.say("yes", "Within 30 days.", "ask_question")

    assert missed(url, clock) == []


def test_a_no_to_the_next_steps_of_an_answer_is_no_miss(url, clock, chat):
    chat.say("how do returns work", "Within 30 days.", "ask_question", PAGES)
    chat.say("no", "All right.", "say_no")

    assert missed(url, clock) == []


def test_an_answer_with_a_thumb_down_is_a_miss_and_one_with_a_thumb_up_is_none(url, clock, chat):
    chat.say("how do returns work", "Within 30 days.", "ask_question")
    chat.rate_last(False)
    chat.say("what does it cost", "Nothing.", "ask_question")
    chat.rate_last(True)

    assert missed(url, clock) == [("how do returns work", Miss.THUMB_DOWN)]


def test_what_was_asked_before_the_period_is_left_out(url, clock, chat):
    chat.say("do you rent tents", "I don't know.", "not known")
    clock.move(timedelta(days=40))

    assert missed(url, clock) == []
