"""An audit's figures as tables: the same for the terminal, the CSV file and the page."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO

from conversations.audit_endings import Ending
from conversations.audit_figures import Figures
from conversations.entries import Outcome
from conversations.initiative import OfferOutcome
from conversations.permits import PermitKind


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, from 0 to 1."""

    of_one: float


Cell = str | int | Share | timedelta | None
"""None where there is nothing to say, like the median of no waits."""


@dataclass(frozen=True, slots=True)
class FigureTable:
    """`name` is for machines and stays. The first column says what a row is about; the others are figures."""

    name: str
    title: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


_SPACE = "\N{NO-BREAK SPACE}"  # no figure stands apart from its unit
_PERMITS = {
    PermitKind.REPLY: "answers to a customer's message",
    PermitKind.OFFER: "help that was offered and accepted",
    PermitKind.NOTICE: "what a customer asked to be told",
    PermitKind.SUPPORT: "words of a person",
}
OUTCOMES = {
    Outcome.ANSWERED: ("answered", "with new words"),
    Outcome.ANSWERED_BEFORE: ("answered before", "the answer above was pointed to"),
    Outcome.QUIET: ("needed no words", "an ok, or thanks once more"),
    Outcome.PASSED_ON: ("passed on", "a person had the conversation"),
    Outcome.FAILED: ("failed", "and the bot said so"),
}
"""What each outcome is called, and what it means."""


def tables(figures: Figures, now: datetime) -> tuple[FigureTable, ...]:
    """`manners` first: the figures that everything else explains."""
    return (
        _manners(figures),
        _words(figures),
        _messages(figures),
        _endings(figures),
        _offers(figures),
        _silences(figures),
        _people(figures, now),
        _thumbs(figures),
        _findings(figures),
    )


