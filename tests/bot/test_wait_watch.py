"""Who waits longer than was promised is told the truth, once, whatever happens to who tells it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from actions.handoff.opening_hours_file import load_opening_hours
from bot.wait_watch import WaitWatch
from conversations.accounts import Account
from conversations.clock import HandClock
from conversations.desk import in_memory_desk, open_desk
from conversations.entries import Outcome, Speaker, TurnEnd, Words
from conversations.errors import JournalUnavailable
from conversations.journal import TurnResult
from conversations.ownership import Owner
from conversations.schema import upgrade
from conversations.support_floor import SupportAgent

HOURS = load_opening_hours()
ON_MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
SHORTLY = HOURS.promised - timedelta(seconds=1)


@pytest.fixture
def clock():
    return HandClock(ON_MONDAY)


@pytest.fixture(params=["in memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def desk(request, clock, tmp_path):
    if request.param == "in memory":
        yield in_memory_desk(clock)
        return
    url = f"sqlite:///{tmp_path}/deskbell.db"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    upgrade(url)
    desk = open_desk(url, clock)
    yield desk
    desk.close()


@pytest.fixture
def watch(desk, clock):
    return WaitWatch(desk.team.waits, desk.journal.said, HOURS, clock)


def ask_for_person(desk):
    chat = desk.journal.open_conversation("widget").id
    say(desk, chat, "a person please", Owner.WAITING)
    return chat


def say(desk, chat, text, owner=None, opts_out=False):
    desk.journal.append_inbound(chat, text, text=text)
    turn = desk.journal.claim_turn("w")
    result = TurnResult(
        TurnEnd(Outcome.ANSWERED, "x"), (Words(f"To: {text}"),), new_owner=owner, opts_out=opts_out
    )
    desk.journal.commit_turn(turn, result)


def told(desk, chat):
    entries = desk.journal.read_entries(chat, after=0)
    return [entry for entry in entries if entry.speaker is Speaker.BOT and entry.because.kind == "notice"]


def test_nobody_is_told_before_the_promised_time_is_over(desk, clock, watch):
    chat = ask_for_person(desk)
    clock.move(SHORTLY)
    assert watch.look() == 0
    assert told(desk, chat) == []


def test_who_waited_as_long_as_promised_is_told_once_and_keeps_the_place(desk, clock, watch):
    chat = ask_for_person(desk)
    clock.move(HOURS.promised)
    assert [watch.look(), watch.look()] == [1, 0]
    clock.move(timedelta(days=2))
    assert watch.look() == 0
    [entry] = told(desk, chat)
    assert "You asked for a person today at 10:00 (Berlin time)" in entry.text
    assert entry.choices[0].label == "Leave a message"
    assert desk.journal.conversation(chat).ownership.owner is Owner.WAITING


def test_the_night_does_not_count(desk, clock, watch):
    clock.move(timedelta(hours=12))
    chat = ask_for_person(desk)
    clock.move(timedelta(hours=11))
    assert watch.look() == 0
    clock.move(HOURS.promised)
    assert watch.look() == 1
    assert "on Monday 23 November at 22:00" in told(desk, chat)[0].text


def test_who_waits_when_the_team_leaves_hears_when_it_is_back(desk, clock, watch):
    clock.move(timedelta(hours=7, minutes=55))
    chat = ask_for_person(desk)
    clock.move(timedelta(minutes=5))
    assert watch.look() == 1
    assert "tomorrow at 9:00 (Berlin time)" in told(desk, chat)[0].text


def test_nobody_is_said_to_have_left_who_still_has_the_inbox_open(desk, clock, watch):
    clock.move(timedelta(hours=7, minutes=55))
    chat = ask_for_person(desk)
    clock.move(timedelta(minutes=5))
    ana = desk.team.accounts.save(Account(SupportAgent("ana", "Ana"), "ana@shop.example", "hash"), clock())
    desk.team.accounts.open_session("digest", ana.id, clock(), clock() + timedelta(hours=12))
    assert watch.look() == 1
    assert "could join yet" in told(desk, chat)[0].text


@pytest.mark.parametrize("owner", [Owner.SUPPORT_AGENT, Owner.BOT, Owner.CLOSED])
def test_who_no_longer_waits_is_told_nothing(desk, clock, watch, owner):
    chat = ask_for_person(desk)
    desk.journal.change_owner(chat, owner, name="Ana" if owner is Owner.SUPPORT_AGENT else None)
    clock.move(timedelta(days=2))
    assert watch.look() == 0
    assert told(desk, chat) == []


def test_who_said_stop_is_told_only_after_they_write_again(desk, clock, watch):
    chat = ask_for_person(desk)
    say(desk, chat, "stop", opts_out=True)
    clock.move(HOURS.promised)
    assert watch.look() == 0
    say(desk, chat, "hello")
    assert watch.look() == 1


def test_a_second_wait_that_ends_like_the_first_is_told_in_other_words(desk, clock, watch):
    chat = ask_for_person(desk)
    clock.move(HOURS.promised)
    watch.look()
    first = told(desk, chat)[0].text
    clock.move(-HOURS.promised)  # the clock was set back: the same minute comes twice
    desk.journal.change_owner(chat, Owner.BOT)
    desk.journal.change_owner(chat, Owner.WAITING)
    clock.move(HOURS.promised)
    assert watch.look() == 1
    assert told(desk, chat)[1].text != first


def test_of_many_watches_at_once_one_tells(desk, clock):
    chats = [ask_for_person(desk) for _ in range(5)]
    clock.move(HOURS.promised)
    begin = Barrier(4)

    def look():
        watch = WaitWatch(desk.team.waits, desk.journal.said, HOURS, clock)
        begin.wait(timeout=30)
        return watch.look()

    with ThreadPoolExecutor(4) as pool:
        looks = [pool.submit(look) for _ in range(4)]
    assert sum(look.result() for look in looks) == len(chats)
    assert [len(told(desk, chat)) for chat in chats] == [1] * 5


class DiesAfterWriting:
    """A worker that is killed when the words are written, before anybody hears that they are."""

    def __init__(self, waits):
        self._waits = waits

    def owed(self):
        return self._waits.owed()

    def tell_outcome(self, *arguments):
        self._waits.tell_outcome(*arguments)
        raise JournalUnavailable("killed")


def test_a_watch_that_dies_after_writing_leaves_nothing_to_tell_again(desk, clock, watch):
    chat = ask_for_person(desk)
    clock.move(HOURS.promised)
    with pytest.raises(JournalUnavailable):
        WaitWatch(DiesAfterWriting(desk.team.waits), desk.journal.said, HOURS, clock).look()
    assert watch.look() == 0
    assert len(told(desk, chat)) == 1


def test_a_person_who_takes_over_between_the_look_and_the_words_is_not_talked_over(desk, clock):
    chat = ask_for_person(desk)
    clock.move(HOURS.promised)

    def taken_meanwhile(conversation_id, texts):
        desk.journal.change_owner(conversation_id, Owner.SUPPORT_AGENT, name="Ana")
        return {}

    assert WaitWatch(desk.team.waits, taken_meanwhile, HOURS, clock).look() == 0
    assert told(desk, chat) == []
