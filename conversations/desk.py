"""Wires what a process needs to take part in conversations: the journal, the ledger of cues, the notices,
the bell and the heartbeats; and, for the action server alone, the identity desk.

This is what the gateway, the worker and the launcher call; a test calls `in_memory_desk`.
"""

from dataclasses import dataclass
from pathlib import Path

from conversations.absences import Absences
from conversations.accounts import AccountBook
from conversations.bell import Bell
from conversations.clock import Clock, utc_now
from conversations.cue_ledger import CueLedger
from conversations.heartbeats import Heartbeats
from conversations.identity import IdentityDesk
from conversations.in_memory_accounts import InMemoryAccountBook
from conversations.in_memory_bell import InMemoryBell
from conversations.in_memory_cue_ledger import InMemoryCueLedger
from conversations.in_memory_heartbeats import InMemoryHeartbeats
from conversations.in_memory_identity import InMemoryIdentityDesk
from conversations.in_memory_inbox_log import InMemoryInboxLog
from conversations.in_memory_journal import InMemoryJournal
from conversations.in_memory_messenger import in_memory_messenger_book
from conversations.in_memory_notices import InMemoryNoticeBook
from conversations.in_memory_queue import InMemoryQueue
from conversations.in_memory_record import InMemoryRecord
from conversations.in_memory_support_floor import InMemorySupportFloor
from conversations.in_memory_waits import InMemoryHandOverBook, InMemoryWaits
from conversations.inbox_log import InboxLog
from conversations.journal import Journal
from conversations.local_bell import LocalBell, bells_beside
from conversations.messenger import MessengerBook
from conversations.notices import NoticeBook
from conversations.postgres_bell import PostgresBell
from conversations.queue import Queue
from conversations.sql_accounts import SqlAccountBook
from conversations.sql_cue_ledger import SqlCueLedger
from conversations.sql_database import DEFAULT_DATABASE_URL, Database, open_engine, parse_database_url
from conversations.sql_heartbeats import SqlHeartbeats
from conversations.sql_identity import SqlIdentityDesk
from conversations.sql_inbox_log import SqlInboxLog
from conversations.sql_journal import SqlJournal
from conversations.sql_messenger import open_messenger_book
from conversations.sql_notices import SqlNoticeBook
from conversations.sql_queue import SqlQueue
from conversations.sql_support_floor import SqlSupportFloor
from conversations.sql_waits import SqlHandOverBook, SqlWaits
from conversations.support_desk import HandOverBook
from conversations.support_floor import SupportFloor
from conversations.waits import Waits


@dataclass(frozen=True, slots=True)
class Team:
    """What the support team works with. `accounts` keeps rows; the rules stand in `accounts.Accounts`."""

    accounts: AccountBook
    floor: SupportFloor
    queue: Queue
    log: InboxLog
    waits: Waits
    hand_overs: HandOverBook


@dataclass(frozen=True, slots=True)
class Desk:
    journal: Journal
    bell: Bell
    heartbeats: Heartbeats
    ledger: CueLedger
    notices: NoticeBook
    team: Team
    messenger: MessengerBook

    def close(self) -> None:
        self.ledger.close()
        self.bell.close()
        self.journal.close()


def open_desk(database_url: str = DEFAULT_DATABASE_URL, clock: Clock = utc_now) -> Desk:
    """The desk on this database, which `schema.upgrade` has brought up to date.

    Connects only when it is used. Raises `SettingError` for a wrong URL.
    """
    database = Database(open_engine(database_url))
    bell = _open_bell(database_url)
    return Desk(
        SqlJournal(database, bell, clock),
        bell,
        SqlHeartbeats(database, clock),
        SqlCueLedger(database, bell, clock),
        SqlNoticeBook(database, bell, clock),
        Team(
            SqlAccountBook(database),
            SqlSupportFloor(database, bell, clock),
            SqlQueue(database, clock),
            SqlInboxLog(database, clock),
            SqlWaits(database, bell, clock),
            SqlHandOverBook(database, clock),
        ),
        open_messenger_book(database, bell, clock),
    )


def in_memory_desk(clock: Clock = utc_now, record: InMemoryRecord | None = None) -> Desk:
    """The desk of a test; desks on one `record` share what they know, as those on one database do."""
    bell, record = InMemoryBell(), record or InMemoryRecord()
    return Desk(
        InMemoryJournal(bell, clock, record),
        bell,
        InMemoryHeartbeats(clock),
        InMemoryCueLedger(record, bell, clock),
        InMemoryNoticeBook(record, bell, clock),
        Team(
            InMemoryAccountBook(record),
            InMemorySupportFloor(record, bell, clock),
            InMemoryQueue(record, clock),
            InMemoryInboxLog(record, clock),
            InMemoryWaits(record, bell, clock),
            InMemoryHandOverBook(record, clock),
        ),
        in_memory_messenger_book(record, bell, clock),
    )


def absences_of(desk: Desk, clock: Clock = utc_now) -> Absences:
    """What watches over the conversations of agents who have gone."""
    return Absences(desk.journal, desk.team.accounts, desk.team.queue, desk.team.floor, clock)


def open_identity(database_url: str, secret: str, clock: Clock = utc_now) -> IdentityDesk:
    """The identity desk of the conversations on this database; `secret` is `secret.read_secret`'s.

    Connects only when it is used. Raises `SettingError` for a wrong URL.
    """
    return SqlIdentityDesk(Database(open_engine(database_url)), secret, clock)


def in_memory_identity(record: InMemoryRecord, clock: Clock = utc_now) -> IdentityDesk:
    """The identity desk of a test, on the record that the desk of its conversations was given."""
    return InMemoryIdentityDesk(record, clock)


def _open_bell(database_url: str) -> Bell:
    url = parse_database_url(database_url)
    if url.get_backend_name() == "sqlite":
        return LocalBell(bells_beside(Path(str(url.database))))
    return PostgresBell(url.set(drivername="postgresql").render_as_string(hide_password=False))
