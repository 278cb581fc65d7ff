"""The bot never forces a conversation: no history of visitors, customers, workers and agents makes it."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import text

from conversations.clock import HandClock
from conversations.desk import in_memory_desk, open_desk
from conversations.in_memory_record import InMemoryRecord
from conversations.sql_database import open_engine
from tests.conftest import PROVE
from tests.conversations.manners import MannersMachine, Shop, Steps

STEPS_A_HISTORY = 50


def _live(histories: int, open_shop: Callable[[HandClock], Shop]) -> int:
    """How many steps these histories took together."""
    steps = Steps()
    sized = settings(max_examples=histories, stateful_step_count=STEPS_A_HISTORY)
    run_state_machine_as_test(lambda: MannersMachine(open_shop, steps), settings=sized)
    return steps.made


@pytest.mark.proof
def test_the_manners_hold_in_every_history():
    def open_shop(clock: HandClock) -> Shop:
        record = InMemoryRecord()
        gateways = in_memory_desk(clock, record), in_memory_desk(clock, record)
        return Shop(gateways, lambda: set(record.conversations))

    assert _live(2600 if PROVE else 150, open_shop) >= (100_000 if PROVE else 5_000)


@pytest.mark.proof
def test_the_manners_hold_in_every_history_on_sqlite(migrated_sqlite_file: Path, tmp_path: Path):
    fresh = (tmp_path / f"history-{number}.db" for number in count())

    def open_shop(clock: HandClock) -> Shop:
        url = f"sqlite:///{shutil.copyfile(migrated_sqlite_file, next(fresh))}"
        engine = open_engine(url)

        def conversation_ids() -> set[str]:
            with engine.connect() as connection:
                return set(connection.execute(text("SELECT id FROM conversations")).scalars())

        return Shop((open_desk(url, clock), open_desk(url, clock)), conversation_ids)

    assert _live(200 if PROVE else 15, open_shop) >= (8_000 if PROVE else 500)
