"""`python -m gateway.audit_printer`: makes everything that `/audit` shows, and prints it as one JSON object.

A process of its own, so that neither the counting nor Matplotlib weighs on the gateway.
DATABASE_URL comes from the gateway. Exit code 2 when the journal cannot be read.
"""

import json
import os
import sys
from pathlib import Path

from actions.faq.errors import VectorsUnavailable
from actions.faq.search import FaqSearch
from actions.faq.shelf import FaqShelf, read_entries
from conversations.audit_record import Period
from conversations.audit_report import DAYS, read_figures
from conversations.audit_tables import as_csv, tables
from conversations.clock import utc_now
from conversations.errors import JournalUnavailable, SettingError
from conversations.process import exit_when_orphaned
from conversations.sql_database import Database, open_engine
from conversations.sql_unanswered import SqlUnansweredQuestions
from conversations.unanswered import MissedQuestion
from gateway.audit_html import audit_page
from gateway.audit_questions import unanswered_table

_FAQ = Path(__file__).parents[1] / "data" / "faq"


def main() -> int:
    exit_when_orphaned()
    os.nice(10)  # customers first
    now = utc_now()
    try:
        figures = read_figures(os.environ["DATABASE_URL"], DAYS, now)
    except (SettingError, JournalUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    from gateway.audit_charts import DARK, LIGHT, charts, draw  # Slow to import, and in vain until here.

    all_charts = charts(figures)
    all_tables = (*tables(figures, now), unanswered_table(_unanswered(figures.period), _search()))
    drawn = {chart.name: draw(chart, LIGHT) for chart in all_charts}
    drawn |= {f"{chart.name}-dark": draw(chart, DARK) for chart in all_charts}
    page = audit_page(figures.period, all_tables, {chart.name: chart.alt for chart in all_charts})
    json.dump({"page": page, "csv": as_csv(all_tables), "charts": drawn}, sys.stdout)
    return 0


def _unanswered(period: Period) -> list[MissedQuestion]:
    database = Database(open_engine(os.environ["DATABASE_URL"]))
    try:
        return list(SqlUnansweredQuestions(database).within(period))
    finally:
        database.close()


def _search() -> FaqSearch | None:
    """None where the vectors can't be read: the questions are worth seeing without what is near to them."""
    try:
        return FaqSearch(FaqShelf(read_entries(_FAQ).entries).without_dead_links())
    except VectorsUnavailable:
        return None


if __name__ == "__main__":
    sys.exit(main())
