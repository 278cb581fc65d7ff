"""Whether words in answer to "shall I do that?" are a yes or a no; what only explains or adds is neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.order_talk.items_named import NUMBER, count_of, number_of
from actions.order_talk.matters import OPINIONS, REPORTS, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.missing import without_what_is_missing
from actions.order_talk.own_words import begins_a_correction, is_correction, is_question
from actions.order_talk.wanted import COLOUR, SIZE, names_a_kind
from bot.clauses import halves
from bot.hearing.agreed_or_put_off import goes_on
from bot.hearing.parses import SURE_ENOUGH, confidence_of, intent_of, text_of
from bot.nlu.clear_words import says_so
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
_CLAUSE_ENDS = re.compile(r"[,.;!?]+")
_AGREES = re.compile(r"^(?:(?:and|so|then|just) )*(?:(?:please|pls|ok|okay|then|just|now|go ahead) )+")
_THEN = re.compile(r"\b(?:then|please|pls|now)$")
_COUNTED = re.compile(
    rf"\b(?:(?:only|just) )*(?P<number>{NUMBER}) ?(?:x|of (?:them|these|those|the \w+)|pairs?|pieces?)?"
    r"(?=$|[,.;!]|\W+(?:of them|please|is (?:right|enough)|yes))"
)
_NUMBER_OF_ORDER = (
    r"(?:\b(?:is|was) (?:that|this|it) (?:(?:for|of|about|from) )?)?(?:\b(?:my|the|for|of) )*"
    r"(?:\border )?(?:\bnumber )?#?\b{number}\b *\??"
)
_CHANGES = frozenset({Matter.ADDRESS, Matter.ITEMS, Matter.EXCHANGE})
_CHANGE_IT = re.compile(r"\b(?:change|swap|exchange)(?: (?:it|that|this|them|(?:the|my) address))?\b")
_SHALL_BE_HEARD = re.compile(
    r"^(?!.*\b(?:not|no|nobody|nothing|never)\b).*\bwant\b.*"
    r"\b(?:hears?|knows?|reads?|told|informed|passed on)\b"
)
_A_NO = rf"^{_SOUNDS}(?:no|nope|nah|nay)\b"
_TO_LEAVE_IT = (
    r"(?:leave|keep\w*|stop|forget|drop|cancel|thanks?|later|rather|changed|mistake|need|want|better|longer|yet"
    r"|found|wait|nothing|do not|think|decide|consider|sleep on|sure yet)"
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
_NOT_DECIDED = re.compile(
    r"\bthink (?:about (?:it|that|this)|(?:it|this|that) over)\b|\bsleep on it\b|\b(?:decide|see) later\b"
    r"|\b(?:rather|prefer to) (?:wait|think|decide|look|ask)\b"
    r"|\bnot (?:so |quite |really |that )?sure(?: yet| about (?:it|that|this)| any ?more)?$|\bmaybe later$"
)
_SAYS_WHAT = re.compile(r"\b(?:go ahead|go on|do|cancel|send|start|report|refund|change|proceed|please)\b")
_TOLD_BESIDE = OPINIONS | REPORTS | {Matter.LATENESS, Matter.DOUBLE_CHARGE, Matter.FAILED_PAYMENT}
_CANCEL = re.compile(r"\bcancel\b(?! (?:that|this|the|my) (?:question|cancell?ation|cancell?ing))")


def is_told_yes(parsed: Mapping[str, Any], change: Mapping[str, Any], wished: str = "") -> bool:
    """ "Yes, I asked everyone", "is that order 10030? then yes", "just one pair, yes".

    Beside the yes nothing is put right and nothing else is wished; what `change` is about, or was `wished` in
    these words, may be named again.
    """
    text = text_of(parsed)
    words = plain_words(text)
    if change["matter"] == Matter.COMPLAINT and _SHALL_BE_HEARD.search(words):
        return True
    names = Mentions.of(parsed.get(MENTIONS)).items
    left = _beside_the_proposal(words, change)
    said = _beside_the_proposal(text.casefold(), change).rstrip(" .!")
    is_yes = _BEGINS_WITH_YES.match(left) or _agrees(_CLAUSE_ENDS.split(said)[-1], change)
    is_yes = is_yes or _says_it_again(parsed, change)
    if not is_yes or is_question(said) or is_correction(said) or _AND_YET.search(left):
        return False
    named = f"{_sentence(change)} {wished}".casefold()
    is_of_things = (
        any(name.casefold() not in named for name in names)
        or names_a_kind(left)
        or count_of(left) is not None
    )
    is_cancelled = change["matter"] != Matter.CANCEL and "cancel" in words
    return not is_of_things and not is_cancelled


def agrees_fully(text: str, change: Mapping[str, Any], *, is_sentence: bool) -> bool:
    """ "Yes, go ahead", "yes cancel it": a yes that says what to do, or is a sentence of its own.

    A mere "yes" before a comma may be "yes, if it is free".
    """
    words = plain_words(text)
    is_yes = (
        says_so("say_yes", text) or goes_on(text) or (_BEGINS_WITH_YES.match(words) and _agrees(text, change))
    )
    return bool(is_yes) and (is_sentence or _SAYS_WHAT.search(words) is not None)


def told_behind_a_yes(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> str | None:
    """ "Yes, report it. And nobody told me where it was": whatever that is heard as, it is for who reads the
    report, unless it names another item."""
    text, proposed = text_of(parsed), change["question"]["wordings"][0]
    is_told = change["matter"] in REPORTS and intent_of(parsed) in _TOLD_BESIDE - {change["matter"]}
    is_of_another = any(one not in proposed for one in Mentions.of(parsed.get(MENTIONS)).items)
    if not is_told or is_question(text) or is_of_another:
        return None
    said = (cut.second for cut in halves(text) if agrees_fully(cut.first, change, is_sentence=True))
    told = next(said, None)
    return None if told is None or begins_a_correction(told) else told


def _beside_the_proposal(text: str, change: Mapping[str, Any]) -> str:
    """The words without the order, the number of pieces, the sizes and colours that are to be confirmed."""
    left = re.sub(_NUMBER_OF_ORDER.format(number=re.escape(change["order"])), " ", text)
    pieces = list((change["details"].get("items") or {}).values())
    counted = _COUNTED.search(left)
    if len(pieces) == 1 and counted and number_of(counted["number"]) == pieces[0]:
        left = _COUNTED.sub(" ", left)
    if change["matter"] in _CHANGES:
        left = _CHANGE_IT.sub(" ", left)
    proposed = re.findall(r"\w+", _sentence(change))
    for kind in (SIZE, COLOUR):
        left = kind.sub(lambda found: " " if found[0].split()[-1] in proposed else found[0], left)
    return " ".join(left.split())


def _agrees(clause: str, change: Mapping[str, Any]) -> bool:
    """ "Then yes", "please report": the yes, or the label of the choice that is one, at the end."""
    label = plain_words(change["question"]["choices"][0]["title"])
    said = _AGREES.sub("yes ", plain_words(clause), count=1)
    return says_so("say_yes", clause) or (said != "yes " and f"{label} ".startswith(f"{said} "))


def _says_it_again(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """ "Ok, ask for the refund then": heard as the very wish that waits for its yes."""
    words = plain_words(text_of(parsed))
    is_same = intent_of(parsed) == change["matter"] and confidence_of(parsed) >= SURE_ENOUGH
    return is_same and (_AGREES.match(words) or _THEN.search(words)) is not None


def _sentence(change: Mapping[str, Any]) -> str:
    return str(change["question"]["wordings"][0]).casefold()


def is_told_no(text: str, matter: str) -> bool:
    """ "No, leave it", "don't do that"; "cancel it", where a cancelling is to be confirmed, is none.

    Neither is "the second item was not in it", where that is reported.
    """
    words = plain_words(text)
    if matter == Matter.MISSING:
        words = without_what_is_missing(words)
    if matter == Matter.CANCEL:
        words = _CANCEL.sub(" ", words)
    if _NOT_DECIDED.search(words):
        return True
    refuses = _REFUSES_REPORT if matter in REPORTS else _REFUSES
    return bool(refuses.search(words) or _FORBIDS.search(words))
