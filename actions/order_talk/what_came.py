"""What of an order is said to have come, and what not: "the jumper is here, but no duffel". Plain rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ALL_BUT = re.compile(
    r"\b(?:everything|all)\b(?P<come>[^.;]*?)\b(?:except|but|apart from|besides|other than)(?: for)? "
    r"(?P<not_come>.+)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,.;!?]+|\b(?:but|though|however|while|whereas|yet)\b", re.IGNORECASE)
_AND = re.compile(r"\band\b", re.IGNORECASE)
_NOT_COME = re.compile(
    r"\b(?:missing|lacking|left out)\b|\bnothing else\b|\bwithout\b"
    r"|(?:\b(?:not|never)|n['’]?t)\b(?: \w+){0,2}? "
    r"(?:here|there|in|inside|come|came|arrived?|received?|got|get|delivered|included"
    r"|(?:turn|show)(?:ed)? up)\b"
    r"|\b(?:there (?:is|was|are|were)|contain(?:s|ed)|ha[sd]) no\b"
    r"|^\W*(?:and )?(?:not|no) (?:the |my |an? )?\w+(?: \w+){0,2}\W*$"
    r"|\b(?:is|are|was|were)(?:n['’]?t| not)\W*$",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(r"\b(?:i|we|nobody|no one)\b.*\bbe (?:here|there|in)\b", re.IGNORECASE)
_COME = re.compile(
    r"(?:\b(?:is|are|was|were)|['’]s)(?: \w+)? "
    r"(?:here|there|in|inside|fine|ok|okay|good|complete|all right|alright)\b"
    r"|\b(?:came|come|arrived|got|received|found|(?:turned|showed) up)\b|\bonly have\b"
    r"|\bthere (?:is|are|was|were) (?:only|just)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"\bonly\b|\bnothing (?:but|else)\b|\b(?:got|received|found|contained|is|was|were) just\b"
    r"|^\W*(?:and )?just (?:the|my|an?|one|two|half)\b",
    re.IGNORECASE,
)
_THE_OTHERS_CAME = re.compile(r"\bwith the (?:others?|rest)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Account:
    """The words that say of something that it came, and that it did not; `is_only`: nothing else came."""

    come: str = ""
    not_come: str = ""
    is_only: bool = False

    @property
    def tells_apart(self) -> bool:
        """Whether a part of what was ordered is missing beside another that came."""
        return bool(self.come and (self.not_come or self.is_only))


def account_of(words: str) -> Account:
    if found := _ALL_BUT.search(words):
        is_but_missing = _NOT_COME.search(found["come"]) is not None
        named = found["not_come"]
        return Account(named, "", is_only=True) if is_but_missing else Account("all the others", named)
    come, not_come, is_only = [], [], False
    for clause in _clauses(words):
        if _OF_PEOPLE.search(clause):
            continue
        if _NOT_COME.search(clause):
            not_come.append(clause)
            come += ["the others"] if _THE_OTHERS_CAME.search(clause) else []
        elif _COME.search(clause):
            come.append(clause)
        is_only |= _ONLY.search(clause) is not None
    return Account("; ".join(come), "; ".join(not_come), is_only and bool(come))


def _clauses(words: str) -> Iterator[str]:
    """Cut at "and" only where each side says something of its own."""
    for clause in _CLAUSE.split(words):
        at = next((one for one in _AND.finditer(clause) if _tells(clause[: one.start()])), None)
        if at is not None and _tells(clause[at.end() :]):
            yield from (clause[: at.start()], clause[at.end() :])
        else:
            yield clause


def _tells(words: str) -> bool:
    return _NOT_COME.search(words) is not None or _COME.search(words) is not None
