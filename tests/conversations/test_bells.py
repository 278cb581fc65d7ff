"""Wake-ups, on every bell."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from queue import Empty, Queue
from threading import Event

import psycopg2
import pytest

from conversations.bell import Bell, Topic
from conversations.desk import open_desk
from conversations.in_memory_bell import InMemoryBell
from conversations.local_bell import LONGEST_PATH, LocalBell, bells_beside
from conversations.postgres_bell import PostgresBell
from tests.conversations.conftest import SQL_DATABASES

SOON = 10
WORK = frozenset({Topic.WORK})
Heard = Queue[tuple[Topic, str]]


@pytest.fixture(params=("in_memory", *SQL_DATABASES))
def bell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bell]:
    opened: Bell
    if request.param == "in_memory":
        opened = InMemoryBell()
    elif request.param == "postgres":
        opened = PostgresBell(request.getfixturevalue("migrated_postgres_url"))
    else:
        opened = LocalBell(tmp_path / "bells")
    yield opened
    opened.close()


def listen(bell: Bell, *topics: Topic) -> Heard:
    heard: Heard = Queue()
    bell.listen(frozenset(topics), lambda topic, about: heard.put((topic, about)))
    return heard


def test_a_listener_hears_its_topics_and_no_other(bell: Bell):
    heard = listen(bell, Topic.WORK, Topic.STREAM)

    bell.ring(Topic.TYPING, "one")
    bell.ring(Topic.WORK, "two")
    bell.ring(Topic.STREAM, "three")

    assert heard.get(timeout=SOON) == (Topic.WORK, "two")
    assert heard.get(timeout=SOON) == (Topic.STREAM, "three")


def test_everybody_who_listens_hears_the_ring(bell: Bell):
    first, second = listen(bell, Topic.WORK), listen(bell, Topic.WORK)

    bell.ring(Topic.WORK, "one")

    assert first.get(timeout=SOON) == second.get(timeout=SOON) == (Topic.WORK, "one")


def test_whoever_stopped_listening_hears_nothing(bell: Bell):
    heard: list[str] = []
    stop = bell.listen(WORK, lambda _, about: heard.append(about))
    stop()
    stop()
    other = listen(bell, Topic.WORK)

    bell.ring(Topic.WORK, "one")

    assert other.get(timeout=SOON) == (Topic.WORK, "one")
    assert heard == []


def test_a_listener_that_fails_goes_on_listening(bell: Bell):
    heard: Heard = Queue()

    def fail_once(topic: Topic, about: str) -> None:
        heard.put((topic, about))
        if about == "one":
            raise RuntimeError("a mistake of the listener")

    bell.listen(WORK, fail_once)
    bell.ring(Topic.WORK, "one")
    bell.ring(Topic.WORK, "two")

    assert [heard.get(timeout=SOON)[1] for _ in range(2)] == ["one", "two"]


def test_a_listener_that_hangs_holds_nobody_up(bell: Bell):
    is_free = Event()
    bell.listen(WORK, lambda *_: is_free.wait(SOON))
    prompt = listen(bell, Topic.STREAM)

    for number in range(1000):
        bell.ring(Topic.WORK, str(number))
    bell.ring(Topic.STREAM, "still ringing")

    assert prompt.get(timeout=SOON) == (Topic.STREAM, "still ringing")
    is_free.set()


def test_ringing_with_nobody_there_or_after_closing_is_no_error(bell: Bell):
    bell.ring(Topic.WORK, "nobody listens")
    bell.close()
    bell.ring(Topic.WORK, "closed")
    bell.close()


def test_a_bell_rings_in_another_process(database_url: str):
    desk = open_desk(database_url)
    heard = listen(desk.bell, Topic.STREAM)
    ring = "import sys; from conversations.desk import open_desk; from conversations.bell import Topic;"
    ring += "desk = open_desk(sys.argv[1]); desk.bell.ring(Topic.STREAM, 'from afar'); desk.close()"

    subprocess.run([sys.executable, "-c", ring, database_url], check=True, timeout=60)

    assert heard.get(timeout=SOON) == (Topic.STREAM, "from afar")
    desk.close()


def test_the_journal_rings_for_work_stream_and_typing(database_url: str):
    desk = open_desk(database_url)
    heard = listen(desk.bell, *Topic)
    conversation = desk.journal.open_conversation("widget")

    desk.journal.append_inbound(conversation.id, "a", text="hello")
    desk.journal.append_inbound(conversation.id, "a", text="hello")
    desk.journal.claim_turn("worker")

    topics = [heard.get(timeout=SOON) for _ in range(3)]
    assert topics == [(topic, conversation.id) for topic in (Topic.STREAM, Topic.WORK, Topic.TYPING)]
    assert heard.empty()
    desk.close()


def test_a_socket_that_a_dead_process_left_is_cleared_away(tmp_path: Path):
    dead = tmp_path / "work.0000"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as left_behind:
        left_behind.bind(str(dead))
    with closing(LocalBell(tmp_path)) as bell:
        heard = listen(bell, Topic.WORK)
        bell.ring(Topic.WORK, "one")
        assert heard.get(timeout=SOON) == (Topic.WORK, "one")

    assert list(tmp_path.iterdir()) == []


def test_a_path_that_is_too_long_for_a_socket_is_shortened(tmp_path: Path):
    deep = tmp_path / ("d" * 100) / "deskbell.db"

    assert bells_beside(Path("/srv/shop/deskbell.db")) == Path("/srv/shop/bells")
    assert bells_beside(deep) == bells_beside(deep)
    assert bells_beside(deep) != bells_beside(deep.with_name("e") / "deskbell.db")
    with closing(LocalBell(bells_beside(deep))) as bell:
        heard = listen(bell, *Topic)
        bell.ring(Topic.WORK, "one")
        assert heard.get(timeout=SOON) == (Topic.WORK, "one")
        assert all(len(os.fsencode(path)) <= LONGEST_PATH for path in bells_beside(deep).iterdir())
    bells_beside(deep).rmdir()


def test_a_bell_that_cannot_be_hung_up_is_no_error(tmp_path: Path):
    (tmp_path / "bells").write_text("a file where the directory should be")
    with closing(LocalBell(tmp_path / "bells")) as bell:
        heard = listen(bell, Topic.WORK)
        bell.ring(Topic.WORK, "one")
    assert heard.empty()


@pytest.mark.postgres
def test_a_postgres_bell_rings_again_after_its_connections_were_cut(migrated_postgres_url: str):
    with closing(PostgresBell(migrated_postgres_url)) as bell:
        heard = listen(bell, Topic.WORK)
        bell.ring(Topic.WORK, "before")
        assert heard.get(timeout=SOON) == (Topic.WORK, "before")
        cut_connections(migrated_postgres_url)

        assert ring_until_heard(bell, heard) == (Topic.WORK, "after")


def cut_connections(url: str) -> None:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")


def ring_until_heard(bell: Bell, heard: Heard) -> tuple[Topic, str]:
    for _ in range(100):
        bell.ring(Topic.WORK, "after")
        try:
            return heard.get(timeout=SOON / 100)
        except Empty:
            continue
    raise AssertionError("nobody heard the bell")


@pytest.mark.postgres
def test_a_postgres_bell_without_a_database_is_no_error(tmp_path: Path):
    with closing(PostgresBell(f"postgresql:///nowhere?host={tmp_path}")) as bell:
        bell.ring(Topic.WORK, "one")
