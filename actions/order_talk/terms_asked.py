"""Side questions about a change that is being talked through: what it costs, how long it takes, the way back.

The sentences that promise a change say it already; here the ones that answer are picked out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from actions.orders.weighing import Possible


class Term(StrEnum):
    COST = "cost"
    MONEY = "money"
    TIME = "time"
    UNDO = "undo"
    NEW_ONE = "new one"
    STOCK = "stock"
    PLACE = "place"
    KEEP = "keep"
    NEXT = "next"
    CHOICE = "choice"
    OTHERWISE = "otherwise"
    SURE = "sure"
    PLAN = "plan"
    LABEL = "label"


_HANDING_IN = r"\b(?:drop\w*|hand|bring|take|post|send|return)\b"
_MUST_I = r"\b(?:should|shall|must|do|can|may|need|have)\b"
_A_NEW_ONE = r"(?:(?:new|another|right) \w+|replacements?|new)"
_MONEY_BACK = r"(?:money|refund)\w*"
_ASKED = (
    (
        Term.CHOICE,
        re.compile(
            rf"\b{_A_NEW_ONE}\b.*\bor\b.*\b{_MONEY_BACK}|\b{_MONEY_BACK}.*\bor\b.*\b{_A_NEW_ONE}\b"
            r"|\b(?:can|may|do|must|should) i (?:get to )?(?:choose|pick|decide)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Term.KEEP,
        re.compile(
            rf"\b(?:photos?|pictures?|pics?)\b|{_MUST_I}.*\b(?:keep|throw)\b(?!.*\b(?:less|price|cheap\w*|off|discount)\b)|(?:^|[.,?!])\W*(?:(?:and|but|so|ok|okay|sorry)\W+)*"
            r"(?:should|shall|must|do) (?:i|we) (?:(?:have|need) to )?"
            r"(?:return\b|(?:send|give)\b.*\b(?:back|in|it|them|ones?)\b)"
            r"|\b(?:does|do|must|should|has|have|will) (?:it|they|this|that|the (?:\w+ ){1,3})"
            r" ?(?:(?:have|has|need) to )?(?:go|come|be sent|be returned|travel) back\b",
            re.IGNORECASE,
        ),
    ),
    (
        Term.LABEL,
        re.compile(
            r"^(?!.*\b(?:costs?|free|pay\w*|fees?|much|print\w*)\b)"
            r".*\b(?:how|where|when|get|send|receive|mail)\b.*\blabels?\b",
            re.IGNORECASE,
        ),
    ),
    (
        Term.PLACE,
        re.compile(
            rf"\bwhere\b.*{_HANDING_IN}|\bwhich (?:post|carrier|shop)\b"
            rf"|\bhow (?:do|can|should|must|will) (?:i|we) (?:now )?{_HANDING_IN}",
            re.IGNORECASE,
        ),
    ),
    (
        Term.NEXT,
        re.compile(
            r"\bwhat (?:happens?|will happen|is going to happen|comes?"
            r"|(?:are|will) you (?:going to )?do(?:ing)?"
            r"|(?:(?:do|should|must) )?i (?:(?:have|need|must|should) (?:to )?)?do)"
            r"(?: (?:now|next|then|after that|about (?:it|this|that)))*\W*$"
            r"|^\W*(?:(?:and|so|ok|okay|then) )*(?:what now|now what|and now|what(?: is|['’]s)? next)\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        Term.STOCK,
        re.compile(
            r"\b(?:sold out|(?:in|out of) stock|available|run out|(?:do|if) you (?:even |still )?"
            r"(?:have|don['’]?t have)|no longer have)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Term.OTHERWISE,
        re.compile(
            r"(?:\bwhat (?:if|about if|happens? (?:if|when|then if)|will happen if|would happen if)\b"
            r"|(?:^|[,.])\W*(?:(?:and|but|so|ok|okay) )*(?:if|when)\b).*"
            r"\b(?:say no|refus\w*|reject\w*|declin\w*|den(?:y|ies|ied)|disagree\w*|never|nothing|nobody|lost"
            r"|gone|not|can['’]?t|don['’]?t|doesn['’]?t|won['’]?t|isn['’]?t|nowhere)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Term.UNDO,
        re.compile(
            r"\b(?:undo|take (?:it|that|this) back|reverse|revert|change my mind|go back on|cancel (?:it"
            r"|that) (?:later|again))\b",
            re.IGNORECASE,
        ),
    ),
    (
        Term.MONEY,
        re.compile(
            r"^\W*(?:and |but |what about )+money\W*$|\b(?:(?:my|the|any|what) money|refund\w*|reimburs\w*"
            r"|(?:get|paid?|comes?|goes)(?: it| that)? back|how much (?:do|will|would) (?:i|we) get)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Term.COST,
        re.compile(
            r"\b(?:costs?|fees?|charge (?:me|for)|charges|(?:be|get|getting) charged|free"
            r"|for nothing|(?:have|need) to pay|who pays"
            r"|how much|price of (?:it|that)|expensive)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Term.TIME,
        re.compile(
            r"\bhow (?:long|fast|soon|quick\w*|many days)\b|\bwhen (?:do|will|would|can|does|is|are) (?:i"
            r"|you|it|that|the|an?|my|they|we|somebody|someone)\b"
            r"|\bby when\b|\buntil when\b|^\W*(?:and |but )?when\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        Term.NEW_ONE,
        re.compile(
            r"\b(?:send|get|give|bring|receive|have|want|need|prefer|rather)\b.*"
            r"\b(?:new|another|right|missing|other) (?:one|item|thing|pair)s?\b"
            r"|\b(?:send|sent) (?:it|them|that) (?:again|after)\b|\breplace(?:d|ment)?\b",
            re.IGNORECASE,
        ),
    ),
)
_NEW_ONE = re.compile(
    r"\bnew one (?:and|leaves|travels)\b|\bsend it (?:again|after)\b|\bthe right one\b", re.IGNORECASE
)
_COST = re.compile(r"\bcosts?\b|\bfee\b|\bfree\b|nothing was charged|\bwe keep\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\b(?:go(?:es)? back to|back to your|paid back|pay (?:your money )?back|money|refund\w*)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\bwithin\b|\bdays?\b|\bby (?:the )?\w+day\b|\bby \d|\bwhen the\b|\buntil\b|\bnext week\b"
    r"|\b\d{1,2} (?:January|February"
    r"|March|April|May|June|July|August|September|October|November|December)\b"
)
_UNDO = re.compile(r"\bundo\b", re.IGNORECASE)
_HAND_IN = re.compile(r"\bhand(?:ed)?\b.*\bin with\b", re.IGNORECASE)
_KEEP = re.compile(r"^Keep\b")
_OF_A_DELIVERY = re.compile(r"\b(?:deliver\w*|shipping|parcels?|packages?|arriv\w*|open\w*)\b", re.IGNORECASE)
_OF_A_NEW_ONE = re.compile(
    r"\b(?:new|right|other|missing) (?:one|item|thing|pair)s?\b|\breplacements?\b", re.IGNORECASE
)
_OF_SENDING_BACK = re.compile(
    rf"\bwho pays\b|\blabel\b|\bwhere (?:do|can|should|must) (?:i|we) {_HANDING_IN}", re.IGNORECASE
)
_WHAT_IS_DONE = re.compile(r"\bI will\b")
_LABEL = re.compile(r"\blabel from\b")
_CHOOSE = re.compile(r"\b(?:new one|right one|again|after)\b.*\byour money back\b", re.IGNORECASE)
_CAN_BE_DONE = (
    "It can be done now, and it is not too late for it. Once you say yes, I do it at once and tell you here."
)
_LABEL_COMES = "Once you say yes, I give you the link to the label here, at once."
_AGREE = "If you don't agree with what our team says then, ask for a person here."
_ANSWER = re.compile(r", and (?=a person gets back)")
_SAID_AFTERWARDS = frozenset({Term.UNDO, Term.MONEY, Term.NEW_ONE, Term.PLACE, Term.KEEP, Term.CHOICE})
TOLD_WHEN_DONE = _SAID_AFTERWARDS | {Term.TIME, Term.LABEL, Term.NEXT}
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z0-9€$£])")
_SIGNS = (
    (Term.STOCK, re.compile(r"\bsold out\b", re.IGNORECASE)),
    (Term.COST, _COST),
    (Term.MONEY, _MONEY),
    (Term.TIME, _TIME),
    (Term.UNDO, _UNDO),
    (Term.NEW_ONE, _NEW_ONE),
    (Term.PLACE, _HAND_IN),
    (Term.KEEP, _KEEP),
    (Term.CHOICE, _CHOOSE),
)


def term_asked(text: str) -> Term | None:
    """What a question asks of the change that is open; None for one about parcels and deliveries."""
    is_of_change = _OF_SENDING_BACK.search(text) or _OF_A_NEW_ONE.search(text)
    if _OF_A_DELIVERY.search(text) and not is_of_change:
        return None
    return next((term for term, words in _ASKED if words.search(text)), None)


def terms_of(possible: Possible) -> dict[str, str]:
    """The answers, by the term; one that nothing is said about is missing."""
    before, after = _SENTENCE.split(possible.sentence), _SENTENCE.split(possible.done)
    beside = [one for one in before if not _WHAT_IS_DONE.search(one)]
    found = {
        term.value: _those(beside, sign)
        or _those(before, sign)
        or (_those(after, sign) if term in _SAID_AFTERWARDS else "")
        for term, sign in _SIGNS
    }
    if _LABEL.search(possible.done):
        found[Term.LABEL.value] = _LABEL_COMES
    found |= {Term.SURE.value: _CAN_BE_DONE, Term.PLAN.value: possible.sentence}
    return {term: words for term, words in (found | _otherwise(found)).items() if words}


def terms_after(done: str) -> dict[str, str]:
    """The answers once the change is made: where the label comes from, by when, what happens next.

    What was told already, word for word, is no answer.
    """
    said = [one for one in _SENTENCE.split(done) if not _UNDO.search(one)]
    keep, place = _those(said, _KEEP), _those(said, _HAND_IN)
    found = {
        Term.KEEP.value: keep or place,
        Term.PLACE.value: place or keep,
        Term.TIME.value: _answer_alone(_those([one for one in said if not _KEEP.search(one)], _TIME)),
        Term.CHOICE.value: _those(said, _CHOOSE),
        Term.NEW_ONE.value: _those(said, _NEW_ONE),
        Term.NEXT.value: " ".join(said),
    }
    return {term: words for term, words in (found | _otherwise(found)).items() if words and words != done}


def _otherwise(found: Mapping[str, str]) -> dict[str, str]:
    """What comes of a report whose answer is not the one that was hoped for."""
    choice = found.get(Term.CHOICE.value)
    return {Term.OTHERWISE.value: f"{choice} {_AGREE}"} if choice else {}


def _answer_alone(words: str) -> str:
    """ "Our team knows now that …, and a person gets back to you": when that is, and not the rest again."""
    answer = _ANSWER.split(words)[-1]
    return answer[:1].upper() + answer[1:]


def _those(sentences: Sequence[str], sign: re.Pattern[str]) -> str:
    return " ".join(dict.fromkeys(one for one in sentences if sign.search(one)))
