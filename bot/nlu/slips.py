"""A slip in a word of ours is put right: "regsiter" becomes the word that the examples have near to it, the
only one, or by far the most used.

Plain Python, no Rasa. A word that the examples know anywhere is left as it is, and so is one of the language
that merely looks like one of ours: a massage is no message.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

_SHORTEST = 5
_FEWEST_USES = 3
"""A word that is used less often may be a slip itself."""

_BY_FAR = 3
"""Of two words it is the one that is used so many times as often."""

_NO_SLIPS = frozenset(
    """
    barrier broker chips costume costumes counsel crash globes lapel latter layer massage massages
    monkey novice ordeal parking picking pocket pockets posting prince prize prone puzzle racket
    reading recoup recover refrain refresh refuel refuge reserve resister resort retain retina
    retire retrain revive roots sacks scarves score shore shower skipping slipping sorting spelling
    stacks stamps statue stocks stone stove sweeter tent tents tracing tracks tractor train trainee
    trick trips truck trucks visa vouched warrant wiring wording wrapped
    """.split()  # noqa: SIM905  as in normal_words
)
"""Words of other worlds that are one slip away from a word of a shop."""


_BEGINNING = re.compile(r"mis|dis|un|non|over|under")
_ENDING = re.compile(r"(?P<stem>\w{3,}?)(?P<ending>s|es|ed|ing|ers?|ly)")
_TO_DOUBLE = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")
"""Short stems whose last letter is doubled before an ending: "ship", "stop"."""

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_IN_A_ROW = [{row[place], row[place + 1]} for row in _KEYS for place in range(len(row) - 1)]
_ACROSS = [
    {row[place], key}
    for row, below in pairwise(_KEYS)
    for place in range(len(row))
    for key in below[max(0, place - 1) : place + 1]
]
_BESIDE = [*_IN_A_ROW, *_ACROSS]
_SOUNDS = (set("aeiou"), set("cks"), set("iy"), set("sz"))


class Slips:
    """Over the words of some examples. It never changes, so threads may share it."""

    def __init__(
        self, ours: Mapping[str, int], known: Iterable[str], is_common: Callable[[str], bool]
    ) -> None:
        """`ours` are what a slip may have been meant for, with their uses; `known` and what `is_common` are
        no slips.
        """
        self._known = frozenset(known) | _NO_SLIPS
        self._is_common = is_common
        self._uses = dict(ours)
        self._ours: dict[str, list[str]] = defaultdict(list)
        for word in sorted(ours, key=lambda word: (-ours[word], word)):
            self._ours[word[0]].append(word)

    def put_right(self, word: str) -> str:
        """The word that was meant, or this one where it is right, is short, or may mean more than one."""
        if len(word) < _SHORTEST or not word.isalpha() or self._is_known(word) or self._is_inflected(word):
            return word
        near = [other for other in self._ours.get(word[0], ()) if is_one_slip(word, other)]
        if not near:
            return word
        is_by_far = len(near) == 1 or self._uses[near[0]] >= _BY_FAR * self._uses[near[1]]
        return near[0] if is_by_far else word

    def _is_known(self, word: str) -> bool:
        return word in self._known or self._is_common(word)

    def _is_inflected(self, word: str) -> bool:
        """Whether it is a form of a known word: "swapped", "misused", "coats". "shiping" is none."""
        prefix = _BEGINNING.match(word)
        if prefix is not None and self._is_known(word[prefix.end() :]):
            return True
        found = _ENDING.fullmatch(word)
        if found is None:
            return False
        stem, ending = found["stem"], found["ending"]
        if ending in ("s", "es", "er", "ers", "ly"):
            return self._is_known(stem) or self._is_known(stem + "e")
        if stem[-1] == stem[-2]:
            return self._is_known(stem[:-1]) or self._is_known(stem)
        is_to_double = _TO_DOUBLE.fullmatch(stem) is not None
        return self._is_known(stem + "e") or (not is_to_double and self._is_known(stem))


def often_used(ours: Counter[str]) -> dict[str, int]:
    """The words of our examples, with their uses, that are surely meant."""
    return {
        word: uses
        for word, uses in sorted(ours.items())
        if uses >= _FEWEST_USES and len(word) >= _SHORTEST and word.isalpha()
    }


def known_words(ours: Counter[str], others: Counter[str]) -> list[str]:
    """What is no slip: the words of other worlds, and ours that stand in more than one example."""
    return sorted({*others, *(word for word, uses in ours.items() if uses > 1)})


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether a letter is too many, too few, or one beside the right key or of much the same sound, or two
    are swapped.
    """
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    pairs = enumerate(zip(typed, meant, strict=False))
    start = next((place for place, (one, other) in pairs if one != other), min(len(typed), len(meant)))
    one, other = typed[start:], meant[start:]
    if one[1:] == other or one == other[1:]:
        return True
    if one[1:] == other[1:]:
        return len(one) > 1 and _is_near(one[0], other[0])
    return len(one) > 1 and one[:2] == other[1::-1] and one[2:] == other[2:]


def _is_near(one: str, other: str) -> bool:
    return {one, other} in _BESIDE or any({one, other} <= sound for sound in _SOUNDS)
