"""Where a message may be cut: the clauses of its text and what stands between them. Plain Python, no Rasa.

What the clauses are heard as is not known here (`bot/two_matters.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import Any

from actions.order_talk.own_words import is_question
from bot.nlu.plain_words import plain_words

_LONGEST = 400  # in characters; a story is one matter with a long beginning
MOST_BORDERS = 8
"""How many of the ways to cut a message are looked at: each part that is heard takes some ms."""

_BORDER = re.compile(
    r"\s*(?:[.!?;]+\s+|,\s*)?\b(?:and then|and also|and|also|plus|then|but also|oh and"
    r"|besides)\b,?\s+(?:also\s+)?"
    r"|\s*[.!?;]+\s+|\s*\n\s*|\s*,\s+|\s+[&/]\s+|\s+(?:btw|by the way)\s+",
    re.IGNORECASE,
)
_INVERTED = (
    r"(?:(?:where|when|what|how|which|who)(?: (?!(?:i|you|we|they|he|she|it)\b)\w+){0,2}? "
    r"(?:is|are|was|do|does|did|can|could|will|would|has|have|should)|(?:where|what|how|when|who)['’]?s"
    r"|do you|can (?:i|you|u)|could (?:i|you)|is there|are there|are you)"
)
"""How a question begins; "what I ordered" and "when it comes" are parts of one."""

_UNMARKED = re.compile(
    rf"(?<=\w)\s+(?={_INVERTED} |i (?:want|need|would like) |i['’]d like |(?:please|pls|cancel|send me) )",
    re.IGNORECASE,
)
_ONLY_BEGINS = re.compile(
    r"\W*(?:\w+\W+)?(?:where|when|what|how|which|who|why)"
    r"(?:\W+(?!(?:is|are|was|do|does|did|can)\b)\w+){0,2}\W*|.*\b(?:and|or|but|if|to|that|know)\W*"
    r"|(?:.*\W)?(?:can|could|would|will) (?:you|u|i|we)"
    r"(?: (?:please|pls|just|also|still|now|even|maybe|\w+ly))*\W*",
    re.IGNORECASE | re.DOTALL,
)
"""What stands before the verb of a question or of a wish, or can't end a clause."""

_OPENS = re.compile(
    r"^(?:(?:and|also|oh|plus|so|ok|then|btw|by the way|in general|generally speaking|just in case"
    r"|(?:an?other|different|other|second|separate|one more|next|last) (?:question|thing|one|matter))\b"
    r"[\s,:.]*)+(?=\w)",
    re.IGNORECASE,
)
"""What only leads over to another matter."""

_ASKS = re.compile(r"(?:(?:hi|hello|and|but) )*(?:is|are|was|were|has|have|am|do|does) (?!to\b)\w+")
_HAS_A_QUESTION = re.compile(
    r"\bquestions? (?:about|on|regarding|concerning|re) \w"
    r"|\ba (?!(?:quick|short|small|little|simple|general|silly|stupid|different|further|new)\b)\w+ questions?"
    r"(?: first)?$"
)
""" "I have a question about vouchers", "a voucher question first": it is asked without its words."""
_WISHES = re.compile(
    r"\b(?:please|pls|plz|(?:i|we) (?:(?:also|still|really) )?(?:want|need|like|wish|wanna|would))\b"
    r"|^(?:(?:ok|then|just|also) )*(?:need|want|cancel|change|send|return|refund|exchange|swap|remove|delete"
    r"|add|unsubscribe|subscribe|take|give|tell|show|let|stop|put|ship|explain|help)\b"
)
_POINTS_BACK = re.compile(r"\b(?:it|its|them|they|that|this|these|those|one|each|there)\b", re.IGNORECASE)
_TELLS = re.compile(
    r"(?:(?:hi|hello|but|because|since|still|frankly|well) )*"
    r"(?:(?:i|we|you|it|they|he|she|this|that|there|these|those)\b"
    r"|(?:the|my|our|your|one|both|all|some\w+|no\w*|an?)\b.*\b(?:is|are|was|were|has|have|had|does|do|did|can"
    r"|will|got|came|went|says?|broke|not|\w{3,}ed)\b)"
)
_NAMES = re.compile(r"(?:the|my|our|your|one|both|all|some|any|no|an?)\b")
_ADDS = re.compile(r"\b(?:also|plus|besides|btw|by the way)\b", re.IGNORECASE)
_ADDS_WITHIN = re.compile(
    r"^(?:can|could|may|do|does|is|are|i|we)\b.*?\balso\b|\b(?:too|as well|either)\W*$", re.IGNORECASE
)
_UNFINISHED = re.compile(
    r"(?:^|\W)(?:i|we|is|are|was|(?:can|could|would|will|does|did|have|has)"
    r"(?: (?:i|you|u|we|it|that|this|they|these|those))?|do(?: (?:i|you|u|we|they|these|those))?)\s*$"
    r"|(?:^|\b(?:you|i|we|and|but) )please\s*$",
    re.IGNORECASE,
)
_ENDS_INDIRECTLY = re.compile(
    r"\b(?:where|when|what|how|which|who)\b(?:\s+(?!(?:is|are|was|were)\b)[\w#'’-]+){1,5}\s+(?:is|are|was|were)\s*$",
    re.IGNORECASE,
)
""" "Tell me where my order is": such a verb may end a clause."""
_RUN_TOGETHER = re.compile(r"\b(what|where|how|when|who)s\b")
_WORD = re.compile(r"\w+")
_STREET = re.compile(r"(?<!\d)\d{1,4} ?[a-z]?\s*$|(?<!\d)\d{1,4}[a-z]? [^\W\d]+(?: [^\W\d]+){0,2}\s*$")
_TOWN = re.compile(
    r"(?:\d{4,6}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[\dW] ?[A-Z\d]{4}|\d{2}-\d{3}"
    r"|\d{4}(?:-\d{3}| ?[A-Z]{2})) [A-Z][^\W\d_]+"
)
"""The end of an address behind its comma: "…, 8048 Zurich"."""

