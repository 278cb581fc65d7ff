import pytest

from launcher.restarts import Backoff, Hopeless, Restarts

BACKOFF = Backoff(first=1, longest=10, calm=60)


def test_each_early_end_doubles_the_wait_up_to_the_longest():
    restarts = Restarts(BACKOFF)
    waits = [restarts.delay_after_end(was_ready=True, ran_for=2) for _ in range(6)]
    assert waits == [1, 2, 4, 8, 10, 10]


def test_a_part_that_ran_calmly_is_started_again_almost_at_once():
    restarts = Restarts(BACKOFF)
    for _ in range(5):
        restarts.delay_after_end(was_ready=True, ran_for=2)
    assert restarts.delay_after_end(was_ready=True, ran_for=61) == 1


def test_a_part_that_was_ready_is_never_hopeless():
    restarts = Restarts(BACKOFF)
    assert [restarts.delay_after_end(was_ready=True, ran_for=0) for _ in range(2000)][-1] == 10


def test_five_starts_in_a_row_that_never_became_ready_are_hopeless():
    restarts = Restarts(BACKOFF)
    for _ in range(4):
        restarts.delay_after_end(was_ready=False, ran_for=1)
    with pytest.raises(Hopeless):
        restarts.delay_after_end(was_ready=False, ran_for=1)


def test_becoming_ready_once_gives_five_new_chances():
    restarts = Restarts(BACKOFF)
    for _ in range(3):
        for _ in range(4):
            restarts.delay_after_end(was_ready=False, ran_for=1)
        assert restarts.delay_after_end(was_ready=True, ran_for=1) == 10
