"""Draws an audit's figures with Matplotlib, each once for light and once for dark pages.

Loads Matplotlib, which takes 66 MB: for `audit_printer`, a process of its own, and not for the gateway.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from conversations.audit_endings import Ending
from conversations.audit_figures import Figures
from conversations.audit_tables import OUTCOMES
from conversations.initiative import OfferOutcome
from conversations.permits import PermitKind

_SETTINGS: Any = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "deskbell",  # the same figures draw the same file
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # what widths are measured with
    "font.size": 10,
}
_WIDTH, _ROW, _BAR = 4.3, 0.33, 0.6  # inches, inches, part of a row

WAITS: Mapping[str, timedelta] = {
    "under 1 min": timedelta(minutes=1),
    "1 to 5 min": timedelta(minutes=5),
    "5 to 15 min": timedelta(minutes=15),
    "15 to 60 min": timedelta(hours=1),
    "longer": timedelta.max,
}


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars by label; each bar is one part, or several by name. `alt` says the same in words."""

    name: str
    labels: Sequence[str]
    parts: Mapping[str, Sequence[int]]

    @property
    def alt(self) -> str:
        bars = zip(self.labels, *self.parts.values(), strict=True)
        if len(self.parts) == 1:
            return "Bars: " + ", ".join(f"{label} {count}" for label, count in bars) + "."
        told = (
            f"{label}: " + ", ".join(f"{n} {part}" for part, n in zip(self.parts, counts, strict=True) if n)
            for label, *counts in bars
        )
        return "Bars. " + "; ".join(told) + "."


@dataclass(frozen=True, slots=True)
class Theme:
    ink: str
    quiet: str
    parts: Sequence[str]
    gap: str


LIGHT = Theme("#1e2623", "#59635f", ("#1d5b4c", "#8a6d1f", "#8b928e", "#a5301c", "#6fa893"), "#ffffff")
DARK = Theme("#e8ece9", "#a5aeaa", ("#86cdb5", "#e0c36a", "#77807c", "#ffab99", "#3f7f6c"), "#1a1f1d")


def charts(figures: Figures) -> Sequence[Chart]:
    """What there is something to draw of, in the order of the tables of the same names."""
    drawn = (
        _counts("words", {kind.value: figures.entries[kind.value] for kind in PermitKind}),
        _counts("messages", {label: figures.outcomes[outcome] for outcome, (label, _) in OUTCOMES.items()}),
        _counts("endings", {ending.value: figures.endings[ending] for ending in Ending}),
        _offers(figures),
        _counts("people", _waits(figures.person.waited)),
        _thumbs(figures),
    )
    return [chart for chart in drawn if any(map(any, chart.parts.values()))]


def draw(chart: Chart, theme: Theme) -> str:
    """The chart as SVG, with a transparent ground."""
    with matplotlib.rc_context(_SETTINGS):
        has_legend = len(chart.parts) > 1
        height = _ROW * (len(chart.labels) + 1.1 * has_legend) + 0.12
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        axes = figure.subplots()
        _draw_bars(axes, chart, theme)
        _tidy(axes, theme)
        if has_legend:
            figure.legend(
                loc="outside upper left", ncols=5, frameon=False, labelcolor=theme.quiet, handlelength=0.8,
                handletextpad=0.3, columnspacing=0.9, fontsize=9,
            )  # fmt: skip
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return file.getvalue()


def _draw_bars(axes: Axes, chart: Chart, theme: Theme) -> None:
    begins = [0] * len(chart.labels)
    for (part, counts), colour in zip(chart.parts.items(), theme.parts, strict=False):
        axes.barh(
            chart.labels,
            counts,
            _BAR,
            left=begins,
            color=colour,
            label=part,
            edgecolor=theme.gap,
            linewidth=0.8,
        )
        begins = [begin + count for begin, count in zip(begins, counts, strict=True)]
    room = 0.015 * max(begins)
    for row, total in enumerate(begins):
        axes.text(total + room, row, f"{total}", va="center", color=theme.ink, fontsize=9)
    axes.set_xlim(0, 1.1 * max(begins))


def _tidy(axes: Axes, theme: Theme) -> None:
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.tick_params(left=False, labelcolor=theme.quiet)
    axes.spines[:].set_visible(False)
    axes.margins(y=0.02)


def _counts(name: str, counts: Mapping[str, int]) -> Chart:
    return Chart(name, list(counts), {name: list(counts.values())})


def _offers(figures: Figures) -> Chart:
    by_cue = dict(sorted(figures.offers.items()))
    order = ("accepted", "declined", "ignored", "never", "waiting")
    parts = {name: [offers.outcomes[OfferOutcome(name)] for offers in by_cue.values()] for name in order}
    return Chart("offers", list(by_cue), parts)


def _thumbs(figures: Figures) -> Chart:
    by_need = dict(figures.thumbs_by_need)
    helpful = [thumbs.helpful for thumbs in by_need.values()]
    not_helpful = [thumbs.not_helpful for thumbs in by_need.values()]
    return Chart("thumbs", list(by_need), {"helpful": helpful, "not helpful": not_helpful})


def _waits(waited: Sequence[timedelta]) -> Mapping[str, int]:
    counts = dict.fromkeys(WAITS, 0)
    for wait in waited:
        counts[next(name for name, limit in WAITS.items() if wait < limit)] += 1
    return counts
