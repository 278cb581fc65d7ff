"""What a customer would rather have for what came broken, wrong or not at all: a new one, the money, or a
part of it and the thing as it is."""

from __future__ import annotations

import re
from enum import StrEnum

from actions.order_talk.own_words import begins_with_yes
from actions.order_talk.reasons import reason_told
from actions.order_talk.wanted import names_a_kind, wanted_in


class Choice(StrEnum):
    NEW_ONE = "a new one"
    MONEY = "the money"
    LESS = "to keep it for less"


_THING = r"(?:ones?|pairs?|pieces?|items?|things?|products?)"
_NO_THING = r"(?!now|away|here|there|after|question|order|address|message|parcel|thing)"
_WANTED = {
    Choice.NEW_ONE: re.compile(
        rf"\banother {_THING}\b|\b(?:new|right|correct|fresh|undamaged|intact|proper) {_NO_THING}\w+"
        r"|\breplace\w*\b"
        r"|\b(?:send|ship|deliver)\b[^,;.]*\b(?:again|anew|once more|a second time|a new|new)\b|\bresend\b"
        r"|\bwhat i (?:really |actually )?ordered\b|\bsame (?:one|thing|item)s? again\b",
        re.IGNORECASE,
    ),
    Choice.MONEY: re.compile(
        r"\bmoney\b|\brefund(?:ed)?\b|\breimburse\w*\b|\bpaid back\b|\bpay (?:me|it|us) back\b|\bcash back\b",
        re.IGNORECASE,
    ),
}
_FOR_LESS = re.compile(
    r"\bkeep\b(?!.*\bkeep\b).*\b(?:money off|off the price|cheaper|discount\w*|reduc\w+|for less"
    r"|(?:part|some|half) of (?:the|my) (?:money|price)|lower price|some money|partial(?:ly)? \w+)\b"
    r"|\bkeep\b.*\bpay (?:\w+ )?less\b"
    r"|\b(?:money|something|a bit|\d+ ?%|percent) off\b(?! (?:my|the) next)|\bpartial refund\b",
    re.IGNORECASE,
)
"""A part of the price is another wish than the money, for which the thing has to come back."""

_NOT_WANTED = re.compile(
    r"\b(?:not|no|don['’]?t (?:want|need)|than|instead of|without|never)\b"
    r"(?: (?:want|need|a|an|any|the|my|another|for))*"
    rf"(?: (?:new|replace\w*|money|refund\w*|right)(?: \w+)?| {_THING}\b)",
    re.IGNORECASE,
)
_NO_OTHER = re.compile(
    r"\b(?:no (?:other|new|exchange|swap|replacement)"
    r"|(?:not|(?:do not|don['’]?t) (?:want|need))(?: an?| any)?"
    r" ?(?:other|another|new|exchange|swap|replacement))\b"
    r"(?! (?:sizes?|colou?rs?|models?)\b)",
    re.IGNORECASE,
)
"""What refuses that anything comes in the place of an item, and not only one kind of it."""

_NO_BEFORE_MONEY = re.compile(
    r"^\W*(?:no|nope)\W+(?=(?:(?:the|my|just|only) )?(?:money|refund)\b)", re.IGNORECASE
)
_ON_CONDITION = re.compile(r"\b(?:if|unless|otherwise|in case)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|well) )*(?:when|where|why|how|what|which|who|will|would|do|does|did|is|are"
    r"|has|have|am|was|should)\b",
    re.IGNORECASE,
)
_ANOTHER_WISH = re.compile(
    r"\b(?:exchange|swap|return|undo|cancel|where|track\w*|invoice|address|instead of size)\b|\d{4,}",
    re.IGNORECASE,
)


_CLAUSE = re.compile(r"[,;.!?]|\b(?:and|but|so)\b", re.IGNORECASE)
_WISHES = re.compile(
    r"\b(?:want|need|like|get|give|have|prefer|demand|refund(?:ed)?|back)\b|\bkeep\b", re.IGNORECASE
)


def choice_in(text: str) -> Choice | None:
    """ "I'd prefer a new one", "money back rather": none where both are named, or it is only asked."""
    if _ASKS.search(text) or _ANOTHER_WISH.search(text) or reason_told(text) is not None:
        return None
    if _FOR_LESS.search(text):
        return Choice.LESS
    wished = _NOT_WANTED.sub(" ", text)
    wanted = [choice for choice, words in _WANTED.items() if words.search(wished)]
    return wanted[0] if len(wanted) == 1 else None


def wants_money_instead(text: str) -> bool:
    """ "No, money back", "not another one", where it was asked what shall come in an item's place."""
    left = _NO_OTHER.sub(" ", _NO_BEFORE_MONEY.sub("", text))
    is_of_kind = wanted_in(left) is not None or (names_a_kind(left) and reason_told(left) is None)
    if is_of_kind or _ASKS.search(text) or _ON_CONDITION.search(text) or begins_with_yes(text):
        return False
    wished = _NOT_WANTED.sub(" ", left)
    is_money = _WANTED[Choice.MONEY].search(wished) or _NO_OTHER.search(text)
    return is_money is not None and _WANTED[Choice.NEW_ONE].search(wished) is None


def money_told(note: str) -> Choice | None:
    """The money, or a part of it, wished for in a clause of what tells the damage."""
    wishes = (choice_in(clause) for clause in _CLAUSE.split(note) if _WISHES.search(clause))
    return next((choice for choice in wishes if choice in {Choice.MONEY, Choice.LESS}), None)
