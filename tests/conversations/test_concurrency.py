"""Many at once, with real threads and processes: nobody gets another's turn, and no number is missing."""

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from sqlalchemy import event

from conversations.desk import Desk, open_desk
from conversations.in_memory_bell import InMemoryBell
from conversations.journal import ClaimedTurn, Journal
from conversations.ownership import Owner
from conversations.sql_database import Database, open_engine
from conversations.sql_journal import SqlJournal
from tests.conversations.telling import ANSWERED, claim, saying

MESSAGES = 20


def claims_until_nothing_is_left(journal: Journal) -> list[ClaimedTurn]:
    return list(iter(lambda: journal.claim_turn("worker"), None))


def test_eight_who_append_at_once_leave_no_gap(desk: Desk):
    conversation = desk.journal.open_conversation("widget")

    def append(name: str) -> list[int]:
        return [
            desk.journal.append_inbound(conversation.id, f"{name}{n}", text=name).seq for n in range(MESSAGES)
        ]

    with ThreadPoolExecutor(8) as pool:
        seqs = list(pool.map(append, "abcdefgh"))

    assert sorted(chain(*seqs)) == list(range(1, 8 * MESSAGES + 1))
    assert all(own == sorted(own) for own in seqs)
    assert [item.seq for item in desk.journal.read_stream(conversation.id, 0)] == sorted(chain(*seqs))


def test_the_same_message_from_eight_at_once_is_one_message(desk: Desk):
    conversation = desk.journal.open_conversation("widget")

    with ThreadPoolExecutor(8) as pool:
        receipts = list(
            pool.map(lambda _: desk.journal.append_inbound(conversation.id, "a", text="hello"), range(8))
        )

    assert sorted(receipt.is_new for receipt in receipts) == [False] * 7 + [True]
    assert desk.journal.conversation(conversation.id).last_seq == 1


def test_no_two_workers_hold_the_same_conversation(desk: Desk):
    conversations = {desk.journal.open_conversation("widget").id for _ in range(40)}
    for conversation_id in conversations:
        desk.journal.append_inbound(conversation_id, "a", text="hello")

    with ThreadPoolExecutor(4) as pool:
        claimed = list(chain(*pool.map(lambda _: claims_until_nothing_is_left(desk.journal), range(4))))

    held = Counter(turn.conversation_id for turn in claimed)
    assert set(held.values()) == {1}
    # Whoever looked while another was busy with the same row may have come away with nothing.
    claimed += claims_until_nothing_is_left(desk.journal)
    assert {turn.conversation_id for turn in claimed} == conversations
    assert len(claimed) == len(conversations)


def test_of_a_commit_and_a_take_over_at_once_only_one_speaks(desk: Desk):
    for _ in range(20):
        conversation = desk.journal.open_conversation("widget")
        desk.journal.append_inbound(conversation.id, "a", text="hello")
        turn = claim(desk.journal)
        with ThreadPoolExecutor(2) as pool:
            commit = pool.submit(desk.journal.commit_turn, turn, saying("Hello!"))
            pool.submit(desk.journal.change_owner, conversation.id, Owner.SUPPORT_AGENT, name="Ana").result()

        kinds = [item.kind for item in desk.journal.read_stream(conversation.id, 0)]
        bot_was_first = commit.result() == ANSWERED
        assert kinds == (
            ["message", "message", "turn", "owner"] if bot_was_first else ["message", "owner", "turn"]
        )


def test_a_reader_misses_nothing_that_is_written_while_it_reads(database_url: str):
    desk, engine = open_desk(database_url), open_engine(database_url)
    reader = SqlJournal(Database(engine), InMemoryBell())
    conversation = desk.journal.open_conversation("widget")
    desk.journal.append_inbound(conversation.id, "a", text="hello")

    def answer_after_each_statement(*_: object) -> None:
        turn = desk.journal.claim_turn("worker")
        if turn is not None:
            desk.journal.commit_turn(turn, saying("Hello!", new_owner=Owner.WAITING))
            desk.journal.append_inbound(conversation.id, f"after {turn.inbound.seq}", text="and")

    event.listen(engine, "after_cursor_execute", answer_after_each_statement)
    pieces = [reader.read_stream(conversation.id, 0)]
    pieces.append(reader.read_stream(conversation.id, pieces[0][-1].seq))
    event.remove(engine, "after_cursor_execute", answer_after_each_statement)

    seqs = [item.seq for piece in pieces for item in piece]
    assert seqs == list(range(1, len(seqs) + 1))
    assert len(seqs) > 5
    desk.close()
    engine.dispose()


PROCESS = """
import sys
from conversations.desk import open_desk
from conversations.entries import Outcome, TurnEnd, Words
from conversations.journal import TurnResult

url, role, name, conversation_ids = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4].split(",")
journal = open_desk(url).journal
if role == "appends":
    for number in range(10):
        for conversation_id in conversation_ids:
            journal.append_inbound(conversation_id, f"{name}-{number}", text="hello")
else:
    answer = TurnResult(TurnEnd(Outcome.ANSWERED, "x"), (Words("Hello!"),), snapshot=name)
    idle = 0
    while idle < 200:
        turn = journal.claim_turn(name)
        idle = 0 if turn else idle + 1
        if turn:
            journal.commit_turn(turn, answer)
"""


def test_processes_that_share_the_work_finish_every_message_once(database_url: str):
    desk = open_desk(database_url)
    ids = [desk.journal.open_conversation("widget").id for _ in range(4)]
    roles = [("appends", "one"), ("appends", "two"), ("works", "first"), ("works", "second")]

    processes = [
        subprocess.Popen([sys.executable, "-c", PROCESS, database_url, role, name, ",".join(ids)])
        for role, name in roles
    ]
    assert [process.wait(timeout=120) for process in processes] == [0, 0, 0, 0]
    while (turn := desk.journal.claim_turn("the last")) is not None:
        desk.journal.commit_turn(turn, saying("Hello!"))

    for conversation_id in ids:
        stream = desk.journal.read_stream(conversation_id, 0)
        assert [item.seq for item in stream] == list(range(1, 61))
        assert Counter(item.kind for item in stream) == {"message": 40, "turn": 20}
        finished = [item.data["seq"] for item in stream if item.kind == "turn"]
        assert finished == sorted(set(finished))
    desk.close()
