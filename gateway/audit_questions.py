"""What the shop's writer should write next: questions without an answer, alike ones together. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from actions.faq.normal_words import all_words
from actions.faq.search import FaqSearch
from conversations.audit_tables import Cell, FigureTable
from conversations.unanswered import Miss, MissedQuestion

_ALIKE = 0.75
_MOST_GROUPS = 50
_LONGEST = 120
_COLUMNS = (
    "question", "times", "not known", "not meant", "thumb down", "last asked", "nearest page",
)  # fmt: skip


@dataclass(slots=True)
class _Group:
    """Questions that ask for much the same; `text` is the latest of them."""

    text: str
    questions: list[MissedQuestion] = field(default_factory=list)

    @property
    def last(self) -> datetime:
        return max(question.at for question in self.questions)

    def count(self, miss: Miss) -> int:
        return sum(question.miss is miss for question in self.questions)


def unanswered_table(questions: Sequence[MissedQuestion], search: FaqSearch | None) -> FigureTable:
    """The most frequent first. Without `search` only equal words stand together, and no page is named."""
    asked = [question for question in questions if all_words(question.text)]
    groups = _grouped(sorted(asked, key=lambda question: question.at, reverse=True), search)
    groups.sort(key=lambda group: (-len(group.questions), group.text))
    return FigureTable(
        "unanswered",
        "Questions to write about",
        "What was not known, offered pages that were not meant, and answers with a thumb down. Alike "
        "questions stand together; the nearest help page may be the one to extend.",
        _COLUMNS,
        tuple(_row(group, search) for group in groups[:_MOST_GROUPS]),
    )


def _grouped(questions: Sequence[MissedQuestion], search: FaqSearch | None) -> list[_Group]:
    groups: dict[str, _Group] = {}
    for question in questions:
        words = " ".join(all_words(question.text))
        groups.setdefault(words, _Group(question.text)).questions.append(question)
    by_words = list(groups.values())
    return by_words if search is None else _with_alike_ones(by_words, search)


def _with_alike_ones(groups: Sequence[_Group], search: FaqSearch) -> list[_Group]:
    """Each group joins the largest earlier one that its words are like."""
    largest_first = sorted(groups, key=lambda group: -len(group.questions))
    likeness = search.likeness([group.text for group in largest_first])
    kept: list[int] = []
    for number, group in enumerate(largest_first):
        nearest = max(kept, key=lambda other: likeness[number, other], default=None)
        if nearest is not None and likeness[number, nearest] >= _ALIKE:
            largest_first[nearest].questions.extend(group.questions)
        else:
            kept.append(number)
    return [largest_first[number] for number in kept]


def _row(group: _Group, search: FaqSearch | None) -> tuple[Cell, ...]:
    found = search.search(group.text, limit=1) if search is not None else []
    text = group.text if len(group.text) <= _LONGEST else f"{group.text[:_LONGEST]}…"
    return (
        text,
        len(group.questions),
        *(group.count(miss) for miss in Miss),
        f"{group.last:%d %B}".lstrip("0"),
        found[0].entry.title if found else "none",
    )
