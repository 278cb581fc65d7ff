"""Which questions the shop's writer is shown: not known, other pages meant, and a thumb down. All masked."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from conversations.audit_record import Period
from conversations.clock import HandClock
from conversations.desk import in_memory_desk, open_desk
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Outcome, TurnEnd, Words
from conversations.in_memory_record import InMemoryRecord
from conversations.in_memory_unanswered import InMemoryUnansweredQuestions
from conversations.journal import TurnResult
from conversations.sql_database import Database, open_engine
from conversations.sql_unanswered import SqlUnansweredQuestions
from conversations.unanswered import Miss, UnansweredQuestions
from tests.conversations.conftest import SQL_DATABASES, empty

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


@dataclass(frozen=True)
class Asked:
    """A chat, and what the shop's writer is shown of it."""

    chat: Chat
    questions: UnansweredQuestions
    clock: HandClock

    def missed(self, days=30):
        now = self.clock() + timedelta(seconds=1)
        found = self.questions.within(Period(now - timedelta(days=days), now))
        return sorted((question.text, question.miss) for question in found)


@pytest.fixture(params=("in_memory", *SQL_DATABASES))
def asked(request, clock):
    """The whole contract is asked of every adapter."""
    if request.param == "in_memory":
        record = InMemoryRecord()
        desk = in_memory_desk(clock, record)
        yield Asked(Chat(desk.journal), InMemoryUnansweredQuestions(record), clock)
        return
    url = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "migrated_postgres_url")
    if request.param == "postgres":
        empty(url)
    desk, database = open_desk(url, clock), Database(open_engine(url))
    yield Asked(Chat(desk.journal), SqlUnansweredQuestions(database), clock)
    database.close()
    desk.close()


def test_a_question_that_is_not_known_is_kept_without_what_names_the_customer(asked):
    asked.chat.say("Do you rent tents? I am Mira, mira@example.com", "I don't know.", "not known")
    asked.chat.say("Where is my order?", "It is packed.", "ask_order_status")

    assert asked.missed() == [("Do you rent tents? I am …, …", Miss.NOT_KNOWN)]


@pytest.mark.parametrize("reason", ["say_no", "ask_for_human", "not known"])
def test_offered_pages_that_are_turned_down_are_a_miss_of_the_question_before(asked, reason):
    asked.chat.say(
        "bring back a rented tent",
        "The nearest to “bring back a rented tent” is this.",
        "ask_question",
        PAGES,
    )
    asked.chat.say("no thanks", "All right.", reason)

    assert ("bring back a rented tent", Miss.NOT_MEANT) in asked.missed()


def test_offered_pages_of_which_one_is_meant_are_no_miss(asked):
    asked.chat.say("bring it back", "The nearest to “bring it back” is this.", "ask_question", PAGES)
    asked.chat.say("yes", "Within 30 days.", "ask_question")

    assert asked.missed() == []


def test_a_no_to_the_next_steps_of_an_answer_is_no_miss(asked):
    asked.chat.say("how do returns work", "Within 30 days.", "ask_question", PAGES)
    asked.chat.say("no", "All right.", "say_no")

    assert asked.missed() == []


def test_an_answer_with_a_thumb_down_is_a_miss_and_one_with_a_thumb_up_is_none(asked):
    asked.chat.say("how do returns work", "Within 30 days.", "ask_question")
    asked.chat.rate_last(False)
    asked.chat.say("what does it cost", "Nothing.", "ask_question")
    asked.chat.rate_last(True)

    assert asked.missed() == [("how do returns work", Miss.THUMB_DOWN)]


def test_what_was_asked_before_the_period_is_left_out(asked):
    asked.chat.say("do you rent tents", "I don't know.", "not known")
    asked.clock.move(timedelta(days=40))

    assert asked.missed() == []


def test_a_question_turned_down_twice_is_one_miss(asked):
    for answer in ("The nearest to “a rented tent” is this.", "Near to “a rented tent” I have this."):
        asked.chat.say("a rented tent", answer, "ask_question", PAGES)
    asked.chat.say("no", "All right.", "say_no")
    asked.chat.say("no", "All right.", "say_no")

    assert asked.missed() == [("a rented tent", Miss.NOT_MEANT)]
