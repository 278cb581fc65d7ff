"""Whether words let a matter go, keep what there is, or deny what was heard before. Plain rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.order_talk.matters import Matter
from bot.nlu.plain_words import plain_words

_LETS_GO = re.compile(
    r"(?:(?:ok|okay|then|actually|no|nah|nope|just|please|well|so|oh|fine|alright|sorry|that is wrong) )*"
    r"(?:(?:leave|drop|forget|skip) (?:it|that|this|them)|never ?mind|hold off|not (?:right )?now|maybe later"
    r"|i (?:will )?(?:just )?keep (?:it|them|that)"
    r"|(?:i(?: will| have to| must| need to)?|let me) (?:just )?think (?:about (?:it|that)|(?:it|that) over)"
    r"|(?:(?<=^no )|(?<=^nah )|(?<=^nope ))i am (?:good|fine|all set))"
    r"(?: (?:then|for|now|please|thanks|thank you|as it is|like (?:it is|that|this)|after all|first|be"
    r"|at that"
    r"|(?:that|it|all)(?: is|s)? (?:fine|ok|okay|good|alright)"
    r"|i (?:will |am going to |am )?(?:keep|leave|keeping|leaving) (?:it|that|them|everything)))*"
)
_CALLS_OFF = re.compile(r"(?:just |please )*(?:cancel|stop|drop|scrap) (?:that|this)")
_KEEPS = re.compile(
    r"\b(?:keep|leave) (?:it|that|this|the order|order|them|\d+|everything)\b"
    r"|\bdo not (?:cancel|do|change|send)\b|\bstop (?:that|the cancell?ation|cancell?ing)\b"
)
_KEEPS_AFTER_ALL = re.compile(
    r"\b(?:no|actually|wait|sorry|but|rather|instead|oh|hm+)\b"
    r"(?:(?! (?:not|can|could|should|what|how|if)\b) \w+){0,6} keep "
    r"(?:it|that|this|them|everything|(?:the|my) order)\b"
)
_AN_ORDER = r"(?:you|it|this|that|them|anything|\d+|(?:(?:the|my|that|this) )?order(?: \d+)?)"
_NO_CANCELLING = re.compile(
    r"\bdo not cancel\b|\b(?:no|without) cancell?ing\b|\b(?:do not|did not|never) (?:even |really )?"
    rf"(?:want\w*|meant?|wish\w*|ask\w*|need\w*|intend\w*)(?: {_AN_ORDER})* (?:(?:to|for|be) )*cancel\w*"
    r"(?! (?:all|everything|the (?:whole|entire|rest)))"
)
_OH_NO = r"(?:oh|never ?mind|wait|no|stop|oops|hold on|sorry|hey|actually|please|not that)"
_REGRETS = re.compile(
    rf"^(?:{_OH_NO} ?){{2,}}$"
    r"|\bchanged? my mind\b|\b(?:i|we) (?:\w+ ){0,3}?keep(?:ing)? (?:it|them|that|this|the|those)\b"
    rf"|^(?:{_OH_NO} )*(?:keep it|do not (?:do|cancel|return|send|report|change|exchange)\b)"
    r"|\b(?:by )?(?:mistake|accident|accidentally)\b|\bnot what i (?:want\w*|meant)\b"
    r"|\bdid not (?:want|mean) (?:that|it|this|to)\b|\bdo not want (?:that|it|this)\b(?! to\b)"
    r"|\bdo not want to (?:cancel|return|exchange|change|send|report)\b"
)
_TOLD = r"(?:report|complaint|claim|case|message|request|issue|thing)"
_TOLD_OF = rf"(?:it|that|this|them|(?:the|my|that|this) (?:\w+ )?{_TOLD})"
_WITHDRAWS = re.compile(
    r"^(?:(?:ok|okay|then|actually|no|sorry|oh|well|wait|hm+|you know what|please|just|better|ah|so) )*"
    rf"(?:leave|forget|drop|scrap|skip|ignore|withdraw|cancel|delete|remove|close)(?: about)? {_TOLD_OF}\b"
    rf"|\btake (?:back )?{_TOLD_OF} (?:back|off)\b|\btake back {_TOLD_OF}\b"
    r"|\b(?:i|we|my \w+) (?:\w+ ){0,3}?(?:fix|fixed|repair|repaired|mend|mended|sewed|glued|solved|cleaned)"
    r" (?:it|that|them)\b|\b(?:washed|wiped|cleaned|came) (?:it )?(?:off|out) (?:in|with|after|by) "
    r"|\b(?:has |is |have )?(?:solved|sorted|settled|fixed) (?:itself|now|already)\b"
    r"|\bno longer (?:a problem|needed|necessary)\b"
)
_DENIES = re.compile(
    r"(?:(?:no|sorry|actually|oh|wait) )*(?:(?:it|that|they|this|the \w+)(?: is| are)? )?"
    r"(?:not|(?:is|are|was) not) (?:\w+ )?\w+|no|nope|sorry|wait"
)


def withdraws(text: str) -> bool:
    """ "Leave it, it came off in the wash", "forget the report": nobody is to look after it any more."""
    words = plain_words(text)
    return "?" not in words and _WITHDRAWS.search(words) is not None and "but" not in words.split()


def lets_go(text: str) -> bool:
    """ "Ok then leave it", "actually no, never mind", "nah, I'm good", "hold off for now"."""
    return _LETS_GO.fullmatch(plain_words(text).rstrip("? ")) is not None


def calls_off(change: Mapping[str, Any] | None, text: str) -> bool:
    """ "Cancel that", where something else is to be changed, cancels no order."""
    is_other = change is not None and change["matter"] != Matter.CANCEL
    return is_other and _CALLS_OFF.fullmatch(plain_words(text)) is not None


def keeps_the_order(text: str) -> bool:
    """ "Keep it", "don't change anything", said of a change that waits."""
    return _KEEPS.search(plain_words(text)) is not None


def keeps_after_all(text: str) -> bool:
    """ "Cancel it. Actually no, I keep it": a no, and then that the order stays."""
    return _KEEPS_AFTER_ALL.search(plain_words(text)) is not None


def forbids_cancelling(text: str) -> bool:
    return _NO_CANCELLING.search(plain_words(text)) is not None


def regrets(text: str) -> bool:
    """ "Wait, no!", "I didn't want that": said of what was just done, where nothing is asked.

    "I don't want to wait that long" regrets nothing.
    """
    words = plain_words(text)
    return "?" not in words and _REGRETS.search(words) is not None


def denies(text: str) -> bool:
    """ "It is not damaged", or a mere no: what something is not."""
    return _DENIES.fullmatch(plain_words(text)) is not None
