"""The page of an audit, as HTML without scripts and styles of its own. Pure."""

from collections.abc import Mapping, Sequence
from html import escape

from conversations.audit_record import Period
from conversations.audit_tables import Cell, FigureTable, shown

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>The manners, audited</title>
<link rel="icon" href="/audit/icon.svg">
<link rel="stylesheet" href="/help/base.css">
<link rel="stylesheet" href="/audit/audit.css">
</head>
<body>
<header>
<h1>The manners, audited</h1>
<p>{days}. Counted from the journal alone, without anybody’s words but for the last table: in its questions
names, numbers and addresses are left out.
<a href="/audit.csv" download="deskbell-audit.csv">All figures as CSV</a></p>
</header>
<main>
<section aria-label="The manners">
<ul class="manners">
{manners}
</ul>
</section>
{sections}
</main>
</body>
</html>
"""
_FITS_BESIDE = 3
"""A table with more columns stands under its chart."""

_FITS_A_PHONE = 4
"""A table with more columns is shown there row by row, each figure with its name."""

_MUST_BE_ZERO = frozenset({"forced entries", "repeated texts"})


def audit_page(period: Period, tables: Sequence[FigureTable], alts: Mapping[str, str]) -> str:
    """`alts` holds a sentence for each chart there is, by the name of its table."""
    manners, *others = tables
    days = f"{period.since:%d %B %Y} to {period.until:%d %B %Y, %H:%M} UTC"
    sections = "\n".join(_section(table, alts.get(table.name)) for table in others)
    tiles = "\n".join(_tile(str(name), value, str(meaning)) for name, value, meaning in manners.rows)
    return _PAGE.format(days=escape(days), manners=tiles, sections=sections)


def _tile(name: str, value: Cell, meaning: str) -> str:
    verdict = ""
    if name in _MUST_BE_ZERO:
        verdict = ' class="broken"' if value else ' class="kept"'
    return (
        f"<li{verdict}><strong>{escape(shown(value))}</strong> <span>{escape(name)}</span>"
        f" <small>{escape(meaning)}</small></li>"
    )


def _section(table: FigureTable, alt: str | None) -> str:
    heading = f'<h2 id="{escape(table.name)}">{escape(table.title)}</h2>\n<p>{escape(table.about)}</p>'
    body = _table(table) if table.rows else '<p class="nothing">Nothing in these days.</p>'
    chart = "" if alt is None else _chart(table.name, alt)
    kind = ' class="beside"' if chart and len(table.columns) <= _FITS_BESIDE else ""
    return f"<section{kind}>\n{heading}\n{chart}{body}\n</section>"


def _chart(name: str, alt: str) -> str:
    source = f"/audit/chart/{escape(name)}"
    return (
        f'<picture><source media="(prefers-color-scheme: dark)" srcset="{source}-dark.svg">'
        f'<img src="{source}.svg" alt="{escape(alt)}"></picture>\n'
    )


def _table(table: FigureTable) -> str:
    """In a region that scrolls by itself, so that a wide table does not move the page of a phone."""
    are_figures = [_is_figure(cell) for cell in table.rows[0]]
    head = "".join(
        f'<th role="columnheader" scope="col"{_marked(is_figure)}>{escape(column)}</th>'
        for column, is_figure in zip(table.columns, are_figures, strict=True)
    )
    rows = "\n".join(_row(row, table.columns) for row in table.rows)
    kind = ' class="wide"' if len(table.columns) > _FITS_A_PHONE else ""
    return (
        f'<div class="scrolls" role="region" aria-labelledby="{escape(table.name)}" tabindex="0">\n'
        f'<table role="table"{kind}>\n<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}\n</tbody>\n</table>\n</div>'
    )


def _row(row: Sequence[Cell], columns: Sequence[str]) -> str:
    """Roles are written out: a browser forgets them for a row that is laid out like a card."""
    first, *cells = row
    figures = "".join(_cell(cell, column) for cell, column in zip(cells, columns[1:], strict=True))
    return f'<tr role="row"><th role="rowheader" scope="row">{escape(shown(first))}</th>{figures}</tr>'


def _cell(cell: Cell, column: str) -> str:
    marks = f'{_marked(_is_figure(cell))} data-column="{escape(column)}"'
    return f'<td role="cell"{marks}>{escape(shown(cell))}</td>'


def _is_figure(cell: Cell) -> bool:
    return not isinstance(cell, str)


def _marked(is_figure: bool) -> str:
    return ' class="figure"' if is_figure else ""
