import time

import pytest

from launcher.beginning import BEGAN, beginning, seconds_since


def test_the_time_counts_from_when_the_command_was_typed(monkeypatch):
    monkeypatch.setenv(BEGAN, str(int(time.time()) - 40))
    assert 40 <= seconds_since(beginning()) <= 42


@pytest.mark.parametrize("noted", ["", "soon", "٣", "99999999999999"])
def test_without_a_sensible_note_it_counts_from_now(monkeypatch, noted):
    monkeypatch.setenv(BEGAN, noted)
    assert seconds_since(beginning()) == 0


def test_the_note_is_not_handed_on(monkeypatch):
    monkeypatch.setenv(BEGAN, "1")
    beginning()
    assert seconds_since(beginning()) == 0
