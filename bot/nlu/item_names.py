"""Finds the shop's items in what a customer typed, also with a slip: "flece jackt". Plain Python, no Rasa."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from bot.nlu.order_details import Detail

_WORD = re.compile(r"[^\W\d_]{3,}")
_LONG_ENOUGH = 5  # a shorter word is another one sooner than a slip
_ALIKE = 0.84


class ItemNames:
    """The words by which a shop's items are called, such as "beanie", "rain jacket"."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(name.casefold().strip() for name in names if name.strip()))
        self._by_words = {tuple(_one(word) for word in _WORD.findall(name)): name for name in self.names}
        self._by_words.pop((), None)
        self._words = frozenset(word for words in self._by_words for word in words)
        self._by_letter: dict[str, list[str]] = {}
        for word in sorted(self._words):
            self._by_letter.setdefault(word[0], []).append(word)
        self._longest = max(map(len, self._by_words), default=0)

    def find(self, text: str) -> list[Detail]:
        """The items of a plain text in order, as `item`, by the name that is known; the longest name wins."""
        words = [(self._known(match[0].casefold()), *match.span()) for match in _WORD.finditer(text)]
        found, at = [], 0
        while at < len(words):
            count = self._length_at(words, at)
            if count:
                name = self._by_words[tuple(word for word, _, _ in words[at : at + count])]
                found.append(Detail("item", name, words[at][1], words[at + count - 1][2]))
            at += count or 1
        return found

    def _length_at(self, words: list[tuple[str, int, int]], at: int) -> int:
        for count in range(min(self._longest, len(words) - at), 0, -1):
            if tuple(word for word, _, _ in words[at : at + count]) in self._by_words:
                return count
        return 0

    def _known(self, word: str) -> str:
        """The word of a name that this one is, or the only one that it could have been meant for."""
        word = _one(word)
        if len(word) < _LONG_ENOUGH or word in self._words:
            return word
        alike = [name for name in self._by_letter.get(word[0], ()) if _is_slip(word, name)]
        return alike[0] if len(alike) == 1 else word


def _is_slip(word: str, name: str) -> bool:
    """Whether a word with the same first letter may be the name."""
    if abs(len(name) - len(word)) > 1 or len(name) < _LONG_ENOUGH:
        return False
    return sorted(name) == sorted(word) or SequenceMatcher(None, word, name).ratio() >= _ALIKE


def _one(word: str) -> str:
    """ "Jackets" as "jacket"."""
    word = word.casefold()
    return word.removesuffix("s") if len(word) > len("bus") and not word.endswith("ss") else word
