"""The rules of the journal hold in every history, and its adapters agree with each other."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from conversations.clock import HandClock
from conversations.desk import open_desk
from conversations.journal import Journal
from tests.conftest import PROVE
from tests.conversations.conftest import empty
from tests.conversations.histories import Histories

STEPS_A_HISTORY = 50


def _tell(histories: int, open_other: Callable[[HandClock], Journal]) -> None:
    sized = settings(
        max_examples=histories if PROVE else histories // 10, stateful_step_count=STEPS_A_HISTORY
    )
    run_state_machine_as_test(lambda: Histories(open_other), settings=sized)


@pytest.mark.proof
def test_every_history_on_sqlite_keeps_the_rules(migrated_sqlite_file: Path, tmp_path: Path):
    fresh = (tmp_path / f"history-{number}.db" for number in count())

    def open_sqlite(clock: HandClock) -> Journal:
        copy = shutil.copyfile(migrated_sqlite_file, next(fresh))
        return open_desk(f"sqlite:///{copy}", clock).journal

    _tell(400, open_sqlite)


@pytest.mark.proof
@pytest.mark.postgres
def test_every_history_on_postgres_keeps_the_rules(migrated_postgres_url: str):
    def open_postgres(clock: HandClock) -> Journal:
        empty(migrated_postgres_url)
        return open_desk(migrated_postgres_url, clock).journal

    _tell(100, open_postgres)
