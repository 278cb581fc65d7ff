"""Every figure of the audit, over histories that really went through the journal and the ledger."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from conversations.audit import audit
from conversations.audit_endings import LEFT_AFTER, Ending
from conversations.audit_figures import Figures, ThumbFigures
from conversations.audit_record import Period
from conversations.clock import HandClock
from conversations.desk import Desk, open_desk
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Outcome, Speaker, TurnEnd, Words
from conversations.initiative import WAITING_LASTS, OfferOutcome
from conversations.journal import TurnResult
from conversations.keyed_digests import erased_event_digests
from conversations.messenger_events import events_in
from conversations.notices import NoticeKind, NoticeToKeep
from conversations.ownership import Owner
from conversations.sql_audit_record import SqlAuditRecord
from conversations.sql_database import Database, open_engine
from tests.conversations.offering import ANOTHER_CUE, GUEST, offered, silence
from tests.conversations.telling import claim

PERSON = ChoiceToOffer("Talk to a person", ChoiceMeaning("ask_for_human"))
Audit = Callable[..., Figures]


@pytest.fixture
def desk(database_url: str, clock: HandClock) -> Iterator[Desk]:
    opened = open_desk(database_url, clock)
    yield opened
    opened.close()


@pytest.fixture
def figures(desk: Desk, database_url: str, clock: HandClock) -> Iterator[Audit]:
    """Audits the last 30 days as of now; small pages, so that every history crosses some."""
    database = Database(open_engine(database_url))

    def look(since: timedelta = timedelta(days=30)) -> Figures:
        desk.ledger.close()  # writes down what is still only counted
        soon = clock() + timedelta(microseconds=1)
        return audit(SqlAuditRecord(database, page_size=2), Period(soon - since, soon), clock())

    yield look
    database.close()


@pytest.fixture
def chat(desk: Desk) -> str:
    return desk.journal.open_conversation("widget").id


def exchange(
    desk: Desk,
    chat: str,
    *words: str | Words,
    reason: str = "ask_order_status",
    outcome: Outcome = Outcome.ANSWERED,
    ref: int | None = None,
    **rest: object,
) -> int:
    """The customer writes and the bot's turn says these words; returns the message's seq."""
    client_id = f"after {desk.journal.conversation(chat).last_seq}"
    seq = desk.journal.append_inbound(chat, client_id, text="where is it").seq
    said = tuple(word if isinstance(word, Words) else Words(word) for word in words)
    end = TurnEnd(outcome, reason, ref)
    desk.journal.commit_turn(claim(desk.journal), TurnResult(end, said, **rest))  # type: ignore[arg-type]
    return seq


def accept(desk: Desk, clock: HandClock, *answer: str, name: str = "payment_failed") -> tuple[str, str]:
    """Help is offered and accepted, and the bot answers; returns the offer and the conversation."""
    offer = offered(desk, GUEST, name)
    chat = desk.ledger.accept(offer.id, "widget").id
    desk.journal.commit_turn(claim(desk.journal), TurnResult(TurnEnd(Outcome.ANSWERED, "x"), (Words("So?"),)))
    return offer.id, chat


def test_an_empty_journal_has_nothing_to_say(figures: Audit):
    seen = figures()
    assert seen.is_well_mannered
    assert (seen.conversations, seen.messages, seen.share_in_silence, seen.person.wait(0.5)) == (
        0,
        0,
        None,
        None,
    )


def test_words_are_counted_by_what_allowed_them(desk: Desk, clock: HandClock, figures: Audit, chat: str):
    notice = NoticeToKeep(NoticeKind.ORDER_SHIPPED, "10042")
    exchange(desk, chat, "It is packed.", "I will tell you.", notices=(notice,))
    [waiting] = desk.notices.of_conversation(chat)
    desk.notices.tell(waiting.id, Words("It is on its way."))
    owner = desk.journal.change_owner(chat, Owner.SUPPORT_AGENT, name="Ada")
    desk.journal.append_support_words(chat, Words("I am Ada."), name="Ada", epoch=owner.epoch)
    desk.journal.change_owner(chat, Owner.CLOSED)
    accept(desk, clock)

    seen = figures()
    assert seen.entries == {"reply": 3, "notice": 1, "support": 1, "offer": 1}
    assert (seen.conversations, seen.messages) == (2, 2)
    assert seen.forced.first == []


def test_what_lies_outside_of_the_period_is_not_counted(
    desk: Desk, clock: HandClock, figures: Audit, chat: str
):
    exchange(desk, chat, "Once.", "Once.", reason="not understood")
    accept(desk, clock)
    clock.move(timedelta(days=2))
    exchange(desk, chat, "Again.")

    seen = figures(timedelta(days=1))
    assert (seen.conversations, seen.messages, seen.entries) == (1, 1, {"reply": 1})
    assert (seen.repeated.count, seen.unanswered, seen.offers) == (0, 0, {})


def test_words_that_are_the_same_only_without_what_was_taken_back_were_not_said_twice(
    desk: Desk, figures: Audit, clock: HandClock
):
    inbox, digests = desk.messenger.inbox, erased_event_digests("s" * 32)

    def delivered(**message: object) -> None:
        body = {"sender": {"id": "ann"}, "message": message}
        inbox.keep(events_in({"entry": [{"id": "page", "messaging": [body]}]}, clock()), digests)
        inbox.take("page", "ann")

    for number in ("10042", "10043"):
        delivered(mid=number, text=f"Where is {number}?")
        turn = claim(desk.journal)
        end = TurnEnd(Outcome.ANSWERED, "ask_order_status")
        desk.journal.commit_turn(turn, TurnResult(end, (Words(f"Order {number} is packed."),)))
    for number in ("10042", "10043"):
        delivered(mid=number, is_deleted=True)
    words = desk.journal.read_entries(turn.conversation_id, 0)
    assert [entry.text for entry in words if entry.speaker is Speaker.BOT] == ["Order … is packed."] * 2
    assert figures().is_well_mannered


def test_the_same_words_twice_in_a_conversation_are_found(desk: Desk, figures: Audit, chat: str):
    exchange(desk, chat, "Your order is packed.")
    seq = exchange(desk, chat, "Your order is packed.")
    other = desk.journal.open_conversation("widget").id
    exchange(desk, other, "Your order is packed.")

    seen = figures()
    assert [(found.conversation_id, found.seq) for found in seen.repeated.first] == [(chat, seq + 1)]
    assert not seen.is_well_mannered


@pytest.mark.parametrize(
    ("words", "rest", "ending"),
    [
        (["That is how it is."], {}, Ending.DEAD_END),
        ([], {"outcome": Outcome.FAILED, "reason": "KeyError"}, Ending.DEAD_END),
        (["Which order is it?"], {}, Ending.LEFT),
        ([Words("That is how it is.", (PERSON,))], {}, Ending.LEFT),
        (["You are welcome."], {"reason": "say_thanks"}, Ending.CLOSED),
        (["Goodbye."], {"reason": "say_goodbye", "new_owner": Owner.CLOSED}, Ending.CLOSED),
        ([], {"outcome": Outcome.QUIET, "reason": "only an ok"}, Ending.CLOSED),
        (["I will."], {"notices": (NoticeToKeep(NoticeKind.REFUND_PAID, "1"),)}, Ending.CLOSED),
        (["A person is on the way."], {"new_owner": Owner.WAITING}, Ending.WITH_A_PERSON),
    ],
)
def test_a_conversation_ends_as_its_last_answer_lets_it(
    desk: Desk, clock: HandClock, figures: Audit, chat: str, words: list, rest: dict, ending: Ending
):
    seq = exchange(desk, chat, *words, **rest)
    clock.move(LEFT_AFTER)

    seen = figures()
    assert seen.endings == {ending: 1}
    found = [(finding.conversation_id, finding.seq) for finding in seen.dead_ends.first]
    assert found == ([(chat, seq)] if ending is Ending.DEAD_END else [])


def test_a_customer_who_may_still_be_there_has_not_left(desk: Desk, figures: Audit, chat: str):
    exchange(desk, chat, "That is how it is.")
    assert figures().endings == {Ending.OPEN: 1}


def test_a_customer_who_waits_for_an_answer_has_not_left(
    desk: Desk, clock: HandClock, figures: Audit, chat: str
):
    desk.journal.append_inbound(chat, "a", text="where is it")
    clock.move(LEFT_AFTER)
    assert figures().endings == {Ending.OPEN: 1}


def test_who_writes_again_was_not_at_a_dead_end(desk: Desk, clock: HandClock, figures: Audit, chat: str):
    exchange(desk, chat, "That is how it is.")
    clock.move(LEFT_AFTER)
    exchange(desk, chat, "You are welcome.", reason="say_thanks")
    assert figures().endings == {Ending.CLOSED: 1}


@pytest.mark.parametrize(("helpful", "ending"), [(True, Ending.CLOSED), (False, Ending.DEAD_END)])
def test_a_thumb_up_is_a_way_to_say_thanks(
    desk: Desk, clock: HandClock, figures: Audit, chat: str, helpful: bool, ending: Ending
):
    seq = exchange(desk, chat, "That is how it is.")
    desk.journal.rate_entry(chat, seq + 1, helpful)
    clock.move(LEFT_AFTER)
    assert figures().endings == {ending: 1}


def test_an_answer_that_is_pointed_to_leads_on_as_it_did(
    desk: Desk, clock: HandClock, figures: Audit, chat: str
):
    seq = exchange(desk, chat, Words("It is packed.", (PERSON,)))
    exchange(desk, chat, outcome=Outcome.ANSWERED_BEFORE, reason="said before", ref=seq + 1)
    clock.move(LEFT_AFTER)
    assert figures().endings == {Ending.LEFT: 1}


def test_messages_are_counted_by_how_they_ended(desk: Desk, figures: Audit, chat: str):
    exchange(desk, chat, "It is packed.")
    exchange(desk, chat, outcome=Outcome.QUIET, reason="only an ok")
    desk.journal.append_inbound(chat, "waits", text="and now")

    seen = figures()
    assert seen.outcomes == {"answered": 1, "quiet": 1}
    assert seen.messages == 3


def test_a_question_without_an_answer_is_counted_until_a_person_writes(desk: Desk, figures: Audit, chat: str):
    exchange(desk, chat, "I don't know that.", reason="not understood")
    other = desk.journal.open_conversation("widget").id
    exchange(desk, other, "I don't know that.", reason="not known")
    assert (figures().unanswered, figures().left_to_nobody) == (2, 2)

    owner = desk.journal.change_owner(chat, Owner.SUPPORT_AGENT, name="Ada")
    desk.journal.append_support_words(chat, Words("But I do."), name="Ada", epoch=owner.epoch)
    assert (figures().unanswered, figures().left_to_nobody) == (2, 1)


def test_offers_are_counted_by_cue_and_by_how_they_ended(desk: Desk, clock: HandClock, figures: Audit):
    for outcome in (OfferOutcome.DECLINED, OfferOutcome.IGNORED, OfferOutcome.NEVER):
        desk.ledger.end(offered(desk, who=_device(outcome.value)).id, outcome)
    accept(desk, clock)
    offered(desk, who=_device("silent"))
    clock.move(WAITING_LASTS)
    offered(desk, who=_device("late"), name=ANOTHER_CUE)

    offers = figures().offers
    assert offers["payment_failed"].outcomes == {"accepted": 1, "declined": 1, "ignored": 2, "never": 1}
    assert offers["payment_failed"].made == 5
    assert offers[ANOTHER_CUE].outcomes == {"waiting": 1}
    assert (offers["payment_failed"].regret_rate, offers[ANOTHER_CUE].regret_rate) == (0, None)


def _say(reason: str) -> Callable[[Desk, str, str], object]:
    return lambda desk, offer_id, chat: exchange(desk, chat, "As you wish.", reason=reason)


REGRETS: dict[str, Callable[[Desk, str, str], object]] = {
    "drops it": _say("never_mind"),
    "wants to be left alone": _say("ask_to_be_left_alone"),
    "thumb down on the offer": lambda desk, _, chat: desk.journal.rate_entry(chat, 1, False),
    "thumb down on the first answer": lambda desk, _, chat: desk.journal.rate_entry(chat, 3, False),
    "never again": lambda desk, offer_id, _: desk.ledger.end(offer_id, OfferOutcome.NEVER),
}
WELCOME: dict[str, Callable[[Desk, str, str], object]] = {
    "asks on": _say("ask_order_status"),
    "says goodbye": _say("say_goodbye"),
    "thumb up": lambda desk, _, chat: desk.journal.rate_entry(chat, 3, True),
    "says nothing": lambda *_: None,
}


@pytest.mark.parametrize("deed", REGRETS)
def test_help_that_was_accepted_can_be_regretted(desk: Desk, clock: HandClock, figures: Audit, deed: str):
    REGRETS[deed](desk, *accept(desk, clock))
    assert figures().offers["payment_failed"].regret_rate == 1


@pytest.mark.parametrize("deed", WELCOME)
def test_help_that_was_welcome_is_not_regretted(desk: Desk, clock: HandClock, figures: Audit, deed: str):
    WELCOME[deed](desk, *accept(desk, clock))
    assert figures().offers["payment_failed"].regret_rate == 0


def test_a_never_to_a_later_offer_is_about_that_one(desk: Desk, clock: HandClock, figures: Audit):
    _, chat = accept(desk, clock)
    exchange(desk, chat, "Goodbye.", reason="say_goodbye", new_owner=Owner.CLOSED)
    clock.move(timedelta(days=10))
    desk.ledger.end(offered(desk, name=ANOTHER_CUE).id, OfferOutcome.NEVER)
    assert figures().offers["payment_failed"].regretted == 0


def test_a_later_change_of_mind_is_about_later_answers(desk: Desk, clock: HandClock, figures: Audit):
    _, chat = accept(desk, clock)
    exchange(desk, chat, "It is packed.")
    exchange(desk, chat, "As you wish.", reason="never_mind")
    assert figures().offers["payment_failed"].regretted == 0


def test_thumbs_are_counted_by_what_the_answer_was_about(
    desk: Desk, clock: HandClock, figures: Audit, chat: str
):
    rate = desk.journal.rate_entry
    rate(chat, exchange(desk, chat, "It is packed.") + 1, True)
    rate(chat, exchange(desk, chat, "It is on its way.") + 1, False)
    rate(chat, exchange(desk, chat, "I don't know that.", reason="not known") + 1, False)
    exchange(desk, chat, "Nobody rates this.", reason="say_thanks")
    _, other = accept(desk, clock)
    rate(other, 1, True)
    owner = desk.journal.change_owner(other, Owner.SUPPORT_AGENT, name="Ada")
    seq = desk.journal.append_support_words(other, Words("I am Ada."), name="Ada", epoch=owner.epoch)
    rate(other, seq, True)

    seen = figures()
    assert {topic: (thumbs.helpful, thumbs.not_helpful) for topic, thumbs in seen.thumbs_by_need} == {
        "ask_order_status": (1, 1),
        "not known": (0, 1),
        "an offer of help": (1, 0),
        "words of a person": (1, 0),
    }
    assert [topic for topic, _ in seen.thumbs_by_need][:2] == ["ask_order_status", "not known"]
    assert (seen.all_thumbs.helpful, seen.all_thumbs.not_helpful) == (3, 2)


def test_a_thumb_that_was_changed_counts_once(desk: Desk, figures: Audit, chat: str):
    seq = exchange(desk, chat, "It is packed.")
    desk.journal.rate_entry(chat, seq + 1, False)
    desk.journal.rate_entry(chat, seq + 1, True)
    assert figures().all_thumbs == ThumbFigures(helpful=1)


def test_thumbs_on_words_of_other_days_are_not_counted(
    desk: Desk, clock: HandClock, figures: Audit, chat: str
):
    seq = exchange(desk, chat, "It is packed.")
    clock.move(timedelta(days=5))
    exchange(desk, chat, "It is on its way.")
    desk.journal.rate_entry(chat, seq + 1, True)
    assert figures(timedelta(days=1)).thumbs == {}


def test_silence_is_a_share_of_the_cues_that_were_seen(desk: Desk, figures: Audit):
    offered(desk)
    reasons = [silence(desk), silence(desk), silence(desk, name=ANOTHER_CUE)]

    seen = figures()
    assert seen.share_in_silence == 3 / 4
    assert {(told.cue, told.reason, told.count) for told in seen.silences} == {
        ("payment_failed", reasons[0], 2),
        (ANOTHER_CUE, reasons[2], 1),
    }


def test_silence_of_other_days_is_not_counted(desk: Desk, clock: HandClock, figures: Audit):
    offered(desk)
    silence(desk)
    clock.move(timedelta(days=5))
    assert figures(timedelta(days=1)).silent == 0


def test_the_time_to_a_person_ends_when_one_takes_over(desk: Desk, clock: HandClock, figures: Audit):
    for minutes in (1, 2, 30):
        chat = desk.journal.open_conversation("widget").id
        exchange(desk, chat, "A person comes.", new_owner=Owner.WAITING)
        clock.move(timedelta(minutes=minutes))
        desk.journal.change_owner(chat, Owner.SUPPORT_AGENT, name="Ada")

    person = figures().person
    assert person.asked == 3
    assert (person.wait(0.5), person.wait(0.95)) == (timedelta(minutes=2), timedelta(minutes=30))


def test_who_waits_for_a_person_is_not_forgotten(desk: Desk, clock: HandClock, figures: Audit, chat: str):
    exchange(desk, chat, "A person comes.", new_owner=Owner.WAITING)
    since = clock()
    given_up = desk.journal.open_conversation("widget").id
    exchange(desk, given_up, "A person comes.", new_owner=Owner.WAITING)
    exchange(desk, given_up, "Then not.", new_owner=Owner.BOT)
    clock.move(timedelta(hours=3))

    person = figures().person
    assert (person.waits_since, person.let_go, person.waited) == ([since], 1, [])


def _device(name: str):
    return type(GUEST)(f"device-{name}")
