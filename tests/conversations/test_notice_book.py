"""The notice book, on every adapter: what a customer asked to be told, told once, and only then."""

from datetime import timedelta
from queue import Queue

import pytest

from conversations.bell import Topic
from conversations.clock import HandClock
from conversations.desk import Desk
from conversations.entries import Because, Words
from conversations.errors import LeaseLost, UnknownConversation
from conversations.notices import Notice, NoticeKind, NoticeToKeep
from conversations.ownership import Owner
from tests.conversations.telling import claim, kinds, saying, spoken

SHIPPED = NoticeToKeep(NoticeKind.ORDER_SHIPPED, "10042", "ada@example.org")
REFUNDED = NoticeToKeep(NoticeKind.REFUND_PAID, "10042")
IT_SHIPPED = Words("Order 10042 is on its way.")


@pytest.fixture
def conversation_id(desk: Desk) -> str:
    return desk.journal.open_conversation("widget", "customer-7").id


def ask(desk: Desk, conversation_id: str, *asked: NoticeToKeep, **rest: object) -> list[Notice]:
    """The customer asks to be told; returns everything that waits then."""
    client_id = f"asks at {desk.journal.conversation(conversation_id).last_seq}"
    desk.journal.append_inbound(conversation_id, client_id, text="Tell me when it ships")
    desk.journal.commit_turn(claim(desk.journal), saying("I will.", notices=asked, **rest))
    return list(desk.notices.of_conversation(conversation_id))


def test_what_a_customer_asked_for_is_kept_until_it_happens(
    desk: Desk, conversation_id: str, clock: HandClock
):
    [notice] = ask(desk, conversation_id, SHIPPED)

    assert notice == Notice(
        notice.id,
        conversation_id,
        "customer-7",
        NoticeKind.ORDER_SHIPPED,
        "10042",
        "ada@example.org",
        clock(),
    )
    assert desk.notices.waiting() == [notice]


def test_a_notice_is_told_once_with_its_reason(desk: Desk, conversation_id: str):
    [notice] = ask(desk, conversation_id, SHIPPED)
    seq = desk.notices.tell(notice.id, IT_SHIPPED)

    assert desk.notices.tell(notice.id, IT_SHIPPED) is None
    entry = desk.journal.read_entries(conversation_id, 0)[-1]
    assert (entry.seq, entry.text, entry.because) == (seq, IT_SHIPPED.text, Because("notice", notice.id))
    assert [text for _, text in spoken(desk.journal, conversation_id)].count(IT_SHIPPED.text) == 1
    assert (desk.notices.waiting(), desk.notices.of_conversation(conversation_id)) == ([], [])


def test_a_told_notice_rings_for_whoever_reads_the_stream(desk: Desk, conversation_id: str):
    [notice] = ask(desk, conversation_id, SHIPPED)
    heard: Queue[tuple[Topic, str]] = Queue()
    stop = desk.bell.listen(frozenset({Topic.STREAM}), lambda *ring: heard.put(ring))
    desk.notices.tell(notice.id, IT_SHIPPED)

    assert heard.get(timeout=10) == (Topic.STREAM, conversation_id)
    stop()


def test_asking_for_the_same_again_keeps_one_notice(desk: Desk, conversation_id: str):
    first = ask(desk, conversation_id, SHIPPED, SHIPPED)

    assert len(first) == 1
    assert ask(desk, conversation_id, SHIPPED) == first


def test_what_was_told_can_be_asked_for_again(desk: Desk, conversation_id: str):
    [first] = ask(desk, conversation_id, SHIPPED)
    desk.notices.tell(first.id, IT_SHIPPED)
    [second] = ask(desk, conversation_id, SHIPPED)

    assert first.id != second.id


def test_a_conversation_may_wait_for_several_things(desk: Desk, conversation_id: str, clock: HandClock):
    ask(desk, conversation_id, REFUNDED)
    clock.move(timedelta(seconds=1))
    both = ask(desk, conversation_id, SHIPPED)

    assert [notice.kind for notice in both] == [NoticeKind.REFUND_PAID, NoticeKind.ORDER_SHIPPED]
    assert both[0].proof_email is None


def test_a_cancelled_notice_is_never_told(desk: Desk, conversation_id: str):
    [notice] = ask(desk, conversation_id, SHIPPED)

    assert ask(desk, conversation_id, cancelled_notices=(notice.id,)) == []
    assert desk.notices.tell(notice.id, IT_SHIPPED) is None


def test_a_notice_may_be_cancelled_and_asked_for_in_one_turn(desk: Desk, conversation_id: str):
    [first] = ask(desk, conversation_id, SHIPPED)
    [second] = ask(desk, conversation_id, SHIPPED, cancelled_notices=(first.id,))

    assert first.id != second.id


def test_a_notice_is_cancelled_in_its_own_conversation_only(desk: Desk, conversation_id: str):
    [notice] = ask(desk, conversation_id, SHIPPED)
    other = desk.journal.open_conversation("widget").id
    ask(desk, other, cancelled_notices=(notice.id, "no such notice"))

    assert desk.notices.of_conversation(conversation_id) == [notice]


