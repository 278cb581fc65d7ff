"""Counting silence: it is written down together, and not lost while the database is away."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from threading import Event

import pytest
from sqlalchemy import text

from conversations.cue_counter import CueCounter, Silence
from conversations.cue_ledger import WhoSawIt
from conversations.desk import open_desk
from conversations.errors import JournalUnavailable
from conversations.sql_database import open_engine
from tests.conversations.offering import offered, silence

AGAIN = Silence(date(2030, 1, 1), "payment_failed", "Another offer is waiting for an answer.")
LATER = Silence(date(2030, 1, 2), "payment_failed", "Another offer is waiting for an answer.")


class Paper:
    """What is written down: at once, unless it is away."""

    def __init__(self) -> None:
        self.written: Counter[Silence] = Counter()
        self.times = 0
        self.is_away = False
        self.was_written = Event()

    def write_down(self, counted: Mapping[Silence, int]) -> None:
        if self.is_away:
            raise JournalUnavailable("away")
        self.times += 1
        self.written.update(counted)
        self.was_written.set()


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def counter(paper: Paper) -> Iterator[CueCounter]:
    counter = CueCounter(paper.write_down, seconds=3600)
    yield counter
    counter.close()


def test_what_was_counted_is_written_down_together(counter: CueCounter, paper: Paper):
    for seen in (AGAIN, LATER, AGAIN):
        counter.count(seen)
    assert paper.written == {}
    counter.close()

    assert (paper.written, paper.times) == ({AGAIN: 2, LATER: 1}, 1)


def test_it_is_written_down_without_being_asked(paper: Paper):
    counter = CueCounter(paper.write_down, seconds=0.001)
    counter.count(AGAIN)
    assert paper.was_written.wait(10)

    paper.was_written.clear()
    counter.count(AGAIN)
    assert paper.was_written.wait(10)
    assert paper.written == {AGAIN: 2}


def test_nothing_is_written_when_nothing_was_counted(counter: CueCounter, paper: Paper):
    counter.flush()

    assert paper.times == 0


def test_what_could_not_be_written_is_written_later(counter: CueCounter, paper: Paper):
    paper.is_away = True
    counter.count(AGAIN)
    counter.flush()
    paper.is_away = False
    counter.count(AGAIN)
    counter.flush()

    assert paper.written == {AGAIN: 2}


def test_silences_of_two_gateways_are_added_up(database_url: str):
    here, there = open_desk(database_url), open_desk(database_url)
    offered(here)
    for desk in (here, there, there):
        silence(desk)
    offered(there, WhoSawIt("device-2"))
    here.close()
    there.close()

    engine = open_engine(database_url)
    with engine.connect() as connection:
        counted = connection.execute(text("SELECT cue, reason, count FROM cue_counts")).all()
        columns = connection.execute(text("SELECT * FROM cue_counts")).keys()
    engine.dispose()
    assert counted == [("payment_failed", "Another offer is waiting for an answer.", 3)]
    assert set(columns) == {"day", "cue", "reason", "count"}, "nothing about the visitor"
