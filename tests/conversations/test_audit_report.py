"""`make audit`: the figures on a terminal and in a file, and what its exit code says."""

import csv
import re
from datetime import UTC, datetime, timedelta

import pytest

from conversations.audit import audit
from conversations.audit_endings import CLOSING, UNWANTED
from conversations.audit_figures import MOST_FINDINGS
from conversations.audit_record import (
    CountedSilence,
    History,
    Period,
    RecordedEntry,
    RecordedOffer,
    RecordedTurn,
)
from conversations.audit_report import as_text, main
from conversations.audit_tables import Share, as_csv, shown, tables
from conversations.desk import Desk, open_desk
from conversations.entries import Because, Outcome
from conversations.in_memory_audit_record import InMemoryAuditRecord
from conversations.initiative import OfferOutcome
from tests.contracts.project_files import read_yaml
from tests.conversations.telling import answer

NOW = datetime(2030, 1, 31, 9, tzinfo=UTC)
PERIOD = Period(NOW - timedelta(days=30), NOW)


def asked(seq: int = 1) -> RecordedEntry:
    return RecordedEntry(seq, "customer", NOW - timedelta(minutes=5))


def replied(seq: int, text: int = 7, to: int = 1) -> RecordedEntry:
    permit = Because("reply", str(to))
    return RecordedEntry(
        seq, "bot", NOW - timedelta(minutes=5), text, permit_kind="reply", permit=permit, has_choices=True
    )


@pytest.fixture
def record() -> InMemoryAuditRecord:
    return InMemoryAuditRecord(
        [
            History(
                "chat",
                (asked(), replied(2), replied(3)),
                (RecordedTurn(1, 4, Outcome.ANSWERED, "ask_order_status"),),
                thumbs={2: True, 3: False},
            )
        ],
        [RecordedOffer("payment_failed", NOW - timedelta(days=1), OfferOutcome.DECLINED)],
        [CountedSilence("page_error", "An offer, already.", 3)],
    )


@pytest.fixture
def journal_url(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path) -> str:
    """A journal in which somebody asked and was answered."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    desk = open_desk(sqlite_url)
    tell(desk, "It is packed.")
    desk.close()
    return sqlite_url


def tell(desk: Desk, *texts: str) -> None:
    desk.journal.append_inbound(desk.journal.open_conversation("widget").id, "a", text="where is it")
    answer(desk.journal, *texts)


def test_every_figure_stands_in_the_file_with_its_name(record: InMemoryAuditRecord):
    rows = list(csv.DictReader(as_csv(tables(audit(record, PERIOD, NOW), NOW)).splitlines()))
    values = {(row["table"], row["row"], row["column"]): row["value"] for row in rows}

    assert values["manners", "repeated texts", "value"] == "1"
    assert values["manners", "met with silence", "value"] == "0.7500"
    assert values["manners", "time to a person", "value"] == ""
    assert values["words", "reply", "entries"] == "2"
    assert values["offers", "payment_failed", "declined"] == "1"
    assert values["silences", "page_error: An offer, already.", "times"] == "3"
    assert values["thumbs", "ask_order_status", "helpful"] == "1"
    assert values["thumbs", "all of them", "not helpful"] == "1"
    assert values["findings", "chat 3", "finding"] == "repeated"


def test_no_figure_is_named_twice(record: InMemoryAuditRecord):
    rows = list(csv.reader(as_csv(tables(audit(record, PERIOD, NOW), NOW)).splitlines()))
    assert len({tuple(row[:3]) for row in rows}) == len(rows)


def test_the_terminal_shows_the_period_and_every_table_with_rows(record: InMemoryAuditRecord):
    shown_lines = as_text(PERIOD, tables(audit(record, PERIOD, NOW), NOW)).splitlines()
    lines = [" ".join(line.split()) for line in shown_lines]
    assert lines[0] == "From 01 January 2030, 09:00 to 31 January 2030, 09:00 (UTC)"
    assert "repeated texts 1 The same words twice in a conversation. This must be 0." in lines
    assert "payment_failed 1 0 1 0 0 0 0 –" in lines
    assert "ask_order_status 1 1" in lines
    assert not [line for line in shown_lines if line != line.rstrip()]


def test_a_long_list_of_findings_is_cut_and_still_counted(record: InMemoryAuditRecord):
    many = tuple(replied(seq) for seq in range(2, 2 * MOST_FINDINGS))
    record.all_histories = [History("chat", (asked(), *many))]
    figures = audit(record, PERIOD, NOW)
    assert (figures.repeated.count, len(figures.repeated.first)) == (len(many) - 1, MOST_FINDINGS)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (0, "0"),
        (12345, "12\N{THIN SPACE}345"),
        (Share(0.126), "13\N{NO-BREAK SPACE}%"),
        (timedelta(seconds=90), "90\N{NO-BREAK SPACE}s"),
        (timedelta(minutes=25), "25\N{NO-BREAK SPACE}min"),
        (timedelta(hours=30), "30\N{NO-BREAK SPACE}h"),
        (timedelta(days=9), "9\N{NO-BREAK SPACE}days"),
        (None, "–"),
    ],
)
def test_a_figure_is_shown_as_people_say_it(cell, text: str):
    assert shown(cell) == text


def test_a_journal_with_manners_ends_well(journal_url: str, capsys: pytest.CaptureFixture[str]):
    assert main([]) == 0
    assert re.search(r"^forced entries +0 ", capsys.readouterr().out, re.MULTILINE)


def test_a_repeated_text_fails_the_audit(journal_url: str, capsys: pytest.CaptureFixture[str]):
    desk = open_desk(journal_url)
    tell(desk, "Once.", "Once.")
    desk.close()
    assert main([]) == 1
    assert re.search(r"^repeated texts +1 ", capsys.readouterr().out, re.MULTILINE)


def test_no_words_leave_the_journal(journal_url: str, capsys: pytest.CaptureFixture[str]):
    desk = open_desk(journal_url)
    tell(desk, "Peculiar.", "Peculiar.")
    desk.close()
    main(["--csv"])
    out = capsys.readouterr().out
    assert out.startswith("table,row,column,value\n")
    assert "Peculiar" not in out
    assert "where is it" not in out


def test_a_journal_that_is_not_there_is_not_made(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/deskbell.db")
    assert main([]) == 2
    assert "There is no journal yet" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_journal_may_be_named_in_the_dotenv_file(journal_url: str, tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    (tmp_path / ".env").write_text(f"DATABASE_URL={journal_url}\n")
    assert main(["--days", "1"]) == 0


@pytest.mark.parametrize("days", ["0", "x", "-1", "3651", "7.5", "٧", "9" * 5000])
def test_a_senseless_number_of_days_is_refused_in_one_sentence(days: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as refused:
        main([f"--days={days}"])
    assert refused.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said == f"make audit: error: argument --days: {days!r} is no whole number from 1 to 3650"


def test_what_the_audit_takes_for_an_ending_can_be_said():
    intents = {next(iter(intent)) for intent in read_yaml("domain.yml")["intents"]}
    assert intents >= CLOSING | UNWANTED
