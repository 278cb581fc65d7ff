"""A short question that leans on the answer before it, and the sentence of a page that answers it.

"How much is it?", "and abroad?", "for socks?" say nothing of what they are about: that is the page which was
answered last, or a page that it leads on to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from actions.faq.entry import FaqEntry
from actions.faq.normal_words import all_words, normal_words
from actions.faq.plain_text import plain_text

_LEADS_ON = frozenset({"and", "but", "also", "or", "so", "ok", "okay", "then", "well"})
_ABOUT = (["what", "about"], ["how", "about"])
_PREPOSITIONS = frozenset({"at", "for", "from", "in", "into", "of", "on", "outside", "to", "with", "within"})
_ARTICLES = frozenset({"a", "an", "any", "the"})
_OF_A_CLAUSE = frozenset(
    """
    i you we he she it they them me us my your our this that these those is are was were be am do does did
    can could will would shall should may must have has had how what when where why who which not no dont
    please thanks person human agent somebody someone
    """.split()  # noqa: SIM905  as in normal_words
)
_LONGEST_NAME = 3  # words
_AROUND = frozenset(
    """
    how what is are was does do did will would it that this they these there a an any the i have to for me
    be anything something extra all money then now long many take takes need get pay valid good kept
    """.split()  # noqa: SIM905
)
_OF_A_SUM = frozenset({"much", "cost", "costs", "price"})
_OF_A_FEE = frozenset({"fee", "fees", "charge", "charges", "free"})
_OF_TIME = frozenset({"long", "days", "weeks", "soon", "fast", "quickly"})
_MONEY = re.compile(r"[€$£]\s?\d|\d\s?(?:€|eur\b)", re.IGNORECASE)
_COST = re.compile(r"\b(?:free|fees?|costs?|nothing to pay)\b", re.IGNORECASE)
_SPAN = re.compile(r"\b(?:\d+|one|two|three|a|an) (?:working |more )*(?:minute|hour|day|week|month|year)s?\b")
_A_SENTENCE = re.compile(r"(?<=[.!])\s+(?=[^\W\d_]|[“\"])|\n+")
"""A question of the page's own ("Forgotten? Tell a person") stays with what answers it."""
_TOLD_APART = 40  # signs that tell a page's sentences apart
_LIST_SIGN = re.compile(r"^(?:-|\d+\.) ")


PART_OF_PAGE = "part_of_page"
"""The key of a parsed message under which its answer stands, as it was heard: `slug` and `sentence`."""


class Kind(Enum):
    ANYTHING = auto()
    SUM = auto()
    FEE = auto()
    """Whether anything is to be paid at all."""
    TIME = auto()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is asked of the page before: a sum, a fee, a time, or what it says about the things `named`."""

    named: frozenset[str]
    kind: Kind = Kind.ANYTHING


@dataclass(frozen=True, slots=True)
class Part:
    """The page that answers, and its sentence that does; None where the whole page is about it."""

    entry: FaqEntry
    sentence: str | None


_NOT_MEANT = re.compile(
    r"(?:(?:no|nope|sorry|but|hm+|oh) )*"
    r"(?:(?:thats|its|(?:that|this|it) (?:is|was)) not what i (?:asked|meant|mean|wanted|was asking)(?: for)?"
    r"|(?:thats |(?:that|this|it) (?:is|was) )?(?:the |a )?wrong (?:answer|page|topic)"
    r"|(?:i )?(?:did not|didnt) (?:ask|mean) (?:for )?(?:that|this)|i (?:meant|mean) something else)"
)
_TOPIC = re.compile(r"faq ([a-z0-9-]+)(?: in part: .*)?", re.DOTALL)


def topic_of(slug: str, sentence: str | None = None) -> str:
    """Under what it is remembered that a page was told, or a sentence of it alone."""
    return f"faq {slug}" if sentence is None else f"faq {slug} in part: {sentence[:_TOLD_APART]}"


def page_told(topic: str) -> str | None:
    """The slug of the page that was told under this topic; None for any other."""
    found = _TOPIC.fullmatch(topic)
    return found[1] if found else None


def means_another(text: str) -> bool:
    """ "That's not what I meant", of the page that was told."""
    return _NOT_MEANT.fullmatch(" ".join(all_words(text))) is not None


def follow_up(question: str) -> FollowUp | None:
    """None for a question that says by itself what it is about."""
    words = all_words(question)
    while words and words[0] in _LEADS_ON:
        words = words[1:]
    leads_on = len(words) < len(all_words(question))
    if words[:2] in _ABOUT:
        words, leads_on = words[2:], True
    asked, name = _with_name_apart(words)
    if any(any(map(str.isdigit, word)) for word in name):
        return None
    named = frozenset(normal_words(" ".join(name)) or name)
    if not asked:
        return FollowUp(named) if named else None
    if not name and leads_on and _is_name(asked):
        return FollowUp(frozenset(normal_words(" ".join(asked)) or asked))
    kind = _kind(set(asked))
    return FollowUp(named, kind) if kind is not None else None


def part_that_answers(asked: FollowUp, pages: Sequence[FaqEntry]) -> Part | None:
    """From the first of these pages that says something about it."""
    for page in pages:
        worth = [(_worth(sentence, asked), sentence) for sentence in sentences(page)]
        best = max(worth, key=lambda one: one[0], default=(0, ""))
        if best[0]:
            return Part(page, best[1])
        in_lines = {word for line in (page.title, *page.ask, *page.tags) for word in normal_words(line)}
        if asked.kind is Kind.ANYTHING and asked.named <= in_lines:
            return Part(page, None)
    return None


def _with_name_apart(words: list[str]) -> tuple[list[str], list[str]]:
    """ "how much is it, to norway": what is asked, and what is named behind a preposition."""
    for at, word in enumerate(words):
        name = [other for other in words[at + 1 :] if other not in _ARTICLES]
        if word in _PREPOSITIONS and _is_name(name):
            return words[:at], name
    return words, []


def _kind(asked: set[str]) -> Kind | None:
    """None where other words are left than those around such a question."""
    others = asked - _AROUND
    if others and others <= _OF_A_SUM | _OF_A_FEE:
        return Kind.FEE if others & _OF_A_FEE else Kind.SUM
    is_of_time = asked & {"how", "until"} and asked & _OF_TIME
    return Kind.TIME if is_of_time and others <= _OF_TIME else None


def _is_name(words: Sequence[str]) -> bool:
    return 0 < len(words) <= _LONGEST_NAME and not _OF_A_CLAUSE & set(words)


def _worth(sentence: str, asked: FollowUp) -> int:
    """0: it says nothing about it."""
    if not asked.named <= set(normal_words(sentence)):
        return 0
    is_of_money, speaks_of_cost = (sign.search(sentence) is not None for sign in (_MONEY, _COST))
    match asked.kind:
        case Kind.SUM:
            return int(is_of_money or speaks_of_cost)
        case Kind.FEE:
            return is_of_money + speaks_of_cost
        case Kind.TIME:
            return int(_SPAN.search(sentence.casefold()) is not None)
        case _:
            return 1


def sentences(page: FaqEntry, *, is_short: bool = False) -> Iterator[str]:
    """Of the whole page, or of its short answer only."""
    for text in (page.answer,) if is_short else (page.answer, page.in_other_words):
        for sentence in _A_SENTENCE.split(plain_text(text)):
            yield _LIST_SIGN.sub("", sentence.strip())
