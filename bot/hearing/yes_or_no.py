"""Whether words in answer to "shall I do that?" are a yes or a no; what only explains or adds is neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.order_talk.items_named import count_of
from actions.order_talk.matters import REPORTS, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.missing import without_what_is_missing
from actions.order_talk.own_words import is_correction, is_question
from actions.order_talk.wanted import names_a_kind
from bot.hearing.parses import text_of
from bot.nlu.plain_words import plain_words

_SOUNDS = r"(?:(?:oh|ah|ok|okay|h+m+|well|but|and|please|sorry|actually|wait|then|just|so|hey|i mean) )*"
_BEGINS_WITH_YES = re.compile(
    rf"{_SOUNDS}(?:y|ye|yes|yeah|yep|yup|yea|ja|sure|of course|definitely|absolutely|go ahead)\b"
    r"(?! (?:no|not)\b)"
)
_AND_YET = re.compile(
    r"\b(?:but|first|only|except|before|after|if|unless|until|later|without|also|and|or|too|both|all|each"
    r"|never|stop|leave|keep|forget|drop|know|see|understand|read|think|guess|maybe|perhaps|wonder|found"
    r"|do not (?:do|cancel|send|return|report|change|exchange|take|touch|ship|start))\b|\d|@"
)
_SHALL_BE_HEARD = re.compile(
    r"^(?!.*\b(?:not|no|nobody|nothing|never)\b).*\bwant\b.*"
    r"\b(?:hears?|knows?|reads?|told|informed|passed on)\b"
)
_A_NO = rf"^{_SOUNDS}(?:no|nope|nah|nay)\b"
_TO_LEAVE_IT = (
    r"(?:leave|keep\w*|stop|forget|drop|cancel|thanks?|later|rather|changed|mistake|need|want|better|longer|yet"
    r"|found|wait|nothing|do not)"
)
_REFUSES = re.compile(rf"{_A_NO}.*\b{_TO_LEAVE_IT}\b|{_A_NO}.*\b(?:not|never|nobody|none|without)\b")
_REFUSES_REPORT = re.compile(rf"{_A_NO}(?!.*\bwant (?:it|my|them|the)\b).*\b{_TO_LEAVE_IT}\b")
_FORBIDS = re.compile(
    rf"^{_SOUNDS}(?:(?:of course|certainly|absolutely|definitely|better|rather) not\b"
    r"|(?:do not|never)(?! (?:like|love|need|fit|want|have|see|know|get|work|care))|stop|forget"
    r"|(?:leave|drop|keep) (?:it|that|this|them|everything|all|the|my)|cancel|quit"
    r"|not (?:now|yet|today|that))\b"
    r"|\b(?:i|we) (?:do not|no longer|would rather not|will not) (?:want (?:to|that|this|you)|do)\b"
    r"|\b(?:i|we) (?:have )?changed? (?:my|our) mind\b"
)
_CANCEL = re.compile(r"\bcancel\b(?! (?:that|this|the|my) (?:question|cancell?ation|cancell?ing))")


def is_told_yes(parsed: Mapping[str, Any], matter: str) -> bool:
    """ "Yes, I asked everyone": a yes, and words behind it that put nothing right and wish nothing else."""
    text = text_of(parsed)
    words = plain_words(text)
    if matter == Matter.COMPLAINT and _SHALL_BE_HEARD.search(words):
        return True
    begins = _BEGINS_WITH_YES.match(words)
    if begins is None or is_question(text) or is_correction(text) or _AND_YET.search(words):
        return False
    is_of_things = Mentions.of(parsed.get(MENTIONS)).items or names_a_kind(text) or count_of(text) is not None
    is_cancelled = matter != Matter.CANCEL and "cancel" in words
    return not is_of_things and not is_cancelled


def is_told_no(text: str, matter: str) -> bool:
    """ "No, leave it", "don't do that"; "cancel it", where a cancelling is to be confirmed, is none.

    Neither is "the second item was not in it", where that is reported.
    """
    words = plain_words(text)
    if matter == Matter.MISSING:
        words = without_what_is_missing(words)
    if matter == Matter.CANCEL:
        words = _CANCEL.sub(" ", words)
    refuses = _REFUSES_REPORT if matter in REPORTS else _REFUSES
    return bool(refuses.search(words) or _FORBIDS.search(words))
