"""`make audit`: were the manners kept? Prints the figures of the journal, as tables or as CSV.

Exit code 0; 1 when words were forced or repeated; 2 when the journal cannot be read.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from textwrap import fill

from dotenv import dotenv_values

from conversations.audit import audit
from conversations.audit_figures import Figures
from conversations.audit_record import Period
from conversations.audit_tables import Cell, FigureTable, as_csv, shown, tables
from conversations.clock import utc_now
from conversations.environment import Environment
from conversations.errors import JournalUnavailable, SettingError
from conversations.sql_audit_record import SqlAuditRecord
from conversations.sql_database import Database, open_engine, parse_database_url

DAYS = 30
_MOST_DAYS = 3650
_NO_JOURNAL = "There is no journal yet: `make run` makes one. (DATABASE_URL says where it is.)"


def read_figures(database_url: str, days: int, now: datetime) -> Figures:
    """The figures of the last `days` days. Raises `SettingError` and `JournalUnavailable`."""
    url = parse_database_url(database_url)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        raise JournalUnavailable(_NO_JOURNAL)  # and opening it would make an empty one
    database = Database(open_engine(database_url))
    try:
        return audit(SqlAuditRecord(database), Period(now - timedelta(days=days), now), now)
    finally:
        database.close()


def as_text(period: Period, all_tables: Sequence[FigureTable]) -> str:
    """The tables, aligned, under the period; those without rows are left out."""
    days = f"From {period.since:%d %B %Y, %H:%M} to {period.until:%d %B %Y, %H:%M} (UTC)"
    return "\n\n".join((days, *(_as_text(table) for table in all_tables if table.rows))) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _parse(arguments)
    try:
        now = utc_now()
        figures = read_figures(_database_url(), chosen.days, now)
    except (SettingError, JournalUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    figure_tables = tables(figures, now)
    sys.stdout.write(as_csv(figure_tables) if chosen.csv else as_text(figures.period, figure_tables))
    return 0 if figures.is_well_mannered else 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("make audit", description="Were the manners kept?")
    about = f"look back N days, from 1 to {_MOST_DAYS}"
    parser.add_argument("--days", type=_days, default=DAYS, metavar="N", help=about)
    parser.add_argument("--csv", action="store_true", help="one figure a line, for a spreadsheet")
    return parser.parse_args(arguments)


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 to {_MOST_DAYS}")
    return int(text)


def _database_url() -> str:
    """As the parts read it that the launcher starts: the environment wins over `.env`."""
    in_file = {name: value or "" for name, value in dotenv_values(".env", interpolate=False).items()}
    environment = Environment({**in_file, **os.environ})
    return environment.text(
        "DATABASE_URL", f"sqlite:///{environment.text('DESKBELL_VAR', 'var')}/deskbell.db"
    )


def _as_text(table: FigureTable) -> str:
    lines = [table.columns, *(tuple(map(shown, row)) for row in table.rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    is_figure = [_is_figure([row[number] for row in table.rows]) for number in range(len(widths))]
    aligned = [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, is_figure, strict=True)
        ).rstrip()
        for line in lines
    ]
    return "\n".join((table.title.upper(), *fill(table.about, 100).splitlines(), *aligned))


def _is_figure(cells: Sequence[Cell]) -> bool:
    return not any(isinstance(cell, str) for cell in cells)


if __name__ == "__main__":
    sys.exit(main())
