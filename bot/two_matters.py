"""Two matters in one message: "where is 10042 and can I cancel 10057?". Plain rules over what the NLU hears.

A message is taken apart only between clauses, and only where each part is surely a wish of its own; otherwise
it stays whole. What belongs together ("cancel it and give me my money back") stays together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.order_talk.items_named import count_of
from actions.order_talk.matters import OPINIONS, PROBLEM, REPORTS, Matter
from actions.order_talk.own_words import asks_to_get
from actions.order_talk.wanted import wanted_in
from bot.clauses import Cut, Form, Joint, form_of, form_of_part, points_back
from bot.hearing.parses import UNHEARD
from bot.letting_go import denies
from bot.near_wishes import ASK_FOR_IT, LOOSE, belong_together, forms_of, is_page_of

SURE_OF_A_PART = 0.7
"""How sure the classifier must be of each part."""

SURE_OF_AN_ITEMS_PART = 0.6
"""The same where each names an item of its own."""

SURE_OF_OTHER_FORMS = 0.85
"""The same, and of a page, where a clause neither asks nor wishes in so many words."""

LIKELY_PART = 0.4
"""The same of a part that is asked about before anything is done about it."""

_NAMES_WISH = re.compile(r"\b(?:return|send|exchang|swap|chang|replac|refund)", re.IGNORECASE)
_ONE_THING = r"(?:(?:the|my|an?|one|two|both|all|those|these)(?: of (?:the|my))? )?[^\W\d]+(?: [^\W\d]+){0,2}"
_THING = re.compile(
    r"(?:it(?: is|['’]s) )?(?:the|my|an?|one|both|all)(?: [^\W\d]+){1,3}[ .!]*", re.IGNORECASE
)

_THE_OTHERS = re.compile(
    r"\bthe (?:other|second)(?: (?:one|pair|piece)s?\b|(?= (?:for|in|to|into|with|please|back)\b)|\W*$)"
    r"|\bthe rest\b",
    re.IGNORECASE,
)
_SOME_THINGS = re.compile(
    rf"{_ONE_THING}(?:(?:,| and|, and) {_ONE_THING})*(?: (?:please|pls|too|as well|also|from .*))*[ .!]*",
    re.IGNORECASE,
)

ANSWERS = frozenset({"say_yes", "say_no", "give_order_details"})
_OF_ITSELF = frozenset(
    {"ask_question", "ask_about_delivery_options", "ask_to_be_told", "list_orders", PROBLEM}
)
_SMALL_TALK = frozenset({"greet", "say_thanks", "acknowledge"})
_OF_ITS_OWN_ITEM = {*Matter, PROBLEM} - OPINIONS - {Matter.WRONG, Matter.UNDO}
"""In which an item that is named is meant, and not what came in its place."""

_OF_PAGES = frozenset({"ask_question", "ask_about_delivery_options"})
_TOLD = REPORTS | {
    PROBLEM,
    Matter.COMPLAINT,
    Matter.PRAISE,
    Matter.DOUBLE_CHARGE,
    Matter.FAILED_PAYMENT,
    Matter.LATENESS,
    Matter.REFUND,
    Matter.REFUND_PLACE,
}
"""What customers bring up by telling how things are."""

_SETTLES_MONEY = REPORTS | {Matter.CANCEL, Matter.RETURN, Matter.DOUBLE_CHARGE}
"""In which the money back is settled, too."""

_OF_ANOTHER_REFUND = re.compile(
    r"\bwhere\b|\b(?:my|the) refund\b|\b(?:other|earlier|still|yet|already|last|old)\b", re.IGNORECASE
)
_COMPLAINED_OF = frozenset(Matter) - {Matter.INVOICE, Matter.ADDRESS_NOW, Matter.CONTENTS}
"""What a complaint beside it is about."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a part of a message was heard as.

    `number` is the order that it names, `page` the help page that surely answers a question, `items` what it
    names of an order, by the shop's names. `near` are the pages that its words could be about, the likeliest
    first. It `is_doubted` where the customer would be asked which of some wishes or pages is meant.
    """

    intent: str
    confidence: float
    number: str | None = None
    has_details: bool = False
    page: str | None = None
    page_confidence: float = 0.0
    items: frozenset[str] = frozenset()
    near: tuple[str, ...] = ()
    is_doubted: bool = False


def are_two(first: Wish, second: Wish, *, is_answering: bool, cut: Cut | None = None) -> bool:
    """Whether both parts stand for themselves; `is_answering`: a question is open that the first
    may answer. `cut`: how they are said."""
    if _are_of_two_items(first, second) and not is_answering:
        return True
    is_answer = is_answering and _answers(first)
    if not is_sure(second) or not (is_answer or is_sure(first)):
        return False
    return is_answer or stand_apart(first, second, cut)


def begins_another(first: Wish) -> bool:
    """Whether another matter may follow this part: it leads somewhere, answers, or is small talk."""
    is_small = first.intent in _SMALL_TALK or first.intent in ANSWERS
    return is_small or first.items != frozenset() or is_sure(first) or is_likely(first)


def settles_the_other(first: Wish, second: Wish, words: str) -> bool:
    """ "Cancel it and give me my money back", "…, and how much do I get?": told and done with the first.

    "Where is my refund?" asks for one that was promised before.
    """
    is_of_order = second.number is None or first.number in {None, second.number}
    if not is_of_order or second.items or not (is_sure(first) and is_sure(second)):
        return False
    is_asked = second.intent == Matter.REFUND_PLACE and not _OF_ANOTHER_REFUND.search(words)
    is_wanted = second.intent == Matter.REFUND and first.intent in _SETTLES_MONEY
    return is_wanted or (is_asked and first.intent in {Matter.CANCEL, Matter.RETURN})


def is_complaint(part: Wish) -> bool:
    return part.intent == Matter.COMPLAINT


def is_asked_beside_complaint(cut: Cut, first: Wish, second: Wish) -> bool:
    """ "I want to complain. And where is my order?": a question is more than what is complained of, and so
    is another wish where the complaint is one that is wished for."""
    if cut.joint in LOOSE or not (is_sure(first) and is_sure(second)):
        return False
    forms = form_of(cut.first), form_of(cut.second)
    if is_complaint(first):
        is_asked = forms[1] is Form.ASKS or forms == (Form.WISHES, Form.WISHES)
        return is_asked and second.intent in set(Matter)
    is_more = cut.joint is Joint.ALSO or form_of_part(cut.first) is Form.ASKS
    return is_more and first.intent in set(Matter) and is_complaint(second) and forms[1] in ASK_FOR_IT


def is_wish_after_anger(cut: Cut, first: Wish, second: Wish) -> bool:
    """ "This shop is a disgrace, cancel 10042", which as a whole is heard as a complaint."""
    is_wished = second.intent in set(Matter) and is_sure(second) and form_of(cut.second) in ASK_FOR_IT
    return first.intent in UNHEARD and first.number is None and is_wished and not is_complaint(second)


def is_asked_after_anger(cut: Cut, second: Wish) -> bool:
    """ "Nobody ever replies. How do I close my account?": the question is what is wanted to be known."""
    is_told = cut.joint not in LOOSE and form_of(cut.first) not in ASK_FOR_IT
    return is_told and is_sure(second) and form_of(cut.second) is Form.ASKS


def is_asked_of_praised(cut: Cut, first: Wish, second: Wish) -> bool:
    """ "Love the boots! How do I care for them?": the goods that are praised are asked about."""
    is_told = first.intent == Matter.PRAISE and is_sure(first) and cut.joint not in LOOSE
    return (
        is_told
        and second.intent in _OF_PAGES
        and form_of(cut.second) is Form.ASKS
        and points_back(cut.second)
    )


def is_likely(part: Wish) -> bool:
    """Whether a wish, of which the classifier is not sure, may be asked about."""
    return part.is_doubted or (part.intent in {*Matter, *_OF_ITSELF} and part.confidence >= LIKELY_PART)


def is_of_page(part: Wish) -> bool:
    """Whether the help pages answer it, and no order is looked at."""
    return part.intent in _OF_PAGES


def stand_apart(first: Wish, second: Wish, cut: Cut | None = None) -> bool:
    """Whether the one is neither said by the other, nor done with it."""
    if are_two_orders(first, second) or _are_of_two_items(first, second):
        return True
    if is_of_page(first) and is_of_page(second):
        return first.near[:1] != second.near[:1]
    if Matter.PRAISE in {first.intent, second.intent}:
        return first.intent != second.intent
    if _share_a_page(first, second, cut):
        return False
    if first.intent == second.intent:
        return False
    if Matter.COMPLAINT in {first.intent, second.intent}:
        return not {first.intent, second.intent} <= _COMPLAINED_OF
    return not belong_together(first.intent, second.intent, cut)


def fit(cut: Cut, first: Wish, second: Wish) -> bool:
    """Whether the two clauses of a cut may be two matters, by their forms.

    Over a mere comma both ask or wish; what only tells, or points back, goes with the clause beside it.
    Elsewhere what is told is a matter where it is of a kind that is told.
    """
    if are_two_orders(first, second) or _are_of_two_items(first, second):
        return True
    is_loose = cut.joint in LOOSE
    if is_loose and points_back(cut.second):
        return False
    forms = forms_of(cut)
    if forms[1] is Form.NAMES and second.page is not None and first.page is not None:
        return False
    if is_loose and forms != (Form.OTHER, Form.OTHER) and not {*forms} <= ASK_FOR_IT:
        return cut.joint is Joint.NONE and _is_told_before_a_question(forms, first, second)
    return _carries(forms[0], first, forms[1], cut.joint) and _carries(forms[1], second, forms[0], cut.joint)


def _is_told_before_a_question(forms: tuple[Form, Form], first: Wish, second: Wish) -> bool:
    """ "My card was refused do you take PayPal": only where both are heard very surely."""
    is_told = forms[0] is Form.TELLS and (first.page is not None or first.intent in _TOLD)
    return is_told and forms[1] is Form.ASKS and min(map(_sureness, (first, second))) >= SURE_OF_OTHER_FORMS


def may_be_told_before_a_question(cut: Cut, first: Wish, second: Wish) -> bool:
    """The same behind a comma, where no other cut parts the message: what is told is mostly asked about."""
    if (
        cut.joint is not Joint.COMMA
        or points_back(cut.second)
        or not are_two(first, second, is_answering=False, cut=cut)
    ):
        return False
    forms = forms_of(cut)
    forms = (Form.TELLS if forms[0] is Form.OTHER and first.page is None else forms[0], forms[1])
    return _is_told_before_a_question(forms, first, second)


def _sureness(wish: Wish) -> float:
    return wish.confidence if wish.page is None else wish.page_confidence


def _carries(form: Form, wish: Wish, other: Form, joint: Joint) -> bool:
    """Whether a clause of this form may be a matter of its own beside one of the other form."""
    if wish.intent in OPINIONS:
        return other in ASK_FOR_IT and joint not in LOOSE
    if form in ASK_FOR_IT:
        return True
    is_certain = _sureness(wish) >= SURE_OF_OTHER_FORMS
    if form is Form.TELLS:
        is_surely_meant = is_certain and (wish.page is not None or joint is Joint.ALSO)
        return wish.intent in _TOLD or is_surely_meant or (wish.page is not None and joint is Joint.ALSO)
    return is_certain or joint is Joint.ALSO


def says_why(matter: str | None, wish: Wish, words: str) -> bool:
    """ "…, it is too small" in the middle of a return tells its reason, unless it names what is wanted."""
    is_near = {matter, wish.intent} <= {Matter.RETURN, Matter.EXCHANGE} and wish.number is None
    is_instead = wish.intent == Matter.EXCHANGE and wanted_in(words) is not None and asks_to_get(words)
    return is_near and _NAMES_WISH.search(words) is None and not (matter == Matter.RETURN and is_instead)


def tells_only_why(first: Wish, second: Wish, words: str) -> bool:
    """ "Return the beanie and the sandals, they don't fit": the second clause wishes nothing else."""
    are_near = (first.intent, second.intent) == (Matter.RETURN, Matter.EXCHANGE)
    is_of_order = second.number is None or first.number in {None, second.number}
    return are_near and is_of_order and _NAMES_WISH.search(words) is None and wanted_in(words) is None


def is_told_beside(cut: Cut, first: Wish, second: Wish) -> bool:
    """ "Can I still return it? My aunt has one": a told clause that is heard as a question asks none, and
    a sentence of its own needs no help page."""
    is_wished = first.intent in set(Matter) and not Matter(first.intent).is_question and is_sure(first)
    is_told = is_wished and cut.joint not in LOOSE and form_of(cut.second) is Form.TELLS
    is_asked = second.intent in set(Matter) and Matter(second.intent).is_question
    is_doubtful = is_asked and second.confidence < SURE_OF_OTHER_FORMS and second.intent not in _TOLD
    return is_told and (is_doubtful or (is_of_page(second) and cut.joint is Joint.END))


def is_same_talk(change: Mapping[str, Any] | None, wish: Wish) -> bool:
    """ "No wait, both are damaged", where a damage is being reported: no matter besides."""
    return change is not None and wish.intent == change["matter"] and wish.number in {None, change["order"]}


def names_a_thing(wish: Wish, words: str) -> bool:
    """ "10036, the fleece" says which item is meant, and asks nothing about fleeces."""
    return wish.intent == "ask_question" and _THING.fullmatch(words) is not None


def names_one_more(first: Wish, second: Wish, words: str) -> bool:
    """ "Remove the jumper and the trousers": the second item of the wish, and no question about trousers."""
    is_of_items = first.intent in _OF_ITS_OWN_ITEM and is_sure(first)
    is_no_wish = second.intent not in _OF_ITS_OWN_ITEM
    return is_of_items and is_no_wish and bool(second.items) and _SOME_THINGS.fullmatch(words) is not None


def parts_pieces(first: str, second: str) -> bool:
    """ "One pair in 43 please, the other one goes back": what is said of the pieces of one item."""
    return count_of(first) is not None and _THE_OTHERS.search(second) is not None


def is_same_of_another(first: Wish, second: Wish) -> bool:
    """ "Cancel 10042 and 10057": the second part is only another order for the same wish."""
    is_bare = second.intent == "give_order_details" and second.number is not None
    return is_bare and first.intent in set(Matter) and is_sure(first) and are_two_orders(first, second)


def is_wish_instead(part: str, first: Wish, second: Wish) -> bool:
    """ "No, just change the address", before anything was opened: the wish before is taken back."""
    return (first.intent == "say_no" or denies(part)) and is_sure(second) and first.number is None


def is_wish_after_small_talk(first: Wish, second: Wish) -> bool:
    """ "Thanks, but where is my invoice?": a greeting or thanks before a sure wish is no matter."""
    is_small_talk = first.intent in _SMALL_TALK and first.confidence >= SURE_OF_A_PART
    return is_small_talk and is_sure(second)


def _share_a_page(first: Wish, second: Wish, cut: Cut | None) -> bool:
    """ "I want to return my boots. How does that work?": the page that tells of the same."""
    pairs = ((first, second), (second, first))
    return any(
        one.page is not None and is_page_of(one.page, other.intent, other.near, cut) for one, other in pairs
    )


def _are_of_two_items(first: Wish, second: Wish) -> bool:
    """ "The boots are torn and I want to return the sandals"."""
    intents = {first.intent, second.intent}
    are_of_items = intents <= _OF_ITS_OWN_ITEM and len(intents) == 2
    if PROBLEM in intents and intents & {Matter.RETURN, Matter.EXCHANGE}:
        return False  # "return the sandals and the boots, they are too big" tells why
    is_each_heard = min(first.confidence, second.confidence) >= SURE_OF_AN_ITEMS_PART
    has_each_its_own = bool(first.items and second.items) and not first.items & second.items
    return are_of_items and is_each_heard and has_each_its_own


def _answers(part: Wish) -> bool:
    return part.intent in {"say_yes", "say_no"} or (part.intent == "give_order_details" and part.has_details)


def is_sure(part: Wish) -> bool:
    """Whether the part alone leads somewhere without a question back."""
    is_heard = part.intent in {*Matter, *_OF_ITSELF} - {"ask_question"}
    return (is_heard and part.confidence >= SURE_OF_A_PART) or part.page is not None


def are_two_orders(first: Wish, second: Wish) -> bool:
    return first.number is not None and second.number is not None and first.number != second.number
