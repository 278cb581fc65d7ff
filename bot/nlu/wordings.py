"""The many ways in which one wish is written: framed, cursed, abbreviated, mistyped. Plain Python, no Rasa.

A classifier that saw "how do I" only beside some wishes takes it for a sign of them. So each example is
learned in frames that are the same for all wishes, about other things and people, and as people type: what
tells wishes apart is left.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

HOLE = "{}"

_CURSED = re.compile(r"\b(?:my|the|this|your|an?) ")
_SHORT = tuple(
    (re.compile(rf"\b{word}\b"), short)
    for word, short in {
        "you": "u",
        "your": "ur",
        "are": "r",
        "please": "pls",
        "i am": "im",
        "to": "2",
        "for": "4",
        "want to": "wanna",
        "going to": "gonna",
        "because": "cuz",
    }.items()
)
_SHORT_AT_ONCE = 4
_SHORTEST_MISTYPED = 4
_BESIDE = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "svxswdfguhjknbiowearycqztx",
        strict=True,
    )
)
"""For each letter one next to it on the keyboard."""


@dataclass(frozen=True, slots=True)
class Frames:
    """`by_kind`: sentences with a hole for an example; `around`: what stands around any sentence.

    `alike`: words of which each may stand for the others of its group, as the things that a shop sells.
    """

    by_kind: Mapping[str, Sequence[str]]
    around: Sequence[str] = ()
    curses: Sequence[str] = ()
    alike: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Shares:
    """`framed`: frames for an example. Of ten sentences, `swapped`, `dressed`, `mistyped` ones beside."""

    framed: int = 2
    swapped: int = 5
    dressed: int = 3
    mistyped: int = 3


def wordings_of(text: str, kind: str | None, frames: Frames, shares: Shares, is_whole: bool) -> list[str]:
    """`text` and other ways to write it, the same each time. What `is_whole` is said in just these words.

    Raises KeyError for a kind of frame that there is not.
    """
    chance = random.Random(text)  # noqa: S311 (no secret: variety that is the same each time)
    sentences = [text]
    if kind is not None:
        chosen = chance.sample(frames.by_kind[kind], min(shares.framed, len(frames.by_kind[kind])))
        sentences += [frame.replace(HOLE, text) for frame in chosen]
    wordings = []
    for sentence in sentences:
        wordings.append(sentence)
        if is_whole:
            continue
        if chance.randrange(10) < shares.swapped:
            wordings.append(swapped(sentence, frames.alike, chance))
        if chance.randrange(10) < shares.dressed:
            wordings.append(_dressed(swapped(sentence, frames.alike, chance), frames, chance))
        if chance.randrange(10) < shares.mistyped:
            wordings.append(mistyped(wordings[-1], chance))
    return list(dict.fromkeys(wordings))


def swapped(sentence: str, alike: Sequence[Sequence[str]], chance: random.Random) -> str:
    """About other things: each word of a group is now another one, or the same, of that group."""
    for group in alike:
        sentence = _one_of(tuple(group)).sub(lambda _, group=group: chance.choice(group), sentence)
    return sentence


@cache
def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def _dressed(sentence: str, frames: Frames, chance: random.Random) -> str:
    """With a greeting or an oath, or shortened as in a text message."""
    if frames.around and chance.random() < 0.7:
        sentence = chance.choice(frames.around).replace(HOLE, sentence)
    if frames.curses and chance.random() < 0.25:
        curse = chance.choice(frames.curses)
        sentence = _CURSED.sub(lambda found: f"{found[0]}{curse} ", sentence, count=1)
    if chance.random() < 0.3:
        for word, short in chance.sample(_SHORT, _SHORT_AT_ONCE):
            sentence = word.sub(short, sentence)
        sentence = sentence.replace("'", "")
    return sentence


def mistyped(sentence: str, chance: random.Random) -> str:
    """With a slip in one of its longer words, in two of a long sentence, or run together with the next."""
    words = sentence.split()
    places = [place for place, word in enumerate(words) if len(word) >= _SHORTEST_MISTYPED and word.isalpha()]
    for place in sorted(chance.sample(places, min(len(places), 1 + (len(places) > 3))), reverse=True):
        if place + 1 < len(words) and chance.random() < 0.1:
            words[place : place + 2] = [words[place] + words[place + 1]]
        else:
            words[place] = _slip(words[place], chance)
    return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    """A letter left out, two swapped, one doubled, or one beside the right key; never the first or last."""
    place = chance.randrange(1, len(word) - 2)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    kind = chance.random()
    if kind < 0.33:
        return before + after
    if kind < 0.66:
        return before + after[0] + letter + after[1:]
    if kind < 0.83:
        return before + letter * 2 + after
    return before + _BESIDE.get(letter, letter) + after