_CORRECTS = re.compile(
    r"\b(?:not?|sorry|i mean|i meant|actually|oops|instead|rather|wait|correction|should be)\b", re.IGNORECASE
)
_OTHERWISE = re.compile(r"\b(?:instead|rather|actually|no wait|i mean)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?;\n]")
_LONE_NUMBER = re.compile(r"(?:[a-z'’]+\W+){0,4}#?\d{4,8}\W*", re.IGNORECASE)
_SORRY = re.compile(
    r"\b(?:sorry|oops|no|not|wait|correction|i meant?)\W+(?:(?:it|is|it['’]s|that|order|number)\W+)*"
    r"#?\d+\W*$",
    re.IGNORECASE,
)

_ASKS_FOR_IT = (
    r"(?:please|can|could|may|i|we|where|when|what|how|is|are|has|have|did|do|want to know"
    r"|would like to (?:know|ask))"
)
_PURCHASE = re.compile(
    r"\W*(?:(?:hi|hello|hey|there|so|ok|good \w+|(?:(?:a|one|i have a) )?(?:quick )?question)\W+)*"
    r"(?:(?:i|we)(?:['’]ve)? )?"
    r"(?:(?:have|had|just|recently|already) )*(?:ordered|bought|purchased)\b(?P<what>.*?)"
    rf"(?:[.!;]\s+|,?\s+but (?=i\b)|,\s+(?=(?:and )?{_ASKS_FOR_IT}\b)|\s+and (?={_ASKS_FOR_IT}\b))",
    re.IGNORECASE | re.DOTALL,
)
_ITS_NUMBER = re.compile(
    r"\b(?:my |the )?(?:order )?(?:number |no\.? )?(?:is|was) #?\d{4,8}\b", re.IGNORECASE
)
_SAYS_MORE = re.compile(
    r"\?|\b(?:is|are|was|were|has|have|had|got|get|received|came|arrived|never|not|\w+n['’]t|wrong|instead"
    r"|twice|only)\b",
    re.IGNORECASE,
)


_BARE = re.compile(
    r"\W*(?:(?:and|but|so|then|oh|hm+)\W+)*(?:why(?: not| so| is (?:that|this|it))?"
    r"|(?:(?:by|until|since) )?when"
    r"|how(?: is (?:that|this|it))? come"
    r"|what (?:now|then|next)|what happens(?: (?:now|then|next))?|now what"
    r"|what (?:can|do|should|shall|must) i do(?: (?:now|then|about (?:it|that)))?"
    r"|how (?:does|do|can|should) (?:that|this|it|i)(?: (?:work|go|do (?:that|this|it)|happen))?"
    r"|is (?:that|this|it) (?:normal|right|ok|okay|possible|correct)|can (?:that|this|it) be(?: right| true)?"
    r"|(?:any )?(?:help|ideas?|advice|suggestions?))(?: (?:please|pls))?\W*",
    re.IGNORECASE,
)
"""Asks about the clause before it, and has no matter of its own."""


class Joint(Enum):
    """What stands between two clauses: "also", the end of a sentence, "and", a mere comma, or nothing."""

    ALSO = auto()
    END = auto()
    AND = auto()
    COMMA = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Cut:
    """A message in two, and what stood between."""

    first: str
    second: str
    joint: Joint = Joint.END


class Form(Enum):
    """What a clause does: ask, wish for something, tell how things are, name a thing; or it can't be told."""

    ASKS = auto()
    WISHES = auto()
    TELLS = auto()
    NAMES = auto()
    OTHER = auto()


