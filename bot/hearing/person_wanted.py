"""A wish for a person in one clause of a message, whatever the rest of it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.hearing.guesses import plain_wish_of
from bot.hearing.parses import SURE_OF_ANOTHER, Parse, confidence_of, intent_of, text_of, with_intent
from bot.nlu.plain_wishes import A_NO, SOMEBODY
from bot.nlu.plain_words import plain_words

_PERSON = "ask_for_human"
_SETTLES_IT = frozenset({_PERSON, "decline_human"})
_SOMEBODY = re.compile(rf"\b{SOMEBODY}\b")
_TOLD = re.compile(r"\b(?:\w+ed|spoke|said|told|wrote|was|were|had|got|gave|came)\b")
"""What somebody did already: "I talked to a person yesterday" wishes for none."""


def settles_it(parsed: Parse) -> bool:
    return intent_of(parsed) in _SETTLES_IT


def could_want_person(text: str) -> bool:
    return _SOMEBODY.search(plain_words(text)) is not None


def person_wanted(whole: Parse, clauses: Iterable[Parse], *, is_in_own_words: bool) -> Parse | None:
    """ "No code came, get me somebody": such a clause wins over what the whole was taken for.

    In the customer's own words for the team, only words that leave no doubt do.
    """
    for clause in clauses:
        plain = plain_wish_of(clause)
        is_likely = plain is None and not is_in_own_words and _is_wanted(clause)
        if is_likely or (plain is not None and intent_of(plain) == _PERSON):
            return {**with_intent(whole, _PERSON), "entities": []}
    return None


def _is_wanted(clause: Parse) -> bool:
    words = plain_words(text_of(clause))
    is_sure = intent_of(clause) == _PERSON and confidence_of(clause) >= SURE_OF_ANOTHER
    return is_sure and could_want_person(words) and not re.search(A_NO, words) and not _TOLD.search(words)
