"""The gate of the in-memory journal: no words without an unspent permit of their own conversation.

The same gate in the database stands in `test_tables`.
"""

import pytest

from conversations.clock import HandClock
from conversations.desk import in_memory_desk
from conversations.entries import Because, Speaker, Words
from conversations.errors import PermitRefused
from conversations.in_memory_conversation import InMemoryConversation
from conversations.in_memory_record import InMemoryRecord
from conversations.notices import NoticeKind, NoticeToKeep
from conversations.permits import PermitKind
from tests.conversations.offering import offered
from tests.conversations.telling import claim, saying

HELLO = Words("Hello!")


def conversation(clock: HandClock, id_: str = "mine") -> InMemoryConversation:
    return InMemoryConversation(id_, "widget", None, clock())


def speak(kept: InMemoryConversation, clock: HandClock, kind: PermitKind, ref: str) -> None:
    kept.write_words(HELLO, Speaker.BOT, kind, ref, clock())


@pytest.mark.parametrize("kind", PermitKind)
def test_words_need_a_permit(clock: HandClock, kind: PermitKind):
    kept = conversation(clock)

    with pytest.raises(PermitRefused, match=f"No unspent {kind.value} permit for 1 in this conversation"):
        speak(kept, clock, kind, "1")
    assert (kept.entries, kept.stream, kept.last_seq) == ([], [], 0)


@pytest.mark.parametrize("kind", PermitKind)
def test_words_carry_the_permit_that_covers_them(clock: HandClock, kind: PermitKind):
    kept = conversation(clock)
    kept.grant(kind, "1")
    speak(kept, clock, kind, "1")

    assert [entry.because for entry in kept.entries] == [Because(kind.value, "1")]


@pytest.mark.parametrize("kind", PermitKind)
def test_a_spent_permit_covers_no_more_words(clock: HandClock, kind: PermitKind):
    kept = conversation(clock)
    kept.grant(kind, "1")
    kept.spend(kind, "1")

    with pytest.raises(PermitRefused):
        speak(kept, clock, kind, "1")


def test_a_spent_permit_is_not_granted_again(clock: HandClock):
    kept = conversation(clock)
    kept.grant(PermitKind.OFFER, "1")
    kept.spend(PermitKind.OFFER, "1")
    kept.grant(PermitKind.OFFER, "1")

    with pytest.raises(PermitRefused):
        speak(kept, clock, PermitKind.OFFER, "1")


def test_a_permit_covers_no_words_of_another_kind_or_cause(clock: HandClock):
    kept = conversation(clock)
    kept.grant(PermitKind.REPLY, "1")

    for kind, ref in ((PermitKind.NOTICE, "1"), (PermitKind.REPLY, "2")):
        with pytest.raises(PermitRefused):
            speak(kept, clock, kind, ref)


def test_spending_one_permit_leaves_the_others(clock: HandClock):
    kept = conversation(clock)
    for kind, ref in ((PermitKind.REPLY, "1"), (PermitKind.REPLY, "2"), (PermitKind.NOTICE, "1")):
        kept.grant(kind, ref)
    kept.spend(PermitKind.REPLY, "1")

    speak(kept, clock, PermitKind.REPLY, "2")
    speak(kept, clock, PermitKind.NOTICE, "1")
    assert len(kept.entries) == 2


def test_a_permit_of_another_conversation_covers_nothing(clock: HandClock):
    mine, other = conversation(clock), conversation(clock, "other")
    other.grant(PermitKind.REPLY, "1")

    with pytest.raises(PermitRefused):
        speak(mine, clock, PermitKind.REPLY, "1")


def test_the_permits_of_what_was_offered_told_and_answered_are_spent(clock: HandClock):
    record = InMemoryRecord()
    desk = in_memory_desk(clock, record)
    opened = desk.ledger.accept(offered(desk).id, "widget")
    desk.journal.commit_turn(
        claim(desk.journal), saying("I will.", notices=(NoticeToKeep(NoticeKind.REFUND_PAID, "10042"),))
    )
    [notice] = desk.notices.of_conversation(opened.id)
    desk.notices.tell(notice.id, Words("It is paid."))

    permits = record.conversations[opened.id].permits
    assert [(permit.kind, permit.is_spent) for permit in permits] == [
        (PermitKind.OFFER, True),
        (PermitKind.REPLY, True),
        (PermitKind.NOTICE, True),
    ]