def test_notices_are_lost_with_their_turn(desk: Desk, conversation_id: str):
    [notice] = ask(desk, conversation_id, REFUNDED)
    desk.journal.append_inbound(conversation_id, "b", text="Tell me when it ships")
    turn = claim(desk.journal)
    desk.journal.change_owner(conversation_id, Owner.SUPPORT_AGENT, name="Ana")
    desk.journal.commit_turn(turn, saying("Yes.", notices=(SHIPPED,), cancelled_notices=(notice.id,)))

    assert desk.notices.of_conversation(conversation_id) == [notice]


def test_a_turn_without_a_lease_keeps_no_notice(desk: Desk, conversation_id: str):
    desk.journal.append_inbound(conversation_id, "a", text="Tell me when it ships")
    turn = claim(desk.journal)
    desk.journal.commit_turn(turn, saying("Yes."))

    with pytest.raises(LeaseLost):
        desk.journal.commit_turn(turn, saying("Yes.", notices=(SHIPPED,)))
    assert desk.notices.waiting() == []


def test_a_notice_waits_while_a_person_owns_the_conversation(desk: Desk, conversation_id: str):
    [notice] = ask(desk, conversation_id, SHIPPED)
    desk.journal.change_owner(conversation_id, Owner.SUPPORT_AGENT, name="Ana")
    seen = desk.journal.conversation(conversation_id).last_seq
    assert desk.notices.tell(notice.id, IT_SHIPPED) is None
    assert desk.journal.read_stream(conversation_id, seen) == []

    desk.journal.change_owner(conversation_id, Owner.BOT)
    assert desk.notices.tell(notice.id, IT_SHIPPED) is not None


def test_a_notice_is_told_to_a_customer_who_waits_for_a_person(desk: Desk, conversation_id: str):
    [notice] = ask(desk, conversation_id, SHIPPED)
    desk.journal.change_owner(conversation_id, Owner.WAITING)

    assert desk.notices.tell(notice.id, IT_SHIPPED) is not None


def test_a_closed_conversation_is_told_and_stays_closed(desk: Desk, conversation_id: str):
    [notice] = ask(desk, conversation_id, SHIPPED, new_owner=Owner.CLOSED)
    seen = desk.journal.conversation(conversation_id).last_seq

    assert desk.notices.tell(notice.id, IT_SHIPPED) == seen + 1
    assert kinds(desk.journal, conversation_id, after=seen) == ["message"]
    assert desk.journal.conversation(conversation_id).ownership.owner is Owner.CLOSED


def test_who_said_stop_is_told_nothing_until_they_write_again(desk: Desk, conversation_id: str):
    [notice] = ask(desk, conversation_id, SHIPPED)
    desk.ledger.opt_out(conversation_id)
    assert desk.notices.tell(notice.id, IT_SHIPPED) is None
    assert desk.notices.waiting() == [notice]

    desk.journal.append_inbound(conversation_id, "b", text="I am back")
    assert desk.notices.tell(notice.id, IT_SHIPPED) is not None


def test_a_notice_between_a_claim_and_its_commit_harms_neither(desk: Desk, conversation_id: str):
    [notice] = ask(desk, conversation_id, SHIPPED)
    desk.journal.append_inbound(conversation_id, "b", text="Hello?")
    turn = claim(desk.journal)
    desk.notices.tell(notice.id, IT_SHIPPED)
    desk.journal.commit_turn(turn, saying("Hello!"))

    assert [text for _, text in spoken(desk.journal, conversation_id)[-2:]] == [IT_SHIPPED.text, "Hello!"]


def test_notices_of_all_conversations_are_read_in_pages(desk: Desk):
    for number in range(5):
        ask(
            desk,
            desk.journal.open_conversation("widget").id,
            NoticeToKeep(NoticeKind.ORDER_SHIPPED, str(number)),
        )
    everything = desk.notices.waiting()
    first = desk.notices.waiting(limit=2)
    second = desk.notices.waiting(limit=2, after=first[-1].id)
    third = desk.notices.waiting(limit=2, after=second[-1].id)

    assert [*first, *second, *third] == everything
    assert len({notice.order_number for notice in everything}) == 5


@pytest.mark.parametrize("unknown", ["no such notice", "", "a\0b", "\ud800"])
def test_an_unknown_notice_is_not_told(desk: Desk, unknown: str):
    assert desk.notices.tell(unknown, IT_SHIPPED) is None


def test_an_unknown_conversation_waits_for_nothing(desk: Desk):
    with pytest.raises(UnknownConversation):
        desk.notices.of_conversation("no such conversation")


@pytest.mark.parametrize("unstorable", ["a\0b", "\ud800"])
def test_what_no_database_can_hold_is_a_value_error(desk: Desk, conversation_id: str, unstorable: str):
    [notice] = ask(desk, conversation_id, SHIPPED)
    desk.journal.append_inbound(conversation_id, "b", text="more")
    turn = claim(desk.journal)

    for asked in (
        {"notices": (NoticeToKeep(NoticeKind.ORDER_SHIPPED, unstorable),)},
        {"notices": (NoticeToKeep(NoticeKind.ORDER_SHIPPED, "10042", unstorable),)},
        {"cancelled_notices": (unstorable,)},
    ):
        with pytest.raises(ValueError, match="cannot be stored"):
            desk.journal.commit_turn(turn, saying("Yes.", **asked))
    with pytest.raises(ValueError, match="cannot be stored"):
        desk.notices.tell(notice.id, Words(unstorable))
