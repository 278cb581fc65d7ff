"""Whether words are a question, a correction, or could be the answer that a change waits for. Plain rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

STAYS = "stays"
"""The key of a parsed message that leaves everything as it is."""

_QUESTION = re.compile(
    r"\?\W*$|^\W*(?:(?:but|and|ok|okay|so|well|wait|hm+|sorry|yes|no),? )*"
    r"(?:(?:(?:until|till|by|since|from|for|to|at|in|with) )?"
    r"(?:(?:what|when|how|where|who)s?|which|whose)|why"
    r"|do (?:you|i|we)|does|did|can|could|will|would"
    r"|is (?:it|that|there|this)"
    r"|are (?:you|there|they)|am i|may i|must i|should i|was (?:it|that|this)"
    r"|(?:is|are|was|do|does|did|wo|would|can|could)n?['’]?t (?:i|you|we|they|it|that|this|there))\b"
    r"|^\W*(?:and|but|so|or) (?:what )?if(?: [\w'’]+){1,5}\W*$|\?\W+(?:what|when|how|where|who|why|which)\b",
    re.IGNORECASE,
)
_WISHES_POLITELY = re.compile(r"\b(?:can|could|may|shall|would) (?:i|we|you)\b", re.IGNORECASE)
_SAID_AFTER_A_QUESTION = re.compile(r"\?\W*\w")
_BEGINS_A_QUESTION = re.compile(
    r"^\W*(?:(?:but|and|ok|okay|so|well|wait|hm+|sorry|yes|no),? )*"
    r"(?:(?:what|how|when|where|who)s?|why|which|whose|is|are|was|were|do|does|did|has|have|will|can|could|may)\b",
    re.IGNORECASE,
)
_ASKS_POLITELY = re.compile(
    r"\b(?:can|could|may|would|will) (?:i|you|we)(?: please)? "
    r"(?:(?:just|only|also|still|maybe|perhaps) )*"
    r"(?:have|get|take|send|make|use|swap|exchange|change|put|ship|deliver|please|try"
    r"|choose|pick|like|return|remove|keep|report|give|bring)\b",
    re.IGNORECASE,
)
_AROUND_A_WISH = re.compile(
    r"^(?:(?:no|better|still|that|(?:they|it|(?:new )?(?:size|colou?r)) (?:should|has to|must) be"
    r"|actually|sorry|hm+|maybe|or|wait|not \w+|can|could|may|would|will|i|you|we"
    r"|please|like|want|need|to|have|get|take|send|make|it|them|that|one(?! sizes?\b)|in|for|me"
    r"|i['’]d|rather|just|ok|yes|the|same|instead|exchange|swap|change|into|but)\b[,:.]? *)+",
    re.IGNORECASE,
)
_AFTER_A_WISH = re.compile(
    r"(?:[ ,]*\b(?:please|pls|plz|instead|then|rather|thanks|thank you))+\b[.!? ]*$", re.IGNORECASE
)
_CORRECTION = re.compile(
    r"\b(?:no|not|actually|sorry|instead|rather|wait|oops|i mean|i meant|correction|wrong|make (?:it"
    r"|that)|should be|change)\b",
    re.IGNORECASE,
)
_BEGINS_A_CORRECTION = re.compile(
    r"^\W*(?:(?:oh|ah|hm+|ok|okay|well|but|and|sorry)\W+)*(?:no|nope|wait|actually|sorry|oops|rather|correction"
    r"|i mean|i meant|on (?:reflection|second thoughts?)|come to think of it|thinking about it"
    r"|you know what)\b",
    re.IGNORECASE,
)
_BEGINS_WITH_YES = re.compile(
    r"^\W*(?:(?:oh|ok|okay|well)\W+)?(?:yes|yeah|yep|yup|sure|of course|please do)\b"
    r"(?!\W+(?:but|if|when|after|no)\b)",
    re.IGNORECASE,
)
_ANOTHER_ORDER = re.compile(
    r"\b(?:wrong|not (?:that|this)|(?:the|my) other|a(?: different|nother)) order\b"
    r"|\border (?:with|that has)\b.*\bnot (?:that|this) one\b"
    r"|\bnot (?:that|this) one\b.*\border (?:with|that has)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\d[^,;\n]*[,;\n]\s*\S*\d")
_WHY_IT_GOES_BACK = re.compile(
    r"\b(?:too|small|large|big|tight|short|long|fits?|broke\w*|damag\w*|torn|wrong|late|like|quality|colou?r)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]{2,}")
_SOUNDS = frozenset(
    [
        "ok",
        "okay",
        "k",
        "fine",
        "alright",
        "all",
        "right",
        "good",
        "great",
        "thanks",
        "thank",
        "you",
        "sure",
        "please",
        "pls",
        "oh",
        "ah",
        "ha",
        "aha",
        "lol",
        "hey",
        "well",
        "so",
        "now",
        "then",
        "wait",
        "actually",
        "sorry",
        "uh",
        "uhm",
        "um",
        "er",
        "eh",
        "yes",
        "yep",
        "yeah",
    ]
)
_A_SOUND = re.compile(r"[hm]+|.{0,2}")
_WISHED_BEFORE = frozenset(
    [
        "i",
        "we",
        "want",
        "need",
        "would",
        "like",
        "to",
        "can",
        "could",
        "just",
        "do",
        "go",
        "ahead",
        "the",
        "a",
        "an",
        "my",
        "me",
        "it",
        "this",
        "that",
        "them",
        "these",
        "one",
        "order",
        "item",
        "money",
        "back",
        "give",
        "get",
        "send",
        "return",
        "refund",
        "exchange",
        "swap",
        "replace",
        "cancel",
        "report",
        "start",
        "make",
        "have",
    ]
)
_OF_THE_CODE = re.compile(r"\b(?:codes?|digits|mails?|e-?mails?|inbox|mailbox|spam|junk)\b", re.IGNORECASE)
_ANOTHER_WAY = re.compile(
    r"\b(?:sms|text message|text me|phone|call me|whatsapp"
    r"|(?:another|other|new|which|what) (?:e-?mail|mail|address))\b",
    re.IGNORECASE,
)
_HESITATES = re.compile(
    r"^\W*(?:(?:h+m+|uh+m?|well|oh|ah|i mean|i meant|actually|so|and)\b\W*)+", re.IGNORECASE
)
_SAME_AGAIN = re.compile(
    r"\bsame (?:reason|problem|issue|thing|damage|story|as (?:before|above))\b|\bas before\b|\bditto\b"
    r"|^\W*(?:for |it is |it['’]s )*(?:the )?same(?: (?:one|here|again|too))?\W*$",
    re.IGNORECASE,
)
_EMPTY = frozenset({"the", "of", "it", "all", "one", "and", "for", "do", "is", "that", "this", "reason"})
_LONGEST_ITEM = 14


_HAS_ONLY = re.compile(
    r"\b(?:only|just) (?:know|have|got|remember)\b.*\b(?:post ?code|zip|e-?mail|mail|name|address)\b",
    re.IGNORECASE,
)

_LOST = re.compile(
    r"\W*(?:(?:sorry|no|but|i think) )*(?:i|we)(?:['’]ve| have)? (?:just )?"
    r"(?:lost|deleted|forgot(?:ten)?|(?:can['’]?t|cannot|don['’]?t|do not) (?:find|have|remember)) "
    r"(?:it|that|this|(?:the|my) (?:order )?(?:number|e-?mail|mail|confirmation))(?: any ?more)?\W*",
    re.IGNORECASE,
)


_OF_NO_ORDER = re.compile(
    r"\b(?:no|not (?:any|one|an?|(?:about|for|related to) (?:any|one|an?))) "
    r"(?:(?:particular|specific|certain|single|one) )*(?:one|orders?)\b"
    r"|\bnot (?:about |related to |to do with |because of )+(?:(?:an|any|my|the|one) )?(?:\w+ )?orders?\b"
    r"|\bnothing to do with\b.*\borders?\b|\b(?:in|about everything in) general\b|^\W*general(?:ly)?\W*$"
    r"|^\W*(?:no\W+)?none (?:of (?:them|these|those)|in particular)\b|^\W*(?:no\W+)?none\W*$",
    re.IGNORECASE,
)


def is_of_no_order(text: str) -> bool:
    """ "It's about no particular order", "none of these", where it was asked which order."""
    return _OF_NO_ORDER.search(text) is not None


def has_lost_it(text: str) -> bool:
    """ "I lost it", in answer to the question for a number."""
    return _LOST.fullmatch(text) is not None


def has_no_number(text: str) -> bool:
    """ "I only know the postcode": there is something, and not the number."""
    return _HAS_ONLY.search(text) is not None


def is_question(text: str) -> bool:
    """Whether somebody asks something, with or without its sign."""
    return _QUESTION.search(text.strip()) is not None


def only_asks(text: str) -> bool:
    """ "Is it sure to come next week?" settles nothing; "can we wait till then?", "is it that one? then yes"
    and a mere "yes?" do."""
    is_said_beside = _SAID_AFTER_A_QUESTION.search(text) or _WISHES_POLITELY.search(text)
    is_word_alone = not is_question(text.rstrip(" ?")) and len(text.split()) == 1
    return is_question(text) and not is_word_alone and not is_said_beside


def is_correction(text: str) -> bool:
    """Whether a word in it says that something before was meant otherwise."""
    return _CORRECTION.search(text) is not None


def begins_a_correction(text: str) -> bool:
    """Whether it begins by taking back what was said before: "no", "actually", "oh wait"."""
    return _BEGINS_A_CORRECTION.search(text) is not None


def asks_to_get(text: str) -> bool:
    """ "Could I get them in 38?", "may I have a blue one": wished for politely, and no question."""
    return _ASKS_POLITELY.search(text) is not None


def begins_with_yes(text: str) -> bool:
    """ "Yes, and I want the right one fast"; "yes but" and a mere yes with a no behind it are none."""
    return _BEGINS_WITH_YES.search(text) is not None and not is_correction(text)


def means_another_order(text: str) -> bool:
    """ "Wrong order", "it's the order with two packs, not that one": what was heard is of another order."""
    return _ANOTHER_ORDER.search(text) is not None


def without_hesitation(text: str) -> str:
    """ "I mean yes", "oh well, no" without what comes before the answer."""
    return _HESITATES.sub("", text)


def is_mere_sound(text: str) -> bool:
    """ "Hm", "ok, thanks", "…": nothing in it says anything."""
    return not _words_beyond(text, _SOUNDS)


def says_nothing_new(text: str) -> bool:
    """ "Just refund it now": no more than the wish that brought the question up."""
    return not _words_beyond(text, _SOUNDS | _WISHED_BEFORE)


def says_the_same(text: str) -> bool:
    """ "Same reason": what was said of the matter before holds for this one, too."""
    return _SAME_AGAIN.search(text) is not None


def _words_beyond(text: str, empty: frozenset[str]) -> list[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return [word for word in words if word not in empty and (word.isdigit() or not _A_SOUND.fullmatch(word))]


def speaks_of_code(text: str) -> bool:
    """Whether it is about the one-time code, or the mail that brings it."""
    return _OF_THE_CODE.search(text) is not None


def asks_another_way(text: str) -> bool:
    """Whether a code is wished on another way than by the mail to the address of the order."""
    return _ANOTHER_WAY.search(text) is not None


def wish_itself(text: str) -> str:
    """ "Can I get it in blue, please?" without what is only polite: "blue"."""
    return _AROUND_A_WISH.sub("", _AFTER_A_WISH.sub("", text.strip(" .,;"))).strip(" .!,?")


def could_answer(change: Mapping[str, Any], text: str) -> bool:
    """Whether words that look like a question, or like another matter, are what the change asks for.

    `change` is the talk as the slot keeps it, with `detail` and its `question`.
    """
    match change.get("detail"):
        case "address":
            return _PLACE.search(text) is not None
        case "items" | "parcel":
            is_asked = _BEGINS_A_QUESTION.search(text) is not None and not _ASKS_POLITELY.search(text)
            return not is_asked and len(text.split()) <= _LONGEST_ITEM and _names_a_choice(change, text)
        case "reason":
            return _WHY_IT_GOES_BACK.search(text) is not None and not re.match(
                r"\W*(?:why|how|what)\b", text, re.I
            )
        case "wanted":
            return asks_to_get(text)
        case _:
            return False


def _names_a_choice(change: Mapping[str, Any], text: str) -> bool:
    titles = (choice["title"] for choice in change["question"]["choices"])
    named = {word.casefold() for title in titles for word in _WORD.findall(title)} - _EMPTY
    return bool(named & {word.casefold() for word in _WORD.findall(text)})
