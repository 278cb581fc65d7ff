"""Who is alive, on every adapter."""

from datetime import timedelta

import pytest

from conversations.clock import HandClock
from conversations.desk import Desk
from conversations.heartbeats import BEAT_EVERY, Heartbeat, Heartbeats, Part


@pytest.fixture
def heartbeats(desk: Desk) -> Heartbeats:
    return desk.heartbeats


def names(heartbeats: Heartbeats, within: timedelta = 3 * BEAT_EVERY) -> set[str]:
    return {beat.name for beat in heartbeats.alive(within)}


def test_nobody_is_alive_before_the_first_beat(heartbeats: Heartbeats):
    assert list(heartbeats.alive()) == []


def test_a_beat_says_who_and_when(heartbeats: Heartbeats, clock: HandClock):
    heartbeats.beat(Part.BOT, "worker-1", "model 20300101")

    assert list(heartbeats.alive()) == [Heartbeat(Part.BOT, "worker-1", "model 20300101", clock())]


def test_the_latest_beat_counts(heartbeats: Heartbeats, clock: HandClock):
    heartbeats.beat(Part.BOT, "worker-1", "old model")
    clock.move(BEAT_EVERY)
    heartbeats.beat(Part.BOT, "worker-1", "new model")

    assert [(beat.detail, beat.at) for beat in heartbeats.alive()] == [("new model", clock())]


def test_whoever_misses_three_beats_is_away(heartbeats: Heartbeats, clock: HandClock):
    heartbeats.beat(Part.ACTIONS, "actions-1")
    clock.move(3 * BEAT_EVERY)
    assert names(heartbeats) == {"actions-1"}
    clock.move(timedelta(microseconds=1))

    assert names(heartbeats) == set()


def test_two_processes_of_a_part_are_told_apart(heartbeats: Heartbeats):
    heartbeats.beat(Part.BOT, "worker-1")
    heartbeats.beat(Part.BOT, "worker-2")
    heartbeats.beat(Part.GATEWAY, "worker-1")
    heartbeats.stop(Part.BOT, "worker-1")

    assert {(beat.part, beat.name) for beat in heartbeats.alive()} == {
        (Part.BOT, "worker-2"),
        (Part.GATEWAY, "worker-1"),
    }


def test_stopping_twice_is_no_error(heartbeats: Heartbeats):
    heartbeats.stop(Part.BOT, "worker-1")
    heartbeats.stop(Part.BOT, "worker-1")

    assert names(heartbeats) == set()


def test_the_long_dead_are_forgotten(heartbeats: Heartbeats, clock: HandClock):
    heartbeats.beat(Part.BOT, "long dead")
    clock.move(timedelta(hours=2))
    heartbeats.beat(Part.BOT, "newcomer")

    assert names(heartbeats, within=timedelta(days=1)) == {"newcomer"}
