"""Finds a message's words in other words. Pure."""

import re

_AWAY = "…"
_WORD = re.compile(r"\S+")
_ENDS = ".,;:!?"
_AROUND = f"{_ENDS}…'\"“”‘’()[]#*"
_RUN = 3
"""Words: two that follow each other stand in anybody's sentences."""


def without_quotes(words: str, message: str) -> str:
    """The words, without what they repeat of the message: runs of three words, and each that has a digit or
    is an address. Of a shorter message, all of it."""
    said = list(map(_plain, _WORD.findall(message)))
    found = list(_WORD.finditer(words))
    gone = _repeated([_plain(word[0]) for word in found], said)
    kept, end = "", 0
    for at, word in enumerate(found):
        if at not in gone:
            kept, end = kept + words[end : word.end()], word.end()
        elif at + 1 not in gone:
            kept, end = f"{kept}{_blank_before(words, end)}{_AWAY}{_end_of(word[0])}", word.end()
    return kept + words[end:]


def _repeated(words: list[str], said: list[str]) -> set[int]:
    """Which of the words stand in what was said."""
    run = min(_RUN, len(said))
    if not run:
        return set()
    runs = {tuple(said[at : at + run]) for at in range(len(said) - run + 1)}
    telling = {word for word in said if "@" in word or any(map(str.isdigit, word))}
    repeated = {at for at, word in enumerate(words) if word in telling}
    for at in range(len(words) - run + 1):
        if tuple(words[at : at + run]) in runs:
            repeated |= set(range(at, at + run))
    return repeated


def _plain(word: str) -> str:
    return word.strip(_AROUND).casefold()


def _blank_before(words: str, at: int) -> str:
    """The blanks and line ends that follow there."""
    return words[at : len(words) - len(words[at:].lstrip())]


def _end_of(word: str) -> str:
    """The punctuation behind it."""
    return word[len(word.rstrip(_ENDS)) :]
