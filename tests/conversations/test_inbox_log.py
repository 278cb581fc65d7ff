"""The inbox log, on every adapter: nothing is missing, nothing appears later, whoever numbers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from conversations.accounts import save_account
from conversations.clock import HandClock
from conversations.desk import Desk
from conversations.inbox_log import KEPT, MOST_ITEMS
from conversations.passwords import Passwords
from tests.conversations.telling import answer, claim, saying

CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def news(desk: Desk, after: int = 0) -> list[tuple[str, int, int]]:
    lines = desk.team.log.read(after, 10_000)
    return [(line.conversation_id, line.after_seq, line.up_to_seq) for line in lines]


def test_what_is_new_stands_in_the_log_once(desk: Desk):
    chat = desk.journal.open_conversation("widget").id
    assert desk.team.log.bounds() == (0, 0)
    desk.journal.append_inbound(chat, "a", text="hello")
    assert news(desk) == news(desk) == [(chat, 0, 1)]
    answer(desk.journal, "Hello!")
    _, latest = desk.team.log.bounds()
    assert news(desk) == [(chat, 0, 1), (chat, 1, 3)]
    assert news(desk, latest) == []


def test_what_piled_up_comes_in_stretches(desk: Desk):
    chat = desk.journal.open_conversation("widget").id
    for number in range(MOST_ITEMS + 20):
        desk.journal.append_inbound(chat, str(number), text="hello")
    assert news(desk) == [(chat, 0, MOST_ITEMS), (chat, MOST_ITEMS, MOST_ITEMS + 20)]


def test_a_note_is_news_too(desk: Desk):
    ana = save_account(desk.team.accounts, "Ana", "ana@shop.example", "correct horse", CHEAP)
    chat = desk.journal.open_conversation("widget").id
    note, _ = desk.team.floor.add_note(chat, ana, "n", "Look at this")
    desk.team.floor.add_note(chat, ana, "n", "Look at this")
    assert [line.note_id for line in desk.team.log.read(0)] == [note.id]


def test_what_a_dropped_turn_did_makes_the_end_of_the_turn_news_again(desk: Desk):
    ana = save_account(desk.team.accounts, "Ana", "ana@shop.example", "correct horse", CHEAP)
    chat = desk.journal.open_conversation("widget").id
    desk.journal.append_inbound(chat, "a", text="yes, cancel it")
    turn = claim(desk.journal)
    desk.team.floor.take(chat, ana)
    _, latest = desk.team.log.bounds()
    desk.journal.commit_turn(turn, saying("Cancelled.", note="Order 10042 is cancelled."))
    (line,) = desk.team.log.read(latest)
    told = desk.journal.read_stream(chat, line.after_seq)
    assert [(item.kind, item.data["seq"]) for item in told] == [("turn", 1)]
    assert (line.conversation_id, line.up_to_seq) == (chat, told[-1].seq)


@pytest.mark.parametrize("limit", [1, 3])
def test_it_is_read_in_pages(desk: Desk, limit: int):
    for number in range(7):
        chat = desk.journal.open_conversation("widget").id
        desk.journal.append_inbound(chat, "a", text=f"number {number}")
    read, after = [], 0
    while page := desk.team.log.read(after, limit):
        assert len(page) <= limit
        read += page
        after = page[-1].number
    assert [line.number for line in read] == list(range(1, 8))


def test_what_is_old_is_forgotten_and_the_bounds_say_so(desk: Desk, clock: HandClock):
    chat = desk.journal.open_conversation("widget").id
    for number in range(3):
        desk.journal.append_inbound(chat, str(number), text="hello")
        assert news(desk)
    clock.move(KEPT + timedelta(seconds=1))
    desk.journal.append_inbound(chat, "new", text="hello")
    assert desk.team.log.bounds() == (3, 4)
    assert news(desk) == [(chat, 3, 4)]


def test_with_many_who_write_and_number_at_once_no_reader_misses_anything(desk: Desk):
    """A reader that goes on from the last number it saw gets every item of every conversation, in order."""
    chats = [desk.journal.open_conversation("widget").id for _ in range(4)]
    writes = 12

    def write(chat: str) -> None:
        for number in range(writes):
            desk.journal.append_inbound(chat, str(number), text="hello")

    def follow(_: int) -> list[tuple[str, int, int]]:
        seen: list[tuple[str, int, int]] = []
        after = 0
        while sum(up_to - start for _, start, up_to in seen) < writes * len(chats):
            for line in desk.team.log.read(after, 5):
                assert line.number > after
                after = line.number
                seen.append((line.conversation_id, line.after_seq, line.up_to_seq))
        return seen

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(follow, number) for number in range(4)]
        list(pool.map(write, chats))
        followed = [reader.result(timeout=60) for reader in readers]

    assert all(seen == followed[0] for seen in followed)
    for chat in chats:
        stretches = [(start, up_to) for id_, start, up_to in followed[0] if id_ == chat]
        assert [start for start, _ in stretches] == [0, *(up_to for _, up_to in stretches[:-1])]
        assert stretches[-1][1] == writes