def halves(text: str) -> Iterator[Cut]:
    """Each way to cut a message in two between clauses, the earliest first."""
    if len(text) > _LONGEST:
        return
    for border in _BORDER.finditer(text):
        first, second = text[: border.start()], text[border.end() :]
        if _STREET.search(first) and _TOWN.match(second.strip()):
            continue
        is_finished = _ENDS.search(border[0]) is not None or not _is_unfinished(first)
        if _WORD.search(first) and _WORD.search(second) and is_finished:
            opened = _OPENS.sub("", second.strip())
            is_added = opened != second.strip() or _ADDS_WITHIN.search(opened)
            joint = Joint.ALSO if is_added else _joint(border[0])
            yield Cut(_with_sign(first, border[0]), opened, joint)


def _is_unfinished(first: str) -> bool:
    return _UNFINISHED.search(first) is not None and not _ENDS_INDIRECTLY.search(first)


def unmarked_halves(text: str) -> Iterator[Cut]:
    """Each way to cut a message before words that begin a question or a wish, where no sign stands."""
    for border in _UNMARKED.finditer(text if len(text) <= _LONGEST else ""):
        first = text[: border.start()]
        if not _ONLY_BEGINS.fullmatch(first):
            yield Cut(first.strip(), text[border.end() :].strip(), Joint.NONE)


def form_of(text: str) -> Form:
    """By its first words and its sign."""
    words = _RUN_TOGETHER.sub(r"\1 is", plain_words(_OPENS.sub("", text)))
    if (
        _ASKS.match(words)
        or _HAS_A_QUESTION.search(words)
        or is_question(words if not text.rstrip().endswith("?") else text)
    ):
        return Form.ASKS
    if _WISHES.search(words):
        return Form.WISHES
    if _TELLS.match(words):
        return Form.TELLS
    return Form.NAMES if _NAMES.match(words) else Form.OTHER


def form_of_part(text: str) -> Form:
    """Of some clauses together: they ask or wish where one of them does."""
    forms = [form_of(clause) for _, clause in clauses(text) if _WORD.search(clause)]
    asked = next((form for form in (Form.ASKS, Form.WISHES) if form in forms), None)
    return asked or form_of(text)


def asks_nothing_new(text: str) -> bool:
    """ "How does that work?", at the beginning: of what was said before it."""
    return _BARE.fullmatch(next(clauses(text))[1]) is not None


def points_back(text: str) -> bool:
    """ "What does it cost?": of something that was named before."""
    return _POINTS_BACK.search(text) is not None


def clauses(text: str) -> Iterator[tuple[int, str]]:
    """What stands between the borders, with its place in the text."""
    start = 0
    for border in _BORDER.finditer(text):
        yield start, text[start : border.start()]
        start = border.end()
    yield start, text[start:]


def end_of_purchase(text: str) -> int:
    """Where the wish begins behind "I ordered boots and a beanie (10058)", which is none; 0 without it."""
    found = _PURCHASE.match(text)
    tells_more = found is not None and _SAYS_MORE.search(_ITS_NUMBER.sub(" ", found["what"]))
    return 0 if found is None or tells_more else found.end()


def is_purchase(part: str) -> bool:
    """ "I ordered a hat for my mum": an account that wishes nothing, and says nothing of what came."""
    return end_of_purchase(f"{part}. ") == len(part) + len(". ")


def is_correction_of_mind(cut: Cut) -> bool:
    """ "…, cancel it instead" takes the place of what was said before; "and can I … instead?" asks more."""
    words = _OTHERWISE.search(cut.second)
    forms = form_of(cut.first), form_of(cut.second)
    is_more = cut.joint is Joint.ALSO or (cut.joint is Joint.AND and forms == (Form.ASKS, Form.ASKS))
    return words is not None and forms[0] in {Form.ASKS, Form.WISHES} and not is_more


def is_put_right(first: str, second: str) -> bool:
    """ "Where is 10044, sorry, 10042": a number that takes the place of the one before it."""
    return _LONE_NUMBER.fullmatch(second) is not None and _SORRY.search(f"{first} {second}") is not None


def is_correction_of_number(text: str, named: Sequence[Mapping[str, Any]]) -> bool:
    """ "10042, sorry, 10057": the last one is meant. `named` are the numbers, with their places in `text`."""
    places = sorted((one["start"], one["end"]) for one in named if "end" in one)
    between = (text[end:start] for (_, end), (start, _) in pairwise(places))
    return len(places) < len(named) or any(_CORRECTS.search(words) for words in between)


def _with_sign(part: str, border: str) -> str:
    """A question keeps its sign, which its cutting off took."""
    return f"{part.strip()}?" if "?" in border else part.strip()


def _joint(border: str) -> Joint:
    if _ADDS.search(border):
        return Joint.ALSO
    if re.search(r"[\w&]", border):
        return Joint.AND
    return Joint.END if _ENDS.search(border) else Joint.COMMA
