"""Two matters in one message: "where is 10042 and can I cancel 10057?". Plain rules over what the NLU hears.

A message is taken apart only between clauses, and only where each part is surely a wish of its own; otherwise
it stays whole. What belongs together ("cancel it and give me my money back") stays together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from actions.order_talk.matters import Matter
from bot.letting_go import denies

SURE_OF_A_PART = 0.7
"""How sure the classifier must be of each part."""

SURE_OF_AN_ITEMS_PART = 0.6
"""The same where each names an item of its own."""

LIKELY_PART = 0.4
"""The same of a second question that is asked about, or searched for, before anything is done about it."""

_LONGEST = 400  # in characters; a story is one matter with a long beginning
_FEWEST_WORDS = 1
_BORDER = re.compile(
    r"\s*(?:[.!?;]+\s+|,\s*)?\b(?:and then|and also|and|also|plus|then|but also|oh and"
    r"|besides)\b,?\s+(?:also\s+)?"
    r"|\s*[.!?;\n]+\s+|\s*,\s+|\s+&\s+",
    re.IGNORECASE,
)
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
_NAMES_WISH = re.compile(r"\b(?:return|send|exchang|swap|chang|replac|refund)", re.IGNORECASE)
_THING = re.compile(
    r"(?:it(?: is|['’]s) )?(?:the|my|an?|one|both|all)(?: [^\W\d]+){1,3}[ .!]*", re.IGNORECASE
)
_LONE_NUMBER = re.compile(r"(?:[a-z'’]+\W+){0,4}#?\d{4,8}\W*", re.IGNORECASE)
_SORRY = re.compile(
    r"\b(?:sorry|oops|no|not|wait|correction|i meant?)\W+(?:(?:it|is|it['’]s|that|order|number)\W+)*"
    r"#?\d+\W*$",
    re.IGNORECASE,
)

_ASKS_FOR_IT = r"(?:please|can|could|may|i|we|where|when|what|how|is|are|has|have|did|do)"
_PURCHASE = re.compile(
    r"\W*(?:(?:hi|hello|hey|so|ok|good \w+)\W+)*(?:i|we)(?:['’]ve)? "
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

ANSWERS = frozenset({"say_yes", "say_no", "give_order_details"})
_OF_ITSELF = frozenset({"ask_question", "ask_about_delivery_options", "ask_to_be_told", "list_orders"})
_SMALL_TALK = frozenset({"greet", "say_thanks", "acknowledge"})
_OF_ITS_OWN_ITEM = frozenset({Matter.RETURN, Matter.EXCHANGE, Matter.DAMAGED, Matter.MISSING, Matter.ITEMS})
"""In which an item that is named is meant, and not what came in its place."""

_FEELINGS = frozenset({Matter.COMPLAINT, Matter.PRAISE})
_BELONG_TOGETHER = (
    frozenset(
        {Matter.STATUS, Matter.PARCELS, Matter.ARRIVAL, Matter.LATENESS, Matter.MISSING, "ask_to_be_told"}
    ),
    frozenset({Matter.CANCEL, Matter.REFUND, Matter.REFUND_PLACE, Matter.ITEMS}),
    frozenset(
        {Matter.RETURN, Matter.EXCHANGE, Matter.DAMAGED, Matter.WRONG, Matter.MISSING, Matter.REFUND}
        | {Matter.REFUND_PLACE}
    ),
    frozenset(
        {Matter.CHARGE, Matter.DOUBLE_CHARGE, Matter.FAILED_PAYMENT, Matter.REFUND, Matter.REFUND_PLACE}
    ),
    frozenset({Matter.CANCEL, Matter.UNDO}),
    frozenset({"ask_question", "ask_about_delivery_options"}),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a part of a message was heard as.

    `number` is the order that it names, `page` the help page that a question most likely asks for, `items`
    what it names of an order, by the shop's names.
    """

    intent: str
    confidence: float
    number: str | None = None
    has_details: bool = False
    page: str | None = None
    page_confidence: float = 0.0
    items: frozenset[str] = frozenset()


def halves(text: str) -> Iterator[tuple[str, str]]:
    """Each way to cut a message in two between clauses, the earliest first."""
    if len(text) > _LONGEST:
        return
    for border in _BORDER.finditer(text):
        first, second = text[: border.start()], text[border.end() :]
        if _STREET.search(first) and _TOWN.match(second.strip()):
            continue
        if len(_WORD.findall(first)) >= 1 and len(_WORD.findall(second)) >= _FEWEST_WORDS:
            yield _with_sign(first, border[0]), second.strip()


def clauses(text: str) -> Iterator[tuple[int, str]]:
    """What stands between the borders, with its place in the text."""
    start = 0
    for border in _BORDER.finditer(text):
        yield start, text[start : border.start()]
        start = border.end()
    yield start, text[start:]


def are_two(first: Wish, second: Wish, *, is_answering: bool) -> bool:
    """Whether both parts stand for themselves; `is_answering`: a question is open that the first
    may answer."""
    if _are_of_two_items(first, second) and not is_answering:
        return True
    is_answer = is_answering and _answers(first)
    if not _is_sure(second) or not (is_answer or _is_sure(first)):
        return False
    return is_answer or _stand_apart(first, second, SURE_OF_A_PART)


