"""Over 20,000 interleavings: no word of the bot after a take-over, no lost message, always an owner."""

import shutil
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from conversations.accounts import save_account
from conversations.audit import audit
from conversations.audit_record import Period
from conversations.clock import HandClock
from conversations.desk import Desk, in_memory_desk, open_desk
from conversations.passwords import Passwords
from conversations.sql_audit_record import SqlAuditRecord
from conversations.sql_database import Database, open_engine
from conversations.support_floor import SupportAgent
from tests.conftest import PROVE
from tests.conversations.conftest import empty
from tests.conversations.handoff import Handoff

IN_MEMORY, ON_SQLITE, ON_POSTGRES = 20_000, 2_000, 500
CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def seeds(whole: int) -> range:
    return range(whole if PROVE else whole // 10)


def team_of(desk: Desk) -> tuple[SupportAgent, SupportAgent]:
    book = desk.team.accounts
    ana, ben = (
        save_account(book, name, f"{name}@shop.example", "correct horse", CHEAP) for name in ("Ana", "Ben")
    )
    return ana, ben


def run_all(desk: Desk, clock: HandClock, whole: int) -> None:
    team, take_overs = team_of(desk), 0
    for seed in seeds(whole):
        handoff = Handoff(desk, clock, team, seed)
        handoff.run()
        take_overs += handoff.take_overs
    assert take_overs > whole // 10, "the interleavings are about take-overs"


@pytest.mark.proof
def test_every_interleaving_in_memory():
    take_overs = 0
    for seed in seeds(IN_MEMORY):
        clock = HandClock()
        desk = in_memory_desk(clock)
        handoff = Handoff(desk, clock, (SupportAgent("a", "Ana"), SupportAgent("b", "Ben")), seed)
        handoff.run()
        take_overs += handoff.take_overs
    assert take_overs > len(seeds(IN_MEMORY)), "the interleavings are about take-overs"


@pytest.mark.proof
def test_every_interleaving_on_sqlite(migrated_sqlite_file: Path, tmp_path: Path):
    url = f"sqlite:///{shutil.copy(migrated_sqlite_file, tmp_path)}"
    _run_on(url, ON_SQLITE)


@pytest.mark.proof
@pytest.mark.postgres
def test_every_interleaving_on_postgres(migrated_postgres_url: str):
    empty(migrated_postgres_url)
    _run_on(migrated_postgres_url, ON_POSTGRES)


def _run_on(url: str, whole: int) -> None:
    clock = HandClock()
    began = clock()
    desk = open_desk(url, clock)
    run_all(desk, clock, whole)
    desk.close()
    database = Database(open_engine(url))
    figures = audit(SqlAuditRecord(database), Period(began, clock()), clock())
    database.close()
    assert figures.conversations > whole // 20
    assert figures.forced.count == 0, figures.forced.first