def as_csv(all_tables: Sequence[FigureTable]) -> str:
    """One figure a line: table, row, column, value. Shares are from 0 to 1, times in seconds."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("table", "row", "column", "value"))
    for table in all_tables:
        for first, *cells in table.rows:
            for column, cell in zip(table.columns[1:], cells, strict=True):
                writer.writerow((table.name, first, column, _plain(cell)))
    return file.getvalue()


def shown(cell: Cell) -> str:
    """For people: whole per cents, a time in its largest unit."""
    if cell is None:
        return "–"
    if isinstance(cell, Share):
        return f"{cell.of_one * 100:.0f}{_SPACE}%"
    if isinstance(cell, timedelta):
        return _as_time(cell.total_seconds())
    return f"{cell:,}".replace(",", "\N{THIN SPACE}") if isinstance(cell, int) else cell


def _plain(cell: Cell) -> str | int:
    if isinstance(cell, Share):
        return f"{cell.of_one:.4f}"
    if isinstance(cell, timedelta):
        return f"{cell.total_seconds():.1f}"
    return "" if cell is None else cell


def _as_time(seconds: float) -> str:
    for unit, size in (("days", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f}{_SPACE}{unit}"
    return f"{seconds:.0f}{_SPACE}s"


def _manners(figures: Figures) -> FigureTable:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("forced entries", figures.forced.count, "Words that nothing allowed. This must be 0."),
        ("repeated texts", figures.repeated.count, "The same words twice in a conversation. This must be 0."),
        ("dead ends", figures.dead_ends.count, "Answers without a way on, after which the customer left."),
        (
            "met with silence",
            _share(figures.share_in_silence),
            "Of the signs of needing help; no offer was made.",
        ),
        ("unanswered", figures.left_to_nobody, "Questions that neither the bot nor a person could answer."),
        (
            "time to a person",
            figures.person.wait(0.5),
            "Half of those who asked for one waited at most this long.",
        ),
    )
    return FigureTable("manners", "The manners", "", ("figure", "value", "meaning"), rows)


def _words(figures: Figures) -> FigureTable:
    kinds = [(kind.value, figures.entries[kind.value], what) for kind, what in _PERMITS.items()]
    known = {kind.value for kind in PermitKind}
    others = [(kind, count, "no permit") for kind, count in figures.entries.items() if kind not in known]
    count = figures.conversations
    inside = "1 conversation" if count == 1 else f"{count} conversations"
    about = f"What the bot and persons said, by what allowed it, in {inside}."
    return FigureTable(
        "words", "Words and their permits", about, ("permit", "entries", "meaning"), (*kinds, *others)
    )


def _messages(figures: Figures) -> FigureTable:
    rows: list[tuple[Cell, ...]] = [
        (label, figures.outcomes[outcome], meaning) for outcome, (label, meaning) in OUTCOMES.items()
    ]
    rows += [("not done yet", figures.messages - figures.outcomes.total(), "the bot has not come to it")]
    rows += [("not known", figures.unanswered, "the bot did not know, or not understand")]
    rows += [("left to nobody", figures.left_to_nobody, "nor did a person write after that")]
    about = "What customers wrote, and how it ended. The last two lines are part of those above."
    return FigureTable("messages", "Messages", about, ("message", "messages", "meaning"), tuple(rows))


def _endings(figures: Figures) -> FigureTable:
    total = figures.endings.total()
    rows = tuple(
        (ending.value, figures.endings[ending], _part(figures.endings[ending], total)) for ending in Ending
    )
    about = "How conversations stand after the customer's last message. A dead end offered no way on."
    return FigureTable("endings", "Endings", about, ("ending", "conversations", "share"), rows)


def _offers(figures: Figures) -> FigureTable:
    outcomes = [outcome for outcome in OfferOutcome if outcome is not OfferOutcome.WAITING]
    columns = ("cue", "made", *(o.value for o in outcomes), "waiting", "regretted", "regret rate")
    rows = tuple(
        (
            cue,
            offers.made,
            *(offers.outcomes[outcome] for outcome in (*outcomes, OfferOutcome.WAITING)),
            offers.regretted,
            _share(offers.regret_rate),
        )
        for cue, offers in sorted(figures.offers.items())
    )
    about = "Offers of help, by the sign that led to them. Regretted: accepted, but not wanted after all."
    return FigureTable("offers", "Offers", about, columns, rows)


def _silences(figures: Figures) -> FigureTable:
    rows = tuple((f"{silence.cue}: {silence.reason}", silence.count) for silence in figures.silences)
    about = (
        "Signs of needing help that were met with silence, and why. A visit without such a sign makes no "
        "request, so nobody could count it."
    )
    return FigureTable("silences", "Silence", about, ("sign", "times"), rows)


def _people(figures: Figures, now: datetime) -> FigureTable:
    person = figures.person
    longest = now - min(person.waits_since) if person.waits_since else None
    rows: tuple[tuple[Cell, ...], ...] = (
        ("asked for a person", person.asked),
        ("a person came", len(person.waited)),
        ("half waited at most", person.wait(0.5)),
        ("19 of 20 waited at most", person.wait(0.95)),
        ("ended before a person came", person.let_go),
        ("still waiting", len(person.waits_since)),
        ("the longest of them since", longest),
    )
    about = "From the moment a customer asks for a person until one takes the conversation."
    return FigureTable("people", "Time to a person", about, ("waiting", "value"), rows)


def _thumbs(figures: Figures) -> FigureTable:
    topics = [("all of them", figures.all_thumbs), *figures.thumbs_by_need] if figures.thumbs else []
    rows = tuple((topic, thumbs.helpful, thumbs.not_helpful) for topic, thumbs in topics)
    about = "What customers thought of answers, by what they had asked for. Most answers get no thumb."
    return FigureTable("thumbs", "Thumbs", about, ("answers to", "helpful", "not helpful"), rows)


def _findings(figures: Figures) -> FigureTable:
    kinds = {"forced": figures.forced, "repeated": figures.repeated, "dead end": figures.dead_ends}
    rows = tuple(
        (f"{found.conversation_id} {found.seq}", kind, found.why)
        for kind, findings in kinds.items()
        for found in findings.first
    )
    about = "Where to look: the conversation, and the seq in it. The words stay in the journal."
    return FigureTable("findings", "Findings", about, ("place", "finding", "why"), rows)


def _share(of_one: float | None) -> Share | None:
    return None if of_one is None else Share(of_one)


def _part(count: int, total: int) -> Share | None:
    return Share(count / total) if total else None