def is_second_likely(first: Wish, second: Wish) -> bool:
    """Whether a second wish, of which the classifier is not sure, may stand beside the first."""
    is_likely = second.intent in {*Matter, *_OF_ITSELF} and second.confidence >= LIKELY_PART
    return _is_sure(first) and is_likely and _stand_apart(first, second, LIKELY_PART)


def _stand_apart(first: Wish, second: Wish, sure_of_pages: float) -> bool:
    if _are_two_orders(first, second) or _are_of_two_items(first, second):
        return True
    if _are_two_pages(first, second, sure_of_pages):
        return True
    if first.intent == second.intent or {first.intent, second.intent} & _FEELINGS:
        return False
    return not any({first.intent, second.intent} <= together for together in _BELONG_TOGETHER)


def says_why(matter: str | None, wish: Wish, words: str) -> bool:
    """ "…, it is too small" in the middle of a return tells its reason, unless it names what is wanted."""
    is_near = {matter, wish.intent} <= {Matter.RETURN, Matter.EXCHANGE} and wish.number is None
    return is_near and _NAMES_WISH.search(words) is None


def is_same_talk(change: Mapping[str, Any] | None, wish: Wish) -> bool:
    """ "No wait, both are damaged", where a damage is being reported: no matter besides."""
    return change is not None and wish.intent == change["matter"] and wish.number in {None, change["order"]}


def names_a_thing(wish: Wish, words: str) -> bool:
    """ "10036, the fleece" says which item is meant, and asks nothing about fleeces."""
    return wish.intent == "ask_question" and _THING.fullmatch(words) is not None


def end_of_purchase(text: str) -> int:
    """Where the wish begins behind "I ordered boots and a beanie (10058)", which is none; 0 without it."""
    found = _PURCHASE.match(text)
    tells_more = found is not None and _SAYS_MORE.search(_ITS_NUMBER.sub(" ", found["what"]))
    return 0 if found is None or tells_more else found.end()


def is_correction_of_mind(part: str) -> bool:
    """ "…, cancel it instead" takes the place of what was said before."""
    return re.search(r"\b(?:instead|rather|actually|no wait|i mean)\b", part, re.IGNORECASE) is not None


def is_put_right(first: str, second: str) -> bool:
    """ "Where is 10044, sorry, 10042": a number that takes the place of the one before it."""
    return _LONE_NUMBER.fullmatch(second) is not None and _SORRY.search(f"{first} {second}") is not None


def is_correction_of_number(text: str, named: Sequence[Mapping[str, Any]]) -> bool:
    """ "10042, sorry, 10057": the last one is meant. `named` are the numbers, with their places in `text`."""
    places = sorted((one["start"], one["end"]) for one in named if "end" in one)
    between = (text[end:start] for (_, end), (start, _) in pairwise(places))
    return len(places) < len(named) or any(_CORRECTS.search(words) for words in between)


def is_same_of_another(first: Wish, second: Wish) -> bool:
    """ "Cancel 10042 and 10057": the second part is only another order for the same wish."""
    is_bare = second.intent == "give_order_details" and second.number is not None
    return is_bare and first.intent in set(Matter) and _is_sure(first) and _are_two_orders(first, second)


def is_wish_instead(part: str, first: Wish, second: Wish) -> bool:
    """ "No, just change the address", before anything was opened: the wish before is taken back."""
    return (first.intent == "say_no" or denies(part)) and _is_sure(second) and first.number is None


def is_wish_after_small_talk(first: Wish, second: Wish) -> bool:
    """ "Thanks, but where is my invoice?": a greeting or thanks before a sure wish is no matter."""
    is_small_talk = first.intent in _SMALL_TALK and first.confidence >= SURE_OF_A_PART
    return is_small_talk and _is_sure(second)


def _are_two_pages(first: Wish, second: Wish, sure: float) -> bool:
    """ "Is Klarna fine, and how long is delivery?": two questions, each of a page of its own."""
    are_others = first.page is not None and second.page is not None and first.page != second.page
    return are_others and min(first.page_confidence, second.page_confidence) >= sure


def _are_of_two_items(first: Wish, second: Wish) -> bool:
    """ "The boots are torn and I want to return the sandals"."""
    are_of_items = {first.intent, second.intent} <= _OF_ITS_OWN_ITEM and first.intent != second.intent
    is_each_heard = min(first.confidence, second.confidence) >= SURE_OF_AN_ITEMS_PART
    has_each_its_own = bool(first.items and second.items) and not first.items & second.items
    return are_of_items and is_each_heard and has_each_its_own


def _answers(part: Wish) -> bool:
    return part.intent in {"say_yes", "say_no"} or (part.intent == "give_order_details" and part.has_details)


def _is_sure(part: Wish) -> bool:
    return part.intent in {*Matter, *_OF_ITSELF} and part.confidence >= SURE_OF_A_PART


def _are_two_orders(first: Wish, second: Wish) -> bool:
    return first.number is not None and second.number is not None and first.number != second.number


def _with_sign(part: str, border: str) -> str:
    """A question keeps its sign, which its cutting off took."""
    return f"{part.strip()}?" if "?" in border else part.strip()
