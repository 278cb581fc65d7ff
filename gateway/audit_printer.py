"""`python -m gateway.audit_printer`: makes everything that `/audit` shows, and prints it as one JSON object.

A process of its own, so that neither the counting nor Matplotlib weighs on the gateway.
DATABASE_URL comes from the gateway. Exit code 2 when the journal cannot be read.
"""

import json
import os
import sys

from conversations.audit_report import DAYS, read_figures
from conversations.audit_tables import as_csv, tables
from conversations.clock import utc_now
from conversations.errors import JournalUnavailable, SettingError
from conversations.process import exit_when_orphaned
from gateway.audit_html import audit_page


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

    all_tables, all_charts = tables(figures, now), charts(figures)
    drawn = {chart.name: draw(chart, LIGHT) for chart in all_charts}
    drawn |= {f"{chart.name}-dark": draw(chart, DARK) for chart in all_charts}
    page = audit_page(figures.period, all_tables, {chart.name: chart.alt for chart in all_charts})
    json.dump({"page": page, "csv": as_csv(all_tables), "charts": drawn}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
