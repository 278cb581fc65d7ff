"""Nobody proves an order beyond the limits, or with a code that is not theirs, in any history."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from conversations.clock import HandClock
from conversations.desk import in_memory_desk, in_memory_identity, open_desk, open_identity
from conversations.in_memory_record import InMemoryRecord
from tests.conftest import PROVE
from tests.conversations.conftest import empty
from tests.conversations.identity_machine import Desks, Guesses, IdentityMachine
from tests.conversations.proving import SECRET, Office

STEPS_A_HISTORY = 50


def _guess(histories: int, open_desks: Callable[[HandClock], Desks]) -> Guesses:
    guesses = Guesses()
    sized = settings(
        max_examples=histories if PROVE else histories // 10, stateful_step_count=STEPS_A_HISTORY
    )
    run_state_machine_as_test(lambda: IdentityMachine(open_desks, guesses), settings=sized)
    return guesses


def _on_sql(url: str, clock: HandClock) -> Desks:
    here, there = (open_identity(url, SECRET, clock) for _ in range(2))
    return Desks(Office(open_desk(url, clock).journal, here, clock), there)


@pytest.mark.proof
def test_ten_thousand_guesses_hit_nothing_beyond_the_limits():
    def open_desks(clock: HandClock) -> Desks:
        record = InMemoryRecord()
        journal = in_memory_desk(clock, record).journal
        here, there = (in_memory_identity(record, clock) for _ in range(2))
        return Desks(Office(journal, here, clock), there)

    guesses = _guess(400, open_desks)
    assert guesses.made >= (10_000 if PROVE else 1_000)
    assert guesses.right_while_locked >= (100 if PROVE else 10)
    assert guesses.stale_codes >= (100 if PROVE else 10)


@pytest.mark.proof
def test_guesses_hit_nothing_beyond_the_limits_on_sqlite(migrated_sqlite_file: Path, tmp_path: Path):
    fresh = (tmp_path / f"history-{number}.db" for number in count())

    def open_desks(clock: HandClock) -> Desks:
        return _on_sql(f"sqlite:///{shutil.copyfile(migrated_sqlite_file, next(fresh))}", clock)

    assert _guess(100, open_desks).made >= (2_500 if PROVE else 200)


@pytest.mark.proof
@pytest.mark.postgres
def test_guesses_hit_nothing_beyond_the_limits_on_postgres(migrated_postgres_url: str):
    def open_desks(clock: HandClock) -> Desks:
        empty(migrated_postgres_url)
        return _on_sql(migrated_postgres_url, clock)

    assert _guess(60, open_desks).made >= (1_500 if PROVE else 100)
